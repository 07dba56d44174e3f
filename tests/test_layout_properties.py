"""What holds for every document: nothing is lost, offsets lead back to the paper, the lie of the page does not matter."""

import time
import unicodedata
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor.document import Box, Document, Page, Word
from extractor.layout import lay_out, page_text
from extractor.layout.words import find_tokens
from tests.page_factory import Sheet

_FRAGMENTS = [
    "Article", "3", ":", "ARTICLE", "conven-", "tion", "-", "•", "1)", "Pour", "la", "ville", "M.", "PO/", "RTK", "2/4", "1er", "er", "ci-", "après", "Fait", "à", "le",
    "Page", "…", "......", "l'avis", "co\u0302te\u0301", "\u00ad", "conven\u00ad", "¬", "|", "a\u00a0b", "12 000", "\t", "\u2028x", "é", "Et", "___", "²", "½", "œuvre", "½-", "ß-", "-_", "-__Les",
]  # fmt: skip
_texts = st.one_of(st.sampled_from(_FRAGMENTS), st.text(st.characters(codec="utf-8"), min_size=1, max_size=8))
_places = st.one_of(st.integers(0, 560).map(float), st.floats(0, 580, allow_nan=False))


@st.composite
def _words(draw):
    x, y = draw(_places), draw(st.one_of(st.integers(0, 60).map(lambda n: 13.5 * n), st.floats(0, 800)))
    wide, high = draw(st.sampled_from([0.0, 4.0, 22.0, 61.5])), draw(st.sampled_from([0.0, 7.5, 12.0, 30.0]))
    return Word(
        draw(_texts),
        Box(x, y, x + wide, y + high),
        draw(st.sampled_from([None, 0.0, 0.4, 0.95])),
        draw(st.booleans()),
        draw(st.sampled_from([None, 8.0, 11.0])),
        line=draw(st.sampled_from([None, 0, 1, 2])),
    )


@st.composite
def _documents(draw):
    pages = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        if draw(st.integers(0, 5)) == 0:
            pages.append(Page(number, 0.0, 0.0, "text", transcript=draw(_transcripts)))
            continue
        words = tuple(draw(st.lists(_words(), max_size=25)))
        turn = draw(st.sampled_from([0, 0, 90, 180, 270]))
        pages.append(
            Page(number, 595.0, 842.0, "ocr", words=words, rotation=turn, skew=draw(st.sampled_from([0.0, 0.7, -3.0])))
        )
    return tuple(pages)


_lines = st.one_of(
    st.sampled_from(["", "", "RTK", "4", "(Signature)", "Et", "- un ;", "## Titre", "**gras", "fin**", "la conven-", "tion qui", "| a | b |", "|---|---|", "Page 2/4", "Fait à Tulle", "---", "ARTICLE 2"]),
    st.lists(_texts, max_size=6).map(" ".join),
    st.text(max_size=30),
)  # fmt: skip
_transcripts = st.lists(_lines, max_size=12).map("\n".join)


def _printed(text: str) -> Counter[str]:
    """All that is printed but hyphens, which may go where a word was cut."""
    return Counter(char for char in text if not char.isspace() and char not in "-‐‑\u00ad¬")


def _check(document: Document, pages: tuple[Page, ...]) -> None:
    text = document.text
    assert unicodedata.is_normalized("NFC", text)
    assert "\n\n\n" not in text and text == text.strip("\n") and not set(text) & set("\r\f\v\u2028\u2029\x85\t")
    at = 0
    for line in document.lines:
        assert set(text[at : line.start]) <= {"\n"} and (at == 0 or line.start > at)
        assert line.end > line.start and "\n" not in text[line.start : line.end]
        assert text[line.start] != " " and text[line.end - 1] != " "
        at = line.end
    assert at == len(text)
    end = 0
    for word in document.words:
        assert end <= word.start < word.end <= len(text)
        assert "\n" not in text[word.start : word.end]
        end = word.end
    assert set("".join(page_text(document))) - {"\n"} == set(text) - {"\n"}


def _check_words(document: Document, pages: tuple[Page, ...]) -> None:
    """Every word read is in the text or in the furniture, once, and in the text stands where it says."""
    tokens = [token for page in pages for token in find_tokens(page)]
    boxes: dict[tuple[int, Box], list[str]] = {}
    for token in tokens:
        boxes.setdefault((token.page, token.word.box), []).append(token.text)
    for word in document.words:
        placed = document.text[word.start : word.end]
        known = boxes[word.page, word.box]
        assert any(placed in (read, read[:-1], read[:-1] + "-", read.replace("\u00ad", "")) for read in known)
    if all(page.transcript is None for page in pages):
        kept = _printed(document.text) + sum((_printed(f.text) for f in document.furniture), Counter())
        assert kept == sum((_printed(token.text) for token in tokens), Counter())


@settings(deadline=None, max_examples=120)
@given(_documents())
def test_any_words_anywhere(pages):
    document = lay_out(pages)
    _check(document, pages)
    _check_words(document, pages)


@settings(deadline=None, max_examples=60)
@given(_documents(), st.integers(0, 300), st.integers(1, 60))
def test_regions_cover_the_words_of_a_passage(pages, start, length):
    document = lay_out(pages)
    regions = document.regions(start, start + length)
    for word in document.words_in(start, start + length):
        assert any(r.page == word.page and r.box.union(word.box) == r.box for r in regions)


@settings(deadline=None, max_examples=120)
@given(_transcripts)
@example("**\n\n*\n-__x")
@example("| |\n||")
def test_any_transcript(text):
    page = Page(1, 0.0, 0.0, "text", transcript=text)
    document = lay_out([page])
    _check(document, (page,))
    assert document.words == ()


_sentences = st.lists(
    st.sampled_from(
        [
            "la",
            "commune",
            "met",
            "deux",
            "salles",
            "au",
            "service",
            "du",
            "comité",
            "pour",
            "une",
            "durée",
            "de",
            "trois",
            "ans",
            "et",
            "en",
            "assure",
            "l'entretien",
            "courant",
        ]
    ),
    min_size=40,
    max_size=90,
).map(lambda words: " ".join(words).capitalize() + ".")


@settings(deadline=None, max_examples=25)
@given(
    st.lists(_sentences, min_size=2, max_size=4),
    st.floats(-4, 4),
    st.floats(-30, 30),
    st.floats(-30, 30),
    st.booleans(),
)
def test_the_lie_of_the_page_does_not_matter(texts, skew, x, y, ink):
    sheet = Sheet(ink=ink).line("ARTICLE 1 : OBJET").skip()
    for text in texts:
        sheet.paragraph(text).skip()
    straight = lay_out([sheet.page()]).text
    assert lay_out([sheet.page(skew=skew)]).text == straight
    assert lay_out([sheet.page(shift=(x, y))]).text == straight
    assert lay_out([sheet.page(skew=skew, told=False)]).text == straight


@pytest.mark.parametrize(
    "page",
    [
        Page(1, 595, 842, "text", words=tuple(Word("x", Box(10, 10, 15, 20)) for _ in range(3000))),
        Page(1, 595, 842, "text", words=tuple(Word("x", Box(7.0 * n, 10, 7.0 * n + 3, 20)) for n in range(3000))),
        Page(1, 595, 842, "text", words=tuple(Word("mot", Box(10, 0.2 * n, 30, 0.2 * n + 8)) for n in range(3000))),
        Page(
            1,
            595,
            842,
            "ocr",
            words=tuple(
                Word("¬", Box(n % 50 * 11, n // 50 * 9, n % 50 * 11 + 9, n // 50 * 9 + 8), 0.1) for n in range(3000)
            ),
        ),
        Page(1, 0, 0, "text", transcript="." * 200_000 + " a"),
        Page(1, 0, 0, "text", transcript="1\n\n" * 8_000),
        Page(1, 0, 0, "text", transcript="![*_$^{" * 30_000),
        Page(1, 0, 0, "text", transcript="(" * 100_000),
        Page(1, 0, 0, "text", transcript="- \u00ad\n" * 8_000),
    ],
    ids=["one place", "one row", "one column", "a grid", "dots", "numbers", "marks", "brackets", "hyphens"],
)
def test_hostile_pages_are_read_in_time(page):
    start = time.process_time()
    _check(lay_out([page]), (page,))
    assert time.process_time() - start < 8


def test_time_grows_with_the_pages():
    def cost(pages: int) -> float:
        made = []
        for number in range(1, pages + 1):
            sheet = Sheet(number).line("Règlement des halles", y=40).line(str(number), 290, y=800)
            for chapter in range(5):
                sheet.line(f"ARTICLE {5 * number + chapter} : SUITE", bold=True).paragraph(
                    "Le comité rend compte de chaque fête au conseil. " * 7
                ).skip()
            made.append(sheet.page())
        start = time.process_time()
        lay_out(made)
        return (time.process_time() - start) / pages

    cost(5)
    assert cost(48) < 2.5 * cost(12)
