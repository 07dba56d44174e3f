"""The main job on the samples: scan and digital PDF give the facts that a person wrote down."""

import json
from pathlib import Path

import pytest

import extractor
import extractor.errors
from extractor.document import Document, lines_of
from extractor.language import annotate, load
from extractor.language.components import PIPELINE
from extractor.pipeline import extract_document
from extractor.settings import Settings

SAMPLES = Path(__file__).parents[1] / "samples"
FILES = [(name, kind) for name in ("ofqj-2024", "cuf-2025") for kind in ("digital.pdf", "scan.pdf")]


@pytest.fixture(scope="module", params=FILES, ids="/".join)
def sample(request):
    name, kind = request.param
    expected = json.loads((SAMPLES / name / "expected.json").read_text("utf-8"))
    return extract_document(SAMPLES / name / kind, Settings()), expected


def test_the_facts_of_a_sample(sample):
    extraction, expected = sample
    record = extraction.record
    names = {p.id: (p.name, tuple(r.name for r in p.representatives)) for p in record.parties}
    assert list(names.values()) == [
        (p["name"], tuple(r["name"] for r in p["representatives"])) for p in expected["parties"]
    ]
    articles = [(a.number, a.title) for a in record.articles if a.kind == "article" and a.level == 1]
    assert articles == [(a["number"], a["title"]) for a in expected["articles"]]
    term = record.durations[0]
    for field in ("period", "start_date", "computed_end_date"):
        assert getattr(term, field) == expected["duration"][field]
    assert (record.renewal.mode if record.renewal else None) == (expected["renewal"] or {}).get("mode")
    assert {(n.period, n.event) for n in record.notices if n.event != "other"} == {
        (n["period"], n["event"]) for n in expected["notices"]
    }
    assert record.signature is not None
    assert record.signature.date == expected["signature"]["date"]
    assert [s.name for s in record.signatories] == [s["name"] for s in expected["signatories"]]
    marks = sum(s.on_behalf != "no" for s in record.signatories)
    assert bool(marks) is bool(expected["on_behalf_marks"])


def test_every_fact_leads_back_to_the_paper(sample):
    """Each quote is the text at its offsets, and its boxes lie on its pages."""
    extraction, _ = sample
    record, document = extraction.record, extraction.document
    sizes = {page.number: (page.width, page.height) for page in record.source.pages}
    facts = [
        *record.parties,
        *(r for p in record.parties for r in p.representatives),
        *record.articles,
        *record.signatories,
        *record.durations,
        *record.notices,
        *record.obligations,
        *record.references,
        *record.dates,
    ]
    assert len(facts) > 40
    for fact in facts:
        source = fact.source
        assert document.text[source.start : source.end] == source.quote
        assert source.regions
        for region in source.regions:
            width, height = sizes[region.page]
            assert 0 <= region.x0 <= region.x1 <= width and 0 <= region.top <= region.bottom <= height


def test_a_scan_says_how_sure_the_engine_was(sample):
    record = sample[0].record
    for notice in record.notices:
        confidence = notice.source.ocr_confidence
        assert confidence is None if record.source.pages[0].reader == "text" else 0 < confidence <= 1


def test_furniture_is_listed_and_not_in_the_text(sample):
    extraction, _ = sample
    furniture = [item for page in extraction.record.source.pages for item in page.furniture]
    assert {"page_number", "paraphe"} & {item.kind for item in furniture}
    assert not any(line.strip().isdigit() for line in extraction.document.text.split("\n"))


@pytest.mark.parametrize("name", PIPELINE)
def test_any_component_may_be_left_out(name):
    text = "CONVENTION\n\nArticle 1 - Durée\n\nLa convention dure trois ans.\n\nFait à Lyon, le 3 mai 2021"
    nlp = load(exclude=[name, "syntax"])
    doc = annotate(nlp, Document(text, lines_of(text)))
    assert name not in nlp.pipe_names
    assert doc.text == text


def test_the_pipeline_reads_a_plain_string():
    doc = load(exclude=["syntax"])("Article 1 - Durée\n\nLa présente convention est conclue pour trois (3) ans.")
    assert [span.text for span in doc.spans["periods"]] == ["trois (3) ans"]


def test_an_unknown_component_is_a_clear_error():
    with pytest.raises(extractor.errors.ExtractorError, match="colour"):
        load(exclude=["colour"])


def test_public_names_are_all_there():
    for name in extractor.__all__:
        assert getattr(extractor, name) is not None
    assert list(extractor.__all__) == sorted(extractor.__all__)


def test_annotations_survive_a_docbin():
    from spacy.tokens import DocBin

    nlp = load(exclude=["syntax"])
    doc = nlp("Article 1 - Durée\n\nLa convention dure trois ans, avec un préavis de deux mois.")
    copy = next(iter(DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)))
    assert [span.text for span in copy.spans["periods"]] == [span.text for span in doc.spans["periods"]]


def test_the_committed_configuration_is_the_one_that_is_assembled():
    from spacy.util import load_config

    committed = load_config(Path(__file__).parents[1] / "models" / "config.cfg")
    assert committed["nlp"]["pipeline"] == list(PIPELINE)
    assert committed["components"] == load().config["components"]
