"""A line in, the heading that damage hides out: "icle 7 - Fin ncement", "Article Objet", "… parties. ARTICLE 3 : …".

Each is weak by itself; it becomes an article only where the sequence has a hole of its size (`numbering.py`).
"""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.distance import Levenshtein

from extractor.language.folding import fold
from extractor.language.heading_context import NUMERO, Candidate, LineInContext
from extractor.language.heading_numbers import read_number
from extractor.language.heading_titles import is_title
from extractor.language.lexicon import form_source, load_lexicon

_INLINE = re.compile(r"(?<=[.;:!?»)”\" ] )[ ]{0,3}(?:\*\*)?(?:ARTICLE|Article|Art\.|ART\.)[ ]{0,3}(?=[0-9IVXPlU])")
_ON_ONE_LINE = re.compile(rf"{_INLINE.pattern}|(?<=[^\W_] )(?:ARTICLE|Article) {{1,3}}(?=\d)")
_PIECE = re.compile(r"\S+")
_GLUED = re.compile(r"([A-Za-z01|!]{5,7}[A-Za-z01|!])(?=(?:[IVX]{1,5}|\d{1,2})(?!\w))")
_STROKES = re.compile(r"[IVXLHUTNJMEivxlhutnjmre1|!]{1,5}\W?")
_CUT = frozenset(("rticle", "ticle", "icle", "rticie", "ticie"))
_LOOKALIKES = str.maketrans("10|!", "loli")
_LONGEST_TITLE = 120
_ONE_LINE = 400  # letters of a line that no page is wide enough for


@cache
def _shape() -> re.Pattern[str]:
    """A short word, perhaps in pieces, then what may be a number: all other lines are passed over at once."""
    words = {form_source(form) for entry in load_lexicon("heading_numbers").values() for form in entry.forms}
    return re.compile(
        r"[a-z01|!]{1,9}(?:[ .]{1,2}[a-z01|!]{1,6}){0,2}[ .:,-]{0,3}(?:n?[°o][ ]?)?"
        rf"(?:[0-9ivxlsobgzhtufyjen|!]{{1,5}}(?![a-z0-9'])|{'|'.join(sorted(words))})"
    )


def find_damaged(here: LineInContext) -> Candidate | None:
    """ "Arti le 5 - Dur e", "ARTlCLE 3", "icle 7": the word is hurt, the number may be too."""
    if here.quoted or not _shape().match(here.folded, here.start):
        return None
    word = _nearest_word(here)
    if word is None:
        return None
    distance, end = word
    glued = _GLUED.match(here.text, here.start)
    if glued and Levenshtein.distance(fold(glued[1]), "article", score_cutoff=2) <= 2:
        end = glued.end(1)  # "ARTICIEV": the number sticks to the word
    numero = NUMERO.match(here.folded, end, here.end)
    readings, after = read_number(here.text, here.folded, numero.end() if numero else end)
    if not readings or after > here.end:
        return None
    rest, separator = here.after_number(after)
    words = here.text[rest : min(here.end, rest + 200)].strip()
    if words and (words[0].islower() or words[0] in ",;)"):
        return None
    flow = here.flow()
    strength = flow + here.typography() + 1.5 * bool(separator or not words) - 1.5 * distance
    if flow > -2:
        strength = max(strength, -3.0)  # between its two neighbours it counts, however hurt
    contents = here.in_contents(rest)
    return Candidate(
        here.index, here.start, rest, here.end, "damaged", readings, strength, separator, contents=contents
    )


def _nearest_word(here: LineInContext) -> tuple[int, int] | None:
    """Distance from "article" and end of the first word of the line, which may be broken into two or three pieces."""
    best: tuple[int, int] | None = None
    for place, piece in enumerate(_PIECE.finditer(here.folded, here.start, min(here.end, here.start + 24))):
        word = re.sub(r"[ .]", "", here.folded[here.start : piece.end()]).translate(_LOOKALIKES)
        if len(word) > 9 or place == 3:
            break
        distance = 2 if word in _CUT else Levenshtein.distance(word, "article", score_cutoff=2)
        if distance <= 2 and len(word) >= 4 and word != "particle" and (best is None or distance < best[0]):
            best = distance, piece.end()
    return best


def find_unnumbered(here: LineInContext, at: int) -> Candidate | None:
    """ "Article Objet de la convention": the number is lost."""
    if not here.text[here.start].isupper() or here.quoted:
        return None
    rest, separator = here.after_number(at)
    words = here.text[rest : min(here.end, rest + _LONGEST_TITLE + 1)].strip()
    flow = here.flow()
    alone = not words or _STROKES.fullmatch(words)  # "ARTICLE", "Article nr": its number is lost, and nothing else
    if alone and here.isolated and here.followed:
        strength = flow + here.typography() + 1.0
        return Candidate(here.index, here.start, here.end, here.end, "unnumbered", (), strength, separator)
    if not words or words[0].isdigit() or re.match(r"[LRDA]\W", words):  # an article of a code
        return None
    if len(words) > _LONGEST_TITLE or flow < 0 or not is_title(words):
        return None
    strength = flow + here.typography() + 1.0 * bool(separator)
    contents = here.in_contents(rest)
    return Candidate(here.index, here.start, rest, here.end, "unnumbered", (), strength, separator, contents=contents)


def find_inline(here: LineInContext) -> list[Candidate]:
    """Headings inside running text, as a bad text layer leaves them: "… des parties. ARTICLE 3 : DURÉE La …"."""
    found = []
    pattern = _INLINE if here.end - here.start < _ONE_LINE else _ON_ONE_LINE
    for match in pattern.finditer(here.text, here.start + 1, here.end):
        start = match.end() - len(match[0].lstrip(" *"))
        readings, after = read_number(here.text, here.folded, match.end())
        if not readings or after > here.end:
            continue
        rest, separator = here.after_number(after)
        words = here.text[rest : rest + 2]
        bare = not separator.strip()  # "… ce qui suit : Article 1 Objet La présente": a whole text on one line
        if bare and (here.end - here.start < _ONE_LINE or readings[0].cost or not words[:1].isupper()):
            continue
        if not words or not (words[0].isupper() or words[0] in '«"“'):
            continue
        strength = (0.5 if here.text.startswith("ARTICLE", start) else 0.0) - 7.0 * here.quoted
        found.append(Candidate(here.index, start, rest, here.end, "inline", readings, strength, separator))
    return found


_GROUP = re.compile(r"(?:[IVX]{1,5}|[A-H]|\d{1,2})[ ]?[.)–-][ ]+[A-ZÀ-Ý]|(?:TITRE|Titre|CHAPITRE|Chapitre)[ ]+\w")
_TRAILING = re.compile(r"(?<=[^\W_])[ ]+(?=(?:ARTICLE|Article)[ ]+\w{1,8}[ ]*(?:[:.–-][ ]*)?$)")


def find_trailing(here: LineInContext) -> Candidate | None:
    """ "II. Modalités générales Article 2 :": the heading of an article behind that of its part, on one line."""
    line = here.text[here.start : here.end]
    trailing = _TRAILING.search(line) if len(line) <= _LONGEST_TITLE and _GROUP.match(line) else None
    if trailing is None:
        return None
    start = here.start + trailing.end()
    readings, after = read_number(here.text, here.folded, start + len("article "))
    if not readings or after > here.end:
        return None
    return Candidate(here.index, start, here.end, here.end, "inline", readings, here.flow() + 1.0, ":")
