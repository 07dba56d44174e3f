"""One frozen `Settings`: what a user may change, from a TOML file and the command line, with the limits that bound a run."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from extractor.errors import ExtractorError


@dataclass(frozen=True, slots=True)
class Settings:
    """Every field has a default that suits an office scan; units are in the names."""

    # reading
    engine: Literal["auto", "tesserocr", "pytesseract"] = "auto"
    ocr_language: str = "fra"
    dpi: int = 300
    ocr: Literal["auto", "always", "never"] = "auto"
    # limits: what is over is refused, or read in part with a finding that names the pages
    max_bytes: int = 500_000_000
    max_pages: int = 2_000
    max_page_pixels: int = 120_000_000
    page_timeout_seconds: float = 120.0
    document_timeout_seconds: float = 3_600.0
    # language: the pipeline's components to leave out
    exclude: tuple[str, ...] = ()
    # a two-digit year is read in the hundred years that end this many years after 2000
    two_digit_year_pivot: int = 50

    def fingerprint(self) -> str:
        """A short hash of all fields: two runs with the same one treat a document alike."""
        import hashlib

        fields = json.dumps(dataclasses.asdict(self), sort_keys=True, default=list)
        return hashlib.sha256(fields.encode()).hexdigest()[:16]


def read_settings(path: Path | None = None, **overrides: Any) -> Settings:
    """Settings from a TOML file, then `overrides` that are not `None`. Raises `ExtractorError` on an unknown key."""
    values: dict[str, Any] = {}
    if path is not None:
        import tomli

        try:
            values = tomli.loads(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
            raise ExtractorError(f"The settings file {path} cannot be used: {error}.") from error
    values.update({key: value for key, value in overrides.items() if value is not None})
    known = {field.name: field for field in dataclasses.fields(Settings)}
    for key, value in values.items():
        if key not in known:
            raise ExtractorError(f"Unknown setting {key!r}.", advice=f"Known settings: {', '.join(sorted(known))}.")
        default = getattr(Settings(), key)
        if isinstance(default, tuple):
            values[key] = tuple(value)
        elif isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
            values[key] = float(value)
        elif type(value) is not type(default):
            raise ExtractorError(f"The setting {key!r} must be of type {type(default).__name__}, not {value!r}.")
    return Settings(**values)
