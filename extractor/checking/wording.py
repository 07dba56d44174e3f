"""A record in, what the wording of its sections gives away out: word against figure, blanks, ranges that run backwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from extractor.checking.passages import RULE, Stretch, finding, stretches, told
from extractor.language.numbers import parse_number
from extractor.record import ConventionRecord, Finding

# -- word against figure ------------------------------------------------------------------------------------------

# a figure that a noun follows: "(1)." at the end of a sentence is the mark of a note
_FIGURE = re.compile(r"\(\s?(\d{1,3}(?:[ .\u00a0\u202f]\d{3}){1,4}|\d{1,9})\s?\)(?=\s*[^\W\d_]|\s*[%€])")
_SPELT = re.compile(
    r"(?<![\d,.])(\d{1,3}(?:[ .\u00a0\u202f]\d{3}){1,4}|\d{1,9})\s*\(\s?([^\W\d_]+(?:[\s-]+[^\W\d_]+){0,7})\s?\)"
)
_WORDS = re.compile(r"[^\W\d_]+(?:[\s-]+[^\W\d_]+){0,7}\s*$")
_REACH = 90
_AROUND = 200
_MOST = 100  # of a section that is made of nothing else


def figures(record: ConventionRecord) -> Iterable[Finding]:
    """A number written in words and again in figures, the two differing: "trente (45) jours"."""
    known = told(record, "number-contradiction")
    for stretch in stretches(record):
        for low, high in islice(_contradictions(stretch.text), _MOST):
            place = stretch.passage(low, high)
            if not any(other.start < place.end and place.start < other.end for other in known):
                said = " ".join(place.quote.split())
                yield finding("number-contradiction", "error", f"Le mot et le chiffre diffèrent : « {said} ».", place)
    for amount in record.amounts:
        if amount.source.rule == "words-against-figures":
            said = " ".join(amount.source.quote.split())
            message = f"La somme en lettres n'est pas la somme en chiffres : « {said} »."
            place = amount.source.model_copy(update={"rule": RULE})
            yield finding("number-contradiction", "error", message, place)


def _contradictions(text: str) -> Iterator[tuple[int, int]]:
    for match in _FIGURE.finditer(text):
        before = _WORDS.search(text, max(0, match.start() - _REACH), match.start())
        if before is not None and (low := _differs(before, int(_digits(match[1])))) is not None:
            yield low, match.end()
    for match in _SPELT.finditer(text):
        words = parse_number(match[2], alone=True)
        if words is not None and words != int(_digits(match[1])):
            yield match.start(), match.end()


def _differs(words: re.Match[str], figure: int) -> int | None:
    """Where the number begins that ends `words` and is not `figure`; `None` where any reading of it agrees, or none is there."""
    longest = None
    for start in re.finditer(r"[^\W\d_]+", words[0]):
        value = parse_number(words[0][start.start() :], alone=True)
        if value == figure:
            return None
        if value is not None and longest is None:
            longest = words.start() + start.start()
    return longest


def _digits(written: str) -> str:
    return re.sub(r"\D", "", written)


# -- blanks -------------------------------------------------------------------------------------------------------

_DOTS = r"(?:[.…·][ \t]?){4,}|…{2,}"
_BLANK = re.compile(  # over folded text
    rf"{_DOTS}|_{{3,}}"
    r"|[\[<(]\s*a (?:completer|preciser|definir|renseigner|remplir)\s*[\])>]"
    # in round brackets these explain: "la reconduction (date de début de l'exercice)"
    r"|[\[<]\s*(?:(?:pre)?noms?|dates?|montant|adresse|denomination|indiquer|preciser|completer)"
    r"(?:\s[^\])>\n]{1,60})?\s*[\]>]"
    r"|(?<!\w)(?:x{4,}|x{2,}(?=\s?(?:€|euros?\b|%))|xx(?:[/.](?:x{2,4}|\d{2,4})){1,2})(?!\w)",
)
_DAY_BEFORE = re.compile(r"[^\W\d_]{3,9} \d{4}\s*$")
_ASKS = re.compile(r"(?:\b(?:le|du|au|la|l['’]|de|n[°o])|:)\s*$", re.IGNORECASE)  # "le ……… 2023"
_PLACE_OR_DAY = re.compile(
    r"(?:^|\n)[^\S\n]*fait\s(?:et sign[eé]\s)?[aà]?|\ble\s*$|\bdu\s*$|exemplaires?", re.IGNORECASE
)


def blanks(record: ConventionRecord) -> Iterable[Finding]:
    """Places left to fill in a section, told together. Annexes may be forms, and dots before a figure lead to it."""
    known = told(record, "blank-to-fill")
    for stretch in stretches(record, "preamble", "article", "signature"):
        found = []
        for low, high in _blanks(stretch):
            place = stretch.passage(low, high)
            if not any(other.start <= place.start < other.end for other in known):
                found.append(place)
        if found:
            first = found[0]
            at = first.start - stretch.start
            said = " ".join(stretch.text[max(0, at - 40) : first.end - stretch.start + 20].split())
            more = f" ({len(found)} endroits)" if len(found) > 1 else ""
            yield finding("blank-to-fill", "warning", f"Il reste à compléter : « … {said} … »{more}.", first)


def _blanks(stretch: Stretch) -> Iterator[tuple[int, int]]:
    text = stretch.text
    for match in _BLANK.finditer(stretch.folded):
        low, high = match.start(), match.start() + len(match[0].rstrip())
        line = text[max(0, low - _AROUND) : low].rsplit("\n", 1)[-1]
        rest = text[high : high + _AROUND].split("\n", 1)[0]
        leads = re.match(r"\s*\d[\d ]*(?:[,.]\d+)?\s*(?:€|euros?|t|%|p\.)?(?:$|\s*[.…])", rest)
        if match[0][0] == "[" and _DAY_BEFORE.search(line):
            continue  # "le 3 mai 2031 [date]": an editor says what stands there
        if match[0][0] in ".…·" and leads and not _ASKS.search(line):
            continue  # a table, or a table of contents
        if stretch.article.kind == "signature" and not _PLACE_OR_DAY.search(line):
            continue  # a line to sign on
        yield low, high


# -- ranges, parties ----------------------------------------------------------------------------------------------

_RANGE_OPENS = re.compile(
    r"(?:\bdu|\bentre le|\bde la p[eé]riode du|\b[aà] compter du|\b[aà] partir du)\s*$", re.IGNORECASE
)
_RANGE_GOES_ON = re.compile(r"\s*(?:inclus,?\s*)?(?:au|jusqu['’]au|et le|et jusqu['’]au)\s*", re.IGNORECASE)


def ranges_in_order(record: ConventionRecord) -> Iterable[Finding]:
    """ "du 1er juin 2025 au 31 mai 2024": a range that ends before it begins."""
    known = [d.source for d in record.durations if d.start_date and d.end_date and d.end_date < d.start_date]
    days = sorted((one for one in record.dates if len(one.iso) == 10), key=lambda one: one.source.start)
    for stretch in stretches(record):
        end = stretch.start + len(stretch.text)
        here = [one for one in days if stretch.start <= one.source.start and one.source.end <= end]
        for first, last in pairwise(here):
            low, high = first.source.start - stretch.start, last.source.end - stretch.start
            between = stretch.text[first.source.end - stretch.start : last.source.start - stretch.start]
            if last.iso >= first.iso or not _RANGE_GOES_ON.fullmatch(between):
                continue
            if not _RANGE_OPENS.search(stretch.text[max(0, low - 25) : low]):
                continue
            place = stretch.passage(low, high)
            if not any(other.start < place.end and place.start < other.end for other in known):
                message = f"La période finit ({last.iso}) avant de commencer ({first.iso})."
                yield finding("dates-out-of-order", "error", message, place)


_OTHER_PARTIES = re.compile(r"\b(?:aux|des|les)\s+autres\s+(?:parties|partenaires|signataires)\b", re.IGNORECASE)


def other_parties(record: ConventionRecord) -> Iterable[Finding]:
    """ "Les autres parties" where there are only two: a sentence taken over from another convention."""
    if len(record.parties) != 2:
        return
    for stretch in stretches(record, "article"):
        if match := _OTHER_PARTIES.search(stretch.text):
            message = f"« {' '.join(match[0].split())} » alors que la convention n'a que deux parties."
            yield finding("other-parties-of-two", "info", message, stretch.passage(*match.span()))
