"""The name of a font family in, its TrueType files out, registered for measuring and drawing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

STYLES = ("Regular", "Bold", "Italic")
FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "/opt/homebrew/share/fonts",
)


class FontMissing(Exception):
    """A font family is not installed."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """A family: `files` by style (Regular, Bold, Italic)."""

    family: str
    files: tuple[tuple[str, Path], ...]

    def path(self, style: str) -> Path:
        return dict(self.files)[style]

    def registered(self, style: str) -> str:
        """The name under which reportlab knows this style."""
        name = f"{self.family.replace(' ', '')}-{style}"
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(self.path(style))))
        return name

    def width(self, text: str, style: str, size: float) -> float:
        return float(pdfmetrics.stringWidth(text, self.registered(style), size))

    def image_font(self, style: str, pixels: float) -> ImageFont.FreeTypeFont:
        return load_image_font(self.path(style), pixels)


@cache
def load_image_font(path: Path, pixels: float) -> ImageFont.FreeTypeFont:
    """One font at one size; the basic layout engine draws the same with every build of Pillow."""
    return ImageFont.truetype(str(path), pixels, layout_engine=ImageFont.Layout.BASIC)


@cache
def find_fonts(family: str) -> Fonts:
    """The files of a family (`"Liberation Serif"` → LiberationSerif-Regular.ttf, …) in the usual font folders."""
    found: dict[str, Path] = {}
    wanted = {f"{family.replace(' ', '')}-{style}.ttf".lower(): style for style in STYLES}
    for folder in FOLDERS:
        for path in sorted(Path(folder).expanduser().rglob("*.[tT][tT][fF]")):
            style = wanted.get(path.name.lower())
            if style is not None:
                found.setdefault(style, path)
    if len(found) < len(STYLES):
        raise FontMissing(
            f"The font {family} is not installed"
            " (Debian: apt install fonts-crosextra-carlito fonts-liberation;"
            " macOS: brew install --cask font-carlito font-liberation)."
        )
    return Fonts(family, tuple(sorted(found.items())))
