"""What the command line names becomes inputs with ids: nothing twice, nothing lost, nothing dangerous."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.batch.ids import assign_ids, safe_name
from extractor.batch.sources import find_inputs
from extractor.errors import ExtractorError
from extractor.folder import OutputFolder


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A folder to fill: `tree("a/b.pdf", "c.txt")`; the working directory is its parent."""
    monkeypatch.chdir(tmp_path)

    def grow(*names):
        for name in names:
            place = tmp_path / "docs" / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(f"texte de {name}")
        return tmp_path / "docs"

    return grow


def ids(*named, **options):
    return [one.id for one in find_inputs(named, **options).inputs]


def refusals(*named, **options):
    return {one.id: one.refusal for one in find_inputs(named, **options).inputs if one.refusal}


@pytest.mark.parametrize(
    ("files", "named", "expected"),
    [
        (["accord.pdf"], ["docs/accord.pdf"], ["accord"]),  # a single file: its stem
        (["x/scan.pdf", "x/digital.pdf"], ["docs"], ["x--digital", "x--scan"]),
        (["x/y/z.pdf"], ["docs/x"], ["y--z"]),  # relative to the source that was named
        (["a.pdf", "a.txt"], ["docs"], ["a.pdf", "a.txt"]),  # both keep their extension
        (["a.pdf", "b/a.txt"], ["docs"], ["a", "b--a"]),
        (["CONV.2024"], ["docs"], ["CONV.2024"]),  # a year is no extension
        (["n. 12 signée"], ["docs"], ["n. 12 signée"]),
        (["x/s.pdf", "y/s.pdf"], ["docs/x/s.pdf", "docs/y/s.pdf"], ["x--s", "y--s"]),
        (["x/s.pdf", "y/s.pdf"], ["docs/*/s.pdf"], ["x--s", "y--s"]),  # a quoted pattern
        (["x/s.pdf", "y/z/s.pdf"], ["docs/**/*.pdf"], ["x--s", "z--s"]),
        (["a.pdf"], ["docs", "docs/a.pdf", "./docs/../docs/a.pdf"], ["a"]),  # thrice the same
        (["a.PDF"], ["docs"], ["a"]),
        (["b[1].pdf"], ["docs/b[1].pdf"], ["b[1]"]),  # a name that looks like a pattern
        ([".cache/x.pdf", ".DS_Store", "Thumbs.db", "~$a.docx", "a.pdf"], ["docs"], ["a"]),
    ],
)
def test_ids(tree, files, named, expected):
    tree(*files)
    assert ids(*named) == expected


def test_ids_do_not_depend_on_order_or_company(tree):
    tree("a.pdf", "b.pdf", "x/c.pdf")
    assert set(ids("docs/x", "docs/b.pdf")) <= set(ids("docs/b.pdf", "docs/x", "docs/a.pdf"))


def test_data_beside_documents_is_named_as_left_out(tree):
    tree("a.pdf", "expected.json", "make.py", "README.md")
    found = find_inputs(["docs"])
    assert [one.id for one in found.inputs] == ["a"]
    assert [path.name for path in found.left_out] == ["README.md", "expected.json", "make.py"]
    assert ids("docs/README.md") == ["README"]  # unless it is asked for


def test_documents_of_other_kinds_are_inputs_that_failed(tree):
    tree("a.pdf", "b.docx")
    assert refusals("docs") == {"b": "Unsupported type .docx; convert it to PDF."}


def test_links_and_pipes_are_told_not_followed_for_ever(tree):
    top = tree("x/a.pdf")
    (top / "gone.pdf").symlink_to("nowhere.pdf")
    (top / "x" / "loop").symlink_to(top)
    os.mkfifo(top / "pipe.pdf")
    assert ids("docs") == ["gone", "pipe", "x--a"]
    assert set(refusals("docs")) == {"gone", "pipe"}


def test_results_are_never_sources(tree):
    top = tree("a.pdf", "OUT/text/a.txt", "OLD/records/b.json", "OLD/ledger.jsonl", "OLD/text/b.txt")
    assert ids("docs", output=OutputFolder(top / "OUT")) == ["a"]


@pytest.mark.parametrize(("source", "out"), [("docs", "docs"), ("docs/text", "docs"), ("docs/text/a.txt", "docs")])
def test_what_a_run_writes_is_not_what_it_reads(tree, source, out):
    tree("text/a.txt")
    with pytest.raises(ExtractorError, match="overlaps") as caught:
        find_inputs([source], OutputFolder(tree().parent / out))
    assert caught.value.exit_code == 2


def test_a_source_inside_the_output_folder_is_fine(tree):
    tree("scans/a.txt")
    assert ids("docs/scans", output=OutputFolder(tree())) == ["a"]


@pytest.mark.parametrize("named", [["nowhere.pdf"], ["docs/empty"], ["*.nothing"], ["nowhere.pdf", "docs/empty"]])
def test_nothing_to_read_is_a_fault_of_usage(tree, named):
    (tree("a.pdf") / "empty").mkdir()
    with pytest.raises(ExtractorError, match=r"No such file|no document") as caught:
        find_inputs(named)
    assert caught.value.exit_code == 2


def test_a_missing_file_among_others_fails_alone(tree):
    tree("a.pdf")
    assert refusals("docs/a.pdf", "docs/b.pdf") == {"b": "No such file or folder."}


def test_a_folder_as_a_document(tree):
    tree("p1.png", "p2.png", "note.docx", "annexe/q1.png", "annexe/data.csv")
    found = find_inputs(["docs"], folder_as_document=True)
    pages = {one.id: [path.name for path in one.pages] for one in found.inputs if not one.refusal}
    assert pages == {"docs": ["p1.png", "p2.png"], "annexe": ["q1.png"]}
    assert [one.id for one in found.inputs if one.refusal] == ["note"]


def test_pages_and_results_may_not_mix(tree):
    top = tree("p1.png")
    with pytest.raises(ExtractorError, match="overlaps"):
        find_inputs(["docs"], OutputFolder(top / "OUT"), folder_as_document=True)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\nb\x1b[31m", "a_b_[31m"),
        ("a:b*c?", "a_b_c_"),
        ("con", "con_"),
        ("NUL.txt", "NUL.txt_"),
        ("...", "document"),
        ("e\u0301te\u0301", "été"),
        ("\u202egpj.exe", "_gpj.exe"),
    ],
)
def test_safe_names(name, safe):
    assert safe_name(name) == safe


NAMES = st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=200)


@given(NAMES)
def test_a_name_is_a_single_short_file_name(name):
    safe = safe_name(name)
    assert 0 < len(safe.encode()) <= 120
    assert not set(safe) & set("/\\:\0\n") and safe.strip(". ") and not safe.startswith(".")


@given(st.lists(st.lists(NAMES, min_size=1, max_size=3), min_size=1, max_size=8, unique_by=tuple))
def test_ids_are_unique_even_where_case_is_not_told_apart(tmp_path_factory, paths):
    root = tmp_path_factory.getbasetemp()
    found = assign_ids([("/".join(parts), root.joinpath(*parts), "") for parts in paths])
    assert len({one.casefold() for one in found}) == len(found)
