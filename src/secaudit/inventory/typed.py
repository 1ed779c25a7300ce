"""Typed columns from raw ones: every cell is parsed once, equal cells together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from secaudit.inventory.arrow_types import arrow_type
from secaudit.inventory.bulk import settled
from secaudit.inventory.cells import CellParser, parse
from secaudit.inventory.cells.none import KNOWN_NOT
from secaudit.inventory.fault import CellFault, Fault
from secaudit.inventory.raw import Nested
from secaudit.lazily import dataclass
from secaudit.model.column import Column

_FEW = 1000
"""Up to so many cells, one by one is faster than as a whole."""

_REPEATED = 4
"""Cells that repeat this often on average are looked at once each."""

_NUMERIC = {bool, int, float}
"""Types whose values may be equal and yet not mean the same."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A column's values, for an event whether it happened, and the cells that could not be read."""

    values: pa.ChunkedArray
    happened: pa.ChunkedArray | None
    faults: dict[int, Fault]


def typed_values(column: Column, values: Sequence[object], parser: CellParser = parse) -> Typed:
    """Return Python values as they were written as typed ones.

    Values that are equal but of different types (1, 1.0 and True) are kept apart.
    """
    kinds = set(map(type, values))
    if len(values) > _FEW and kinds <= {str, type(None)}:
        try:
            return typed_column(column, pa.chunked_array([pa.array(values, pa.string())]), parser)
        except UnicodeEncodeError:
            pass  # half a surrogate pair: the cell parser says where
    return _one_by_one(column, values, parser)


def _one_by_one(column: Column, values: Sequence[object], parser: CellParser) -> Typed:
    kinds = set(map(type, values))
    plain = len(kinds & _NUMERIC) < 2 and tuple not in kinds
    keys: Sequence[Any] = values if plain else [(type(value), value, repr(value)) for value in values]
    read: dict[Any, object] = {}
    faults: dict[Any, Fault] = {}
    for key in set(keys):
        try:
            read[key] = parser(column, key if plain else key[1])
        except CellFault as error:
            read[key] = None
            faults[key] = error.fault
    at = {row: faults[key] for row, key in enumerate(keys) if key in faults} if faults else {}
    happened = _mapped(keys, read, _happened, pa.bool_()) if column.is_event else None
    return Typed(_mapped(keys, read, _value, arrow_type(column)), happened, at)


def typed_column(column: Column, cells: pa.ChunkedArray, parser: CellParser = parse) -> Typed:
    """Return an Arrow column of a bulk file as typed values.

    What already fits is cast as a whole; only the rest becomes Python objects, equal cells once.
    """
    if (pa.types.is_string(cells.type) or pa.types.is_large_string(cells.type)) and len(cells) > _FEW:
        encoded = cells.combine_chunks().dictionary_encode()
        if len(encoded.dictionary) < len(cells) // _REPEATED:
            distinct = _as_a_whole(column, pa.chunked_array([encoded.dictionary]), parser)
            return _spread(distinct, encoded.indices)
    return _as_a_whole(column, cells, parser)


def _spread(distinct: Typed, indices: pa.Array) -> Typed:
    """Return what is known of the distinct cells for every cell."""
    faults = {}
    if distinct.faults:
        keys = enumerate(indices.to_pylist())
        faults = {row: distinct.faults[key] for row, key in keys if key in distinct.faults}
    happened = None if distinct.happened is None else distinct.happened.take(indices)
    return Typed(distinct.values.take(indices), happened, faults)


def _as_a_whole(column: Column, cells: pa.ChunkedArray, parser: CellParser) -> Typed:
    target = arrow_type(column)
    fits, done = settled(column, cells, target)
    rest = pc.invert(fits)
    rows = pc.indices_nonzero(rest)
    if not len(rows):
        return Typed(done, _known(done) if column.is_event else None, {})
    keys, order = _distinct(cells.filter(rest))
    typed = _spread(_one_by_one(column, keys, parser), order)
    faults = {rows[at].as_py(): fault for at, fault in typed.faults.items()}
    happened = None if typed.happened is None else _merged(_known(done), rest, typed.happened)
    return Typed(_merged(done, rest, typed.values), happened, faults)


def _known(values: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.if_else(pc.is_valid(values), True, pa.scalar(None, pa.bool_()))


def _merged(done: pa.ChunkedArray, rest: pa.ChunkedArray, values: pa.ChunkedArray) -> pa.ChunkedArray:
    mask, all_done, own = rest.combine_chunks(), done.combine_chunks(), values.combine_chunks()
    if not pa.types.is_list(all_done.type):
        return pa.chunked_array([pc.replace_with_mask(all_done, mask, own)])
    nth = pc.add(pc.cumulative_sum(pc.cast(mask, pa.int64())), len(all_done) - 1)
    rows = pc.if_else(mask, nth, pa.array(range(len(all_done)), pa.int64()))
    return pa.chunked_array([pa.concat_arrays([all_done, own]).take(rows)])


def _distinct(cells: pa.ChunkedArray) -> tuple[list[object], pa.Array]:
    try:
        encoded = cells.combine_chunks().dictionary_encode()
    except pa.ArrowNotImplementedError:
        keys = [_hashable(cell) for cell in cells.to_pylist()]
        return keys, pa.array(range(len(keys)), pa.int64())
    return [_hashable(cell) for cell in encoded.dictionary.to_pylist()], encoded.indices


def _hashable(cell: object) -> object:
    if isinstance(cell, list):
        return tuple(_hashable(item) for item in cell)
    return Nested() if isinstance(cell, (dict, bytes)) else cell


def _value(read: object) -> object:
    return None if read is KNOWN_NOT else read


def _happened(read: object) -> bool | None:
    return None if read is None else read is not KNOWN_NOT


def _mapped(
    keys: Sequence[Any], read: dict[Any, object], turn: Callable[[object], object], target: pa.DataType
) -> pa.ChunkedArray:
    turned = {key: turn(value) for key, value in read.items()}
    return pa.chunked_array([pa.array(list(map(turned.__getitem__, keys)), target)])
