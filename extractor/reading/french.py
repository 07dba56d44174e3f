"""The French words that reading knows, from `french.toml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import tomli


@lru_cache(maxsize=1)
def french() -> dict[str, Any]:
    """The table, read once."""
    return tomli.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
