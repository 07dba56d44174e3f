"""ARCHITECTURE.md is kept true: what it names exists, what exists is named, and stages keep apart as it says."""

import ast
import re
from pathlib import Path

import pytest

from extractor.language.components import PIPELINE

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
PACKAGE = ROOT / "extractor"
STAGES = ("reading", "layout", "language", "comparing", "checking", "exporting", "batch")
# the vocabulary of a stage that others may use: it knows nothing of documents
SHARED = (
    "extractor.language.folding",
    "extractor.language.lexicon",
    "extractor.language.sentences",
    "extractor.language.calendar",
    "extractor.language.numbers",
    "extractor.language.MODEL",
)


def imports_of(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            whole = node.module.count(".") == 1  # "from extractor.language import folding" names a module
            names.update(f"{node.module}.{alias.name}" for alias in node.names) if whole else names.add(node.module)
        elif isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
    return names


def test_it_is_short():
    assert len(TEXT.splitlines()) <= 100


def test_every_module_is_named():
    modules = {path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__")}
    packages = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    named = set(re.findall(r"`(?:extractor/)?(\w+)(?:\.py|/)`", TEXT))
    assert modules | packages <= named, f"not named: {sorted((modules | packages) - named)}"


def test_the_order_of_the_pipeline_is_told():
    told = re.sub(r"\s+", " ", TEXT)
    assert " → ".join(PIPELINE) in told


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_no_other_stage(stage):
    for path in (PACKAGE / stage).rglob("*.py"):
        if stage == "batch" and path.stem == "worker":
            continue  # joins them, as ARCHITECTURE.md says
        for name in imports_of(path):
            other = name.removeprefix("extractor.").split(".")[0] if name.startswith("extractor.") else ""
            if stage == "exporting" and other in ("comparing", "checking"):
                continue  # a report is made of what they found, in their words
            if other in STAGES and other != stage and not name.startswith(SHARED):
                raise AssertionError(f"{path.relative_to(ROOT)} imports {name}")


def test_no_module_is_a_drawer():
    for path in PACKAGE.rglob("*.py"):
        assert path.stem not in ("utils", "helpers", "misc", "common", "base"), path
