"""A record in, its findings of extraction out as the whole record shows them: some are told of another agreement.

A component of extraction sees a passage; here the sentence, the section and the other facts are known. What turns out to be
no contradiction is left out, what may be a wrong reading of ours is told more lightly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

import tomli

from extractor.checking.passages import sentence_at
from extractor.language.folding import fold
from extractor.language.lexicon import Entry, parse_entry
from extractor.record import ConventionRecord, Duration, Finding

_FILE = "other_agreements.toml"
_YEARS = re.compile(r"\D{0,40}\d{4}\s?[-/–]\s?\d{2,4}")


def second_look(record: ConventionRecord) -> Iterator[Finding]:
    """The findings of a record, in their order."""
    for one in record.findings:
        if one.code == "duration-contradiction" and _is_of_another(record, one):
            continue
        if one.code == "blank-to-fill" and (elsewhere := _is_no_name(record, one)):
            yield elsewhere
            continue
        lighter = (one.code == "duration-missing" and _changes_another(record)) or (
            one.code == "party-without-signatory" and _signs_somebody(record)
        )
        if lighter:
            yield one.model_copy(update={"severity": "info"})
        else:
            yield one


# -- two terms ----------------------------------------------------------------------------------------------------


def _is_of_another(record: ConventionRecord, one: Finding) -> bool:
    """Whether the second of two terms is one of another agreement, or the first years of several."""
    if one.source is None or not record.durations:
        return False
    duration = record.durations[0]
    rival = next((x for x in duration.alternatives if x.source.start == one.source.start), None)
    if rival is None:  # start, length and end of one term, which do not fit; a school year is no year to the day
        return bool(duration.end_date) and _says(duration.source.quote, "season")
    if _is_one_year_of_several(duration, rival.value, rival.source.quote):
        return True
    found = sentence_at(record, one.source.start)
    if found is None:
        return False
    stretch, low, high = found
    sentence = stretch.text[low:high]
    kinds = {"recital", "other"} if stretch.article.kind == "preamble" else {"other"}
    return any(_says(sentence, kind) for kind in kinds)


def _says(text: str, kind: str) -> bool:
    return any(entry.search(fold(text)) is not None for entry in other_agreements() if entry.value == kind)


def _is_one_year_of_several(duration: Duration, rival: str, quote: str) -> bool:
    """ "2031-2032, 2032-2033 et 2033-2034, soit du 1er septembre 2031 au 31 août 2034": the first is no other term."""
    end = rival.rpartition("/")[2]
    first, last = duration.start_date, duration.end_date
    within = first is not None and last is not None and re.fullmatch(r"\d{4}-\d\d-\d\d", end) and first < end < last
    return bool(within) and _YEARS.fullmatch(" ".join(quote.split())) is not None


@cache
def other_agreements() -> tuple[Entry, ...]:
    """The entries of other_agreements.toml."""
    tables = tomli.loads(resources.files(__package__).joinpath(_FILE).read_text("utf-8"))
    return tuple(parse_entry(name, table, origin=_FILE) for name, table in tables.items())


def _changes_another(record: ConventionRecord) -> bool:
    """Whether it amends an agreement: it lasts as long as that one does."""
    title = fold(record.title or "")
    return record.kind == "avenant" or any(one.search(title) for one in other_agreements() if one.value == "amending")


# -- who signs ----------------------------------------------------------------------------------------------------


def _signs_somebody(record: ConventionRecord) -> bool:
    """Whether somebody signs who may sign for the party: for nobody known, or beside another for one party."""
    named = [one for one in record.signatories if one.name]
    return any(one.party is None for one in named) or len(named) >= len(record.parties)


_NAMELESS = re.compile(r"Le nom du représentant de « (?P<party>.+) » reste à compléter\.")


def _is_no_name(record: ConventionRecord, one: Finding) -> Finding | None:
    """A blank told as a missing name where the party's representative is named: something else is to be filled in."""
    match = _NAMELESS.fullmatch(one.message)
    if match is None or one.source is None:
        return None
    party = next((p for p in record.parties if match["party"] in (p.alias, p.name)), None)
    if party is None or not any(person.name for person in party.representatives):
        return None
    return one.model_copy(update={"message": f"Il reste à compléter une mention sur « {match['party']} »."})
