"""A record's corrected plain data in, the dates that rest on what was corrected made anew, and findings that say so.

A computed end that still followed from the period before would be a wrong value that looks right.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from extractor.language.calendar import end_of, explain, format_french_date
from extractor.record import ConventionRecord

RECOMPUTED = "recomputed-by-hand"
_END_RESTS_ON = frozenset({"period", "start_date", "end_date", "indefinite"})

Corrected = set[tuple[int, str]]  # (identity of the object that holds the field, name of the field)


def draw_consequences(data: dict[str, Any], before: ConventionRecord, corrected: Corrected) -> list[dict[str, Any]]:
    """Make anew, in place, what rests on the corrected fields and was not itself given; the findings that tell."""
    findings: list[dict[str, Any]] = []
    signature = data["signature"]
    was_signed = before.signature.date if before.signature and (id(signature), "date") in corrected else None
    for index, duration in enumerate(data["durations"]):
        given = {name for holder, name in corrected if holder == id(duration)}
        changed = set(given)
        if "start_date" not in given and _starts_on(duration, was_signed):
            changed.add("start_date")
            # a start on another event may have fallen on that day by chance: unknown rather than wrong
            is_signature = "sign" in duration["start_event"].lower()
            _change(findings, duration, index, "start_date", signature["date"] if is_signature else None)
        if changed & _END_RESTS_ON and "computed_end_date" not in given:
            end, basis = _end(duration)
            if duration["computed_end_date"] != end:
                _change(findings, duration, index, "computed_end_date", end)
            duration["basis"] = basis
    return findings


def _starts_on(duration: dict[str, Any], day: str | None) -> bool:
    return bool(day and duration["start_event"] and duration["start_date"] == day)


def _end(duration: dict[str, Any]) -> tuple[str | None, str | None]:
    """The last day in force and the arithmetic in words, as far as the fields tell."""
    if duration["end_date"]:
        return duration["end_date"], f"jusqu'au {format_french_date(duration['end_date'])}"
    if duration["indefinite"] or not (duration["start_date"] and duration["period"]):
        return None, None
    try:
        start = date.fromisoformat(duration["start_date"])
        return end_of(start, duration["period"]).isoformat(), explain(start, duration["period"])
    except ValueError:  # a start known by its year only, or an end beyond the calendar
        return None, None


def _change(findings: list[dict[str, Any]], duration: dict[str, Any], index: int, name: str, value: str | None) -> None:
    old, duration[name] = duration[name], value
    severity = "info" if value else "warning"
    now = f"devient {value}" if value else "n'est plus connue"
    message = f"durations[{index}].{name} repose sur une valeur corrigée à la main : {old or 'inconnue'} {now}."
    findings.append({"code": RECOMPUTED, "severity": severity, "message": message, "source": duration["source"]})
