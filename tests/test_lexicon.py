"""The French words as data: every form is proved by an example, no counter-example is matched."""

from dataclasses import replace

import pytest

from extractor.errors import LexiconError
from extractor.language.folding import fold
from extractor.language.lexicon import form_source, forms_pattern, lexicon_names, load_lexicon, parse_entry

ENTRIES = [(name, entry) for name in lexicon_names() for entry in load_lexicon(name).values()]


@pytest.mark.parametrize(("name", "entry"), ENTRIES, ids=lambda value: getattr(value, "name", value))
def test_every_form_has_an_example_and_no_counter_example_matches(name, entry):
    examples = [fold(example) for example in entry.examples]
    for form in entry.forms:
        pattern = forms_pattern((form,))
        assert any(pattern.search(example) for example in examples), f"{name}.{entry.name}: no example of {form!r}"
    for example in entry.examples:
        assert entry.search(fold(example)), f"{name}.{entry.name} does not find its example {example!r}"
    for example in entry.counter_examples:
        assert not entry.search(fold(example)), f"{name}.{entry.name} finds its counter-example {example!r}"


@pytest.mark.parametrize(("name", "entry"), ENTRIES, ids=lambda value: getattr(value, "name", value))
def test_what_a_pattern_finds_is_found_before_it_is_compiled(name, entry):
    for example in map(fold, entry.examples):
        fresh = replace(entry)
        found = fresh.search(example)
        assert found and found.span() == entry.search(example).span()
    fresh = replace(entry)
    assert fresh.search("?") is None and "pattern" not in fresh.__dict__  # nothing to be found, nothing compiled


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("mise en demeure", "Mise  en\ndemeure"),
        ("désigné(e)(s)", "désignée"),
        ("désigné(e)(s)", "DESIGNES"),
        ("soussigné(e)s", "soussigné(e)s"),
        ("renouvel*", "renouvelable"),
        ("mise en oeuvre", "mise en œuvre"),
        ("l'article", "l’article"),
    ],
)
def test_a_form_matches_its_spellings(form, text):
    import re

    assert re.search(form_source(form), fold(text))


def test_a_form_does_not_match_inside_a_word():
    assert not forms_pattern(("an",)).search(fold("pendant"))


def test_not_in_bars_a_false_friend():
    entry = parse_entry("x", {"forms": ["préavis"], "not_in": ["sans préavis"]}, origin="test")
    assert entry.search(fold("un préavis de trois mois"))
    assert not entry.search(fold("résiliée sans préavis"))


@pytest.mark.parametrize("table", [{}, {"forms": []}, {"forms": "mot"}, {"forms": ["mot"], "colour": ["red"]}])
def test_a_malformed_entry_is_refused(table):
    with pytest.raises(LexiconError):
        parse_entry("x", table, origin="test")
