"""An invented convention, typeset and then scanned badly: pages for tests and measures, the true text beside them.

Everything is drawn from a seed, so that a page is the same on every machine. `typeset` gives a PDF with a text layer,
`photograph` its pages as grey images, `degrade` what an office does to paper, `bind` a PDF of images.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

Gray = NDArray[np.uint8]

TITLE = "CONVENTION DE PARTENARIAT"
ARTICLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Article 1er – Objet",
        (
            "La présente convention a pour objet de préciser les conditions dans lesquelles la Maison des rivières et la "
            "commune de Valmorin-sur-Orge organisent ensemble des ateliers de découverte des milieux aquatiques à "
            "l'intention des élèves de l'école élémentaire.",
            "Les parties conviennent que ces ateliers, gratuits pour les familles, se déroulent hors des vacances "
            "scolaires et qu'aucune activité ne peut être tenue sans l'accord préalable de l'inspection académique.",
        ),
    ),
    (
        "Article 2 – Engagements de la commune",
        (
            "La commune s'engage à mettre à la disposition de l'association, à titre gracieux, une salle chauffée de "
            "quarante mètres carrés au moins, sise 14 bis, rue des Peupliers, ainsi que le mobilier nécessaire.",
            "Elle verse en outre une participation forfaitaire de 1 250,50 € par an, payable au plus tard le 31 mars.",
        ),
    ),
    (
        "Article 3 – Engagements de l'association",
        (
            "L'association recrute et rémunère les animateurs ; elle s'assure qu'ils possèdent les diplômes exigés par "
            "la réglementation en vigueur et qu'ils ont reçu une formation aux premiers secours.",
            "Elle remet chaque année, avant le 1er juillet, un rapport d'exécution accompagné d'un compte d'emploi.",
        ),
    ),
    (
        "Article 4 – Durée et renouvellement",
        (
            "La convention est conclue pour une durée de trois ans à compter de sa signature. Elle est renouvelable une "
            "fois, par reconduction expresse, après évaluation conjointe des actions menées.",
        ),
    ),
    (
        "Article 5 – Résiliation",
        (
            "Chacune des parties peut y mettre fin à tout moment, par lettre recommandée avec avis de réception, moyennant "
            "un préavis de deux mois. En cas de manquement, la résiliation intervient de plein droit quinze jours après "
            "une mise en demeure restée sans effet.",
        ),
    ),
    (
        "Article 6 – Assurances",
        (
            "L'association déclare avoir souscrit une police de responsabilité civile couvrant les dommages causés aux "
            "tiers ; l'attestation est jointe en annexe. La franchise reste à sa charge.",
        ),
    ),
    (
        "Article 7 – Litiges",
        (
            "À défaut d'accord amiable, le différend est porté devant le tribunal compétent. Fait à Valmorin-sur-Orge, "
            "le 12 février 2021, en deux exemplaires originaux.",
        ),
    ),
)


@dataclass(frozen=True)
class Wear:
    """What happened to a page between the printer and us; the defaults leave it as printed."""

    skew: float = 0.0  # degrees, positive: lines descend to the right
    noise: float = 0.0  # standard deviation of grey levels
    speckle: float = 0.0  # share of pixels turned black or white
    dark_edge: int = 0  # pixels of black along the left and the bottom
    holes: bool = False  # punch holes in the left margin
    shadow: float = 0.0  # how much darker the right side is (0..1)
    folds: float = 0.0  # how much darker the paper is below two folds across and right of one down (0..1)
    blur: float = 0.0
    fade: float = 0.0  # 0: black ink, 0.7: nearly white
    jpeg: int | None = None
    bilevel: bool = False
    rotation: int = 0  # clockwise turns given to the paper


OFFICE = Wear(skew=1.0, noise=6.0, blur=0.6, jpeg=75)
BAD = Wear(skew=3.0, noise=14.0, speckle=0.004, dark_edge=60, blur=0.8, jpeg=40)
FAX = Wear(skew=-0.6, speckle=0.001, bilevel=True)
SHADED = Wear(skew=-1.7, noise=8.0, shadow=0.55, holes=True, blur=0.8, fade=0.3, jpeg=60)


def typeset(
    *,
    font: str = "Times-Roman",
    bold: str = "Times-Bold",
    size: float = 11,
    underline: bool = True,
    articles: Sequence[tuple[str, Sequence[str]]] = ARTICLES,
) -> bytes:
    """A PDF with a text layer; `font` and `bold` are standard names or paths of TrueType files."""
    names = [_register(font), _register(bold)]
    body = ParagraphStyle(
        "body", fontName=names[0], fontSize=size, leading=size * 1.25, alignment=TA_JUSTIFY, spaceAfter=6
    )
    head = ParagraphStyle(
        "head",
        fontName=names[1],
        fontSize=size + 1,
        leading=(size + 1) * 1.3,
        spaceBefore=10,
        spaceAfter=6,
        underlineWidth=size * 0.075,
        underlineOffset=-0.13 * size,
    )
    story = [
        Paragraph(f"<u>{TITLE}</u>" if underline else TITLE, ParagraphStyle("title", parent=head, alignment=1)),
        Spacer(1, 12),
    ]
    for heading, paragraphs in articles:
        story.append(Paragraph(f"<u>{heading}</u>" if underline else heading, head))
        story += [Paragraph(text, body) for text in paragraphs]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, margin=60, invariant=True).build(story)
    return out.getvalue()


def _register(font: str) -> str:
    if not font.endswith(".ttf"):
        return font
    name = Path(font).stem
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, font))
    return name


def photograph(pdf: bytes, dpi: int = 300) -> list[Gray]:
    """The pages of a PDF as grey images."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=dpi / 72, grayscale=True).to_numpy().copy() for page in document]


def truth_of(pdf: bytes) -> list[str]:
    """The text of each page, from the text layer."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def degrade(gray: Gray, wear: Wear, *, seed: int = 1) -> Gray:
    """The page as it comes off the scanner."""
    random = np.random.default_rng(seed)
    height, width = gray.shape
    page = gray.astype(np.float32)
    if wear.fade:
        page = 255 - (255 - page) * (1 - wear.fade)
    if wear.folds:
        page *= _folded(height, wear.folds, 1 / 3, 2 / 3)[:, None] * _folded(width, wear.folds, 1 / 2)[None, :]
    if wear.skew:
        about = cv2.getRotationMatrix2D((width / 2, height / 2), -wear.skew, 1.0)
        page = cv2.warpAffine(page, about, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    if wear.blur:
        page = cv2.GaussianBlur(page, (0, 0), wear.blur * width / 2480)
    if wear.shadow:
        page = page * np.linspace(1.0, 1.0 - wear.shadow, width, dtype=np.float32)[None, :]
    if wear.holes:
        for share in (0.36, 0.64):
            cv2.circle(page, (int(width * 0.045), int(height * share)), int(width * 0.014), 20, -1)
    if wear.dark_edge:
        edge = int(wear.dark_edge * width / 2480)
        page[:, :edge] = random.integers(0, 40, (height, edge))
        page[height - edge // 2 :, :] = random.integers(0, 40, (edge // 2, width))
    if wear.noise:
        page = page + random.normal(0, wear.noise, page.shape).astype(np.float32)
    if wear.speckle:
        dots = random.random(page.shape)
        page[dots < wear.speckle / 2] = 0
        page[dots > 1 - wear.speckle / 2] = 255
    out = np.clip(page, 0, 255).astype(np.uint8)
    if wear.bilevel:
        out = np.where(out < 140, 0, 255).astype(np.uint8)
    if wear.jpeg is not None:
        out = cv2.imdecode(cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, wear.jpeg])[1], cv2.IMREAD_GRAYSCALE)
    return np.ascontiguousarray(np.rot90(out, -wear.rotation // 90))


def _folded(length: int, depth: float, *places: float) -> NDArray[np.float32]:
    """The light along a side: a sharp edge at each fold, and a shadow that fades within a twentieth of the side."""
    light = np.ones(length, np.float32)
    for place in places:
        past = np.linspace(0.0, 1.0, length, dtype=np.float32) - place
        light *= 1.0 - depth * np.exp(-np.abs(past) / 0.03) * (past > 0)
    return light


def bind(images: Sequence[Gray], *, dpi: int = 300, jpeg: int | None = 75) -> bytes:
    """A PDF of page images and nothing else; `jpeg=None` packs them without loss."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    for gray in images:
        packed = io.BytesIO()
        bilevel = jpeg is None and set(np.unique(gray)) <= {0, 255}
        picture = Image.fromarray(gray).convert("1") if bilevel else Image.fromarray(gray)
        picture.save(packed, "PNG" if jpeg is None else "JPEG", **({} if jpeg is None else {"quality": jpeg}))
        wide, high = gray.shape[1] * 72 / dpi, gray.shape[0] * 72 / dpi
        canvas.setPageSize((wide, high))
        canvas.drawImage(ImageReader(io.BytesIO(packed.getvalue())), 0, 0, wide, high)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
