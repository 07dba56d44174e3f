"""Conventions in, the term table out: one row a term, one value a convention, with verdict, delta and severity."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractor.comparing import clause_values as c
from extractor.comparing import endings as e
from extractor.comparing import promises as p
from extractor.comparing import values as v
from extractor.comparing.articles import SameText
from extractor.comparing.comparison import TERM_NAMES, Redline, Status, TermRow, TermValue, Verdict
from extractor.comparing.conventions import Convention
from extractor.comparing.deltas import date_delta, period_delta, set_delta
from extractor.comparing.parties import bare, called
from extractor.comparing.readings import Reader, Reading, is_doubtful
from extractor.comparing.redline import is_cosmetic, redline
from extractor.comparing.senses import same_sense
from extractor.comparing.words import Word, words_of
from extractor.language.folding import fold
from extractor.record import ConventionRecord, Party, Severity

READERS: dict[str, Reader] = {
    "title": v.read_title,
    "parties": v.read_parties,
    "representatives": v.read_representatives,
    "identity": v.read_identity,
    "title_period": v.read_title_period,
    "object": c.read_object,
    "commitment_modality": p.read_commitment_modality,
    "respective_commitments": p.read_respective,
    "term": v.read_term,
    "start": v.read_start,
    "end": v.read_end,
    "renewal": v.read_renewal,
    "notice_termination": e.read_notice("termination"),
    "notice_non_renewal": e.read_notice("non_renewal"),
    "formal_notice": e.read_notice("formal_notice"),
    "notice_form": e.read_notice_form,
    "termination_by": e.read_termination_by,
    "termination_as_of_right": c.read_wording("termination_as_of_right", most=1, provides=True, beside="ends"),
    "modification": c.read_modification,
    "governance_body": c.read_governance_body,
    "governance_frequency": c.read_governance_frequency,
    "annual_plan": c.read_annual_plan,
    "reporting": c.read_wording("reporting", most=2),
    "data_exchange": c.read_wording("data_exchange", most=1),
    "communication": c.read_wording("communication"),
    "financing": c.read_wording("financing"),
    "amounts": v.read_amounts,
    "earlier_convention": c.read_earlier,
    "liability": c.read_wording("liability", besides="insurance"),
    "insurance": c.read_wording("insurance"),
    "confidentiality": c.read_wording("confidentiality"),
    "personal_data": c.read_wording("personal_data"),
    "intellectual_property": c.read_wording("intellectual_property"),
    "disputes": c.read_wording("disputes", provides=True),
    "court": c.read_wording("court", most=1, provides=True, beside="settling"),
    "applicable_law": c.read_wording("applicable_law", most=1, provides=True),
    "signature": v.read_signature,
    "annexes": v.read_annexes,
}
_NAME = re.compile(r"(?<=[\w,] )[A-ZÀ-Ý]\w+")  # a capital inside a sentence
_PARTY = re.compile(r"partie\d+z")
_MAY = frozenset({"peut", "peuvent", "pourra", "pourront", "pourrait", "pourraient"})
# words that many write with a capital and that name nobody
_OF_AGREEMENTS = frozenset({"partie", "convention", "accord", "contrat", "protocole", "entente", "article", "etat"})
_MONEY = {"€": "euro", "eur": "euro", "$": "dollar", "£": "livre"}
_WORKING = frozenset({"ouvre", "ouvrable", "franc", "calendaire"})  # of days: not any ten days are ten working days
# What a change of a term means for who must act on it; a warning where nothing is said
_WEIGHT: dict[str, Severity] = {
    **dict.fromkeys(("parties", "term", "end", "renewal", "commitment_modality"), "error"),
    **dict.fromkeys(("notice_termination", "notice_non_renewal", "formal_notice", "termination_by"), "error"),
    **dict.fromkeys(("title", "representatives", "identity", "title_period", "start"), "info"),
    **dict.fromkeys(("communication", "annual_plan", "reporting", "signature"), "info"),
}


def compare_terms(conventions: Sequence[Convention], same: SameText) -> tuple[TermRow, ...]:
    """The rows of all terms, in the order of `TERM_NAMES`; the first convention is the reference of deltas."""
    copies = _all_one_document([convention.record for convention in conventions])
    return tuple(_row(name, conventions, same, copies=copies) for name in TERM_NAMES)


def _all_one_document(records: Sequence[ConventionRecord]) -> bool:
    """Whether the records are of one file and say the same: then even a doubtful value equals itself."""
    first = records[0]
    fields = {"id", "source"}
    return all(
        record.source.sha256 == first.source.sha256
        and (record is first or record.model_dump(exclude=fields) == first.model_dump(exclude=fields))
        for record in records[1:]
    )


def _row(name: str, conventions: Sequence[Convention], same: SameText, *, copies: bool) -> TermRow:
    readings = [READERS[name](convention) for convention in conventions]
    verdict = _verdict(readings, copies=copies)
    if verdict in ("changed", "only") and _stand_in_same_text(readings, same):
        verdict = "cosmetic"
    values = tuple(
        TermValue(
            convention=convention.record.id,
            status=_status(reading),
            value=reading.value,
            text=reading.text,
            delta=_delta(name, conventions[0], readings[0], convention, reading) if number else None,
            confidence=reading.confidence,
            source=reading.source,
            looked_at=reading.looked_at or None,
            redline=_redline(readings[0], reading) if number else (),
        )
        for number, (convention, reading) in enumerate(zip(conventions, readings, strict=True))
    )
    # what kind of promise it makes for the most part is our reading: where it cannot be told in one, nothing is lacking
    quiet = verdict in ("identical", "cosmetic", "absent") or (verdict == "only" and name == "commitment_modality")
    return TermRow(
        term=name, verdict=verdict, severity="info" if quiet else _WEIGHT.get(name, "warning"), values=values
    )


def _status(reading: Reading) -> Status:
    if reading.uncertain:
        return "uncertain"
    return "absent" if reading.value is None else "found"


def _verdict(readings: Sequence[Reading], *, copies: bool) -> Verdict:
    having = [r for r in readings if r.value is not None]
    if not having:
        return "absent"
    if not copies and any(r.uncertain for r in readings) and not _doubted_alike(readings):
        return "uncertain"
    if len(having) < len(readings):
        return "only"
    verdicts = {_held_against(having[0], reading) for reading in having[1:]}
    ranks: tuple[Verdict, ...] = ("changed", "cosmetic")
    return next((verdict for verdict in ranks if verdict in verdicts), "identical")


def _doubted_alike(readings: Sequence[Reading]) -> bool:
    """Whether all leave the same open: the same value, the same others beside it, and nothing misread."""
    first = readings[0]
    return bool(first.rivals) and all(
        (r.value, r.rivals) == (first.value, first.rivals) and not is_doubtful(r.source) for r in readings
    )


def _stand_in_same_text(readings: Sequence[Reading], same: SameText) -> bool:
    """Whether all that was read stands where the conventions have the same words: then it is in all of them."""
    found = [(number, reading) for number, reading in enumerate(readings) if reading.value is not None]
    places = [(number, source) for number, reading in found for source in reading.sources or (reading.source,)]
    if all(reading.passage for _, reading in found) and any(same.rewords(*place) for place in places):
        # what is compared by its wording is the same where only the wording differs
        return all(same.says(*place) for place in places)
    return all(same.holds(*place) for place in places)


def _held_against(first: Reading, other: Reading) -> Verdict:
    """Whether two found values are the same, the same in other words or letters, or not."""
    for one, two in zip(first.details, other.details, strict=False):
        if one is not None and two is not None and one != two:
            return "changed"
    if (first.key or first.value) == (other.key or other.value):
        return "identical" if first.value == other.value else "cosmetic"
    if first.words is None or other.words is None:
        return "changed"
    if _only_spelt_otherwise(first, other):
        return "cosmetic"
    if first.is_clause and other.is_clause and same_sense(first.sentences, other.sentences):
        return "cosmetic"
    provided = first.features is not None and first.features == other.features
    return "cosmetic" if provided and _sense(first) == _sense(other) else "changed"


def _only_spelt_otherwise(first: Reading, other: Reading) -> bool:
    """Whether two wordings differ by typography or misread letters: with the parties made neutral, or as they stand."""
    if is_cosmetic(redline(first.words or "", other.words or "")):
        return True
    one, two = first.passage or first.spelt, other.passage or other.spelt
    return one is not None and two is not None and is_cosmetic(redline(one, two))


def _sense(reading: Reading) -> tuple[object, ...]:
    """What turns the sense of a clause: its numbers with their units, its names, the parties in their order, how often and
    whether it denies, whether it excepts, or only allows."""
    words = words_of(reading.passage or "")
    quantities = (_quantity(words, place) for place, word in enumerate(words) if word.kind == "number")
    numbers = Counter(one for one in quantities if one[1:] != ("partie",))  # "les deux parties"
    capitals = (name for name in _NAME.findall(reading.passage or "") if fold(name).rstrip("s") not in _OF_AGREEMENTS)
    names = frozenset(capitals), tuple(_PARTY.findall(reading.words or ""))
    kinds = {w.key for w in words}
    denies = (
        sum(w.key in ("ne", "n") for w in words),
        bool(kinds & {"ne", "n", "pas", "aucun", "aucune", "sans", "ni", "jamais"}),
    )
    excepts = bool(kinds & {"sauf", "hors", "hormis", "excepte", "exception", "exclusion", "reserve"})
    # "tout litige qui pourrait naître" allows nobody anything
    allows = any(w.key in _MAY and before.key != "qui" for before, w in pairwise(words))
    return numbers, names, denies, excepts, allows


def _quantity(words: Sequence[Word], place: int) -> tuple[str, ...]:
    """A number with what it counts: "15 jours", "15 jours ouvrés", "300 €" as "300 euros"."""
    after = [w for w in words[place + 1 : place + 4] if w.kind != "mark"]
    units = [_MONEY.get(w.key, w.key.rstrip("s")) for w in after]
    working = units[1:2] if units[1:2] and units[1] in _WORKING else []
    return (words[place].key, *units[:1], *working)


def _redline(first: Reading, other: Reading) -> Redline:
    """The redline of two clauses as they stand; of what is no clause there is none."""
    if first.passage is None or other.passage is None or first.passage == other.passage:
        return ()
    return redline(first.passage, other.passage)


# -- deltas -------------------------------------------------------------------------------------------------------


def _delta(name: str, first: Convention, reference: Reading, convention: Convention, reading: Reading) -> str | None:
    if reference.value is None or reading.value is None or reference.value == reading.value:
        return None
    if name == "parties":
        return _party_delta(first, convention)
    if name in ("modification", "amounts"):
        return set_delta(reference.value, reading.value)
    one, _, then = reference.value.partition("/")
    other, _, later = reading.value.partition("/")
    if then == later == "indefinite":  # ten years at first, then without end
        return period_delta(one, other)
    return period_delta(reference.value, reading.value) or date_delta(reference.value, reading.value)


def _party_delta(first: Convention, convention: Convention) -> str | None:
    """ "+CUB -ABC": who came and who went, by alias, by name where another body had the alias; not where nobody stayed."""
    before, after = set(first.bodies.values()), set(convention.bodies.values())
    came = [party for party in convention.record.parties if convention.bodies[party.id] not in before]
    went = [party for party in first.record.parties if first.bodies[party.id] not in after]
    if len(went) == len(first.record.parties):
        return None
    both = {bare(called(party)) for party in came} & {bare(called(party)) for party in went}

    def name(party: Party) -> str:
        return party.name or called(party) if bare(called(party)) in both else called(party)

    return " ".join([*(f"+{name(one)}" for one in came), *(f"-{name(one)}" for one in went)]) or None
