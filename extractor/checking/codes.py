"""A code of a finding in, what it means out: severity, what it points at, what to do; told in codes.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

import tomli

from extractor.labels import Lang

_EXAMPLE: dict[Lang, str] = {"fr": "Ex. :", "en": "E.g."}


@dataclass(frozen=True, slots=True)
class Code:
    """`severity` may name two, where it depends on the case; `example` is French, as the conventions are."""

    name: str
    severity: str
    meaning: MappingProxyType[Lang, str]
    advice: MappingProxyType[Lang, str]
    example: str


@cache
def known_codes() -> MappingProxyType[str, Code]:
    """All codes by name, in the order in which they are told."""
    tables = tomli.loads(resources.files(__package__).joinpath("codes.toml").read_text("utf-8"))
    return MappingProxyType({name: _code(name, table) for name, table in tables.items()})


def _code(name: str, table: dict[str, str]) -> Code:
    return Code(
        name=name,
        severity=table["severity"],
        meaning=MappingProxyType({"fr": table["fr"], "en": table["en"]}),
        advice=MappingProxyType({"fr": table["advice_fr"], "en": table["advice_en"]}),
        example=table["example"],
    )


def render_codes(lang: Lang) -> str:
    """One line a code: name, severity, what it points at, what to do, an example."""
    codes = known_codes().values()
    wide, grave = max(len(code.name) for code in codes), max(len(code.severity) for code in codes)
    lines = (
        f"{c.name:<{wide}}  {c.severity:<{grave}}  {c.meaning[lang]}. {c.advice[lang]} {_EXAMPLE[lang]} {c.example}."
        for c in codes
    )
    return "\n".join(lines) + "\n"


def render_page() -> str:
    """CODES.md: the same as a table, in English; examples are French, as the conventions are."""
    rows = (
        f"| `{c.name}` | {c.severity} | {_cell(c.meaning['en'])} | {_cell(c.advice['en'])} | {_cell(c.example)} |"
        for c in known_codes().values()
    )
    return (
        "# Findings of `extractor check`\n\n"
        "Codes are stable. `--ignore CODE` leaves one out, `--at-least warning` what is less grave, `--codes` prints this\n"
        "list in the language of the locale. Two severities: it depends on the case.\n\n"
        "| code | severity | points at | what to do | example |\n|---|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
