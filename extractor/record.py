"""What the words mean: the record of one convention, as it is saved, published as JSON Schema, compared and exported."""

# annotations are no strings here: pydantic would compile each when the program starts
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.0"
DOUBTFUL_OCR = 0.6  # the confidence of the engine in a word, below which it is wrong one time in three

Modality = Literal["obligation", "interdiction", "faculté", "intention"]
Severity = Literal["info", "warning", "error"]


class _Part(BaseModel):
    """All parts of a record are immutable and refuse unknown fields; each is compiled when first used."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class RegionRecord(_Part):
    """A box on a page: points, origin at the top left; pages count from 1."""

    page: int = Field(ge=1)
    x0: float
    top: float
    x1: float
    bottom: float


class Source(_Part):
    """Where a fact stands: `quote == text[start:end]`, boxes on pages, the rule that found it, how sure it is."""

    quote: str
    article: str | None = None
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    regions: tuple[RegionRecord, ...] = ()
    rule: str = ""
    confidence: float = Field(1.0, ge=0, le=1)
    ocr_confidence: float | None = Field(None, ge=0, le=1)


class FurnitureRecord(_Part):
    """What stands on a page outside the text: page number, running head, paraphe, stamp, transcript mark, noise."""

    kind: str
    text: str
    region: RegionRecord | None = None


class PageRecord(_Part):
    """How one page was read; `reader` none means unread, and `reason` says why."""

    number: int
    width: float
    height: float
    reader: Literal["text", "ocr", "none"]
    reason: str = ""
    ocr_confidence: float | None = None
    rotation: int = 0
    skew: float = 0.0
    furniture: tuple[FurnitureRecord, ...] = ()


class SourceFile(_Part):
    """The file the record was made from; `path` is relative to what the command line named."""

    path: str
    sha256: str
    bytes: int
    media_type: str
    pages: tuple[PageRecord, ...] = ()


class Alternative(_Part):
    """Another value that the text supports, and why it was not preferred."""

    value: str
    reason: str = ""
    source: Source


class Representative(_Part):
    name: str | None = None
    role: str | None = None
    source: Source


class Party(_Part):
    id: str
    name: str | None = None
    alias: str | None = None
    other_aliases: tuple[str, ...] = ()
    legal_form: str | None = None
    registration: str | None = None
    address: str | None = None
    representatives: tuple[Representative, ...] = ()
    source: Source


class LineRecord(_Part):
    """Where a line of an article stands: offsets in the text, and its box on a page."""

    start: int
    end: int
    region: RegionRecord


class Article(_Part):
    """A section; `text` is heading and body, `lines` leads any passage of it back to the paper."""

    number: str | None = None
    title: str | None = None
    level: int = 1
    kind: Literal["part", "preamble", "article", "annex", "signature"]
    topic: str | None = None
    text: str
    source: Source
    lines: tuple[LineRecord, ...] = ()


class Signature(_Part):
    place: str | None = None
    date: str | None = None
    copies: int | None = None
    alternatives: tuple[Alternative, ...] = ()
    source: Source


class Signatory(_Part):
    name: str | None = None
    role: str | None = None
    party: str | None = None
    on_behalf: Literal["yes", "no", "uncertain"] = "no"
    source: Source


class Duration(_Part):
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
    source: Source


class Renewal(_Part):
    """`ends` are the last days in force after one, two … tacit renewals, `basis` how they follow, in words."""

    mode: Literal["tacit", "express", "none"]
    form: str | None = None
    period: str | None = None
    max_count: int | None = None
    ends: tuple[str, ...] = ()
    basis: str | None = None
    alternatives: tuple[Alternative, ...] = ()
    source: Source


class Notice(_Part):
    """`last_days` are the last days to give it, one for each end it is counted back from, `basis` why, in words."""

    period: str | None = None
    event: Literal["termination", "formal_notice", "non_renewal", "withdrawal", "other"]
    by: tuple[str, ...] = ()
    form: str | None = None
    counted_from: str | None = None
    last_days: tuple[str, ...] = ()
    basis: str | None = None
    source: Source


class Obligation(_Part):
    debtors: tuple[str, ...] = ()
    modality: Modality
    action: str
    beneficiary: tuple[str, ...] = ()
    condition: str | None = None
    deadline: str | None = None
    frequency: str | None = None
    source: Source


class Reference(_Part):
    text: str
    target: str
    kind: Literal["internal", "external"]
    status: Literal["resolved", "broken", "suspicious", "unchecked"]
    source: Source


class DateFact(_Part):
    iso: str
    role: str
    source: Source


class Amount(_Part):
    value: str
    currency: str
    role: str | None = None
    source: Source


class Finding(_Part):
    """Something a careful jurist would point at; `source` is `None` where it concerns the document as a whole."""

    code: str
    severity: Severity
    message: str
    source: Source | None = None


class ConventionRecord(_Part):
    """All that was found in one convention, every fact with its quote, page and box."""

    schema_version: str = SCHEMA_VERSION
    id: str
    source: SourceFile
    title: str | None = None
    title_period: str | None = None
    title_source: Source | None = None
    kind: str | None = None
    parties: tuple[Party, ...] = ()
    articles: tuple[Article, ...] = ()
    signature: Signature | None = None
    signatories: tuple[Signatory, ...] = ()
    durations: tuple[Duration, ...] = ()
    renewal: Renewal | None = None
    notices: tuple[Notice, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    references: tuple[Reference, ...] = ()
    dates: tuple[DateFact, ...] = ()
    amounts: tuple[Amount, ...] = ()
    findings: tuple[Finding, ...] = ()

    def to_json(self) -> str:
        """UTF-8 JSON with a stable key order, ending in a line break."""
        return self.model_dump_json(indent=1) + "\n"


def record_schema() -> dict[str, Any]:
    """The JSON Schema of a record."""
    return ConventionRecord.model_json_schema()
