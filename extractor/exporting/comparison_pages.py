"""Pictures of pages in, what the HTML report shows of them out: a passage cut out of its page, and the page with it marked.

A picture stands in the file once, however many passages lead to it; it is shown when somebody unfolds it, without scripts.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

from extractor.comparing.comparison import Comparison
from extractor.exporting.markup import Html, element
from extractor.record import ConventionRecord, PageRecord, RegionRecord

DPI = 96
MOST_PICTURES = 80
MOST_BYTES = 12_000_000  # of all pictures of a report
_QUALITIES = (45, 30, 20)  # of JPEG, tried in turn until a page is small enough
_LARGEST = 220_000  # bytes of one page
_AROUND = 24.0  # points of the page that are shown above and below a passage
_NARROWEST = 0.55  # share of a page's width that is cut out at least
_HIGHEST = 320.0  # points of a passage that are cut out
_PageKey = tuple[int, int]  # convention by its place, page by its number
_NONE: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PagePictures:
    """JPEG pictures of pages; `missing` says for a convention, by its place, why some or all of its pages have none."""

    images: Mapping[_PageKey, bytes] = field(default_factory=lambda: _NONE)
    missing: Mapping[int, str] = field(default_factory=lambda: _NONE)


def encode_page(gray: Any) -> bytes:
    """A page in grey as a small JPEG."""
    from PIL import Image

    image = Image.fromarray(gray)
    encoded = b""
    for quality in _QUALITIES:
        stream = io.BytesIO()
        image.save(stream, "JPEG", quality=quality, optimize=True)
        encoded = stream.getvalue()
        if len(encoded) <= _LARGEST:
            break
    return encoded


def pages_wanted(comparison: Comparison, records: Sequence[ConventionRecord]) -> tuple[_PageKey, ...]:
    """The pages that passages of the report stand on: those of terms first, then those of findings, then the articles'."""
    places = (
        (number, value.source.regions[0].page)
        for row in comparison.terms
        for number, value in enumerate(row.values)
        if value.source is not None and value.source.regions
    )
    found = (
        (number, one.source.regions[0].page)
        for number, record in enumerate(records)
        for one in record.findings
        if one.source is not None and one.source.regions
    )
    articles = [sorted({(n, line.region.page) for a in r.articles for line in a.lines}) for n, r in enumerate(records)]
    rest = (key for row in zip_longest(*articles) for key in row if key is not None)  # of each convention in turn
    return tuple(dict.fromkeys((*places, *found, *rest)))


# -- markup -------------------------------------------------------------------------------------------------------


def picture(image: bytes, page: PageRecord) -> Html:
    """A page as an element of a plan, in points."""
    data = f"data:image/jpeg;base64,{base64.b64encode(image).decode('ascii')}"
    return element("image", href=data, width=f"{page.width:g}", height=f"{page.height:g}", preserveAspectRatio="none")


def strip(name: str, page: PageRecord, regions: Sequence[RegionRecord], words: str) -> Html:
    """The passage cut out of its page; `name` is the id of the page's picture."""
    top = max(min(region.top for region in regions) - _AROUND, 0)
    low = min(max(region.bottom for region in regions) + _AROUND, page.height, top + _HIGHEST)
    left = max(min(region.x0 for region in regions) - _AROUND, 0)
    right = max(region.x1 for region in regions)
    right = min(max(right, left + _NARROWEST * page.width) + _AROUND, page.width)
    left = max(min(left, right - _NARROWEST * page.width), 0)
    box = f"{left:.0f} {top:.0f} {max(right - left, 1):.0f} {max(low - top, 1):.0f}"
    return element("svg", *_on(name, regions), viewBox=box, role="img", aria_label=words, cls="strip")


def sheet(name: str, page: PageRecord, regions: Sequence[RegionRecord], words: str) -> Html:
    """The whole page with the passage marked."""
    box = f"0 0 {page.width:g} {page.height:g}"
    return element("svg", *_on(name, regions), viewBox=box, role="img", aria_label=words, cls="sheet")


def _on(name: str, regions: Iterable[RegionRecord]) -> Iterator[Html]:
    yield element("use", href=f"#{name}")
    for region in regions:
        yield rectangle(region, "here")


def rectangle(region: RegionRecord, style: str) -> Html:
    """A box on a page."""
    return element(
        "rect",
        x=f"{region.x0:.0f}",
        y=f"{region.top:.0f}",
        width=f"{max(region.x1 - region.x0, 1):.0f}",
        height=f"{max(region.bottom - region.top, 1):.0f}",
        cls=style,
    )


def blocks(regions: Iterable[RegionRecord]) -> dict[int, RegionRecord]:
    """One box a page around the lines of a long passage."""
    found: dict[int, RegionRecord] = {}
    for one in regions:
        old = found.get(one.page, one)
        found[one.page] = RegionRecord(
            page=one.page,
            x0=min(old.x0, one.x0),
            top=min(old.top, one.top),
            x1=max(old.x1, one.x1),
            bottom=max(old.bottom, one.bottom),
        )
    return dict(sorted(found.items()))
