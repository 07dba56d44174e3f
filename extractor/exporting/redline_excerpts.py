"""A redline in, only what differs out, with a few words around it: for screens on which the whole text has no room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.comparing.comparison import Change

_ELLIPSIS = "…"


def likeness(changes: Sequence[Change]) -> float:
    """0 to 1: how much of both texts is kept."""
    kept = 2 * sum(len(change.text) for change in changes if change.kind == "same")
    whole = kept + sum(len(change.text) for change in changes if change.kind != "same")
    return kept / whole if whole else 1.0


def excerpts(changes: Sequence[Change], *, around: int = 3) -> tuple[Change, ...]:
    """The changes of substance with so many kept words before and after each; an ellipsis stands for the others."""
    shown = list(_plain(changes))
    found: list[Change] = []
    for position, change in enumerate(shown):
        if change.kind != "same":
            found.append(change)
            continue
        words = change.text.split()
        head = words[:around] if position > 0 else []
        tail = words[-around:] if position < len(shown) - 1 else []
        short = len(words) <= len(head) + len(tail)
        text = " ".join(words if short else [*head, _ELLIPSIS, *tail])
        if text:
            found.append(Change(kind="same", text=text + " "))
    return tuple(found)


def _plain(changes: Sequence[Change]) -> Iterator[Change]:
    """The redline with cosmetic differences taken as kept, as the second text has them."""
    kept = ""
    for change in changes:
        if change.kind == "same" or (change.cosmetic and change.kind == "added"):
            kept += change.other or change.text
        elif not change.cosmetic:
            if kept:
                yield Change(kind="same", text=kept)
                kept = ""
            yield change
    if kept:
        yield Change(kind="same", text=kept)


def one_side(changes: Sequence[Change], kind: str) -> str:
    """The excerpts as one text has them: `kind` is "removed" for the first, "added" for the second."""
    return " ".join(change.text.strip() for change in excerpts(changes) if change.kind in ("same", kind)).strip()
