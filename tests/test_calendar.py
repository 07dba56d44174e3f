"""Dates and periods added: the last day in force, ends of months, leap years, working days of France and Québec."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.calendar import (
    add_period,
    end_of,
    explain,
    format_french_date,
    format_french_period,
    last_notice_day,
    period_length,
    renewal_dates,
    subtract_period,
)
from extractor.language.working_days import add_days, is_working_day, public_holidays, subtract_days


def day(iso: str) -> date:
    return date.fromisoformat(iso)


@pytest.mark.parametrize(
    ("start", "period", "last"),
    [
        ("2024-10-01", "P5Y", "2029-09-30"),
        ("2024-10-15", "P1Y", "2025-10-14"),
        ("2024-01-01", "P12M", "2024-12-31"),
        ("2024-03-01", "P1Y", "2025-02-28"),
        ("2023-03-01", "P1Y", "2024-02-29"),
        ("2024-02-29", "P1Y", "2025-02-28"),  # no 29 February then: the month's last day
        ("2024-02-29", "P4Y", "2028-02-28"),
        ("2024-08-31", "P6M", "2025-02-28"),
        ("2024-01-31", "P1M", "2024-02-29"),
        ("2024-01-30", "P1M", "2024-02-29"),
        ("2024-01-29", "P1M", "2024-02-28"),
        ("2024-03-31", "P1M", "2024-04-30"),
        ("2024-11-15", "P1Y6M", "2026-05-14"),
        ("2024-10-01", "P15D", "2024-10-15"),
        ("2024-10-01", "P2W", "2024-10-14"),
        ("2024-10-01", "P6M15D", "2025-04-15"),
        ("2024-10-01", "P3.5M", "2025-01-15"),
        ("2024-10-01", "P0.5Y", "2025-03-31"),
    ],
)
def test_the_last_day_in_force(start: str, period: str, last: str) -> None:
    assert end_of(day(start), period).isoformat() == last


def test_adding_and_taking_away() -> None:
    assert add_period(day("2024-01-31"), "P1M") == day("2024-02-29")
    assert add_period(day("2023-12-31"), "P2M") == day("2024-02-29")
    assert subtract_period(day("2024-12-31"), "P3M") == day("2024-09-30")
    assert subtract_period(day("2025-03-01"), "P1D") == day("2025-02-28")


@pytest.mark.parametrize(
    "period", ["PT24H", "P", "PT", "P1H", "5 ans", "", "P1.3M", "P0.5D", "P1.5W", "P-1Y", "P1Y ", "P9999999Y"]
)
def test_what_is_no_whole_number_of_days_is_refused(period: str) -> None:
    with pytest.raises(ValueError, match=r"period|hours|days"):
        end_of(day("2024-10-01"), period)


@pytest.mark.parametrize("period", ["P9000Y", "P999999W", "P999999M"])
def test_beyond_the_calendar(period: str) -> None:
    with pytest.raises(ValueError, match="calendar"):
        add_period(day("2024-10-01"), period)
    with pytest.raises(ValueError, match="calendar"):
        subtract_period(day("0001-01-01"), period)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(1, 600))
def test_months_follow_each_other_without_gap_or_overlap(start: date, months: int) -> None:
    """The day after the end is the first of what follows, but where a month is too short."""
    following = add_period(start, f"P{months}M")
    assert period_length(f"P{months}M") == (months, 0)
    if following.day == start.day:
        assert end_of(start, f"P{months}M") + timedelta(days=1) == following
    else:
        assert end_of(start, f"P{months}M") == following


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(1, 5000))
def test_days_are_counted_one_by_one(start: date, days: int) -> None:
    assert end_of(start, f"P{days}D") == start + timedelta(days=days - 1)
    assert subtract_period(add_period(start, f"P{days}D"), f"P{days}D") == start


def test_words() -> None:
    assert format_french_date("2024-10-01") == "1er octobre 2024"
    assert format_french_date(day("2024-08-15")) == "15 août 2024"
    assert format_french_period("P1Y6M") == "1 an et 6 mois"
    assert format_french_period("P1Y2M3D") == "1 an, 2 mois et 3 jours"
    assert format_french_period("P2W") == "2 semaines"
    assert format_french_period("PT24H") == "24 heures"
    assert format_french_period("P1.5D") == "1,5 jour"
    with pytest.raises(ValueError, match="period"):
        format_french_period("un an")


def test_the_arithmetic_in_words() -> None:
    signed = explain(day("2024-10-01"), "P5Y", event="signée le")
    assert signed == "signée le 1er octobre 2024 + 5 ans = jusqu'au 30 septembre 2029"
    assert explain(day("2025-03-15"), "P18M") == "à compter du 15 mars 2025 + 18 mois = jusqu'au 14 septembre 2026"


def test_the_last_day_to_give_notice() -> None:
    assert last_notice_day(day("2029-09-30"), "P3M") == day("2029-06-30")
    assert last_notice_day(day("2025-02-28"), "P3M") == day("2024-11-30")
    assert last_notice_day(day("2024-12-31"), "P30D") == day("2024-12-01")


def test_renewals_do_not_drift_at_short_months() -> None:
    ends = renewal_dates(day("2025-01-31"), "P1M", 3)
    assert ends == (day("2025-02-28"), day("2025-03-31"), day("2025-04-30"))
    assert renewal_dates(day("2029-09-30"), "P1Y", 2) == (day("2030-09-30"), day("2031-09-30"))
    assert renewal_dates(day("2029-09-30"), "P1Y", 0) == ()


# --- working days ---------------------------------------------------------------------------------------------------


def test_holidays_of_both_countries() -> None:
    assert day("2024-07-14") in public_holidays(2024, "FR")
    assert day("2024-06-24") in public_holidays(2024, "QC")
    assert not is_working_day(day("2024-05-01"))
    assert is_working_day(day("2024-05-01"), region="QC")
    assert is_working_day(day("2024-05-04"), "ouvrables")  # a Saturday
    assert not is_working_day(day("2024-05-04"), "ouvrés")
    assert is_working_day(day("2024-05-05"), "calendaires")


@pytest.mark.parametrize(
    ("count", "kind", "region", "last"),
    [
        (5, "ouvrés", "FR", "2024-05-07"),  # from Monday 29 April: 1 May is a holiday, then a week-end
        (5, "ouvrables", "FR", "2024-05-06"),
        (5, "ouvrés", "QC", "2024-05-06"),
        (5, "calendaires", "FR", "2024-05-04"),
        (8, "francs", "FR", "2024-05-10"),  # the ninth day and the next are holidays
        (0, "ouvrés", "FR", "2024-04-29"),
    ],
)
def test_delays_from_a_monday(count: int, kind: str, region: str, last: str) -> None:
    assert add_days(day("2024-04-29"), count, kind, region=region) == day(last)  # type: ignore[arg-type]


def test_days_before_a_meeting() -> None:
    assert subtract_days(day("2024-05-13"), 5, "ouvrés") == day("2024-05-02")
    assert subtract_days(day("2024-05-13"), 15, "calendaires") == day("2024-04-28")
    assert subtract_days(day("2024-05-13"), 8, "francs") == day("2024-05-04")


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.integers(0, 60), st.sampled_from(["ouvrés", "ouvrables"]))
def test_as_many_working_days_as_counted(start: date, count: int, kind: str) -> None:
    end = add_days(start, count, kind)  # type: ignore[arg-type]
    days = (start + timedelta(days=step) for step in range(1, (end - start).days + 1))
    assert sum(is_working_day(one, kind) for one in days) == count  # type: ignore[arg-type]
