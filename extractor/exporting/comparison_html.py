"""A comparison in, one HTML page out that needs no network: opened from disk, printed, read without scripts.

Style and script stand in the page and are named in its policy by their digests, so that nothing else can run in it,
whatever a convention says.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib import resources

from extractor.comparing.comparison import Comparison
from extractor.exporting.comparison_articles import articles_section
from extractor.exporting.comparison_matrix import summary_section, terms_section
from extractor.exporting.comparison_pages import PagePictures
from extractor.exporting.comparison_promises import findings_section, obligations_section
from extractor.exporting.comparison_sheet import Sheet
from extractor.exporting.markup import Html, element
from extractor.labels import Lang
from extractor.record import ConventionRecord

_SECTIONS = ("summary", "terms", "articles", "obligations", "findings", "legend")


def render_html(
    comparison: Comparison,
    records: Sequence[ConventionRecord],
    *,
    lang: Lang = "fr",
    pictures: PagePictures | None = None,
) -> str:
    """The page, ending in a line break; with `pictures`, passages are shown on the paper too."""
    sheet = Sheet.of(comparison, records, lang, pictures)
    style, script = _asset("report.css"), _asset("report.js")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element(
            "meta",
            http_equiv="Content-Security-Policy",
            content=_policy(style, script, images=bool(sheet.pictures.images)),
        ),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", f"{sheet.say('report.title')} : {', '.join(comparison.conventions)}"),
        element("style", Html(style)),
    )
    body = element(
        "body",
        element("a", sheet.say("report.skip"), href="#summary", cls="skip"),
        _top(sheet),
        _navigation(sheet),
        element(
            "main",
            summary_section(sheet),
            terms_section(sheet),
            articles_section(sheet),
            obligations_section(sheet),
            findings_section(sheet),
            _legend(sheet),
            id="main",
        ),
        element("footer", element("p", sheet.say("report.made_by"))),
        sheet.page_plans(),
        element("script", Html(script)),
    )
    return f"<!DOCTYPE html>\n{element('html', head, body, lang=lang)}\n"


def _asset(name: str) -> str:
    """A file beside this module, with a line break at both ends, as it stands in the page."""
    return "\n" + resources.files(__package__).joinpath(name).read_text("utf-8").strip() + "\n"


def _policy(style: str, script: str, *, images: bool) -> str:
    def digest(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    return (
        f"default-src 'none'; style-src {digest(style)}; script-src {digest(script)}; "
        f"{'img-src data:; ' if images else ''}base-uri 'none'; form-action 'none'"
    )


def _top(sheet: Sheet) -> Html:
    cards = [_card(sheet, number) for number in range(len(sheet.records))]
    return element(
        "header",
        element("h1", sheet.say("report.title")),
        element("ul", *cards, cls="conventions"),
        element("p", sheet.say("report.how_to_read"), cls="soft"),
        cls="top",
    )


def _card(sheet: Sheet, number: int) -> Html:
    """What a convention is: its id, title, parties, pages, and what of it could not be read."""
    record = sheet.records[number]
    pages = record.source.pages
    facts = [record.source.path]
    if pages:
        facts.append(f"{len(pages)} {sheet.say('report.pages' if len(pages) > 1 else 'report.one_page')}")
    if any(page.reader == "ocr" for page in pages):
        facts.append(sheet.say("report.by_ocr"))
    unread = [str(page.number) for page in pages if page.reader == "none"]
    parties = ", ".join(party.name or party.alias or party.id for party in record.parties)
    note = element("span", f" ({sheet.say('report.reference')})", cls="soft") if number == 0 else None
    return element(
        "li",
        element("span", sheet.ids[number], cls="id"),
        note,
        element("p", record.title, cls="title") if record.title else None,
        element("p", parties, cls="small") if parties else None,
        element("p", " · ".join(facts), cls="small soft"),
        element("p", f"{sheet.say('report.unread')} : {', '.join(unread)}", cls="doubt") if unread else None,
        element("p", sheet.pictures.missing[number], cls="small soft") if number in sheet.pictures.missing else None,
    )


def _navigation(sheet: Sheet) -> Html:
    links = [element("li", element("a", sheet.say(f"report.{name}"), href=f"#{name}")) for name in _SECTIONS]
    return element("nav", element("ul", *links), aria_label=sheet.say("report.contents"))


def _legend(sheet: Sheet) -> Html:
    grades = [
        element("li", element("span", sheet.say(f"severity.{severity}"), cls=f"badge {severity}"))
        for severity in ("error", "warning", "info")
    ]
    marks = [
        element("li", element("del", sheet.say("report.removed"))),
        element("li", element("ins", sheet.say("report.added"))),
        element("li", element("ins", sheet.say("report.typography"), cls="form")),
    ]
    return element(
        "section",
        element("h2", sheet.say("report.legend"), id="legend-head"),
        element("ul", *grades, *marks, cls="legend"),
        id="legend",
        aria_labelledby="legend-head",
    )
