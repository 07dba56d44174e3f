"""The words after "Article 3 :" in, title or first sentence out: "Comité" is a title, "Le comité se réunit." is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.document import Line
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.topics import title_topic

MAX_TITLE = 220  # characters; the longest titles seen run over two or three lines
_MAX_WORDS = 30
# the future of command is a verb by its ending alone; nouns in -era ("caméra") are few and named
_FUTURE = re.compile(
    r"(?<!\w)(?!(?:camera|opera|libera|et cetera|cholera)(?!\w))\w{2,}(?:(?:er|ir|dr|vr|rr|tr)ont|(?:er|[sln]ir|[nd]dr|ndr|vr|ttr)a)(?!\w)"
)
# a pronoun before a word that is no infinitive: "se trouvent", "ne répond", "il cesse"
_PRONOUN = re.compile(
    r"(?<!\w)(?:(?:se|ne|ils?|elles?|on|nul ne) |[sn]')(?!il)(?!\w*(?:er|ir|re|oir|etre|avoir)(?!\w))[a-z]\w{2,}"
)
_HAS = re.compile(r"(?<=[a-zà-ÿ)] )(?:a|ont) (?=[a-zà-ÿ])")
_RELATIVE = re.compile(
    r"(?<!\w)(?:qui|que|qu'|dont|ou|auquel|auxquels|auxquelles|a laquelle|lequel|laquelle|lesquels|lesquelles|duquel|desquels|quoi)(?!\w)"
)
_DETERMINED = re.compile(
    r"(?:l'|d'|(?:la|le|les|un|une|des|du|ce|cet|cette|ces|chaque|tout|toute|il|ils|elle|elles|on)\s)"
)
_CIRCUMSTANCE = re.compile(
    r"(?:aux fins|pour|en cas|dans|afin|conformement|sous reserve|a compter|lorsqu|si |au cas|a defaut|en vue|sauf|par derogation|en application|apres|avant|sans prejudice|outre|a l'exception|en raison|des lors|toutefois|quand)"
)
_EDITORIAL = re.compile(r"(?:modifiee?s?|creee?s?|abrogee?s?|remplacee?s?|completee?s?|ajoutee?s?) par\s")
_TRAILING = " \t\n.:;,-–—―_*#|"
_LEADING = _TRAILING + ")"
_SPLIT = re.compile(r"[ ]*(?:\.[ ]?[-–—―]+|[ ][-–—]+[ ]|[ ]?:[ ]|\.[ ]|\.$)[ ]*")
_CAPITALS = re.compile(r"(?:[A-ZÀ-Ý0-9'’&(),/-]+[ ]+){1,14}(?=(?:[A-ZÀ-Ý][a-zà-ÿ]|[LD]['’][A-Za-zÀ-ÿ]|À ))")
# a determiner with its capital, or a sub-article's number, within a line: "Objet de la convention La présente …"
_NEW_SENTENCE = re.compile(
    r"(?<=[a-zà-ÿ)»] )(?:(?:La|Le|Les|Un|Une|Ce|Cette|Ces|Chaque|Toute?|Par|Pour|Aucune?|Elle|Il|Sont) (?=[a-zà-ÿ])|L['’](?=[a-zà-ÿ])|\d{1,2}\.\d{1,2}\.? (?=[A-ZÀ-Ý]))"
)
_ITEM = re.compile(r"\s*(?:[-–—―•·●▪]|\(?[a-z0-9]{1,3}\)|\d{1,3}[ .])")
_MARKS = re.compile(r"[\s#*_>]*")
_SPACED_WORD = re.compile(r"(?<!\w)(?:[^\W\d_] ){2,}[^\W\d_](?!\w)")


@dataclass(frozen=True, slots=True)
class HeadingTitle:
    """Where the title stands (`start == end`: there is none) and where the heading, with it, ends."""

    start: int
    end: int
    heading_end: int


def is_sentence(text: str) -> bool:
    """Does a finite verb stand in it? `is_sentence("Le comité se réunit chaque année.")`."""
    folded = fold(text)
    if _FUTURE.search(folded) or _HAS.search(text) or _PRONOUN.search(folded):
        return True
    return any(not _participle(text[m.start() : m.end()]) for m in load_lexicon("headings")["finite_verb"].find(folded))


def _participle(word: str) -> bool:
    """ "désigné", or "DÉSIGNÉ" without its accents: folded it would pass for "désigne"."""
    return word[-1] in "éÉ" or (word.isupper() and word.endswith("E") and " " not in word and "'" not in word)


_SUB_PARAGRAPH = re.compile(r"\((?:\d{1,2}|[a-h])\)\s")  # "4. (1) Si une bande …"


def is_title(text: str) -> bool:
    """May these words, alone, be the title of an article?"""
    bare = text.strip(_TRAILING)
    words = bare.split()
    if not words or len(bare) > MAX_TITLE or len(words) > _MAX_WORDS or not re.search(r"[^\W\d_]{2}", bare):
        return len(bare) > 2 and bool(_SPACED_WORD.search(bare)) and bare.isupper()
    if bare.lstrip('«"“( ')[:1].islower() or _SUB_PARAGRAPH.match(bare) or bare.startswith("§"):
        return False
    folded = fold(bare)
    if _EDITORIAL.match(folded):
        return False
    stopped = text.rstrip().endswith(".")
    if text.rstrip().endswith((";", ",")) or (stopped and len(words) > 9):
        return False
    if stopped and len(words) > 3 and begins_sentence(bare):
        return False
    if "," in bare and _CIRCUMSTANCE.match(folded):
        return False
    relative = None if stopped else _RELATIVE.search(folded, 1)
    main = bare[: relative.start()] if relative else bare
    return not (is_sentence(main) or (len(words) > 18 and not bare.isupper()))


def begins_sentence(words: str) -> bool:
    """Do the words open with an article or pronoun, as sentences do and titles seldom: "La ville", "Chaque partie"?"""
    return bool(_DETERMINED.match(fold(words)))


_QUOTES = {"«": "»", '"': '"', "“": "”"}


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """`text[start:end]` without separators, white space and quotation marks around it."""
    start, end = _trim(text, start, end)
    if end - start > 4 and _QUOTES.get(text[start]) == text[end - 1]:
        return _trim(text, start + 1, end - 1)
    return start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _LEADING:
        start += 1
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return start, end


def one_line(title: str) -> str:
    """A title as a value: line breaks and runs of spaces become one space, "O B J E T" one word."""
    joined = _SPACED_WORD.sub(lambda m: m[0].replace(" ", ""), title.replace("**", ""))
    return re.sub(r"\s+", " ", joined).strip()


def read_title(text: str, lines: Sequence[Line], index: int, at: int, stop: int, *, below: bool = True) -> HeadingTitle:
    """The title of the heading on line `index` whose words begin at `at`; `stop` is the next line that is a heading.

    Without words on its own line the line below may hold it (`below`).
    """
    line = lines[index]
    if text[at : line.end].strip(_TRAILING):
        return _title_from(text, lines, index, at, stop) or HeadingTitle(at, at, at)
    index = _next_with_words(text, lines, index)
    if below and index + 1 < min(stop, len(lines)):
        following = lines[index + 1]
        if following.kind not in ("item", "table") and not _ITEM.match(text, following.start):
            marks = _MARKS.match(text, following.start, following.end)
            found = _title_from(text, lines, index + 1, marks.end() if marks else following.start, stop)
            if found and not _leads_in(text[found.start : following.end]):
                return found
    return HeadingTitle(line.end, line.end, line.end)


def _next_with_words(text: str, lines: Sequence[Line], index: int) -> int:
    """The line before the next one that holds more than a rule or a lone colon."""
    for skipped in range(index, min(index + 2, len(lines) - 1)):
        if re.search(r"\w", text[lines[skipped + 1].start : lines[skipped + 1].end][:200].replace("_", "")):
            return skipped
    return index


def _leads_in(words: str) -> bool:
    """ "Considérant :" opens a body; "Objet :" is a title with its colon."""
    recital = load_lexicon("headings")["recital"].pattern
    return words.rstrip().endswith(":") and bool(recital.match(fold(words)) or len(words.split()) > 6)


def _title_from(text: str, lines: Sequence[Line], index: int, at: int, stop: int) -> HeadingTitle | None:
    line = lines[index]
    last = _last_line(text, lines, index, at, stop)
    whole = text[at : min(lines[last].end, at + 2 * MAX_TITLE)]
    split = _run_in(text, at, min(line.end, at + 2 * MAX_TITLE))
    if split is not None:
        return HeadingTitle(*trim(text, at, split[0]), split[1])
    if is_title(whole) and not (last == index and _runs_on(text, lines, index, at)):
        return HeadingTitle(*trim(text, at, lines[last].end), lines[last].end)
    if last == index and _small_title(text[at : line.end]):
        return HeadingTitle(*trim(text, at, line.end), line.end)
    first = text[at : line.end]  # a body that begins in small letters may follow a plain title
    if last > index and is_title(first) and len(first.split()) <= 5 and title_topic(first) and not _goes_on(first):
        return HeadingTitle(*trim(text, at, line.end), line.end)
    return None


def _runs_on(text: str, lines: Sequence[Line], index: int, at: int) -> bool:
    """A long line that begins like a sentence and fills its width, with another directly below: the body has begun."""
    words = text[at : lines[index].end]
    if index + 1 >= len(lines) or len(words.split()) < 11 or words.isupper() or not _DETERMINED.match(fold(words)):
        return False
    below = lines[index + 1]
    near = text.count("\n", lines[index].end, below.start) == 1 and not words.rstrip().endswith(".")
    return near and lines[index].end - lines[index].start >= 0.85 * (below.end - below.start)


def _small_title(words: str) -> bool:
    """ "durée de la convention": a title in small letters, of few words that name a clause."""
    bare = words.strip(_TRAILING)
    if not bare[:1].islower() or len(bare.split()) > 8 or title_topic(bare) is None:
        return False
    return is_title(bare[0].upper() + words.strip()[1:])


def _last_line(text: str, lines: Sequence[Line], index: int, at: int, stop: int) -> int:
    """The last line of the title or sentence that begins at `at`: it goes on in small letters, or in capitals as before."""
    last, start = index, at
    while last + 1 < min(stop, len(lines)) and lines[last].end - at < MAX_TITLE and last - index < 3:
        here, following = lines[last], lines[last + 1]
        if text.count("\n", here.end, following.start) > 1 and not (
            last + 2 < stop and _broken_off(text, lines, last + 1)
        ):
            break
        now, then = text[start : here.end].strip(), text[following.start : following.end].strip()
        if not now or not then or _ITEM.match(then):
            break
        capitals = now.isupper() and then.isupper() and not now.endswith((".", ":"))
        typed = here.bold and following.bold and not now.endswith((".", ":"))
        if not (then[:1].islower() or capitals or typed or _goes_on(now)):
            break
        last, start = last + 1, following.start
    return last


def _broken_off(text: str, lines: Sequence[Line], index: int) -> bool:
    """Is the line, set apart, the end of the title above: a few words in small letters that close nothing?"""
    words = text[lines[index].start : lines[index].end].strip()
    alone = index + 1 >= len(lines) or text.count("\n", lines[index].end, lines[index + 1].start) > 1
    few = len(words.split()) <= 8 and not words.endswith((".", ";", ":", ","))
    return alone and few and words[:1].islower() and re.match(r"(?:et|ou|des)(?!\w)", words) is not None


def _goes_on(words: str) -> bool:
    """Do the words end where a title must go on: "modalités de", "sécurité,", "à l'"?"""
    tail = words.rstrip()
    last = fold(tail[-30:]).split(" ")[-1]
    return tail.endswith((",", "(", "«")) or bool(load_lexicon("headings")["dangling"].pattern.fullmatch(last))


def _is_body(words: str) -> bool:
    """Do the words behind a title on its line make the body: a sentence, by its verb or by its form?"""
    formed = "." in words and len(words.split()) > 3 and bool(_DETERMINED.match(fold(words)))
    return formed or len(words.split()) > 12 or is_sentence(words)


def _run_in(text: str, at: int, end: int) -> tuple[int, int] | None:
    """Title and sentence on one line: where the title ends and where the sentence begins."""
    line = text[at:end]
    capitals = _CAPITALS.match(line)
    if capitals and re.search(r"[A-ZÀ-Ý]{3}", capitals[0]) and not line.isupper() and is_title(capitals[0]):
        rest = line[capitals.end() :]
        if is_sentence(rest) or len(rest.split()) > 8:
            return at + len(capitals[0].rstrip()), at + capitals.end()
    for match in _SPLIT.finditer(line):
        left, right = line[: match.start()], line[match.end() :]
        if not is_title(left) or len(left.split()) > 12:
            break
        if right and (right[0].isupper() or ":" in match[0]) and _is_body(right):
            return at + match.start(), at + match.end()
    if line.isupper():
        return None
    opener = load_lexicon("headings")["sentence_opener"].search(fold(line), 1)
    if (
        opener
        and line[opener.start()].isupper()
        and line[opener.start() - 1] == " "
        and is_title(line[: opener.start()])
    ):
        return at + len(line[: opener.start()].rstrip()), at + opener.start()
    for match in _NEW_SENTENCE.finditer(line):
        left, right = line[: match.start()], line[match.start() :]
        if len(left.split()) > 12 or not is_title(left):
            return None
        if right[0].isdigit() or is_sentence(right[:200]):
            return at + len(left.rstrip()), at + match.start()
    return None
