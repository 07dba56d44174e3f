"""The samples as committed: both renderings exist, are what they claim to be, and what is expected stands in them."""

import itertools
import json
import re
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.folding import fold

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
PAGES = {"ofqj-2024": 6, "cuf-2025": 4}
KEYS = {
    "id", "title_contains", "parties", "articles", "duration", "renewal", "notices", "signature", "signatories",
    "on_behalf_marks", "frequencies", "references", "obligations", "findings_expected", "not_durations",
    "not_signature_dates", "furniture",
}  # fmt: skip


def words_of(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def plain(text: str) -> str:
    """Folded, on one line, with the words that a line end cut put together again; page numbers left out."""
    text = re.sub(r"\n\d+(/\d+)?\s*$", "\n", re.sub("[\r\x02\ufffe]", "", text))
    return re.sub(r"\s+", " ", re.sub(r"(?<=\w)-\n(?=[^\W\d_])", "", fold(text)))


@pytest.mark.parametrize("name", PAGES)
def test_both_renderings_are_small_and_complete(name: str) -> None:
    digital, scan = SAMPLES / name / "digital.pdf", SAMPLES / name / "scan.pdf"
    assert digital.stat().st_size < 300_000
    assert scan.stat().st_size < 1_500_000
    assert len(words_of(digital)) == PAGES[name]
    assert all(len(page) > 200 for page in words_of(digital))
    assert words_of(scan) == [""] * PAGES[name]


@pytest.mark.parametrize("name", PAGES)
def test_expected_facts_stand_in_the_text(name: str) -> None:
    expected = json.loads((SAMPLES / name / "expected.json").read_text("utf-8"))
    assert set(expected) - {"title_period"} == KEYS
    assert expected["id"] == name
    text = "".join(plain(page) for page in words_of(SAMPLES / name / "digital.pdf"))
    aliases = {party["alias"] for party in expected["parties"]}
    phrases = [expected["title_contains"], expected["duration"]["start_event"], *expected["not_durations"]]
    phrases += [party["name"] for party in expected["parties"]]
    phrases += [person["name"] for party in expected["parties"] for person in party["representatives"]]
    phrases += [article["title"] for article in expected["articles"]]
    phrases += [person["name"] for person in expected["signatories"]]
    joined = re.sub(r"[\s-]", "", text)  # a hyphen at a line end may belong to the word
    for phrase in phrases + [one["action"].removeprefix("être ") for one in expected["obligations"]]:
        assert re.sub(r"[\s-]", "", plain(phrase)) in joined, phrase
    for one in expected["obligations"]:
        assert set(one["debtors"]) <= aliases
        assert one["modality"] in ("obligation", "interdiction", "faculté", "intention")
        assert one["article"] in {article["number"] for article in expected["articles"]}


def test_the_generator_makes_the_committed_text_layer_again(tmp_path: Path) -> None:
    """Words and places, not bytes: those depend on the versions of fonts and libraries."""
    from samples.generator import FontMissing, find_fonts, read_convention, typeset

    for name, count in PAGES.items():
        convention = read_convention(SAMPLES / name / "convention.toml")
        assert convention.id == name
        assert sum(block.kind == "heading" for block in convention.blocks) in (8, 9)
        try:
            fonts = find_fonts(convention.layout.font)
        except FontMissing as error:
            assert "apt install" in str(error) and "\n" not in str(error)
            continue
        pages = typeset(convention, fonts)
        assert len(pages) == count
        set_words = re.sub(r"\s", "", "".join(run.text for page in pages for run in page.runs))
        committed = "".join(words_of(SAMPLES / name / "digital.pdf"))
        assert len(re.sub(r"\s", "", committed)) == pytest.approx(len(set_words), rel=0.002)


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("convention", "con-ven-tion"),
        ("partenariat", "par-te-na-riat"),
        ("électricité", "élec-tri-cité"),
        ("montagne", "mon-tagne"),
        ("propriétaire", "pro-prié-taire"),
        ("l’établissement", "l’éta-blis-se-ment"),
        ("UNION", "UNION"),
        ("1901", "1901"),
        ("durée", "durée"),
    ],
)
def test_hyphenation(word: str, syllables: str) -> None:
    from samples.generator.hyphenation import find_breaks

    cuts = [0, *find_breaks(word), len(word)]
    assert "-".join(word[a:b] for a, b in itertools.pairwise(cuts)) == syllables


@given(st.text(alphabet="abcdeéèœghilmnoqrstuyABC’'-.;0 ", max_size=25))
def test_breaks_fall_inside_the_word(word: str) -> None:
    from samples.generator.hyphenation import find_breaks

    breaks = find_breaks(word)
    assert list(breaks) == sorted(set(breaks))
    assert all(3 <= at <= len(word) - 3 for at in breaks)


def test_a_scan_is_the_same_for_the_same_seed() -> None:
    from PIL import Image

    from samples.generator import Scanner, render_scan

    sheets = [Image.new("RGB", (200, 280), "white") for _ in range(3)]
    modes = ("bilevel", "grey", "colour")
    first = render_scan(sheets, Scanner(dpi=100, seed=7, modes=modes, skew=(0.5, -0.5)))
    assert first == render_scan(sheets, Scanner(dpi=100, seed=7, modes=modes, skew=(0.5, -0.5)))
    assert first != render_scan(sheets, Scanner(dpi=100, seed=8, modes=modes, skew=(0.5, -0.5)))
    with pypdfium2.PdfDocument(first) as pdf:
        assert [tuple(round(side) for side in page.get_size()) for page in pdf] == [(144, 202)] * 3
        assert [page.render().to_numpy().mean() > 150 for page in pdf] == [True] * 3
