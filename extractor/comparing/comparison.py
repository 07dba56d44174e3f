"""The outcome of a comparison, as it is saved and rendered: terms, articles and obligations of two or more conventions."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from extractor.record import Obligation, Severity, Source

Verdict = Literal["identical", "cosmetic", "changed", "moved", "only", "absent", "uncertain"]
Status = Literal["found", "absent", "uncertain"]

TERM_NAMES = (
    "parties",
    "title_period",
    "object",
    "commitment_modality",
    "term",
    "start",
    "end",
    "renewal",
    "notice_termination",
    "notice_non_renewal",
    "formal_notice",
    "notice_form",
    "termination_as_of_right",
    "modification",
    "governance_body",
    "governance_frequency",
    "annual_plan",
    "data_exchange",
    "communication",
    "financing",
    "earlier_convention",
    "liability",
    "insurance",
    "confidentiality",
    "personal_data",
    "intellectual_property",
    "disputes",
    "court",
    "applicable_law",
    "signature",
    "annexes",
)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TermValue(_Part):
    """One convention's value of a term: `value` normalised for comparison, `text` as people read it.

    `delta` is the difference to the first convention ("-P2Y", "+P8D"); `looked_at` says where an absent term was
    looked for.
    """

    convention: str
    status: Status
    value: str | None = None
    text: str | None = None
    delta: str | None = None
    confidence: float | None = None
    source: Source | None = None
    looked_at: str | None = None


class TermRow(_Part):
    """A term across all conventions, in their order."""

    term: str
    verdict: Verdict
    severity: Severity
    values: tuple[TermValue, ...]


class ArticleName(_Part):
    number: str | None
    title: str | None


class Member(_Part):
    """The articles of one convention that a row pairs; empty where it has none."""

    convention: str
    articles: tuple[ArticleName, ...] = ()


class Change(_Part):
    """A run of words of a redline: kept, taken out of the first text, or put into the second; cosmetic or not."""

    kind: Literal["same", "removed", "added"]
    text: str
    cosmetic: bool = False


class ArticleRow(_Part):
    """Articles that answer each other. `redline` is word by word between the first two members that have text."""

    verdict: Verdict
    score: float
    reasons: tuple[str, ...] = ()
    members: tuple[Member, ...]
    redline: tuple[Change, ...] = ()


class ObligationMember(_Part):
    convention: str
    obligation: Obligation | None = None


class ObligationRow(_Part):
    """Commitments that answer each other: same, changed, only in some, moved to another debtor."""

    verdict: Verdict
    members: tuple[ObligationMember, ...]


class Comparison(_Part):
    """Two or more conventions side by side; the first is the reference."""

    conventions: tuple[str, ...]
    terms: tuple[TermRow, ...]
    articles: tuple[ArticleRow, ...]
    obligations: tuple[ObligationRow, ...]

    @property
    def differs(self) -> bool:
        """Whether anything but typography differs."""
        rows = (*self.terms, *self.articles, *self.obligations)
        return any(row.verdict not in ("identical", "absent", "cosmetic") for row in rows)

    def to_json(self) -> str:
        """UTF-8 JSON with a stable key order, ending in a line break."""
        return self.model_dump_json(indent=1) + "\n"
