"""Transcripts: what the typist wrote stays, what he noted goes."""

import pytest

from extractor.document import Document, Page
from extractor.layout import lay_out, page_text
from extractor.layout.markup import read_markup
from extractor.layout.scraps import is_mark_text


def _document(*sheets: str) -> Document:
    return lay_out([Page(number, 0.0, 0.0, "text", transcript=sheet) for number, sheet in enumerate(sheets, start=1)])


def _furniture(document: Document) -> list[tuple[str, str]]:
    return [(f.kind, f.text) for f in document.furniture]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("## ARTICLE 2 – Durée", "ARTICLE 2 – Durée"),
        ("**Fait à Tulle**, le 1^{er} mars", "Fait à Tulle, le 1er mars"),
        ("le $1^{\\text{er}}$ mars, loi n^{o} 12", "le 1er mars, loi no 12"),
        ("le 1<sup>er</sup> mars <u>2020</u>", "le 1er mars 2020"),
        ("le 2^e tour", "le 2e tour"),
        ("*lu et approuvé*", "lu et approuvé"),
        ("5 \\* 3 \\- 2", "5 * 3 - 2"),
        ("Montant * : 12 € (* hors taxe)", "Montant * : 12 € (* hors taxe)"),
        ("Nom : ____________", "Nom : ____________"),
        ("Fait à …………, le ………", "Fait à …………, le ………"),
        ("trop   d'espaces  ", "trop d'espaces"),
        ("| Année | Montant |", "Année  Montant"),
        ("prix de 10 $ et de 12 $ l'unité", "prix de 10 $ et de 12 $ l'unité"),
    ],
)
def test_marks_of_markdown_go(typed, text):
    assert read_markup(typed).text == text


def test_bold_over_several_lines_is_said_of_each():
    document = _document("**Pour l'amicale\ndes anciens\nde Vaugrain**\n\nMadame Lise ORVAL")
    assert document.text == "Pour l'amicale\ndes anciens\nde Vaugrain\n\nMadame Lise ORVAL"
    assert [line.bold for line in document.lines] == [True, True, True, False]


def test_a_bold_mark_never_closed_ends_with_its_paragraph():
    document = _document("**Titre\n\ncorps du texte ordinaire")
    assert [line.bold for line in document.lines] == [True, False]


def test_blank_lines_stay_and_never_more_than_one():
    document = _document("\n\n\nun\ndeux\n\n\n\ntrois \n   \n\nquatre\n\n")
    assert document.text == "un\ndeux\n\ntrois\n\nquatre"
    assert [document.text[line.start : line.end] for line in document.lines] == ["un", "deux", "trois", "quatre"]


@pytest.mark.parametrize(
    "mark",
    [
        "(Handwritten signatures and initials)",
        "(Signature)",
        "[signature]",
        "[tampon de la mairie]",
        "(paraphes manuscrits)",
        "*(Signatures)*",
        "![img-0.jpeg](img-0.jpeg)",
        "---",
    ],
)
def test_what_a_transcriber_noted(mark):
    document = _document(f"La commune s'engage à fournir\n\n{mark}\n\nles locaux nécessaires.")
    assert document.text == "La commune s'engage à fournir\nles locaux nécessaires."
    assert [kind for kind, _ in _furniture(document)] == ["mark"]


@pytest.mark.parametrize(
    "text",
    [
        "(Signature précédée de la mention « lu et approuvé »)",
        "(cachet et signature)",
        "(deux exemplaires)",
        "(Signé) Lise ORVAL",
        "Signature :",
        "(nom et qualité du signataire)",
    ],
)
def test_what_is_printed_stays(text):
    assert not is_mark_text(text)


@pytest.mark.parametrize(
    "scrap",
    ["RTK", "M. 2.P", "LMDV", "Pz", "(Signature)\n RTK", "3\nRTK LM\n(12)", "3\nRTK LM", "Page 3/8", "- 3 -", "P ~"],
)
def test_scraps_that_cut_a_sentence(scrap):
    document = _document(
        f"Les deux communes mettent en œuvre un projet\n\n{scrap}\n\ncommun de sentier, qui longe la rivière."
    )
    assert document.text == "Les deux communes mettent en œuvre un projet\ncommun de sentier, qui longe la rivière."
    assert "\n".join(text for _, text in _furniture(document)).replace("\n", " ").split() == scrap.split()


@pytest.mark.parametrize("scrap", ["3\nRTK LM", "Pz", "P ~", "Page 3/8", "M. 2.P"])
def test_scraps_between_two_paragraphs(scrap):
    document = _document(
        f"Le sentier est ouvert à tous.\n\n{scrap}\n\nARTICLE 4 : ENTRETIEN\n\nIl est fauché deux fois l'an."
    )
    assert document.text == "Le sentier est ouvert à tous.\n\nARTICLE 4 : ENTRETIEN\n\nIl est fauché deux fois l'an."


def test_a_scrap_between_two_items_of_a_list_leaves_one_list():
    document = _document(
        "Les communes :\n\n- balisent le sentier ;\n- le réparent ;\n\n4\nRTK LM\n(10)\n\n- le font connaître."
    )
    assert document.text == "Les communes :\n\n- balisent le sentier ;\n- le réparent ;\n- le font connaître."


@pytest.mark.parametrize(
    "text",
    [
        "Et",
        "ET",
        "Ft",
        "Entre",
        "ENTRE :",
        "Vu",
        "Préambule",
        "ARTICLE 3",
        "I",
        "II.",
        "d'une part,",
        "&",
        "SMBV",
        "Titre I",
        "a)",
        "oui",
        "2024",
    ],
)
def test_lines_alone_that_are_text(text):
    document = _document(
        f"La Commune de Vaugrain, ci-après « la Commune »,\n\n{text}\n\nL'Amicale des anciens, ci-après « l'Amicale »."
    )
    assert text in document.text.split("\n\n")
    assert document.furniture == ()


def test_the_short_name_of_a_party_is_no_scrap():
    document = _document(
        "CONVENTION\n\nSMBV\n\nKORA\n\nLe syndicat mixte (SMBV) et la régie (KORA) sont convenus de ce qui suit."
    )
    assert document.furniture == ()


@pytest.mark.parametrize("text", ["PO/", "p.o.", "AB", "Le Maire", "3"])
def test_marks_of_signing_and_initials_in_the_closing_block_stay(text):
    document = _document(
        f"Fait à Tulle, le 3 mai 2021\n\nPour l'amicale\n\nLise ORVAL\n\n{text}\n\nPour la commune\n\n(Signature)\n\nJean BRAY"
    )
    assert text in document.text.split("\n\n")
    assert _furniture(document) == [("mark", "(Signature)")]


def test_lone_numbers_that_rise_are_page_numbers():
    document = _document("Le sentier est ouvert.\n\n1\n\nIl est fauché.\n\n2\n\nIl est balisé.\n\n3")
    assert document.text == "Le sentier est ouvert.\n\nIl est fauché.\n\nIl est balisé."
    assert {kind for kind, _ in _furniture(document)} == {"page_number"}


def test_one_lone_number_stays():
    assert "12" in _document("Nombre de parts :\n\n12\n\nMontant de la part : cent euros.").text


def test_form_feeds_end_pages_and_not_sentences():
    document = _document("Le sentier longe", "la rivière.\n\nIl est large.", "Il est ombragé.")
    assert document.text == "Le sentier longe\nla rivière.\n\nIl est large.\n\nIl est ombragé."
    assert page_text(document) == ("Le sentier longe", "la rivière.\n\nIl est large.", "Il est ombragé.")
    assert [line.page for line in document.lines] == [1, 2, 2, 3]


def test_heads_of_typed_pages():
    sheets = [f"Convention du sentier - page {n}\n\nAlinéa premier du feuillet {'abc'[n - 1]}." for n in (1, 2, 3)]
    document = _document(*sheets)
    assert document.text.count("Convention") == 0
    assert len(document.furniture) == 3


def test_stamps_of_prefectures_are_no_text_of_typed_pages():
    document = _document(
        "Entre les soussignés :\nAccusé certifié exécutoire\nRéception par le préfet : 26/06/2031\n"
        "La ville de Montbrun, représentée par son maire,\n\nEnvoyé en préfecture le 26/06/2031\n\nd'une part."
    )
    assert "préf" not in document.text and "exécutoire" not in document.text
    assert document.text.startswith("Entre les soussignés :\n\nLa ville de Montbrun, représentée par son maire,")
    assert [kind for kind, _ in _furniture(document)] == ["stamp"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "Publié le 3 mai 2031 par la commune, le règlement du sentier s'applique à tous ses usagers.",
        "Certifié exécutoire par le maire de la commune qui le signe.",
        "Signé par : Anne Roy",
        "La convention vaut dès que le présent acte aura été\ntransmis au contrôle de légalité et finit le 31 décembre 2038 sans\ntacite reconduction.",
        "Publication le 3 mars 2034",
    ],
)
def test_sentences_that_begin_like_a_stamp_stay(text):
    assert text in _document(f"Le sentier est ouvert.\n\n{text}\n\nIl est fauché.").text


def test_kinds_of_lines():
    text = "# CONVENTION\n\nSOMMAIRE\n\nARTICLE 1 : OBJET ........ 2\n\nPréambule\n\nArticle 1er – Objet\n\nLe présent accord :\n- fixe ;\n- précise.\n\n| a | b |\n\nDe l'objet\nArticle 2"
    document = _document(text)
    kinds = {document.text[line.start : line.end]: line.kind for line in document.lines}
    assert kinds == {
        "CONVENTION": "heading", "SOMMAIRE": "heading", "ARTICLE 1 : OBJET ........ 2": "toc", "Préambule": "heading",
        "Article 1er – Objet": "heading", "Le présent accord :": "text", "- fixe ;": "item", "- précise.": "item",
        "a  b": "table", "De l'objet": "text", "Article 2": "heading",
    }  # fmt: skip


def test_an_empty_transcript_is_an_empty_document():
    assert _document("\n \n").text == ""
    assert lay_out([]).text == ""


FEET = [
    "JM - A.L\nPage {n} / 5\nVille de Montclair - Convention 2034",
    "Convention de prêt – Pays de Rieux            {n}/5",
    "JM - A.L\n\nPage {n} / 5\n\nVille de Montclair - Convention 2034",
    "SDIS 99 - Groupement                                      Page {n} sur 5",
]


@pytest.mark.parametrize("foot", FEET)
def test_the_foot_of_a_page_does_not_cut_a_list(foot):
    items = [
        "- tenir un registre des entrées ;",
        "- fermer les portes après usage ;",
        "- prévenir la Ville de tout dégât.",
    ]
    text = "Article 1\nLe Club s'engage à :\n" + "\n\n".join(
        f"{item}\n\n{foot.format(n=number)}" for number, item in enumerate(items, start=1)
    )
    document = _document(text)
    assert [line for line in document.text.split("\n") if line] == ["Article 1", "Le Club s'engage à :", *items]
    assert "\n".join(items) in document.text
    assert len([one for one in document.furniture if "5" in one.text]) == 3


def test_a_fraction_in_a_sentence_is_no_page_number():
    text = "Article 1\nLa Ville verse les 3/4 de la somme.\n\nArticle 2\nLe Club verse 1/4 du loyer page 2 du bail."
    assert _document(text).text == text
