"""The whole text in, the opening block out: where it stands and how it is cut into one block a party.

The block begins at "Entre (les soussignés)", at a first "d'une part" or at a paragraph that reads like a party; it
ends at the closing formula ("il a été convenu"), a recital, the preamble or the first article. Inside, parties are
parted by "d'une part / d'autre part" (before or after each), by a line "Et", by bullets, paragraphs or an inline "et".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.language.facts import Article
from extractor.language.lexicon import load_lexicon
from extractor.language.names import read_civility, read_person, skip

MAX_HEAD = 30_000
MAX_OPENING = 12_000
MAX_CANDIDATES = 12
MAX_PARTIES = 10

_ARTICLE_LINE = re.compile(
    r"^[ \t*#_>]*(?:art(?:icle)?s?\.?\s*(?:1(?:er)?|premier|i|unique)\b|titre\s+(?:i|1|premier)\b|chapitre\s+(?:i|1|premier)\b"
    r"|(?:1|i)\s*(?:[.)]|[-:])[-.\s]*(?:objet|champ|definition|contexte|dispositions|presentation)\b)(?![^\n]*\.{4})",
    re.MULTILINE,
)
_LINE_LEAD = r"^[ \t*#_>•·|-]*"
_DETERMINER = re.compile(r"(?:l'\s*|l\s+(?=\w{4})|la\s+|le\s+|les\s+|un\s+|une\s+)")


@dataclass(frozen=True, slots=True)
class Opening:
    """The opening block and the span of each party in it; `strength` 0..3 says how plain its beginning is."""

    start: int
    end: int
    blocks: tuple[tuple[int, int], ...]
    strength: int
    rule: str


def head_end(text: str, folded: str, articles: Sequence[Article]) -> int:
    """Where the first article begins: parties stand before it."""
    first = min((a.heading_start for a in articles if a.kind == "article" and a.level == 1), default=None)
    if first is not None and first > 0:
        return min(first, MAX_HEAD)
    match = _ARTICLE_LINE.search(folded, 0, min(len(folded), MAX_HEAD))
    return match.start() if match else min(len(folded), MAX_HEAD)


def find_openings(text: str, folded: str, articles: Sequence[Article]) -> tuple[Opening, ...]:
    """All places that may be the opening block, each cut into blocks; the caller takes the one that reads best."""
    limit = head_end(text, folded, articles)
    found: list[Opening] = []
    for start, strength, rule in _starts(text, folded, limit)[:MAX_CANDIDATES]:
        end = region_end(text, folded, start, min(limit, start + MAX_OPENING))
        blocks = cut_blocks(text, folded, start, end)
        if blocks:
            found.append(Opening(start, end, blocks, strength, rule))
    return tuple(found)


def _starts(text: str, folded: str, limit: int) -> list[tuple[int, int, str]]:
    parties = load_lexicon("parties")
    found: list[tuple[int, int, str]] = []
    for match in parties["opening"].find(folded, 0, limit):
        at = skip(folded, match.end(), limit, " \n*_#,-•·>")
        signed = parties["undersigned"].pattern.match(folded, at, limit)
        line_start = re.search(r"(?:^|\n)[ \t*#_>-]*$", folded[max(match.start() - 12, 0) : match.start()]) is not None
        if signed:
            after = skip(folded, signed.end(), limit, " \n*_:,")
            if folded[signed.end() : signed.end() + 1].isalpha():
                continue
            found.append((after, 3, "entre les soussignés"))
        elif folded[at : at + 1] == ":":
            found.append((at + 1, 3, "entre :"))
        elif (line_start or folded[match.end() : match.end() + 40].strip(" *_#").startswith("\n")) and (
            party_strength(text, folded, at, limit) > 0 or _mark_at(folded, at, limit)
        ):
            found.append((at, 2, "entre"))
        elif party_strength(text, folded, at, limit) > 0 or _mark_at(folded, at, limit):
            before = folded[folded.rfind("\n\n", 0, match.start()) + 1 : match.start()]
            if parties["kind"].pattern.search(before) and not re.search(r"[.;]\s+\w", before[-200:]):
                concluded = re.search(
                    r"(?:conclu|pass|etabli|sign|constitu|intervenu|convenu|instaur|arret)\w*[^.]{0,60}$", before
                )
                found.append((at, 1 if concluded else 0, "entre, inline" if concluded else "title"))
    for match in re.compile(_LINE_LEAD + r"(?=d'une\s+part)", re.MULTILINE).finditer(folded, 0, limit):
        found.append((match.end(), 2, "d'une part"))
    paragraph = _party_paragraph(text, folded, limit)
    if paragraph is not None:
        found.append((paragraph, 1, "paragraph"))
    labelled = re.compile(_LINE_LEAD + r"(?:" + parties["label"].pattern.pattern + r")\s*:", re.MULTILINE).search(
        folded, 0, limit
    )
    if labelled and parties["mark"].search(folded, labelled.end(), limit):
        found.append((labelled.start(), 1, "form"))
    return sorted(dict.fromkeys(found), key=lambda item: (-item[1], item[0]))


def _mark_at(folded: str, pos: int, end: int) -> bool:
    return load_lexicon("parties")["mark"].pattern.match(folded, skip(folded, pos, end, " \n-*•"), end) is not None


def _party_paragraph(text: str, folded: str, limit: int) -> int | None:
    """The first paragraph that begins like a party and goes on like one, where nothing says "entre"."""
    parties = load_lexicon("parties")
    paragraphs = [m.end() for m in re.finditer(r"(?:^|\n[ \t]*\n)\s*[*_]*", folded[:limit])]
    for index, start in enumerate(paragraphs[:60]):
        if parties["kind"].pattern.match(folded, start, limit):
            continue
        stop = paragraphs[index + 1] if index + 1 < len(paragraphs) else limit
        if party_strength(text, folded, start, stop) == 0:
            continue
        ahead = folded[start : min(start + 900, limit)]
        body = folded[start:stop]
        featured = has_feature(folded, start, min(stop, start + 900))
        couple = re.match(r"[^.;:]{5,250}\bet\b[^.;:]{5,250},\s*$", body)
        following = re.match(r"[^.;:]{5,200}\s*\n\s*\n\s*et\s*\n\s*\n?", ahead)
        closing = re.search(
            r"(?:sont|ont|est)\s+(?:convenu|resolu|decide|arrete)|conviennent",
            folded[start : min(start + 6000, limit + 200)],
        )
        if (featured and closing) or ((couple or following) and closing):
            return start
    return None


def party_strength(text: str, folded: str, pos: int, end: int) -> int:
    """How much what stands at `pos` reads like a party: 2 a known noun ("la commune"), 1 a capital or a person, 0 not."""
    at = skip(folded, pos, end, ' \n*_"')
    determiner = _DETERMINER.match(folded, at, end)
    noun = skip(folded, determiner.end(), end, ' \n*_"') if determiner else at
    if noun >= end:
        return 0
    parties, roles = load_lexicon("parties"), load_lexicon("roles")
    if parties["not_a_party"].pattern.match(folded, at, end) or parties["not_a_party"].pattern.match(folded, noun, end):
        return 0
    if parties["nature"].pattern.match(folded, noun, end):
        return 2
    if roles["lead"].pattern.match(folded, at, end) and roles["head"].pattern.match(folded, noun, end):
        return 0
    civility, _ = read_civility(text, folded, at, end)
    if civility > at:
        return 1
    if not text[noun].isupper() or roles["head"].pattern.match(folded, noun, end):
        return 0
    stops = (
        parties["name_end"],
        parties["closing"],
        load_lexicon("aliases")["hereafter"],
        parties["mark"],
        roles["authority"],
    )
    return 0 if any(entry.pattern.match(folded, noun, end) for entry in stops) else 1


def has_feature(folded: str, start: int, end: int) -> bool:
    """Whether a passage says what only openings say of a party: represented by, hereafter called, seat, d'une part."""
    parties, aliases, roles = load_lexicon("parties"), load_lexicon("aliases"), load_lexicon("roles")
    if roles["represented"].search(folded, start, end) or parties["mark"].search(folded, start, end):
        return True
    if re.compile(r"dont\s+le\s+siege|sise?\s+(?:a|au|\d)|\bsiret\b|\bsiren\b|immatricule").search(folded, start, end):
        return True
    return aliases["hereafter"].search(folded, start, end) is not None


def region_end(text: str, folded: str, start: int, limit: int) -> int:
    """Where the opening block that begins at `start` ends."""
    parties, aliases = load_lexicon("parties"), load_lexicon("aliases")
    end = limit
    closing = re.compile(
        _LINE_LEAD + r"(?:\d{1,2}[.)]\s*|[ivx]{1,4}[.)\s-]+)?(?:" + parties["closing"].pattern.pattern + ")",
        re.MULTILINE,
    )
    match = closing.search(folded, start, end)
    if match:
        end = match.start()
    inline = re.compile(
        r"[,;.)\"]\s*(?:qui\s+)?(?:il\s+(?:a\s+ete|est)\s+(?:prealablement\s+|d'un\s+commun\s+accord\s+)?(?:convenu|arrete|expose|rappele)|sont\s+convenu|ont\s+convenu|conviennent|ont\s+resolu|ont\s+decide|lesquel)"
    ).search(folded, start, end)
    if inline:
        end = inline.start() + 1
    being = re.compile(
        r"(?<!\w)etant\s+(?:ci-?\s?apres|denomm|designe|appele|individuellement|collectivement|ensemble|conjointement)[^.;]{0,120}?parti"
    ).search(folded, start, end)
    if being:
        marks = [m.end() for m in parties["mark"].find(folded, start, being.start())]
        end = max(max(folded.rfind(c, start, being.start()) + 1 for c in '\n";.'), marks[-1] if marks else 0, start)
    together = re.compile(
        r"(?:l'ensemble\s+etant|ci-?\s?apres|ci-dessous|denomme|designe|appele)[^.;]{0,60}?(?:ensemble|conjointement|collectivement)?[^.;\n]{0,30}?(?:\"|')?\s*les\s+(?:deux\s+|trois\s+)?(?:\"|')?\s*parties\b\s*(?:\"|')?\s*[.,;)]*"
    ).search(folded, start, end)
    if together and not aliases["hereafter"].search(folded, together.end(), end):
        line_start = folded.rfind("\n", start, together.start()) + 1
        if re.fullmatch(r"[\s*_(,e-]*(?:et\s+)?(?:ensemble,?\s*)?", folded[max(line_start, start) : together.start()]):
            end = together.end()
    return end


def cut_blocks(text: str, folded: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """`text[start:end]` cut into one span a party."""
    marks = [m.span() for m in load_lexicon("parties")["mark"].find(folded, start, end)]
    lead = folded[start : marks[0][0]] if marks else ""
    leading = bool(marks) and not re.search(r"\w{2}", re.sub(r"\b(?:et|entre|les|soussignee?s?)\b", "", lead))
    strong = sorted({*marks, *_and_lines(text, folded, start, end)})
    pieces: list[tuple[int, int]] = []
    for low, high in _between(strong, start, end):
        if pieces and not leading and _continues(text, folded, low, high):
            pieces[-1] = (pieces[-1][0], high)  # the alias or the authority stands after "d'une part"
        elif _has_words(folded, low, high):
            pieces.append((low, high))
    if marks and not leading and pieces and pieces[-1][0] >= marks[-1][1] and not has_feature(folded, *pieces[-1]):
        pieces.pop()  # after the last "d'autre part" nothing more is a party
    blocks: list[tuple[int, int]] = []
    for low, high in pieces:
        blocks += _split_piece(text, folded, low, high)
    return tuple(span for span in blocks if _has_words(folded, *span))


def _continues(text: str, folded: str, start: int, end: int) -> bool:
    """Whether a piece goes on with the party before it ("ci-après dénommée …", "autorisé par délibération …")."""
    at = skip(folded, start, end, " \n,;:.-*_•·|>(")
    parties, roles, aliases = load_lexicon("parties"), load_lexicon("roles"), load_lexicon("aliases")
    if at >= end:
        return False
    entries = (parties["name_end"], roles["authority"], roles["represented"], aliases["hereafter"], aliases["called"])
    if any(entry.pattern.match(folded, at, end) for entry in entries):
        return not text[at : at + 2].isupper()
    return (
        re.compile(r"et\s+(?:d(?:enomm|esign)|ci-?\s?apres|represent|dont|ayant|appel)").match(folded, at, end)
        is not None
    )


def _between(cuts: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    spans, at = [], start
    for low, high in cuts:
        if low >= at:
            spans.append((at, low))
        at = max(at, high)
    spans.append((at, end))
    return [(low, high) for low, high in spans if high > low]


def _has_words(folded: str, start: int, end: int) -> bool:
    words = [w for w in re.findall(r"\w+", folded[start:end]) if w not in ("et", "ft", "entre", "d", "part", "de")]
    return len("".join(words)) >= 2


def _and_lines(text: str, folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Lines that hold "Et" alone, or begin with it before a party."""
    found: list[tuple[int, int]] = []
    alone = re.compile(_LINE_LEAD + r"[(]?(?:et|ft|fl|e\st|&|ainsi\s+que)[ )*_:,;.-]*$", re.MULTILINE)
    for match in alone.finditer(folded, start, end):
        before, after = folded[start : match.start()], skip(folded, match.end(), end)
        if match.start() == start or not re.search(r"\w{2}", before):
            continue
        loose = re.search(r"\n[ \t]*\n[ \t]*$", before) or re.match(
            r"[ \t]*\n[ \t]*\n", folded[match.end() : match.end() + 40]
        )
        capital = re.search(r"[EF]", text[match.start() : match.end()]) is not None
        if not (
            loose
            or capital
            or party_strength(text, folded, after, end) == 2
            or has_feature(folded, start, match.start())
        ):
            continue
        person = read_civility(text, folded, after, end)[0] > after
        if person and _awaits_person(folded, start, match.start()):
            continue
        if re.compile(r"(?:son|sa|ses|leur)\s").match(folded, after, end):
            continue
        found.append((match.start(), match.end()))
    for match in re.compile(r"(?<=\s)et\s*:(?=\s)").finditer(folded, start, end):
        if text[match.start()] == "E" and _has_words(folded, start, match.start()):
            found.append(match.span())
    begins = re.compile(_LINE_LEAD + r"(?:et|ft|&)\s*[:,]?[ ]+(?=\S)", re.MULTILINE)
    for match in begins.finditer(folded, start, end):
        if text[match.start() : match.end()].strip(" *#_>•·|-")[:1].islower() and not re.search(
            r"\n[ \t]*\n[ \t]*$", folded[start : match.start()]
        ):
            continue
        strength = party_strength(text, folded, match.end(), end)
        if (
            strength and _has_words(folded, start, match.start()) and not _awaits_person(folded, start, match.start())
        ) or strength == 2:
            found.append((match.start(), match.end()))
    return found


def _awaits_person(folded: str, start: int, end: int) -> bool:
    """Whether the party before `end` is still in its list of representatives: represented, and no alias since."""
    represented = [m.end() for m in load_lexicon("roles")["represented"].find(folded, start, end)]
    if not represented:
        return False
    after = represented[-1]
    return (
        load_lexicon("aliases")["hereafter"].search(folded, after, end) is None
        and load_lexicon("parties")["mark"].search(folded, after, end) is None
    )


def _split_piece(text: str, folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """A piece between strong cuts, cut further at bullets, paragraphs and inline "et" where both sides are parties."""
    cuts: list[tuple[int, int]] = []
    at = start
    joint = re.compile(
        r"(?:(?P<bullet>\n\s*(?:[-•*–]|\d{1,2}\s*[.)°]|[a-h]\))\s+)|(?P<paragraph>\n[ \t]*\n\s*)|(?P<line>(?:(?<=[,;])|(?<=\w\w\.))[ \t]*\n\s*)|(?P<et>[,;)\"]?\s+(?:et|&|ainsi\s+que)\s+)|(?P<semicolon>;[ \t]+(?=\S))|(?P<comma>,[ \t]*(?!\s)))"
    )
    for match in joint.finditer(folded, start, end):
        strength = party_strength(text, folded, match.end(), end)
        if strength == 0 or not _has_words(folded, at, match.start()):
            continue
        if _is_cut(text, folded, at, match, end, strength):
            lead = folded[at : match.start()].rstrip()
            if (
                match.lastgroup == "bullet"
                and lead.endswith(":")
                and len(lead) < 120
                and not has_feature(folded, at, match.start())
            ):
                start = at = match.end()  # "Entre les communes membres :" introduces the list
                continue
            cuts.append((match.start(), match.end()))
            at = match.end()
    return _between(cuts, start, end)


def _is_cut(text: str, folded: str, at: int, match: re.Match[str], end: int, strength: int) -> bool:
    low, high = match.span()
    person = read_person(text, folded, skip(folded, high, end), end)
    civility = person is not None and (person.civility or person.name is not None)
    role = load_lexicon("roles")["head"].pattern.match(folded, _past_determiner(folded, high, end), end) is not None
    if (civility or role) and (_awaits_person(folded, at, low) or match.lastgroup in ("et", "comma")):
        return False
    determined = _DETERMINER.match(folded, skip(folded, high, end, " *_"), end) is not None
    before = has_feature(folded, at, low)
    roles, aliases = load_lexicon("roles"), load_lexicon("aliases")
    ahead = min(end, high + 700)
    next_represented = roles["represented"].search(folded, high, ahead) is not None
    represented = roles["represented"].search(folded, at, low) is not None
    alias = aliases["hereafter"].search(folded, at, low) is not None
    next_alias = aliases["hereafter"].search(folded, high, ahead) is not None
    complete = (represented and next_represented) or (alias and next_alias)
    kind = match.lastgroup
    if kind == "semicolon":
        return complete or (strength == 2 and (before or has_feature(folded, high, ahead)))
    if kind == "bullet":
        return complete or before or strength == 2
    if kind in ("paragraph", "line"):
        if strength == 2 and folded[at:low].rstrip().endswith(";") and has_feature(folded, high, ahead):
            return True
        if kind == "line" and strength < 2 and not (alias or folded[low - 1] == ";"):
            return False
        return complete or (
            before
            and has_feature(folded, high, ahead)
            and not (represented and not alias and next_alias and not next_represented)
        )
    if kind == "et":
        capitals = "ET" in text[low:high] and not text[max(low - 30, at) : low].isupper()
        if complete:
            return determined or strength == 2 or capitals or "\n" in text[low:high]
        if not before and (determined or strength == 2):
            return (
                (strength == 2 and determined)
                or text[skip(folded, high, end, " *_")].isupper()
                or _capital_noun(text, folded, high, end)
            )
        return (
            strength == 2
            and determined
            and has_feature(folded, high, ahead)
            and not (alias is False and represented and next_alias and not next_represented and strength < 2)
        )
    return (
        not before
        and determined
        and strength == 2
        and not has_feature(folded, high, min(end, high + 60))
        and re.search(r"\bet\s+(?:l'|la|le|les)", folded[high:end]) is not None
    )


def _past_determiner(folded: str, pos: int, end: int) -> int:
    at = skip(folded, pos, end, ' *_"')
    determiner = _DETERMINER.match(folded, at, end)
    return determiner.end() if determiner else at


def _capital_noun(text: str, folded: str, pos: int, end: int) -> bool:
    noun = _past_determiner(folded, pos, end)
    return noun < end and text[noun].isupper()
