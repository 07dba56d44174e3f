"""Read French conventions and say who binds whom, to what, for how long: every fact with its quote, page and box."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.checking import check
    from extractor.comparing import compare
    from extractor.language import load
    from extractor.language.date_ranges import find_date_ranges
    from extractor.language.dates import find_dates
    from extractor.language.numbers import parse_number
    from extractor.language.periods import find_periods
    from extractor.pipeline import extract

__version__ = "0.1.0"

__all__ = [
    "__version__",
    "check",
    "compare",
    "extract",
    "find_date_ranges",
    "find_dates",
    "find_periods",
    "load",
    "parse_number",
]

# Names are imported when first used: `extractor --help` must not wait for spaCy or OpenCV.
_HOMES = {
    "check": "extractor.checking",
    "compare": "extractor.comparing",
    "extract": "extractor.pipeline",
    "find_date_ranges": "extractor.language.date_ranges",
    "find_dates": "extractor.language.dates",
    "find_periods": "extractor.language.periods",
    "load": "extractor.language",
    "parse_number": "extractor.language.numbers",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'extractor' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
