"""A sentence in, the verbs by which it commits out: cues of the lexicon, futures, and the present of a party that acts.

"La ville s'engage à …" (cue), "le comité se réunira" (future), "le fonds adresse le dossier" (present). The last needs
the trained model's tenses; futures have a fallback on their endings. Subordinate verbs commit to nothing.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from extractor.language.circumstances import find_deadline, find_frequency
from extractor.language.lexicon import load_lexicon
from extractor.language.subjects import ENDED, Mention, find_subject, is_subordinate

if TYPE_CHECKING:
    from extractor.language.syntax import Tense

_FUTURE = re.compile(
    r"(?<!\w)(?!(?:devra|devront|pourra|pourront)(?!\w))\w{2,}(?:[aeiu]ra|[aeiu]ront|dra|dront|vra|vront|tra|tront)(?!\w)"
)
_NOT_FUTURE = frozenset(
    ["contra", "opera", "camera", "agora", "flora", "extra", "infra", "supra", "ultra", "aura", "front", "affront"]
)
_ADVERB = r"(?:\w+ment|pas|plus|de\s+plein\s+droit|egalement|alors|en\s+aucun\s+cas|ensuite|toujours|donc|aussi)"
_HOWEVER = r"(?:cependant|toutefois|neanmoins|en\s+outre|par\s+ailleurs|a\s+tout\s+moment|seule?s?)"
_ASIDE = r"(?:\s?,[^,.;:\n]{1,80},)?"
PARTICIPLE = re.compile(
    rf"(?:\s+etre(?=\s)|{_ASIDE}\s+(?:(?:{_ADVERB}|{_HOWEVER})\s+)*etre(?=\s+(?:{_ADVERB}\s+)?{ENDED}))?\s+(?:{_ADVERB}\s+)*(?!(?:plus|pas|tous|plusieurs|aussi|ainsi|une|ni)(?!\w))"
    r"\w+(?:e|ee|es|ees|i|ie|is|ies|u|ue|us|ues|its?|ites?|ises?|erts?|ertes?|aints?|ints?|intes?)(?!\w)"
)
_TO_BE = re.compile(
    rf"\s+(?:{_ADVERB}\s+)*etre(?!\w)"
    rf"|{_ASIDE}\s+(?:(?:{_ADVERB}|{_HOWEVER})\s+)*etre\s+(?:{_ADVERB}\s+)?{ENDED}(?!\w)"
)
_NEGATED = re.compile(r"(?<!\w)(?:ne|n')\s*(?:(?:se|s'|y|en|lui|leur|les?|la|l')\s*)*$")
# between a party and what it does: nothing, or an aside between commas
_ADJACENT = re.compile(r"\s*(?:,[^.;:]{1,160},\s*)?(?:\w+ment\s+)?")
_PHRASE_BREAK = re.compile(r"[,;:]|(?<!\w)(?:et|mais|puis)(?!\w)")
_HEAD_OF_PHRASE = re.compile(
    r"\s*(?:l'|la\s+|le\s+|les\s+|un\s+|une\s+|chaque\s+|ce\s+|cette\s+|son\s+|sa\s+|ses\s+|leurs?\s+|tout\s+|toute\s+)"
)
_COMPLEMENT = re.compile(r"(?:\s+(?!qui(?!\w)|que(?!\w)|dont(?!\w))[\w'’-]+){0,8}\s+(?:ne\s+|n')?")
_NOUN_LEAD = re.compile(  # "à la demande de", "la commission de contrôle"
    r"(?<!\w)(?:a|de|par|sur|pour|sous|du|des|au|aux|avec|sans|d'|sa|ce|cette|chaque|toute?|une?)\s*(?:la\s+|l'|une?\s+)?$"
)
_CHARGED = re.compile(
    r"(?:a|ont|aura|auront)\s+(?:notamment\s+)?pour\s+(?:roles?|fonctions?|charges?|taches?|missions?)(?!\w)"
)
_UP_TO_FOUR = re.compile(r"(?:\s+[\w°.'-]+){0,4}\s+")  # "de partenariat n° 2"
_DONE = re.compile(r"\b(?:qu(?:e\b|['’])|avoir\b|ayant\b|étant\b)|(?:é|ée|és|ées)\s+(?:\w+\s+)?$")
_CLITICS = re.compile(r"(?:(?<!\w)(?:se|s'|lui|leur|les|le|la|l'|en|y)\s*)+$")


@dataclass(frozen=True, slots=True)
class Verb:
    """A conjugated verb that commits: offsets of cue or verb, and how it commits (inf, verb, dative, future, present)."""

    start: int
    end: int
    modality: str
    style: str
    passive: bool = False
    rule: str = ""


@dataclass(frozen=True)
class Marked:
    """A text with what is known of it: its fold, the mentions of parties and the tenses of its verbs, both in order."""

    text: str
    folded: str
    mentions: Sequence[Mention]
    tenses: Sequence[Tense]

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [mention[0] for mention in self.mentions]

    @cached_property
    def _cues(self) -> tuple[list[int], list[tuple[int, int, str]]]:
        """The cues of the whole text, looked for once: sentence by sentence takes three times as long."""
        entries = load_lexicon("modality").values()
        cues = sorted((*m.span(), entry.value) for entry in entries for m in entry.find(self.folded))
        return [cue[0] for cue in cues], cues

    @cached_property
    def _words(self) -> dict[str, tuple[list[int], list[tuple[int, int]]]]:
        """Where each entry of the lexicon of commitments is found in the whole text."""
        words = {}
        for name, entry in load_lexicon("commitments").items():
            spans = [m.span() for m in entry.find(self.folded)]
            words[name] = ([span[0] for span in spans], spans)
        return words

    def cues_in(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """Start, end and value of the cues of the lexicon that lie within two offsets."""
        starts, cues = self._cues
        found = cues[bisect.bisect_left(starts, start) : bisect.bisect_left(starts, end)]
        return [cue for cue in found if cue[1] <= end]

    def words_in(self, start: int, end: int, *names: str) -> list[tuple[int, int]]:
        """Where the entries `names` of the lexicon of commitments stand within two offsets."""
        found: list[tuple[int, int]] = []
        for name in names:
            starts, spans = self._words[name]
            within = spans[bisect.bisect_left(starts, start) : bisect.bisect_left(starts, end)]
            found.extend(span for span in within if span[1] <= end)
        return found

    @cached_property
    def _tense_starts(self) -> list[int]:
        return [tense.start for tense in self.tenses]

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie within two offsets."""
        first = bisect.bisect_left(self._mention_starts, start)
        last = bisect.bisect_left(self._mention_starts, end)
        return [m for m in self.mentions[first:last] if m[1] <= end]

    def tenses_in(self, start: int, end: int) -> Sequence[Tense]:
        """The verbs that begin within two offsets."""
        first = bisect.bisect_left(self._tense_starts, start)
        return self.tenses[first : bisect.bisect_left(self._tense_starts, end)]

    def is_negated(self, start: int, verb: int) -> bool:
        """Whether "ne" stands right before the verb."""
        return bool(_NEGATED.search(self.folded, max(start, verb - 14), verb))


def find_verbs(marked: Marked, start: int, end: int, *, of_a_list: bool = False) -> list[Verb]:
    """The committing verbs of a sentence in order; those that share a subject ("construira et gardera") are one.

    The verb that leads a list counts in a relative clause too: "les conditions dans lesquelles les parties s'associent pour :".
    """
    cues = list(_cues(marked, start, end))
    found = [*cues, *_futures(marked, start, end, cues), *_presents(marked, start, end, cues)]
    verbs = list({verb.start: verb for verb in reversed(found)}.values())  # one verb may be found in two ways
    plain = [v for v in verbs if not is_subordinate(marked.folded, start, v.start)]
    last = max(cues, key=lambda v: v.start, default=None)
    leads = of_a_list and not plain and last is not None and marked.folded[last.end : end].strip(" \n:") == ""
    verbs = [last] if leads and last is not None else plain
    return _merged(marked.folded, sorted(verbs, key=lambda v: v.start))


def _cues(marked: Marked, start: int, end: int) -> Iterator[Verb]:
    folded, last_end = marked.folded, start
    for first, last, value in sorted(marked.cues_in(start, end), key=lambda m: (m[0], m[0] - m[1])):
        if first < last_end:
            continue
        if _CHARGED.match(folded, first, last) and _of_a_thing(marked, max(start, first - 60), first):
            continue  # "La convention a pour rôle de définir"
        modality, _, style = value.partition(":")
        if marked.is_negated(start, first) and modality in ("faculté", "obligation"):
            if folded[first:last].startswith(("est", "sont", "sera", "seront", "reste", "a ", "ont ")):
                continue  # "n'est pas tenu de": neither a duty nor a ban
            modality = "interdiction"
        last_end = last
        yield Verb(first, last, modality, style or "inf", bool(_TO_BE.match(folded, last, min(end, last + 120))), "cue")


def _of_a_thing(marked: Marked, start: int, verb: int) -> bool:
    """Whether the subject is a text or a thing, which owes nothing."""
    things = marked.words_in(start, verb, "things")
    return any(_UP_TO_FOUR.fullmatch(marked.folded, last, verb) for _, last in things)


def _within(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(low <= offset < high for low, high in spans)


def _futures(marked: Marked, start: int, end: int, cues: Sequence[Verb]) -> Iterator[Verb]:
    folded = marked.folded
    spans = [m.span() for m in _FUTURE.finditer(folded, start, end) if m[0] not in _NOT_FUTURE]
    if marked.tenses:
        seen = {(t.start, t.end) for t in marked.tenses_in(start, end) if t.tense == "Fut"}
        # the trained model misses some ("contractera"): right after a party the ending is enough
        spans = sorted(seen | {span for span in spans if _follows_a_party(marked, start, span[0])})
    taken = [*((c.start, c.end) for c in cues), *marked.words_in(start, end, "not_commitments")]
    taken += [mention[:2] for mention in marked.mentions_in(start, end)]  # "le Grand Phare" is no verb
    for first, last in spans:
        word = folded[first:last]
        if _within(first, taken) or (word in ("aura", "auront") and not marked.mentions_in(start, first)):
            continue
        passive = word in ("sera", "seront") and bool(PARTICIPLE.match(folded, last, end))
        if word in ("sera", "seront") and not passive:
            continue  # "sera présent": a state
        begin = _with_clitics(folded, start, first)
        modality = "interdiction" if marked.is_negated(start, begin) else "obligation"
        yield Verb(begin, last, modality, "future", passive, "future")


def _follows_a_party(marked: Marked, start: int, verb: int) -> bool:
    subject = find_subject(marked.folded, start, verb, marked.mentions_in(start, verb))
    return bool(subject.parties) and _ADJACENT.fullmatch(marked.folded, subject.end, verb) is not None


def _presents(marked: Marked, start: int, end: int, cues: Sequence[Verb]) -> Iterator[Verb]:
    """The present of a party that acts; of another body where it says how often, or where both words say a command."""
    verbs = {
        t.start: t.end for t in marked.tenses_in(start, end) if t.tense == "Pres" and t.dependency in ("ROOT", "conj")
    }
    acts = dict(marked.words_in(start, end, "acts"))
    passives = marked.words_in(start, end, "procedures")
    if not verbs and not acts and not passives:
        return
    decisions = marked.words_in(start, end, "decisions")
    stated = set(marked.words_in(start, end, "statements")) - {
        one for one in decisions if _is_dated(marked, one[1], end)
    }
    taken = [*((c.start, c.end) for c in cues), *marked.words_in(start, end, "not_commitments"), *stated]
    often = find_frequency(marked.folded, start, end)
    for first, last in sorted({**verbs, **acts}.items()):
        begin = _with_clitics(marked.folded, start, first)
        if (
            _within(first, taken)
            or marked.is_negated(start, begin)
            or _NOUN_LEAD.search(marked.folded, max(start, first - 16), first)
        ):
            continue
        subject = find_subject(marked.folded, start, begin, marked.mentions_in(start, begin))
        acted = subject.parties or subject.pronoun or often
        composed = not acted and begin == first and bool(marked.words_in(first, last, "composes"))
        if composed:
            continue  # "Le comité réunit les deux maires" says who sits in it
        if first in verbs and (subject.parties or subject.pronoun or (often and not subject.elliptic)):
            yield Verb(begin, last, "obligation", "present", rule="present")
        elif first not in verbs and subject.parties and _ADJACENT.fullmatch(marked.folded, subject.end, begin):
            yield Verb(begin, last, "obligation", "present", rule="act")
        elif first in acts and not (subject.parties or subject.pronoun) and _of_a_body(marked, start, begin):
            # "Le secrétariat du comité est assuré par la Ville"
            done = marked.folded[max(start, begin - 5) : begin].rstrip().endswith(("est", "sont"))
            yield Verb(begin, last, "obligation", "present", done, "body")
    bound = [(cue.start, cue.end) for cue in cues]
    for first, last in passives:
        if not _within(first, bound):
            modality = "interdiction" if marked.is_negated(start, first) else "obligation"
            begin = marked.folded.find(" ", first, last)
            yield Verb(first, begin, modality, "present", True, "procedure")


def _is_dated(marked: Marked, verb: int, end: int) -> bool:
    """Whether a day is set for what a verb says, not for something that was done or said in the same sentence."""
    deadline = find_deadline(marked.text, marked.folded, verb, end)
    if deadline is None:
        return False
    between = marked.text[verb : max(marked.text.find(deadline, verb, end), verb)]
    return _DONE.search(between) is None


def _of_a_body(marked: Marked, start: int, verb: int) -> bool:
    """Whether a body that is no party stands before the verb as its subject: "La commission du fonds établit …"."""
    low = max([start, *(m.end() for m in _PHRASE_BREAK.finditer(marked.folded, start, verb))])
    for first, last in marked.words_in(low, verb, "bodies"):
        head = _HEAD_OF_PHRASE.fullmatch(marked.folded, low, first) is not None
        if head and _COMPLEMENT.fullmatch(marked.folded, last, verb):
            return True
    return False


def _with_clitics(folded: str, start: int, verb: int) -> int:
    """Where the verb begins with its "se", "lui", "en" before it."""
    low = max(start, verb - 16)
    match = _CLITICS.search(folded[low:verb])
    return low + match.start() if match else verb


def _merged(folded: str, verbs: Sequence[Verb]) -> list[Verb]:
    """Futures that share a subject ("construira, entretiendra et exploitera") as one verb."""
    merged: list[Verb] = []
    last_end = 0
    for verb in verbs:
        gap = folded[last_end : verb.start]
        together = merged and verb.style == merged[-1].style in ("future", "present") and not verb.passive
        last_end = verb.end
        if not (together and re.fullmatch(r"\s*(?:,|et|ou|,\s*et)\s*", gap)):
            merged.append(verb)
    return merged
