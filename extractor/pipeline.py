"""A file in, the record of one convention out: read, lay out, annotate, assemble."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.document import Document, Page
from extractor.errors import ReadError
from extractor.record import ConventionRecord, SourceFile
from extractor.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Extraction:
    """The record of a convention and the laid-out document it was drawn from."""

    record: ConventionRecord
    document: Document


@lru_cache(maxsize=2)
def _language(exclude: tuple[str, ...]) -> Language:
    from extractor.language import load

    return load(exclude=exclude)


def warm_up(settings: Settings) -> None:
    """Load the French pipeline now, as a worker does before its first document. Raises `ModelMissing`."""
    _language(settings.exclude)


def extract(path: Path | str, settings: Settings | None = None) -> ConventionRecord:
    """The record of the convention in the file `path` (PDF, image, or plain transcript). Raises `ExtractorError`."""
    return extract_document(Path(path), settings or Settings()).record


def extract_document(
    path: Path, settings: Settings, *, record_id: str | None = None, relative_path: str | None = None
) -> Extraction:
    """Record and document of one file; `record_id` and `relative_path` default to the file's stem and name."""
    from extractor.reading import media_type, read

    pages = read(path, settings)
    size, digest = _digest([path])
    source = SourceFile(path=relative_path or path.name, sha256=digest, bytes=size, media_type=media_type(path))
    return _extract_pages(pages, source, record_id or path.stem, settings)


def extract_folder(paths: Sequence[Path], settings: Settings, *, record_id: str, relative_path: str) -> Extraction:
    """Record and document of a folder of page images, one page a file in natural order of names."""
    from extractor.reading import read_folder

    pages = read_folder(paths, settings)
    size, digest = _digest(paths)
    source = SourceFile(path=relative_path, sha256=digest, bytes=size, media_type="inode/directory")
    return _extract_pages(pages, source, record_id, settings)


def _extract_pages(pages: Sequence[Page], source: SourceFile, record_id: str, settings: Settings) -> Extraction:
    from extractor.assembling import build_record
    from extractor.language import annotate
    from extractor.layout import lay_out

    document = lay_out(pages)
    doc = annotate(_language(settings.exclude), document)
    return Extraction(build_record(document, doc, source, record_id), document)


def _digest(paths: Sequence[Path]) -> tuple[int, str]:
    """Total size in bytes and SHA-256 of the files, one after the other."""
    digest, size = hashlib.sha256(), 0
    for path in paths:
        try:
            with path.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
                    size += len(block)
        except OSError as error:
            raise ReadError(f"{path} cannot be read: {error.strerror or error}.") from error
    return size, digest.hexdigest()
