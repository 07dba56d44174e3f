"""The whole text in, one `Signature` out: where and when it was signed, in how many copies.

"Fait à X, le …" in all its shapes (date cut off from the place, in words, before the copies, by hand), "ce troisième
jour de …" in the opening or in a testimonium, and, where nothing better stands, the date of the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.document import Line
from extractor.language.dates import DateMention, find_dates
from extractor.language.facts import Alternative, Article, Signature
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.names import tidy
from extractor.language.numbers import parse_number
from extractor.language.signature_elsewhere import ARTICLE_LINE, Clause, concluded, place_in, testimonium, title_date

MAX_CLAUSE = 400
MAX_CLAUSES = 100  # the last ones; more are no convention
CLOSING_RULES = ("fait à", "en foi de quoi", "place and date")  # those that open the closing block

_LINE_LEAD = r"(?:^|\n)[ \t*#_>-]*"


_ANNEX_LINE = re.compile(
    r"\n[ \t*#_>]*(?:annexe|appendice)s?\b(?![^\n]{0,120}\b(?:est|sont|fait|font|la\s+presente)\b)[^\n]{0,120}(?:\n|$)"
)


_LEFT_OPEN = re.compile(r"(?<!\w)le\s*:?\s*(?:[.…_/]|\n|$)")  # "Fait à Gap, le ……"


def find_signature(
    text: str, lines: Sequence[Line], articles: Sequence[Article] = (), dates: Sequence[DateMention] | None = None
) -> Signature | None:
    """The place, date and number of copies of the closing block; `None` where nothing says when or where."""
    folded = fold(text)
    mentions = tuple(dates) if dates is not None else find_dates(text)
    closing, annex = closing_zone(folded, articles)
    read = (_read_clause(text, folded, at, mentions) for at in _clause_starts(folded)[-MAX_CLAUSES:])
    clauses = [clause for clause in read if clause is not None]
    clauses += _bare_clauses(text, folded, mentions, closing, annex)
    ranked = sorted(clauses, key=lambda c: _rank(c, closing, annex), reverse=True)
    ranked += [
        c
        for c in (
            testimonium(text, folded, mentions, closing),
            concluded(text, folded, mentions),
            title_date(text, folded, mentions),
        )
        if c
    ]
    if not ranked:
        return None
    best = ranked[0]
    others = [c for c in ranked[1:] if c.date or c.place]
    left_open = best.rule == "fait à" and _LEFT_OPEN.search(folded, best.start, best.end + 60) is not None
    date = best.date or (None if left_open else next((c.date for c in others if c.date), None))
    return Signature(
        start=best.start,
        end=best.end,
        rule=best.rule,
        confidence=best.confidence,
        place=best.place,
        date=date,
        copies=best.copies,
        alternatives=tuple(
            Alternative(
                start=c.start,
                end=c.end,
                rule=c.rule,
                confidence=c.confidence,
                value=c.date or c.place or "",
                reason=c.rule,
            )
            for c in others
            if c.date and c.date != date
        ),
    )


def closing_zone(folded: str, articles: Sequence[Article]) -> tuple[int, int]:
    """From the beginning of the last article to the first annex after it (or the end)."""
    starts = [a.heading_start for a in articles if a.kind == "article" and a.level == 1]
    starts = starts or [m.start() for m in ARTICLE_LINE.finditer(folded)]
    annexes = [a.heading_start for a in articles if a.kind == "annex"] or [
        m.start() for m in _ANNEX_LINE.finditer(folded)
    ]
    last = max((s for s in starts if not annexes or s < annexes[-1]), default=0)
    return last, min((a for a in annexes if a > last), default=len(folded))


def _clause_starts(folded: str) -> list[int]:
    entry = load_lexicon("signature")["done"]
    found = []
    for match in entry.find(folded):
        before = folded[max(match.start() - 40, 0) : match.start()]
        line_start = re.search(_LINE_LEAD + "$", before) is not None
        if line_start or re.search(r"[.;:]\s*$", before):
            found.append(match.start())
    return found


def _rank(clause: Clause, closing: int, annex: int) -> tuple[bool, int, bool, str, int]:
    """The closing block before annexes, a whole clause before a part, "Fait" before a bare date, the last signed first."""
    inside = closing <= clause.start < annex
    worth = bool(clause.date) + bool(clause.place) * 2
    return (inside, worth, worth == 3 and clause.rule == "fait à", clause.date or "", -clause.start)


def _read_clause(text: str, folded: str, at: int, dates: Sequence[DateMention]) -> Clause | None:
    stop = _clause_end(folded, at)
    place = place_in(text, folded, at, stop)
    mention = _last_listed(folded, [d for d in dates if at <= d.start < stop and d.iso])
    copies = _copies(folded, at, stop)
    blank = re.compile(r"[.…_]{3}|\ble\s*(?:\n|$)|\ba\s+[.…_]").search(folded, at, stop) is not None
    if place is None and mention is None and copies is None and not blank:
        return None
    if (
        not re.compile(
            r"\w+(?:\s+et\s+\w+)?(?:\W+\w+)?\W*\b(?:a|en|le|au|aux|ce|cette|par|,)\b|\w+\W*[.…_]|\w+\s*:"
        ).match(folded, at, stop)
        and place is None
    ):
        return None
    end = max(mention.end if mention else at, _place_end(folded, at, stop, place))
    return Clause(
        at,
        max(end, at + 4),
        place,
        mention.iso if mention else None,
        copies,
        "fait à",
        1.0 if mention and place else 0.85,
    )


def _last_listed(folded: str, dates: Sequence[DateMention]) -> DateMention | None:
    """The first date, and of "les 3 et 10 mai 2031" the last: it is concluded when the last one signs."""
    for index, date in enumerate(dates):
        following = dates[index + 1] if index + 1 < len(dates) else None
        if following is None or not re.fullmatch(r"\s*(?:,|et|ou)\s*", folded[date.end : following.start]):
            return date
    return None


def _clause_end(folded: str, at: int) -> int:
    """A clause runs on over blank lines as long as what follows is only a date or goes on with a comma."""
    limit = min(len(folded), at + MAX_CLAUSE)
    pour = re.compile(
        r"\n[ \t*_]*(?:pour\s|le\s+(?:president|maire|directeur)|la\s+(?:president|maire|direct)|\(?sign|annexe|lu\s+et|bon\s+pour)"
    ).search(folded, at, limit)
    return pour.start() if pour else limit


def _place_end(folded: str, at: int, stop: int, place: str | None) -> int:
    if place is None:
        return at
    words = r"\s+".join(re.escape(word) for word in fold(place).split())
    match = re.compile(words).search(folded, at, stop)
    return match.end() if match else at


def _copies(folded: str, at: int, stop: int) -> int | None:
    entry = load_lexicon("signature")
    noun = entry["copies"].search(folded, at, stop)
    if noun is None:
        return None
    before = folded[max(at, noun.start() - 60) : noun.start()]
    link = before.rfind("en ")
    if link == -1 or "autant" in before[link:]:
        return None
    before = before[link:]
    word = entry["copies_word"].search(before)
    if word:
        return ("simple", "double", "triple", "quadruple", "quintuple").index(word[0]) + 1
    digits = re.search(r"(\d{1,2})\W*(?:\w+\W*)?$", before)
    if digits:
        return int(digits[1])
    for token in reversed(re.findall(r"[a-z]+", before)):
        number = parse_number(token, alone=True)
        if number:
            return number
    return None


def _bare_clauses(text: str, folded: str, dates: Sequence[DateMention], start: int, end: int) -> list[Clause]:
    """Lines of the closing block without "Fait": "À Gap, le 3 mai 2021", "Date de signature : 12/03/2021"."""
    found = []
    labels = load_lexicon("signature")["dated"].pattern.pattern
    labelled = re.compile(r"(?:^|\n)[ \t*]*(?:" + labels + r")\s*:\s*")
    placed = re.compile(
        r"(?:^|\n)[ \t*]*(?!(?:fait|signe|etabli|dresse|conclu|en)\s)(?:a\s+)?(?P<place>[^\W\d_][^\n,;:.\d]{1,40}),\s+(?P<le>(?:le|ce)\s+)?"
        r"|(?:^|\n)[ \t*]*a\s+(?P<at>[^\W\d_][^\n,;:.\d]{1,40}?)\s+le\s+"
    )
    for mention in dates:
        if not mention.iso or not start <= mention.start < end:
            continue
        line = folded.rfind("\n", 0, mention.start)
        line = max(line, 0)
        place = placed.fullmatch(folded, line, mention.start)
        label = labelled.fullmatch(folded, line, mention.start)
        group = "at" if place and place["at"] else "place"
        bare = place is not None and group == "place" and not place["le"]  # "Gap, 3 mai 2021" fills its line
        if bare and not re.compile(r"[ \t.]*(?:\n|$)").match(folded, mention.end):
            continue
        if place and text[place.start(group)].isupper():
            name = tidy(text[slice(*place.span(group))])
            found.append(Clause(place.start(group), mention.end, name, mention.iso, None, "place and date", 0.8))
        elif label:
            found.append(Clause(mention.start, mention.end, None, mention.iso, None, "date of signature", 0.8))
    return found[-MAX_CLAUSES:]
