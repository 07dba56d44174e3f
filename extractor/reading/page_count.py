"""A PDF in, a second opinion on the number of its pages out, from an engine that shares no code with the first."""

from __future__ import annotations

import logging
from itertools import islice
from pathlib import Path


def count_pages(path: Path, *, at_most: int) -> int | None:
    """The pages that pdfminer finds, counted up to a limit; `None` where it cannot say."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it complains of every odd file on the way
    try:
        with path.open("rb") as stream:
            document = PDFDocument(PDFParser(stream))
            return sum(1 for _ in islice(PDFPage.create_pages(document), at_most))
    except Exception:  # a second opinion: whatever it stumbles over, the first engine has read the file
        return None
