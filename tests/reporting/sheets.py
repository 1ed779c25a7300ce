"""Looks at the pages of a PDF: where words and rules stand, what each page begins and ends with."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

POINTS = 72 / 25.4
"""Points in a millimetre."""

_HEADING_GREY = (238, 238, 238)
_GROUP_GREY = (244, 244, 244)
_HINTS = ("(Ký,", "(Signature")
"""What stands below the post of who signs."""

_HAIR = 1.6
"""What is thinner than this, in points, is a rule and no area."""

_SLACK = 2.0
"""A slanted letter may lean over the edge by so many points."""


@dataclass(slots=True)
class Word:
    """Letters without a space between them, with the box that they fill: left, bottom, right, top."""

    text: str
    box: list[float]
    bold: bool
    family: str


@dataclass(slots=True)
class Sheet:
    """A page: its words, level rules and grey areas."""

    wide: float
    high: float
    words: list[Word] = field(default_factory=list)
    rules: list[tuple[float, ...]] = field(default_factory=list)
    areas: list[tuple[tuple[float, ...], tuple[int, ...]]] = field(default_factory=list)

    def grey(self, shade: tuple[int, ...]) -> list[tuple[float, ...]]:
        return [box for box, colour in self.areas if colour == shade]

    @property
    def lowest(self) -> float:
        return min([word.box[1] for word in self.words] + [rule[1] for rule in self.rules], default=0.0)

    def last_line(self) -> list[Word]:
        low = min(word.box[1] for word in self.words)
        return [word for word in self.words if word.box[1] < low + 3.5]


def flaws(pdf: bytes, *, across: tuple[float, ...] = (18, 15, 15, 15)) -> list[str]:
    """Return what does not hold. `across` is top, right, bottom, left of a page laid across, in mm."""
    sheets = list(read(pdf))
    found = []
    for number, sheet in enumerate(sheets, start=1):
        for what in (*_beyond(sheet, number, across), *_letters(sheet)):
            found.append(f"{number}: {what}")
        if number < len(sheets):
            found.extend(f"{number}: {what}" for what in _ending(sheet))
        if number > 1:
            found.extend(f"{number}: {what}" for what in _beginning(sheet, across))
    return found


def read(pdf: bytes) -> Iterator[Sheet]:
    """Yield the pages of a PDF."""
    with pdfium.PdfDocument(pdf) as document:
        for page in document:
            sheet = Sheet(*page.get_size())
            text = page.get_textpage()
            sheet.words.extend(_words(text.raw))
            _draw(page.raw, sheet)
            text.close()
            page.close()
            yield sheet


def _beyond(sheet: Sheet, number: int, across: tuple[float, ...]) -> Iterator[str]:
    top, right, bottom, left = across if sheet.wide > sheet.high else (20, 15, 20, 30)
    for word in sheet.words:
        west, south, east, north = word.box
        inside = west >= left * POINTS - _SLACK and east <= sheet.wide - right * POINTS + _SLACK
        inside = inside and south >= bottom * POINTS - _SLACK and north <= sheet.high - top * POINTS + _SLACK
        if not inside and word.text != str(number):
            yield f"beyond the margin: {word.text[:30]}"


def _letters(sheet: Sheet) -> Iterator[str]:
    for word in sheet.words:
        if "Tinos" not in word.family:
            yield f"in another typeface: {word.text[:30]}"
        if "\ufffd" in word.text or not unicodedata.is_normalized("NFC", word.text):
            yield f"not composed letters: {word.text[:30]}"


def _ending(sheet: Sheet) -> Iterator[str]:
    """Yield what a page may not end with, when another follows."""
    last = sheet.last_line()
    told = " ".join(word.text for word in last)
    if told.endswith(":") and sheet.lowest > min(word.box[1] for word in last) - 6:
        yield f"ends with what announces something: {told[:60]}"
    for name, shade in (("heading", _HEADING_GREY), ("group", _GROUP_GREY)):
        if any(abs(box[1] - sheet.lowest) < 2.5 for box in sheet.grey(shade)):
            yield f"ends with the {name} of a table"
    heights = [word.box[3] for word in sheet.words if word.box[3] < sheet.high - 18 * POINTS]
    if max(heights, default=0.0) - sheet.lowest < sheet.high / 12:
        yield "holds next to nothing"


def _beginning(sheet: Sheet, across: tuple[float, ...]) -> Iterator[str]:
    """Yield what a page may not begin with: rows without their heading, one row alone, nothing but names."""
    top = across[0] if sheet.wide > sheet.high else 20.0
    edge = max((rule[3] for rule in sheet.rules), default=0.0)
    if edge > sheet.high - top * POINTS - 14:
        headings = [box for box in sheet.grey(_HEADING_GREY) if abs(box[3] - edge) < 3]
        if not headings:
            yield "a table goes on without its heading"
        elif _rows_below(sheet, min(box[1] for box in headings)) == 1:
            yield "a table ends with a row alone"
    if hint := next((word for word in sheet.words if word.text.startswith(_HINTS)), None):
        above = {round(word.box[1]) for word in sheet.words if word.box[1] > hint.box[1] and not word.bold}
        if len(_apart(above)) < 3:  # the number of the page, and the words that close the document
            yield "holds nothing but a signature"


def _rows_below(sheet: Sheet, head: float) -> int:
    """Return how many rows of the table at the top stand below its heading; text after it counts as one."""
    levels = _apart({round(rule[1]) for rule in sheet.rules if rule[1] < head - 3})
    rows, last = 0, head
    for level in levels:
        within = [word for word in sheet.words if level < word.box[1] < last - 1]
        if not within or max(word.box[3] for word in within) < last - 25:
            break
        rows, last = rows + 1, level
    return rows


def _apart(heights: Iterable[int]) -> list[int]:
    """Return heights from the top down, those that are the same line once."""
    found: list[int] = []
    for height in sorted(heights, reverse=True):
        if not found or found[-1] - height > 3:
            found.append(height)
    return found


def _words(text: Any) -> list[Word]:
    corners = [ctypes.c_double() for _ in range(4)]
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    found: list[Word] = []
    apart = True
    for index in range(raw.FPDFText_CountChars(text)):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if raw.FPDFText_IsGenerated(text, index) == 1 or letter.isspace():
            apart = True
            continue
        raw.FPDFText_GetCharBox(text, index, *map(ctypes.byref, corners))
        left, right, bottom, top = (corner.value for corner in corners)
        before = found[-1].box if found else [0.0] * 4
        if apart or abs(bottom - before[1]) > 14 or not before[2] - 30 < left < before[2] + 8:
            raw.FPDFText_GetFontInfo(text, index, name, 200, ctypes.byref(flags))
            family = name.value.decode()
            found.append(Word(letter, [left, bottom, right, top], "Bold" in family, family))
        else:
            found[-1].text += letter
            found[-1].box = [
                min(before[0], left), min(before[1], bottom), max(before[2], right), max(before[3], top)
            ]  # fmt: skip
        apart = False
    return [word for word in found if word.box[2] > word.box[0] and word.box[3] > word.box[1]]


def _draw(page: Any, sheet: Sheet) -> None:
    edges = [ctypes.c_float() for _ in range(4)]
    tones = [ctypes.c_uint() for _ in range(4)]
    for index in range(raw.FPDFPage_CountObjects(page)):
        piece = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(piece) != raw.FPDF_PAGEOBJ_PATH:
            continue
        raw.FPDFPageObj_GetBounds(piece, *map(ctypes.byref, edges))
        box = tuple(edge.value for edge in edges)
        if box[3] - box[1] < _HAIR:
            if box[2] - box[0] > 20:
                sheet.rules.append(box)
        elif box[2] - box[0] >= _HAIR:
            raw.FPDFPageObj_GetFillColor(piece, *map(ctypes.byref, tones))
            sheet.areas.append((box, tuple(tone.value for tone in tones[:3])))
