"""Workbooks of plain lists: each cell by its type and never by what its text looks like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

from secaudit.lazily import dataclass
from secaudit.model.share import decimals_of
from secaudit.reporting.rows import Cell

_OPTIONS = {
    # What an inventory holds is text, whatever it looks like: no formula, no link, no number.
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "constant_memory": True,
}
_SPARE = 200
"""Rows below a list in which what is typed is checked, too."""

_MOST_LETTERS = 32_767

_LINE = 15
"""The height of a line, in points."""

_HIGHEST = 409
"""The height that a row can have, in points."""

MOST_ROWS = 1_048_575
"""How many rows a sheet holds below its heading."""


@dataclass(frozen=True, slots=True)
class Check:
    """What may be typed into a column: one of a few values, or a whole number from `least` to `most`."""

    values: tuple[str, ...] = ()
    least: int = 0
    most: int = 0

    def options(self) -> dict[str, Any]:
        """Return the rule as the writer wants it; another value is warned of and not refused."""
        rule: dict[str, Any] = {"error_type": "warning"}
        if self.values:
            return rule | {"validate": "list", "source": list(self.values)}
        return rule | {
            "validate": "integer",
            "criteria": "between",
            "minimum": self.least,
            "maximum": self.most,
        }


class Workbook:
    """A workbook that is being written. The same day and cells give the same bytes."""

    def __init__(self, day: date, shades: Mapping[str, str] | None = None) -> None:
        """Begin a workbook; `shades` are grounds (RRGGBB) of cells that hold just these words."""
        from xlsxwriter import Workbook as Book

        self._stream = BytesIO()
        self._book: Any = Book(self._stream, _OPTIONS)
        self._book.set_properties({"created": datetime.combine(day, time(), UTC)})
        self._head = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self._text = self._book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self._shaded = {
            words: self._book.add_format(
                {"num_format": "@", "text_wrap": True, "valign": "top", "bg_color": f"#{shade}"}
            )
            for words, shade in (shades or {}).items()
        }
        self._number = self._book.add_format({"num_format": "#,##0", "valign": "top"})
        self._shares: dict[int, Any] = {}
        self._day = self._book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})

    def sheet(
        self,
        name: str,
        heads: Sequence[str],
        widths: Sequence[int],
        rows: Iterable[Sequence[Cell]],
        checks: Mapping[int, Check] | None = None,
    ) -> None:
        """Add a sheet of a heading and rows; numbers with a fraction are shares, written as percentages.

        `checks` are by the place of a column, for its rows and for those that are added below.
        """
        page = self._book.add_worksheet(name)
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        for place, width in enumerate(widths):
            page.set_column(place, place, width)
        _heighten(page, 0, heads, widths)
        for place, head in enumerate(heads):
            page.write_string(0, place, head, self._head)
        last = 0
        for last, cells in enumerate(rows, start=1):
            _heighten(page, last, cells, widths)
            for place, cell in enumerate(cells):
                self._put(page, last, place, cell, cells)
        for place, check in (checks or {}).items():
            page.data_validation(1, place, last + _SPARE, place, check.options())
        if len(heads) > 1:
            page.autofilter(0, 0, last, len(heads) - 1)

    def close(self) -> bytes:
        """Return the whole workbook."""
        self._book.close()
        return self._stream.getvalue()

    def _share(self, share: float, cells: Sequence[Cell]) -> Any:
        """Return the format of a share, with the decimals that keep it apart from the others of its row."""
        decimals = decimals_of(share, [other for other in cells if isinstance(other, float)])
        if decimals not in self._shares:
            form = {"num_format": f"0.{'0' * decimals}%", "valign": "top"}
            self._shares[decimals] = self._book.add_format(form)
        return self._shares[decimals]

    def _put(self, page: Any, at: int, place: int, cell: Cell, cells: Sequence[Cell]) -> None:
        if cell is None:
            return
        if isinstance(cell, date):
            page.write_datetime(at, place, cell, self._day)
        elif isinstance(cell, int):
            page.write_number(at, place, cell, self._number)
        elif isinstance(cell, float):
            page.write_number(at, place, cell, self._share(cell, cells))
        else:
            text = cell if len(cell) <= _MOST_LETTERS else cell[: _MOST_LETTERS - 1] + "…"
            page.write_string(at, place, text, self._shaded.get(text, self._text))


def _heighten(page: Any, at: int, cells: Sequence[Cell], widths: Sequence[int]) -> None:
    """Make a row as high as what it holds: not every program does so by itself, and then texts overlap."""
    lines = max((_lines(cell, wide) for cell, wide in zip(cells, widths, strict=False)), default=1)
    if lines > 1:
        page.set_row(at, min(_LINE * lines, _HIGHEST))


def _lines(cell: Cell, wide: int) -> int:
    """Return on about how many lines a cell stands in a column; words end lines early."""
    if not isinstance(cell, str):
        return 1
    return sum(max(-(-len(part) * 11 // (wide * 10)), 1) for part in cell.split("\n"))
