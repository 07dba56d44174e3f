"""The steps of image cleaning, each on a page that needs it and on one that does not."""

import cv2
import numpy as np
import pytest
import scan_factory
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scan_factory import BAD, FAX, OFFICE, SHADED, Gray, Wear, degrade

from extractor.reading.blemishes import dark_edges, drop_blemishes, wipe
from extractor.reading.cleaning import clean, is_blank
from extractor.reading.image import (
    below,
    despeckle,
    flatten,
    ink_of,
    is_even,
    paper_of,
    resample,
    shrink,
    straighten,
    tones_of,
    turn,
)
from extractor.reading.orientation import is_sideways, is_upside_down
from extractor.reading.rules import remove_rules
from extractor.reading.segmentation import has_gutter, has_large_ink, reduced
from extractor.reading.skew import find_skew, letters_of


@pytest.fixture(scope="module")
def printed() -> Gray:
    """A page at 300 dpi as it leaves the printer, headings not underlined."""
    return scan_factory.photograph(scan_factory.typeset(underline=False), 300)[0]


@pytest.fixture(scope="module")
def lined() -> Gray:
    """The same with bold underlined headings."""
    return scan_factory.photograph(scan_factory.typeset(), 300)[0]


def agreement(first: Gray, second: Gray) -> float:
    """How much of the ink of two pages is common to both, a pixel of play given."""
    a, b = first > 0, second > 0
    near = cv2.dilate(second, np.ones((3, 3), np.uint8)) > 0
    return float((a & near).sum() / max(a.sum(), 1)) * min(1.0, a.sum() / max(b.sum(), 1))


@pytest.mark.parametrize("skew", [-6.5, -3.0, -1.0, -0.3, 0.0, 0.4, 1.7, 5.0])
def test_skew_is_found_to_a_tenth_of_a_degree(printed: Gray, skew: float) -> None:
    page = degrade(printed, Wear(skew=skew, noise=5))
    assert find_skew(letters_of(ink_of(shrink(page, 3)))) == pytest.approx(skew, abs=0.1)


def test_a_straightened_page_is_level(printed: Gray) -> None:
    high, wide = printed.shape
    page, left, top = straighten(degrade(printed, Wear(skew=2.3)), 2.3, (0, 0, wide, high))
    assert (left, top) == (0, 0)
    assert agreement(ink_of(page), ink_of(printed)) > 0.85


def test_a_part_of_a_page_is_straightened_as_the_whole(printed: Gray) -> None:
    skewed = degrade(printed, Wear(skew=2.3))
    whole, _, _ = straighten(skewed, 2.3, (0, 0, skewed.shape[1], skewed.shape[0]))
    part, left, top = straighten(skewed, 2.3, (300, 500, 1200, 900))
    same = whole[top : top + part.shape[0], left : left + part.shape[1]]
    assert same.shape == part.shape and (np.abs(same.astype(int) - part) <= 2).mean() > 0.99
    level, left, top = straighten(printed, 0.0, (300, 500, 1200, 900))
    assert (left, top) == (300, 500) and (level == printed[500:900, 300:1200]).all()


def test_an_empty_page_has_no_skew() -> None:
    assert find_skew(np.zeros((1000, 800), np.uint8)) == 0.0


def test_uneven_light_goes_and_even_light_stays(printed: Gray) -> None:
    shaded = degrade(printed, Wear(shadow=0.6))
    assert not is_even(paper_of(shaded))
    assert agreement(ink_of(flatten(shaded)), ink_of(printed)) > 0.9
    assert flatten(printed) is printed


@pytest.mark.parametrize("fade", [0.0, 0.5])
def test_the_shadows_of_folds_go(printed: Gray, fade: float) -> None:
    folded = degrade(printed, Wear(folds=0.35, fade=fade, blur=0.7))
    assert agreement(ink_of(flatten(folded)), ink_of(printed)) > 0.9


def test_show_through_is_paper(printed: Gray) -> None:
    ghost = (255 - (255 - np.fliplr(printed).astype(np.float32)) * 0.25).astype(np.uint8)
    both = np.minimum(printed, ghost)
    assert ink_of(both).sum() < 1.05 * ink_of(printed).sum()


@pytest.mark.parametrize("fade", [0.0, 0.4, 0.7])
def test_faint_ink_is_ink(printed: Gray, fade: float) -> None:
    faint = degrade(printed, Wear(fade=fade, noise=3))
    assert agreement(ink_of(faint), ink_of(printed)) > 0.9


def test_blank_paper_has_no_ink() -> None:
    paper = np.random.default_rng(1).normal(235, 4, (900, 700)).clip(0, 255).astype(np.uint8)
    assert not ink_of(paper).any()
    cleaned = clean(paper, 100)
    assert is_blank(cleaned.pieces, cleaned.ink.shape)


def test_lonely_pixels_go_and_full_stops_stay(printed: Gray) -> None:
    noisy = degrade(printed, Wear(speckle=0.002))
    kept, _ = drop_blemishes(ink_of(despeckle(noisy)))
    assert agreement(kept, ink_of(printed)) > 0.97
    assert despeckle(printed) is printed
    blobs = [cv2.connectedComponents(mask)[0] for mask in (kept, ink_of(printed))]
    assert blobs[0] == pytest.approx(blobs[1], rel=0.02)  # as many dots and accents as before


def test_edges_and_holes_go_and_the_writing_stays(printed: Gray) -> None:
    page = degrade(printed, Wear(dark_edge=70, holes=True))
    assert dark_edges(printed) is None
    kept, _ = drop_blemishes(ink_of(wipe(page, dark_edges(page))))
    assert agreement(kept, ink_of(printed)) > 0.97


def test_two_noughts_that_touch_are_no_hole() -> None:
    ink = np.zeros((2000, 1600), np.uint8)
    for middle in (110, 138):
        cv2.ellipse(ink, (middle, 900), (13, 24), 0, 0, 360, 255, 5)
    noughts = cv2.countNonZero(ink)
    assert not drop_blemishes(ink)[0].any()  # alone in the margin: a hole, for all that can be seen
    assert cv2.countNonZero(drop_blemishes(ink, (330, 0, 0, 0))[0]) == noughts  # where the text stands: no hole
    cv2.rectangle(ink, (180, 880), (200, 920), 255, -1)
    assert drop_blemishes(ink)[0][900, 98] == 255  # other writing stands beside


def test_underlines_go_and_letters_stay(printed: Gray, lined: Gray) -> None:
    page, rules = remove_rules(lined, tones_of(lined))
    assert len(rules) == 1 + len(scan_factory.ARTICLES)
    # tails of g and p that ran into the line end a little sooner
    assert agreement(ink_of(page), ink_of(printed)) > 0.97
    untouched, none = remove_rules(printed, tones_of(printed))
    assert untouched is printed and none == ()


def test_a_long_dash_and_the_bar_of_a_large_letter_are_no_rules() -> None:
    page = np.full((400, 1200), 255, np.uint8)
    cv2.rectangle(page, (100, 100), (170, 105), 0, -1)  # an em dash of 17 points
    cv2.rectangle(page, (300, 60), (400, 72), 0, -1)  # a capital T of 30 points
    cv2.rectangle(page, (342, 60), (358, 160), 0, -1)
    assert remove_rules(page, tones_of(page))[1] == ()


def test_the_frame_of_a_table_goes_and_its_words_stay(printed: Gray) -> None:
    page = printed.copy()
    for y in range(300, 3200, 700):
        cv2.line(page, (150, y), (2330, y + 3), 90, 3)
    for x in (150, 2330):
        cv2.line(page, (x, 300), (x + 2, 3100), 60, 4)
    kept = ink_of(remove_rules(page, tones_of(page))[0])
    assert np.count_nonzero(kept[:, 140:165]) + np.count_nonzero(kept[:, 2320:2345]) < 50
    assert agreement(kept, ink_of(printed)) > 0.95


@pytest.mark.parametrize(
    ("rotation", "wear"),
    [(0, BAD), (90, OFFICE), (90, FAX), (180, SHADED), (180, FAX), (270, BAD), (270, SHADED)],
    ids=["bad", "office 90", "fax 90", "shaded 180", "fax 180", "bad 270", "shaded 270"],
)
def test_a_page_is_set_upright(printed: Gray, rotation: int, wear: Wear) -> None:
    small = cv2.resize(printed, None, fx=2 / 3, fy=2 / 3, interpolation=cv2.INTER_AREA)
    page = turn(degrade(small, wear), rotation)
    cleaned = clean(page, 200)
    assert cleaned.rotation == (-rotation) % 360
    assert cleaned.skew == pytest.approx(wear.skew, abs=0.15)


def test_orientation_of_a_straight_page(printed: Gray) -> None:
    ink = ink_of(printed)
    assert not is_upside_down(ink) and is_upside_down(turn(ink, 180))
    small = letters_of(ink_of(shrink(printed, 3)))
    assert not is_sideways(small) and is_sideways(turn(small, 90))


def test_dirt_below_two_lines_turns_no_page() -> None:
    ink = np.zeros((900, 700), np.uint8)
    for top in range(50, 850, 80):
        ink[top : top + 8, 0:150] = 255  # what rises above the line
        ink[top + 8 : top + 28, 0:600] = 255
    assert not is_upside_down(ink) and is_upside_down(turn(ink, 180))
    for top in (130, 450):
        ink[top + 28 : top + 58, 0:280] = 255  # as the shadow of a fold hangs from a line
    assert not is_upside_down(ink) and is_upside_down(turn(ink, 180))


@pytest.mark.parametrize("dpi", [150, 200, 300, 600])
def test_every_resolution_comes_out_alike(dpi: int) -> None:
    page = scan_factory.photograph(scan_factory.typeset(underline=False), dpi)[0]
    cleaned = clean(page, dpi)
    assert cleaned.scale == pytest.approx(300 / dpi, rel=0.02)
    assert cleaned.ink.shape[1] == pytest.approx(1885, abs=40)  # the width of the text at 300 dpi, and its margins


def test_near_the_best_resolution_nothing_is_resampled(printed: Gray) -> None:
    assert resample(printed, 1.05) is printed


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("wear", [Wear(), Wear(speckle=0.002, holes=True, dark_edge=40)])
def test_the_pieces_are_those_of_the_ink(printed: Gray, wear: Wear, rotation: int) -> None:
    cleaned = clean(turn(degrade(printed, wear), rotation), 300)
    _, _, stats, _ = cv2.connectedComponentsWithStats(cleaned.ink, connectivity=8)
    assert sorted(map(tuple, cleaned.pieces.tolist())) == sorted(map(tuple, stats[1:, :4].tolist()))


def test_columns_and_signatures_are_seen(printed: Gray) -> None:
    prose = clean(printed, 300).ink
    assert not has_gutter(reduced(prose)) and not has_large_ink(reduced(prose))
    columns = np.hstack([prose[:600, :900], np.zeros((600, 150), np.uint8), prose[:600, :900]])
    assert has_gutter(reduced(columns))
    signed = prose.copy()
    cv2.ellipse(signed, (900, 1200), (300, 160), 20, 0, 300, 255, 4)
    assert has_large_ink(reduced(signed))


@pytest.mark.parametrize("dashes", [True, False])
def test_the_dashes_of_headings_make_no_columns(dashes: bool) -> None:
    """« Article 4 – Durée », « Article 5 – Fin » … set below each other: white above and below each dash."""
    page = np.zeros((200, 200), np.uint8)
    for top in range(10, 190, 40):
        page[top : top + 11, 10:60] = page[top : top + 11, 90:160] = 255
        if dashes:
            page[top + 5, 70:80] = 255
    assert has_gutter(page) is not dashes


@settings(max_examples=25, deadline=None)
@given(arrays.arrays(np.uint8, st.tuples(st.integers(8, 90), st.integers(8, 90))))
def test_no_image_breaks_the_cleaning(gray: Gray) -> None:
    cleaned = clean(gray, 300)
    assert cleaned.image.shape == cleaned.ink.shape
    assert cleaned.rotation in (0, 90, 180, 270) and -7 <= cleaned.skew <= 7


@given(arrays.arrays(np.uint8, (12, 12)), st.sampled_from([0, 90, 180, 270]))
def test_turning_is_undone_by_the_rest_of_the_circle(gray: Gray, rotation: int) -> None:
    assert (turn(turn(gray, rotation), (360 - rotation) % 360) == gray).all()


def test_what_is_below_a_level() -> None:
    assert below(np.array([[9, 10, 11]], np.uint8), 10).tolist() == [[255, 0, 0]]
