"""Pages of placed words in; a PDF with a text layer out, or sheets of paper (RGB images), signed and initialled."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from .convention import Convention
from .fonts import Fonts, find_fonts
from .handwriting import draw_paraphe, draw_signature, draw_stamp
from .typesetting import PAGE_HEIGHT, PAGE_WIDTH, SheetPage

TONER = (26, 26, 28)
PENS = ((28, 42, 120), (30, 30, 36), (44, 62, 150), (22, 34, 92))
STAMP_INK = (70, 48, 140)


def render_pdf(pages: Sequence[SheetPage], convention: Convention, fonts: Fonts) -> bytes:
    """A PDF with embedded fonts and a text layer; the same bytes every time."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1)
    canvas.setTitle(convention.title)
    canvas.setAuthor("extractor samples")
    canvas.setCreator("samples/make_samples.py")
    for page in pages:
        text = canvas.beginText()
        for run in page.runs:
            text.setFont(fonts.registered(run.style), run.size)
            text.setTextOrigin(run.x, PAGE_HEIGHT - run.y)
            text.textOut(run.text + (" " if run.space else ""))
        canvas.drawText(text)
        for rule in page.rules:
            canvas.setLineWidth(rule.width)
            canvas.line(rule.x0, PAGE_HEIGHT - rule.y, rule.x1, PAGE_HEIGHT - rule.y)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def draw_page(page: SheetPage, fonts: Fonts, *, dpi: int) -> Image.Image:
    """A printed page on white paper."""
    scale = dpi / 72
    sheet = Image.new("RGB", (round(PAGE_WIDTH * scale), round(PAGE_HEIGHT * scale)), "white")
    draw = ImageDraw.Draw(sheet)
    for run in page.runs:
        font = fonts.image_font(run.style, run.size * scale)
        ink, x = PENS[0] if run.pen else TONER, run.x
        for letter in run.text:  # one by one: Pillow rounds the width of each letter, and words would run together
            if letter.strip():
                draw.text((x * scale, run.y * scale), letter, fill=ink, font=font, anchor="ls")
            x += fonts.width(letter, run.style, run.size)
    for rule in page.rules:
        thick = max(round(rule.width * scale), 1)
        draw.line((rule.x0 * scale, rule.y * scale, rule.x1 * scale, rule.y * scale), fill=TONER, width=thick)
    return sheet


def draw_sheets(
    pages: Sequence[SheetPage], convention: Convention, fonts: Fonts, *, dpi: int = 300, seed: int = 0
) -> tuple[Image.Image, ...]:
    """The printed pages as they lie on the glass: initialled at the foot, signed and stamped at the end."""
    return tuple(
        sign_sheet(draw_page(page, fonts, dpi=dpi), page, convention, dpi=dpi, seed=seed, last=page is pages[-1])
        for page in pages
    )


def sign_sheet(
    sheet: Image.Image, page: SheetPage, convention: Convention, *, dpi: int, seed: int, last: bool
) -> Image.Image:
    """Paraphes on every page but the last, signatures and stamps where people sign."""
    signatories = convention.closing.signatories
    if not last:
        x = PAGE_WIDTH - convention.layout.margins[1] - 34 * len(signatories)
        for index, signatory in enumerate(signatories):
            hand = np.random.default_rng([seed, page.number, index])
            place = (x + 34 * index + hand.uniform(-4, 4), PAGE_HEIGHT - 46 + hand.uniform(-7, 7))
            sheet = draw_paraphe(sheet, signatory.initials, place, hand, dpi=dpi, ink=PENS[index % len(PENS)])
    for index, (x, y) in page.places_to_sign.items():
        signatory = signatories[index]
        hand = np.random.default_rng([seed, 1000, index])
        place = (x + 14 + hand.uniform(0, 24), y - 0.34 * convention.closing.room + hand.uniform(-4, 4))
        sheet = draw_signature(sheet, signatory.initials, place, hand, dpi=dpi, ink=PENS[index % len(PENS)])
        if signatory.stamp:
            centre = (x + 150, y - 46)
            sheet = draw_stamp(
                sheet, signatory.stamp, centre, hand, dpi=dpi, ink=STAMP_INK, fonts=find_fonts("Liberation Sans")
            )
    return sheet
