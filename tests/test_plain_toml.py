"""The program's own TOML files are read quickly, and as tomllib reads them."""

import tomllib
from pathlib import Path

import pytest

import extractor
from extractor import plain_toml
from extractor.plain_toml import read_toml

ROOT = Path(extractor.__file__).parent
FILES = sorted(ROOT.rglob("*.toml"))
LEFT_TO_TOMLLIB = {"clauses.toml"}  # the checklist, which people begin their own with, has comments behind its lists


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_reads_as_tomllib_reads_it(path):
    assert read_toml(path.read_text("utf-8")) == tomllib.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_is_plainly_written(path):
    if path.parent.name == "checking" and path.name in LEFT_TO_TOMLLIB:
        return
    assert plain_toml._plainly_read(path.read_text("utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        'name = "a"',
        'name = "a # b"\n# rien\n\n[t]\nn = 12\n',
        '[a.b]\nforms = [\n    "à l\'un",\n    "dit \\"l\'autre\\"",\n]\n[a.c]\nx = "y"\n',
        '[["p"]]\nfr = "un"\n[["p"]]\nfr = "deux"\n',
        '[[p]]\nfr = "un"\n[[p]]\nfr = "deux"\n',
        "x = 'littéral'\n",
        'x = """deux\nlignes"""\n',
        "x = [1, 2]\ny = 1_000\nz = 1979-05-27\nw = 1.5\nv = true\n",
        'x = { a = "b" }\n',
        'x = ["a"] # pourquoi\n',
        'x="sans espaces"\n',
        'x = [ # pourquoi\n    "a",\n]\n',
        'x = [\n"a",\n"b" ]\n',
        'x = "\\U0001F600"\n',
        'a.b = "c"\n',
        '[a]\nx = "1"\n[a.b]\ny = "2"\n',
        '[a.b]\ny = "2"\n[a]\nx = "1"\n',
    ],
)
def test_what_is_written_otherwise_is_read_all_the_same(text):
    assert read_toml(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        "x = null\n",
        'x = "a"\nx = "b"\n',
        "[a]\n[a]\n",
        "x\n",
        'é = "a"\n',
        "[[a]]\n[a]\n",
        "[a]\n[[a]]\n",
        'x = "a" "b"\n',
    ],
)
def test_what_is_no_toml_is_refused(text):
    with pytest.raises(tomllib.TOMLDecodeError):
        read_toml(text)
