"""Files that were read before: their rows as typed columns, found again by the hash of their content.

Only what was read without any objection is kept: no unknown table or column, no cell that is not what it
should be. Such a file would be told the same again, and nothing of it depends on other files. All files of an
inventory are kept together, table by table: hundreds of small ones would each cost as much as all.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

import pyarrow as pa

from secaudit.inventory.cells import parse
from secaudit.inventory.origins import KeptOrigin, LineOrigin, SheetOrigin, TextOrigin
from secaudit.inventory.raw import KeptRows, RawBlock, RawFile
from secaudit.inventory.tables import PARSERS
from secaudit.inventory.typed import Typed, typed_column, typed_values
from secaudit.keeping import Shelf
from secaudit.lazily import dataclass
from secaudit.model.location import Location, Origin
from secaudit.model.tables import READABLE

_KIND = "files"
_ROWS, _VALUES, _HAPPENED, _PLACES = "rows", "v:", "h:", "p:"
_LENGTH = 8
"""Bytes before each part of an entry that say how long it is."""

_MOST_ROWS = 500_000
"""Rows of a file beyond which it is not kept: what takes long to read would take long to keep, too."""

_Key = tuple[str, str, str]
"""The hash of a file's content, the ending of its name, and the table that its name stands for."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows of one table in one file: where they stand in the columns kept, and what they were like."""

    table: str
    first: int
    rows: int
    columns: tuple[str, ...]
    bulk: bool
    head: Mapping[str, Any]
    origin: Mapping[str, Any]


class KeptFiles:
    """The files of one inventory, known by a name, as they were read by earlier runs and by this one."""

    def __init__(self, shelf: Shelf, name: str) -> None:
        self._shelf, self._name = shelf, name
        self._tables: dict[str, pa.Table] = {}
        self._typed: dict[str, Mapping[str, Typed]] = {}
        self._files: dict[_Key, list[_Block]] = {}
        self._fresh: dict[_Key, RawFile] = {}
        # In the order in which files are read: rows that follow each other are taken in one go.
        self._used: dict[_Key, None] = {}
        kept = shelf.take(_KIND, name)
        if kept is not None:
            try:
                self._open(kept)
            except (pa.ArrowException, ValueError, LookupError, TypeError):
                # Whole, and yet not what this program would have written: as good as not there.
                self._files.clear()

    def take(self, digest: str, extension: str, table: str | None, file: str) -> RawFile | None:
        """Return what is kept of a file with this content, as if it had just been read under its name."""
        key = (digest, extension, table or "")
        found = self._files.get(key)
        if found is None:
            return None
        self._used.setdefault(key)
        return RawFile(tuple(self._block(block, file) for block in found))

    def add(self, raw: RawFile, digest: str, extension: str, table: str | None) -> RawFile:
        """Take in a file that was read, if nothing is wrong with it; return it with its cells typed."""
        if sum(block.rows for block in raw.blocks) > _MOST_ROWS:
            return raw
        blocks = [_typed(block) for block in raw.blocks]
        whole = [block for block in blocks if block is not None]
        if raw.problems or not blocks or len(whole) < len(blocks):
            return raw
        key = (digest, extension, table or "")
        fresh = self._fresh[key] = RawFile(tuple(whole))
        self._used.setdefault(key)
        return fresh

    def save(self) -> None:
        """Keep what was used in this run, where something of it is new."""
        if not self._fresh:
            return
        pieces: dict[str, list[pa.Table]] = {}
        sizes: dict[str, int] = {}
        index: list[object] = []

        def put(key: _Key, block: _Block, rows: pa.Table) -> None:
            first = sizes.get(block.table, 0)
            pieces.setdefault(block.table, []).append(rows)
            sizes[block.table] = first + block.rows
            index.append([key, asdict(replace(block, first=first))])

        for key in self._used:
            if key in self._fresh:
                for fresh in self._fresh[key].blocks:
                    put(key, *_described(fresh))
                continue
            for block in self._files[key]:
                put(key, block, self._tables[block.table].slice(block.first, block.rows))
        parts = [json.dumps(index).encode()]
        for table, listed in pieces.items():
            joined = pa.concat_tables(listed, promote_options="default").combine_chunks()
            parts += [table.encode(), _stream(joined)]
        self._shelf.keep(
            b"".join(len(part).to_bytes(_LENGTH, "big") + part for part in parts), _KIND, self._name
        )

    def _open(self, kept: bytes) -> None:
        index, *streams = _parts(kept)
        for name, stream in zip(streams[::2], streams[1::2], strict=True):
            with pa.ipc.open_stream(stream) as reader:
                rows = reader.read_all()
            self._tables[name.decode()] = rows
            self._typed[name.decode()] = _columns(rows)
        for key, about in json.loads(index):
            block = _Block(**(about | {"columns": tuple(about["columns"])}))
            self._files.setdefault(tuple(key), []).append(block)

    def _block(self, block: _Block, file: str) -> RawBlock:
        head = Location(**{**block.head, "file": file})
        origin = KeptOrigin(file, self._tables[block.table], block.first, **block.origin)
        rows = KeptRows(self._typed[block.table], block.first, block.rows)
        names: dict[str, list[object]] = {name: [] for name in block.columns}
        return RawBlock(block.table, block.rows, names, {}, head, origin, bulk=block.bulk, kept=rows)


def _columns(rows: pa.Table) -> dict[str, Typed]:
    names = set(rows.column_names)
    return {
        name.removeprefix(_VALUES): Typed(
            rows[name],
            rows[_HAPPENED + name.removeprefix(_VALUES)]
            if _HAPPENED + name.removeprefix(_VALUES) in names
            else None,
            {},
        )
        for name in rows.column_names
        if name.startswith(_VALUES)
    }


def _typed(block: RawBlock) -> RawBlock | None:
    """Return a block with every cell read; None where something is wrong with it."""
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
    return replace(block, kept=KeptRows(typed, 0, block.rows))


def _described(block: RawBlock) -> tuple[_Block, pa.Table]:
    """Return what has to be kept of a block that was read: a few words, and its rows as columns."""
    assert block.kept is not None
    about, columns = _of_origin(block.origin)
    for name, typed in block.kept.columns.items():
        columns[_VALUES + name] = typed.values.combine_chunks()
        if typed.happened is not None:
            columns[_HAPPENED + name] = typed.happened.combine_chunks()
    names = tuple(block.columns)
    head = {name: part for name, part in asdict(block.head).items() if name != "file"}
    return _Block(block.table, 0, block.rows, names, block.bulk, head, about), pa.table(columns)


def _of_origin(origin: Origin) -> tuple[dict[str, Any], dict[str, pa.Array]]:
    if isinstance(origin, TextOrigin):
        places = {_PLACES + name: _numbers(cells) for name, cells in origin.cells.items()}
        return {}, {_ROWS: _numbers(origin.rows), **places}
    if isinstance(origin, LineOrigin):
        return {"positions": dict(origin.positions)}, {_ROWS: _numbers(origin.lines)}
    assert isinstance(origin, SheetOrigin)
    return {"sheet": origin.sheet, "positions": dict(origin.indexes)}, {_ROWS: _numbers(origin.numbers)}


def _numbers(values: Sequence[int]) -> pa.Array:
    packed = values if isinstance(values, array) else array("Q", values)
    return pa.Array.from_buffers(pa.uint64(), len(packed), [None, pa.py_buffer(packed.tobytes())])


def _stream(rows: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as writer:
        writer.write_table(rows)
    written: bytes = sink.getvalue().to_pybytes()
    return written


def _parts(kept: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(kept):
        length = int.from_bytes(kept[at : at + _LENGTH], "big")
        yield kept[at + _LENGTH : at + _LENGTH + length]
        at += _LENGTH + length
