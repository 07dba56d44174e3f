"""Conventions and aligned articles in, the rows of the obligation table out: same, changed, only, moved to another debtor.

Commitments are first paired within articles that answer each other, then what is left over anywhere, if nearly the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractor.comparing.align import Group
from extractor.comparing.articles import SameText
from extractor.comparing.assignment import best_pairs
from extractor.comparing.comparison import ObligationMember, ObligationRow, Verdict
from extractor.comparing.conventions import Convention
from extractor.comparing.parties import debtor_keys
from extractor.comparing.redline import is_cosmetic, is_identical, redline
from extractor.comparing.senses import same_sense
from extractor.comparing.wording import Gist, gist, likeness, near
from extractor.record import Obligation, Severity

_LEAST = 0.45
_LEAST_ELSEWHERE = 0.75
_PLACE = 0.001  # of two equal commitments the one at the same place
_BESIDE_WORDS = 0.04  # more than what debtors, modality and place add to the likeness of the words
_MOST_CELLS = 4_000_000  # of a table of pairs
_WORDING = "rédaction"
_UNNAMED = "débiteur nommé dans une seule des conventions"
_REWORDED = "article rédigé autrement, même contenu"


@dataclass(frozen=True, slots=True)
class _Promise:
    """An obligation made comparable."""

    number: int
    place: int
    obligation: Obligation
    words: str
    gist: Gist
    debtors: frozenset[str]


_Cluster = dict[int, _Promise]


def obligation_rows(
    conventions: Sequence[Convention], groups: Sequence[Group], same: SameText
) -> tuple[ObligationRow, ...]:
    """The rows, in the order of the reference; what only others have stands at the end of its article.

    What stands where the conventions have the `same` text was not changed, even if it was read otherwise in one copy.
    """
    promises = [_promises(number, convention) for number, convention in enumerate(conventions)]
    of_group = _group_numbers(groups)
    by_group: dict[int, list[_Cluster]] = {}
    for mine in promises:
        inside: dict[int, list[_Promise]] = {}
        for promise in mine:
            inside.setdefault(of_group.get((promise.number, _article(promise.obligation)), -1), []).append(promise)
        for group, some in inside.items():
            _join(by_group.setdefault(group, []), some, least=_LEAST)
    clusters = [cluster for group in sorted(by_group, key=lambda g: (g < 0, g)) for cluster in by_group[group]]
    ids = [convention.record.id for convention in conventions]
    rows = []
    for cluster in _rejoined(clusters, len(ids)):
        head = cluster[min(cluster)]
        place = of_group.get((head.number, _article(head.obligation)))
        restated: set[int] = set()
        if place is not None and len(cluster) < len(ids):
            restated = {n for n in groups[place].members if n not in cluster and _says(groups[place], n, head)}
        sources = [(number, promise.obligation.source) for number, promise in cluster.items()]
        unchanged = all(same.holds(number, source) for number, source in sources)
        reworded = all(same.rewords(number, source) for number, source in sources)
        rows.append(_row(cluster, ids, restated, unchanged=unchanged, reworded=reworded))
    return tuple(rows)


def _says(group: Group, number: int, promise: _Promise) -> bool:
    """Whether a convention has the words of a promise in the same article, though no promise was recognised there."""
    words = promise.words
    if [s.text for s in group.members[number]] == [s.text for s in group.members.get(promise.number, [])]:
        return False  # no letter differs, so none was misread
    for section in group.members[number]:
        whole = section.plain
        found = fuzz.partial_ratio_alignment(words, whole, score_cutoff=90)
        if found is None or not words:
            continue
        start = whole.rfind(" ", 0, found.dest_start + 1) + 1
        end = whole.find(" ", max(found.dest_end - 1, 0))
        if is_cosmetic(redline(words, whole[start : end if end >= 0 else len(whole)])):
            return True
    return False


def _promises(number: int, convention: Convention) -> list[_Promise]:
    found = []
    ordered = sorted(convention.record.obligations, key=lambda o: (o.source.start, o.source.end))
    for place, obligation in enumerate(ordered):
        words = convention.neutral(obligation.action)
        debtors = debtor_keys(obligation.debtors, convention.roles)
        found.append(_Promise(number, place, obligation, words, gist(words), debtors))
    return found


def _article(obligation: Obligation) -> str:
    number = obligation.source.article or ""
    return number.split(".")[0] if number[:1].isdigit() else number


def _group_numbers(groups: Sequence[Group]) -> dict[tuple[int, str], int]:
    """Convention and article number → the group that has it."""
    found: dict[tuple[int, str], int] = {}
    for position, group in enumerate(groups):
        for number, sections in group.members.items():
            for section in sections:
                name = section.article.number if section.kind in ("article", "annex") else section.kind
                found.setdefault((number, name or section.kind), position)
    return found


def _score(one: _Promise, other: _Promise) -> float:
    """0 to 1: how alike what is promised is; the same words first, then the same debtors, then the same place."""
    alike = 1.0 if one.words == other.words else likeness(one.gist, other.gist) if one.gist and other.gist else 0.0
    same = 0.02 * (one.debtors == other.debtors) + 0.01 * (one.obligation.modality == other.obligation.modality)
    return alike + (same + _PLACE / (1 + abs(one.place - other.place)) if alike else 0.0)


def _join(clusters: list[_Cluster], promises: Sequence[_Promise], *, least: float) -> None:
    """Each promise of one convention to the cluster that it answers, or to one of its own."""
    if len(clusters) * len(promises) > _MOST_CELLS:
        clusters.extend({promise.number: promise} for promise in promises)
        return
    heads = [cluster[min(cluster)] for cluster in clusters]
    pairs = _paired(heads, promises, least)
    taken = set()
    for i, j in pairs:
        clusters[i][promises[j].number] = promises[j]
        taken.add(j)
    clusters.extend({promise.number: promise} for j, promise in enumerate(promises) if j not in taken)


def _paired(left: Sequence[_Promise], right: Sequence[_Promise], least: float) -> list[tuple[int, int]]:
    """The best pairs, worked out alike whichever side is named first."""
    if [p.words for p in left] > [p.words for p in right]:
        return [(i, j) for j, i in _paired(right, left, least)]
    scores = [[0.0] * len(right) for _ in left]
    stems = [promise.gist.sorted for promise in right]
    for row, promise in zip(scores, left, strict=True):
        for place in near(promise.gist.sorted, stems, least - _BESIDE_WORDS):  # most pairs have hardly a word in common
            row[place] = _score(promise, right[place]) - least
    return best_pairs(scores)


def _rejoined(clusters: list[_Cluster], conventions: int) -> list[_Cluster]:
    """Clusters with what nearly the same words promise in other articles, which were not aligned with theirs."""
    for number in range(1, conventions):
        alone = [c for c in clusters if min(c) == number]
        open_ = [c for c in clusters if min(c) < number and number not in c]
        if not alone or not open_ or len(alone) * len(open_) > _MOST_CELLS:
            continue
        pairs = _paired([c[min(c)] for c in open_], [c[number] for c in alone], _LEAST_ELSEWHERE)
        gone = set()
        for i, j in pairs:
            if not open_[i].keys() & alone[j].keys():
                open_[i].update(alone[j])
                gone.add(id(alone[j]))
        clusters = [c for c in clusters if id(c) not in gone]
    return clusters


# -- rows ---------------------------------------------------------------------------------------------------------


def _row(
    cluster: _Cluster, ids: Sequence[str], restated: set[int], *, unchanged: bool, reworded: bool
) -> ObligationRow:
    first = cluster[min(cluster)]
    others = [promise for number, promise in sorted(cluster.items()) if number != first.number]
    reasons: list[str] = []
    verdicts = {_verdict(first, other, reasons) for other in others}
    if restated:
        verdicts.add("uncertain")
        named = ", ".join(ids[number] for number in sorted(restated))
        reasons.append(f"passage présent mais non reconnu comme engagement dans {named}")
    missing = [name for number, name in enumerate(ids) if number not in cluster and number not in restated]
    verdict = _whole(verdicts, missing=bool(missing))
    if unchanged and verdict != "identical":
        verdict = "cosmetic"
    if reworded and verdict != "identical" and set(reasons) <= {_WORDING, _UNNAMED}:
        # its article says the same in other words: a promise that was recognised in one wording alone has not gone
        verdict, missing, reasons = "cosmetic", [], [_REWORDED]
    if missing:
        reasons.append(f"sans équivalent dans {', '.join(missing)}")
    members = tuple(
        ObligationMember(convention=name, obligation=cluster[number].obligation if number in cluster else None)
        for number, name in enumerate(ids)
    )
    score = min((min(_score(first, other), 1.0) for other in others), default=1.0)
    return ObligationRow(
        verdict=verdict,
        severity=_severity(verdict, reasons),
        score=round(score, 3),
        reasons=tuple(dict.fromkeys(reasons)),
        members=members,
    )


def _whole(verdicts: set[Verdict], *, missing: bool) -> Verdict:
    if missing:
        return "only"
    ranks: tuple[Verdict, ...] = ("changed", "moved", "uncertain", "cosmetic")
    return next((verdict for verdict in ranks if verdict in verdicts), "identical")


def _verdict(first: _Promise, other: _Promise, reasons: list[str]) -> Verdict:
    one, two = first.obligation, other.obligation
    differences = []
    if one.modality != two.modality:
        differences.append(f"modalité : {one.modality} → {two.modality}")
    for field, name in (("frequency", "fréquence"), ("deadline", "échéance")):
        a, b = getattr(one, field), getattr(two, field)
        if a != b and not (a and b and is_cosmetic(redline(a, b))):
            differences.append(f"{name} : {a or 'aucune'} → {b or 'aucune'}")
    changes = redline(first.words, other.words)
    spelt = is_cosmetic(changes) or is_cosmetic(redline(one.action, two.action))
    if not spelt and not same_sense((first.words,), (other.words,)):
        differences.append(_WORDING)
    moved = bool(first.debtors and other.debtors and first.debtors != other.debtors)
    if moved:
        reasons.append("autre débiteur")
    reasons.extend(differences)
    if differences:
        return "changed"
    if moved:
        return "moved"
    if bool(first.debtors) != bool(other.debtors):
        reasons.append(_UNNAMED)
        return "uncertain"
    same = is_identical(changes) and (one.action == two.action or is_identical(redline(one.action, two.action)))
    return "identical" if same else "cosmetic"


def _severity(verdict: Verdict, reasons: Sequence[str]) -> Severity:
    """Another debtor, another kind of promise, another rhythm or date is grave; another wording may be."""
    if verdict in ("identical", "cosmetic"):
        return "info"
    grave = ("modalité", "fréquence", "échéance", "autre débiteur")
    return "error" if any(reason.startswith(grave) for reason in reasons) else "warning"
