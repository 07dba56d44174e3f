"""Grey images on standard input, Tesseract's word tables on standard output: the engine in a process of its own.

Run as a script by `engine.py`, never imported. A page that crashes or hangs Tesseract then costs itself, not the
document, and the next page gets a fresh engine. Each request is a line of JSON (width, height, dpi, segmentation, milliseconds)
and the pixels; each answer a line of JSON (ok, bytes) and the table or the error.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, BinaryIO


def main(language: str, data: str, variables: str) -> None:
    """Serve requests until the input ends."""
    # what libraries print must not run into the answers
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    import tesserocr

    api = tesserocr.PyTessBaseAPI(
        path=data, lang=language, oem=tesserocr.OEM.LSTM_ONLY, variables=json.loads(variables)
    )
    requests = sys.stdin.buffer
    while line := requests.readline():
        try:
            answer = _recognise(api, json.loads(line), requests)
            head = {"ok": True, "bytes": len(answer)}
        except Exception as error:
            answer = f"{type(error).__name__}: {error}".encode()
            head = {"ok": False, "bytes": len(answer)}
        answers.write(json.dumps(head).encode() + b"\n" + answer)
        answers.flush()


def _recognise(api: Any, request: dict[str, int], requests: BinaryIO) -> bytes:
    width, height = request["width"], request["height"]
    pixels = requests.read(width * height)
    try:
        api.SetPageSegMode(request["segmentation"])
        api.SetImageBytes(pixels, width, height, 1, width)
        api.SetSourceResolution(request["dpi"])
        if not api.Recognize(request["milliseconds"]):
            raise RuntimeError("no result")
        return str(api.GetTSVText(0)).encode()
    finally:
        api.Clear()


if __name__ == "__main__":
    main(*sys.argv[1:])
