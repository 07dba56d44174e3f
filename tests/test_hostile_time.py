"""Text made to be slow: every finder of time takes time in proportion to it, and a crowded text is not read to the end."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import spacy

from extractor.language.date_ranges import find_date_ranges
from extractor.language.dates import find_dates
from extractor.language.durations import find_durations
from extractor.language.long_runs import take_runs_at_once
from extractor.language.notices import find_notices
from extractor.language.numbers import find_numbers
from extractor.language.passages import CROWD, CROWDED, read_passages
from extractor.language.periods import find_periods
from extractor.language.renewal import find_renewal

FINDERS = (find_numbers, find_dates, find_date_ranges, find_periods, find_durations, find_renewal, find_notices)
PIECES = [
    "un ",
    "un an ",
    "1",
    "(",
    "trois (3) (",
    "un mois de préavis ",
    "deux à trois mois à ",
    "un an et ",
    "1/",
    "le … ",
    "2024-",
    "du 1er au ",
    "2 mai 2031 ",
    "la durée de la convention est de trois ans ",
    "renouvelable par tacite reconduction ",
    "mise en demeure restée sans effet ",
    "\n",
]


def seconds(find: Callable[[str], Any], text: str, runs: int) -> float:
    """The processor time of the fastest run; each text differs, so that nothing found before is remembered."""
    times = []
    for run in range(runs):
        began = time.process_time()
        find(text + "." * (run + runs))
        times.append(time.process_time() - began)
    return min(times)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("find", FINDERS, ids=lambda find: find.__name__)
def test_four_times_the_text_takes_no_more_than_some_four_times_as_long(find: Callable[[str], Any], piece: str) -> None:
    """Quadratic reading would take sixteen times as long; where a busy machine spoils the measure it is taken again."""
    find(piece)  # lexicons are compiled once
    for runs in (1, 2, 4):
        short, long = (seconds(find, piece * (size // len(piece)), runs) for size in (8_000, 32_000))
        if long < 10 * max(short, 0.004):
            return
    pytest.fail(f"{long:.3f} s for four times the text of {short:.3f} s")


def test_a_crowd_of_periods_says_nothing_after_a_while() -> None:
    text = "un mois de préavis " * 20_000
    passages = read_passages(text)
    kept = list(passages.thinned(find_periods(text), lambda period: period.start))
    assert len(kept) <= CROWD * CROWDED


def test_a_clause_after_a_crowded_table_is_still_read() -> None:
    text = "lot de 3 mois, " * 8_000 + ".\n\nLa convention peut être dénoncée avec un préavis de deux mois."
    assert [notice.period for notice in find_notices(text)][-1] == "P2M"


def test_what_repeats_is_found_at_every_place() -> None:
    text = "un an, (3) jours et deux mois. " * 6_000
    found = find_periods(text)
    assert len(found) == 3 * 6_000
    assert {(text[p.start : p.end], p.iso) for p in found} == {
        ("un an", "P1Y"),
        ("(3) jours", "P3D"),
        ("deux mois", "P2M"),
    }


def test_the_words_around_decide_and_not_what_was_read_before() -> None:
    assert [p.at_most for p in find_periods("au plus trois mois, puis trois mois, et au plus trois mois")] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize("run", ["_" * 20_000, '"' * 20_000, "…" * 20_000, "«»" * 10_000, "nom" + "_" * 20_000])
def test_a_long_run_of_signs_is_cut_off_at_once(run: str) -> None:
    nlp = spacy.blank("fr")
    plain = [token.text for token in nlp.make_doc("L'association « Arc » (1901) ____ signe.")]
    take_runs_at_once(nlp)
    assert len(nlp.make_doc(run)) <= 2 and nlp.make_doc(run).text == run
    assert [token.text for token in nlp.make_doc("L'association « Arc » (1901) ____ signe.")] == plain
