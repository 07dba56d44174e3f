"""Text in, the laws, codes and other conventions it names out; and what the words behind "article 3" say it is of."""

from __future__ import annotations

import re

from extractor.language.facts import Reference
from extractor.language.heading_titles import one_line
from extractor.language.lexicon import load_lexicon

_DATE = r"\d{1,2}(?:er)?\s+[a-z]{3,9}\s+\d{4}"
_LAW = re.compile(
    r"(?<!\w)(?:loi(?:\s+organique)?|decret|ordonnance|arrete|directive|reglement|circulaire)s?\s+"
    r"(?:\((?:ue|ce|cee)\)\s+)?(?:n[°o]s?\s?)?(?:\d[\d/.-]*\s?(?:/\s?)?(?:[lceu]{2,3}(?!\w))?)?"
    rf"(?:\s?(?:modifiee?\s+)?(?:du|en\s+date\s+du)\s+{_DATE})?"
)
_CODE_NAME = re.compile(
    r"(?<!\w)code\s+(?:(?:general|civil|penal|monetaire|rural|electoral|forestier|minier)(?!\w)\s*)?"
    r"(?:(?:des\s|de\s+la\s|de\s+l'|du\s|d')\s?[a-z'-]+(?:\s+(?:et\s+(?:de\s+la\s|de\s+l'|des\s|du\s)|de\s+la\s|de\s+l'|de\s|des\s|du\s|d')\s?[a-z'-]+){0,3})?"
)
# words between "convention" and its date; none of them a verb or a preposition of its own
_EARLIER = re.compile(
    r"(?<!\w)(?:conventions?|accords?|contrats?|protocoles?|ententes?|avenants?|traites?)"
    r"(?:\s+(?!est|sont|prend|sera|court|pour|entre|au|du|le|la|les|en|signe|conclu|passe|interven|a\s)[a-z'-]{2,20}){0,6}?"
    r"\s+(?:(?:signee?s?|conclue?s?|passee?s?|intervenue?s?)\s+(?:le|en\s+date\s+du|du)|du|en\s+date\s+du)"
    rf"\s+{_DATE}"
)
_OWN_BEFORE = re.compile(r"(?:present|presente|ledit|ladite|dudit)\s+$")
_ASIDE = re.compile(
    r"(?:\s?er(?=d))?\s*(?:\([^()]{1,60}\)|«[^«»]{1,80}»|\"[^\"]{1,80}\""
    r"|,?\s*(?:premier|deuxieme|second|troisieme|dernier|\d+(?:er|e|eme)?)?\s*(?:alineas?|paragraphes?|al\.|§)\s*\d*(?:er|e)?\s*,?"
    r"|et\s+suivants?|ci-(?:dessus|dessous|apres|avant)|sus?-?\s?vises?|susmentionnes?|precites?|modifies?|\s)*"
)
_OF = re.compile(r"(?:de\s+la|de\s+l'|du|des|de\s+cette|de\s+cet|dudit|de\s+ladite|d'une?)\s*(?=\w)")
# behind "de la convention": words that make it another one
_OTHER = re.compile(
    r"\s+(?:type|collective|nationale?|cadre|initiale?|complementaire|supplementaire|inter\w+|anterieure?|precedente?"
    r"|precitee?|susvisee?|susmentionnee?|sus-?\s?visee?|visee?|d'origine|en\s+date|signee?\s+le|relati\w+|de\s+\w+|du\s+\d|d'\w+|modifiee?)"
)
_NAME = re.compile(r"[\w'-]+(?:\s+[\w'-]+){0,3}")
_STOP = re.compile(
    r"\s(?:est|sont|ont|a|les|la|le|pour|par|dans|et|ou|au|aux|sur|en|qui|que|ne|se|dont|lorsque|sans|avec)(?!\w)|\s[sn]'"
)


def other_text(text: str, folded: str, at: int, own_title: str) -> tuple[int, str | None]:
    """What the article cited up to `at` is of: where the mention ends, and the name of the other text or `None`.

    "article 3 de la présente convention", "article 3 de la convention" and "article 3" are of this one.
    """
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
    if not law and not agreement:
        return start, None
    if not law and agreement and not _is_other(folded, of.end(), agreement.end(), own_title):
        return start, None
    end = _name_end(folded, of.end())
    return end, text[of.end() : end]


def _is_other(folded: str, start: int, end: int, own_title: str) -> bool:
    """Is this "convention de …" not the one in hand: qualified, and not by the words of its title?"""
    other = _OTHER.match(folded, end)
    if not other:
        return False
    words = re.sub(r"\s+", " ", folded[start : other.end()])
    return words not in re.sub(r"\s+", " ", own_title) or bool(re.search(r"(?:precitee?|susvisee?)$", words))


def _name_end(folded: str, at: int) -> int:
    """Where the name of a law or convention that begins at `at` ends."""
    for pattern in (_LAW, _EARLIER, _CODE_NAME):
        match = pattern.match(folded, at)
        if match and len(match[0].split()) > 1:
            return at + len(match[0].rstrip(" ,-.\n"))
    match = _NAME.match(folded, at)
    if not match:
        return at
    verb = load_lexicon("headings")["finite_verb"].search(match[0], 1)
    ends = [m.start() for m in (_STOP.search(match[0]), verb) if m]
    return at + len(match[0][: min(ends)].rstrip() if ends else match[0])


def raw_target(number: str, name: str | None) -> str:
    """ "article L. 132-17, code du travail"."""
    return one_line(f"article {number}" + (f", {name}" if name else ""))


def find_cited_texts(text: str, folded: str, opening: int) -> list[Reference]:
    """Laws, codes and other conventions named with a number or date; the document's own title is none of them.

    `opening` is where its first section begins.
    """
    spans = sorted(
        (m.start(), m.start() + len(m[0].rstrip(" ,-.\n")))
        for pattern in (_LAW, _CODE_NAME, _EARLIER)
        for m in pattern.finditer(folded)
    )
    found: list[Reference] = []
    last = 0
    for start, end in spans:
        quote = text[start:end]
        named = any(c.isdigit() for c in quote) or folded.startswith("code", start)
        own = _OWN_BEFORE.search(folded, max(0, start - 12), start)
        titled = start < opening and not text[text.rfind("\n", 0, start) + 1 : start].strip(" #*")
        if start >= last and named and len(quote.split()) > 1 and not own and not titled:
            found.append(Reference(start=start, end=end, target=one_line(quote), kind="external", rule="text"))
            last = end
    return found
