"""Texts in, HTML out in which every text is escaped: markup is made by `element` alone, never by joining strings.

`element("td", "a < b", cls="value")` is `<td class="value">a &lt; b</td>`; children that are `Html` stand as they are.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

_VOID = frozenset({"meta", "link", "br", "hr", "input", "col"})
_NAME = re.compile(r"[a-z][a-zA-Z0-9-]*")
_SHORT = 80  # labels, classes and names stand in every cell of a report
# characters that HTML forbids, and marks that turn the direction of what follows them
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


class Html(str):
    """Markup that is finished: it is not escaped again."""

    __slots__ = ()


def escape(text: str) -> Html:
    """A text as markup."""
    return _escaped_once(text) if len(text) <= _SHORT else _escaped(text)


def _escaped(text: str) -> Html:
    return Html(html.escape(_FORBIDDEN.sub("\ufffd", text), quote=True))


_escaped_once = lru_cache(maxsize=4096)(_escaped)


def join(*children: Html | str | None) -> Html:
    """Children side by side; texts are escaped, `None` is nothing."""
    return Html("".join([c if isinstance(c, Html) else escape(c) for c in children if c is not None]))


def element(tag: str, *children: Html | str | None, **attributes: str | bool | None) -> Html:
    """An element. `cls` is the class, `for_` the attribute "for"; "_" in a name is "-"; `True` is an attribute alone."""
    opening = f"<{_tag(tag)}"
    for name, value in attributes.items():
        if value is not None and value is not False:
            opening += f" {_attribute(name)}" if value is True else f' {_attribute(name)}="{escape(value)}"'
    return Html(f"{opening}>") if tag in _VOID else Html(f"{opening}>{join(*children)}</{tag}>")


@lru_cache(maxsize=256)
def _tag(tag: str) -> str:
    if not _NAME.fullmatch(tag):
        raise ValueError(f"{tag!r} is no tag.")
    return tag


@lru_cache(maxsize=256)
def _attribute(name: str) -> str:
    """The attribute that a keyword stands for."""
    key = {"cls": "class", "for_": "for", "viewBox": "viewBox"}.get(name, name.replace("_", "-"))
    if not _NAME.fullmatch(key) or key.startswith("on"):
        raise ValueError(f"{key!r} is no attribute to be set.")
    return key
