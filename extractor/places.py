"""A path into a record's plain data in (`parties[id=p2].alias`), the place it names out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_FIXED = {"id", "schema_version", "source"}  # the record's own; `source` is also any fact's provenance
_STEP = re.compile(r"([a-z_]+)(?:\[([^\]\n]*)\])?(?:\.|$)")


@dataclass(slots=True)
class Place:
    """Where a value stands: `holder[key]`, and the fact around it that has a `source`."""

    holder: Any
    key: Any
    fact: dict[str, Any] | None

    @property
    def value(self) -> Any:
        return self.holder[self.key]


def find_place(data: dict[str, Any], path: str) -> Place:
    """The place that `parties[id=p2].representatives[0].name` names. Raises `ValueError` that says what is there."""
    place = Place({"": data}, "", None)
    position = 0
    while position < len(path):
        step = _STEP.match(path, position)
        if step is None or (step.end() == len(path) and path.endswith(".")):
            raise ValueError(f"the path cannot be read from {path[position:]!r} on.")
        name, selector = step.groups()
        if not isinstance(place.value, dict):
            raise ValueError(f"{path[:position].rstrip('.')!r} has no field {name!r}: it is empty, or a list.")
        if name not in place.value:
            raise ValueError(f"there is no field {name!r}; there are {', '.join(place.value)}.")
        if name == "source" or (position == 0 and name in _FIXED):
            raise ValueError(f"{name!r} cannot be corrected.")
        place = _enter(place, name)
        if selector is not None:
            place = _enter(place, _choose(place.value, selector))
        position = step.end()
    if not path:
        raise ValueError("the path is empty.")
    return place


def _enter(place: Place, key: Any) -> Place:
    inside = place.value
    fact = inside if isinstance(inside, dict) and _is_source(inside.get("source")) else place.fact
    return Place(inside, key, fact)


def _is_source(value: Any) -> bool:
    return isinstance(value, dict) and "quote" in value


def _choose(items: Any, selector: str) -> int:
    """The index that `[2]`, `[id=p2]` or `[p2]` stands for; exactly one item must fit."""
    if not isinstance(items, list):
        raise ValueError(f"[{selector}] follows what is no list.")
    if selector.isdecimal():
        if int(selector) >= len(items):
            raise ValueError(f"there is no item {selector}; there are {len(items)}, counted from 0.")
        return int(selector)
    name, _, wanted = selector.partition("=") if "=" in selector else ("id", "", selector)
    wanted = wanted.strip().strip("\"'")
    fits = [i for i, item in enumerate(items) if isinstance(item, dict) and str(item.get(name.strip())) == wanted]
    if len(fits) != 1:
        raise ValueError(f"{len(fits)} items have {name.strip()} {wanted!r}; exactly one must.")
    return fits[0]
