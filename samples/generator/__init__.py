"""Conventions written in TOML in, pages as a word processor sets them and scans as an office machine makes them out.

convention = read_convention(path)          # words and style
pages = typeset(convention, fonts)          # words with places, in points
render_pdf(pages, convention, fonts)        # bytes: a PDF with a text layer
sheets = draw_sheets(pages, convention, fonts, dpi=300)   # the pages on paper, signed and initialled
render_scan(sheets, Scanner(dpi=300, skew=(0.7,)))        # bytes: a PDF of images
"""

from .convention import Convention, read_convention
from .drawing import draw_sheets, render_pdf
from .fonts import FontMissing, Fonts, find_fonts
from .scanning import Scanner, render_scan, scan_sheet
from .typesetting import SheetPage, typeset

__all__ = [
    "Convention",
    "FontMissing",
    "Fonts",
    "Scanner",
    "SheetPage",
    "draw_sheets",
    "find_fonts",
    "read_convention",
    "render_pdf",
    "render_scan",
    "scan_sheet",
    "typeset",
]
