"""A comparison in, the screen of a terminal out: what changed in substance first, with its place on paper."""

from __future__ import annotations

import re
import shutil
import textwrap
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractor.comparing.comparison import ArticleRow, Comparison, ObligationRow, TermRow, TermValue
from extractor.exporting.comparison_words import (
    counted,
    counts,
    delta_words,
    differs,
    gravest_first,
    obligation_verdict,
    party_words,
    place_words,
    say,
    short_article,
    value_words,
    verdict_counts,
)
from extractor.exporting.redline_excerpts import excerpts, likeness, one_side
from extractor.labels import Lang
from extractor.record import ConventionRecord

# a hostile document must not drive the terminal: escapes, controls, marks that turn the direction of the line
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_NARROWEST, _WIDEST = 60, 200
_LEAST_CELL = 17  # a column narrower than this is no column: values then stand under each other
_MOST_LINES = 4
_MOST_COMMITMENTS = 12
_LONG = 80  # a clause of more letters is cut to what differs, if so much of it is kept:
_ALIKE = 0.4
_MARKS = {"error": "!!", "warning": "! ", "info": "· "}

Paint = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """How to write, and whose pages there are."""

    lang: Lang
    width: int
    paint: Paint
    records: dict[str, ConventionRecord]
    ids: tuple[str, ...]

    def say(self, key: str) -> str:
        return say(key, self.lang)

    def head(self, key: str) -> Iterator[str]:
        yield ""
        yield self.paint(self.say(key), "head")

    def wrapped(self, text: str, *, indent: int = 2, hang: int = 2, style: str = "") -> Iterator[str]:
        for number, line in enumerate(_wrap(text, max(self.width - indent - hang, 20))):
            yield " " * (indent + (hang if number else 0)) + (self.paint(line, style) if style else line)

    def place(self, value: TermValue) -> str:
        pages = len(self.records[value.convention].source.pages)
        return place_words(value.source, self.lang, pages=pages)


def render_table(
    comparison: Comparison,
    records: Sequence[ConventionRecord],
    *,
    lang: Lang = "fr",
    width: int | None = None,
    paint: Paint = lambda text, style: text,
) -> str:
    """The screen, ending in a line break; as wide as the terminal where `width` does not say."""
    wide = width or shutil.get_terminal_size((100, 24)).columns
    by_id = dict(zip(comparison.conventions, records, strict=True))
    sheet = _Sheet(lang, min(max(wide, _NARROWEST), _WIDEST), paint, by_id, comparison.conventions)
    parts = (_opening, _terms, _articles, _obligations)
    lines = [line for part in parts for line in part(sheet, comparison)]
    lines += ["", sheet.paint(sheet.say("report.marks"), "faint")]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", _CONTROLS.sub("", text)).strip()


def _wrap(text: str, room: int) -> list[str]:
    kept = re.sub(r" (?=[;:?!»])|(?<=«) ", "\u00a0", _plain(text))  # French marks stay with their word
    return textwrap.wrap(kept, room, break_on_hyphens=False) or [""]


def _length(text: str) -> int:
    """The columns that a text takes; wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def _opening(sheet: _Sheet, comparison: Comparison) -> Iterator[str]:
    for number, (name, record) in enumerate(sheet.records.items()):
        note = f" ({sheet.say('report.reference')})" if number == 0 else ""
        room = max(sheet.width - _length(_plain(name) + note) - 2, 10)
        title = textwrap.shorten(_plain(record.title or ""), room, placeholder="…")
        yield sheet.paint(_plain(name), "title") + sheet.paint(note, "faint") + (f"  {title}" if title else "")
    yield ""
    yield from sheet.wrapped(", ".join(counts(comparison, sheet.lang)), indent=0, hang=0, style="strong")


# -- terms --------------------------------------------------------------------------------------------------------


def _terms(sheet: _Sheet, comparison: Comparison) -> Iterator[str]:
    changed = gravest_first(comparison.terms)
    grave = [row for row in changed if row.severity != "info"]
    for key, rows in (("report.changes", grave), ("report.more_changes", [r for r in changed if r.severity == "info"])):
        if rows:
            yield from sheet.head(key)
            yield from _matrix(sheet, rows)
    if not changed:
        yield from sheet.wrapped(sheet.say("report.nothing_of_substance"), indent=0)
    for key, verdict in (("report.same", "identical"), ("report.form_only", "cosmetic")):
        same = [row for row in comparison.terms if row.verdict == verdict]
        if same:
            yield from sheet.head(key)
            yield from sheet.wrapped(" ; ".join(_named(sheet, row) for row in same), hang=0)
    absent = [sheet.say(f"term.{row.term}") for row in comparison.terms if row.verdict == "absent"]
    if absent:
        yield from sheet.head("report.not_found")
        yield from sheet.wrapped(", ".join(absent), hang=0, style="faint")


def _named(sheet: _Sheet, row: TermRow) -> str:
    """ "Préavis de résiliation (1 mois)"; a clause is only named."""
    text = value_words(row.term, row.values[0], sheet.lang)
    return sheet.say(f"term.{row.term}") + (f" ({_plain(text)})" if len(text) <= 50 else "")


def _matrix(sheet: _Sheet, rows: Sequence[TermRow]) -> Iterator[str]:
    first = min(max(_length(sheet.say(f"term.{row.term}")) for row in rows) + 3, 24 if sheet.width > 90 else 20)
    deltas = [delta_words(value.delta, sheet.lang) for row in rows for value in row.values]
    last = min(max(map(_length, [*deltas, sheet.say("report.delta")])), 12) if any(deltas) else 0
    last = last if len(sheet.ids) == 2 else 0
    room = sheet.width - first - last - 2 * (len(sheet.ids) + bool(last))
    cell = room // len(sheet.ids)
    if cell < _LEAST_CELL:
        for row in rows:
            yield from _stacked(sheet, row)
        return
    widths = [first, *[cell] * len(sheet.ids), *([last] if last else [])]
    heads = ["", *map(_plain, sheet.ids), *([sheet.say("report.delta")] if last else [])]
    yield "  " + sheet.paint(_line(heads, widths), "faint")
    for row in rows:
        yield from _row(sheet, row, widths, delta=bool(last))


def _row(sheet: _Sheet, row: TermRow, widths: Sequence[int], *, delta: bool) -> Iterator[str]:
    """A row of cells, as high as the highest of them; places stand under the values, faint."""
    name = f"{_MARKS[row.severity]} {sheet.say(f'term.{row.term}')}"
    cells = [_wrap(name, widths[0])]
    places = [""]
    for number, value in enumerate(row.values):
        text = _value(sheet, row, number)
        if not delta and value.delta:
            text = f"{text} [{delta_words(value.delta, sheet.lang)}]"
        if value.status == "uncertain":
            text += f" ({sheet.say('verdict.uncertain')})"
        cells.append(_cut(_wrap(text, widths[number + 1]), widths[number + 1]))
        places.append(sheet.place(value))
    if delta:
        cells.append(_wrap(delta_words(row.values[-1].delta, sheet.lang), widths[-1]))
        places.append("")
    for position in range(1, len(row.values) + 1):  # the place on the line under the value
        if places[position]:
            cells[position] = [*cells[position], f"\0{places[position]}"]
    for height in range(max(map(len, cells))):
        texts = [cell[height] if height < len(cell) else "" for cell in cells]
        yield "  " + _painted(sheet, row, texts, widths, delta=delta)


def _value(sheet: _Sheet, row: TermRow, number: int) -> str:
    """What stands in the cell: of two long clauses that are much alike, only the words that differ."""
    value = row.values[number]
    text = value_words(row.term, value, sheet.lang) or f"— {sheet.say('report.absent')}"
    if len(row.values) == 2 and len(text) > _LONG and likeness(row.values[1].redline) < 1:
        changes = row.values[1].redline
        if likeness(changes) > _ALIKE:
            return one_side(changes, "added" if number else "removed")
    return text


def _painted(sheet: _Sheet, row: TermRow, texts: Sequence[str], widths: Sequence[int], *, delta: bool) -> str:
    parts = []
    for position, (text, width) in enumerate(zip(texts, widths, strict=True)):
        faint = text.startswith("\0")
        shown = text.removeprefix("\0")
        padded = shown + " " * max(0, width - _length(shown))
        if faint:
            padded = sheet.paint(padded, "faint")
        elif position == 0 or (delta and position == len(widths) - 1):
            padded = sheet.paint(padded, row.severity if row.severity != "info" else "")
        parts.append(padded)
    return "  ".join(parts)


def _cut(lines: list[str], width: int) -> list[str]:
    if len(lines) <= _MOST_LINES:
        return lines
    return [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1][: width - 1].rstrip(" ,;") + "…"]


def _line(texts: Sequence[str], widths: Sequence[int]) -> str:
    cut = [textwrap.shorten(t, w, placeholder="…") if _length(t) > w else t for t, w in zip(texts, widths, strict=True)]
    return "  ".join(t + " " * max(0, w - _length(t)) for t, w in zip(cut, widths, strict=True))


def _stacked(sheet: _Sheet, row: TermRow) -> Iterator[str]:
    """A term, then one convention a line: for many conventions or a narrow screen."""
    name = f"{_MARKS[row.severity]} {sheet.say(f'term.{row.term}')}"
    yield "  " + sheet.paint(name, row.severity if row.severity != "info" else "strong")
    for number, value in enumerate(row.values):
        text = _value(sheet, row, number)
        delta = f" [{delta_words(value.delta, sheet.lang)}]" if value.delta else ""
        doubt = f" ({sheet.say('verdict.uncertain')})" if value.status == "uncertain" else ""
        place = f" ({sheet.place(value)})" if sheet.place(value) else ""
        line = (
            f"{_plain(value.convention)} : {textwrap.shorten(_plain(text), 240, placeholder='…')}{delta}{doubt}{place}"
        )
        yield from sheet.wrapped(line, indent=6)


# -- articles and commitments -------------------------------------------------------------------------------------


def _articles(sheet: _Sheet, comparison: Comparison) -> Iterator[str]:
    if not comparison.articles:
        return
    yield from sheet.head("report.articles")
    yield from sheet.wrapped(verdict_counts([row.verdict for row in comparison.articles], sheet.lang), style="faint")
    names = [_numbers(sheet, row) for row in comparison.articles]
    first = min(max(map(_length, names)), sheet.width // 2)
    second = max(_length(sheet.say(f"verdict.{row.verdict}")) for row in comparison.articles)
    for name, row in zip(names, comparison.articles, strict=True):
        room = max(sheet.width - first - second - 6, 10)
        cells = [name, sheet.say(f"verdict.{row.verdict}"), _article_title(row)]
        yield "  " + sheet.paint(_line(cells, [first, second, room]), "" if differs(row.verdict) else "faint")


def _numbers(sheet: _Sheet, row: ArticleRow) -> str:
    """ "3+4 ↔ 3"; one name where all have the same."""
    names = ["+".join(short_article(a, sheet.lang) for a in member.articles) or "—" for member in row.members]
    if len(names) > 4:
        having = [name for name in names if name != "—"]
        return f"{having[0]} ({len(having)}/{len(names)})"
    return names[0] if len(set(names)) == 1 and not names[0][0].isdigit() else " ↔ ".join(names)


def _article_title(row: ArticleRow) -> str:
    return next((_plain(a.title) for member in row.members for a in member.articles if a.title), "")


def _obligations(sheet: _Sheet, comparison: Comparison) -> Iterator[str]:
    rows = comparison.obligations
    if not rows:
        return
    yield from sheet.head("report.obligations")
    counted_rows = verdict_counts([row.verdict for row in rows], sheet.lang, commitments=True)
    alone = [
        next(m.convention for m in r.members if m.obligation)
        for r in rows
        if sum(bool(m.obligation) for m in r.members) == 1
    ]
    only = [counted("only_in", alone.count(one), sheet.lang, name=_plain(one)) for one in sheet.ids if one in alone]
    yield from sheet.wrapped(counted_rows + (f" ({', '.join(only)})" if only else ""), style="faint")
    telling = [row for row in rows if row.verdict in ("changed", "moved", "uncertain") and row.severity != "info"]
    for row in telling[:_MOST_COMMITMENTS]:
        yield from _obligation(sheet, row)
    if len(telling) > _MOST_COMMITMENTS:
        yield from sheet.wrapped(counted("more", len(telling) - _MOST_COMMITMENTS, sheet.lang), style="faint")


def _obligation(sheet: _Sheet, row: ObligationRow) -> Iterator[str]:
    """Where it stands in each, what kind of change it is, and the words that differ."""
    having = [member for member in row.members if member.obligation is not None]
    places = []
    for member in having:
        pages = len(sheet.records[member.convention].source.pages)
        places.append(place_words(member.obligation.source if member.obligation else None, sheet.lang, pages=pages))
    verdict = obligation_verdict(row, sheet.lang)
    reasons = f" ({', '.join(row.reasons)})" if row.reasons else ""
    mark = _MARKS[row.severity]
    head = sheet.paint(f"{mark} {verdict}", row.severity if row.severity != "info" else "")
    yield f"  {head}{_plain(reasons) and ' ' + _plain(reasons)}  {sheet.paint(' → '.join(dict.fromkeys(places)), 'faint')}"
    first, last = having[0].obligation, having[-1].obligation
    if first is None or last is None:
        return
    if row.verdict in ("moved", "uncertain") or any(reason.startswith("autre") for reason in row.reasons):
        who = [
            party_words(sheet.records[m.convention], m.obligation.debtors if m.obligation else (), sheet.lang)
            for m in having
        ]
        yield from sheet.wrapped(
            f"{sheet.say('report.debtor')} : {' → '.join(dict.fromkeys(map(_plain, who)))}", indent=5
        )
    yield from sheet.wrapped(_inline(first.action, last.action), indent=5)


def _inline(before: str, after: str) -> str:
    """What differs between two wordings, on one line: "préavis de [-sept-] {+quinze+} jours"."""
    from extractor.comparing.redline import redline

    shown = excerpts(redline(before, after), around=6)
    if all(change.kind == "same" for change in shown):
        return textwrap.shorten(_plain(after), 160, placeholder="…")
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return " ".join(marks[change.kind].format(_plain(change.text)) for change in shown)
