"""Text and articles in, its citations out: of its own articles and annexes, of laws, of other conventions.

An internal one is resolved, broken (there is no such article) or suspicious: the article cited does not hold what the
sentence says it does, and another one does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.language.facts import Article, Reference
from extractor.language.folding import fold
from extractor.language.heading_numbers import HeadingNumber, read_number
from extractor.language.heading_titles import one_line
from extractor.language.lexicon import load_lexicon
from extractor.language.relevance import doubt_of

_ARTICLE = re.compile(r"(?<![\w.])(?:articles?|art\.)\s+(?=[0-9ivxlpudtcqshrLRD(])")
_RELATIVE = re.compile(r"(?<!\w)(?:l'|de l'|a l')?article\s+(precedent|suivant)(?!\w)")
_POINT = re.compile(r"(?<!\w)points?\s+(?=\d{1,2}\.\d)")
_CODE = re.compile(r"\(?[lrda]\s?\*?\.?\s?\*?\s?\d[\d\-.]*(?:\s?(?:,|et|a|ou)\s+(?:[lrda]\s?\.?\s?)?\d[\d\-.]*)*")
_JOIN = re.compile(r"\s*(?:,|et|ou|a|-|–)\s+(?:(?:l'|de l'|a l'|aux? |les )?(?:articles?\s+)?)")
_ASIDE = re.compile(
    r"\s*(?:\([^()]{1,60}\)|,?\s*(?:premier|deuxieme|troisieme|\d+(?:er|e|eme)?)?\s*(?:alineas?|paragraphes?|al\.|§)\s*\d*(?:er|e)?\s*,?"
    r"|et\s+suivants?|ci-(?:dessus|dessous|apres|avant)|sus?-?\s?vises?|susmentionnes?|precites?|modifies?)*\s*"
)
_OF = re.compile(r"(?:de\s+la|de\s+l'|du|des|de\s+cette|de\s+cet|dudit|de\s+ladite|d'une?)\s+")
_ANNEX = re.compile(
    r"(?<!\w)(?:(l'|a l'|en |de l'|dans l'|par l'|les |aux |des |d'|cette |ladite )?)annexes?(?:\s+(?:n[°o]\s?)?(\d{1,2}|[ivx]{1,4}|[a-h])(?![\w'])(?:(?:\s*,\s*|\s+et\s+|\s+a\s+)(\d{1,2}|[ivx]{1,4}|[a-h])(?![\w']))?)?"
)
_LAW = re.compile(
    r"(?<!\w)(?:loi(?:\s+organique)?|decret|ordonnance|arrete|directive|reglement|circulaire)\s+"
    r"(?:\((?:ue|ce|cee)\)\s+)?(?:n[°o]s?\s?)?(?:\d[\d/\-.]*\s?(?:/\s?)?(?:[lce]{2,3}\b)?)?(?:\s?(?:du|en date du)\s+\d{1,2}(?:er)?\s+[a-z]{3,9}\s+\d{4})?"
)
_CODE_NAME = re.compile(
    r"(?<!\w)code\s+(?:general\s+|civil|penal|monetaire\s+|rural|electoral)?(?:(?:du|de|des|de la|de l'|d')\s?[a-z'\- ]{3,60}?(?=[\s,;.:)]))?"
)
_EARLIER = re.compile(
    r"(?<!\w)(?:conventions?|accords?|contrats?|protocoles?|ententes?|avenants?|traite)(?:\s+[a-z\-']{3,20}){0,6}?\s+(?:signee?s?\s+|conclue?s?\s+|intervenue?s?\s+)?(?:le|du|en date du)\s+\d{1,2}(?:er)?\s+[a-z]{3,9}\s+\d{4}"
)


def find_references(text: str, articles: Sequence[Article]) -> tuple[Reference, ...]:
    """All citations in text order; a list ("articles 4 et 5") gives one for each article cited."""
    folded = fold(text)
    amending = bool(load_lexicon("titles")["avenant"].search(folded, 0, min(len(folded), 300)))
    found = [
        *_articles_cited(text, folded, articles, amending),
        *_neighbours(text, folded, articles),
        *_annexes_cited(text, folded, articles),
    ]
    taken = [(r.start, r.end) for r in found]
    found.extend(r for r in _texts_cited(text, folded) if not any(s < r.end and r.start < e for s, e in taken))
    headings = [(a.heading_start, a.heading_end) for a in articles if a.kind in ("article", "annex", "part")]
    kept = [r for r in found if not any(s <= r.start <= s + 3 or (s == e and r.start == s) for s, e in headings)]
    return tuple(sorted(kept, key=lambda r: (r.start, r.end)))


def _articles_cited(text: str, folded: str, articles: Sequence[Article], amending: bool) -> Iterator[Reference]:
    for match in [*_ARTICLE.finditer(folded), *_POINT.finditer(folded)]:
        code = _CODE.match(folded, match.end())
        if code:
            end, name = _after(text, folded, code.end())
            target = one_line(f"article {text[match.end() : code.end()]}" + (f", {name}" if name else ""))
            yield Reference(
                start=match.start(), end=max(end, code.end()), target=target, kind="external", rule="code-article"
            )
            continue
        numbers = list(_numbers(text, folded, match.end()))
        if not numbers:
            continue
        tail, name = _after(text, folded, numbers[-1][2])
        for place, (number, start, end) in enumerate(numbers):
            low = match.start() if place == 0 else start
            if name is not None:
                target = one_line(f"article {number.label}, {name}")
                high = tail if place == len(numbers) - 1 else end
                yield Reference(start=low, end=high, target=target, kind="external", rule="article-elsewhere")
            elif amending and not load_lexicon("references")["own"].pattern.match(folded, tail):
                yield Reference(start=low, end=end, target=number.label, kind="external", rule="amended-article")
            else:
                yield _internal(text, folded, articles, number.label, low, end)


def _internal(text: str, folded: str, articles: Sequence[Article], label: str, start: int, end: int) -> Reference:
    """The reference with its status: is there such an article, and does it speak of that?"""
    plain = Reference(start=start, end=end, target=label, kind="internal", status="resolved", rule="article")
    cited = [a for a in articles if a.kind == "article" and a.number == label]
    if not articles:
        return replace(plain, status="unchecked")
    if not cited:
        return replace(plain, status="broken", reason=f"Il n'y a pas d'article {label}.")
    doubt = doubt_of(text, folded, articles, cited[0], start)
    return replace(plain, status="suspicious", reason=doubt) if doubt else plain


def _numbers(text: str, folded: str, at: int) -> Iterator[tuple[HeadingNumber, int, int]]:
    """The numbers of a list: "4 et 5", "1er, 2 et 3 bis", "V à X" (all from five to ten)."""
    previous: HeadingNumber | None = None
    joined = ""
    for _ in range(40):
        readings, end = read_number(text, folded, at)
        if not readings or readings[0].cost:
            return
        number = readings[0]
        if (
            joined == "a"
            and previous
            and len(number.path) == len(previous.path) == 1
            and number.path[0] - previous.path[0] in range(1, 31)
        ):
            for between in range(previous.path[0] + 1, number.path[0]):
                yield HeadingNumber((between,)), at, end
        yield number, at, end
        previous = number
        join = _JOIN.match(folded, end)
        if not join:
            return
        joined = join[0].split()[0] if join[0].split() else ""
        at = join.end()


def _after(text: str, folded: str, at: int) -> tuple[int, str | None]:
    """What the article is of: where the mention ends, and the name of the other text; `None` for this convention."""
    aside = _ASIDE.match(folded, at)
    start = aside.end() if aside else at
    lexicon = load_lexicon("references")
    if lexicon["own"].pattern.match(folded, start):
        return start, None
    of = _OF.match(folded, start)
    if not of:
        return start, None
    law = lexicon["law"].pattern.match(folded, of.end())
    agreement = lexicon["agreement"].pattern.match(folded, of.end())
    if not law and agreement:
        rest = folded[agreement.end() : agreement.end() + 40]
        if not re.match(
            r"\s+(?:type|collective|nationale?|cadre|initiale?|complementaire|supplementaire|inter\w+|anterieure?|precedente?|d'origine|de \d|du \d|en date|signee? le|relative?|de [a-z]+|d'\w+)",
            rest,
        ):
            return start, None
    if not law and not agreement:
        return start, None
    end = _name_end(folded, of.end())
    return end, text[of.end() : end]


def _name_end(folded: str, at: int) -> int:
    """Where the name of a law or convention that begins at `at` ends."""
    for pattern in (_LAW, _EARLIER, _CODE_NAME):
        match = pattern.match(folded, at)
        if match and match.end() > at + 4:
            return at + len(match[0].rstrip())
    match = re.compile(
        r"[\w'\-]+(?:\s+(?!est|sont|a |les |la |le |pour|par|dans|et |ou |au |aux |sur|en |qui|que|que |des |du )[\w'\-]+){0,3}"
    ).match(folded, at)
    return match.end() if match else at


def _neighbours(text: str, folded: str, articles: Sequence[Article]) -> Iterator[Reference]:
    """ "l'article précédent", "l'article suivant"."""
    main = [a for a in articles if a.kind == "article" and a.level == 1]
    for match in _RELATIVE.finditer(folded):
        here = next((i for i, a in enumerate(main) if a.start <= match.start() < a.end), None)
        there = None if here is None else here + (1 if match[1] == "suivant" else -1)
        start = match.start() + match[0].index("article")
        if there is not None and 0 <= there < len(main):
            yield Reference(
                start=start,
                end=match.end(),
                target=main[there].number or "",
                kind="internal",
                status="resolved",
                rule="neighbour",
            )
        else:
            yield Reference(
                start=start,
                end=match.end(),
                target=match[1],
                kind="internal",
                status="broken",
                reason="Il n'y a pas d'article avant ou après.",
                rule="neighbour",
            )


def _annexes_cited(text: str, folded: str, articles: Sequence[Article]) -> Iterator[Reference]:
    annexes = [a for a in articles if a.kind == "annex"]
    for match in _ANNEX.finditer(folded):
        if any(a.heading_start <= match.start() < max(a.heading_end, a.heading_start + 1) for a in annexes):
            continue
        labels = [g for g in (match[2], match[3]) if g]
        if not labels and match[1].strip() not in ("l'", "a l'", "en", "de l'", "dans l'", "par l'"):
            continue
        start = match.start() + len(match[1])
        for label in labels or [None]:
            yield _annex(annexes, label, start, match.end(), text)


def _annex(annexes: Sequence[Article], label: str | None, start: int, end: int, text: str) -> Reference:
    if label is None:
        target = annexes[0].number or "annex-1" if annexes else "annex-1"
        known = bool(annexes)
    else:
        readings, _ = read_number(label.upper(), label, 0)
        target = f"annex-{readings[0].label}" if readings and not readings[0].cost else f"annex-{label}"
        known = any(a.number == target for a in annexes)
    plain = Reference(start=start, end=end, target=target, kind="internal", status="resolved", rule="annex")
    return plain if known else replace(plain, status="broken", reason="Cette annexe ne se trouve pas dans le document.")


def _texts_cited(text: str, folded: str) -> Iterator[Reference]:
    """Laws, codes and other conventions named without an article."""
    last = 0
    spans = sorted(
        (m.start(), m.start() + len(m[0].rstrip(" ,-.")))
        for p in (_LAW, _CODE_NAME, _EARLIER)
        for m in p.finditer(folded)
    )
    for start, end in spans:
        quote = text[start:end]
        if start >= last and (re.search(r"\d", quote) or folded.startswith("code", start)) and len(quote.split()) > 1:
            last = end
            yield Reference(start=start, end=end, target=one_line(quote), kind="external", rule="text")
