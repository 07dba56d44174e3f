"""Records become rows: the contract's columns, cells that read back as they were, and nothing a spreadsheet would run."""

import csv
import io
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_factory import file, full_record, source

from extractor.exporting.csv import PROFILES, render_csv, write_tables
from extractor.exporting.tables import COLUMNS, cell, duplicates, fact_rows
from extractor.record import ConventionRecord, Finding, Notice, PageRecord, Party, Source

FACT = ["article", "page", "quote", "start", "end", "confidence", "ocr_confidence"]


@dataclass(frozen=True)
class State:
    id: str
    path: str = "a.pdf"
    sha256: str = "ab"
    bytes: int = 3
    status: str = "done"
    reason: str = ""


def tables(folder, *records, states=None, profile="rfc4180"):
    states = [State(record.id) for record in records] if states is None else states
    write_tables(folder, states, records, PROFILES[profile])
    return {path.stem: path.read_bytes() for path in folder.glob("*.csv")}


def rows(raw: bytes, separator=","):
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=separator))


def test_the_columns_are_those_of_the_contract():
    assert {
        table: ",".join(columns) for table, columns in COLUMNS.items() if table in ("documents", "conventions")
    } == {
        "documents": "id,path,sha256,bytes,media_type,pages,pages_ocr,pages_unread,status,reason,duplicate_of,"
        "ocr_confidence,findings,to_review",
        "conventions": "convention_id,title,kind,parties,signature_place,signature_date,start_date,start_event,period,"
        "indefinite,end_date,computed_end_date,renewal_mode,notice_termination,formal_notice,articles,findings",
    }
    own = {
        table: " ".join(columns[:-7])
        for table, columns in COLUMNS.items()
        if table not in ("documents", "conventions") and list(columns[-7:]) == FACT
    }
    assert own == {
        "parties": "convention_id party_id name alias other_aliases legal_form registration address",
        "representatives": "convention_id party_id name role",
        "signatories": "convention_id party_id name role on_behalf",
        "articles": "convention_id number level kind title topic text",
        "durations": "convention_id period start_date start_event end_date end_event indefinite maximum "
        "computed_end_date basis",
        "notices": "convention_id event period by form counted_from",
        "obligations": "convention_id debtors modality action beneficiary condition deadline frequency",
        "references": "convention_id text target kind status",
        "amounts": "convention_id value currency role",
        "findings": "convention_id code severity message",
    }


def test_a_full_record_fills_every_table(tmp_path):
    made = tables(tmp_path, full_record())
    assert set(made) == set(COLUMNS)
    assert all(rows(raw) for raw in made.values())
    (convention,) = rows(made["conventions"])
    assert convention == {
        "convention_id": "dunes",
        "title": "CONVENTION DE COOPÉRATION",
        "kind": "convention",
        "parties": "Maison des Dunes|Ville d'Ambrelune",
        "signature_place": "Ambrelune",
        "signature_date": "2024-10-01",
        "start_date": "2024-10-01",
        "start_event": "signature",
        "period": "P5Y",
        "indefinite": "false",
        "end_date": "",
        "computed_end_date": "2029-09-30",
        "renewal_mode": "express",
        "notice_termination": "P3M",
        "formal_notice": "",
        "articles": "3",
        "findings": "1",
    }
    (notice,) = rows(made["notices"])
    assert notice["by"] == "p1|p2" and notice["quote"] == "préavis de trois\nmois"
    assert (notice["article"], notice["page"], notice["confidence"]) == ("3", "2", "0.9")
    (document,) = rows(made["documents"])
    assert (document["pages"], document["pages_ocr"], document["ocr_confidence"]) == ("2", "2", "0.9")
    assert document["to_review"] == "1"  # one warning


def test_doubtful_facts_are_counted_for_review(tmp_path):
    doubtful = [source("cinq", confidence=0.4), source("cinq", ocr_confidence=0.5), source("cinq", ocr_confidence=0.95)]
    record = full_record(notices=tuple(Notice(event="other", source=one) for one in doubtful), findings=())
    (document,) = rows(tables(tmp_path, record)["documents"])
    assert document["to_review"] == "2"


def test_empty_tables_are_headers(tmp_path):
    made = tables(tmp_path, ConventionRecord(id="a", source=file(pages=1)))
    assert made["amounts"] == (",".join(COLUMNS["amounts"]) + "\r\n").encode()
    made = tables(tmp_path)
    assert all(raw.count(b"\r\n") == 1 for raw in made.values())


def test_failed_inputs_have_a_row_and_a_kept_record_stays_in_the_other_tables(tmp_path):
    states = [State("dunes", status="failed", reason="It is damaged."), State("x", sha256="", status="failed")]
    made = tables(tmp_path, full_record(), states=states)
    first, second = rows(made["documents"])
    assert (first["status"], first["reason"], first["pages"]) == ("failed", "It is damaged.", "")
    assert (second["id"], second["sha256"], second["bytes"]) == ("x", "", "")
    assert rows(made["conventions"])[0]["convention_id"] == "dunes"


def test_the_first_of_equal_files_is_the_original():
    states = [State("b"), State("a"), State("c", sha256="cd"), State("d", sha256=""), State("e", sha256="")]
    assert duplicates(states) == {"b": "a"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (True, "true"), (False, "false"), (0.9, "0.9"), (1.0, "1"), (0.123456, "0.1235"), (0, "0"),
        (("p1", "p2"), "p1|p2"), (("a|b", "c"), "a¦b|c"), ((), ""), ("=1", "=1"),
    ],
)  # fmt: skip
def test_cells(value, text):
    assert cell(value) == text


def test_a_transcript_is_one_page_and_more_pages_without_layout_are_unknown():
    bare = Source(quote="x", start=0, end=1)
    one = ConventionRecord(id="a", source=file(pages=1), parties=(Party(id="p1", source=bare),))
    two = ConventionRecord(id="a", source=file(pages=2), parties=(Party(id="p1", source=bare),))
    page = COLUMNS["parties"].index("page")
    assert [dict(fact_rows(record))["parties"][page] for record in (one, two)] == ["1", ""]


def test_unread_pages_are_counted(tmp_path):
    pages = (PageRecord(number=1, width=1, height=1, reader="none", reason="engine timed out"),)
    record = ConventionRecord(id="a", source=file().model_copy(update={"pages": pages}))
    (document,) = rows(tables(tmp_path, record, states=[State("a", status="partial")])["documents"])
    assert (document["pages_unread"], document["status"]) == ("1", "partial")


def test_why_a_page_is_unread_is_french_as_findings_are(tmp_path):
    state = State("dunes", status="partial", reason="Unread pages: 1, 3.")
    message = "La page 3 n'a pas été lue : no text layer, and recognition is switched off."
    record = full_record(findings=(Finding(code="page-unread", severity="error", message=message),))
    made = tables(tmp_path, record, states=[state])
    assert rows(made["documents"])[0]["reason"] == "Pages non lues : 1, 3."
    told = "La page 3 n'a pas été lue : aucune couche de texte, et la reconnaissance est désactivée."
    assert rows(made["findings"])[0]["message"] == told


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_a_spreadsheet_runs_no_cell(tmp_path, first):
    hostile = f"{first}cmd|' /C calc'!A1"
    made = tables(tmp_path, full_record(title=hostile), profile="tableur")
    assert made["conventions"].startswith(b"\xef\xbb\xbf")
    assert rows(made["conventions"], ";")[0]["title"] == "'" + hostile
    plain = tables(tmp_path, full_record(title=hostile))
    assert rows(plain["conventions"])[0]["title"] == hostile


CELLS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6), st.sampled_from(["rfc4180", "tableur"]))
def test_cells_read_back_as_they_were(lines, profile):
    raw = render_csv(["a", "b", "c"], lines, PROFILES[profile]).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(raw, newline=""), delimiter=PROFILES[profile].separator, strict=True))
    guarded = [
        tuple("'" + c if profile == "tableur" and c.startswith(("=", "+", "-", "@", "\t", "\r")) else c for c in line)
        for line in lines
    ]
    assert [tuple(line) for line in read] == [("a", "b", "c"), *guarded]


def test_many_rows_are_one_table(tmp_path, monkeypatch):
    """Rows go to the file in portions; no portion repeats the header or the byte order mark."""
    monkeypatch.setattr("extractor.exporting.csv._ROWS", 2)
    made = tables(tmp_path, *(full_record(f"c{n}") for n in range(5)), profile="tableur")
    assert len(rows(made["articles"], ";")) == 15 and made["articles"].count(b"\xef\xbb\xbf") == 1
