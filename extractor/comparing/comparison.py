"""The outcome of a comparison, as it is saved and rendered: terms, articles and obligations of two or more conventions."""

# annotations are no strings here: pydantic would compile each when the program starts
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extractor.record import Obligation, Severity, Source

Verdict = Literal["identical", "cosmetic", "changed", "moved", "only", "absent", "uncertain"]
Status = Literal["found", "absent", "uncertain"]

TERM_NAMES = (
    "title",
    "parties",
    "representatives",
    "identity",
    "title_period",
    "object",
    "commitment_modality",
    "respective_commitments",
    "term",
    "start",
    "end",
    "renewal",
    "notice_termination",
    "notice_non_renewal",
    "formal_notice",
    "notice_form",
    "termination_by",
    "termination_as_of_right",
    "modification",
    "governance_body",
    "governance_frequency",
    "annual_plan",
    "reporting",
    "data_exchange",
    "communication",
    "financing",
    "amounts",
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
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Change(_Part):
    """A run of words of a redline: kept, taken out of the first text, or put into the second; cosmetic or not.

    `other` is a kept run as the second text has it, where its spaces and line breaks are not those of the first.
    """

    kind: Literal["same", "removed", "added"]
    text: str
    cosmetic: bool = False
    other: str | None = None


Redline = tuple[Change, ...]


class TermValue(_Part):
    """One convention's value of a term: `value` normalised for comparison, `text` as people read it.

    `delta` is the difference to the first convention ("-P2Y", "+P8D"), `redline` the one of a clause that is compared
    by its wording; `looked_at` says where an absent term was looked for.
    """

    convention: str
    status: Status
    value: str | None = None
    text: str | None = None
    delta: str | None = None
    confidence: float | None = None
    source: Source | None = None
    looked_at: str | None = None
    redline: Redline = ()


class TermRow(_Part):
    """A term across all conventions, in their order."""

    term: str
    verdict: Verdict
    severity: Severity
    values: tuple[TermValue, ...]


class ArticleName(_Part):
    """`number` is `None` for a preamble and a signature block, whose `kind` says what they are."""

    number: str | None
    title: str | None
    kind: str = "article"


class Member(_Part):
    """The articles of one convention that a row pairs; empty where it has none. `moved`: to another place in the order.

    `redline` is against the first member that has text; of the second one it stands in the row.
    """

    convention: str
    articles: tuple[ArticleName, ...] = ()
    moved: bool = False
    redline: Redline = ()


class ArticleRow(_Part):
    """Articles that answer each other. `redline` is word by word between the first two members that have text."""

    verdict: Verdict
    severity: Severity = "info"
    score: float
    reasons: tuple[str, ...] = ()
    members: tuple[Member, ...]
    redline: Redline = ()

    @property
    def reworded(self) -> bool:
        """Whether it says the same, and more than typography differs: in other words, or with other names of parties."""
        changes = (*self.redline, *(change for member in self.members for change in member.redline))
        return self.verdict == "cosmetic" and any(c.kind != "same" and not c.cosmetic for c in changes)

    def redline_of(self, convention: str) -> Redline:
        """The redline of one convention's articles against the row's first; () for that one and those without any."""
        having = [member for member in self.members if member.articles]
        for position, member in enumerate(having):
            if member.convention == convention:
                return () if position == 0 else self.redline if position == 1 else member.redline
        return ()


class ObligationMember(_Part):
    convention: str
    obligation: Obligation | None = None


class ObligationRow(_Part):
    """Commitments that answer each other: same, changed, only in some, moved to another debtor; `reasons` in French."""

    verdict: Verdict
    severity: Severity = "info"
    score: float = 1.0
    reasons: tuple[str, ...] = ()
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
        verdicts = {
            *(r.verdict for r in self.terms),
            *(r.verdict for r in self.articles),
            *(r.verdict for r in self.obligations),
        }
        return not verdicts <= {"identical", "absent", "cosmetic"} or any(row.reworded for row in self.articles)

    def to_json(self) -> str:
        """UTF-8 JSON with a stable key order, ending in a line break."""
        return self.model_dump_json(indent=1) + "\n"
