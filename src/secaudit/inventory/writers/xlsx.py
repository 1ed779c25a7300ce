"""A workbook with one sheet a table: text stays text, days are real dates, nothing is a formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from secaudit.inventory.writers.csv import field
from secaudit.inventory.writers.interface import Sheet
from secaudit.lazily import dataclass

CREATED = datetime(2026, 1, 1, tzinfo=UTC)
"""Every workbook claims this moment of creation, so that the same rows give the same bytes."""

_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "constant_memory": True,
}
_WIDEST = 40


class XlsxWriter:
    """Writes `inventory.xlsx`."""

    def encode(self, sheets: Sequence[Sheet], comment: str) -> Iterator[tuple[str, bytes]]:
        """Yield the workbook; see `Writer.encode`. The comment goes into its properties."""
        from xlsxwriter import Workbook

        stream = BytesIO()
        workbook = Workbook(stream, _OPTIONS)
        workbook.set_properties({"created": CREATED, "comments": comment})
        styles = _Styles.of(workbook)
        for sheet in sheets:
            _fill(workbook.add_worksheet(sheet.table.name), sheet, styles)
        workbook.close()
        yield "inventory.xlsx", stream.getvalue()


@dataclass(frozen=True, slots=True)
class _Styles:
    header: Any
    text: Any
    number: Any
    day: Any
    moment: Any

    @classmethod
    def of(cls, workbook: Any) -> _Styles:
        return cls(
            workbook.add_format({"bold": True, "num_format": "@", "bottom": 1}),
            workbook.add_format({"num_format": "@"}),
            workbook.add_format({"num_format": "0"}),
            workbook.add_format({"num_format": "yyyy-mm-dd"}),
            workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        )


def _fill(page: Any, sheet: Sheet, styles: _Styles) -> None:
    page.freeze_panes(1, 1)
    for place, column in enumerate(sheet.columns):
        cells = (field(sheet.cell(row, column)) for row in sheet.rows[:50])
        widest = max(len(text) for text in (column.name, *cells))
        page.set_column(place, place, min(widest, _WIDEST) + 2)
    for place, column in enumerate(sheet.columns):
        page.write_string(0, place, column.name, styles.header)
    for number, row in enumerate(sheet.rows, start=1):
        for place, value in enumerate(sheet.cells(row)):
            if value is not None and _put(page, number, place, value, styles) != 0:
                name = f"{sheet.table.name}.{sheet.columns[place].name}"
                raise ValueError(f"{name}, row {number}: does not fit into a cell of a workbook")


def _put(page: Any, row: int, column: int, value: object, styles: _Styles) -> int:
    """Write one cell by its type, never by what its text looks like; not 0 when it does not fit."""
    status: int
    if isinstance(value, bool):
        status = page.write_boolean(row, column, value)
    elif isinstance(value, int):
        status = page.write_number(row, column, value, styles.number)
    elif isinstance(value, date):
        style = styles.moment if isinstance(value, datetime) else styles.day
        status = page.write_datetime(row, column, value, style)
    else:
        status = page.write_string(row, column, field(value), styles.text)
    return status
