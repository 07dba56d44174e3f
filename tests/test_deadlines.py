"""The days that follow from the term: ends after renewals, last days to give notice; no date where one thing is not sure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extractor.checking import check
from extractor.corrections import correct, read_corrections
from extractor.deadlines import LISTED, with_deadlines
from extractor.record import (
    Alternative,
    ConventionRecord,
    Duration,
    Finding,
    Notice,
    Renewal,
    Source,
    SourceFile,
)
from extractor.terminal import render_record

FILE = SourceFile(path="a.txt", sha256="0" * 64, bytes=1, media_type="text/plain")


def source(quote: str = "trois mois avant l'échéance", start: int = 0) -> Source:
    return Source(quote=quote, start=start, end=start + len(quote))


def dated(
    term: dict[str, Any] | None,
    renewal: dict[str, Any] | None = None,
    notice: dict[str, Any] | None = None,
    findings: tuple[Finding, ...] = (),
) -> ConventionRecord:
    quote = (notice or {}).pop("quote", "trois mois avant l'échéance")
    return with_deadlines(
        ConventionRecord(
            id="a",
            source=FILE,
            durations=(Duration(**term, source=source("trois ans", 500)),) if term else (),
            renewal=Renewal(**renewal, source=source()) if renewal else None,
            notices=(Notice(**{"event": "non_renewal", "period": "P3M", **notice}, source=source(quote)),)
            if notice is not None
            else (),
            findings=findings,
        )
    )


YEAR = {"period": "P1Y", "start_date": "2031-01-01", "computed_end_date": "2031-12-31"}
THREE = {"period": "P3Y", "start_date": "2031-01-01", "computed_end_date": "2033-12-31"}
TACIT = {"mode": "tacit", "period": "P1Y"}


@pytest.mark.parametrize(
    ("term", "renewal", "ends"),
    [
        (YEAR, {**TACIT, "max_count": 2}, ("2032-12-31", "2033-12-31")),
        ({"end_date": "2031-08-31"}, {**TACIT, "max_count": 1}, ("2032-08-31",)),
        ({**YEAR, "maximum": "P3Y"}, TACIT, ("2032-12-31", "2033-12-31")),
        ({"period": "P1M", "end_date": "2031-01-31"}, {"mode": "tacit", "period": "P1M", "max_count": 2}, ("2031-02-28", "2031-03-31")),
        ({"period": "P1Y", "start_event": "signature"}, TACIT, ()),  # a start without a date
        (None, TACIT, ()),
        (YEAR, {"mode": "express", "period": "P1Y"}, ()),  # an act must renew it first
        (YEAR, {"mode": "none"}, ()),
        (YEAR, {"mode": "tacit"}, ()),  # for how long is not said
        ({"indefinite": True, "start_date": "2031-01-01"}, TACIT, ()),
        ({**YEAR, "alternatives": (Alternative(value="P2Y", source=source()),)}, TACIT, ()),
    ],
)  # fmt: skip
def test_ends_after_renewals(term: Any, renewal: Any, ends: tuple[str, ...]) -> None:
    found = dated(term, renewal).renewal
    assert found is not None and found.ends == ends


def test_a_renewal_without_limit_is_listed_for_some_years_and_said_in_words() -> None:
    found = dated(YEAR, TACIT).renewal
    assert found is not None and len(found.ends) == LISTED and found.ends[0] == "2032-12-31"
    assert found.basis == (
        "échéance du 31 décembre 2031 + 1 an à chaque reconduction tacite "
        "= 31 décembre 2032, 31 décembre 2033, 31 décembre 2034, …"
    )


def test_the_rule_is_kept_where_the_day_is_not_known() -> None:
    record = dated({"period": "P1Y", "start_event": "notification"}, TACIT, {"counted_from": "avant l'échéance"})
    assert record.renewal and record.renewal.basis == "échéance (date inconnue) + 1 an à chaque reconduction tacite"
    assert record.notices[0].basis == "3 mois avant l'échéance (date inconnue)"


@pytest.mark.parametrize(
    ("term", "renewal", "notice", "days"),
    [
        (YEAR, None, {"counted_from": "avant l'échéance"}, ("2031-09-30",)),
        (YEAR, None, {"quote": "un préavis de trois mois"}, ("2031-09-30",)),  # "tacite reconduction, sauf préavis de"
        (YEAR, {**TACIT, "max_count": 2}, {"counted_from": "avant le terme"}, ("2031-09-30", "2032-09-30")),  # none renews the last
        ({"end_date": "2032-02-29"}, None, {"period": "P1M", "counted_from": "avant l'expiration"}, ("2032-01-31",)),
        ({"end_date": "2031-06-30"}, None, {"period": "P15D", "counted_from": "avant la fin"}, ("2031-06-15",)),
        (YEAR, None, {"counted_from": "avant la date anniversaire"}, ("2031-09-30",)),
        (THREE, None, {"counted_from": "avant la date anniversaire"}, ()),  # each year, or the end?
        (THREE, None, {"counted_from": "avant l'échéance annuelle"}, ()),
        (YEAR, None, {"counted_from": "avant la fin de l'année civile"}, ()),
        (YEAR, None, {"counted_from": "avant la rentrée"}, ()),
        (YEAR, None, {"counted_from": "réception de la lettre"}, ()),  # counted forward
        (YEAR, None, {"quote": "dix jours ouvrés avant le terme", "period": "P10D", "counted_from": "avant le terme"}, ()),
        (YEAR, None, {"event": "termination", "quote": "à tout moment avec un préavis de trois mois"}, ()),
        (YEAR, None, {"event": "formal_notice", "period": "P1M", "counted_from": "mise en demeure"}, ()),
        (YEAR, None, {"event": "other", "counted_from": "avant l'expiration"}, ()),
        (YEAR, None, {"period": "PT48H", "counted_from": "avant le terme"}, ()),
        ({"period": "P1M", "start_date": "2031-01-01", "computed_end_date": "2031-01-31"}, None, {"counted_from": "avant le terme"}, ()),
        ({"indefinite": True, "start_date": "2031-01-01"}, None, {"counted_from": "avant le terme"}, ()),
        ({"period": "P3Y", "start_event": "signature"}, None, {"counted_from": "avant le terme"}, ()),
        (None, None, {"counted_from": "avant le terme"}, ()),
    ],
)  # fmt: skip
def test_last_days_to_give_notice(term: Any, renewal: Any, notice: Any, days: tuple[str, ...]) -> None:
    assert dated(term, renewal, notice).notices[0].last_days == days


def test_a_convention_without_end_is_left_on_its_anniversaries() -> None:
    term = {"indefinite": True, "start_date": "2031-03-01"}
    (notice,) = dated(term, None, {"period": "P2M", "counted_from": "avant chaque date anniversaire"}).notices
    assert notice.last_days[:2] == ("2031-12-31", "2032-12-31")
    assert notice.basis and notice.basis.startswith(
        "anniversaire du 1er mars 2032 - 2 mois = notification au plus tard le"
    )


@pytest.mark.parametrize("code", ["duration-contradiction", "number-contradiction"])
def test_a_term_that_contradicts_itself_gives_no_day(code: str) -> None:
    doubt = Finding(code=code, severity="error", message="x", source=source("trois ans", 500))
    assert dated(YEAR, None, {"counted_from": "avant le terme"}, (doubt,)).notices[0].last_days == ()


def test_a_notice_that_contradicts_itself_gives_no_day() -> None:
    doubt = Finding(code="number-contradiction", severity="error", message="x", source=source())
    assert dated(YEAR, None, {"counted_from": "avant le terme"}, (doubt,)).notices[0].last_days == ()


def test_the_days_follow_what_a_person_puts_right(tmp_path: Path) -> None:
    record = dated(YEAR, TACIT, {"counted_from": "avant le terme"})
    place = tmp_path / "a.toml"
    place.write_text('[[set]]\npath = "durations[0].period"\nvalue = "P2Y"\n', "utf-8")
    corrected = correct(record, read_corrections(place), text="x" * 600)
    assert corrected.renewal and corrected.renewal.ends[0] == "2033-12-31"
    assert corrected.notices[0].last_days[0] == "2032-09-30"
    place.write_text('[[set]]\npath = "notices[0].last_days"\nvalue = ["2031-09-15"]\n', "utf-8")
    assert correct(record, read_corrections(place), text="x" * 600).notices[0].last_days == ("2031-09-15",)


def test_an_anniversary_of_a_longer_term_is_pointed_at() -> None:
    notice = {"counted_from": "avant la date anniversaire"}
    assert "anniversary-ambiguous" in {f.code for f in check(dated(THREE, None, dict(notice)))}
    assert "anniversary-ambiguous" not in {f.code for f in check(dated(YEAR, None, dict(notice)))}


@pytest.mark.parametrize(
    ("lang", "words"),
    [("fr", "dernier jour pour l'envoyer : 30 septembre"), ("en", "last day to send it : 2031-09-30")],
)
def test_shown_in_both_languages(lang: Any, words: str) -> None:
    shown = render_record(dated(YEAR, TACIT, {"counted_from": "avant le terme"}), lang=lang, width=200)
    assert words in shown
    assert ("reconduite jusqu'au" if lang == "fr" else "renewed until") in shown
