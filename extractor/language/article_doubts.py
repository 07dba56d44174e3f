"""The sections found in, what is odd about them out: gaps, repeats, recovered headings, a second agreement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.document import Line, lines_of
from extractor.language.contents import find_contents
from extractor.language.facts import Article, Doubt
from extractor.language.folding import fold
from extractor.language.headings import find_candidates
from extractor.language.sections import names_agreement, starts_in

_FRENCH = re.compile(
    r"(?<!\w)(?:le|la|les|des|du|une?|et|est|dans|pour|par|sur|que|qui|aux?|de|ce|cette|avec|sont)(?!\w)"
)
# leaders, a page number set apart or the words themselves: without any of them nobody wrote a table of contents
_LISTING = re.compile(r"(?:[.…_] ?){3}|[ \t]{2}\d{1,3}[ ]*(?:\n|$)|(?i:sommaire|table des|plan de)")
_WORDS = re.compile(r"[^\W\d_]+")
_OPENING = re.compile(r"\n\W*entre(?:\s|:)")
_SAMPLE = 20_000


def article_doubts(text: str, lines: Sequence[Line], articles: Sequence[Article]) -> tuple[Doubt, ...]:
    """What a careful reader would say about the numbering of `articles`, in text order."""
    lines = lines or lines_of(text)
    found = [
        *_language(text),
        *_contents(text, lines),
        *_recovered(text, articles),
        *_sequence(articles),
        *_second(text, lines, articles),
    ]
    main = [a for a in articles if a.kind == "article" and a.level == 1]
    if not main:
        message = "Aucun article n'a été reconnu : le document n'est peut-être pas une convention."
        found.append(Doubt(code="no-articles", severity="warning", message=message, start=0, end=0))
    return tuple(sorted(found, key=lambda d: d.start))


def _language(text: str) -> Iterator[Doubt]:
    sample = fold(text[:_SAMPLE])
    words = len(_WORDS.findall(sample))
    if words >= 60 and len(_FRENCH.findall(sample)) < 0.12 * words:
        message = "Le texte ne semble pas être en français."
        yield Doubt(code="language-not-french", severity="warning", message=message, start=0, end=0)


def _contents(text: str, lines: Sequence[Line]) -> Iterator[Doubt]:
    if not _LISTING.search(text):
        return
    for low, high in find_contents(text, lines, find_candidates(text, fold(text), lines)):
        start, end = lines[low].start, lines[high].end
        message = "Table des matières, mise à part."
        yield Doubt(code="table-of-contents", severity="info", message=message, start=start, end=end)


def _recovered(text: str, articles: Sequence[Article]) -> Iterator[Doubt]:
    for article in articles:
        if article.rule == "heading-recovered":
            shown = " ".join(text[article.heading_start : article.heading_end].split())
            message = f"Titre d'article abîmé, lu comme l'article {article.number} : « {shown} »."
            start, end = article.heading_start, article.heading_end
            yield Doubt(code="heading-recovered", severity="warning", message=message, start=start, end=end)


def _sequence(articles: Sequence[Article]) -> Iterator[Doubt]:
    """Numbers skipped, given twice or out of order; a part and a second agreement may begin at 1 again."""
    previous, seen, fresh = 0, set[str](), False
    for article in articles:
        fresh = fresh or article.kind in ("part", "signature")
        leading = re.match(r"\d+", article.number or "")
        if article.kind != "article" or article.level != 1 or not leading:
            continue
        label, number = article.number or "", int(leading[0])
        if fresh and label == "1":
            previous, seen = 0, set()
        fresh = False
        message = ""
        if label in seen:
            code, message = "duplicate-number", f"Le numéro {label} est donné à deux articles."
        elif number > previous + 1:
            missing = str(previous + 1) if number == previous + 2 else f"{previous + 1} à {number - 1}"
            code, message = "numbering-gap", f"La numérotation saute à {label} : il manque {missing}."
        elif number < previous:
            code, message = "numbering-gap", f"L'article {label} vient après l'article {previous}."
        if message:
            start, end = article.heading_start, article.heading_end
            yield Doubt(code=code, severity="warning", message=message, start=start, end=end)
        seen.add(label)
        previous = max(previous, number)


def _second(text: str, lines: Sequence[Line], articles: Sequence[Article]) -> Iterator[Doubt]:
    """Another agreement behind the signatures of the first: its title, and where it begins."""
    signed = next((a for a in articles if a.kind == "signature"), None)
    if signed is None:
        return
    folded = fold(text)
    ones = (a.start for a in articles if a.kind == "article" and a.level == 1 and a.number == "1")
    again = next((start for start in ones if start > signed.start), None)
    annex = next((a.start for a in articles if a.kind == "annex" and a.start > signed.start), len(text))
    titles = [
        start
        for _, start in starts_in(text, lines, signed.start + 1, again or annex)
        if names_agreement(text, folded, start) and (again or _OPENING.search(folded, start, start + 400))
    ]
    if again is None and not titles:
        return
    start = titles[0] if titles else again or 0
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    message = f"Une seconde convention semble commencer ici : « {' '.join(text[start:end].split())[:80]} »."
    yield Doubt(code="second-convention", severity="warning", message=message, start=start, end=end)
