"""The first two parts of the HTML report: a summary that a director can read, and the matrix of all terms."""

from __future__ import annotations

from extractor.comparing.comparison import TermRow, TermValue
from extractor.exporting.comparison_sheet import Sheet, marked
from extractor.exporting.comparison_words import (
    article_counts,
    counts,
    delta_words,
    differs,
    gravest_first,
    looked_words,
    value_words,
    verdict_counts,
)
from extractor.exporting.markup import Html, element, join
from extractor.exporting.redline_excerpts import excerpts, likeness

_FEW = 3  # so many conventions have room side by side in the summary
_BRIEF = 180
_ALIKE = 0.4


def summary_section(sheet: Sheet) -> Html:
    """What changed in substance, the gravest first, in a line each; what is the same and what was not found."""
    comparison = sheet.comparison
    numbers = [element("li", one) for one in counts(comparison, sheet.lang)]
    promises = [row.verdict for row in comparison.obligations]
    for key, said in (
        ("articles", article_counts(comparison.articles, sheet.lang)),
        ("obligations", verdict_counts(promises, sheet.lang, commitments=True)),
    ):
        if said:
            numbers.append(element("li", f"{sheet.say(f'report.{key}')} : {said}"))
    changed = gravest_first(comparison.terms)
    grave = [row for row in changed if row.severity != "info"]
    lines = element("ul", *(_brief(sheet, row) for row in grave), cls="brief") if grave else None
    heads = [element("span", name) for name in sheet.ids] if len(sheet.ids) <= _FEW else []
    names = element("p", element("span"), *heads, cls=f"whose-heads of-{len(sheet.ids)}", aria_hidden="true")
    nothing = None if grave else element("p", sheet.say("report.nothing_of_substance"))
    return element(
        "section",
        element("h2", sheet.say("report.summary"), id="summary-head"),
        element("ul", *numbers, cls="counts"),
        nothing,
        names if grave and heads else None,
        lines,
        _listed(sheet, "report.more_changes", [row for row in changed if row.severity == "info"]),
        _listed(sheet, "report.same", [row for row in comparison.terms if row.verdict in ("identical", "cosmetic")]),
        _listed(sheet, "report.not_found", [row for row in comparison.terms if row.verdict == "absent"]),
        id="summary",
        aria_labelledby="summary-head",
    )


def _brief(sheet: Sheet, row: TermRow) -> Html:
    """A term in one line: name, the value of each convention with its place, the difference."""
    name = element("a", sheet.say(f"term.{row.term}"), href=f"#term-{row.term}")
    head = element("span", name, " ", sheet.badge(row.verdict, row.severity), cls="name")
    if len(row.values) <= _FEW:
        cells = [_brief_value(sheet, row, value, number) for number, value in enumerate(row.values)]
        return element("li", head, *cells, cls=f"{row.severity} of-{len(row.values)}")
    found = [value for value in row.values if value.value is not None]
    different = dict.fromkeys(value_words(row.term, value, sheet.lang) for value in found)
    said = " | ".join(_cut(text) for text in list(different)[:_FEW])
    more = f" | … ({len(different)})" if len(different) > _FEW else ""
    values = element("span", f"{said}{more}  ({len(found)}/{len(row.values)})", cls="cell")
    return element("li", head, values, cls=f"{row.severity} of-1")


def _brief_value(sheet: Sheet, row: TermRow, value: TermValue, number: int) -> Html:
    """A value in short: of a clause that is much like the reference's, only the words that differ."""
    place = sheet.place(value.source, number)
    delta = delta_words(value.delta, sheet.lang)
    changes = row.values[-1].redline
    if len(row.values) == 2 and changes and likeness(changes) > _ALIKE:
        kind = "added" if number else "removed"
        shown = marked(excerpts(changes), kinds=(kind,))
    else:
        text = value_words(row.term, value, sheet.lang)
        shown = element("span", _cut(text) if text else sheet.say("report.absent"), cls=None if text else "soft")
    return element(
        "span",
        element("span", sheet.ids[number], cls="whose"),
        shown,
        join(" ", element("span", delta, cls="delta")) if delta else None,
        element("span", f" ({place})", cls="place") if place else None,
        cls="cell",
    )


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _BRIEF else plain[:_BRIEF].rsplit(" ", 1)[0] + "…"


def _listed(sheet: Sheet, key: str, rows: list[TermRow]) -> Html | None:
    if not rows:
        return None
    links: list[Html | str] = []
    for row in rows:
        links += [", "] if links else []
        links.append(element("a", sheet.say(f"term.{row.term}"), href=f"#term-{row.term}"))
    return join(element("h3", sheet.say(key)), element("p", *links))


# -- matrix -------------------------------------------------------------------------------------------------------


def terms_section(sheet: Sheet) -> Html:
    """One row a term, one column a convention; a filter hides what says the same."""
    heads = [element("th", sheet.say("report.term"), scope="col")]
    heads += [element("th", name, scope="col") for name in sheet.ids]
    table = element(
        "table",
        element("caption", sheet.say("report.how_to_read")),
        element("thead", element("tr", *heads)),
        element("tbody", *(_row(sheet, row) for row in sheet.comparison.terms)),
        cls="stack even" if len(sheet.ids) <= _FEW else "many stack",
    )
    return element(
        "section",
        element("h2", sheet.say("report.terms"), id="terms-head"),
        _filter(sheet),
        element("div", table, cls="wide", tabindex="0", role="region", aria_labelledby="terms-head"),
        id="terms",
        aria_labelledby="terms-head",
    )


def _filter(sheet: Sheet) -> Html:
    choices = []
    for value, key in (("all", "report.all_rows"), ("substance", "report.substance_only")):
        box = element("input", type="radio", name="rows", value=value, id=f"rows-{value}", checked=value == "all")
        choices.append(element("span", box, " ", element("label", sheet.say(key), for_=f"rows-{value}")))
    group = element("fieldset", element("legend", sheet.say("report.show")), *choices)
    shown = element("output", id="shown", cls="soft", data_label=sheet.say("report.shown"), aria_live="polite")
    return element("div", group, shown, cls="tools")


def _row(sheet: Sheet, row: TermRow) -> Html:
    head = element(
        "th",
        sheet.say(f"term.{row.term}"),
        element("br"),
        sheet.badge(row.verdict, row.severity),
        scope="row",
        id=f"term-{row.term}",
    )
    style = row.severity if differs(row.verdict) else "quiet"
    return element("tr", head, *(_value(sheet, row, value, n) for n, value in enumerate(row.values)), cls=style)


def _value(sheet: Sheet, row: TermRow, value: TermValue, number: int) -> Html:
    label = sheet.ids[number]
    if value.value is None:
        looked = looked_words(value, sheet.lang)
        doubt = element("div", sheet.say("report.to_check"), cls="doubt") if value.status == "uncertain" else None
        missing = element("span", sheet.say("report.absent"), cls="soft")
        where = element("div", looked, cls="place") if looked else None
        return element("td", missing, where, doubt, cls="value", data_label=label)
    delta = delta_words(value.delta, sheet.lang)
    text: Html | str = value_words(row.term, value, sheet.lang)
    if value.redline and likeness(value.redline) > _ALIKE:
        text = marked(value.redline, kinds=("removed", "added"))
    return element(
        "td",
        text,
        join(" ", element("span", delta, cls="delta")) if delta else None,
        element("div", sheet.say("report.to_check"), cls="doubt") if value.status == "uncertain" else None,
        element("div", sheet.place(value.source, number), cls="place"),
        sheet.proof(value.source, number),
        cls="value",
        data_label=label,
    )
