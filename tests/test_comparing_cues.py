"""The French words of comparison as data: every form is proved by an example, no counter-example is matched."""

import pytest

from extractor.comparing.comparison import TERM_NAMES
from extractor.comparing.cues import FILES, cue, names_of
from extractor.comparing.terms import READERS
from extractor.language.folding import fold
from extractor.language.lexicon import forms_pattern, load_lexicon

ENTRIES = [(file, name) for file in FILES for name in names_of(file)]


@pytest.mark.parametrize(("file", "name"), ENTRIES, ids="/".join)
def test_every_form_has_an_example_and_no_counter_example_matches(file, name):
    entry = cue(name, file)
    examples = [fold(example) for example in entry.examples]
    for form in entry.forms:
        pattern = forms_pattern((form,))
        assert any(pattern.search(example) for example in examples), f"{file}.{name}: no example of {form!r}"
    for example in entry.examples:
        assert entry.search(fold(example)), f"{file}.{name} does not find its example {example!r}"
    for example in entry.counter_examples:
        assert not entry.search(fold(example)), f"{file}.{name} finds its counter-example {example!r}"


def test_clauses_are_looked_for_under_topics_that_exist():
    topics = set(load_lexicon("topics")) | {"autre", "préambule"}
    assert {topic for name in names_of("clauses") for topic in cue(name).value.split("|")} <= topics


def test_words_for_anywhere_belong_to_a_clause():
    names = names_of("clauses")
    assert {name.removesuffix("_anywhere") for name in names if name.endswith("_anywhere")} <= set(names)


def test_every_term_has_a_reader():
    assert tuple(READERS) == TERM_NAMES


def test_an_unknown_cue_is_refused():
    with pytest.raises(KeyError):
        cue("nothing")
