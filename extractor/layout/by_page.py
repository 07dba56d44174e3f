"""A document in, its text page by page out, as `extractor text` prints it."""

from __future__ import annotations

from extractor.document import Document, Furniture, Line


def page_text(document: Document, *, furniture: bool = False) -> tuple[str, ...]:
    """One string a page: its lines, blocks parted by a blank line; with `furniture`, that too, in brackets at its place."""
    lines: dict[int, list[Line]] = {page.number: [] for page in document.pages}
    for line in document.lines:
        lines.setdefault(line.page, []).append(line)
    extra: dict[int, list[Furniture]] = {}
    for piece in document.furniture if furniture else ():
        extra.setdefault(piece.page, []).append(piece)
    return tuple(_one_page(document, lines[number], extra.get(number, [])) for number in sorted(lines))


def _one_page(document: Document, lines: list[Line], furniture: list[Furniture]) -> str:
    text = ""
    for index, line in enumerate(lines):
        if index:
            between = document.text[lines[index - 1].end : line.start]
            text += between if not between.strip("\n") and between else "\n\n"
        text += document.text[line.start : line.end]
    top = min((line.box.top for line in lines if line.box), default=0.0)
    heads = [f"[{f.kind}] {f.text}" for f in furniture if f.box and f.box.bottom <= top]
    feet = [f"[{f.kind}] {f.text}" for f in furniture if not (f.box and f.box.bottom <= top)]
    return "\n\n".join(part for part in ("\n".join(heads), text, "\n".join(feet)) if part)
