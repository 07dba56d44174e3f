"""How long a convention binds: a table of sentences, whole texts with articles, and what may never happen."""

from __future__ import annotations

import re
import time
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.language.durations import duration_doubts, find_durations
from extractor.language.facts import Article, Signature

CASES = tomllib.loads((Path(__file__).parent / "cases" / "durations.toml").read_text("utf-8"))["case"]


def read(text: str, *, signed: str | None = None, articles: Any = ()) -> Any:
    signature = Signature(start=0, end=0, date=signed) if signed else None
    return find_durations(text, articles, signature)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{'-'.join(case['tags'])}: {case['text'][:50]}")
def test_case(case: dict[str, Any]) -> None:
    around = Article(start=0, end=len(case["text"]), kind="article", number="4", title=case.get("heading"))
    found = read(case["text"], signed=case.get("signed"), articles=(around,) if "heading" in case else ())
    if case.get("nothing"):
        assert found == ()
        return
    assert len(found) == 1, "one answer, the rest in its alternatives"
    duration = found[0]
    for key in (
        "period",
        "start_date",
        "start_event",
        "end_date",
        "end_event",
        "maximum",
        "computed_end_date",
        "basis",
        "rule",
    ):
        if key in case:
            assert getattr(duration, key) == (case[key] or None), key
    if "indefinite" in case:
        assert bool(duration.indefinite) is case["indefinite"]
    if "alternatives" in case:
        assert [a.value for a in duration.alternatives] == case["alternatives"]
    if "end" in case:
        assert (duration.end_date or "").startswith(case["end"])
    assert 0 <= duration.start < duration.end <= len(case["text"])


# --- whole texts --------------------------------------------------------------------------------------------------

CONVENTION = """CONVENTION DE COOPÉRATION

Entre la Régie des eaux de Valbrume et l'association Les Sources

Préambule

Depuis douze ans, les parties travaillent ensemble. Une première convention avait été conclue pour une durée de deux ans.

Article 1 - Objet

La présente convention organise le suivi des sources. Le mandat du comité est de quatre ans.

Article 2 - Durée

{term}

Article 3 - Confidentialité

Les parties gardent le secret pendant cinq ans après le terme de la convention.

Article 4 - Résiliation

Chaque partie peut résilier la convention avec un préavis de deux mois.
"""


def articles_of(text: str) -> tuple[Article, ...]:
    """A crude cut at the headings of `CONVENTION`."""
    heads = list(re.finditer(r"^(Préambule|Article (\d+) - (.+))$", text, re.MULTILINE))
    ends = [m.start() for m in heads[1:]] + [len(text)]
    return tuple(
        Article(
            start=m.start(),
            end=end,
            kind="article" if m[2] else "preamble",
            number=m[2],
            title=m[3],
            heading_start=m.start(),
            heading_end=m.end(),
        )
        for m, end in zip(heads, ends, strict=True)
    )


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("Elle est conclue pour une durée de trois ans.", {"period": "P3Y"}),
        ("Trois ans à compter du 1er juin 2030.", {"period": "P3Y", "computed_end_date": "2033-05-31"}),
        ("La durée est de trois ans. Elle prend effet à sa signature.", {"period": "P3Y", "start_event": "signature"}),
        ("Elle expire le 30 juin 2031.", {"end_date": "2031-06-30"}),
        ("Conclue pour une durée indéterminée.", {"indefinite": True, "period": None}),
        (
            "Conclue pour six mois à compter de sa signature, elle est renouvelable une fois.",
            {"period": "P6M", "maximum": "P1Y"},
        ),
    ],
)
@pytest.mark.parametrize("cut", [True, False])
def test_in_a_whole_convention(term: str, expected: dict[str, Any], cut: bool) -> None:
    text = CONVENTION.format(term=term)
    found = read(text, articles=articles_of(text) if cut else ())
    assert len(found) == 1
    assert {key: getattr(found[0], key) for key in expected} == expected


def test_the_article_on_the_term_wins_over_the_others() -> None:
    text = CONVENTION.format(term="La présente convention est conclue pour une durée de trois ans.").replace(
        "organise le suivi des sources.",
        "organise le suivi des sources. La convention est prévue pour une durée de dix ans.",
    )
    (found,) = read(text, articles=articles_of(text))
    assert found.period == "P3Y"
    assert [a.value for a in found.alternatives] == ["P10Y"]
    assert found.confidence < 0.7


def test_the_school_year_of_a_form_is_not_its_term() -> None:
    text = (
        "CONVENTION DE STAGE\n\nAnnée universitaire 2031-2032\n\nEntre l'école et l'entreprise\n\n"
        "Article 1 - Durée\nLe stage se déroule {}.\n"
    )
    assert read(text.format("du ........ au ........")) == ()
    assert read(text.format("dans les locaux"))[0].rule == "durations.title"


def test_silence_is_not_filled() -> None:
    text = CONVENTION.format(term="Les parties en conviendront plus tard.")
    assert read(text, articles=articles_of(text)) == ()
    assert duration_doubts(text, articles_of(text), ()) == ()


# --- doubts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "signed", "codes"),
    [
        ("La présente convention est conclue pour une durée de trois ans à compter du 1er mai 2030.", None, []),
        ("La présente convention est conclue pour trois ans à compter de sa signature.", "2030-05-01", []),
        ("La présente convention est conclue pour trois ans à compter de sa signature.", None, ["start-unknown"]),
        (
            "La présente convention est conclue pour une durée de trois (5) ans à compter du 1er mai 2030.",
            None,
            ["number-contradiction"],
        ),
        ("Le présent accord entre en vigueur le 1er mai 2030.", None, ["duration-missing"]),
        (
            "La présente convention est conclue pour trois ans à compter du 1er mai 2030. Elle prend fin le 31 décembre 2032.",
            None,
            ["duration-contradiction"],
        ),
        (
            "La présente convention est conclue pour trois ans à compter du 1er mai 2030. La durée de la convention est de deux ans.",
            None,
            ["duration-contradiction"],
        ),
    ],
)
def test_doubts(text: str, signed: str | None, codes: list[str]) -> None:
    assert [d.code for d in duration_doubts(text, (), read(text, signed=signed))] == codes


# --- what may never happen ----------------------------------------------------------------------------------------

WORDS = [
    "la", "présente", "convention", "est", "conclue", "pour", "une", "durée", "de", "trois", "ans", "à", "compter", "du",
    "1er", "mai", "2030", "jusqu'au", "indéterminée", "expire", "le", "renouvelable", "préavis", ".", ",", ";", "\n\n", "(3)",
]  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=80))
def test_offsets_and_dates_hold_on_any_text(text: str) -> None:
    for duration in read(text, signed="2030-02-28"):
        assert 0 <= duration.start < duration.end <= len(text)
        assert duration.period or duration.indefinite or duration.end_date or duration.end_event or duration.start_event
        if duration.computed_end_date and not duration.end_date:
            assert duration.start_date and duration.computed_end_date >= duration.start_date
        for other in duration.alternatives:
            assert 0 <= other.start < other.end <= len(text)
        duration_doubts(text, (), (duration,))


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(1, 40))
def test_the_last_day_is_the_eve_of_the_anniversary(signed: date, years: int) -> None:
    text = f"La présente convention est conclue pour une durée de {years} ans à compter de sa signature."
    (found,) = read(text, signed=signed.isoformat())
    assert found.period == f"P{years}Y"
    last = date.fromisoformat(found.computed_end_date)
    after = last + timedelta(days=1)
    assert (after.month, after.day) in {(signed.month, signed.day), (3, 1)}
    assert after.year == signed.year + years


@pytest.mark.parametrize(
    "piece",
    [
        "un ",
        "pour une durée de ",
        "la présente convention est conclue ",
        "trois ans ",
        "jusqu'au ",
        "((((",
        "à compter de ",
        "12",
    ],
)
def test_hostile_text_is_read_in_a_moment(piece: str) -> None:
    text = piece * (30_000 // len(piece))
    began = time.perf_counter()
    read(text)
    assert time.perf_counter() - began < 10
