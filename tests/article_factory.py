"""A style and a seed in, an invented convention out with the articles it has: every mixture of PATTERNS of headings."""

from __future__ import annotations

import random
import textwrap
from dataclasses import dataclass

TITLES = (
    "Objet",
    "Objet de la convention",
    "Durée",
    "Durée et prise d'effet",
    "Engagements de la commune",
    "Les engagements de l'association",
    "Obligations des parties",
    "Dispositions financières",
    "Modalités de versement de la subvention",
    "Assurances et responsabilités",
    "Résiliation",
    "Résiliation anticipée pour motif d'intérêt général",
    "Litiges et attribution de juridiction",
    "Élection de domicile",
    "Confidentialité",
    "Données à caractère personnel",
    "Propriété intellectuelle",
    "Communication",
    "Suivi et évaluation",
    "Le comité de suivi",
    "Personnel mis à disposition",
    "Locaux",
    "Entretien et réparations",
    "État des lieux",
    "Redevance",
    "Reste à charge",
    "Sous-location",
    "Contrôle de l'administration",
    "Comptes rendus financiers",
    "Sanctions",
    "Avenant",
    "Annexes",
    "Dispositions diverses",
    "Entrée en vigueur",
    "Notifications",
    "Force majeure",
    "Intégralité de l'accord",
    "Droit applicable",
    "Hygiène et sécurité",
    "Horaires",
    "Prix",
    "Facturation et règlement",
    "Pénalités de retard",
    "Garantie",
    "Sous-traitance",
    "Relations avec les tiers",
    "Publicité",
    "Mesures d'accompagnement",
    "Rôle du coordinateur",
    "Mise à disposition du matériel",
    "Charges et conditions d'occupation",
    "Public accueilli",
    "Matériel à court terme",
    "Personnes qui peuvent adhérer",
    "Modification de l'article 3",
    "Travaux, entretien et remise en état des lieux loués",
    "Prime de fin d'année",
    "Effectif et qualification du personnel",
)

BODIES = (
    "La présente convention a pour objet de définir les conditions du partenariat entre la ville et le club.",
    "Les parties se réunissent deux fois par an.",
    "L'association prend à sa charge l'entretien courant des locaux et la commune les grosses réparations.",
    "Le prêt est consenti à titre gratuit.",
    "Chaque partie supporte ses propres frais.",
    "L'usage est libre de mai à octobre.",
    "Elle cesse de plein droit au terme de la saison.",
    "Toute modification donne lieu à un avenant écrit.",
    "Pour l'exécution des présentes, les parties élisent domicile en leur siège respectif.",
    "En cas de désaccord, et sauf urgence, un conciliateur intervient.",
    "Le club rend compte chaque année de l'emploi des fonds reçus, dans les formes prévues par la réglementation.",
    "Un bilan figure au rapport annuel.",
    "La somme de mille deux cents euros sera versée en deux fois, à la signature et au 30 juin.",
    "Conformément à l'article 3 de la présente convention, le matériel reste la propriété de la commune.",
    "Sans préjudice de l'article 2 ci-dessus, la résiliation intervient après mise en demeure.",
    "Nul ne peut céder ses droits.",
    "Les dispositions des articles 1 et 2 s'appliquent aux bénévoles.",
    "Il appartient au gardien d'ouvrir la salle.",
    "L'accord lie les signataires et leurs ayants droit.",
    "Les clefs se trouvent chez le gardien.",
    "Aucune des parties ne répond des fautes de l'autre.",
)

LISTS = (
    ("Le club s'engage à :", ("nettoyer la salle ;", "rendre les clefs ;", "payer l'eau.")),
    ("Sont fournis par la commune :", ("les tables", "les chaises", "le chauffage")),
    ("Le dossier comprend :", ("le budget ;", "le rapport d'activité ;", "les statuts")),
)
MARKERS = ("- {}", "– {}", "• {}", "{letter}) {}", "{number}. {}", "{number}) {}", "({number}) {}", "{number}° {}")

ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI")
WORDS = ("", "premier", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")


@dataclass(frozen=True)
class Style:
    """How the headings of one document are written."""

    word: str = "Article"
    numeral: str = "digits"  # digits, 1er, roman, premier, words
    separator: str = " – "
    place: str = "line"  # line, below, below-blank, above, above-tight, none, run-in
    capitals: bool = False
    blank_before: bool = True
    blank_after: bool = False
    prefix: str = ""
    suffix: str = ""
    wrap: int = 90
    contents: str = ""  # leaders, pages, bare: a table of contents before the articles
    parts: str = ""  # TITRE, CHAPITRE, "I.-": over every third article
    annex: bool = False  # with articles of its own
    damage: int = 0  # headings hurt as OCR hurts them


@dataclass(frozen=True)
class Sample:
    """The text and the number and title of each article."""

    text: str
    articles: tuple[tuple[str, str], ...]


def numeral(style: Style, number: int) -> str:
    if style.numeral == "roman":
        return ROMAN[number]
    if style.numeral == "words" and number < len(WORDS):
        return WORDS[number].upper() if style.word.isupper() else WORDS[number]
    if number == 1 and style.numeral == "1er":
        return "1er"
    if number == 1 and style.numeral == "premier":
        return "PREMIER" if style.word.isupper() else "premier"
    return str(number)


def heading(style: Style, number: int, title: str) -> str:
    label = f"{style.word} {numeral(style, number)}".strip()
    blank = "\n" if style.blank_after else ""
    if style.place == "line":
        shown = "\n".join(textwrap.wrap(f"{label}{style.separator}{title}", max(style.wrap, 60)))
        return f"{style.prefix}{shown}{style.suffix}\n{blank}"
    if style.place == "below":
        return f"{style.prefix}{label}{style.suffix}\n{style.prefix}{title}{style.suffix}\n{blank}"
    if style.place == "below-blank":
        return f"{style.prefix}{label}{style.suffix}\n\n{title}\n{blank}"
    if style.place == "above":
        return f"{title}\n\n{style.prefix}{label}{style.suffix}\n{blank}"
    if style.place == "above-tight":
        return f"{title}\n{style.prefix}{label}{style.suffix}\n{blank}"
    if style.place == "run-in":
        return f"{label}{style.separator}"
    return f"{style.prefix}{label}{style.suffix}\n{blank}"


def body(rng: random.Random, style: Style) -> str:
    blocks = [" ".join(rng.sample(BODIES, rng.randint(1, 3)))]
    if rng.random() < 0.35 and style.place != "run-in":
        lead, items = rng.choice(LISTS)
        marker = rng.choice(MARKERS)
        shown = [marker.format(item, letter="abc"[i], number=i + 1) for i, item in enumerate(items)]
        blocks.append("\n".join([lead, *shown]))
    if rng.random() < 0.3:
        blocks.append(rng.choice(BODIES))
    wrapped = ["\n".join("\n".join(textwrap.wrap(line, style.wrap)) for line in b.split("\n")) for b in blocks]
    return ("\n\n" if rng.random() < 0.5 else "\n").join(wrapped)


def contents(style: Style, titles: list[str]) -> str:
    """A table of contents in one of three ways."""
    if not style.contents:
        return ""
    ends = {"leaders": " ........................ {}", "pages": "   {}", "bare": ""}[style.contents]
    entries = [
        f"{style.word} {numeral(style, n)}{style.separator}{title}{ends.format(n)}" for n, title in enumerate(titles, 1)
    ]
    return "\n".join(["SOMMAIRE\n", *entries, ""])


def part(style: Style, number: int) -> str:
    """A heading over several articles."""
    if style.parts == "I.-":
        return f"\n{ROMAN[number]}.- Dispositions générales\n"
    return f"\n{style.parts} {ROMAN[number]}\nDispositions générales\n"


def damaged(rng: random.Random, shown: str) -> str:
    """The heading with its word hurt: the number and the rest stay."""
    first, _, rest = shown.lstrip().partition(" ")
    ways = {
        "rticle": first[1:],
        "icle": first[3:],
        "gap": f"{first[:4]} {first[5:]}",
        "one": first.replace("i", "1", 1),
    }
    ways["l"] = first.replace("I", "l", 1).replace("i", "l", 1)
    return f"{ways[rng.choice(sorted(ways))]} {rest}"


def make_convention(style: Style, seed: int, count: int = 8) -> Sample:
    """A convention of `count` articles in one style; the same seed gives the same text."""
    rng = random.Random(seed)
    titles = rng.sample(TITLES, count)
    if style.capitals:
        titles = [t.upper() for t in titles]
    shown_titles = [" ".join(t.split()) for t in titles]
    pieces = ["CONVENTION DE PARTENARIAT\n", "Entre la commune de Valmorel-sur-Orne et le club des Tilleuls,\n"]
    pieces.append(contents(style, titles))
    pieces.append("il a été convenu ce qui suit :\n")
    hurt = rng.sample(range(2, count), min(style.damage, count - 2))
    for number, title in enumerate(titles, 1):
        gap = "\n" if style.blank_before else ""
        if style.parts and number % 3 == 1:
            pieces.append(part(style, number // 3 + 1))
        shown = heading(style, number, title)
        pieces.append(gap + (damaged(rng, shown) if number in hurt else shown) + body(rng, style))
    pieces.append("\nFait à Valmorel-sur-Orne, le 3 mai 2021\n")
    if style.annex:
        pieces.append("\nANNEXE 1 – Règlement\n")
        for number in (1, 2):
            pieces.append("\n" + heading(style, number, TITLES[number]) + body(rng, style))
    untitled = style.place in ("none", "run-in")
    articles = tuple((str(n), "" if untitled else t) for n, t in enumerate(shown_titles, 1))
    return Sample("\n".join(pieces), articles)
