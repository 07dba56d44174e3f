"""What the command line names in (files, folders, globs), inputs with ids out: nothing is left out in silence."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.batch.ids import assign_ids
from extractor.drawn import is_drawn
from extractor.errors import ExtractorError, OutputError
from extractor.folder import LEDGER, OutputFolder

READABLE = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".jp2", ".j2k", ".bmp", ".webp", ".gif"})
READABLE |= {".txt", ".text", ".md", ".markdown"}
# data and code that lie beside documents: said to be left out, but no document that failed
SIDECAR = frozenset({".json", ".jsonl", ".toml", ".yaml", ".yml", ".csv", ".tsv", ".py", ".ipynb", ".ini", ".cfg"})
SIDECAR |= {".log", ".lock", ".sha256", ".md5", ".bib", ".sqlite", ".db"}
_ABOUT = frozenset({"readme", "license", "licence", "changelog", "contributing"})  # what a folder says of itself
_LITTER = frozenset({"thumbs.db", "desktop.ini", "icon\r", "__macosx", "$recycle.bin", "system volume information"})
_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,7}")


@dataclass(frozen=True, slots=True)
class Input:
    """One document to be: its id, where it lies, and its path relative to the source that the command line named.

    `pages` holds the files of a folder that is one document. `refusal` says why it cannot be an input after all.
    """

    id: str
    path: Path
    relative_path: str
    pages: tuple[Path, ...] = ()
    refusal: str | None = None

    @property
    def place(self) -> Path:
        """Where it lies, the same however the command line spelt the way there; a link is itself, not its target."""
        return self.path.parent.resolve() / self.path.name


@dataclass(frozen=True, slots=True)
class Sources:
    """The inputs, and the files beside them that are no documents: data and code, pictures `drawn` by `look`."""

    inputs: tuple[Input, ...]
    left_out: tuple[Path, ...] = ()
    drawn: tuple[Path, ...] = ()


def find_inputs(
    named: Sequence[str | Path], output: OutputFolder | None = None, *, folder_as_document: bool = False
) -> Sources:
    """All inputs under what was named, each once, in order. Raises `ExtractorError` (exit 2) where there are none."""
    found: list[Input] = []
    left_out: list[Path] = []
    drawn: list[Path] = []
    for place in (place for name in named for place in _expand(name)):
        _refuse_overlap(place, output, folder_as_document)
        if place.is_dir():
            walked = list(_walk(place, output))
            ours = {path for path in walked if _is_drawn(path)}
            members = [path for path in walked if path not in ours]
            drawn += sorted(ours)
            documents = [path for path in members if not _is_sidecar(path)]
            left_out += [path for path in members if _is_sidecar(path)]
            found += _folders(place, documents) if folder_as_document else _files(place, documents)
            if not documents:
                besides = " but pictures that extractor look drew" if ours else ""
                found.append(Input("", place, _name(place), refusal=f"The folder holds no document{besides}."))
        else:
            found.append(Input("", place, _name(place), refusal=_refusal(place)))
    once: dict[Path, Input] = {}
    for one in found:
        once.setdefault(one.place, one)
    inputs = tuple(once.values())
    if all(one.refusal and not one.path.is_file() for one in inputs):
        raise _nothing(named, inputs)
    ids = assign_ids([(one.relative_path, one.path, _extension(one)) for one in inputs])
    named_inputs = tuple(replace(one, id=i) for one, i in zip(inputs, ids, strict=True))
    return Sources(named_inputs, tuple(left_out), tuple(drawn))


def pages_in(folder: Path) -> tuple[Path, ...]:
    """The files of a folder of page images that are read as its pages where the folder is one document."""
    files = (path for path in sorted(folder.iterdir()) if path.is_file() and not _ignored(path.name))
    return tuple(path for path in files if not (_is_drawn(path) or _is_sidecar(path) or _refusal(path)))


def _is_drawn(path: Path) -> bool:
    return path.suffix.lower() == ".png" and is_drawn(path)


def _nothing(named: Sequence[str | Path], inputs: Sequence[Input]) -> ExtractorError:
    """Nothing to do is a fault of the command line, not of a document."""
    reasons = dict.fromkeys(f"{one.path}: {one.refusal}" for one in inputs)
    error = ExtractorError(
        "; ".join(reasons) or f"No document in {', '.join(map(str, named))}.",
        advice="Name PDF, image or text files, folders that hold some, or patterns in quotes.",
    )
    error.exit_code = 2
    return error


def _expand(name: str | Path) -> Iterator[Path]:
    """The paths a name stands for: itself, or, where nothing has that name, what it matches as a pattern."""
    path = Path(name)
    if os.path.lexists(path) or not glob.has_magic(str(name)):
        yield path
    else:
        matches = sorted(glob.glob(str(name), recursive=True))  # noqa: PTH207 (patterns may be absolute)
        yield from [Path(match) for match in matches] or [path]


def _refuse_overlap(place: Path, output: OutputFolder | None, folder_as_document: bool) -> None:
    """What a run writes must never become what it reads."""
    if output is None:
        return
    source, target = place.resolve(), output.root.resolve()
    parts = [part.resolve() for part in output.parts]
    inside_own = any(source == part or part in source.parents for part in parts)
    inside_pages = folder_as_document and place.is_dir() and source in target.parents
    if source == target or inside_own or inside_pages:
        raise OutputError(
            f"The output folder {output.root} overlaps with the source {place}.",
            advice="Name a folder for the results beside the documents, not among them.",
        )


def _walk(top: Path, output: OutputFolder | None) -> Iterator[Path]:
    """All files under a folder, in order, links followed once; hidden files and litter are not among them.

    A folder of results and a folder that cannot be listed are yielded themselves, to be named as left out or failed.
    """
    target = output.root.resolve() if output else None
    seen = {os.path.realpath(top)}
    unreadable: list[OSError] = []
    for here, folders, files in os.walk(top, followlinks=True, onerror=unreadable.append):
        entered = []
        for name in sorted(folders):
            path, real = Path(here, name), os.path.realpath(Path(here, name))
            if _ignored(name) or real in seen or Path(real) == target:
                continue
            if _is_results(path):
                yield path
                continue
            seen.add(real)
            entered.append(name)
        folders[:] = entered
        yield from (Path(here, name) for name in sorted(files) if not _ignored(name))
    yield from (Path(error.filename) for error in unreadable)


def _ignored(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _LITTER


def _is_results(path: Path) -> bool:
    return (path / LEDGER).is_file() and (path / "records").is_dir()


def _is_sidecar(path: Path) -> bool:
    told_apart = path.suffix.lower() in SIDECAR or path.stem.lower() in _ABOUT
    return (told_apart and path.is_file()) or _is_results(path)


def _extension(one: Input) -> str:
    """The extension of a file's name; folders have none, nor have "CONV.2024" and "n. 12 signée"."""
    return one.path.suffix if _EXTENSION.fullmatch(one.path.suffix) and not one.path.is_dir() else ""


def _name(path: Path) -> str:
    return _readable(path.name or path.resolve().name or "document")


def _relative(path: Path, top: Path) -> str:
    return _name(top) if path == top else _readable(path.relative_to(top).as_posix())


def _readable(name: str) -> str:
    """A name with the bytes that are no UTF-8 replaced: it goes into JSON and CSV."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _files(top: Path, members: Sequence[Path]) -> Iterator[Input]:
    """Each file one document."""
    for path in members:
        yield Input("", path, _relative(path, top), refusal=_refusal(path))


def _folders(top: Path, members: Sequence[Path]) -> Iterator[Input]:
    """Each folder that holds pages one document; its files that cannot be pages are refused by name."""
    pages: dict[Path, list[Path]] = {}
    for path in members:
        if _refusal(path) is None:
            pages.setdefault(path.parent, []).append(path)
        else:
            yield Input("", path, _relative(path, top), refusal=_refusal(path))
    for folder, files in pages.items():
        yield Input("", folder, _relative(folder, top), pages=tuple(files))


def _refusal(path: Path) -> str | None:
    """Why a path cannot be a document, as far as its name and nature tell; the reader judges the content."""
    if path.is_symlink() and not path.exists():
        return "The link leads nowhere."
    if not path.exists():
        return "No such file or folder."
    if path.is_dir():
        return "The folder cannot be listed."
    if not path.is_file():
        return "Not a file (a pipe, a socket or a device)."
    if _EXTENSION.fullmatch(path.suffix) and path.suffix.lower() not in READABLE:
        return f"Unsupported type {path.suffix}; convert it to PDF."
    return None
