"""A comparison in, the lower half of a terminal's screen out: articles that answer each other, commitments that changed."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from extractor.comparing.comparison import ArticleRow, Comparison, ObligationRow
from extractor.comparing.redline import redline
from extractor.exporting.comparison_screen import MARKS, Screen, columns_of, in_columns, plain
from extractor.exporting.comparison_words import (
    article_counts,
    article_verdict,
    counted,
    differs,
    obligation_verdict,
    party_words,
    reason_words,
    short_article,
    verdict_counts,
)
from extractor.exporting.redline_excerpts import excerpts

_MOST_COMMITMENTS = 12


def article_lines(screen: Screen, comparison: Comparison) -> Iterator[str]:
    """Which articles answer each other, a line each."""
    if not comparison.articles:
        return
    yield from screen.head("report.articles")
    yield from screen.wrapped(article_counts(comparison.articles, screen.lang), style="faint")
    names = [_numbers(screen, row) for row in comparison.articles]
    first = min(max(map(columns_of, names)), screen.width // 2)
    second = max(columns_of(article_verdict(row, screen.lang)) for row in comparison.articles)
    for name, row in zip(names, comparison.articles, strict=True):
        room = max(screen.width - first - second - 6, 10)
        cells = [name, article_verdict(row, screen.lang), _article_title(row)]
        yield "  " + screen.paint(in_columns(cells, [first, second, room]), "" if differs(row.verdict) else "faint")


def _numbers(screen: Screen, row: ArticleRow) -> str:
    """ "3+4 ↔ 3"; one name where all have the same."""
    names = ["+".join(short_article(a, screen.lang) for a in member.articles) or "—" for member in row.members]
    if len(names) > 4:
        having = [name for name in names if name != "—"]
        return f"{having[0]} ({len(having)}/{len(names)})"
    return names[0] if len(set(names)) == 1 and not names[0][0].isdigit() else " ↔ ".join(names)


def _article_title(row: ArticleRow) -> str:
    return next((plain(a.title) for member in row.members for a in member.articles if a.title), "")


def obligation_lines(screen: Screen, comparison: Comparison) -> Iterator[str]:
    """How many commitments changed, and of those that did the words that differ."""
    rows = comparison.obligations
    if not rows:
        return
    yield from screen.head("report.obligations")
    counted_rows = verdict_counts([row.verdict for row in rows], screen.lang, commitments=True)
    alone = [
        next(m.convention for m in r.members if m.obligation)
        for r in rows
        if r.verdict == "only" and sum(bool(m.obligation) for m in r.members) == 1
    ]
    only = [counted("only_in", alone.count(one), screen.lang, name=plain(one)) for one in screen.ids if one in alone]
    yield from screen.wrapped(counted_rows + (f" ({', '.join(only)})" if only else ""), style="faint")
    telling = [row for row in rows if row.verdict in ("changed", "moved", "uncertain") and row.severity != "info"]
    for row in telling[:_MOST_COMMITMENTS]:
        yield from _obligation(screen, row)
    if len(telling) > _MOST_COMMITMENTS:
        yield from screen.wrapped(counted("more", len(telling) - _MOST_COMMITMENTS, screen.lang), style="faint")


def _obligation(screen: Screen, row: ObligationRow) -> Iterator[str]:
    """Where it stands in each, what kind of change it is, and the words that differ."""
    having = [member for member in row.members if member.obligation is not None]
    places = [screen.place(m.convention, m.obligation.source if m.obligation else None) for m in having]
    verdict = obligation_verdict(row, screen.lang)
    reasons = f" ({', '.join(reason_words(row.reasons, screen.lang))})" if row.reasons else ""
    mark = MARKS[row.severity]
    head = screen.paint(f"{mark} {verdict}", row.severity if row.severity != "info" else "")
    yield f"  {head}{plain(reasons) and ' ' + plain(reasons)}  {screen.paint(' → '.join(dict.fromkeys(places)), 'faint')}"
    first, last = having[0].obligation, having[-1].obligation
    if first is None or last is None:
        return
    if row.verdict in ("moved", "uncertain") or any(reason.startswith("autre") for reason in row.reasons):
        who = [
            party_words(screen.records[m.convention], m.obligation.debtors if m.obligation else (), screen.lang)
            for m in having
        ]
        yield from screen.wrapped(
            f"{screen.say('report.debtor')} : {' → '.join(dict.fromkeys(map(plain, who)))}", indent=5
        )
    yield from screen.wrapped(_inline(first.action, last.action), indent=5)


def _inline(before: str, after: str) -> str:
    """What differs between two wordings, on one line: "préavis de [-sept-] {+quinze+} jours"."""
    shown = excerpts(redline(before, after), around=6)
    if all(change.kind == "same" for change in shown):
        return textwrap.shorten(plain(after), 160, placeholder="…")
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return " ".join(marks[change.kind].format(plain(change.text)) for change in shown)
