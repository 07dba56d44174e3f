"""The text of one of the program's own TOML files in, its tables out: as tomllib has them, in a fifth of the time.

Lists of French words are plainly written: headers, strings, whole numbers and lists of strings, which stand in TOML as in
JSON. A file that holds anything else is read by tomllib, as a whole; so are files that people write.
"""

from __future__ import annotations

import json
import re
from typing import Any

_NAME = r'(?:[A-Za-z0-9_-]+|"[^"\\\n]+")'
_STATEMENT = re.compile(
    rf"(?P<nothing>[ \t]*(?:\#[^\n]*)?\n)"
    rf"|\[(?P<table>{_NAME}(?:\.{_NAME})*)\]\n"
    rf"|\[\[(?P<item>{_NAME})\]\]\n"
    rf"|(?P<key>{_NAME})\ =\ (?P<value>\[\n(?:[ \t]+[^\n]*\n)*\]|[^\n]+)\n",
    re.VERBOSE,
)
_PARTS = re.compile(_NAME)
_LAST_COMMA = re.compile(r",\s*\]\Z")


def read_toml(text: str) -> dict[str, Any]:
    """What a TOML text holds. Raises `tomllib.TOMLDecodeError`."""
    try:
        return _plainly_read(text if text.endswith("\n") else text + "\n")
    except ValueError:
        import tomllib

        return tomllib.loads(text)


def _plainly_read(text: str) -> dict[str, Any]:
    """What a plainly written text holds. Raises `ValueError` where it is not, or says something twice."""
    whole: dict[str, Any] = {}
    table = whole
    position = 0
    while position < len(text):
        match = _STATEMENT.match(text, position)
        if match is None:
            raise ValueError("not plainly written")
        position = match.end()
        if match["key"] is not None:
            _put(table, _name(match["key"]), _value(match["value"]))
        elif match["table"] is not None:
            *above, last = map(_name, _PARTS.findall(match["table"]))
            table = whole
            for name in above:
                table = table.setdefault(name, {})
                if not isinstance(table, dict):
                    raise ValueError("a list of tables is not named by its parts")
            table = _put(table, last, {})
        elif match["item"] is not None:
            items = whole.setdefault(_name(match["item"]), [])
            if not isinstance(items, list) or (items and not isinstance(items[0], dict)):
                raise ValueError("a table and a list of tables of one name")
            items.append(table := {})
    return whole


def _put(table: dict[str, Any], name: str, value: Any) -> Any:
    if name in table:
        raise ValueError("said twice")
    table[name] = value
    return value


def _name(written: str) -> str:
    return written.strip('"')


def _value(written: str) -> str | int | list[str]:
    """A string, a whole number or a list of strings. Raises `ValueError` on all else."""
    value = json.loads(_LAST_COMMA.sub("]", written) if written.startswith("[") else written)
    if type(value) in (str, int) or (isinstance(value, list) and all(isinstance(item, str) for item in value)):
        return value  # type: ignore[no-any-return]
    raise ValueError("another kind of value")
