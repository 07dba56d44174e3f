"""A record in, a summary that a person can read in a terminal out: who, how long, how to get out, who must do what."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.labels import Lang, date_words, label, period_words
from extractor.phrases import in_words_of
from extractor.record import (
    Amount,
    Article,
    ConventionRecord,
    Duration,
    Finding,
    Notice,
    Obligation,
    Party,
    Renewal,
    Signatory,
    Signature,
    Source,
)

# a hostile document must not drive the terminal: escapes, controls, marks that turn the direction of the line
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_MANUAL = "manual"
_DOUBTFUL = 0.6
_DAYS = 4  # of what recurs, that many are shown

Paint = Callable[[str, str], str]


def plain(text: str) -> str:
    """`text` on one line without anything that a terminal would obey."""
    return re.sub(r"[ \t\n]+", " ", _CONTROLS.sub("", text)).strip()


def unpainted(text: str, style: str) -> str:
    """The paint of terminals without colour; styles are title, head, strong, faint, error, warning, info."""
    return text


@dataclass(frozen=True, slots=True)
class _Sheet:
    """How to write: language, width and paint; and where the record's pages are."""

    lang: Lang
    width: int
    paint: Paint
    single_page: bool
    names: dict[str, str]

    def say(self, key: str) -> str:
        return label(key, self.lang)

    def head(self, key: str) -> Iterator[str]:
        yield ""
        yield self.paint(self.say(key), "head")

    def item(self, text: str, *, indent: int = 2, style: str = "") -> Iterator[str]:
        """Wrapped lines, the further ones hanging under the first."""
        room = max(self.width - indent, 20)
        for number, line in enumerate(textwrap.wrap(plain(text), room, break_on_hyphens=False) or [""]):
            space = " " * (indent if number == 0 else indent + 2)
            yield space + (self.paint(line, style) if style else line)

    def proof(self, source: Source) -> Iterator[str]:
        """The quote and where it stands, and a word of warning where the reading is doubtful."""
        where = ", ".join(self.place(source))
        words = [f"« {plain(source.quote)[:300]} »"] if source.quote else []
        yield from self.item(" ".join([*words, *([f"({where})"] if where else [])]), indent=6, style="faint")

    def place(self, source: Source) -> Iterator[str]:
        if source.article:
            number = source.article
            yield f"{self.say('art')}\N{NO-BREAK SPACE}{number}" if number[0].isdigit() else number
        if source.regions and not self.single_page:
            yield f"{self.say('page')}\N{NO-BREAK SPACE}{source.regions[0].page}"
        if source.rule == _MANUAL:
            yield self.say("manual")
        elif min(source.confidence, 1.0 if source.ocr_confidence is None else source.ocr_confidence) < _DOUBTFUL:
            yield self.say("to_check")

    def called(self, ids: Iterable[str]) -> str:
        return ", ".join(self.names.get(one, one) for one in ids)

    def period(self, iso: str | None) -> str:
        return period_words(iso, self.lang) if iso else self.say("unknown")

    def date(self, iso: str | None) -> str:
        return date_words(iso, self.lang) if iso else self.say("unknown")


def render_record(record: ConventionRecord, *, lang: Lang = "fr", width: int = 100, paint: Paint = unpainted) -> str:
    """The whole summary, ending in a line break."""
    sheet = _sheet(record, lang, width, paint)
    lines = [
        *_opening(sheet, record),
        *_section(sheet, "parties", record.parties, _party),
        *_section(sheet, "term", record.durations, _duration),
        *_section(sheet, "renewal", [record.renewal] if record.renewal else [], _renewal),
        *_section(sheet, "notices", record.notices, _notice),
        *_section(sheet, "signature", [record.signature] if record.signature else [], _signature),
        *_section(sheet, "signatories", record.signatories, _signatory),
        *_obligations(sheet, record),
        *(_section(sheet, "amounts", record.amounts, _amount) if record.amounts else ()),
        *_findings(sheet, record),
    ]
    return "\n".join(lines).lstrip("\n") + "\n"


def _sheet(record: ConventionRecord, lang: Lang, width: int, paint: Paint) -> _Sheet:
    names = {party.id: party.alias or party.name or party.id for party in record.parties}
    return _Sheet(lang, min(max(width, 40), 120), paint, len(record.source.pages) == 1, names)


def _opening(sheet: _Sheet, record: ConventionRecord) -> Iterator[str]:
    yield from sheet.item(record.title or record.id, indent=0, style="title")
    pages = record.source.pages
    facts = [record.id, record.source.path, f"{len(pages)} {sheet.say('pages')}"]
    if read := [page.ocr_confidence for page in pages if page.reader == "ocr"]:
        sure = [value for value in read if value is not None]
        mean = f", {sheet.say('ocr_confidence')} {sum(sure) / len(sure):.2f}" if sure else ""
        facts.append(f"{len(read)} {sheet.say('by_ocr')}{mean}")
    if unread := [str(page.number) for page in pages if page.reader == "none"]:
        facts.append(f"{sheet.say('unread')} : {', '.join(unread)}")
    yield from sheet.item(" · ".join(facts), indent=0, style="faint")


def _section(
    sheet: _Sheet, key: str, facts: Iterable[Any], render: Callable[[_Sheet, Any], Iterator[str]]
) -> Iterator[str]:
    yield from sheet.head(key)
    empty = True
    for fact in facts:
        empty = False
        yield from render(sheet, fact)
    if empty:
        yield from sheet.item(sheet.say("none_found"), style="faint")


def _party(sheet: _Sheet, party: Party) -> Iterator[str]:
    also = [name for name in (party.alias, *party.other_aliases) if name]
    name = party.name or sheet.say("unknown")
    yield from sheet.item(f"{party.id}  {name}" + (f" ({', '.join(also)})" if also else ""), style="strong")
    if details := [one for one in (party.legal_form, party.registration, party.address) if one]:
        yield from sheet.item(" · ".join(details), indent=6)
    for person in party.representatives:
        who = ", ".join(one for one in (person.name, person.role) if one)
        yield from sheet.item(f"{sheet.say('represented_by')} {who}", indent=6)
    if where := ", ".join(sheet.place(party.source)):
        yield from sheet.item(f"({where})", indent=6, style="faint")


def _duration(sheet: _Sheet, duration: Duration) -> Iterator[str]:
    said = []
    if duration.period:
        said.append(sheet.period(duration.period))
    if duration.indefinite:
        said.append(sheet.say("indefinite"))
    if duration.start_date or duration.start_event:
        start = sheet.date(duration.start_date) if duration.start_date else ""
        event = duration.start_event or ""
        said.append(f"{sheet.say('from')} {start}{f' ({event})' if start and event else event}")
    if duration.end_date or duration.end_event:
        said.append(
            f"{sheet.say('until')} {sheet.date(duration.end_date) if duration.end_date else duration.end_event}"
        )
    if duration.maximum:
        said.append(f"{sheet.say('maximum')} {sheet.period(duration.maximum)}")
    yield from sheet.item(", ".join(said) or sheet.say("unknown"), style="strong")
    if duration.computed_end_date:
        yield from sheet.item(f"{sheet.say('last_day')} : {sheet.date(duration.computed_end_date)}", indent=6)
    if duration.basis:
        yield from sheet.item(f"{sheet.say('arithmetic')} : {duration.basis}", indent=6)
    if duration.alternatives:
        others = "; ".join(f"{one.value} ({one.reason})" if one.reason else one.value for one in duration.alternatives)
        yield from sheet.item(f"{sheet.say('alternatives')} : {others}", indent=6)
    yield from sheet.proof(duration.source)


def _renewal(sheet: _Sheet, renewal: Renewal) -> Iterator[str]:
    said = [sheet.say(f"renewal_{renewal.mode}")]
    said += [sheet.period(renewal.period)] if renewal.period else []
    said += [f"{renewal.max_count} {sheet.say('times')}"] if renewal.max_count else []
    said += [renewal.form] if renewal.form else []
    yield from sheet.item(", ".join(said), style="strong")
    yield from _deadlines(sheet, "renewed_until", renewal.ends, renewal.basis)
    yield from sheet.proof(renewal.source)


def _notice(sheet: _Sheet, notice: Notice) -> Iterator[str]:
    said = f"{sheet.say(f'notice_{notice.event}')} : {sheet.period(notice.period)}"
    extras = [f"{sheet.say('by')} {sheet.called(notice.by)}"] if notice.by else []
    extras += [f"{sheet.say('form')} : {notice.form}"] if notice.form else []
    extras += [f"{sheet.say('counted_from')} : {notice.counted_from}"] if notice.counted_from else []
    yield from sheet.item(said, style="strong")
    if extras:
        yield from sheet.item(" · ".join(extras), indent=6)
    yield from _deadlines(sheet, "last_day_to_send", notice.last_days, notice.basis)
    yield from sheet.proof(notice.source)


def _deadlines(sheet: _Sheet, label: str, days: Sequence[str], basis: str | None) -> Iterator[str]:
    if days:
        listed = ", ".join(map(sheet.date, days[:_DAYS])) + (", …" if len(days) > _DAYS else "")
        yield from sheet.item(f"{sheet.say(label)} : {listed}", indent=6)
    if basis:
        yield from sheet.item(f"{sheet.say('arithmetic')} : {basis}", indent=6)


def _signature(sheet: _Sheet, signature: Signature) -> Iterator[str]:
    said = [signature.place or sheet.say("unknown"), sheet.date(signature.date)]
    said += [f"{signature.copies} {sheet.say('copies')}"] if signature.copies else []
    yield from sheet.item(", ".join(said), style="strong")
    yield from sheet.proof(signature.source)


def _signatory(sheet: _Sheet, signatory: Signatory) -> Iterator[str]:
    said = ", ".join(one for one in (signatory.name, signatory.role) if one) or sheet.say("unknown")
    party = f" — {sheet.say('for')} {sheet.called([signatory.party])}" if signatory.party else ""
    mark = f" [{sheet.say(f'on_behalf_{signatory.on_behalf}')}]" if signatory.on_behalf != "no" else ""
    where = f" ({', '.join(sheet.place(signatory.source))})"
    yield from sheet.item(said + party + mark + where)


def _obligations(sheet: _Sheet, record: ConventionRecord) -> Iterator[str]:
    """By article, in the order of the text."""
    yield from sheet.head("obligations")
    titles = {article.number: article for article in record.articles if article.number and article.kind == "article"}
    last: object = object()
    for obligation in sorted(record.obligations, key=lambda one: one.source.start):
        if obligation.source.article != last:
            last = obligation.source.article
            yield from sheet.item(_article_name(sheet, obligation.source.article, titles), style="strong")
        yield from _obligation(sheet, obligation)
    if not record.obligations:
        yield from sheet.item(sheet.say("none_found"), style="faint")


def _article_name(sheet: _Sheet, number: str | None, articles: dict[str, Article]) -> str:
    if number is None or not number[0].isdigit():
        return sheet.say("preamble") if number == "preamble" else number or sheet.say("elsewhere")
    article = articles.get(number) or articles.get(number.split(".")[0])
    return f"{sheet.say('article')} {number}" + (f" — {article.title}" if article and article.title else "")


def _obligation(sheet: _Sheet, one: Obligation) -> Iterator[str]:
    who = sheet.called(one.debtors) or sheet.say("no_debtor")
    extras = [f"{sheet.say('frequency')} : {sheet.period(one.frequency)}"] if one.frequency else []
    extras += [f"{sheet.say('deadline')} : {one.deadline}"] if one.deadline else []
    extras += [f"{sheet.say('condition')} : {one.condition}"] if one.condition else []
    extras += [f"{sheet.say('beneficiary')} {sheet.called(one.beneficiary)}"] if one.beneficiary else []
    page = [word for word in sheet.place(one.source) if not word.startswith(sheet.say("art"))]
    tail = "".join(f" · {extra}" for extra in extras) + (f" ({', '.join(page)})" if page else "")
    yield from sheet.item(f"{who} — {sheet.say(one.modality)} : {one.action}{tail}", indent=4)


def _amount(sheet: _Sheet, amount: Amount) -> Iterator[str]:
    role = f" ({amount.role})" if amount.role else ""
    yield from sheet.item(f"{amount.value} {amount.currency}{role}", style="strong")
    yield from sheet.proof(amount.source)


def _findings(sheet: _Sheet, record: ConventionRecord) -> Iterator[str]:
    yield from sheet.head("findings")
    yield from _finding_lines(sheet, record.findings)


def _finding_lines(sheet: _Sheet, findings: Iterable[Finding]) -> Iterator[str]:
    order = {"error": 0, "warning": 1, "info": 2}
    found = sorted(findings, key=lambda one: order[one.severity])
    for finding in found:
        where = ", ".join(sheet.place(finding.source)) if finding.source else ""
        message = in_words_of(finding.message, sheet.lang)
        said = f"{sheet.say(finding.severity)} [{finding.code}] {message}" + (f" ({where})" if where else "")
        yield from sheet.item(said, style=finding.severity)
    if not found:
        yield from sheet.item(sheet.say("no_findings"), style="faint")


def render_findings(
    record: ConventionRecord,
    findings: Iterable[Finding],
    *,
    lang: Lang = "fr",
    width: int = 100,
    paint: Paint = unpainted,
) -> str:
    """The findings on a record under its id."""
    sheet = _sheet(record, lang, width, paint)
    return "\n".join([paint(plain(record.id), "strong"), *_finding_lines(sheet, findings)]) + "\n"
