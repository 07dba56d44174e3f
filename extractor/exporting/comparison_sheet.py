"""What all parts of the HTML report share: the language, the conventions, redlines as markup, proofs with their page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extractor.comparing.comparison import Change, Comparison, Verdict
from extractor.exporting.comparison_words import differs, place_words, say
from extractor.exporting.markup import Html, element, join
from extractor.labels import Lang
from extractor.record import ConventionRecord, RegionRecord, Severity, Source

_LONGEST_QUOTE = 1_500


@dataclass
class Sheet:
    """The report in the making; it remembers which pages were drawn, so that each plan is drawn once."""

    comparison: Comparison
    records: tuple[ConventionRecord, ...]
    lang: Lang
    drawn: dict[tuple[int, int], Html] = field(default_factory=dict)

    @classmethod
    def of(cls, comparison: Comparison, records: Sequence[ConventionRecord], lang: Lang) -> Sheet:
        """A sheet for a comparison of these records, in its order."""
        return cls(comparison, tuple(records), lang)

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
        body = element("div", self.plan(source, number), element("blockquote", quote), cls="proof")
        return element("details", element("summary", self.say("report.quote")), body)

    # -- plans of pages -------------------------------------------------------------------------------------------

    def plan(self, source: Source, number: int) -> Html | None:
        """A small plan of the page with the passage marked, where boxes are known."""
        if not source.regions:
            return None
        first = source.regions[0].page
        page = next((p for p in self.records[number].source.pages if p.number == first), None)
        if page is None or page.width <= 0 or page.height <= 0:
            return None
        if (number, first) not in self.drawn:
            self.drawn[number, first] = self._lines(number, first)
        here = [_box(region, "here") for region in source.regions if region.page == first]
        words = f"{self.say('report.page')} {first} : {self.say('report.page_plan')}"
        lines = element("use", href=f"#page-{number}-{first}")
        box = f"0 0 {page.width:g} {page.height:g}"
        return element("svg", lines, *here, viewBox=box, role="img", aria_label=words, cls="page")

    def _lines(self, number: int, page: int) -> Html:
        lines = (
            line.region for article in self.records[number].articles if article.level <= 1 for line in article.lines
        )
        boxes = [_box(region, "line") for region in dict.fromkeys(lines) if region.page == page]
        return element("g", *boxes, id=f"page-{number}-{page}")

    def page_plans(self) -> Html | None:
        """The plans that were used, each once; shown where they are referred to."""
        if not self.drawn:
            return None
        plans = element("defs", *self.drawn.values())
        return element("svg", plans, width="0", height="0", aria_hidden="true", cls="plans")


def _box(region: RegionRecord, style: str) -> Html:
    return element(
        "rect",
        x=f"{region.x0:.0f}",
        y=f"{region.top:.0f}",
        width=f"{max(region.x1 - region.x0, 1):.0f}",
        height=f"{max(region.bottom - region.top, 1):.0f}",
        cls=style,
    )


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
