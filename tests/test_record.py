"""Records survive a round trip and refuse what they do not know."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from extractor.record import ConventionRecord, Notice, Source, SourceFile, record_schema

TEXTS = st.text(max_size=30)
SOURCES = st.builds(
    Source, quote=TEXTS, start=st.integers(0, 99), end=st.integers(0, 99), rule=TEXTS, confidence=st.floats(0, 1)
)
NOTICES = st.builds(
    Notice,
    period=st.none() | st.just("P3M"),
    event=st.sampled_from(["termination", "formal_notice", "non_renewal", "withdrawal", "other"]),
    by=st.lists(TEXTS, max_size=3).map(tuple),
    form=st.none() | TEXTS,
    source=SOURCES,
)
FILE = SourceFile(path="a.pdf", sha256="0" * 64, bytes=1, media_type="application/pdf")


@given(TEXTS, st.lists(NOTICES, max_size=3))
def test_a_record_survives_a_round_trip(title, notices):
    record = ConventionRecord(id="a", source=FILE, title=title, notices=tuple(notices))
    assert ConventionRecord.model_validate_json(record.to_json()) == record


def test_keys_stand_in_a_stable_order():
    keys = list(json.loads(ConventionRecord(id="a", source=FILE).to_json()))
    assert keys[:3] == ["schema_version", "id", "source"]
    assert keys[-1] == "findings"


def test_an_unknown_field_is_refused():
    with pytest.raises(ValidationError):
        ConventionRecord.model_validate({"id": "a", "source": FILE.model_dump(), "colour": "red"})


def test_the_schema_names_all_fields():
    assert set(record_schema()["properties"]) == set(ConventionRecord.model_fields)
