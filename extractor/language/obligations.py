"""Articles and parties in, obligations out: who must, must not, may or means to do what.

Each sentence is searched for the verbs by which it commits (`commitments`), each verb for its subject (`subjects`);
the items of a list take debtors and modality from their lead-in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from extractor.document import Line
from extractor.language.aliases import find_party_mentions
from extractor.language.circumstances import find_beneficiaries, find_condition, find_deadline, find_frequency
from extractor.language.clauses import Statement, find_statements
from extractor.language.commitments import PARTICIPLE, Marked, Verb, find_verbs
from extractor.language.facts import Article, Modality, Obligation, Party
from extractor.language.folding import fold
from extractor.language.lead_ins import INFINITIVE, governs_nouns, is_a_sentence, past_that
from extractor.language.lexicon import load_lexicon
from extractor.language.subjects import (
    Subject,
    dative_parties,
    find_agent,
    find_initiator,
    find_subject,
    is_the_agreement,
    refers_to,
)

if TYPE_CHECKING:
    from extractor.language.syntax import Tense

Debtors = tuple[str, ...]

_ITEM_PREPOSITION = re.compile(r"(?:d'|de\s+|a\s+|pour\s+)?")
_ITEM_INFINITIVE = re.compile(rf"{_ITEM_PREPOSITION.pattern}{INFINITIVE}")
_ITEM_FUTURE = re.compile(r"(?:(?:il|elle|ils|elles)\s+)?(?:se\s+|s'|en\s+|y\s+)?\w{3,}(?:ra|ront)(?!\w)")
_NOMINAL = re.compile(r"(?:l'|la\s|le\s|les\s|une?\s|des\s|du\s|de\s+la\s|de\s+l'|son\s|sa\s|ses\s|leurs?\s)")
_AND_TO = re.compile(
    r"(?<!\w)et(\s+)(?:(?:en|y|lui|leur)\s+\w{3,}(?:er|ir|re|oir)(?!\w)"
    r"|(?!autre|entre|titre|cadre|maire|membre|ordre|lettre|dossier|calendrier|chantier|quartier|particulier|dernier|premier)"
    r"\w{3,}(?:er|ir|re|oir)\s+(?:l'|(?:le|la|les|un|une|des|son|sa|ses|leurs?|toute?s?|ce|cette|ces)\s))"
)
_SHARES_OBJECT = re.compile(r"\s*[\w-]+(?:er|ir|re|oir)\s*")  # "établir et de maintenir une commission" is one
_NUMBERED = re.compile(r"\d{1,2}[.)°]?\s+(?=[A-ZÀ-Ý])")  # of a paragraph
_LATTER, _NEAR = ("celui-ci", "celle-ci", "ce dernier", "cette derniere"), 60
_TO_THEM = re.compile(r"il\s+(?:lui|leur)\s")  # "Il lui est interdit de"
_ADVERBS = re.compile(
    r"(?:\s*,?\s*(?:toutefois|cependant|egalement|aussi|donc|notamment|neanmoins|ainsi|en\s+outre|par\s+ailleurs)(?!\w)\s*,?)*"
)
# "s'engage, à son initiative, à mettre en œuvre"
_ASIDE = re.compile(rf"\s*,[^.;:]{{1,160}}?,\s+(?:a|de|d')\s*(?={INFINITIVE})")
_ONLY_ASIDE = re.compile(
    r"\s*,[^,.;]{1,160},\s*+(?:(?:a|de|d')\s*+)?[:—–-]*+\s*+"
)  # "doit, en considération de cette cession, —"
_NOT_TO = re.compile(r"(?:ne\s+(?:pas|point|jamais)(?!\w)|n')")
_CUE_PREPOSITION = re.compile(r"(?<!\w)(a|de|d'|pour)\s*$")
_CLAUSE_BREAK = re.compile(r"[;,:](?:\s+(?:et|mais|ou)(?!\w))?|(?<!\w)(?:et|mais)(?!\w)")


@dataclass(slots=True)
class _Memory:
    """What the statements of an article so far leave behind.

    `parties` is the last subject that was a party (for "il", "elles"), `several` the last group of parties named (for
    "chacune d'elles"), `last` the subject of the last verb, party or not (for "et en suivra").
    """

    parties: Debtors = ()
    several: Debtors = ()
    last: Debtors = ()


def find_obligations(
    text: str,
    lines: Sequence[Line],
    articles: Sequence[Article],
    parties: Sequence[Party],
    *,
    tenses: Sequence[Tense] = (),
) -> tuple[Obligation, ...]:
    """The commitments of the operative articles, in text order. `tenses` are those of its verbs, where it was parsed."""
    mentions = [(m.start, m.end, tuple(m.parties)) for m in find_party_mentions(text, parties)]
    marked = Marked(text, fold(text), mentions, tenses)
    found: list[Obligation] = []
    finder, article_end = _Finder(marked), 0
    ends = sorted(a.end for a in articles if a.kind == "article" and a.level == 1)
    for statement in sorted(find_statements(text, lines, articles), key=lambda s: s.start):
        if statement.start >= article_end:
            finder = _Finder(marked)
            article_end = next((end for end in ends if end > statement.start), len(text))
        found.extend(finder.item(statement) if statement.lead else finder.sentence(statement))
    return tuple(sorted(found, key=lambda o: (o.start, o.end)))


class _Finder:
    """Finds the commitments of the statements of one article, in order."""

    def __init__(self, marked: Marked) -> None:
        self.marked, self.memory = marked, _Memory()

    def sentence(self, statement: Statement) -> Iterator[Obligation]:
        """The commitments of a sentence; of a lead-in, only what it commits to by itself."""
        number = _NUMBERED.match(self.marked.text, statement.start, statement.end)
        statement = replace(statement, start=number.end()) if number else statement
        statement = replace(statement, start=past_that(self.marked.text, statement.start))
        verbs = find_verbs(self.marked, statement.start, statement.end)
        clause = statement.start
        self.memory.last = ()
        if not verbs:
            self._remember_groups(statement.start, statement.end)
            self._remember_subject(statement.start, statement.end)
        for index, verb in enumerate(verbs):
            following = verbs[index + 1].start if index + 1 < len(verbs) else None
            end = self._clause_end(verb, following, statement.end)
            clause = max(clause, self.marked.folded.rfind(";", clause, verb.start) + 1)
            debtors, after = self._debtors(verb, clause, end)
            self._remember_groups(statement.start, end)
            if verb.style == "present" and not debtors and is_the_agreement(self.marked.folded, clause, verb.start):
                continue
            own = not statement.opens_list or following is not None
            if own or self._commits_itself(after, end):
                yield from self._split(statement, verb, debtors, clause, after, end)
            clause = end

    def item(self, statement: Statement) -> Iterator[Obligation]:
        """The commitment of a list item: debtors and modality from the lead-in, action from the item."""
        lead_start, lead_end = cast(tuple[int, int], statement.lead)
        lead_start = past_that(self.marked.text, lead_start)
        item = self.marked.folded[statement.start : statement.end]
        verbs = find_verbs(self.marked, lead_start, lead_end, of_a_list=True)
        if _ITEM_INFINITIVE.match(item) and verbs:
            debtors, _ = self._debtors(verbs[-1], lead_start, lead_end)
            start = statement.start + cast(re.Match[str], _ITEM_PREPOSITION.match(item)).end()
            verb = verbs[-1]
            banned = verb.modality == "obligation" and _NOT_TO.match(self.marked.folded, start, statement.end)
            modality = "interdiction" if banned else verb.modality
            yield self._obligation(statement, modality, debtors, (start, start), statement.end, f"item:{verb.rule}")
        elif not verbs and _ITEM_FUTURE.match(item):
            near = self.marked.mentions_in(lead_start, lead_end)
            debtors = self._resolved(find_subject(self.marked.folded, lead_start, lead_end, near))
            span = (statement.start, statement.start)
            yield self._obligation(statement, "obligation", debtors, span, statement.end, "item:future")
        elif (
            verbs
            and _NOMINAL.match(item)
            and governs_nouns(self.marked.folded, verbs[-1], lead_end)
            and not is_a_sentence(self.marked, statement)
        ):
            debtors, _ = self._debtors(verbs[-1], lead_start, lead_end)
            span = (statement.start, statement.start)
            yield self._obligation(statement, verbs[-1].modality, debtors, span, statement.end, "item:nominal")
        else:
            yield from self.sentence(Statement(statement.start, statement.end))

    def _remember_groups(self, start: int, end: int) -> None:
        """The last mention of several parties, for a later "chacune d'elles"."""
        groups = [m[2] for m in self.marked.mentions_in(start, end) if len(m[2]) > 1]
        self.memory.several = groups[-1] if groups else self.memory.several

    def _remember_subject(self, start: int, end: int) -> None:
        """The party that a sentence without a commitment begins with, for "il" in the next one."""
        for mention in self.marked.mentions_in(start, end)[:1]:
            subject = find_subject(self.marked.folded, start, min(end, mention[1] + 1), [mention])
            self.memory.parties = subject.parties or self.memory.parties

    def _commits_itself(self, start: int, end: int) -> bool:
        """Whether a lead-in says more than "les formes suivantes"."""
        if _ONLY_ASIDE.fullmatch(self.marked.folded, start, end):
            return False
        rest = load_lexicon("commitments")["generic_complements"].pattern.sub(" ", self.marked.folded[start:end])
        return len([w for w in re.findall(r"\w+", rest) if len(w) > 3]) >= 2

    def _clause_end(self, verb: Verb, following: int | None, end: int) -> int:
        """The clause of `verb` ends before the next committing verb's clause, or with the sentence."""
        if following is None:
            return end
        breaks = [m.start() for m in _CLAUSE_BREAK.finditer(self.marked.folded, verb.end, following)]
        return breaks[-1] if breaks else following

    # -- who ---------------------------------------------------------------------------------------------------

    def _debtors(self, verb: Verb, clause: int, end: int) -> tuple[Debtors, int]:
        """Who is bound by a verb, and where the action begins."""
        folded, near = self.marked.folded, self.marked.mentions_in(clause, end)
        if verb.style == "dative":
            debtors, after = dative_parties(folded, verb.end, end, near)
            after += len(cast(re.Match[str], re.match(r"\s*(?:de\s+|d')?", folded[after:end]))[0])
            self.memory.parties = debtors or self.memory.parties
            return debtors, after
        if verb.style == "charge":
            debtors, _ = dative_parties(folded, verb.end, end, near)
            return debtors, clause
        action = verb.start if verb.style in ("verb", "future", "present") else verb.end
        if verb.passive:
            participle = PARTICIPLE.match(folded, verb.end, end)
            after = participle.end() if participle else verb.end
            return find_agent(folded, after, end, near) or find_initiator(folded, clause, verb.start, near), action
        if verb.style == "inf" and (aside := _ASIDE.match(folded, verb.end, min(end, verb.end + 200))):
            action = aside.end()
        if _TO_THEM.match(folded, verb.start, verb.end):
            return self.memory.parties, action
        subject = find_subject(folded, clause, verb.start, near)
        if subject.pronoun in _LATTER and subject.phrase is not None:
            # "… sans l'accord de la Ville, celle-ci pourra": the party named last
            low = max(0, folded.rfind("\n\n", 0, subject.phrase[0]))
            named = [m for m in self.marked.mentions_in(low, subject.phrase[0]) if len(m[2]) == 1]
            if named and subject.phrase[0] - named[-1][1] < _NEAR:
                self.memory.parties = self.memory.last = named[-1][2]
                return self.memory.last, action
        return self._resolved(subject), action

    def _resolved(self, subject: Subject) -> Debtors:
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

    # -- what --------------------------------------------------------------------------------------------------

    def _split(
        self, statement: Statement, verb: Verb, debtors: Debtors, clause: int, start: int, end: int
    ) -> Iterator[Obligation]:
        """One obligation, or one for each infinitive in "de se concerter et de se fournir".

        The quote of the first begins with its clause, since the subject proves the debtor. Where no party is bound
        the action does too: "sera établi" says nothing without "un bilan".
        """
        folded = self.marked.folded
        whole = verb.passive or not re.search(r"\w", folded[start:end])  # "sera établi" says nothing by itself
        parts = [(clause, start if debtors and not whole else clause)]
        bounds = [end]
        preposition = _CUE_PREPOSITION.search(folded, verb.start, verb.end)
        if preposition and verb.style in ("inf", "dative"):
            forms = r"(?:de\s+|d')" if preposition[1] in ("de", "d'") else rf"{preposition[1]}\s+"
            again = re.compile(rf"(?:,|;|(?<!\w)et(?!\w)|(?<!\w)ou(?!\w))\s+(?:et\s+)?({forms})(?={INFINITIVE})")
            others = [
                m for m in again.finditer(folded, start, end) if not _SHARES_OBJECT.fullmatch(folded, start, m.start())
            ]
            parts += [(m.end(1), m.end(1)) for m in others]
            bounds = [*(m.start() for m in others), end]
        elif verb.style == "inf":  # "doit souscrire une assurance et en fournir la preuve"
            others = list(_AND_TO.finditer(folded, start, end))
            parts += [(m.end(1), m.end(1)) for m in others]
            bounds = [*(m.start() for m in others), end]
        for span, last in zip(parts, bounds, strict=True):
            yield self._obligation(statement, verb.modality, debtors, span, last, verb.rule)

    def _obligation(
        self, statement: Statement, modality: str, debtors: Debtors, starts: tuple[int, int], end: int, rule: str
    ) -> Obligation:
        """`starts`: where the quote begins, and where the action does."""
        text, folded = self.marked.text, self.marked.folded
        low, high = statement.start, statement.end
        start, last = _trimmed(text, starts[0], end)
        action = cast(re.Match[str], _ADVERBS.match(folded, max(starts[1], start), last)).end()
        action = _trimmed(text, action, last)[0]
        frequency = find_frequency(folded, start, last)
        if frequency is None and not rule.startswith("item"):
            frequency = find_frequency(folded, low, start)
        return Obligation(
            start=start,
            end=last,
            debtors=debtors,
            modality=cast(Modality, modality),
            action=" ".join(text[action:last].split()),
            beneficiary=find_beneficiaries(folded, action, last, self.marked.mentions_in(action, last), debtors),
            condition=find_condition(text, folded, low, high),
            deadline=find_deadline(text, folded, start, last),
            frequency=frequency,
            rule=rule,
            confidence=0.9 if debtors else 0.7,
        )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space and closing punctuation around it; never empty."""
    first, last = start, end
    while first < last and (text[first].isspace() or text[first] in ",:;"):
        first += 1
    while last > first and (text[last - 1].isspace() or text[last - 1] in ".;:,"):
        last -= 1
    return (first, last) if last > first else (start, end)
