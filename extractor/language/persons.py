"""A person's name at an offset: civility, first names, SURNAME before or after, initials, particles.

A blank left to fill in ("M. ………", "[nom]", "Xxxx") is a person without a name. Matching is on folded text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

import tomli

from extractor.language import lexicon
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.names import read_blank, skip, tidy

MAX_NAME_WORDS = 8
_WORD = re.compile(r"[^\W\d_]+(?:(?:-‐|['’\-‐‑–]|(?<![^\W\d_]{3})\.|\.(?=[^\W\d_](?![^\W\d_])))[^\W\d_]+)*\.?")
_STANDING = re.compile(r"\s?\((?:2e?\s?s|er|cr|h|r)\)(?=\s)")  # "le général (2S) ROY", "le colonel (er) BLIN"
_NOBODY = re.compile(r"[ \t]*[,;:\n]|[ \t]+\.(?=\s)")
_COLON = re.compile(r"[ \t]*:[ \t]*(?=\w)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[\s\-]?){1,4}")


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
    table = tomli.loads(resources.files(lexicon).joinpath("first_names.toml").read_text("utf-8"))
    return frozenset(fold(form) for form in table["first_name"]["forms"])


def read_civility(text: str, folded: str, pos: int, end: int) -> tuple[int, bool]:
    """Where the civilities at `pos` end (or `pos`), and whether they are plural ("MM.", "Mesdames")."""
    pattern = load_lexicon("civilities")["civility"].pattern
    plural, at, moved, either = False, pos, True, False
    while moved and at < end:
        moved = False
        article = re.compile(r"(?:le|la|l')\s*").match(folded, at, end)
        for begin in (at, article.end() if article else at):
            match = pattern.match(folded, begin, end)
            if match is None:
                continue
            standing = _STANDING.match(folded, match.end(), end)
            after = skip(folded, standing.end() if standing else match.end(), end, " \n*_")
            joint = re.compile(r"(?:et|ou|/)\s*(?=(?:mme|madame|m\.|monsieur)\b)").match(folded, after, end)
            begins = _begins_name(text, folded, after, end)
            colon = _COLON.match(folded, match.end(), end) if either else None  # "M. ou Mme : Anne ROY"
            if colon and _begins_name(text, folded, colon.end(), end):
                after, begins = colon.end(), True
            nobody = (
                not begins and either and _NOBODY.match(folded, match.end(), end)
            )  # "Mr ou Mme, directeur": left open
            if not (
                begins or joint or nobody or pattern.match(folded, after, end) or read_blank(folded, after, end) > after
            ):
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
            at, moved, either = (joint.end() if joint else match.end() if nobody else after), True, joint is not None
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
    if civility and _NOBODY.match(folded, at, end) and folded[at - 1] != " ":
        return Person(begin, at, None, at, civility, plural)
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
    stop = words[-1][1]
    bracketed = re.compile(r"\s\(([^\W\d_][\w.-]*(?:[ -][^\W\d_][\w-]*)?)\)").match(text, stop, end)
    if civility and bracketed and re.split(r"[ .-]", fold(bracketed[1]))[0] in _first_names():
        stop = bracketed.end()  # "M. Delmas (Ulysse)"
    name = tidy(text[at:stop])
    if re.search(r"x{3}|^x{1,2}\.?$|^n\.?$|^y{2}", fold(name)):
        return Person(begin, stop, None, at, civility, plural)
    return Person(begin, stop, name, at, civility, plural)


def _name_words(text: str, folded: str, pos: int, end: int, *, sure: bool) -> list[tuple[int, int]]:
    """The words of a name at `pos`; none where they are too few or nothing tells them from other capitals."""
    particles = _particles()
    words: list[tuple[int, int]] = []
    full: list[str] = []  # those that are no particles
    at = pos
    while 0 <= at < end and len(words) < MAX_NAME_WORDS:
        initials = _INITIALS.match(text, at, end)
        match = _WORD.match(text, at, end)
        if initials and initials[0][0].isupper() and (match is None or initials.end() >= match.end()):
            words.append((at, at + len(initials[0].rstrip())))
            at = _next_word(folded, words[-1][1], end)
            continue
        if match is None:
            break
        word, low = match[0], fold(match[0]).rstrip(".")
        particle = low in particles or (low.startswith(("d'", "l'")) and word[0].islower() and word[2:3].isupper())
        if not word[0].isupper() and (not particle or (not words and not sure)):
            break
        if word[0].isupper() and not particle and _ends_name(text, folded, at, end, words, full):
            break
        if not words and not sure and load_lexicon("civilities")["no_name"].pattern.match(folded, at, end):
            break
        closed = word.endswith(".") and not _is_abbreviation(word, first=not full)
        words.append((at, match.end() - closed))
        if not particle or word[0].isupper():
            full.append(word)
        at = -1 if closed else _next_word(folded, match.end(), end)
    while words and fold(text[slice(*words[-1])]) in particles and not text[words[-1][0]].isupper():
        words.pop()
    if not full or not words or sure:
        return words if full else []
    return words if len(full) >= 2 and _tells_a_person(full) else []


def _ends_name(text: str, folded: str, at: int, end: int, words: list[tuple[int, int]], full: list[str]) -> bool:
    """Whether the word with a capital at `at` no longer belongs to the name that `words` began."""
    match = _WORD.match(text, at, end)
    word = match[0] if match else ""
    low = fold(word).rstrip(".")
    if low in _first_names() or _is_surname_le(text, words):
        return False
    if words and len(low) > 2 and load_lexicon("civilities")["civility"].pattern.match(folded, at, end):
        return True
    bare = at + 2 if low.startswith("l'") else at
    if _stops_name(folded, bare, end):
        surname = _capital(word) and full and not _capital(full[-1]) and not _is_role(folded, at, end)
        return not surname  # "Paul MAISON": a noun in capitals after a first name is a surname
    # "Jean DUPONT Adjoint": nothing follows a surname in capitals
    return bool(full) and _capital(full[-1]) and not _capital(word) and not _capital(full[0])


def _tells_a_person(full: list[str]) -> bool:
    """Whether words without civility are a person's: one is a first name, or a surname in capitals follows."""
    known = any(part in _first_names() for word in full for part in re.split(r"[-.']", fold(word)) if part)
    return known or (not _capital(full[0]) and any(_capital(word) and len(word) > 2 for word in full[1:]))


def _is_surname_le(text: str, words: list[tuple[int, int]]) -> bool:
    """Whether the word before is a "Le" with a capital on the same line, right after a first name."""
    if len(words) != 2 or text[slice(*words[1])] not in ("Le", "La", "LE", "LA"):
        return False
    return "\n" not in text[words[0][0] : words[1][1] + 1] and fold(text[slice(*words[0])]) in _first_names()


def _is_abbreviation(word: str, *, first: bool) -> bool:
    """Whether the dot of `word` belongs to a name ("Geo.", "Louis-S.") and does not end the sentence."""
    return len(re.split(r"[-‐‑–.]", word.rstrip("."))[-1]) == 1 or (first and len(word) <= 5)


def _next_word(folded: str, pos: int, end: int) -> int:
    """Where the next word of the same name would begin; -1 after punctuation, a blank line or a wide gap."""
    match = re.compile(r"(?:[ *_]{1,2}|[ *_]*\n[ *_]*)(?=[^\W\d_])").match(folded, pos, end)
    if match:
        return match.end()
    hyphen = re.compile(r" - ?(?=[^\W\d_])|- (?=[^\W\d_])").match(folded, pos, end)
    ahead = _WORD.match(folded, hyphen.end(), end) if hyphen else None
    return ahead.start() if ahead and ahead[0] in _first_names() else -1  # "Jean - Noël"
