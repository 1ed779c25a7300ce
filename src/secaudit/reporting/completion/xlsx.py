"""A completion list as a workbook that a ward officer gets by e-mail: the list, the units, how to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

from secaudit.model.completion import Completion
from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.text import Text
from secaudit.reporting.completion.columns import COLUMNS, Cell, headings, row, unit_names
from secaudit.reporting.voice import Voice

_OPTIONS = {
    # What an inventory holds is text, whatever it looks like: no formula, no link, no number.
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "constant_memory": True,
}
_WIDTHS = {
    "unit_name": 30, "unit": 12, "table_label": 18, "table": 14, "row": 16, "name": 30, "column_label": 28,
    "column": 18, "how": 44, "file": 20, "place": 18, "settles": 11, "helps": 11, "controls": 24, "due": 13,
    "severity": 13,
}  # fmt: skip
_MOST_ROWS = 1_048_575
_MOST_LETTERS = 32_767
_GUIDE = tuple(f"completion.guide_lines.{name}" for name in ("one", "two", "three", "four", "five"))


def encode(found: Completion, voice: Voice) -> bytes:
    """Return the workbook; the same list gives the same bytes.

    Raises:
        InvalidInput: a sheet does not hold so many rows.
    """
    from xlsxwriter import Workbook

    entries = list(found.entries)
    if len(entries) > _MOST_ROWS:
        raise InvalidInput([_too_long(len(entries))])
    stream = BytesIO()
    book = Workbook(stream, _OPTIONS)
    book.set_properties({"created": datetime.combine(found.as_of, time(), UTC)})
    writer = _Writer(book)
    names = unit_names(found, voice)
    rows = (row(entry, names, voice) for entry in entries)
    writer.sheet(voice("completion.title"), headings(voice), [_WIDTHS[name] for name in COLUMNS], rows)
    writer.sheet(
        voice("completion.by_unit"),
        [voice(key) for key in (
            "completion.column.unit_name", "completion.column.unit", "completion.entries",
            "completion.unknown", "completion.settled_by_all",
        )],
        [40, 14, 14, 16, 26],
        (
            [names[unit.unit], unit.unit, len(unit.entries), unit.unknown, unit.settles]
            for unit in found.units
        ),
    )  # fmt: skip
    lines = [voice("completion.totals", unknown=found.unknown, settleable=found.settleable)]
    if found.beyond:
        lines.append(voice("completion.beyond", beyond=found.beyond))
    lines += [voice("completion.reveals"), *map(voice, _GUIDE)]
    writer.sheet(voice("completion.guide"), [voice("completion.guide")], [110], ([line] for line in lines))
    book.close()
    return stream.getvalue()


class _Writer:
    """Writes sheets of cells, each by its type and never by what its text looks like."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self._text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self._number = book.add_format({"num_format": "0", "valign": "top"})
        self._day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})

    def sheet(self, name: str, heads: Sequence[str], widths: Sequence[int], rows: Any) -> None:
        page = self._book.add_worksheet(name)
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        for place, width in enumerate(widths):
            page.set_column(place, place, width)
        for place, head in enumerate(heads):
            page.write_string(0, place, head, self._head)
        last = 0
        for last, cells in enumerate(rows, start=1):
            for place, cell in enumerate(cells):
                self._put(page, last, place, cell)
        if len(heads) > 1:
            page.autofilter(0, 0, last, len(heads) - 1)

    def _put(self, page: Any, at: int, place: int, cell: Cell) -> None:
        if cell is None:
            return
        if isinstance(cell, date):
            page.write_datetime(at, place, cell, self._day)
        elif isinstance(cell, int):
            page.write_number(at, place, cell, self._number)
        else:
            text = cell if len(cell) <= _MOST_LETTERS else cell[: _MOST_LETTERS - 1] + "…"
            page.write_string(at, place, text, self._text)


def _too_long(count: int) -> Problem:
    return Problem(
        code="too-many-rows",
        location=Location("--format xlsx"),
        found=Text(f"{count} việc cần bổ sung", f"{count} things to fill in"),
        expected=Text(
            f"nhiều nhất {_MOST_ROWS} dòng một trang tính", f"at most {_MOST_ROWS} rows of a sheet"
        ),
        advice=Text(
            "dùng --format csv, hoặc --unit cho từng đơn vị",
            "use --format csv, or --unit for one unit at a time",
        ),
    )
