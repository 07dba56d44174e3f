"""What all parts of the HTML report share: the language, the conventions, redlines as markup, proofs with their page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extractor.comparing.comparison import Change, Comparison, Verdict
from extractor.exporting.comparison_pages import PagePictures, blocks, picture, rectangle, sheet, strip
from extractor.exporting.comparison_words import differs, place_words, say
from extractor.exporting.markup import Html, element, join
from extractor.labels import Lang
from extractor.record import ConventionRecord, PageRecord, RegionRecord, Severity, Source

_LONGEST_QUOTE = 1_500
_MOST_SHEETS = 8  # pages shown of one article


@dataclass
class Sheet:
    """The report in the making; it remembers which pages were drawn, so that each plan is drawn once."""

    comparison: Comparison
    records: tuple[ConventionRecord, ...]
    lang: Lang
    pictures: PagePictures = field(default_factory=PagePictures)
    drawn: dict[tuple[int, int], Html] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        comparison: Comparison,
        records: Sequence[ConventionRecord],
        lang: Lang,
        pictures: PagePictures | None = None,
    ) -> Sheet:
        """A sheet for a comparison of these records, in its order."""
        return cls(comparison, tuple(records), lang, pictures or PagePictures())

    @property
    def ids(self) -> tuple[str, ...]:
        """The conventions by the names they have in the comparison."""
        return self.comparison.conventions

    @cached_property
    def number_of(self) -> dict[str, int]:
        """Convention → its place."""
        return {name: number for number, name in enumerate(self.ids)}

    def say(self, key: str) -> str:
        """A label."""
        return say(key, self.lang)

    def badge(self, verdict: Verdict, severity: Severity, words: str = "") -> Html:
        """A verdict, coloured by how grave it is; the words say it too."""
        style = severity if differs(verdict) else "info" if verdict == "absent" else "quiet"
        return element("span", words or self.say(f"verdict.{verdict}"), cls=f"badge {style}")

    def place(self, source: Source | None, number: int) -> str:
        """ "art. 6, p. 5"."""
        return place_words(source, self.lang, pages=len(self.records[number].source.pages))

    def proof(self, source: Source | None, number: int) -> Html | None:
        """The passage as it stands, and where on its page, folded away."""
        if source is None or not source.quote:
            return None
        quote = re.sub(
            r"[^\S\n]*\n[^\S\n]*(?!\n)", " ", source.quote[:_LONGEST_QUOTE]
        )  # lines of a page are no paragraphs
        quote += "…" if len(source.quote) > _LONGEST_QUOTE else ""
        cut = self._cut_out(source, number)
        body = element("div", None if cut else self.plan(source, number), element("blockquote", quote), cls="proof")
        return element("details", element("summary", self.say("report.quote")), body, cut)

    # -- plans of pages -------------------------------------------------------------------------------------------

    def plan(self, source: Source, number: int) -> Html | None:
        """A small plan of the page with the passage marked, where boxes are known."""
        if not source.regions:
            return None
        first = source.regions[0].page
        page = self._page(number, first)
        if page is None:
            return None
        self._draw(number, page)
        here = [rectangle(region, "here") for region in source.regions if region.page == first]
        words = f"{self.say('report.page')} {first} : {self.say('report.page_plan')}"
        lines = element("use", href=f"#page-{number}-{first}")
        box = f"0 0 {page.width:g} {page.height:g}"
        return element("svg", lines, *here, viewBox=box, role="img", aria_label=words, cls="page")

    def _page(self, number: int, wanted: int) -> PageRecord | None:
        pages = self.records[number].source.pages
        return next((p for p in pages if p.number == wanted and p.width > 0 and p.height > 0), None)

    def _draw(self, number: int, page: PageRecord) -> None:
        """Remember a page: its picture, or where its lines stand."""
        key = (number, page.number)
        if key not in self.drawn:
            image = self.pictures.images.get(key)
            name = f"page-{number}-{page.number}"
            self.drawn[key] = element("g", picture(image, page), id=name) if image else self._lines(*key)

    def _lines(self, number: int, page: int) -> Html:
        lines = (
            line.region for article in self.records[number].articles if article.level <= 1 for line in article.lines
        )
        boxes = [rectangle(region, "line") for region in dict.fromkeys(lines) if region.page == page]
        return element("g", *boxes, id=f"page-{number}-{page}")

    # -- pictures of pages ----------------------------------------------------------------------------------------

    def _cut_out(self, source: Source, number: int) -> Html | None:
        """The passage cut out of the picture of its page, and the pages that it stands on, folded away."""
        regions = [one for one in source.regions if (number, one.page) in self.pictures.images]
        page = self._page(number, regions[0].page) if regions else None
        if page is None:
            return None
        self._draw(number, page)
        here = [one for one in regions if one.page == page.number]
        words = f"{self.say('report.page')} {page.number} : {self.say('report.page_part')}"
        cut = strip(f"page-{number}-{page.number}", page, here, words)
        return join(cut, *self.sheets(regions, number))

    def sheets(self, regions: Sequence[RegionRecord], number: int, *, whole: bool = False) -> tuple[Html, ...]:
        """Each page that some boxes stand on, with them marked, or one box around them where they are a `whole`."""
        around = blocks(regions)
        shown = []
        for found in list(around)[:_MOST_SHEETS]:
            page = self._page(number, found)
            if page is None or (number, found) not in self.pictures.images:
                continue
            self._draw(number, page)
            here = [around[found]] if whole else [one for one in regions if one.page == found]
            words = f"{self.say('report.page')} {found} : {self.say('report.page_picture')}"
            view = sheet(f"page-{number}-{found}", page, here, words)
            summary = element("summary", f"{self.say('report.see_page')} {found}")
            shown.append(element("details", summary, view, cls="paper"))
        return tuple(shown)

    def page_plans(self) -> Html | None:
        """The plans that were used, each once; shown where they are referred to."""
        if not self.drawn:
            return None
        plans = element("defs", *self.drawn.values())
        return element("svg", plans, width="0", height="0", aria_hidden="true", cls="plans")


def marked(changes: Iterable[Change], *, kinds: Sequence[str], anchor: str = "", first: bool = False) -> Html:
    """A redline as markup: of `kinds` "removed" and "added", those that are shown; substance has anchors to go to."""
    parts: list[Html | str] = []
    number = 0
    fresh = True
    for change in changes:
        if change.kind == "same":
            parts.append(change.text if "removed" in kinds else change.other or change.text)
            fresh = True
            continue
        if not change.cosmetic and fresh:
            number += 1
            fresh = False
        if change.kind not in kinds:
            continue
        tag = "del" if change.kind == "removed" else "ins"
        words, space = change.text.rstrip(), change.text[len(change.text.rstrip()) :]
        if change.cosmetic:  # another apostrophe is not worth a mark
            spelt = any(letter.isalnum() for letter in words)
            parts.append(join(element(tag, words, cls="form"), space) if spelt else change.text)
            continue
        name = f"{anchor}-{number}" if anchor and first else None
        parts.append(join(element(tag, words, cls="mark", id=name), space))
    return join(*parts)
