"""What the wording of a section gives away: each case is a sentence, and whether a jurist would point at it."""

import time

import pytest
from convention_factory import convention, source

from extractor.checking import check, consistency_findings
from extractor.record import Amount, DateFact, Duration, Finding


def found(code, short, **facts):
    return [one for one in check(convention("a", short, **facts)) if one.code == code]


def article(words):
    return f"@1 objet Objet\n{words}"


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("Elle verse trente (45) jours après la remise.", "trente (45)"),
        ("Un comité de vingt et un (20) membres.", "vingt et un (20)"),
        ("Un délai de 30 (quinze) jours.", "30 (quinze)"),
        ("Elle prête deux mille cinq cents (2 050) chaises.", "deux mille cinq cents (2 050)"),
    ],
)
def test_a_word_and_a_figure_that_differ(words, quote):
    (one,) = found("number-contradiction", article(words))
    assert one.severity == "error" and one.source.quote == quote


@pytest.mark.parametrize(
    "words",
    [
        "Elle verse trente (30) jours après la remise.",
        "Elle verse quarante-cinq (45) jours après, soit 45 (quarante-cinq) jours.",
        "Un comité de vingt et un (21) membres, dont deux (2) élus.",
        "Elle prête deux mille cinq cents (2 500) chaises.",
        "Les parties sont au nombre de deux (1).",  # the mark of a note
        "La Ville (1) et le Club (2) conviennent.",
        "L'article deux (alinéa 3) et la page dix (annexe).",
        "Il est remis mil neuf cent quatre-vingt-dix (1990) exemplaires.",
        "Soixante-dix (70) ou septante (70) heures.",
    ],
)
def test_numbers_that_agree_or_are_no_numbers(words):
    assert found("number-contradiction", article(words)) == []


def test_what_extraction_said_of_a_number_is_not_said_again():
    words = article("Un préavis de trente (45) jours.")

    def said(text):
        return (
            Finding(
                code="number-contradiction",
                severity="error",
                message="…",
                source=source(text, "préavis de trente (45)"),
            ),
        )

    assert len(found("number-contradiction", words, findings=said)) == 1


def test_a_sum_in_words_that_is_not_the_sum_in_figures():
    def sums(text):
        place = source(text, "dix mille euros (12 000 €)", rule="words-against-figures")
        return (Amount(value="12000", currency="EUR", source=place),)

    words = article("Une aide de dix mille euros (12 000 €).")
    (one,) = found("number-contradiction", words, amounts=sums)
    assert "dix mille euros (12 000 €)" in one.message
    again = convention("a", words, amounts=sums).model_copy(update={"findings": (one,)})
    assert [f.code for f in check(again)].count("number-contradiction") == 1, "checked twice, it is one"


@pytest.mark.parametrize(
    ("short", "quote"),
    [
        (article("La Ville verse …………… euros."), "……………"),
        (article("La Ville verse ________ euros par an."), "________"),
        (article("Le montant est de [À COMPLÉTER]."), "[À COMPLÉTER]"),
        (article("Le référent est [nom du référent]."), "[nom du référent]"),
        (article("Elle prend effet le XX/XX/2025."), "XX/XX/2025"),
        (article("Une aide de XXXX euros."), "XXXX"),
        (article("Conclue le ........ 2025."), "........"),
        ("@1 objet Objet\nLe prêt.\n@signature\nFait à Gap, le ……………… 2023", "………………"),
    ],
)
def test_a_place_left_to_fill_in(short, quote):
    (one,) = found("blank-to-fill", short)
    assert one.severity == "warning" and one.source.quote == quote


@pytest.mark.parametrize(
    "short",
    [
        article("Les écoles, les clubs… et les familles ..."),
        article("Loyers .............. 12 400 €\nCharges ............. 1 200"),
        article("Il cite : « Les parties […] s'engagent (...) »."),
        article("Le XXe siècle et le titre XXX du règlement, au XIXe."),
        article("Elle suit la reconduction (date de début de l'exercice)."),
        article("Les modalités sont à préciser par avenant."),
        article("Elle est rendue avant le 3 mai 2031 [date]. Elle est lue."),
        "@1 objet Objet\nLe prêt.\n@signature\nPour la Ville\n..................\nFait à Gap, le 3 mai 2023",
        "@1 objet Objet\nLe prêt.\n@annex-1 annexes Fiche\nNom : ………………………",
    ],
)
def test_dots_that_nobody_has_to_fill(short):
    assert found("blank-to-fill", short) == []


def test_a_record_that_holds_its_findings_gives_them_again():
    first = convention("a", article("Trente (45) jours. La Ville verse …………… euros."))
    saved = first.model_copy(update={"findings": consistency_findings(first)})
    told = [f for f in check(saved) if f.code in ("number-contradiction", "blank-to-fill")]
    assert len(told) == 2 and check(saved) == check(first)


def test_many_blanks_of_an_article_are_one_finding():
    (one,) = found("blank-to-fill", article("La Ville verse …………… euros le ………… par an."))
    assert "(2 endroits)" in one.message


def days(*pairs):
    return lambda text: tuple(DateFact(iso=iso, role="other", source=source(text, said)) for iso, said in pairs)


def test_a_period_that_ends_before_it_begins():
    words = article("Le prêt court du 1er juin 2025 au 31 mai 2024 inclus.")
    dates = days(("2025-06-01", "1er juin 2025"), ("2024-05-31", "31 mai 2024"))
    (one,) = found("dates-out-of-order", words, dates=dates)
    assert one.severity == "error" and one.source.quote == "1er juin 2025 au 31 mai 2024"

    def told(text):
        place = source(text, "1er juin 2025 au 31 mai 2024")
        return (Duration(start_date="2025-06-01", end_date="2024-05-31", source=place),)

    assert len(found("dates-out-of-order", words, dates=dates, durations=told)) == 1, "the term says it already"


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("du 1er juin 2024 au 31 mai 2025", ("2024-06-01", "1er juin 2024"), ("2025-05-31", "31 mai 2025")),
        ("délibérations du 3 mai 2025 et du 2 mai 2024", ("2025-05-03", "3 mai 2025"), ("2024-05-02", "2 mai 2024")),
        ("reporté au 3 mai 2025 au lieu du 2 mai 2024", ("2025-05-03", "3 mai 2025"), ("2024-05-02", "2 mai 2024")),
    ],
)
def test_days_in_another_order_are_no_period(words, first, second):
    assert found("dates-out-of-order", article(words), dates=days(first, second)) == []


def test_the_place_of_a_finding_leads_to_the_paper():
    record = convention("a", "@1 objet Objet\nLe prêt.\n@2 durée Durée\nLa Ville verse …………… euros.")
    (one,) = [f for f in check(record) if f.code == "blank-to-fill"]
    second = record.articles[1]
    assert one.source.article == "2" and one.source.regions == (second.lines[0].region,)
    at = one.source.start - second.source.start
    assert second.text[at : at + len(one.source.quote)] == one.source.quote


def seconds(piece, size):
    record = convention("a", article(piece * (size // len(piece))))
    began = time.process_time()
    check(record)
    return time.process_time() - began


@pytest.mark.parametrize("piece", ["123 ", "xx/", "1(", "deux (3) x ", "le ....\n", "[nom ", "dite « ", ". "])
def test_a_text_made_to_be_slow_is_checked_in_proportion_to_it(piece):
    """Four times the text: quadratic reading would take sixteen times as long."""
    seconds(piece, 400)
    assert any(
        seconds(piece, 40_000) < 10 * max(seconds(piece, 10_000), 0.01) for _ in range(3)
    )  # a busy machine spoils a measure
