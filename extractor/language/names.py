"""A passage in, a clean name out: of a body ("la Commune\\nde Bellerive" → "Commune de Bellerive") or of a person.

`read_person` reads a person at an offset: civility, first names, SURNAME before or after, initials, particles; a blank
left to fill in ("M. ………", "[nom]", "Xxxx") is a person without a name. All matching is on folded text.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from extractor.language import lexicon
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon

GAP = r"(?:[^\S\n]*\n?[^\S\n]*)"  # spaces with at most one line break: never a blank line
MAX_NAME_WORDS = 8

_WORD = re.compile(r"[^\W\d_]+(?:['’.\-‐‑–][^\W\d_]+)*\.?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[\s\-]?){1,4}")
_BLANK = re.compile(
    r"(?:[.…_·•]{3,}[.…_·•\s]*|…+[.…\s]*|[\[<(]\s*(?:[^\])>\n]{0,60})\s*[\])>]|-{4,}|a completer|a preciser"
    r"|(?:\w{2,12}[-‐])?x{3,}[\w.]*(?:[\s‐-]+x{2,}[\w.]*)*|([a-z])\1{3,}(?!\w)"
    r"|(?:nom|prenom)s?(?:\s*(?:,|et|/)?\s*(?:nom|prenom)s?|\s+d[eu]s?\s(?:l'|la\s)?[\w']+)(?!\w))"
)
_MARKUP = re.compile(r"[*_#`|]+")


@dataclass(frozen=True, slots=True)
class Person:
    """A person read at `text[start:end]`; `name_start` leaves the civility out; `name` is `None` where left blank."""

    start: int
    end: int
    name: str | None
    name_start: int
    civility: bool
    plural: bool = False


@cache
def _particles() -> frozenset[str]:
    return frozenset(fold(form) for form in load_lexicon("civilities")["particle"].forms)


@cache
def _first_names() -> frozenset[str]:
    """Read as plain words: a pattern of so many names would take half a second to compile."""
    table = tomllib.loads(resources.files(lexicon).joinpath("first_names.toml").read_text("utf-8"))
    return frozenset(fold(form) for form in table["first_name"]["forms"])


def tidy(passage: str) -> str:
    """White space, line breaks and Markdown marks of a passage as single spaces; no stray punctuation at its ends."""
    words = " ".join(_MARKUP.sub(" ", passage).split())
    words = re.sub(r"\s+([,.;)\]»])", r"\1", words)
    words = re.sub(r"([(\[«]) +(?=\S)", lambda m: m[1] + (" " if m[1] == "«" else ""), words).strip()
    words = re.sub(r"\s*»", " »", words) if "«" in words else words
    words = words.strip(" ,;:–—-•·")
    return (
        words[:-1].rstrip()
        if words.endswith(".")
        and not re.search(r"(?:^|[\s.])\w\.$|[A-Z]\.[A-Z]\.$|\b(?:inc|ltee|ltd|cie|co)\.$", fold(words))
        else words
    )


def without_article(name: str) -> str:
    """`name` without its leading article: "l’Office" → "Office", "La Ville" → "Ville", "l Université" → "Université"."""
    match = re.match(r"(?:l['’‘`´]\s*|l\s+(?=[^\W\d_]{3})|(?:la|le|les|un|une|du|des)\s+)(?=\S)", name, re.IGNORECASE)
    return name[match.end() :] if match else name


def clean_body_name(passage: str) -> str:
    """The name of a body as written, without leading article, quotes around the whole and broken lines."""
    name = without_article(tidy(passage))
    match = re.fullmatch(r"[«\"“”„‘’']\s*([^«»\"“”]+?)\s*[»\"“”’']", name)
    name = without_article(match[1].strip()) if match else name
    if name.count("«") > name.count("»") or name.count("“") > name.count("”"):
        name = name.replace("«", " ").replace("“", " ")
    if name.count("(") > name.count(")"):
        name = name[: name.rindex("(")]
    return tidy(name)


def is_blank(folded: str) -> bool:
    """Whether a passage only holds a place to fill in: "……", "[nom de la commune]", "XXXX", "_____"."""
    return bool(_BLANK.fullmatch(folded.strip(" ,;:-\n")))


def read_blank(folded: str, pos: int, end: int) -> int:
    """Where the blank at `pos` ends, or `pos` where there is none."""
    match = _BLANK.match(folded, pos, end)
    if match is None:
        return pos
    return pos + len(match[0].rstrip())


def skip(folded: str, pos: int, end: int, characters: str = " \n,;:-*_•·|>") -> int:
    """`pos` moved over white space and stray punctuation."""
    while pos < end and folded[pos] in characters:
        pos += 1
    return pos


def read_civility(text: str, folded: str, pos: int, end: int) -> tuple[int, bool]:
    """Where the civilities at `pos` end (or `pos`), and whether they are plural ("MM.", "Mesdames")."""
    pattern = load_lexicon("civilities")["civility"].pattern
    plural, at, moved = False, pos, True
    while moved and at < end:
        moved = False
        article = re.compile(r"(?:le|la|l')\s*").match(folded, at, end)
        for begin in (at, article.end() if article else at):
            match = pattern.match(folded, begin, end)
            if match is None:
                continue
            after = skip(folded, match.end(), end, " \n*_")
            joint = re.compile(r"(?:et|ou|/)\s*(?=(?:mme|madame|m\.|monsieur)\b)").match(folded, after, end)
            begins = _begins_name(text, folded, after, end)
            if not (begins or joint or pattern.match(folded, after, end) or read_blank(folded, after, end) > after):
                continue
            if (
                match[0] in ("dr", "pr")
                and text[match.start() : after].isupper()
                and not text[after : after + 3].isupper()
            ):
                continue  # "DR Grand Ouest" is a regional office
            short = len(match[0].rstrip(".")) <= 2 and not text[match.start()].isupper()
            if short and match[0][-1] != ".":
                continue
            plural |= match[0].rstrip(".") in ("mm", "messieurs", "mesdames", "mmes")
            at, moved = (joint.end() if joint else after), True
            break
    return at, plural


def _begins_name(text: str, folded: str, pos: int, end: int) -> bool:
    match = _WORD.match(folded, pos, end)
    if match is None:
        return False
    if text[pos].isupper():
        return not _is_role(folded, pos, end)
    return match[0].split("'")[0] in ("de", "du", "d", "le", "la", "van", "von")


def _is_role(folded: str, pos: int, end: int) -> bool:
    match = load_lexicon("roles")["head"].pattern.match(folded, pos, end)
    return match is not None


def _stops_name(folded: str, pos: int, end: int) -> bool:
    """Whether the word at `pos` cannot be part of a person's name."""
    roles, parties, aliases = load_lexicon("roles"), load_lexicon("parties"), load_lexicon("aliases")
    return any(
        entry.pattern.match(folded, pos, end)
        for entry in (
            roles["head"],
            roles["authority"],
            roles["represented"],
            roles["capacity"],
            parties["name_end"],
            parties["nature"],
            parties["kind"],
            aliases["hereafter"],
            load_lexicon("signature")["noise"],
            load_lexicon("signature")["for"],
            load_lexicon("signature")["signed"],
            load_lexicon("signature")["annex"],
        )
    )


def _capital(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    return len(letters) >= 2 and all(c.isupper() for c in letters)


def read_person(text: str, folded: str, pos: int, end: int, *, lenient: bool = False) -> Person | None:
    """The person named at `pos`, with or without civility; `None` where no person's name begins there.

    Without a civility at least two words are asked for, one of them a known first name or in capitals; `lenient`
    (where the text announces a person) takes any two or three words with a capital up to a comma or a line's end.
    """
    begin = pos
    at, plural = read_civility(text, folded, pos, end)
    civility = at > begin
    blank = read_blank(folded, at, end)
    if blank > at and (civility or blank - at >= 3):
        return Person(begin, blank, None, at, civility, plural)
    words = _name_words(text, folded, at, end, sure=civility)
    if not words and lenient:
        words = _name_words(text, folded, at, end, sure=True)
        closed = words and re.compile(r"[ \t]*(?:[,;(\n]|$)").match(folded, words[-1][1], end)
        words = words if closed and 2 <= len(words) <= 4 and text[at].isupper() else []
    if not words:
        return None
    name = tidy(text[at : words[-1][1]])
    if re.search(r"x{3}|^x{1,2}\.?$|^n\.?$|^y{2}", fold(name)):
        return Person(begin, words[-1][1], None, at, civility, plural)
    return Person(begin, words[-1][1], name, at, civility, plural)


def _name_words(text: str, folded: str, pos: int, end: int, *, sure: bool) -> list[tuple[int, int]]:
    particles, firsts = _particles(), _first_names()
    words: list[tuple[int, int]] = []
    full: list[str] = []
    at = pos
    while at < end and len(words) < MAX_NAME_WORDS:
        initials = _INITIALS.match(text, at, end)
        match = _WORD.match(text, at, end)
        if initials and initials[0][0].isupper() and (match is None or initials.end() >= match.end()):
            stop = at + len(initials[0].rstrip())
            words.append((at, stop))
            at = _next_word(folded, stop, end)
            if at < 0:
                break
            continue
        if match is None:
            break
        word, low = match[0], fold(match[0]).rstrip(".")
        dotted = word.endswith(".")
        is_particle = low in particles or (low.startswith(("d'", "l'")) and word[0].islower() and word[2:3].isupper())
        if not word[0].isupper():
            if not is_particle or (not words and not sure):
                break
        elif (
            words
            and load_lexicon("civilities")["civility"].pattern.match(folded, at, end)
            and len(low) > 2
            and low not in firsts
        ) or (
            _stops_name(folded, at, end)
            and low not in firsts
            and not (_capital(word) and full and not _is_role(folded, at, end) and not _capital(full[-1]))
        ):
            break
        elif (
            full
            and _capital(full[-1])
            and not _capital(word)
            and not is_particle
            and not _capital(full[0])
            and low not in particles
        ):
            break  # "Jean DUPONT Adjoint": nothing follows a surname in capitals
        stop = match.end()
        dotted_end = dotted and not _is_abbreviation(word, first=not full)
        stop -= dotted_end
        words.append((at, stop))
        if not is_particle or word[0].isupper():
            full.append(word)
        if dotted_end:
            break
        at = _next_word(folded, stop, end)
        hyphen = re.compile(r" ?- ?(?=[^\W\d_])").match(folded, stop, end)
        if at < 0 and hyphen and low in firsts and _WORD.match(folded, hyphen.end(), end)[0] in firsts:
            at = hyphen.end()  # "Jean - Noël"
        if at < 0:
            break
    while words and (fold(text[slice(*words[-1])]) in particles and not text[words[-1][0]].isupper()):
        words.pop()
    if not full or not words:
        return []
    if sure:
        return words
    known = any(part in firsts for word in full for part in re.split(r"[-.']", fold(word)) if part)
    capital = any(_capital(word) and len(word) > 2 for word in full[1:]) or (
        _capital(full[0]) and len(full) > 1 and known
    )
    return words if len(full) >= 2 and (known or capital) else []


def _is_abbreviation(word: str, *, first: bool) -> bool:
    """Whether the dot of `word` belongs to a name ("Geo.", "Louis-S.") and does not end the sentence."""
    return len(re.split(r"[-‐‑–.]", word.rstrip("."))[-1]) == 1 or (first and len(word) <= 5)


def _next_word(folded: str, pos: int, end: int) -> int:
    """Where the next word of the same name would begin; -1 after punctuation, a blank line or a wide gap."""
    match = re.compile(r"(?:[ *_]{1,2}|[ *_]*\n[ *_]*)(?=[^\W\d_])").match(folded, pos, end)
    return match.end() if match else -1


def same_person(one: str | None, other: str | None) -> float:
    """How alike two names of persons are, 0..1: surnames first, so that "GEO. H. ROY" and "George H. Roy" are one."""
    from rapidfuzz import fuzz

    if not one or not other:
        return 0.0
    a, b = (re.sub(r"[^a-z0-9]+", " ", fold(name)).split() for name in (one, other))
    if not a or not b:
        return 0.0
    whole = max(fuzz.ratio(" ".join(a), " ".join(b)), fuzz.token_sort_ratio(" ".join(a), " ".join(b))) / 100
    if a[-1] == b[-1] and len(a[-1]) > 2 and (a[0][0] == b[0][0] or len(a) == 1 or len(b) == 1):
        return max(whole, 0.9)
    return whole


def same_body(one: str, other: str) -> float:
    """How alike two names of bodies are, 0..1, by folded letters without articles."""
    from rapidfuzz import fuzz

    a, b = (" ".join(re.sub(r"[^a-z0-9]+", " ", fold(without_article(tidy(name)))).split()) for name in (one, other))
    return max(fuzz.ratio(a, b), fuzz.token_sort_ratio(a, b)) / 100 if a and b else 0.0
