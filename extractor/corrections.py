"""A record and what a person put right in, the corrected record out; each corrected fact says `rule: "manual"`.

OUT/corrections/<id>.toml, all paths as they stand in the machine's record (entries do not move each other):

    [[set]]                                   # give a field another value
    path = "durations[0].period"              # items by number from 0, or by a field: parties[id=p2], articles[number=6]
    value = "P3Y"                             # or: unknown = true
    was = "P5Y"                               # optional: refused where the machine no longer says so
    note = "page 4, article 6"                # optional: why

    [[add]]                                   # add an item to a list
    path = "notices"
    value = { event = "termination", period = "P3M", by = ["p1"] }
    quote = "préavis de trois mois"           # optional: words of OUT/text/<id>.txt that prove it
    article = "8"

    [[remove]]                                # take an item out
    path = "obligations[4]"

What rests on a corrected value (the computed end of a corrected period) is made anew, and a finding says so. The
machine's own record stays in OUT/machine/<id>.json.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import tomli
from pydantic import ValidationError

from extractor.consequences import draw_consequences
from extractor.deadlines import with_deadlines
from extractor.errors import RecordError
from extractor.places import Place, find_place
from extractor.record import ConventionRecord

MANUAL = "manual"
CORRECTED = "manual-correction"
_KEYS = {"path", "value", "unknown", "was", "note", "by", "quote", "article"}
_PERIOD = re.compile(r"P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?")
_PERIODS = frozenset({"period", "frequency", "maximum"})
_DATES = frozenset({"date", "start_date", "end_date", "computed_end_date", "iso"})


Action = Literal["set", "add", "remove"]
_ACTIONS: tuple[Action, ...] = ("set", "add", "remove")


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of the file; `origin` names file and entry, for messages."""

    action: Action
    path: str
    values: Mapping[str, Any]
    origin: str

    def fault(self, message: str) -> RecordError:
        return RecordError(f"{self.origin}: {message}", advice="Put that entry right, or take it out.")


@dataclass(slots=True)
class _Work:
    """A record being corrected: plain data, THE text, and the findings that tell of it."""

    data: dict[str, Any]
    text: str | None
    findings: list[dict[str, Any]] = field(default_factory=list)
    dismissed: list[dict[str, Any]] = field(default_factory=list)


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The entries of a file, in order. Raises `RecordError` that names the file and the line or entry."""
    try:
        content = tomli.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise RecordError(f"The corrections {path} cannot be read: {error}.", advice="Put the file right.") from error
    if stray := sorted(set(content) - set(_ACTIONS)):
        raise RecordError(f"{path}: {stray[0]!r} is none of [[set]], [[add]], [[remove]].")
    found = []
    for action in _ACTIONS:
        entries = content.get(action, [])
        for number, entry in enumerate(entries if isinstance(entries, list) else [None], start=1):
            origin = f"{path}, [[{action}]] number {number}"
            if not isinstance(entry, dict) or not isinstance(entry.get("path"), str):
                raise RecordError(f'{origin}: it needs a path, for instance path = "durations[0].period".')
            found.append(Correction(action, entry["path"], _plain(entry), f"{origin} ({entry['path']})"))
            _check_keys(found[-1])
    return tuple(found)


def _plain(value: Any) -> Any:
    """TOML's own dates are dates in a record, too: as ISO text."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _check_keys(one: Correction) -> None:
    if unknown := set(one.values) - _KEYS:
        raise one.fault(f"unknown key {sorted(unknown)[0]!r}; known are {', '.join(sorted(_KEYS))}.")
    if one.action == "set" and ("value" in one.values) == (one.values.get("unknown") is True):
        raise one.fault("it needs either a value or unknown = true.")
    if one.action == "add" and "value" not in one.values:
        raise one.fault("it needs a value.")


def correct(
    record: ConventionRecord, corrections: tuple[Correction, ...], *, text: str | None = None
) -> ConventionRecord:
    """The record with what a person put right. Raises `RecordError` naming the entry that does not fit."""
    from extractor.checking import renewed_findings  # most records that are read have no corrections

    work = _Work(record.model_dump(mode="json"), text)
    removed = _places(work.data, corrections, "remove")  # found before anything moves
    added = _places(work.data, corrections, "add")
    given = _places(work.data, corrections, "set")
    for one, place in given:
        _set(work, one, place)
    for one, place in added:
        _add(work, one, place)
    for one, place in sorted(removed, key=lambda pair: str(pair[1].key).zfill(9), reverse=True):
        _remove(work, one, place)
    work.findings += draw_consequences(work.data, record, {(id(p.holder), str(p.key)) for _, p in given})
    work.data["findings"] = [*work.data["findings"], *work.findings]
    by_hand = {str(place.key) for _, place in given}
    corrected = with_deadlines(ConventionRecord.model_validate(work.data), keep=by_hand)
    dismissed = {(gone["code"], gone["message"]) for gone in work.dismissed}
    findings = (finding for finding in renewed_findings(corrected) if (finding.code, finding.message) not in dismissed)
    return corrected.model_copy(update={"findings": tuple(findings)})


def _places(data: dict[str, Any], corrections: tuple[Correction, ...], action: str) -> list[tuple[Correction, Place]]:
    """The entries of one action, each with its place; no place twice, but a list may be added to more than once."""
    found, seen = [], set()
    for one in corrections:
        if one.action != action:
            continue
        try:
            place = find_place(data, one.path)
        except ValueError as error:
            raise one.fault(str(error)) from error
        key = (id(place.holder), place.key)
        if key in seen and action != "add":
            raise one.fault("another entry already has this path.")
        seen.add(key)
        found.append((one, place))
    return found


def _set(work: _Work, one: Correction, place: Place) -> None:
    before = place.value
    if "was" in one.values and one.values["was"] != before:
        raise one.fault(f"the machine says {_shown(before)}, not {_shown(one.values['was'])} any more.")
    value = one.values.get("value")
    if isinstance(value, dict):
        value = {**value, "source": _source(work, one)}
    place.holder[place.key] = value
    if place.fact is not None:
        _mark(work, one, place.fact)
    _validate(work, one)
    _tell(work, one, f"{_shown(before)} devient {_shown(value)}", value if isinstance(value, dict) else place.fact)


def _add(work: _Work, one: Correction, place: Place) -> None:
    if not isinstance(place.value, list):
        raise one.fault("only a list can be added to.")
    value = one.values["value"]
    if isinstance(value, dict):
        value = {**value, "source": _source(work, one)}
    elif place.fact is not None:
        _mark(work, one, place.fact)
    place.value.append(value)
    _validate(work, one)
    _tell(work, one, f"ajout de {_shown(value)}", value if isinstance(value, dict) else place.fact)


def _remove(work: _Work, one: Correction, place: Place) -> None:
    if not isinstance(place.holder, list):
        raise one.fault("only an item of a list can be removed; to empty a field, set unknown = true.")
    gone = place.holder.pop(place.key)
    if isinstance(gone, dict) and "code" in gone:  # consistency checks would make it anew
        work.dismissed.append(gone)
    if place.fact is not None:
        _mark(work, one, place.fact)
    _tell(work, one, f"retrait de {_shown(gone)}", None)


def _mark(work: _Work, one: Correction, fact: dict[str, Any]) -> None:
    """The fact around a corrected field is now a person's word."""
    if "quote" in one.values:
        fact["source"] = _source(work, one, article=fact["source"].get("article"))
    fact["source"] = {**fact["source"], "rule": MANUAL, "confidence": 1.0}


def _source(work: _Work, one: Correction, *, article: str | None = None) -> dict[str, Any]:
    """Where a person says the fact stands: the only place of the quote in THE text, line breaks apart."""
    start = end = 0
    quote = one.values.get("quote")
    if quote is not None:
        if work.text is None:
            raise one.fault("its quote cannot be found: there is no text beside this record.")
        words = r"\s+".join(map(re.escape, str(quote).split()))
        places = [match.span() for match in re.finditer(words, work.text)] if words else []
        if len(places) != 1:
            raise one.fault(f"its quote stands {len(places)} times in the text; quote so that it stands once.")
        start, end = places[0]
    article = one.values.get("article", article)
    found = {"quote": (work.text or "")[start:end], "article": article, "start": start, "end": end}
    return {**found, "rule": MANUAL, "confidence": 1.0}


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        value = {key: item for key, item in value.items() if key not in ("source", "alternatives") and item}
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "inconnu" if value is None else f"« {text if len(text) <= 120 else text[:119] + '…'} »"


def _tell(work: _Work, one: Correction, change: str, fact: dict[str, Any] | None) -> None:
    """Each correction stands in the record as a finding: what the machine read is not lost."""
    reasons = [str(one.values[key]) for key in ("note", "by") if key in one.values]
    message = f"Corrigé à la main : {one.path} : {change}" + (f" ({', '.join(reasons)})" if reasons else "") + "."
    source = fact and fact["source"]
    work.findings.append({"code": CORRECTED, "severity": "info", "message": message, "source": source})


def _validate(work: _Work, one: Correction) -> None:
    """Refuse what a record cannot hold: another type, an unknown field, a date or a period that is none."""
    value = one.values.get("value")
    name = re.sub(r"\[[^\]]*\]", "", one.path).rsplit(".", 1)[-1]
    for key, item in _leaves(name, value):
        if key in _PERIODS and not _PERIOD.fullmatch(item):
            raise one.fault(f"{item!r} is no period; write it as P5Y, P6M, P1Y6M or P30D.")
        if key in _DATES and not _is_date(item):
            raise one.fault(f"{item!r} is no date; write it as 2024-10-01.")
    try:
        record = ConventionRecord.model_validate(work.data)
    except ValidationError as error:
        first = error.errors()[0]
        raise one.fault(f"{'.'.join(map(str, first['loc']))}: {first['msg']}.") from error
    known = {party.id for party in record.parties}
    named = [p for n in record.notices for p in n.by] + [s.party for s in record.signatories if s.party]
    named += [p for o in record.obligations for p in (*o.debtors, *o.beneficiary)]
    if value is not None and (missing := [party for party in _strings(value) if party in named and party not in known]):
        raise one.fault(f"there is no party {missing[0]!r}; parties are {', '.join(sorted(known)) or 'none'}.")


def _leaves(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(key, item)
    elif isinstance(value, str):
        yield name, value


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in items for text in _strings(item)]


def _is_date(text: str) -> bool:
    try:
        return len(text) == 10 and bool(dt.date.fromisoformat(text))
    except ValueError:
        return False
