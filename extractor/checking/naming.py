"""A record in, what its names leave open out: aliases, headings given twice, people who sign for nobody."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import fuzz

from extractor.checking.passages import finding, stretches
from extractor.language.folding import fold
from extractor.record import ConventionRecord, Finding, Party

_ARTICLE = re.compile(r"(?:l['’ ]\s?|les? |la |une? )", re.IGNORECASE)
_SAME = 88  # a scan misreads a letter or two of an alias


def _key(alias: str) -> str:
    """ "L'Association" and "l’association" are one alias."""
    return " ".join(re.sub(r"\W+", " ", fold(_ARTICLE.sub("", alias.strip(), count=1))).split())


def _aliases(party: Party) -> tuple[str, ...]:
    return tuple(name for name in (party.alias, *party.other_aliases) if name and _key(name))


def alias_twice(record: ConventionRecord) -> Iterable[Finding]:
    """One short name for two parties: "l'Association" of both leaves open who is bound."""
    first: dict[str, Party] = {}
    for party in record.parties:
        for key, alias in {_key(alias): alias for alias in _aliases(party)}.items():
            other = first.setdefault(key, party)
            if other is not party:
                names = " et ".join(f"« {one.name or one.id} »" for one in (other, party))
                yield finding(
                    "alias-duplicate", "warning", f"« {alias} » désigne deux parties : {names}.", party.source
                )


def alias_unused(record: ConventionRecord) -> Iterable[Finding]:
    """Short names that are defined and then used nowhere, told together; a definition, in quotes, is no use.

    Without a signature block the end of the document may be missing, and the uses with it.
    """
    if not {"article", "signature"} <= {article.kind for article in record.articles}:
        return
    text = " ".join(re.sub(r"\W+", " ", fold(_unquoted(stretch.text))) for stretch in stretches(record))
    scanned = any(page.reader == "ocr" for page in record.source.pages)
    unused = []
    for party in record.parties:
        aliases = _aliases(party)
        if aliases and not any(_is_used(_key(alias), text, scanned) for alias in aliases):
            unused.append((party.alias or aliases[0], party.source))
    if unused:
        said = ", ".join(f"« {alias} »" for alias, _ in unused)
        several = len(unused) > 1
        how = "sont définis et ne sont employés" if several else "est défini et n'est employé"
        yield finding("alias-unused", "info", f"{said} {how} dans aucun article.", unused[0][1])


def _unquoted(text: str) -> str:
    """The text without what is defined in it: "ci-après « la Ville »" says that it will be called so, not that it is."""
    return re.sub(
        r"(?:ci[- ]?apr[eè]s|d[eé]nomm\w+|d[eé]sign\w+|appel[eé]\w*|dite?s?)[^«»\"“”\n]{0,40}[«\"“][^»\"”]{0,80}[»\"”]",
        " ",
        text,
    )


def _is_used(key: str, text: str, scanned: bool) -> bool:
    stem = key.rstrip("sx") if len(key) > 4 else key  # "les Membres" is used by "chaque Membre" too
    letters = r"\s?".join(map(re.escape, key)) if len(key) <= 8 and " " not in key else None  # "U.N.M.L."
    if re.search(rf"(?<!\w){re.escape(stem)}", text) or (letters and re.search(rf"(?<!\w){letters}(?!\w)", text)):
        return True
    return scanned and fuzz.partial_ratio(key, text) >= _SAME


def duplicate_headings(record: ConventionRecord) -> Iterable[Finding]:
    """Two articles of the same title; a part, and a second agreement that begins at 1 again, may use it anew."""
    seen: dict[str, str] = defaultdict(str)
    for article in record.articles:
        if article.kind in ("part", "signature", "annex") or article.number == "1":
            seen.clear()
        if article.kind != "article" or article.level != 1 or not article.title:
            continue
        key = " ".join(re.sub(r"\W+", " ", fold(article.title)).split())
        if len(key) < 4:
            continue
        if key in seen:
            message = f"Les articles {seen[key]} et {article.number} portent le même titre : « {article.title} »."
            yield finding("heading-duplicate", "info", message, article.source)
        else:
            seen[key] = article.number or "?"


def signatory_without_party(record: ConventionRecord) -> Iterable[Finding]:
    """Somebody signs, and no party is named for whom; where no party or no other signature is placed, nothing is known."""
    if not record.parties or not any(one.party for one in record.signatories):
        return
    for signatory in record.signatories:
        if signatory.party is None and signatory.name:
            message = f"{signatory.name} signe sans que l'on voie pour quelle partie."
            yield finding("signatory-without-party", "info", message, signatory.source)
