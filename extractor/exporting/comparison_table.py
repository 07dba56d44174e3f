"""A comparison in, the screen of a terminal out: what changed in substance first, with its place on paper."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence

from extractor.comparing.comparison import Comparison, TermRow
from extractor.exporting.comparison_screen import MARKS, Paint, Screen, columns_of, in_columns, plain, wrap
from extractor.exporting.comparison_table_articles import article_lines, obligation_lines
from extractor.exporting.comparison_words import counts, delta_words, gravest_first, value_words
from extractor.exporting.redline_excerpts import likeness, one_side
from extractor.labels import Lang
from extractor.record import ConventionRecord

_NARROWEST, _WIDEST = 60, 200
_LEAST_CELL = 17  # a column narrower than this is no column: values then stand under each other
_MOST_LINES = 4
_LONG = 80  # a clause of more letters is cut to what differs, if so much of it is kept:
_ALIKE = 0.4


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
    screen = Screen(lang, min(max(wide, _NARROWEST), _WIDEST), paint, by_id)
    parts = (_opening, _terms, article_lines, obligation_lines)
    lines = [line for part in parts for line in part(screen, comparison)]
    lines += ["", *screen.wrapped(screen.say("report.marks"), indent=0, style="faint")]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _opening(screen: Screen, comparison: Comparison) -> Iterator[str]:
    for number, (name, record) in enumerate(screen.records.items()):
        note = f" ({screen.say('report.reference')})" if number == 0 else ""
        room = max(screen.width - columns_of(plain(name) + note) - 2, 10)
        title = textwrap.shorten(plain(record.title or ""), room, placeholder="…")
        yield screen.paint(plain(name), "title") + screen.paint(note, "faint") + (f"  {title}" if title else "")
    yield ""
    yield from screen.wrapped(", ".join(counts(comparison, screen.lang)), indent=0, hang=0, style="strong")


# -- terms --------------------------------------------------------------------------------------------------------


def _terms(screen: Screen, comparison: Comparison) -> Iterator[str]:
    changed = gravest_first(comparison.terms)
    grave = [row for row in changed if row.severity != "info"]
    for key, rows in (("report.changes", grave), ("report.more_changes", [r for r in changed if r.severity == "info"])):
        if rows:
            yield from screen.head(key)
            yield from _matrix(screen, rows)
    if not changed:
        yield from screen.wrapped(screen.say("report.nothing_of_substance"), indent=0)
    for key, verdict in (("report.same", "identical"), ("report.form_only", "cosmetic")):
        same = [row for row in comparison.terms if row.verdict == verdict]
        if same:
            yield from screen.head(key)
            yield from screen.wrapped(" ; ".join(_named(screen, row) for row in same), hang=0)
    absent = [screen.say(f"term.{row.term}") for row in comparison.terms if row.verdict == "absent"]
    if absent:
        yield from screen.head("report.not_found")
        yield from screen.wrapped(", ".join(absent), hang=0, style="faint")


def _named(screen: Screen, row: TermRow) -> str:
    """ "Préavis de résiliation (1 mois)"; a clause is only named."""
    text = value_words(row.term, row.values[0], screen.lang)
    return screen.say(f"term.{row.term}") + (f" ({plain(text)})" if len(text) <= 50 else "")


def _matrix(screen: Screen, rows: Sequence[TermRow]) -> Iterator[str]:
    first = min(max(columns_of(screen.say(f"term.{row.term}")) for row in rows) + 3, 24 if screen.width > 90 else 20)
    deltas = [delta_words(value.delta, screen.lang) for row in rows for value in row.values]
    last = min(max(map(columns_of, [*deltas, screen.say("report.delta")])), 12) if any(deltas) else 0
    last = last if len(screen.ids) == 2 else 0
    room = screen.width - first - last - 2 * (1 + len(screen.ids) + bool(last))
    cell = room // len(screen.ids)
    if cell < _LEAST_CELL:
        for row in rows:
            yield from _stacked(screen, row)
        return
    widths = [first, *[cell] * len(screen.ids), *([last] if last else [])]
    heads = ["", *map(plain, screen.ids), *([screen.say("report.delta")] if last else [])]
    yield "  " + screen.paint(in_columns(heads, widths), "faint")
    for row in rows:
        yield from _row(screen, row, widths, delta=bool(last))


def _row(screen: Screen, row: TermRow, widths: Sequence[int], *, delta: bool) -> Iterator[str]:
    """A row of cells, as high as the highest of them; places stand under the values, faint."""
    name = f"{MARKS[row.severity]} {screen.say(f'term.{row.term}')}"
    cells = [wrap(name, widths[0])]
    places = [""]
    for number, value in enumerate(row.values):
        text = _value(screen, row, number)
        if not delta and value.delta:
            text = f"{text} [{delta_words(value.delta, screen.lang)}]"
        if value.status == "uncertain":
            text += f" ({screen.say('verdict.uncertain')})"
        most = _MOST_LINES * (2 if _is_excerpt(row) else 1)
        cells.append(_cut(wrap(text, widths[number + 1]), widths[number + 1], most))
        places.append(screen.place(value.convention, value.source))
    if delta:
        cells.append(wrap(delta_words(row.values[-1].delta, screen.lang), widths[-1]))
        places.append("")
    for position in range(1, len(row.values) + 1):  # the place on the line under the value
        if places[position]:
            cells[position] = [*cells[position], f"\0{places[position]}"]
    for height in range(max(map(len, cells))):
        texts = [cell[height] if height < len(cell) else "" for cell in cells]
        yield "  " + _painted(screen, row, texts, widths, delta=delta)


def _value(screen: Screen, row: TermRow, number: int) -> str:
    """What stands in the cell: of two long clauses that are much alike, only the words that differ."""
    value = row.values[number]
    text = value_words(row.term, value, screen.lang) or f"— {screen.say('report.absent')}"
    if _is_excerpt(row) and len(text) > _LONG:
        return one_side(row.values[1].redline, "added" if number else "removed")
    return text


def _is_excerpt(row: TermRow) -> bool:
    """Whether the clauses of a row are alike enough for what differs to stand for them."""
    return len(row.values) == 2 and _ALIKE < likeness(row.values[1].redline) < 1


def _painted(screen: Screen, row: TermRow, texts: Sequence[str], widths: Sequence[int], *, delta: bool) -> str:
    parts = []
    for position, (text, width) in enumerate(zip(texts, widths, strict=True)):
        faint = text.startswith("\0")
        shown = text.removeprefix("\0")
        padded = shown + " " * max(0, width - columns_of(shown))
        if faint:
            padded = screen.paint(padded, "faint")
        elif position == 0 or (delta and position == len(widths) - 1):
            padded = screen.paint(padded, row.severity if row.severity != "info" else "")
        parts.append(padded)
    return "  ".join(parts)


def _cut(lines: list[str], width: int, most: int) -> list[str]:
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    if columns_of(last) >= width:  # no room for the mark: the last word goes
        last = last.rsplit(" ", 1)[0] if " " in last else last[: width - 1]
    return [*lines[: most - 1], last.rstrip(" ,;(:") + "…"]


def _stacked(screen: Screen, row: TermRow) -> Iterator[str]:
    """A term, then one convention a line: for many conventions or a narrow screen."""
    name = f"{MARKS[row.severity]} {screen.say(f'term.{row.term}')}"
    yield "  " + screen.paint(name, row.severity if row.severity != "info" else "strong")
    for number, value in enumerate(row.values):
        text = _value(screen, row, number)
        delta = f" [{delta_words(value.delta, screen.lang)}]" if value.delta else ""
        doubt = f" ({screen.say('verdict.uncertain')})" if value.status == "uncertain" else ""
        place = (
            f" ({screen.place(value.convention, value.source)})" if screen.place(value.convention, value.source) else ""
        )
        line = f"{plain(value.convention)} : {textwrap.shorten(plain(text), 240, placeholder='…')}{delta}{doubt}{place}"
        yield from screen.wrapped(line, indent=6)
