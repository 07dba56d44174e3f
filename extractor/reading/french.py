"""The French words that reading knows, from `french.toml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from extractor.plain_toml import read_toml


@lru_cache(maxsize=1)
def french() -> dict[str, Any]:
    """The table, read once."""
    return read_toml(Path(__file__).with_suffix(".toml").read_text("utf-8"))
