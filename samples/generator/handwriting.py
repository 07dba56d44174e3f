"""A sheet and a place in; the sheet with initials, a signature or a round stamp on it out. All strokes are our own.

Letters are polylines in a box one unit high (y downwards, baseline at 0), smoothed as a pen would; no font is used
for handwriting. Places are points from the top left corner.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .fonts import Fonts

Ink = tuple[int, int, int]
Path = NDArray[np.float64]

# each letter: strokes of (x, y) points, as a hurried hand draws them
LETTERS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "B": (
        (
            (0.05, 0),
            (0.1, -0.5),
            (0.12, -1),
            (0.5, -0.95),
            (0.5, -0.6),
            (0.15, -0.52),
            (0.6, -0.4),
            (0.5, -0.02),
            (0.0, 0.04),
        ),
    ),
    "C": (((0.6, -0.85), (0.35, -1.02), (0.05, -0.6), (0.1, -0.1), (0.4, 0.03), (0.7, -0.2)),),
    "D": (((0.15, -0.95), (0.1, -0.4), (0.08, 0), (0.5, -0.1), (0.65, -0.6), (0.35, -1), (-0.05, -0.9)),),
    "F": (
        ((0.65, -1), (0.2, -0.97), (0.14, -0.5), (0.05, 0.2), (-0.15, 0.25)),
        ((0.0, -0.5), (0.3, -0.55), (0.55, -0.5)),
    ),
    "G": (
        (
            (0.6, -0.85),
            (0.3, -1),
            (0.03, -0.5),
            (0.25, 0),
            (0.6, -0.15),
            (0.62, -0.45),
            (0.35, -0.42),
            (0.7, -0.45),
            (0.62, 0.35),
            (0.3, 0.3),
        ),
    ),
    "H": (
        ((0.1, -1), (0.08, -0.5), (0.0, 0.05)),
        ((0.05, -0.45), (0.3, -0.55), (0.55, -0.5)),
        ((0.6, -1.05), (0.55, -0.4), (0.6, 0), (0.8, -0.1)),
    ),
    "M": (
        (
            (0, 0.03),
            (0.12, -0.6),
            (0.18, -1),
            (0.32, -0.3),
            (0.4, -0.1),
            (0.55, -0.7),
            (0.66, -1),
            (0.72, -0.4),
            (0.85, 0.02),
        ),
    ),
    "S": (((0.6, -0.85), (0.35, -1.03), (0.1, -0.75), (0.5, -0.4), (0.4, 0.0), (0.0, -0.08)),),
    "V": (((-0.05, -0.95), (0.1, -0.9), (0.3, 0.02), (0.45, -0.5), (0.62, -1.05), (0.85, -1.0)),),
}


def draw_paraphe(
    sheet: Image.Image, initials: str, place: tuple[float, float], hand: np.random.Generator, *, dpi: int, ink: Ink
) -> Image.Image:
    """Initials run together at the foot of a page, with a dash under them half of the time."""
    size = hand.uniform(13, 18)
    slant, x = hand.uniform(0.1, 0.35), 0.0
    strokes = []
    for letter in initials:
        for stroke in LETTERS[letter]:
            points = np.array(stroke) + hand.normal(0, 0.035, (len(stroke), 2))
            strokes.append(np.column_stack([points[:, 0] + x - slant * points[:, 1], points[:, 1]]) * size)
        x += hand.uniform(0.5, 0.68)
    if hand.random() < 0.5:
        tail = np.array([(x * 0.9, 0.05), (x * 0.4, 0.2), (-0.15, 0.24), (x * 0.5, 0.3), (x * 1.35, 0.12)])
        strokes.append((tail + hand.normal(0, 0.04, tail.shape)) * size)
    return apply_ink(sheet, [stroke + np.array(place) for stroke in strokes], hand, dpi=dpi, ink=ink, nib=1.0)


def draw_signature(
    sheet: Image.Image, initials: str, place: tuple[float, float], hand: np.random.Generator, *, dpi: int, ink: Ink
) -> Image.Image:
    """A large first letter, a name that became a wave with a few tall loops, and a flourish under it."""
    size = hand.uniform(30, 40)
    slant = hand.uniform(0.15, 0.4)
    strokes = [np.array(stroke) * size for stroke in LETTERS[initials[0]]]
    length, steps = hand.uniform(2.0, 2.8), int(hand.integers(13, 19))
    xs = np.linspace(0.75, 0.75 + length, steps)
    heights = np.where(np.arange(steps) % 2 == 0, 0.0, -hand.uniform(0.18, 0.42, steps))
    tall = hand.choice(np.arange(1, steps, 2), size=2, replace=False)
    heights[tall] = -hand.uniform(0.7, 1.0, 2)
    heights[int(hand.integers(2, steps - 1)) // 2 * 2] = hand.uniform(0.25, 0.5)
    damping = np.linspace(1, 0.35, steps)
    wave = np.column_stack([xs + hand.normal(0, 0.05, steps), heights * damping])
    strokes.append(wave * size)
    end = xs[-1]
    strokes.append(
        np.array([(end, -0.1), (end + 0.5, -0.35), (end * 0.6, 0.28), (0.1, 0.4), (end * 0.55, 0.3), (end + 0.35, 0.1)])
        * size
    )
    tilt = math.radians(hand.uniform(-9, -2))
    turn = np.array([[math.cos(tilt), math.sin(tilt)], [-math.sin(tilt), math.cos(tilt)]])
    leaned = [np.column_stack([s[:, 0] - slant * s[:, 1], s[:, 1]]) @ turn + np.array(place) for s in strokes]
    return apply_ink(sheet, leaned, hand, dpi=dpi, ink=ink, nib=1.15)


def draw_stamp(
    sheet: Image.Image,
    words: Sequence[str],
    centre: tuple[float, float],
    hand: np.random.Generator,
    *,
    dpi: int,
    ink: Ink,
    fonts: Fonts,
) -> Image.Image:
    """A round rubber stamp, turned a little and worn: `words` run round the rim, in the middle, below the middle."""
    scale = dpi / 72
    radius = 43 * scale
    side = int(2.3 * radius)
    mask = Image.new("L", (side, side), 0)
    draw, middle = ImageDraw.Draw(mask), side / 2
    for r, thick in ((radius, 2.0), (radius * 0.66, 1.0)):
        draw.ellipse((middle - r, middle - r, middle + r, middle + r), outline=255, width=round(thick * scale))
    rim, name, town = (*words, "", "")[:3]
    step = math.radians(316) / max(len(rim) - 1, 1)
    for index, letter in enumerate(rim):
        angle = math.radians(-158) + index * step
        stencil = Image.new("L", (round(12 * scale), round(12 * scale)), 0)
        font = fonts.image_font("Bold", (7.2 if len(rim) > 25 else 8.6) * scale)
        ImageDraw.Draw(stencil).text((6 * scale, 6 * scale), letter, fill=255, font=font, anchor="mm")
        stencil = stencil.rotate(-math.degrees(angle), Image.Resampling.BICUBIC)
        r = radius * 0.83
        at = (round(middle + r * math.sin(angle) - 6 * scale), round(middle - r * math.cos(angle) - 6 * scale))
        mask.paste(ImageChops.lighter(mask.crop((*at, at[0] + stencil.width, at[1] + stencil.height)), stencil), at)
    draw.text((middle, middle - 4 * scale), name, fill=255, font=fonts.image_font("Bold", 13 * scale), anchor="mm")
    draw.text((middle, middle + 10 * scale), town, fill=255, font=fonts.image_font("Regular", 7 * scale), anchor="mm")
    mask = mask.rotate(hand.uniform(-24, -8), Image.Resampling.BICUBIC)
    wear = Image.fromarray(hand.integers(0, 256, (side // 14, side // 14), dtype=np.uint8)).resize(
        (side, side), Image.Resampling.BICUBIC
    )
    worn = wear.point(lambda value: min(255, 95 + int(value * 0.62)))
    alpha = ImageChops.multiply(mask, worn).point(lambda value: int(value * 0.62))
    corner = (round(centre[0] * scale - middle), round(centre[1] * scale - middle))
    return stain(sheet, alpha, corner, ink)


def apply_ink(
    sheet: Image.Image, strokes: Sequence[Path], hand: np.random.Generator, *, dpi: int, ink: Ink, nib: float
) -> Image.Image:
    """Strokes in points drawn with a pen whose line swells and thins as it moves."""
    scale, over = dpi / 72, 3
    curves = [smooth(stroke) for stroke in strokes]
    margin = 4
    low = np.floor(np.min([c.min(axis=0) for c in curves], axis=0)) - margin
    high = np.ceil(np.max([c.max(axis=0) for c in curves], axis=0)) + margin
    width, height = (round(v * scale) for v in high - low)
    mask = Image.new("L", (width * over, height * over), 0)
    draw = ImageDraw.Draw(mask)
    for curve in curves:
        pressure = nib * (0.85 + 0.35 * np.sin(np.linspace(0, hand.uniform(5, 9), len(curve)) + hand.uniform(0, 6)))
        for (x, y), half in zip((curve - low) * scale * over, pressure * scale * over / 2, strict=True):
            draw.ellipse((x - half, y - half, x + half, y + half), fill=225)
    alpha = mask.resize((width, height), Image.Resampling.LANCZOS).filter(ImageFilter.GaussianBlur(0.4))
    return stain(sheet, alpha, (round(low[0] * scale), round(low[1] * scale)), ink)


def smooth(points: Path) -> Path:
    """A Catmull-Rom curve through the points, four places to the point."""
    ends = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    spans = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        t = np.linspace(0, 1, 8 + int(5 * math.dist(b, c)), endpoint=False)[:, None]
        spans.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.vstack([*spans, points[-1:]])


def stain(sheet: Image.Image, alpha: Image.Image, corner: tuple[int, int], ink: Ink) -> Image.Image:
    """The sheet with ink where `alpha` says: what lies under it stays visible, as on paper."""
    box = (*corner, corner[0] + alpha.width, corner[1] + alpha.height)
    under = sheet.crop(box)
    inked = ImageChops.multiply(under, Image.new("RGB", under.size, ink))
    result = sheet.copy()
    result.paste(Image.composite(inked, under, alpha), corner)
    return result
