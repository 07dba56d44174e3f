"""A passage in, a clean name out ("la Commune\\nde Bellerive" → "Commune de Bellerive"); how alike two names are.

Blanks left to fill in ("……", "[nom]", "Xxxx") are recognised here. Matching is on folded text.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from extractor.language.folding import fold

_BLANK = re.compile(
    r"(?:[.…_·•]{3,}[.…_·•\s]*|…+[.…\s]*|[\[<]\s*(?:[^\]>\n]{0,60})\s*[\]>]"
    r"|x\.\s*x{3,}|\(\s*(?:(?:nom|prenom|raison|denomination|qualite|fonction|titre|a\s+completer|a\s+preciser|date|lieu|identite|adresse)(?!\w)[^)\n]{0,60}|[\s.…_x]*)\)|-{4,}|(?:a completer|a preciser|a renseigner|a remplir|a indiquer|a definir)(?!\w)"
    r"|(?:\w{2,12}[-‐])?x{3,}[\w.]*(?:[\s‐-]+x{2,}[\w.]*)*|([a-z])\1{3,}(?!\w)"
    r"|(?:nom|prenom)s?(?:\s*(?:,|et|/)?\s*(?:nom|prenom)s?|\s+d[eu]s?\s(?:l'|la\s)?[\w']+)(?!\w))"
)
_MARKUP = re.compile(r"[*_#|]+|(?<!\w)`+|`+(?!\w)")


def tidy(passage: str) -> str:
    """White space, line breaks and Markdown marks of a passage as single spaces; no stray punctuation at its ends."""
    words = " ".join(_MARKUP.sub(" ", passage).split())
    words = re.sub(r"\s+([,.;)\]»])", r"\1", words)
    words = re.sub(r"([(\[«]) +(?=\S)", lambda m: m[1] + (" " if m[1] == "«" else ""), words).strip()
    words = re.sub(r"\s*»", " »", words) if "«" in words else words
    words = words.strip(" ,;:–—―-•·")
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


_TWICE = re.compile(
    r"\b(\S{8,})(?:\s+\1)+(?=\s|$)"
)  # "Communauté d'agglomération d'agglomération", as some converters print


def clean_body_name(passage: str) -> str:
    """The name of a body as written, without leading article, quotes around the whole and broken lines."""
    name = without_article(tidy(passage))
    match = re.fullmatch(r"[«\"“”„‘’']\s*([^«»\"“”]+?)\s*[»\"“”’']", name)
    name = match[1].strip() if match else name
    if name.count("«") > name.count("»") or name.count("“") > name.count("”"):
        name = name.replace("«", " ").replace("“", " ")
    if name.count("(") > name.count(")"):
        name = name[: name.rindex("(")]
    return _TWICE.sub(r"\1", tidy(name))


def is_blank(folded: str) -> bool:
    """Whether a passage only holds a place to fill in: "……", "[nom de la commune]", "XXXX", "_____"."""
    return bool(_BLANK.fullmatch(folded.strip(" ,;:-\n")))


def has_blank(folded: str) -> bool:
    """Whether a place to fill in stands anywhere in a passage."""
    return re.search(r"[.…_]{3}|…|\[|x{3}|([a-z])\1{3}", folded) is not None


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


def same_person(one: str | None, other: str | None) -> float:
    """How alike two names of persons are, 0..1: surnames first, so that "GEO. H. ROY" and "George H. Roy" are one."""

    if not one or not other:
        return 0.0
    a, b = (re.sub(r"[^a-z0-9]+", " ", fold(name)).split() for name in (one, other))
    if not a or not b:
        return 0.0
    whole = max(fuzz.ratio(" ".join(a), " ".join(b)), fuzz.token_sort_ratio(" ".join(a), " ".join(b))) / 100
    if a[-1] == b[-1] and len(a[-1]) > 2 and (a[0][0] == b[0][0] or len(a) == 1 or len(b) == 1):
        return max(whole, 0.9)
    return whole


def written_alike(one: str, other: str) -> bool:
    """Whether two writings of a name differ in capitals, order or first names cut to initials only: "G. ROY", "ROY Gilles"."""
    a, b = (re.findall(r"[^\W\d_]+", name.upper()) for name in (one, other))
    if sorted(a) == sorted(b):
        return True
    short, long = sorted((a, b), key=lambda words: sum(map(len, words)))
    initials = [word for word in short if len(word) == 1]
    return (
        len(short) == len(long)
        and bool(initials)
        and sorted(word for word in short if len(word) > 1) == sorted(_without(long, initials))
    )


def _without(words: list[str], initials: list[str]) -> list[str]:
    """The words, the first that begins with each initial left out."""
    left = list(words)
    for initial in initials:
        named = next((word for word in left if word.startswith(initial)), None)
        if named is not None:
            left.remove(named)
    return left


def same_body(one: str, other: str) -> float:
    """How alike two names of bodies are, 0..1, by folded letters without articles."""

    a, b = (" ".join(re.sub(r"[^a-z0-9]+", " ", fold(without_article(tidy(name)))).split()) for name in (one, other))
    return max(fuzz.ratio(a, b), fuzz.token_sort_ratio(a, b)) / 100 if a and b else 0.0
