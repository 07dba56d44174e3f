"""Parts of a comparison in, the words that people read of them out, in French or English: labels, values, places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

import tomli

from extractor.comparing.comparison import (
    ArticleName,
    ArticleRow,
    Comparison,
    ObligationRow,
    TermRow,
    TermValue,
    Verdict,
)
from extractor.labels import Lang, period_words
from extractor.phrases import in_words_of
from extractor.record import ConventionRecord, Obligation, Severity, Source

_PERIOD = re.compile(r"P\d+[YMWD](?:\d+[MWD])*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATE_WORDS = re.compile(r"^\d{1,2}(?:er)? \w+ \d{4}$")
_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}
_QUIET: frozenset[Verdict] = frozenset({"identical", "cosmetic", "absent"})


@cache
def _labels() -> dict[str, dict[str, dict[str, str]]]:
    return tomli.loads(resources.files(__package__).joinpath("comparison_labels.toml").read_text("utf-8"))


def say(key: str, lang: Lang) -> str:
    """`say("term.term", "fr")` is "Durée"."""
    group, _, name = key.partition(".")
    return _labels()[group][name][lang]


def differs(verdict: Verdict) -> bool:
    """Whether a row must be looked at: something differs, or may."""
    return verdict not in _QUIET


def gravest_first(rows: Iterable[TermRow]) -> list[TermRow]:
    """The rows that differ, the gravest first, otherwise in their order."""
    return sorted((row for row in rows if differs(row.verdict)), key=lambda row: _RANK[row.severity])


def value_words(term: str, value: TermValue, lang: Lang) -> str:
    """A term's value as people read it; "" where there is none."""
    if value.value is None:
        return ""
    if lang == "fr" or value.text is None:
        return value.text or value.value
    if term == "commitment_modality":
        promise, _, lead = value.text.partition(" : ")
        return f"{say(f'promise.{promise}', lang)}: {lead}"
    if term == "termination_by" and value.value == "*":
        return say("party.all", lang)
    if term in ("earlier_convention", "governance_frequency"):
        return in_words_of(value.text, lang)
    if _PERIOD.fullmatch(value.value):
        _, _, start = value.text.partition(" à compter de : ")
        return period_words(value.value, lang) + (f" from: {start}" if start else "")
    if _DATE.fullmatch(value.value):
        return value.value
    if term in ("renewal", "signature"):
        parts = [in_words_of(_DATE_WORDS.sub("", part), lang) for part in value.text.split(", ")]
        days = _DATE.findall(value.value) if term == "signature" else []
        return ", ".join(part for part in (*parts[:1], *days, *parts[1:]) if part)
    return in_words_of(value.text, lang)


def reason_words(reasons: Iterable[str], lang: Lang) -> list[str]:
    """Why rows answer each other, or differ, in the language of the report."""
    return [in_words_of(one, lang) for one in reasons]


def looked_words(value: TermValue, lang: Lang) -> str:
    """ "cherché dans : articles 1 à 9"; "" where nothing was looked for."""
    return f"{say('report.looked_at', lang)} : {in_words_of(value.looked_at, lang)}" if value.looked_at else ""


def delta_words(delta: str | None, lang: Lang) -> str:
    """ "-P2Y" → "−2 ans"; what is no period stays as it is, with a proper minus."""
    if not delta:
        return ""
    sign, rest = delta[0], delta[1:]
    if _PERIOD.fullmatch(rest):
        return ("−" if sign == "-" else sign) + period_words(rest, lang)
    shown = [f"{one[0]}{in_words_of(one[1:], lang)}" for one in delta.split(" ") if one]
    return re.sub(r"(^|\s)-(?=\S)", r"\1−", " ".join(shown))


def place_words(source: Source | None, lang: Lang, *, pages: int | None = None) -> str:
    """ "art. 6, p. 5"; the page is left out where there is but one."""
    if source is None:
        return ""
    words = []
    if source.article:
        numbered = source.article[:1].isdigit()
        words.append(f"{say('report.art', lang)} {source.article}" if numbered else section_words(source.article, lang))
    if source.regions and pages != 1:
        words.append(f"{say('report.page', lang)} {source.regions[0].page}")
    return ", ".join(words)


def section_words(kind: str, lang: Lang) -> str:
    """What a section without a number is called: "préambule", "annexe 2"."""
    if kind.startswith("annex"):
        return f"{say('report.annex', lang)} {kind.partition('-')[2]}".strip().lower()
    keys = {"preamble": "report.preamble", "signature": "report.signature_block", "part": "report.part"}
    return say(keys[kind], lang).lower() if kind in keys else kind


def article_words(article: ArticleName, lang: Lang) -> str:
    """ "Article 3 — Engagements des parties"."""
    if article.kind == "article":
        name = f"{say('report.article', lang)} {article.number}" if article.number else say("report.article", lang)
    else:
        label = (
            section_words(article.number or article.kind, lang)
            if article.kind == "annex"
            else section_words(article.kind, lang)
        )
        name = label[:1].upper() + label[1:]
        name += f" {article.number}" if article.kind == "part" and article.number else ""
    same = article.title is None or article.title.casefold() == name.casefold()
    return name if same else f"{name} — {article.title}"


def short_article(article: ArticleName, lang: Lang) -> str:
    """Its number, or what it is: "3", "préambule"."""
    return (
        article.number
        if article.kind == "article" and article.number
        else section_words(article.number or article.kind, lang)
    )


def party_words(record: ConventionRecord, ids: Sequence[str], lang: Lang) -> str:
    """The parties of some ids by alias; all of several as "chacune des parties"."""
    names = {party.id: party.alias or party.name or party.id for party in record.parties}
    if not ids:
        return say("report.unknown_debtor", lang)
    if len(names) > 1 and set(ids) >= set(names):
        return say("party.all", lang)
    return ", ".join(names.get(one, one) for one in ids)


def obligation_words(record: ConventionRecord, obligation: Obligation, lang: Lang) -> str:
    """ "ABC doit : verser …"."""
    who = party_words(record, obligation.debtors, lang)
    return f"{who} {say(f'modality.{obligation.modality}', lang)} : {' '.join(obligation.action.split())}"


def article_verdict(row: ArticleRow, lang: Lang) -> str:
    """The verdict of an article: one that says the same in other words is not said to differ in typography."""
    return say("verdict.reworded" if row.reworded else f"verdict.{row.verdict}", lang)


def obligation_verdict(row: ObligationRow, lang: Lang) -> str:
    """The verdict of a commitment: one that moved went to another debtor."""
    return say("verdict.debtor" if row.verdict == "moved" else f"verdict.{row.verdict}", lang)


def counts(comparison: Comparison, lang: Lang) -> list[str]:
    """How many terms changed, are not in all, are to be checked, are the same."""
    verdicts = [row.verdict for row in comparison.terms]
    groups = (
        ("terms_changed", ("changed", "moved")),
        ("terms_only", ("only",)),
        ("terms_uncertain", ("uncertain",)),
        ("terms_same", ("identical", "cosmetic")),
    )
    numbers = {key: sum(verdict in members for verdict in verdicts) for key, members in groups}
    return [counted(key, n, lang) for key, n in numbers.items() if n]


def counted(key: str, n: int, lang: Lang, **names: str) -> str:
    """ "3 termes changés": a number with its words in the right number."""
    text = say(f"count.{key}", lang).replace("{n}", str(n))
    text = re.sub(r"\((\w+)\)", r"\1" if n > 1 else "", text)
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def article_counts(rows: Sequence[ArticleRow], lang: Lang) -> str:
    """ "8 changés, 1 autrement dit, 1 identique": those of articles, reworded ones apart."""
    reworded = sum(row.reworded for row in rows)
    others = verdict_counts([row.verdict for row in rows if not row.reworded], lang)
    return ", ".join(part for part in (counted("reworded", reworded, lang) if reworded else "", others) if part)


def verdict_counts(verdicts: Sequence[Verdict], lang: Lang, *, commitments: bool = False) -> str:
    """ "8 changés, 1 identique": each verdict with its number, those that differ first."""
    order: tuple[Verdict, ...] = ("changed", "only", "moved", "uncertain", "cosmetic", "identical")
    found = {one: verdicts.count(one) for one in order}
    debtor = commitments and found["moved"]
    return ", ".join(counted("debtor" if debtor and one == "moved" else one, n, lang) for one, n in found.items() if n)
