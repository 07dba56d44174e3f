"""A record and a checklist in, the clauses that its kind of convention is expected to have and that it lacks out.

A checklist is TOML; clauses.toml beside this module is the one of the package and says how one is written. A clause is
there where an article has its topic, a fact of the record proves it, or its words stand anywhere in a section.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, get_args

import tomli

from extractor.checking.passages import finding, stretches
from extractor.errors import ChecklistError
from extractor.language.folding import fold
from extractor.language.lexicon import forms_pattern, load_lexicon
from extractor.record import ConventionRecord, Finding, Severity

CODE = "clause-missing"
FACTS = frozenset({"parties", "signatories", "durations", "renewal", "notices", "obligations", "amounts", "signature"})
_KIND_KEYS = frozenset({"when", "unless"})
_CLAUSE_KEYS = frozenset({"topics", "facts", "words", "severity"})
_SEVERITIES: tuple[str, ...] = get_args(Severity)


@dataclass(frozen=True, slots=True)
class Clause:
    """What is expected: `name` as people read it, and how it is recognised."""

    name: str
    topics: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    severity: Severity = "info"


@dataclass(frozen=True, slots=True)
class Kind:
    """Conventions whose title has one of the words `when` (any, without them) and none of `unless`; their clauses."""

    name: str
    clauses: tuple[Clause, ...]
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def fits(self, title: str) -> bool:
        """Whether a convention with this folded title is of the kind."""
        wanted = not self.when or forms_pattern(self.when).search(title) is not None
        return wanted and not (self.unless and forms_pattern(self.unless).search(title))


Checklist = tuple[Kind, ...]


def missing_clauses(record: ConventionRecord, checklist: Checklist, *, together: bool = False) -> Iterator[Finding]:
    """The clauses that are not found, one finding each with its severity, or all in one `info` where `together`.

    A record without articles says nothing of clauses: they were not recognised, and that is a finding already. One
    with neither a title nor parties is hardly a convention: a by-law, a decision.
    """
    articles = [article for article in record.articles if article.kind == "article"]
    if not articles or not (record.title or record.parties):
        return
    title = fold(f"{record.title or ''} {record.kind or ''}")
    text = "\n".join(stretch.folded for stretch in stretches(record))
    topics = {article.topic for article in record.articles if article.topic}
    lacking = [
        (kind, clause)
        for kind in checklist
        if kind.fits(title)
        for clause in kind.clauses
        if not _has(record, clause, topics, text)
    ]
    count = sum(article.level == 1 for article in articles)
    looked = f"cherché dans {count} article{'s' if count > 1 else ''}"
    if together and lacking:
        names: dict[str, list[str]] = {}
        for kind, clause in lacking:
            names.setdefault(kind.name, []).append(clause.name)
        said = " ; ".join(f"{', '.join(clauses)} ({kind})" for kind, clauses in names.items())
        yield finding(CODE, "info", f"Clauses attendues et non trouvées : {said} ; {looked} par thème et par mots.")
        return
    for kind, clause in lacking:
        how = [f"thème {', '.join(clause.topics)}"] if clause.topics else []
        how += [f"mots « {' », « '.join(clause.words)} »"] if clause.words else []
        where = f" ({' ; '.join(how)})" if how else ""
        message = f"Clause attendue et non trouvée : {clause.name} ({kind.name}) ; {looked}{where}."
        yield finding(CODE, clause.severity, message)


def _has(record: ConventionRecord, clause: Clause, topics: set[str], text: str) -> bool:
    if not topics.isdisjoint(clause.topics) or any(getattr(record, fact) for fact in clause.facts):
        return True
    return bool(clause.words) and forms_pattern(clause.words).search(text) is not None


# -- files --------------------------------------------------------------------------------------------------------


@cache
def default_checklist() -> Checklist:
    """The checklist of the package."""
    return parse_checklist(checklist_text(), "clauses.toml")


def checklist_text() -> str:
    """The same as it is written, with what it says about how one is written."""
    return resources.files(__package__).joinpath("clauses.toml").read_text("utf-8")


def read_checklist(path: Path) -> Checklist:
    """The checklist in a file. Raises `ChecklistError` that says what is wrong and where."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise ChecklistError(f"{path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise ChecklistError(f"{path} is not UTF-8.") from error
    return parse_checklist(text, str(path))


def parse_checklist(text: str, origin: str) -> Checklist:
    """The kinds of a checklist and their clauses, in the order of the file. Raises `ChecklistError`."""
    try:
        tables = tomli.loads(text)
    except (tomli.TOMLDecodeError, RecursionError) as error:
        advice = 'Names with spaces or accents stand in quotes: [subvention."durée"].'
        raise ChecklistError(f"{origin} is no TOML: {error}.", advice=advice) from error
    kinds = tuple(_kind(name, table, f"{origin}: [{name}]") for name, table in tables.items())
    if not any(kind.clauses for kind in kinds):
        raise ChecklistError(f"{origin} expects no clause.")
    return kinds


def _kind(name: str, table: Any, origin: str) -> Kind:
    if not isinstance(table, dict):
        raise ChecklistError(f"{origin} must be a table.")
    given = {key: value for key, value in table.items() if not isinstance(value, dict)}
    clauses = {key: value for key, value in table.items() if isinstance(value, dict)}
    _known(given, _KIND_KEYS, origin)
    return Kind(
        name=name,
        clauses=tuple(_clause(key, value, f"{origin[:-1]}.{key}]") for key, value in clauses.items()),
        when=_list(given, "when", origin),
        unless=_list(given, "unless", origin),
    )


def _clause(name: str, table: dict[str, Any], origin: str) -> Clause:
    _known(table, _CLAUSE_KEYS, origin)
    severity = table.get("severity", "info")
    if severity not in _SEVERITIES:
        raise ChecklistError(f"{origin}: severity is one of {', '.join(_SEVERITIES)}, not {severity!r}.")
    lists = {key: _list(table, key, origin) for key in ("topics", "facts", "words")}
    if not any(lists.values()):
        raise ChecklistError(f"{origin} says neither topics, facts nor words by which the clause is recognised.")
    topics = {entry.value for entry in load_lexicon("topics").values()} if lists["topics"] else set()
    for key, allowed in (("topics", topics), ("facts", FACTS)):
        for one in lists[key]:
            if one not in allowed:
                raise ChecklistError(f"{origin}: {key} has no {one!r}; there are {', '.join(sorted(allowed))}.")
    return Clause(name=name, severity=severity, **lists)


def _known(table: dict[str, Any], keys: frozenset[str], origin: str) -> None:
    for key in table:
        if key not in keys:
            raise ChecklistError(f"{origin} has the unknown key {key!r}; there are {', '.join(sorted(keys))}.")


def _list(table: dict[str, Any], key: str, origin: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and fold(item).strip(" *()") for item in value):
        raise ChecklistError(f"{origin}: {key} must be a list of words.")
    return tuple(value)
