"""Files that were read before: their rows as typed columns, under the hash of their content.

Only what was read without any objection is kept: no unknown table or column, no cell that is not what it
should be. Such a file would be told the same again, and nothing of it depends on other files.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

import pyarrow as pa

from secaudit.inventory.cells import parse
from secaudit.inventory.origins import LineOrigin, SheetOrigin, TextOrigin
from secaudit.inventory.raw import RawBlock, RawFile
from secaudit.inventory.tables import PARSERS
from secaudit.inventory.typed import Typed, typed_column, typed_values
from secaudit.keeping import Shelf
from secaudit.model.location import Location, Origin
from secaudit.model.tables import READABLE

KIND = "file"

_ROWS = "rows"
_VALUES, _HAPPENED, _PLACES = "v:", "h:", "p:"
_LENGTH = 8
"""Bytes before each part of an entry that say how long it is."""


def remembered(shelf: Shelf, digest: str, extension: str, table: str | None, file: str) -> RawFile | None:
    """Return what was kept of a file with this content, as if it had just been read under the name `file`."""
    key = (digest, extension, table or "")
    at_hand = shelf.at_hand.get((KIND, *key, file))
    if isinstance(at_hand, RawFile):
        return at_hand
    kept = shelf.take(KIND, *key)
    if kept is None:
        return None
    try:
        found = shelf.at_hand[KIND, *key, file] = _read(kept, file)
    except (pa.ArrowException, ValueError, LookupError, TypeError):
        # Whole, and yet not what this program would have written: as good as not there.
        return None
    return found


def remember(
    shelf: Shelf, raw: RawFile, digest: str, extension: str, table: str | None, file: str
) -> RawFile:
    """Keep a file that was read, if nothing was wrong with it; return it with its cells typed already."""
    if raw.problems or not raw.blocks:
        return raw
    blocks = [_typed(block) for block in raw.blocks]
    if not all(blocks):
        return raw
    typed = RawFile(tuple(block for block in blocks if block is not None))
    shelf.keep(_written(typed), KIND, digest, extension, table or "")
    shelf.at_hand[KIND, digest, extension, table or "", file] = typed
    return typed


def _typed(block: RawBlock) -> RawBlock | None:
    table = READABLE.get(block.table)
    origins = (TextOrigin, LineOrigin, SheetOrigin)
    if table is None or block.faults or not isinstance(block.origin, origins):
        return None
    if any(name not in table.readable for name in block.columns):
        return None
    typed: dict[str, Typed] = {}
    for name, cells in block.columns.items():
        column = table.readable[name]
        parser = PARSERS.get((table.name, name), parse)
        if isinstance(cells, pa.ChunkedArray):
            typed[name] = typed_column(column, cells, parser)
        else:
            typed[name] = typed_values(column, cells, parser)
        if typed[name].faults:
            return None
    return replace(block, typed=typed)


def _written(raw: RawFile) -> bytes:
    parts: list[bytes] = []
    for block in raw.blocks:
        about, columns = _of_origin(block.origin)
        about |= {"table": block.table, "bulk": block.bulk, "count": block.rows, "head": asdict(block.head)}
        for name, typed in (block.typed or {}).items():
            columns[_VALUES + name] = typed.values.combine_chunks()
            if typed.happened is not None:
                columns[_HAPPENED + name] = typed.happened.combine_chunks()
        parts += [json.dumps(about).encode(), _stream(pa.table(columns))]
    return b"".join(len(part).to_bytes(_LENGTH, "big") + part for part in parts)


def _stream(rows: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as writer:
        writer.write_table(rows)
    written: bytes = sink.getvalue().to_pybytes()
    return written


def _of_origin(origin: Origin) -> tuple[dict[str, Any], dict[str, pa.Array]]:
    """Return what has to be kept of an origin: a few words, and its numbers as columns."""
    if isinstance(origin, TextOrigin):
        places = {_PLACES + name: _numbers(cells) for name, cells in origin.cells.items()}
        return {"origin": "text"}, {_ROWS: _numbers(origin.rows), **places}
    if isinstance(origin, LineOrigin):
        about = {"origin": "lines", "positions": dict(origin.positions)}
        return about, {_ROWS: _numbers(origin.lines)}
    assert isinstance(origin, SheetOrigin)
    about = {"origin": "sheet", "sheet": origin.sheet, "positions": dict(origin.indexes)}
    return about, {_ROWS: _numbers(origin.numbers)}


def _numbers(values: Sequence[int]) -> pa.Array:
    packed = values if isinstance(values, array) else array("Q", values)
    return pa.Array.from_buffers(pa.uint64(), len(packed), [None, pa.py_buffer(packed.tobytes())])


def _packed(column: pa.ChunkedArray) -> array[int]:
    found = array("Q")
    found.extend(column.to_pylist())
    return found


def _read(kept: bytes, file: str) -> RawFile:
    parts = list(_parts(kept))
    return RawFile(
        tuple(
            _block(json.loads(about), rows, file) for about, rows in zip(parts[::2], parts[1::2], strict=True)
        )
    )


def _parts(kept: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(kept):
        length = int.from_bytes(kept[at : at + _LENGTH], "big")
        yield kept[at + _LENGTH : at + _LENGTH + length]
        at += _LENGTH + length


def _block(about: dict[str, Any], stream: bytes, file: str) -> RawBlock:
    with pa.ipc.open_stream(stream) as reader:
        rows = reader.read_all()
    names = [name.removeprefix(_VALUES) for name in rows.column_names if name.startswith(_VALUES)]
    typed = {
        name: Typed(
            rows[_VALUES + name],
            rows[_HAPPENED + name] if _HAPPENED + name in rows.column_names else None,
            {},
        )
        for name in names
    }
    head = Location(**(about["head"] | {"file": file}))
    columns = {name: each.values for name, each in typed.items()}
    origin = _origin(about, rows, file)
    return RawBlock(
        about["table"], about["count"], columns, dict.fromkeys(names, head), head, origin,
        bulk=about["bulk"], typed=typed,
    )  # fmt: skip


def _origin(about: dict[str, Any], rows: pa.Table, file: str) -> Origin:
    numbers = _packed(rows[_ROWS])
    if about["origin"] == "text":
        places = {
            name.removeprefix(_PLACES): _packed(rows[name])
            for name in rows.column_names
            if name.startswith(_PLACES)
        }
        return TextOrigin(file, numbers, places)
    if about["origin"] == "lines":
        return LineOrigin(file, numbers, about["positions"])
    return SheetOrigin(file, about["sheet"], numbers, about["positions"])
