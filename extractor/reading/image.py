"""A grey page image in, the same page fit for recognition out: small pure steps, each skipped where the page does not need it.

`Gray` is 8 bits with 255 for white; `Ink` is a mask with 255 for ink. Lengths are given for 300 dpi and scaled.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]
Ink = NDArray[np.uint8]


def flatten(gray: Gray) -> Gray:
    """The page with its background brought to white: shadows, stains, yellowed and unevenly lit paper go."""
    scale = 8
    small = cv2.resize(
        gray, (max(1, gray.shape[1] // scale), max(1, gray.shape[0] // scale)), interpolation=cv2.INTER_AREA
    )
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    paper = cv2.medianBlur(paper, 15)
    paper = cv2.resize(np.maximum(paper, 60), (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(gray, paper, scale=255))


def ink_of(gray: Gray) -> Ink:
    """Where the ink is, by one threshold for the page (Otsu); an evenly lit page is assumed."""
    _, ink = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    return np.asarray(ink)


def turn(gray: Gray, rotation: int) -> Gray:
    """The image turned clockwise by 0, 90, 180 or 270 degrees."""
    codes = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    return gray if rotation == 0 else np.asarray(cv2.rotate(gray, codes[rotation]))


def straighten(gray: Gray, skew: float) -> Gray:
    """The image turned about its centre so that lines which descended by `skew` degrees are level."""
    if abs(skew) < 0.05:
        return gray
    height, width = gray.shape
    about = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    return np.asarray(
        cv2.warpAffine(
            gray, about, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=255
        )
    )


def bring_to(gray: Gray, dpi: float, wanted: float) -> Gray:
    """The image resampled from one resolution to another; left alone where they are within a tenth."""
    factor = wanted / dpi
    if 0.9 <= factor <= 1.1:
        return gray
    size = (max(1, math.ceil(gray.shape[1] * factor)), max(1, math.ceil(gray.shape[0] * factor)))
    return np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC))
