"""One record and one set of labels in, how many values of each field are right out, and what was missed or wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.likeness import alike, article_number, bare, main_number, same_words, wording

Labels = Mapping[str, Any]
Found = Mapping[str, Any]
Pair = tuple[Any, Any]
_ALIAS = 85.0


@dataclass(frozen=True, slots=True)
class Score:
    """How many values the labels have, how many were found, and how many of these are right."""

    field: str
    gold: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else float(not self.gold)

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def plus(self, other: Score) -> Score:
        return Score(self.field, self.gold + other.gold, self.found + other.found, self.right + other.right)


Scored = Iterator[tuple[Score, list[str]]]


def score(gold: Labels, record: Found) -> Scored:
    """(score, errors in words) of each field that the labels have."""
    for field, scorer in _SCORERS.items():
        complete = gold.get("complete")
        if field in gold and (complete is None or field in complete or field in _ALWAYS):
            yield from scorer(gold, record)


def _pair(gold: Iterable[Any], found: Sequence[Any], same: Callable[[Any, Any], float]) -> list[Pair]:
    """One to one, each label in turn with the best that is left."""
    left, pairs = list(found), []
    for want in gold:
        best = max(left, key=lambda have: same(want, have), default=None)
        if best is not None and same(want, best):
            pairs.append((want, best))
            left = [have for have in left if have is not best]
    return pairs


def _listed(field: str, gold: Sequence[Any], found: Sequence[Any], pairs: Sequence[Pair]) -> tuple[Score, list[str]]:
    """The score of a list of things, and which were missed or are wrong."""
    met = {id(one) for pair in pairs for one in pair}
    wrong = [f"missed {_short(one)}" for one in gold if id(one) not in met]
    wrong += [f"wrong {_short(one)}" for one in found if id(one) not in met]
    return Score(field, len(gold), len(found), len(pairs)), wrong


def _valued(field: str, want: Any, have: Any, right: bool) -> tuple[Score, list[str]]:
    """The score of a single value."""
    score = Score(field, int(bool(want)), int(bool(have)), int(bool(want) and right))
    return score, [] if score.gold == score.found == score.right else [f"is {_short(have)}, not {_short(want)}"]


def _short(value: Any) -> str:
    if isinstance(value, Mapping):
        value = {k: v for k, v in value.items() if v and k not in ("source", "text", "alternatives")}
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 160 else text[:159] + "…"


def _names(party: Found) -> list[str]:
    """All that a party may be called."""
    others = (*(party.get("other_aliases") or ()), *(party.get("alias_variants") or ()))
    return [name for name in (party.get("id"), party.get("alias"), party.get("name"), *others) if name]


def _is_party(gold: Labels, record: Found) -> Callable[[str, str], bool]:
    """Whether a reference in the labels (an alias) and one in the record (an id) lead to the same party."""
    found = {party.get("id"): _names(party) for party in record.get("parties") or ()}
    labelled = [_names(party) for party in gold.get("parties") or ()]

    def same(want: str, have: str) -> bool:
        wanted = next((names for names in labelled if any(alike(want, n, at_least=_ALIAS) for n in names)), [want])
        return any(alike(a, b, at_least=_ALIAS) for a in wanted for b in found.get(have, [have]))

    return same


def _parties(gold: Labels, record: Found) -> Scored:
    want = [party for party in gold["parties"] if party.get("name") or party.get("alias")]
    have = [party for party in record.get("parties") or () if party.get("name") or party.get("alias")]

    def same(a: Found, b: Found) -> bool:
        return alike(a["name"], b.get("name")) if a.get("name") else alike(a["alias"], b.get("alias"), at_least=_ALIAS)

    def same_alias(a: Found, b: Found) -> bool:
        mine, yours = ([p.get("alias"), *_names({**p, "id": None, "name": None})] for p in (a, b))
        return any(alike(x, y, at_least=_ALIAS) for x in mine for y in yours)

    pairs = _pair(want, have, same)
    yield _listed("parties", want, have, pairs)
    right = [(a, b) for a, b in pairs if a.get("alias") and same_alias(a, b)]
    yield _listed("aliases", [p for p in want if p.get("alias")], [p for p in have if p.get("alias")], right)
    people = [pair for a, b in pairs for pair in _pair(_people([a]), _people([b]), _same_name)]
    yield _listed("representatives", _people(want), _people(have), people)
    roles = [(a, b) for a, b in people if a.get("role")]
    right = [(a, b) for a, b in roles if same_words(a["role"], b.get("role"))]
    yield _listed("representative roles", [a for a, _ in roles], [b for _, b in roles if b.get("role")], right)


def _people(parties: Iterable[Found]) -> list[Found]:
    return [one for party in parties for one in party.get("representatives") or () if one.get("name")]


def _same_name(a: Found, b: Found) -> bool:
    return alike(a.get("name"), b.get("name"))


def _articles(gold: Labels, record: Found) -> Scored:
    have = [
        one
        for one in record.get("articles") or ()
        if one.get("number") and one.get("kind", "article") == "article" and one.get("level", 1) == 1
    ]
    pairs = _pair(gold["articles"], have, lambda a, b: article_number(a["number"]) == article_number(b["number"]))
    yield _listed("articles", gold["articles"], have, pairs)
    right = [(a, b) for a, b in pairs if a.get("title") and same_words(a["title"], b.get("title"), at_least=90)]
    want = [one for one in gold["articles"] if one.get("title")]
    yield _listed("article titles", want, [one for one in have if one.get("title")], right)


def _duration(gold: Labels, record: Found) -> Scored:
    want: Labels = gold.get("duration") or {}
    have = list(record.get("durations") or ())
    keys = [key for key in ("period", "end_date", "indefinite") if want.get(key)]
    first: Found = have[0] if have else {}
    if keys or not want:
        right = bool(keys) and all(first.get(key) == want[key] for key in keys)
        wrong = [] if right and len(have) == 1 else [f"is {[_short(one) for one in have]}, not {_short(want)}"]
        yield Score("duration", int(bool(keys)), len(have), int(right)), wrong if keys or have else []
    for key in ("start_date", "computed_end_date"):
        if want.get(key):
            yield _valued(key.replace("_", " "), want[key], first.get(key), first.get(key) == want[key])


def _renewal(gold: Labels, record: Found) -> Scored:
    want, have = ((one.get("renewal") or {}).get("mode") for one in (gold, record))
    yield _valued("renewal", want, have, want == have)


def _notices(gold: Labels, record: Found) -> Scored:
    have = [one for one in record.get("notices") or () if one.get("event") != "other"]
    want = [one for one in gold["notices"] if one.get("event") != "other"]
    # the same limit said twice is one
    wanted, found = ({(n.get("period"), n.get("event")): n for n in some} for some in (want, have))
    pairs = [(notice, found[key]) for key, notice in wanted.items() if key in found]
    yield _listed("notices", list(wanted.values()), list(found.values()), pairs)
    for key, notice in wanted.items():
        if notice.get("form"):
            form = found.get(key, {}).get("form")
            yield _valued(
                "notice form",
                notice["form"],
                form,
                max(wording(notice["form"], form), wording(form, notice["form"])) >= 85,
            )


def _signature(gold: Labels, record: Found) -> Scored:
    want, have = gold["signature"] or {}, record.get("signature") or {}
    yield _valued("signature place", want.get("place"), have.get("place"), alike(want.get("place"), have.get("place")))
    yield _valued("signature date", want.get("date"), have.get("date"), want.get("date") == have.get("date"))


def _signatories(gold: Labels, record: Found) -> Scored:
    want = [one for one in gold["signatories"] if one.get("name")]
    have = [one for one in record.get("signatories") or () if one.get("name")]
    pairs = _pair(want, have, _same_name)
    yield _listed("signatories", want, have, pairs)
    tied = [(a, b) for a, b in pairs if a.get("party")]
    same = _is_party(gold, record)
    right = [(a, b) for a, b in tied if b.get("party") and same(a["party"], b["party"])]
    yield _listed("signatory parties", [a for a, _ in tied], [b for _, b in tied if b.get("party")], right)


def _on_behalf(gold: Labels, record: Found) -> Scored:
    """A mark between two names may be said of either or both, doubtfully; where there is none, of nobody."""
    marks = sum(one.get("on_behalf") in ("yes", "uncertain") for one in record.get("signatories") or ())
    right = 1 <= marks <= 2 if gold["on_behalf_marks"] else marks == 0
    yield Score("on behalf", 1, 1, int(right)), [] if right else [f"{marks} marks, not {gold['on_behalf_marks']}"]


def _obligations(gold: Labels, record: Found) -> Scored:
    have = list(record.get("obligations") or ())
    want = sorted(gold["obligations"], key=lambda one: bool(one.get("optional")))
    pairs = _pair(want, have, _same_obligation)
    free = [b for a, b in pairs if a.get("optional")]
    right = [(a, b) for a, b in pairs if not a.get("optional")]
    counted = [one for one in have if not any(one is other for other in free)]
    yield _listed("obligations", [one for one in want if not one.get("optional")], counted, right)
    gold_side, found_side = [a for a, _ in right], [b for _, b in right]
    same_modality = [(a, b) for a, b in right if a.get("modality") == b.get("modality")]
    yield _listed("obligation modality", gold_side, found_side, same_modality)
    same = _is_party(gold, record)
    yield _listed("obligation debtors", gold_side, found_side, [(a, b) for a, b in right if _same_debtors(a, b, same)])
    for a, b in right:
        if a.get("frequency"):
            yield _valued(
                "obligation frequency", a["frequency"], b.get("frequency"), a["frequency"] == b.get("frequency")
            )


def _same_obligation(a: Found, b: Found) -> float:
    if main_number(_article(a)) != main_number(_article(b)):
        return 0
    quote = (b.get("source") or {}).get("quote")
    likeness = max(wording(a["action"], b.get("action")), wording(a["action"], quote))
    return likeness if likeness >= 80 else 0


def _article(fact: Found) -> str:
    return fact.get("article") or (fact.get("source") or {}).get("article") or ""


def _same_debtors(a: Found, b: Found, same: Callable[[str, str], bool]) -> bool:
    want, have = list(a.get("debtors") or ()), list(b.get("debtors") or ())
    return len(want) == len(have) and all(any(same(x, y) for y in have) for x in want)


def _references(gold: Labels, record: Found) -> Scored:
    have = {
        (main_number(_article(one)), article_number(one.get("target")), one.get("status")): one
        for one in record.get("references") or ()
        if one.get("kind", "internal") == "internal"
    }
    want = {
        (main_number(one.get("in_article") or _article(one)), article_number(one["target"]), one["status"]): one
        for one in gold["references"]
    }
    pairs = [(one, have[key]) for key, one in want.items() if key in have]
    yield _listed("references", list(want.values()), list(have.values()), pairs)


def _not_durations(gold: Labels, record: Found) -> Scored:
    quotes = [bare((one.get("source") or {}).get("quote")) for one in record.get("durations") or ()]
    for phrase in gold["not_durations"]:
        words = bare(phrase)
        taken = [quote for quote in quotes if quote and (quote in words or words in quote)]
        yield Score("not a duration", 1, 1, int(not taken)), [f"takes {_short(phrase)}"] if taken else []


_SCORERS: dict[str, Callable[[Labels, Found], Scored]] = {
    "parties": _parties,
    "articles": _articles,
    "duration": _duration,
    "renewal": _renewal,
    "notices": _notices,
    "signature": _signature,
    "signatories": _signatories,
    "on_behalf_marks": _on_behalf,
    "obligations": _obligations,
    "references": _references,
    "not_durations": _not_durations,
}
# labelled in full wherever they occur, whatever `complete` names
_ALWAYS = frozenset({"obligations", "references", "not_durations", "on_behalf_marks"})
