"""Articles and parties in, obligations out: who must, must not, may or means to do what.

Three kinds of verb make a commitment: a cue of the lexicon ("s'engage à", "peut", "entend"), a future ("le comité se
réunira"), and the present of a party that acts ("le Fonds adresse le dossier"); the last two need the trained model's
tenses and are found only where the text was parsed (futures have a fallback on their endings).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from extractor.document import Line
from extractor.language.aliases import find_party_mentions
from extractor.language.circumstances import find_beneficiaries, find_condition, find_deadline, find_frequency
from extractor.language.clauses import Statement, find_statements
from extractor.language.facts import Article, Modality, Obligation, Party
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.subjects import (
    Mention,
    Subject,
    dative_parties,
    find_agent,
    find_initiator,
    find_subject,
    is_subordinate,
    refers_to,
)

if TYPE_CHECKING:
    from extractor.language.syntax import Token

_INFINITIVE = r"(?:(?:s'|se\s+|ne\s+pas\s+|n'|y\s+|en\s+|les?\s+|la\s+|l'|lui\s+|leur\s+)*\w{2,}(?:er|ir|re|oir))(?!\w)"
_ITEM_INFINITIVE = re.compile(rf"(?:(?:d'|de\s+|a\s+|pour\s+)?){_INFINITIVE}")
_ITEM_FUTURE = re.compile(r"(?:(?:il|elle|ils|elles)\s+)?(?:se\s+|s'|en\s+|y\s+)?\w{3,}(?:ra|ront)(?!\w)")
_FUTURE = re.compile(
    r"(?<!\w)(?!(?:devra|devront|pourra|pourront)(?!\w))\w{2,}(?:[aeiu]ra|[aeiu]ront|dra|dront|vra|vront|tra|tront)(?!\w)"
)
_NOT_FUTURE = {
    "contra",
    "opera",
    "camera",
    "agora",
    "flora",
    "extra",
    "infra",
    "supra",
    "ultra",
    "aura",
    "front",
    "affront",
}
_PARTICIPLE = re.compile(
    r"(?:\s+etre(?=\s))?\s+(?:\w+ment\s+|pas\s+|plus\s+|de\s+plein\s+droit\s+|egalement\s+|alors\s+)*(?!(?:plus|pas|tous|plusieurs|aussi|ainsi|une|ni)(?!\w))\w+(?:e|ee|es|ees|i|ie|is|ies|u|ue|us|ues|it|ite|ites|ises?|ert|erte|aint|int|inte)(?!\w)"
)
_ADVERBS = re.compile(
    r"(?:\s*,?\s*(?:toutefois|cependant|egalement|aussi|donc|notamment|neanmoins|ainsi|en\s+outre|par\s+ailleurs)(?!\w)\s*,?)*"
)
_NEGATED = re.compile(r"(?<!\w)(?:ne|n')\s*(?:(?:se|s'|y|en|lui|leur|les?|la|l')\s*)*$")
_CUE_PREPOSITION = re.compile(r"(?<!\w)(a|de|d'|pour)\s*$")


@dataclass(frozen=True, slots=True)
class _Verb:
    """A conjugated verb that commits: `start`/`end` of cue or verb; where the action begins; how it commits."""

    start: int
    end: int
    modality: str
    style: str  # inf, verb, dative, future, present
    passive: bool = False
    rule: str = ""


@dataclass(slots=True)
class _Memory:
    """What the statements of an article so far leave behind.

    `parties` is the last subject that was a party (for "il", "elles"), `several` the last group of parties named (for
    "chacune d'elles"), `last` the subject of the last verb, party or not (for "et en suivra").
    """

    parties: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    last: tuple[str, ...] = ()


def find_obligations(
    text: str,
    lines: Sequence[Line],
    articles: Sequence[Article],
    parties: Sequence[Party],
    *,
    tokens: Sequence[Token] = (),
) -> tuple[Obligation, ...]:
    """The commitments of the operative articles, in text order. `tokens` are the parsed tokens, where there are any."""
    folded = fold(text)
    mentions: list[Mention] = [(m.start, m.end, tuple(m.parties)) for m in find_party_mentions(text, parties)]
    tenses = _tenses(tokens)
    found: list[Obligation] = []
    memory, article_end = _Memory(), 0
    ends = sorted(a.end for a in articles if a.kind == "article" and a.level == 1)
    for statement in find_statements(text, lines, articles):
        if statement.start >= article_end:
            memory = _Memory()
            article_end = next((end for end in ends if end > statement.start), len(text))
        finder = _Finder(text, folded, mentions, tenses, memory)
        found.extend(finder.item(statement) if statement.lead else finder.sentence(statement))
    return tuple(sorted(found, key=lambda o: (o.start, o.end)))


def _tenses(tokens: Sequence[Token]) -> dict[int, tuple[int, str, str]]:
    """Start of each finite indicative verb → its end, tense ("Fut", "Pres") and dependency."""
    tenses: dict[int, tuple[int, str, str]] = {}
    for token in tokens:
        if token.pos in ("VERB", "AUX") and "VerbForm=Fin" in token.morph and "Mood=Ind" in token.morph:
            tense = "Fut" if "Tense=Fut" in token.morph else "Pres" if "Tense=Pres" in token.morph else ""
            if tense:
                tenses[token.start] = (token.end, tense, token.dep)
    return tenses


class _Finder:
    """Finds the commitments of one statement."""

    def __init__(
        self,
        text: str,
        folded: str,
        mentions: Sequence[Mention],
        tenses: dict[int, tuple[int, str, str]],
        memory: _Memory,
    ) -> None:
        self.text, self.folded, self.mentions, self.tenses, self.memory = text, folded, mentions, tenses, memory

    def _near(self, start: int, end: int) -> list[Mention]:
        return [m for m in self.mentions if start <= m[0] and m[1] <= end]

    # -- verbs -------------------------------------------------------------------------------------------------

    def verbs(self, start: int, end: int) -> list[_Verb]:
        """The committing verbs of a sentence in order, subordinate ones left out."""
        cues = self._cues(start, end)
        verbs = [*cues, *self._futures(start, end, cues), *self._presents(start, end, cues)]
        verbs = [v for v in verbs if not is_subordinate(self.folded, start, v.start)]
        return sorted(verbs, key=lambda v: v.start)

    def _cues(self, start: int, end: int) -> list[_Verb]:
        matches: list[tuple[int, int, str, str]] = []
        for entry in load_lexicon("modality").values():
            modality, _, style = entry.value.partition(":")
            for match in entry.find(self.folded, start, end):
                matches.append((match.start(), match.end(), modality, style or "inf"))
        matches.sort(key=lambda m: (m[0], -(m[1] - m[0])))
        verbs: list[_Verb] = []
        for first, last, stated, style in matches:
            if verbs and first < verbs[-1].end:
                continue
            modality = stated
            negated = bool(_NEGATED.search(self.folded, max(start, first - 14), first))
            if negated and modality in ("faculté", "obligation"):
                if self.folded[first:last].startswith(("est", "sont", "sera", "seront", "reste", "a ", "ont ")):
                    continue  # "n'est pas tenu de": neither a duty nor a ban
                modality = "interdiction"
            passive = bool(
                re.match(
                    r"\s+(?:\w+ment\s+|pas\s+|egalement\s+|en\s+aucun\s+cas\s+)*etre(?!\w)",
                    self.folded[last : min(end, last + 40)],
                )
            )
            verbs.append(_Verb(first, last, modality, style, passive, "cue"))
        return verbs

    def _futures(self, start: int, end: int, cues: Sequence[_Verb]) -> Iterator[_Verb]:
        spans = [(s, e) for s, (e, tense, _) in self.tenses.items() if tense == "Fut" and start <= s < end]
        if not self.tenses:
            spans = [m.span() for m in _FUTURE.finditer(self.folded, start, end) if m[0] not in _NOT_FUTURE]
        barred = [m.span() for m in load_lexicon("commitments")["not_commitments"].find(self.folded, start, end)]
        for first, last in sorted(spans):
            if any(c.start <= first < c.end for c in cues) or any(low <= first < high for low, high in barred):
                continue
            word = self.folded[first:last]
            if word in ("aura", "auront") and not self._near(start, first):
                continue
            passive = word in ("sera", "seront") and bool(_PARTICIPLE.match(self.folded, last, end))
            if word in ("sera", "seront") and not passive:
                continue  # "sera présent": a state
            begin = self._with_clitics(start, first)
            modality = "interdiction" if _NEGATED.search(self.folded, max(start, begin - 14), begin) else "obligation"
            yield _Verb(begin, last, modality, "future", passive, "future")

    def _presents(self, start: int, end: int, cues: Sequence[_Verb]) -> Iterator[_Verb]:
        """The present of a party that acts; of another body only where it says how often."""
        lexicon = load_lexicon("commitments")
        barred = [
            m.span() for name in ("not_commitments", "statements") for m in lexicon[name].find(self.folded, start, end)
        ]
        often = find_frequency(self.folded, start, end)
        for first, (last, tense, dependency) in self.tenses.items():
            if tense != "Pres" or not start <= first < end or dependency not in ("ROOT", "conj"):
                continue
            if any(c.start <= first < c.end for c in cues) or any(low <= first < high for low, high in barred):
                continue
            begin = self._with_clitics(start, first)
            subject = find_subject(self.folded, start, begin, self._near(start, begin))
            if subject.parties or (often and not subject.elliptic):
                if _NEGATED.search(self.folded, max(start, begin - 14), begin):
                    continue
                yield _Verb(begin, last, "obligation", "present", rule="present")

    def _with_clitics(self, start: int, verb: int) -> int:
        """Where the verb begins with its "se", "lui", "en" before it."""
        match = re.search(
            r"(?:(?<!\w)(?:se|s'|lui|leur|les|le|la|l'|en|y)\s*)+$", self.folded[max(start, verb - 16) : verb]
        )
        return max(start, verb - 16) + match.start() if match else verb

    # -- statements --------------------------------------------------------------------------------------------

    def sentence(self, statement: Statement) -> Iterator[Obligation]:
        """The commitments of a sentence; of a lead-in, only what it commits to by itself."""
        verbs = _merged(self.folded, self.verbs(statement.start, statement.end))
        clause = statement.start
        self.memory.last = ()
        if not verbs:
            self._remember_groups(statement.start, statement.end)
        for index, verb in enumerate(verbs):
            following = verbs[index + 1].start if index + 1 < len(verbs) else None
            end = self._clause_end(verb, following, statement.end)
            debtors, after = self._debtors(verb, clause, end)
            clause = end
            self._remember_groups(statement.start, end)
            own = not statement.opens_list or following is not None
            if own or self._commits_itself(after, end):
                yield from self._obligations(statement, verb, debtors, after, end)

    def _remember_groups(self, start: int, end: int) -> None:
        """The last mention of several parties, for a later "chacune d'elles"."""
        groups = [m[2] for m in self._near(start, end) if len(m[2]) > 1]
        self.memory.several = groups[-1] if groups else self.memory.several

    def item(self, statement: Statement) -> Iterator[Obligation]:
        """The commitment of a list item: debtors and modality from the lead-in, action from the item."""
        lead_start, lead_end = cast(tuple[int, int], statement.lead)
        item = self.folded[statement.start : statement.end]
        verbs = self.verbs(lead_start, lead_end)
        lead_mentions = self._near(lead_start, lead_end)
        if _ITEM_INFINITIVE.match(item) and verbs:
            verb = verbs[-1]
            debtors, _ = self._debtors(verb, lead_start, lead_end)
            rule = f"item:{verb.rule}"
            start = statement.start + cast(re.Match[str], re.match(r"(?:d'|de\s+|a\s+|pour\s+)?", item)).end()
            yield self._obligation(statement, verb.modality, debtors, start, statement.end, rule)
        elif _ITEM_FUTURE.match(item) or (not verbs and _ITEM_INFINITIVE.match(item) is None):
            subject = find_subject(self.folded, lead_start, lead_end, lead_mentions)
            if subject.parties and not verbs and _ITEM_FUTURE.match(item):
                self.memory.parties = subject.parties
                yield self._obligation(
                    statement, "obligation", subject.parties, statement.start, statement.end, "item:future"
                )
            else:
                yield from self.sentence(Statement(statement.start, statement.end))

    def _commits_itself(self, start: int, end: int) -> bool:
        """Whether a lead-in says more than "les formes suivantes"."""
        rest = self.folded[start:end]
        for entry in load_lexicon("commitments").values():
            if entry.name == "generic_complements":
                rest = entry.pattern.sub(" ", rest)
        words = [w for w in re.findall(r"\w+", rest) if len(w) > 3]
        return len(words) >= 2

    def _clause_end(self, verb: _Verb, following: int | None, end: int) -> int:
        """The clause of `verb` ends before the next committing verb's clause, or with the sentence."""
        if following is None:
            return end
        cut = None
        for mark in re.finditer(
            r"[;,:](?:\s+(?:et|mais|ou)(?!\w))?|(?<!\w)(?:et|mais)(?!\w)", self.folded[verb.end : following]
        ):
            cut = verb.end + mark.start()
        return cut if cut is not None else following

    def _debtors(self, verb: _Verb, clause: int, end: int) -> tuple[tuple[str, ...], int]:
        """Who is bound by a verb, and where the action begins."""
        near = self._near(clause, end)
        if verb.style == "dative":
            debtors, after = dative_parties(self.folded, verb.end, end, near)
            after += len(cast(re.Match[str], re.match(r"\s*(?:de\s+|d')?", self.folded[after:end]))[0])
            self.memory.parties = debtors or self.memory.parties
            return debtors, after
        action = verb.start if verb.style in ("verb", "future", "present") else verb.end
        if verb.passive:
            participle = _PARTICIPLE.match(self.folded, verb.end, end)
            after = participle.end() if participle else verb.end
            agents = find_agent(self.folded, after, end, near) or find_initiator(self.folded, clause, verb.start, near)
            return agents, action
        subject = find_subject(self.folded, clause, verb.start, near)
        debtors = self._resolved(subject)
        return debtors, action

    def _resolved(self, subject: Subject) -> tuple[str, ...]:
        if subject.elliptic:
            return self.memory.last
        if subject.parties:
            self.memory.parties = self.memory.last = subject.parties
        elif subject.pronoun:
            group = self.memory.several if subject.pronoun == "chacune" else self.memory.parties
            self.memory.last = refers_to(subject.pronoun, group)
        else:
            self.memory.last = ()
        return self.memory.last

    # -- facts -------------------------------------------------------------------------------------------------

    def _obligations(
        self, statement: Statement, verb: _Verb, debtors: tuple[str, ...], start: int, end: int
    ) -> Iterator[Obligation]:
        """One obligation, or one for each infinitive in "de se concerter et de se fournir"."""
        starts = [start]
        preposition = _CUE_PREPOSITION.search(self.folded, verb.start, verb.end)
        if preposition and verb.style in ("inf", "dative"):
            word = preposition[1]
            forms = r"(?:de\s+|d')" if word in ("de", "d'") else rf"{word}\s+"
            again = re.compile(rf"(?:,|;|(?<!\w)et(?!\w)|(?<!\w)ou(?!\w))\s+(?:et\s+)?({forms})(?={_INFINITIVE})")
            starts += [m.end(1) for m in again.finditer(self.folded, start, end)]
            bounds = [m.start() for m in again.finditer(self.folded, start, end)] + [end]
        else:
            bounds = [end]
        for first, last in zip(starts, bounds, strict=True):
            yield self._obligation(statement, verb.modality, debtors, first, last, verb.rule)

    def _obligation(
        self, statement: Statement, modality: str, debtors: tuple[str, ...], start: int, end: int, rule: str
    ) -> Obligation:
        start = cast(re.Match[str], _ADVERBS.match(self.folded, start, end)).end()
        start, end = _trimmed(self.text, start, end)
        low, high = statement.start, statement.end
        frequency = find_frequency(self.folded, start, end)
        if frequency is None and rule in ("future", "present", "cue") and self.folded[low:high].count(".") <= 1:
            frequency = find_frequency(self.folded, low, start)
        return Obligation(
            start=start,
            end=end,
            debtors=debtors,
            modality=cast(Modality, modality),
            action=" ".join(self.text[start:end].split()),
            beneficiary=find_beneficiaries(self.folded, start, end, self._near(start, end), debtors),
            condition=find_condition(self.text, self.folded, low, high),
            deadline=find_deadline(self.text, self.folded, start, end),
            frequency=frequency,
            rule=rule,
            confidence=0.9 if debtors else 0.7,
        )


def _merged(folded: str, verbs: Sequence[_Verb]) -> list[_Verb]:
    """Futures that share a subject ("construira, entretiendra et exploitera") as one verb."""
    merged: list[_Verb] = []
    for verb in verbs:
        if merged and verb.style == merged[-1].style == "future" and not verb.passive:
            gap = folded[merged[-1].end : verb.start]
            if re.fullmatch(r"\s*(?:,|et|ou|,\s*et)\s*", gap):
                continue
        merged.append(verb)
    return merged


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space and closing punctuation around it; never empty."""
    first, last = start, end
    while first < last and (text[first].isspace() or text[first] in ",:;"):
        first += 1
    while last > first and (text[last - 1].isspace() or text[last - 1] in ".;:,"):
        last -= 1
    return (first, last) if last > first else (start, end)
