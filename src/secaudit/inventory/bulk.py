"""Columns of bulk files, as a whole: which cells already are what the column holds, and their values.

A cell that is not settled here goes through the same cell parser as a cell of any other file, so both
ways into a table mean the same.
"""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from secaudit.inventory.cells.dates import FIRST_YEAR, LAST_YEAR
from secaudit.inventory.cells.none import NONE_WORDS
from secaudit.inventory.cells.numbers import LARGEST
from secaudit.inventory.cells.text import LONGEST_ID
from secaudit.model.column import Column, Kind

_SEEN = r"\p{L}\p{N}\p{P}\p{S}"
_PLAIN_TEXT = rf"^[{_SEEN}](?:[{_SEEN}\p{{M}} ]*[{_SEEN}\p{{M}}])?$"
"""Visible characters, with spaces between them only."""
_PLAIN_NUMBER = r"^[0-9]{1,15}$"

_NUMBERS = (Kind.INTEGER, Kind.MONEY)
_DAYS = (Kind.DATE, Kind.EVENT, Kind.MOMENT)
_FIRST_DAY, _LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)

Settled = tuple[pa.ChunkedArray, pa.ChunkedArray]
"""For every row whether it is settled (never NULL), and the values (NULL where it is not)."""


def settled(column: Column, cells: pa.ChunkedArray, target: pa.DataType) -> Settled:
    """Return which cells are empty or fit the column as they are, and the values of those."""
    kind = cells.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        fits, values = _from_text(column, cells.cast(pa.string()), target)
    elif pa.types.is_boolean(kind) and column.kind is Kind.BOOLEAN:
        fits, values = pc.is_valid(cells), cells
    elif pa.types.is_integer(kind) and column.kind in _NUMBERS:
        fits, values = _within(column, cells)
    elif (pa.types.is_date(kind) or pa.types.is_timestamp(kind)) and column.kind in _DAYS:
        fits, values = _days(column, cells, target)
    else:
        fits, values = _none_of_them(cells, target)
    fits = pc.fill_null(fits, False)
    return pc.or_(fits, pc.is_null(cells)), pc.if_else(fits, values, pa.scalar(None, target))


def _none_of_them(cells: pa.ChunkedArray, target: pa.DataType) -> Settled:
    nothing = pa.chunked_array([pa.nulls(len(cells), target)])
    return pc.is_valid(nothing), nothing


def _from_text(column: Column, cells: pa.ChunkedArray, target: pa.DataType) -> Settled:
    if column.kind in (Kind.ID, Kind.TEXT, Kind.REFERENCE):
        plain = _plain_text(cells)
        if column.form is not None:
            plain = pc.and_(plain, pc.match_substring_regex(cells, f"^(?:{column.form.pattern})$"))
        return plain, cells
    if column.kind is Kind.CHOICE:
        return pc.is_in(cells, pa.array(column.choices)), cells
    if column.kind in _NUMBERS:
        plain = pc.match_substring_regex(cells, _PLAIN_NUMBER)
        return _within(column, pc.if_else(plain, cells, None).cast(pa.int64()))
    return _none_of_them(cells, target)


def _plain_text(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    plain = pc.match_substring_regex(cells, _PLAIN_TEXT)
    plain = pc.and_(plain, pc.less_equal(pc.utf8_length(cells), LONGEST_ID))
    if not pc.all(pc.string_is_ascii(cells)).as_py():
        plain = pc.and_(plain, pc.equal(pc.utf8_normalize(cells, form="NFC"), cells))
    words = pa.array(sorted(NONE_WORDS))
    return pc.and_(plain, pc.invert(pc.is_in(pc.utf8_lower(cells), words)))


def _within(column: Column, cells: pa.ChunkedArray) -> Settled:
    lowest = column.minimum if column.minimum is not None else -LARGEST
    highest = column.maximum if column.maximum is not None else LARGEST
    if pa.types.is_uint64(cells.type):
        cells = pc.if_else(pc.less_equal(cells, pa.scalar(LARGEST, pa.uint64())), cells, None)
    values = cells.cast(pa.int64())
    return pc.and_(pc.greater_equal(values, lowest), pc.less_equal(values, highest)), values


def _days(column: Column, cells: pa.ChunkedArray, target: pa.DataType) -> Settled:
    if pa.types.is_timestamp(cells.type) and cells.type.tz is not None:
        return _none_of_them(cells, target)
    values = cells.cast(target, safe=False)
    whole = pc.equal(values.cast(pa.timestamp("us")), cells.cast(pa.timestamp("us"), safe=False))
    days = values.cast(pa.date32(), safe=False)
    return pc.and_(whole, pc.and_(pc.greater_equal(days, _FIRST_DAY), pc.less_equal(days, _LAST_DAY))), values
