"""What the components of the French pipeline find: frozen dataclasses of offsets and plain values.

Each fact has `start` and `end` (its quote is `text[start:end]`, the shortest passage that proves it), the `rule` that
found it and a `confidence` 0..1. They hold strings, numbers and tuples only, so that they survive `Doc.to_bytes`.
Parties are named by id ("p1"). Unknown is `None`; none found is `()`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ArticleKind = Literal["part", "preamble", "article", "annex", "signature"]
Modality = Literal["obligation", "interdiction", "faculté", "intention"]
NoticeEvent = Literal["termination", "formal_notice", "non_renewal", "withdrawal", "other"]
RenewalMode = Literal["tacit", "express", "none"]
OnBehalf = Literal["yes", "no", "uncertain"]
Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A passage of the text that proves something."""

    start: int
    end: int
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something uncertain met on the way, to become a finding: a stable `code`, words in French, and the passage."""

    code: str
    severity: Severity
    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Fact):
    """A section of the text: `start`/`end` cover heading and body; `heading_end` is where the body begins.

    `number` is normalised ("1", "4bis", "3.2", "annex-1"), `None` for preamble and signature. Level 1 is an article,
    2 a sub-article, 0 a TITRE or CHAPITRE. A parent's span covers its children.
    """

    kind: ArticleKind
    number: str | None = None
    title: str | None = None
    level: int = 1
    heading_start: int = 0
    heading_end: int = 0
    topic: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Representative(Fact):
    """Who represents a party in the opening block. `name` is `None` where only the role is given or left blank."""

    name: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Fact):
    """A contracting body; `id` is "p1", "p2" … in the order of the opening block."""

    id: str
    name: str | None
    alias: str | None = None
    other_aliases: tuple[str, ...] = ()
    legal_form: str | None = None
    registration: str | None = None
    address: str | None = None
    representatives: tuple[Representative, ...] = ()
    shared_aliases: tuple[str, ...] = ()  # what the opening calls all parties together: "les Membres"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative(Fact):
    """Another reading of a value that the text also supports, and why it was not preferred."""

    value: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature(Fact):
    """Where and when it was signed ("Fait à …, le …"), and in how many copies."""

    place: str | None = None
    date: str | None = None
    copies: int | None = None
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory(Fact):
    """Who signs in the closing block; `party` is a party's id."""

    name: str | None = None
    role: str | None = None
    party: str | None = None
    on_behalf: OnBehalf = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration(Fact):
    """How long the convention binds. `period` in ISO 8601 ("P5Y"), dates ISO, events in the document's words."""

    period: str | None = None
    start_date: str | None = None
    start_event: str | None = None
    end_date: str | None = None
    end_event: str | None = None
    indefinite: bool | None = None
    maximum: str | None = None
    computed_end_date: str | None = None
    basis: str | None = None
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal(Fact):
    """Whether and how it is renewed; `form` as written ("avenant à l'article 3"), `period` ISO, `max_count` times."""

    mode: RenewalMode
    form: str | None = None
    period: str | None = None
    max_count: int | None = None
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Fact):
    """A time limit attached to ending, curing, renewing or withdrawing. `by` holds party ids."""

    event: NoticeEvent
    period: str | None = None
    by: tuple[str, ...] = ()
    form: str | None = None
    counted_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation(Fact):
    """One commitment: who (party ids) must, must not, may or intends to do what."""

    debtors: tuple[str, ...]
    modality: Modality
    action: str
    beneficiary: tuple[str, ...] = ()
    condition: str | None = None
    deadline: str | None = None
    frequency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Fact):
    """A citation of an article, annex, law or other convention; `target` is normalised ("3", "annex-1")."""

    target: str
    kind: Literal["internal", "external"]
    status: Literal["resolved", "broken", "suspicious", "unchecked"] = "unchecked"
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Fact):
    """A sum of money: `value` in decimal notation, `currency` an ISO 4217 code, `role` where known ("subvention")."""

    value: str
    currency: str
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedFact(Fact):
    """A date of the document with its part in it: signature, start, end, earlier_convention, law, other."""

    iso: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleBlock(Fact):
    """The document's title, its kind (convention, accord, avenant …) and a period in the title ("2024-2028")."""

    title: str
    kind: str | None = None
    period: str | None = None
