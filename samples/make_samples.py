"""Each samples/<name>/convention.toml in, its digital.pdf and scan.pdf out; with names as arguments, only those.

.venv/bin/python samples/make_samples.py [NAME…] [--into FOLDER]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator import FontMissing, Scanner, draw_sheets, find_fonts, read_convention, render_pdf, render_scan, typeset

HERE = Path(__file__).resolve().parent


def make_sample(source: Path, into: Path) -> tuple[Path, Path]:
    """Write both renderings of one convention; returns their paths."""
    convention = read_convention(source)
    fonts = find_fonts(convention.layout.font)
    pages = typeset(convention, fonts)
    settings = {key: tuple(value) if isinstance(value, list) else value for key, value in convention.scan.items()}
    scanner = Scanner(**settings)
    sheets = draw_sheets(pages, convention, fonts, dpi=scanner.dpi, seed=scanner.seed)
    into.mkdir(parents=True, exist_ok=True)
    digital, scan = into / "digital.pdf", into / "scan.pdf"
    digital.write_bytes(render_pdf(pages, convention, fonts))
    scan.write_bytes(render_scan(sheets, scanner))
    return digital, scan


def main() -> int:
    """Make the samples named, or all; 1 where a font is missing, 2 where a name is unknown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="folders of samples/ (default: all)")
    parser.add_argument("--into", type=Path, default=HERE, metavar="FOLDER", help="where to write (default: samples/)")
    wanted = parser.parse_args()
    names = wanted.names or sorted(path.parent.name for path in HERE.glob("*/convention.toml"))
    for name in names:
        source = HERE / name / "convention.toml"
        if not source.is_file():
            sys.stderr.write(f"No such sample: {name}. There must be a file samples/{name}/convention.toml.\n")
            return 2
        try:
            written = make_sample(source, wanted.into / name)
        except FontMissing as error:
            sys.stderr.write(f"{error}\n")
            return 1
        for path in written:
            sys.stdout.write(f"{path.parent.name}/{path.name}  {path.stat().st_size / 1000:.0f} kB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
