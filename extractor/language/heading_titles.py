"""The words after "Article 3 :" in, title or first sentence out: "Comité" is a title, "Le comité se réunit." is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.document import Line
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon

MAX_TITLE = 220  # characters; the longest titles seen run over two lines
_FUTURE = re.compile(r"(?<!\w)\w{2,}(?:er|ir|dr|vr|rr|tr)(?:ont)(?!\w)|(?<!\w)\w{3,}(?:[fglmnsrtv]er|[sln]ir|ndr|vr|ttr)a(?!\w)")
_PRONOUN = re.compile(r"(?<!\w)(?:se|s'|ne|n'|qui|y|elle|elles|ils)(?=[ \w])(?!\w*ation)")
_HAS = re.compile(r"(?<=[a-zà-ÿ)] )(?:a|ont) (?=[a-zà-ÿ])")
_TRAILING = " \t\n.:;,-–—_*#|"
_LEADING = " \t\n.:;,-–—_*#|)"


def is_sentence(text: str) -> bool:
    """Does a finite verb stand in it? `is_sentence("Le comité se réunit chaque année.")`."""
    folded = fold(text)
    return bool(
        load_lexicon("headings")["finite_verb"].search(folded)
        or _FUTURE.search(folded)
        or _HAS.search(text)
    )


def is_title(text: str) -> bool:
    """May these words, alone, be the title of an article?"""
    bare = text.strip(_TRAILING)
    if not bare or len(bare) > MAX_TITLE or not re.search(r"[^\W\d_]{2}", bare):
        return False
    words = bare.split()
    capital = bare.lstrip("«\"“( ")[:1]
    if capital.islower() or len(words) > 30:
        return False
    stripped = text.rstrip()
    if stripped.endswith((";", ",")) or (stripped.endswith(".") and len(words) > 9):
        return False
    return not (is_sentence(bare) or (len(words) > 16 and not bare.isupper()))


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """`text[start:end]` without separators and white space around it."""
    while start < end and text[start] in _LEADING:
        start += 1
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return start, end


def one_line(title: str) -> str:
    """A title as a value: line breaks and runs of spaces become one space."""
    return re.sub(r"\s+", " ", title.replace("**", "")).strip()


_SPLIT = re.compile(r"[ ]*(?:\.[ ]?[-–—]+|[ ][-–—]+[ ]|[ ]?:[ ]|\.[ ]|\.$)[ ]*")


@dataclass(frozen=True, slots=True)
class HeadingTitle:
    """Where the title stands (`start == end`: there is none) and where the heading, with it, ends."""

    start: int
    end: int
    heading_end: int


def read_title(text: str, lines: Sequence[Line], index: int, at: int, stop: int, *, below: bool = True) -> HeadingTitle:
    """The title of the heading on line `index` whose words begin at `at`; `stop` is the next line that is a heading.

    Without words on its own line the line below may hold it (`below`).
    """
    line = lines[index]
    if text[at : line.end].strip(_TRAILING):
        return _title_from(text, lines, index, at, stop) or _none(at)
    if below and index + 1 < stop and index + 1 < len(lines):
        following = lines[index + 1]
        if following.kind not in ("item", "table") and not _ITEM.match(text, following.start):
            marks = _MARKS.match(text, following.start, following.end)
            start = marks.end() if marks else following.start
            found = _title_from(text, lines, index + 1, start, stop)
            if found and not _lead_in(text[found.start : lines[index + 1].end]):
                return found
    return _none(min(at, line.end))


_ITEM = re.compile(r"\s*(?:[-–—•·●▪]|\(?[a-z0-9]{1,3}\)|\d{1,3}[ .])")
_MARKS = re.compile(r"[\s#*_>]*")


def _none(at: int) -> HeadingTitle:
    return HeadingTitle(at, at, at)


def _lead_in(words: str) -> bool:
    """"Considérant :" opens a body; "Objet :" is a title with its colon."""
    return words.rstrip().endswith(":") and bool(
        load_lexicon("headings")["recital"].pattern.match(fold(words)) or len(words.split()) > 6
    )


def _title_from(text: str, lines: Sequence[Line], index: int, at: int, stop: int) -> HeadingTitle | None:
    line = lines[index]
    last = _extend(text, lines, index, at, stop)
    whole = text[at : lines[last].end]
    if is_title(whole):
        start, end = trim(text, at, lines[last].end)
        return HeadingTitle(start, end, lines[last].end)
    split = _run_in(text, at, min(line.end, at + 400))
    if split is not None:
        start, end = trim(text, at, split[0])
        return HeadingTitle(start, end, split[1])
    first = text[at : line.end]
    if last > index and is_title(first) and len(first.split()) <= 8 and not _dangling(first):
        start, end = trim(text, at, line.end)
        return HeadingTitle(start, end, line.end)
    return None


def _extend(text: str, lines: Sequence[Line], index: int, at: int, stop: int) -> int:
    """The last line of the title or sentence that begins at `at`: it goes on in small letters, or in capitals as before."""
    last, start = index, at
    while last + 1 < min(stop, len(lines)) and lines[last].end - at < MAX_TITLE and last - index < 3:
        here, following = lines[last], lines[last + 1]
        if text.count("\n", here.end, following.start) > 1:
            break
        now, then = text[start : here.end].strip(), text[following.start : following.end].strip()
        if _ITEM.match(then) or not (now and then):
            break
        capitals = now.isupper() and then.isupper() and not now.endswith(".")
        typed = here.bold and following.bold and not now.endswith((".", ":"))
        if not (then[:1].islower() or capitals or typed or _dangling(now)):
            break
        last, start = last + 1, following.start
    return last


def _dangling(words: str) -> bool:
    last = fold(words.rstrip()[-30:]).split(" ")[-1]
    return bool(load_lexicon("headings")["dangling"].pattern.fullmatch(last)) or words.rstrip().endswith((",", "(", "-", "–"))


def _run_in(text: str, at: int, end: int) -> tuple[int, int] | None:
    """Title and sentence on one line: where the title ends and where the sentence begins."""
    for match in _SPLIT.finditer(text, at, end):
        left, right = text[at : match.start()], text[match.end() : end]
        if not is_title(left) or len(left.split()) > 12:
            break
        if right and (right[0].isupper() or ":" in match[0]) and (is_sentence(right) or len(right.split()) > 12):
            return match.start(), match.end()
    capitals = re.match(r"(?:[A-ZÀ-Ý0-9'’&(),/-]+[ ]+){1,14}(?=(?:[A-ZÀ-Ý]['’]?[a-zà-ÿ]|[LD]['’][A-Za-z]))", text[at:end])
    if capitals and re.search(r"[A-ZÀ-Ý]{3}", capitals[0]):
        return at + len(capitals[0].rstrip()), at + capitals.end()
    opener = load_lexicon("headings")["sentence_opener"].search(fold(text[at:end]), 1)
    while opener:
        left = text[at : at + opener.start()]
        if not text[at + opener.start()].isupper() or not left.endswith(" ") or not is_title(left):
            return None
        return at + len(left.rstrip()), at + opener.start()
    return None
