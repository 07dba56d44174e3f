"""Page numbers, running heads, initials, stamps and ink leave the text; nothing else does."""

import pytest

from extractor.document import Document
from extractor.layout import lay_out
from extractor.layout.furniture import parse_bare_number, parse_page_number
from extractor.layout.initials import is_wordlike, may_be_initials
from tests.page_factory import Sheet, blocks_of

BODIES = (
    "La régie assure chaque matin l'ouverture du marché couvert, place les exposants selon le plan arrêté et perçoit les droits de place.",
    "Les exposants tiennent leur emplacement propre, respectent les horaires affichés et présentent leurs titres à toute demande du placier.",
    "Un registre coté et paraphé recueille les observations du public ; il est visé chaque mois par le responsable de la halle.",
    "Toute cession d'emplacement est soumise à l'accord préalable de la régie, qui se prononce après avis de la commission paritaire.",
)


def _document(heads=("",) * 4, feet=("",) * 4, *, ink=False, foot_x=70.0, sure=0.95, pages=4) -> Document:
    made = []
    for number in range(1, pages + 1):
        sheet = Sheet(number, ink=ink)
        if heads[number - 1]:
            sheet.line(heads[number - 1], y=40)
        sheet.paragraph(BODIES[(number - 1) % 4]).skip().paragraph(BODIES[number % 4])
        if feet[number - 1]:
            sheet.line(feet[number - 1], foot_x, y=790, sure=sure)
        made.append(sheet.page())
    return lay_out(made)


def _only_bodies(document: Document) -> bool:
    return all(block in BODIES for block in blocks_of(document.text))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Page 2/12", 2), ("P a g e 2 | 71", 2), ("page 3 sur 9", 3), ("Page n° 4", 4), ("p. 5", 5), ("6 / 10", 6), ("- Page 7 -", 7),
        ("Page : 8", 8), ("9 sur 11", 9), ("Feuillet 2", 2), ("PAGE 10", 10), ("12 | P a g e", 12), ("page iv", 0),
        ("12", None), ("Pages 2 et 3", None), ("page de garde", None), ("3 ans", None), ("Article 2", None), ("2024 / 2025 / 3", None),
    ],
)  # fmt: skip
def test_how_pages_say_their_number(text, number):
    assert parse_page_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4", 4),
        ("- 4 -", 4),
        ("–4–", 4),
        ("[12]", 12),
        ("(10)", 10),
        ("xii", 0),
        ("1.", None),
        ("4 ans", None),
        ("a", None),
    ],
)
def test_numbers_standing_alone(text, number):
    assert parse_bare_number(text) == number


@pytest.mark.parametrize("ink", [False, True], ids=["text layer", "scan"])
@pytest.mark.parametrize("form", ["{}", "- {} -", "Page {}/4", "P a g e {} | 4", "{} / 4", "page {} sur 4"])
@pytest.mark.parametrize("x", [70.0, 290.0, 490.0])
def test_page_numbers_at_the_foot(ink, form, x):
    document = _document(feet=[form.format(n) for n in range(1, 5)], ink=ink, foot_x=x)
    assert _only_bodies(document)
    assert [(f.kind, f.page, f.text) for f in document.furniture] == [
        ("page_number", n, form.format(n)) for n in range(1, 5)
    ]


def test_numbers_that_begin_elsewhere_and_a_first_page_without():
    document = _document(feet=("", "15", "16", "17"), foot_x=290)
    assert _only_bodies(document)
    assert [f.text for f in document.furniture] == ["15", "16", "17"]


@pytest.mark.parametrize("ink", [False, True], ids=["text layer", "scan"])
@pytest.mark.parametrize("where", ["heads", "feet"])
def test_running_heads_and_feet_with_and_without_numbers(ink, where):
    lines = [f"Règlement de la halle aux grains - version du 3 mars 2021 - {n}" for n in range(1, 5)]
    document = _document(**{where: lines}, ink=ink)
    assert _only_bodies(document)
    assert [f.text for f in document.furniture] == lines
    assert {f.kind for f in document.furniture} == {"running_head"}


def test_ends_of_sentences_that_tell_other_figures_are_no_running_heads():
    lines = [
        f"solde, soit {sum} euros, est payé dans un délai de neuf jours." for sum in ("82 605", "58 265", "82 665")
    ]
    document = _document(("", *lines), ink=True)
    assert all(line in document.text for line in lines)


def test_heads_of_left_and_right_pages_take_turns():
    heads = [
        "",
        "Ville de Kerlaz",
        "Marché couvert",
        "Ville de Kerlaz",
        "Marché couvert",
        "Ville de Kerlaz",
        "Marché couvert",
    ]
    document = _document(heads, ("",) * 7, pages=7)
    assert _only_bodies(document)
    assert len(document.furniture) == 6


def test_headings_at_the_top_of_pages_are_no_running_heads():
    heads = [
        f"ARTICLE {n} : ENGAGEMENTS DE {who}"
        for n, who in enumerate(["LA VILLE", "LA RÉGIE", "LA FILLE", "LA RÉGION"], start=1)
    ]
    document = _document(heads)
    assert [block for block in blocks_of(document.text) if block not in BODIES] == heads
    assert document.furniture == ()


def test_an_address_at_the_foot_of_the_first_page_only():
    sheet = Sheet(1).paragraph(BODIES[0]).skip().paragraph(BODIES[1])
    sheet.line("Mairie - 2 quai des Forges - 29100 Kerlaz cedex", y=790, size=7).line(
        "Tél : 02 98 00 00 00 - www.kerlaz.example", y=800, size=7
    )
    document = lay_out([sheet.page(), Sheet(2).paragraph(BODIES[2]).page()])
    assert _only_bodies(document)
    assert [f.kind for f in document.furniture] == ["running_head", "running_head"]


def test_stamps_of_transmission():
    sheet = (
        Sheet(1)
        .line("Envoyé en préfecture le 12/07/2021", 380, y=20, size=7)
        .line("Reçu en préfecture le 12/07/2021", 380, y=30, size=7)
    )
    sheet.line("ID : 029-212900001-20210705-D2021_45-DE", 380, y=40, size=7)
    document = lay_out([sheet.paragraph(BODIES[0]).page()])
    assert _only_bodies(document)
    assert [f.kind for f in document.furniture] == ["stamp"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "La présente liste est close.",
        "- un représentant de la régie ;",
        "trois ans.",
        "Fin",
        "Et",
        "12 exposants au plus",
        "Le placier",
    ],
)
def test_real_words_at_the_foot_of_a_page_stay(text):
    document = _document(feet=(text, "", "", ""))
    assert text in blocks_of(document.text)
    assert document.furniture == ()


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("RTK", 0.9),
        ("AB TM", 0.5),
        ("M. 2.P", 0.4),
        ("LMDV", 0.8),
        ("Pz", 0.7),
        ("4 BRK TM", 0.6),
        ("jfn Lk", 0.2),
        ("{2 sy", 0.6),
        ("_ _ £7", 0.1),
        ("JK;", 0.2),
    ],
)
def test_initials_at_the_foot_of_a_scan(text, sure):
    document = _document(feet=(text, text, text, ""), ink=True, foot_x=400, sure=sure)
    assert _only_bodies(document)
    assert {f.kind for f in document.furniture} <= {"paraphe", "running_head"}
    assert " ".join(f.text for f in document.furniture) == " ".join([text] * 3)


@pytest.mark.parametrize(
    "text", ["RTK", "M. 2.P", "LMDV", "P ~", "Pz", "4 BRK TM", "BRK TM", "sy {2", "T.M / AB", "RF IG", "M DE FG", "Y D"]
)
def test_what_may_be_initials(text):
    assert may_be_initials(text, known=())


@pytest.mark.parametrize(
    "text",
    [
        "Et",
        "ET",
        "Ft",
        "Entre",
        "ENTRE",
        "PO/",
        "p.o.",
        "Fin",
        "ARTICLE 3",
        "Annexe",
        "II",
        "a)",
        "1.",
        "10",
        "le 3",
        "Vu",
        "oui",
        "Le Maire",
        "DURÉE",
        "ans.",
        "etc.;",
        "ET LA",
        "LE 3",
    ],
)
def test_what_is_never_taken_for_initials(text):
    assert not may_be_initials(text, known=())


def test_a_word_of_the_text_is_never_taken_for_initials():
    assert may_be_initials("SMTC", known=())
    assert not may_be_initials("SMTC", known={"smtc"})


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("MARTIN", True),
        ("l'avis,", True),
        ("2024", True),
        ("d'Aix-les-Bains", True),
        ("SéinFé", False),
        ("}%", False),
        ("xkr", False),
        ("", False),
    ],
)
def test_what_looks_like_a_word(text, word):
    assert is_wordlike(text) is word


def test_ink_of_signatures_goes_and_names_stay():
    sheet = Sheet(ink=True).paragraph(BODIES[0]).skip().line("Fait à Kerlaz, le 4 mai 2021").skip(2)
    sheet.line("Pour la régie", 70, stay=True).line("Pour les exposants", 310).skip(1)
    sheet.line("2i", 120, sure=0.1, stay=True).line("NT TT", 340, sure=0.62).line("#", 200, sure=0.6).skip(1)
    sheet.line("Armelle QUEFFELEC", 70, sure=0.2, stay=True).line("-- 7", 180, sure=0.9, stay=True).line(
        "Denis LOZAC'H", 310, sure=0.35
    )
    document = lay_out([sheet.page()])
    assert blocks_of(document.text)[2:] == ["Pour la régie", "Armelle QUEFFELEC", "Pour les exposants", "Denis LOZAC'H"]
    assert {f.kind for f in document.furniture} == {"noise"}


def test_a_short_name_at_the_end_of_the_closing_block_stays():
    sheet = (
        Sheet()
        .paragraph(BODIES[0])
        .skip()
        .line("Fait à Kerlaz, le 4 mai 2021")
        .skip(2)
        .line("Le placier")
        .skip(5)
        .line("LE GAC")
    )
    document = lay_out([sheet.page()])
    assert blocks_of(document.text)[-1] == "LE GAC" and document.furniture == ()


def test_doubtful_cells_of_a_table_stay():
    sheet = Sheet(ink=True).paragraph(BODIES[0]).skip()
    for day, hours, sure in [
        ("lundi 3 mai", "8h-12h", 0.0),
        ("mardi 4 mai", "13h16h", 0.2),
        ("jeudi 6 mai", "matin", 0.1),
    ]:
        sheet.line(day, 90, stay=True).line(hours, 330, sure=sure)
    assert blocks_of(lay_out([sheet.page()]).text)[1] == "lundi 3 mai  8h-12h mardi 4 mai  13h16h jeudi 6 mai  matin"


def test_a_misread_page_number_is_known_by_its_place():
    document = _document(feet=("1/4", "2/4", "3/4", "4j4"), ink=True, foot_x=290)
    assert _only_bodies(document)
    assert document.furniture[-1].text == "4j4"


def test_a_page_number_on_a_row_with_the_strokes_of_paraphes():
    pages = []
    for number, strokes in ((1, ("Re", "—")), (2, ("me",))):
        sheet = Sheet(number, ink=True).line("Ville de Kerlaz", y=40).paragraph(BODIES[number])
        sheet.line(str(number), 290, y=790)
        for place, stroke in enumerate(strokes):
            sheet.line(stroke, 400 + 50 * place, y=788, sure=0.0)
        pages.append(sheet.page())
    document = lay_out(pages)
    assert [f.text for f in document.furniture if f.kind == "page_number"] == ["1", "2"]
    assert not any(line.strip().isdigit() for line in document.text.split("\n"))
