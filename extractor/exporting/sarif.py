"""Findings on conventions in, one SARIF 2.1.0 log out: what editors, code review and archives of findings take.

A place is an offset and a length in THE text of the convention (`extractor text`, OUT/text), code points counted; the
page and its box stand beside it. A fingerprint stays the same as long as code, article and quoted words do.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from extractor.checking.codes import Code, known_codes
from extractor.labels import Lang
from extractor.phrases import in_words_of
from extractor.record import ConventionRecord, Finding, Severity, Source

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: dict[Severity, str] = {"info": "note", "warning": "warning", "error": "error"}
_FINGERPRINT = "findingInArticle/v1"


@dataclass(frozen=True, slots=True)
class Judged:
    """The findings on one convention; `path` is relative, with "/" between its parts."""

    path: str
    record: ConventionRecord
    findings: tuple[Finding, ...]


def render_sarif(judged: Sequence[Judged], *, version: str, lang: Lang = "fr", failed: Sequence[str] = ()) -> str:
    """The log of one run, UTF-8 JSON; `failed` says what could not be judged."""
    codes = _rules(one for convention in judged for one in convention.findings)
    places = {code: place for place, code in enumerate(codes)}
    uris = list(dict.fromkeys(quote(convention.path) for convention in judged))  # each file once, as SARIF wants it
    run = {
        "tool": {
            "driver": {"name": "extractor", "version": version, "rules": [_rule(*c, lang) for c in codes.items()]}
        },
        "invocations": [{"executionSuccessful": not failed, "toolExecutionNotifications": list(map(_notice, failed))}],
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": uri}} for uri in uris],
        "results": [r for one in judged for r in _results(uris.index(quote(one.path)), one, places, lang)],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rules(findings: Iterable[Finding]) -> dict[str, Code | None]:
    """All codes there are, and those that a person put into a correction."""
    codes: dict[str, Code | None] = dict(known_codes())
    for one in findings:
        codes.setdefault(one.code, None)
    return codes


def _rule(name: str, code: Code | None, lang: Lang) -> dict[str, Any]:
    if code is None:
        return {"id": name, "shortDescription": {"text": name}, "help": {"text": name}}
    first: Severity = "error" if code.severity == "error" else "info" if code.severity.startswith("info") else "warning"
    example = "Exemple" if lang == "fr" else "Example"
    return {
        "id": name,
        "shortDescription": {"text": f"{code.meaning[lang]}."},
        "help": {"text": f"{code.advice[lang]} {example} : {code.example}."},
        "defaultConfiguration": {"level": _LEVELS[first]},
    }


def _notice(message: str) -> dict[str, Any]:
    return {"level": "error", "message": {"text": message}}


def _results(number: int, convention: Judged, places: dict[str, int], lang: Lang) -> Iterable[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for one in convention.findings:
        key = _key(one)
        seen[key] += 1  # the same words twice in an article are two findings
        mark = hashlib.sha256(f"{key}\n{seen[key]}".encode()).hexdigest()[:32]
        location = {"uri": quote(convention.path), "index": number}
        yield {
            "ruleId": one.code,
            "ruleIndex": places[one.code],
            "level": _LEVELS[one.severity],
            "message": {"text": in_words_of(one.message, lang)},
            "locations": [{"physicalLocation": {"artifactLocation": location, **_region(one.source)}}],
            "partialFingerprints": {_FINGERPRINT: mark},
            "properties": {"convention": convention.record.id, **_page(one.source)},
        }


def _key(one: Finding) -> str:
    if one.source is None:
        return f"{one.code}\n{one.message}"
    return f"{one.code}\n{one.source.article or ''}\n{' '.join(one.source.quote.split())}"


def _region(source: Source | None) -> dict[str, Any]:
    if source is None:
        return {}
    length = source.end - source.start
    return {"region": {"charOffset": source.start, "charLength": length, "snippet": {"text": source.quote}}}


def _page(source: Source | None) -> dict[str, Any]:
    """Page, box in points from the top left, and article of a place."""
    if source is None:
        return {}
    found: dict[str, Any] = {"article": source.article} if source.article else {}
    if source.regions:
        first = source.regions[0]
        found |= {"page": first.page, "box": [first.x0, first.top, first.x1, first.bottom]}
    return found
