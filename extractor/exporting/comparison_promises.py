"""The last parts of the HTML report: commitments held against each other, and the findings on each convention."""

from __future__ import annotations

from extractor.comparing.comparison import ObligationMember, ObligationRow
from extractor.comparing.redline import redline
from extractor.exporting.comparison_sheet import Sheet, marked
from extractor.exporting.comparison_words import counted, differs, obligation_verdict, party_words, reason_words
from extractor.exporting.markup import Html, element
from extractor.labels import period_words
from extractor.phrases import in_words_of
from extractor.record import ConventionRecord, Finding, Obligation

_RANK = {"error": 0, "warning": 1, "info": 2}


def obligations_section(sheet: Sheet) -> Html:
    """Who must, may or must not do what; one column a convention."""
    rows = sheet.comparison.obligations
    head = element("h2", sheet.say("report.obligations"), id="obligations-head")
    if not rows:
        content = element("p", sheet.say("report.no_obligations"))
    else:
        heads = [element("th", sheet.say("report.verdict"), scope="col")]
        heads += [element("th", name, scope="col") for name in sheet.ids]
        table = element(
            "table",
            element("thead", element("tr", *heads)),
            element("tbody", *(_row(sheet, row) for row in rows)),
            cls="stack even" if len(sheet.ids) <= 3 else "many stack",
        )
        content = element("div", table, cls="wide", tabindex="0", role="region", aria_labelledby="obligations-head")
    return element("section", head, content, id="obligations", aria_labelledby="obligations-head")


def _row(sheet: Sheet, row: ObligationRow) -> Html:
    words = obligation_verdict(row, sheet.lang)
    having = [member.convention for member in row.members if member.obligation]
    if row.verdict == "only" and len(having) == 1:
        words = counted("only_in", 1, sheet.lang, name=having[0]).removeprefix("1 ")
    reasons = [one for one in row.reasons if not one.startswith("sans équivalent")]
    why = element("div", ", ".join(reason_words(reasons, sheet.lang)), cls="place") if reasons else None
    style = row.severity if differs(row.verdict) else "quiet"
    head = element("th", sheet.badge(row.verdict, row.severity, words), why, scope="row")
    first = next((member.obligation for member in row.members if member.obligation), None)
    return element("tr", head, *(_cell(sheet, member, first) for member in row.members), cls=style)


def _cell(sheet: Sheet, member: ObligationMember, first: Obligation | None) -> Html:
    one = member.obligation
    if one is None:
        return element(
            "td", element("span", sheet.say("report.none"), cls="soft"), cls="value", data_label=member.convention
        )
    number = sheet.number_of[member.convention]
    record = sheet.records[number]
    action = _plain(one.action)
    shown: Html | str = action
    if first is not None and first is not one:
        shown = marked(redline(_plain(first.action), action), kinds=("removed", "added"))
    lead = f"{party_words(record, one.debtors, sheet.lang)} {sheet.say(f'modality.{one.modality}')} : "
    extras = " · ".join(_extras(sheet, one, record))
    return element(
        "td",
        element("span", lead, cls="soft"),
        shown,
        element("div", extras, cls="small") if extras else None,
        element("div", sheet.place(one.source, number), cls="place"),
        sheet.proof(one.source, number) if sheet.pictures.images else None,
        cls="value",
        data_label=member.convention,
    )


def _extras(sheet: Sheet, one: Obligation, record: ConventionRecord) -> list[str]:
    found = []
    if one.frequency:
        found.append(f"{sheet.say('report.every')} {period_words(one.frequency, sheet.lang)}")
    if one.deadline:
        found.append(f"{sheet.say('report.deadline')} : {one.deadline}")
    if one.condition:
        found.append(f"{sheet.say('report.condition')} : {_plain(one.condition)}")
    return found


def _plain(text: str) -> str:
    return " ".join(text.split())


# -- findings -----------------------------------------------------------------------------------------------------


def findings_section(sheet: Sheet) -> Html:
    """What a careful jurist would point at in each convention."""
    parts = []
    for number, record in enumerate(sheet.records):
        parts.append(element("h3", sheet.ids[number]))
        found = sorted(record.findings, key=lambda finding: _RANK[finding.severity])
        if found:
            parts.append(element("ul", *(_finding(sheet, one, number) for one in found), cls="findings"))
        else:
            parts.append(element("p", sheet.say("report.no_findings"), cls="soft"))
    head = element("h2", sheet.say("report.findings"), id="findings-head")
    return element("section", head, *parts, id="findings", aria_labelledby="findings-head")


def _finding(sheet: Sheet, finding: Finding, number: int) -> Html:
    place = sheet.place(finding.source, number)
    return element(
        "li",
        element("span", sheet.say(f"finding.{finding.severity}"), cls=f"badge {finding.severity}"),
        " ",
        in_words_of(finding.message, sheet.lang),
        " ",
        element("code", finding.code),
        element("span", f" ({place})", cls="place") if place else None,
        sheet.proof(finding.source, number),
    )
