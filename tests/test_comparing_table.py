"""The comparison on a terminal and as CSV: what changed first, in the width there is, with nothing a terminal obeys."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from convention_factory import convention, promise, source

from extractor.comparing import compare
from extractor.comparing.comparison import TERM_NAMES, Comparison
from extractor.comparing.redline import redline
from extractor.exporting.comparison import render_comparison
from extractor.exporting.comparison_csv import COLUMNS
from extractor.exporting.comparison_screen import columns_of
from extractor.exporting.comparison_table import _cut, render_table
from extractor.exporting.comparison_words import counted, delta_words, say, verdict_counts
from extractor.exporting.redline_excerpts import excerpts, likeness, one_side
from extractor.record import Duration, Notice

TEXT = """@1 objet Objet
La présente convention a pour objet le prêt du hangar du port aux enfants des écoles de la Ville.
@2 durée Durée
Elle dure trois ans. Elle est résiliée avec un préavis de deux mois.
@3 litiges Litiges
Les litiges sont réglés à l'amiable.
"""


def pair(count=2):
    def facts(years, months):
        return {
            "durations": lambda text: (Duration(period=f"P{years}Y", source=source(text, "dure", "2", page=4)),),
            "notices": lambda text: (
                Notice(event="termination", period=f"P{months}M", source=source(text, "préavis", "2")),
            ),
            "obligations": lambda text: (promise(text, "réglés à l'amiable", "3", debtors=("p1", "p2")),),
        }

    texts = (TEXT, TEXT.replace("trois ans", "cinq ans"), TEXT.replace("deux mois", "six mois"))
    return [convention(f"c{n}", texts[n % 3], **facts(3 + n, 2)) for n in range(count)]


def screen(records, **look):
    return render_table(compare(records), records, **look)


def test_what_changed_stands_before_what_is_the_same():
    shown = screen(pair(), width=100)
    assert (
        shown.index("Ce qui change")
        < shown.index("Durée")
        < shown.index("Identique")
        < shown.index("Cherché et non trouvé")
    )
    line = next(line for line in shown.splitlines() if "!! Durée" in line)
    assert line.split() == ["!!", "Durée", "3", "ans", "4", "ans", "+1", "an"]
    assert "1 ↔ 1" in shown and shown.endswith("{+ajouté+}\n")


@pytest.mark.parametrize("width", [60, 80, 100, 140, 200])
@pytest.mark.parametrize("count", [2, 3, 6])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_line_is_wider_than_the_terminal(width, count, lang):
    assert max(map(columns_of, screen(pair(count), width=width, lang=lang).splitlines())) <= width


def test_the_width_is_the_terminals(monkeypatch):
    monkeypatch.setenv("COLUMNS", "72")
    assert max(map(columns_of, screen(pair()).splitlines())) <= 72


def test_languages():
    shown = screen(pair(), width=100, lang="en")
    assert "What changes" in shown and "Term" in shown and "+1 year" in shown and "Ce qui change" not in shown


def test_colours_only_where_they_are_asked_for():
    assert "\x1b" not in screen(pair(), width=100)
    shown = screen(pair(), width=100, paint=lambda text, style: f"<{style}>{text}</>" if style else text)
    assert "<error>!! Durée" in shown and "<head>Ce qui change</>" in shown
    records = pair()
    painted = render_comparison(compare(records), records, "table", "fr", paint=lambda text, style: f"<{style}>{text}")
    assert "<head>" in painted


def test_a_hostile_document_does_not_drive_the_terminal():
    hostile = "\x1b[2J\x07\u202egnp.exe\u200b\r"
    records = [
        convention(f"a{hostile}", TEXT.replace("du port", hostile), title=hostile, parties=(f"Ville{hostile}", "Club")),
        convention("b", TEXT),
    ]
    shown = screen(records, width=90)
    assert not any(mark in shown for mark in "\x1b\x07\u202e\u200b\r")


def test_nothing_differs():
    records = [pair()[0], pair()[0].model_copy(update={"id": "b"})]
    shown = screen(records, width=100)
    assert "Aucune différence de fond." in shown and "!!" not in shown.splitlines()[3]


def test_csv_has_a_row_for_each_value_of_each_term():
    records = pair(3)
    comparison = compare(records)
    text = render_comparison(comparison, records, "csv", "fr")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert tuple(rows[0]) == COLUMNS and len(rows) == 3 * len(TERM_NAMES)
    assert text.endswith("\r\n") and "\n\n" not in text.replace("\r\n", "\n")
    (found,) = [row for row in rows if row["term"] == "term" and row["convention"] == "c1"]
    assert (found["verdict"], found["severity"], found["value"], found["delta"]) == ("changed", "error", "P4Y", "+P1Y")
    assert (found["article"], found["page"], found["quote"], found["confidence"]) == ("2", "4", "dure", "0.9")
    text = records[1].articles[1].text
    start = int(found["start"]) - records[1].articles[1].source.start
    assert text[start : start + 4] == "dure"


def test_csv_keeps_hostile_cells_whole():
    records = [convention("=cmd()", TEXT, title='=HYPERLINK("x"),;\n\0'), convention("b", TEXT)]
    rows = list(csv.DictReader(io.StringIO(render_comparison(compare(records), records, "csv", "fr"), newline="")))
    assert rows[0]["convention"] == "=cmd()" and "\0" not in rows[0]["text"] and 'HYPERLINK("x")' in rows[0]["text"]


def test_json_is_the_comparison_and_comes_back():
    records = pair(3)
    comparison = compare(records)
    text = render_comparison(comparison, records, "json", "fr")
    assert Comparison.model_validate_json(text) == comparison
    data = json.loads(text)
    assert list(data) == ["conventions", "terms", "articles", "obligations"]
    assert {"term", "verdict", "severity", "values"} <= set(data["terms"][0])
    assert {"convention", "status", "value", "text", "delta", "confidence", "source"} <= set(
        data["terms"][0]["values"][0]
    )
    assert {"verdict", "score", "reasons", "members", "redline"} <= set(data["articles"][0])
    assert set(data["obligations"][0]["members"][0]) == {"convention", "obligation"}
    assert [row["term"] for row in data["terms"]] == list(TERM_NAMES)


def test_excerpts_leave_out_what_is_kept():
    before = "La Ville prête le hangar du port au Club des Dunes pour la voile."
    changes = redline(before, before.replace("hangar", "préau"))
    assert " ".join(c.text.strip() for c in excerpts(changes, around=2)) == "… prête le hangar préau du port …"
    assert one_side(changes, "added") == "… Ville prête le préau du port au …"
    assert 0.8 < likeness(changes) < 1 and likeness(()) == 1
    assert [c.kind for c in excerpts(redline("l'été", "L’ETE"))] == ["same"]


def test_words_of_reports():
    assert (
        delta_words("-P2Y", "fr") == "−2 ans"
        and delta_words("+P8D", "en") == "+8 days"
        and delta_words(None, "fr") == ""
    )
    assert delta_words("+CUB -ABC", "fr") == "+CUB −ABC"
    assert (
        counted("terms_changed", 1, "fr") == "1 terme changé"
        and counted("terms_changed", 2, "fr") == "2 termes changés"
    )
    assert verdict_counts(["moved", "only"], "fr") == "1 pas partout, 1 déplacé"
    assert verdict_counts(["moved"], "fr", commitments=True) == "1 à un autre débiteur"
    for term in TERM_NAMES:
        assert say(f"term.{term}", "fr") and say(f"term.{term}", "en")


def test_comparing_saved_records_loads_neither_spacy_nor_pandas():
    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from convention_factory import convention\n"
        "from extractor.comparing import compare\n"
        "from extractor.exporting.comparison import render_comparison\n"
        "records = [convention('a', '@1 objet Objet\\nLe présent accord.'), convention('b', '@1 objet Objet\\nLe présente accord.')]\n"
        "[render_comparison(compare(records), records, form, 'fr') for form in ('table', 'json', 'csv', 'html')]\n"
        "print([name for name in ('spacy', 'pandas', 'cv2', 'numpy', 'pdfplumber') if name in sys.modules])\n"
    )
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("second", "width", "shown"),
    [
        ("le hangar du port", 17, "le hangar du…"),
        ("le hangar du port", 20, "le hangar du port…"),
        ("le hangar (la", 14, "le hangar (la…"),
        ("le hangar :", 14, "le hangar…"),
        ("anticonstitutionnel", 19, "anticonstitutionne…"),
    ],
)
def test_a_long_cell_is_cut_between_words(second, width, shown):
    assert _cut(["La Ville prête", second, "au Club"], width, 2) == ["La Ville prête", shown]
