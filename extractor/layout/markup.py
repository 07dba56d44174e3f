"""A line of a transcript in, its plain words out, with what its Markdown said of them: heading, bold, a table's row."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BOLD = re.compile(r"\*{2,3}|</?(?:b|strong)>|(?<!_)__(?!_)", re.IGNORECASE)
_TAGS = re.compile(r"</?(?:u|i|em|sup|sub|center|p|div|span)(?:\s[^<>]{0,80})?>", re.IGNORECASE)
_LINE_TAG = re.compile(r"<br\s?/?>", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}\s+")
_TEXT_COMMAND = re.compile(r"\\(?:text|mathrm|textsuperscript)\s?\{\s?([^{}]{0,20}?)\s?\}")
_RAISED = re.compile(r"\s?\^(?:\{\s?([^{}]{1,12}?)\s?\}|(ers?|ères?|res?|èmes?|es?|os?|°)(?!\w))")
_FORMULA = re.compile(r"\$\s?([^$\n]{0,40}[\^\\][^$\n]{0,40}?)\s?\$")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~&%$-])")
_ITALIC = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,300}?)(?<=[^\s*])\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_\n]{1,300}?)(?<=[^\s_])_(?![\w_])"
)
_PICTURE = re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,400}\)")
_RULE = re.compile(r"(?:-\s?){3,}|(?:\*\s?){3,}|(?:=\s?){3,}")
_TABLE_RULE = re.compile(r"\|?(?:\s?:?-{2,}:?\s?\|)+(?:\s?:?-{2,}:?\s?)?")
_MARKED = re.compile(r"[*_#<>\[\]\\^$|]|^[-=]")  # without one of these a line is plain
_BLANKS = re.compile(r"[ \t]+")


@dataclass(frozen=True, slots=True)
class Plain:
    """A line without its marks; `open` says that bold goes on to the next line."""

    text: str
    heading: bool = False
    bold: bool = False
    table: bool = False
    mark: str = ""  # what was taken out whole: a picture, a rule
    open: bool = False


def read_markup(line: str, *, bold: bool = False) -> Plain:
    """The plain words of a line; `bold` says that bold was open at its start.

    `read_markup("## Fait le **1^{er} mai**").text` is "Fait le 1er mai".
    """
    stripped = line.strip(" \t")
    if not bold and not _MARKED.search(stripped):
        return Plain(_BLANKS.sub(" ", stripped))
    if _TABLE_RULE.fullmatch(stripped) or _RULE.fullmatch(stripped):
        return Plain("", mark=stripped, open=bold)
    mark = " ".join(_PICTURE.findall(stripped))
    text = _LINE_TAG.sub(" ", _TAGS.sub("", _PICTURE.sub(" ", stripped)))
    heading = _HEADING.match(text)
    if heading:
        text = text[heading.end() :]
    text, share, bold = _without_bold(text, bold)
    text = _raised(text)
    text = _ITALIC.sub(lambda match: match[1] or match[2], text)
    text = _ESCAPE.sub(r"\1", text)
    table = len(text) > 2 and text.strip()[:1] == "|" == text.strip()[-1:]
    if table:
        text = "  ".join(
            cell for part in text.strip().strip("|").split("|") if (cell := _BLANKS.sub(" ", part).strip())
        )
    else:
        text = _BLANKS.sub(" ", text).strip()
    return Plain(text, heading is not None, share > 0.8, table, mark, bold)


def _without_bold(text: str, bold: bool) -> tuple[str, float, bool]:
    """The text without its bold marks, the share of its letters that is bold, and whether bold is open at its end."""
    kept, letters, all_letters, end = [], 0, 0, 0
    for match in [*_BOLD.finditer(text), None]:
        part = text[end : match.start() if match else len(text)]
        count = sum(char.isalnum() for char in part)
        letters += count if bold else 0
        all_letters += count
        kept.append(part)
        if match:
            end = match.end()
            bold = not bold
    return "".join(kept), letters / all_letters if all_letters else 0.0, bold


def _raised(text: str) -> str:
    """Raised letters written in line: "1^{er}", "$1^{\\text{er}}$", "n^o"."""
    if "^" not in text and "\\" not in text:
        return text
    text = _TEXT_COMMAND.sub(r"\1", _FORMULA.sub(r"\1", text).replace("\\circ", "°"))
    return _RAISED.sub(lambda match: match[1] or match[2], text)
