"""Files, their records and a comparison in, pictures of the pages that a report leads to out: of the same files as read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from extractor.errors import ExtractorError

if TYPE_CHECKING:
    from extractor.comparing.comparison import Comparison
    from extractor.exporting.comparison_pages import PagePictures
    from extractor.labels import Lang
    from extractor.record import ConventionRecord, SourceFile
    from extractor.settings import Settings

_PIECE = 1 << 20
_FOLDER = "inode/directory"  # the media type of a folder of page images


def page_pictures(
    files: Sequence[Path],
    records: Sequence[ConventionRecord],
    comparison: Comparison,
    settings: Settings,
    *,
    originals: Sequence[Path] = (),
    lang: Lang = "fr",
) -> PagePictures:
    """The pictures, at most so many and so large in all; why a convention has none stands with them.

    A file is the one that was read if its digest is: of a document that was changed since, no page is shown.
    """
    from extractor.exporting.comparison_pages import MOST_BYTES, MOST_PICTURES, PagePictures, pages_wanted
    from extractor.exporting.comparison_words import say

    wanted = pages_wanted(comparison, records)
    kept = set(wanted[:MOST_PICTURES])
    images: dict[tuple[int, int], bytes] = {}
    missing = {number: say("report.pages_many", lang) for number, _ in wanted if (number, _) not in kept}
    room = MOST_BYTES
    for number, keys in groupby(sorted(kept), key=lambda key: key[0]):
        found, why = _of_one(files[number], records[number], [page for _, page in keys], settings, originals)
        if why:
            missing[number] = say(f"report.{why}", lang).replace("{path}", records[number].source.path)
        for page, image in found:
            if len(image) > room:
                missing[number] = say("report.pages_many", lang)
                break
            room -= len(image)
            images[number, page] = image
    for number, record in enumerate(records):
        if number not in missing and not any(key[0] == number for key in wanted):
            missing[number] = say("report.pages_none", lang).replace("{path}", record.source.path)
    return PagePictures(images, missing)


def _of_one(
    file: Path, record: ConventionRecord, pages: Sequence[int], settings: Settings, originals: Sequence[Path]
) -> tuple[list[tuple[int, bytes]], str]:
    """The pictures of some pages of one document, and why there are none, or not all."""
    from extractor.exporting.comparison_pages import DPI, encode_page
    from extractor.reading.shown import show_folder, show_pages

    places = list(dict.fromkeys(_places(file, record.source, originals)))
    if not places:
        return [], "pages_gone"
    place = next((one for one in map(_files_of, places) if _is_the_one(one, record.source)), None)
    if place is None:
        return [], "pages_changed"
    try:
        if record.source.media_type == _FOLDER:
            images = show_folder(place, pages, len(record.source.pages), DPI, settings)
        else:
            images = show_pages(place[0], pages, DPI, settings)
        shown = zip(pages, images, strict=True)
        found = [(page, encode_page(gray)) for page, gray in shown if gray is not None]
    except (ExtractorError, OSError):
        return [], "pages_unshown"
    return found, "" if len(found) == len(pages) else "pages_unshown"


def _places(file: Path, source: SourceFile, originals: Sequence[Path]) -> Iterator[Path]:
    """Where the document may be: the file named, or from a saved record the path that it tells, seen from some folders."""
    if file.suffix.lower() != ".json":
        yield from (file,) if file.is_file() else ()
        return
    told = PurePosixPath(source.path)
    if told.is_absolute() or ".." in told.parts:
        return
    folders = source.media_type == _FOLDER
    if folders:
        yield from originals  # one of them may be the folder of pages itself
    for folder in (*originals, Path.cwd(), file.parent, file.parent.parent, file.parent.parent.parent):
        for place in (folder / told, folder / told.name):
            if place.is_dir() if folders else place.is_file():
                yield place


def _files_of(place: Path) -> tuple[Path, ...]:
    """A file itself; of a folder of page images the files that a run reads as its pages, in the order of their digest."""
    if not place.is_dir():
        return (place,)
    from extractor.batch.sources import pages_in

    return pages_in(place)


def _is_the_one(files: Sequence[Path], source: SourceFile) -> bool:
    try:
        if not files or sum(file.stat().st_size for file in files) != source.bytes:
            return False
        digest = hashlib.sha256()
        for place in files:
            with place.open("rb") as file:
                while piece := file.read(_PIECE):
                    digest.update(piece)
    except OSError:
        return False
    return digest.hexdigest() == source.sha256
