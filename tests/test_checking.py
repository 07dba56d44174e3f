"""Findings that need the record as a whole."""

import datetime as dt

import pytest

from extractor.checking import CODES, check
from extractor.record import (
    Article,
    ConventionRecord,
    Duration,
    Finding,
    Party,
    Reference,
    Renewal,
    Signature,
    Source,
    SourceFile,
)


def source(quote: str = "x", article: str | None = None) -> Source:
    return Source(quote=quote, start=0, end=len(quote), article=article)


def record(**fields) -> ConventionRecord:
    file = SourceFile(path="a.txt", sha256="0" * 64, bytes=1, media_type="text/plain")
    return ConventionRecord(id="a", source=file, **fields)


def codes(found: list[Finding]) -> set[str]:
    return {finding.code for finding in found}


def term(start: str, end: str) -> Duration:
    return Duration(period="P3Y", start_date=start, computed_end_date=end, source=source())


@pytest.mark.parametrize(
    ("title", "start", "end", "found"),
    [
        ("2021-2024", "2021-01-01", "2024-12-31", False),
        ("2021-2024", "2021-09-01", "2024-08-31", False),
        ("2021-2024", "2021-10-01", "2025-09-30", True),
        ("2021-2024", "2022-01-01", "2024-12-31", True),
        ("2024", "2024-03-01", "2025-02-28", False),
        ("2023", "2024-03-01", "2025-02-28", True),
    ],
)
def test_a_title_that_announces_other_years_than_the_term(title, start, end, found):
    assert ("title-period" in codes(check(record(title_period=title, durations=(term(start, end),))))) is found


def test_a_title_that_names_several_seasons_announces_them_all():
    seasons = record(
        title="Saisons 2024-2025, 2025-2026 et 2026-2027",
        title_period="2024-2025",
        durations=(term("2024-09-01", "2027-08-31"),),
    )
    assert "title-period" not in codes(check(seasons))


@pytest.mark.parametrize(("status", "code"), [("broken", "reference-broken"), ("suspicious", "reference-suspicious")])
def test_a_wrong_cross_reference_is_pointed_at(status, code):
    reference = Reference(text="l'article 9", target="9", kind="internal", status=status, source=source())
    assert code in codes(check(record(references=(reference,))))


def absent(quote: str, target: str, at: int = 0) -> Reference:
    place = Source(quote=quote, start=at, end=at + len(quote))
    return Reference(text=quote, target=target, kind="internal", status="broken", source=place)


def test_an_annex_that_is_kept_apart_is_no_error_and_told_once():
    found = check(record(references=(absent("l'annexe 2", "annex-2"), absent("annexe 2", "annex-2", 90))))
    (one,) = [f for f in found if f.code == "reference-broken"]
    assert one.severity == "warning" and one.message == "« l'annexe 2 » : l'annexe 2 n'est pas dans ce document."


def test_a_heading_that_was_not_recognised_is_no_reference():
    text = "Art. 14. — Les litiges.\n\nArt. 15 et dernier. — Les frais sont partagés."
    article = Article(number="14", kind="article", text=text, source=source("Art. 14", "14"))
    heading = absent("Art. 15", "15", text.index("Art. 15"))
    assert {"heading-missed"} == codes(check(record(articles=(article,), references=(heading,)))) & {
        "heading-missed",
        "reference-broken",
    }


def test_other_parties_where_there_are_only_two():
    parties = tuple(Party(id=f"p{i}", name=f"N{i}", source=source()) for i in (1, 2))
    article = Article(number="5", kind="article", text="un préavis notifié aux autres parties", source=source())
    assert "other-parties-of-two" in codes(check(record(parties=parties, articles=(article,))))
    three = (*parties, Party(id="p3", name="N3", source=source()))
    assert "other-parties-of-two" not in codes(check(record(parties=three, articles=(article,))))


def test_an_end_before_the_start_is_an_error():
    found = check(record(durations=(term("2024-05-01", "2023-04-30"),)))
    assert [f.severity for f in found if f.code == "dates-out-of-order"] == ["error"]


def test_what_is_missing_is_said():
    assert {"parties-not-found", "articles-not-found", "signature-date-not-found"} <= codes(check(record()))


def test_an_expired_convention_is_a_finding_only_where_today_is_given():
    past = record(durations=(term("2020-01-01", "2022-12-31"),))
    assert "expired" not in codes(check(past))
    assert "expired" in codes(check(past, today=dt.date(2026, 1, 1)))


@pytest.mark.parametrize(
    ("renewal", "ended"),
    [
        (Renewal(mode="tacit", period="P1Y", ends=("2023-12-31", "2024-12-31"), source=source()), False),
        (Renewal(mode="tacit", period="P1Y", max_count=2, ends=("2023-12-31", "2024-12-31"), source=source()), True),
        (Renewal(mode="tacit", period="P1Y", max_count=3, source=source()), False),
        (Renewal(mode="express", source=source()), True),
    ],
)
def test_tacit_renewals_carry_a_convention_on(renewal, ended):
    past = record(durations=(term("2020-01-01", "2022-12-31"),), renewal=renewal)
    assert ("expired" in codes(check(past, today=dt.date(2026, 1, 1)))) is ended


def test_findings_of_extraction_are_kept_and_codes_can_be_ignored():
    doubt = Finding(code="alias-variant", severity="info", message="…")
    found = check(
        record(findings=(doubt,), signature=Signature(date="2024-01-01", source=source())), ignore=["parties-not-found"]
    )
    assert "alias-variant" in codes(found)
    assert "parties-not-found" not in codes(found)


def test_checking_twice_finds_the_same():
    first = record(title_period="2020-2021")
    again = first.model_copy(update={"findings": tuple(check(first))})
    assert codes(check(again)) == codes(check(first))
    assert codes(check(first)) <= CODES
