"""Relative paths in, ids out: unique, the same whatever ran before, and safe as file names on any system."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

_MAX_BYTES = 120  # file systems allow 255; leave room for suffixes and temporary names
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def assign_ids(inputs: Sequence[tuple[str, Path, str]]) -> list[str]:
    """The id of each (relative path, path, extension): `("halle/scan.pdf", …, ".pdf")` is "halle--scan".

    Inputs that would share one keep their extension; where that does not part them either (two files named scan.pdf
    on one command line), the folders above are put before the stem, and at the very last a short hash after it.
    """
    names = [_candidates(*one) for one in inputs]
    level = [0] * len(names)
    while True:
        chosen = [candidates[at] for candidates, at in zip(names, level, strict=True)]
        # file systems that ignore case must not lose a document
        count = Counter(name.casefold() for name in chosen)
        shared = [i for i, name in enumerate(chosen) if count[name.casefold()] > 1 and level[i] + 1 < len(names[i])]
        if not shared:
            return chosen
        for i in shared:
            level[i] += 1


def _candidates(relative: str, path: Path, extension: str) -> list[str]:
    """The names an input may take, the wished one first."""
    whole = "--".join(part for part in relative.split("/") if part not in ("", ".", ".."))
    plain = whole[: len(whole) - len(extension)] if extension and whole.endswith(extension) else whole
    absolute = path.absolute()
    above = absolute.parts[1 : len(absolute.parts) - len(relative.split("/"))]
    longer = ["--".join((*above[i:], plain)) for i in range(len(above) - 1, -1, -1)]
    digest = hashlib.sha256(str(absolute).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return [safe_name(name) for name in (plain, whole, *longer)] + [safe_name(whole, ending=f"~{digest}")]


def safe_name(name: str, *, ending: str = "") -> str:
    """A name that is a single harmless file name: `safe_name("../a:b")` is "_a_b"."""
    clean = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", name)).strip(" .") or "document"
    if _DEVICES.fullmatch(clean):
        clean += "_"
    room = _MAX_BYTES - len(ending.encode())
    if len(clean.encode()) > room:
        ending = ending or "~" + hashlib.sha256(clean.encode()).hexdigest()[:8]
        clean = clean.encode()[: _MAX_BYTES - len(ending.encode())].decode("utf-8", "ignore").rstrip(" .")
    return clean + ending
