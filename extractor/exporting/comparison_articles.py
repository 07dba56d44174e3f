"""The part of the HTML report on articles: which answer each other and how, then their texts side by side with redline."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.comparing.comparison import ArticleRow, Change, Member
from extractor.comparing.sections import own_texts
from extractor.exporting.comparison_sheet import Sheet, marked
from extractor.exporting.comparison_words import article_verdict, article_words, differs, reason_words, short_article
from extractor.exporting.markup import Html, element, join
from extractor.exporting.redline_excerpts import excerpts

_MOST_CHANGES = 200
_MOST_WORDS = 20


def articles_section(sheet: Sheet) -> Html:
    """The table of pairs, then the pairs."""
    rows = sheet.comparison.articles
    if not rows:
        content: list[Html] = [element("p", sheet.say("report.no_articles"))]
    else:
        content = [
            _overview(sheet),
            element("h3", sheet.say("report.sides")),
            _steps(sheet),
            *(_pair(sheet, row, number) for number, row in enumerate(rows)),
        ]
    head = element("h2", sheet.say("report.articles"), id="articles-head")
    return element("section", head, *content, id="articles", aria_labelledby="articles-head")


def _overview(sheet: Sheet) -> Html:
    heads = [element("th", name, scope="col") for name in sheet.ids]
    heads += [element("th", sheet.say(f"report.{key}"), scope="col", cls="slim") for key in ("verdict", "score")]
    rows = [_overview_row(sheet, row, number) for number, row in enumerate(sheet.comparison.articles)]
    table = element(
        "table",
        element("thead", element("tr", *heads)),
        element("tbody", *rows),
        cls="stack",
    )
    return element("div", table, cls="wide", tabindex="0", role="region", aria_labelledby="articles-head")


def _overview_row(sheet: Sheet, row: ArticleRow, number: int) -> Html:
    cells = []
    for member in row.members:
        names = " + ".join(article_words(article, sheet.lang) for article in member.articles)
        shown = element("a", names, href=f"#pair-{number}") if names else sheet.say("report.none")
        cells.append(element("td", shown, data_label=member.convention))
    together = sum(bool(member.articles) for member in row.members) > 1
    score = f"{round(100 * row.score)} %" if together else ""
    reasons = (
        element("details", element("summary", score), "; ".join(reason_words(row.reasons, sheet.lang)))
        if score
        else None
    )
    style = row.severity if differs(row.verdict) else "quiet"
    verdict = element(
        "td",
        sheet.badge(row.verdict, row.severity, article_verdict(row, sheet.lang)),
        data_label=sheet.say("report.verdict"),
    )
    return element("tr", *cells, verdict, element("td", reasons, data_label=sheet.say("report.score")), cls=style)


def _steps(sheet: Sheet) -> Html:
    buttons = [
        element("button", sheet.say(key), type="button", data_step=step)
        for key, step in (("report.previous", "-1"), ("report.next", "1"))
    ]
    return element("div", *buttons, cls="tools")


def _pair(sheet: Sheet, row: ArticleRow, number: int) -> Html:
    """A pair: its name and verdict, the list of its changes, and the texts."""
    names = [
        "+".join(short_article(a, sheet.lang) for a in m.articles) or sheet.say("report.none") for m in row.members
    ]
    title = next((a.title for m in row.members for a in m.articles if a.title), "")
    same = len(set(names)) == 1 and not names[0][:1].isdigit()
    said = (names[0][:1].upper() + names[0][1:] if same else " ↔ ".join(names)) + (
        "" if same or not title else f" — {title}"
    )
    head = element(
        "h3", said, sheet.badge(row.verdict, row.severity, article_verdict(row, sheet.lang)), id=f"pair-{number}-head"
    )
    sides = [_side(sheet, row, member, number) for member in row.members]
    style = "pair" if differs(row.verdict) else "pair quiet"
    return element(
        "section",
        head,
        _changes(sheet, row, number),
        element("div", *sides, cls="sides"),
        cls=style,
        id=f"pair-{number}",
        aria_labelledby=f"pair-{number}-head",
    )


def _changes(sheet: Sheet, row: ArticleRow, number: int) -> Html | None:
    """The differences of substance between the first two texts, each with a link to its place."""
    found = list(_runs(row.redline))
    if not found:
        return None
    items = []
    for place, run in enumerate(found[:_MOST_CHANGES], start=1):
        shown = marked(run, kinds=("removed", "added"))
        items.append(element("li", element("a", shown, href=f"#change-{number}-{place}")))
    more = element("p", f"… {len(found) - _MOST_CHANGES}", cls="soft") if len(found) > _MOST_CHANGES else None
    count = f"{len(found)} {sheet.say('report.change_count' if len(found) > 1 else 'report.one_change')}"
    summary = element("summary", f"{sheet.say('report.list_of_changes')} ({count})")
    return element("details", summary, element("ol", *items, cls="changes"), more)


def _runs(changes: tuple[Change, ...]) -> Iterator[tuple[Change, ...]]:
    """The differences of substance, each with a few words around it."""
    shown = excerpts(changes, around=4)
    for position, change in enumerate(shown):
        if change.kind == "same" or (position and shown[position - 1].kind != "same"):
            continue
        after = position
        while after < len(shown) and shown[after].kind != "same":
            after += 1
        before = [_end(shown[position - 1], 4)] if position else []
        behind = [_start(shown[after], 4)] if after < len(shown) else []
        yield (*before, *map(_cut, shown[position:after]), *behind)


def _cut(change: Change) -> Change:
    """A long run by its beginning and end."""
    words = change.text.split()
    if len(words) <= 2 * _MOST_WORDS:
        return change
    return change.model_copy(update={"text": " ".join([*words[:_MOST_WORDS], "…", *words[-_MOST_WORDS:]])})


def _end(change: Change, words: int) -> Change:
    return change.model_copy(update={"text": " ".join(change.text.replace("…", " ").split()[-words:]) + " "})


def _start(change: Change, words: int) -> Change:
    return change.model_copy(update={"text": " ".join(change.text.split("…")[0].split()[:words])})


def _side(sheet: Sheet, row: ArticleRow, member: Member, number: int) -> Html:
    names = " + ".join(article_words(article, sheet.lang) for article in member.articles)
    numbers = " + ".join(
        article_words(article.model_copy(update={"title": None}), sheet.lang) for article in member.articles
    )
    head = element("h4", element("span", member.convention, cls="id"), numbers or sheet.say("report.none"))
    if not member.articles:
        return element("div", head, element("div", sheet.say("report.missing"), cls="text empty"), cls="side")
    label = f"{member.convention}, {names}"
    text = element("div", _text(sheet, row, member, number), cls="text", tabindex="0", role="region", aria_label=label)
    return element("div", head, text, _paper(sheet, member), cls="side")


def _paper(sheet: Sheet, member: Member) -> Html | None:
    """The pages that the articles of one convention stand on, where there are pictures of them."""
    number = sheet.number_of[member.convention]
    if not sheet.pictures.images:
        return None
    wanted = {(one.kind, one.number, one.title) for one in member.articles}
    found = [a for a in sheet.records[number].articles if a.level <= 1 and (a.kind, a.number, a.title) in wanted]
    shown = sheet.sheets([line.region for article in found for line in article.lines], number, whole=True)
    return element("div", *shown, cls="papers") if shown else None


def _text(sheet: Sheet, row: ArticleRow, member: Member, number: int) -> Html:
    """A text with its marks: of two the first shows what was taken out, the second what was put in."""
    having = [one for one in row.members if one.articles]
    if len(having) == 2 and row.redline:
        first = member is having[0]
        return marked(row.redline, kinds=("removed",) if first else ("added",), anchor=f"change-{number}", first=first)
    redline = row.redline_of(member.convention)
    if redline:
        return marked(redline, kinds=("removed", "added"))
    return join(own_texts(sheet.records[sheet.number_of[member.convention]], member.articles))
