"""One row more in a file that people keep: put in its place, and not a letter of theirs is changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from secaudit.inventory.readers.csv import delimiter_of
from secaudit.inventory.writers import put
from secaudit.inventory.writers.csv import field
from secaudit.inventory.writers.yaml import scalar
from secaudit.model.problem import SecauditError
from secaudit.model.text import Text

if TYPE_CHECKING:
    from yaml.nodes import Node

ENDINGS = (".yaml", ".yml", ".csv")
"""The files that a row can be added to."""

_BOM = "\ufeff"
_NULLS = ("", "~", "null")


class CannotAdd(SecauditError):
    """A row cannot be added to a file as it is; `text` says why and what to do instead."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def add_row(file: Path, table: str, row: Mapping[str, object]) -> bytes | None:
    """Add a row of a table behind those in a YAML or CSV file, and return what the file held before.

    The file may be a new one; then None is returned. Comments, order, line ends and what else stands in it
    stay as they are. It is written under another name first.

    Raises:
        CannotAdd: the file is of another format, or is written in a way that leaves no safe place.
        OSError: it cannot be read or written.
    """
    if file.suffix.lower() not in ENDINGS:
        raise CannotAdd(_other_format(file))
    place = file.resolve()
    before = place.read_bytes() if place.exists() else None
    text = "" if before is None else _decoded(before, file)
    body = text.removeprefix(_BOM)
    newline = "\r\n" if "\r\n" in body else "\n"
    add = _with_line if file.suffix.lower() == ".csv" else _with_item
    written = add(body.replace("\r\n", "\n"), table, row, file).replace("\n", newline)
    if before is not None and place.read_bytes() != before:
        raise CannotAdd(
            Text(f"{file} vừa bị sửa ở nơi khác; chạy lại", f"{file} was changed meanwhile; run again")
        )
    put(place, ((_BOM if text.startswith(_BOM) else "") + written).encode())
    return before


def restore(file: Path, before: bytes | None) -> None:
    """Give a file back what `add_row` found in it."""
    if before is None:
        file.resolve().unlink()
    else:
        put(file.resolve(), before)


def _other_format(file: Path) -> Text:
    beside = file.with_name("waivers.yaml")
    return Text(
        f"không ghi thêm vào {file} được (chỉ .yaml, .yml, .csv); tự điền dòng đó vào bảng tính, hoặc dùng "
        f"--file {beside} trong cùng thư mục danh mục",
        f"nothing can be added to {file} (only .yaml, .yml, .csv); enter the row in the sheet yourself, or "
        f"use --file {beside} in the same inventory's folder",
    )


def _decoded(data: bytes, file: Path) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise CannotAdd(
            Text(f"{file} không theo mã UTF-8; lưu lại tệp", f"{file} is not UTF-8; save it again")
        ) from None


def _with_item(text: str, table: str, row: Mapping[str, object], file: Path) -> str:
    """Return the text of a YAML file with a row behind those of its table."""
    import yaml

    cells = {name: scalar(value) for name, value in row.items() if value is not None}
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        before = yaml.load(text, Loader=loader) or {}  # noqa: S506  # makes strings alone
        written = _placed(text, yaml.compose(text, Loader=loader), table, cells)
        after = yaml.load(written, Loader=loader)  # noqa: S506
    except (yaml.YAMLError, RecursionError, _NoPlace):
        raise CannotAdd(_no_place(file, table)) from None
    new = yaml.load("\n".join(_lines(cells)), Loader=loader)[0]  # noqa: S506
    rows = before.get(table) if isinstance(before, dict) else None
    if after != {**before, table: [*(rows if isinstance(rows, list) else ()), new]}:
        raise CannotAdd(_no_place(file, table))
    return written


class _NoPlace(Exception):
    """A signal: there is no place for a row that leaves the rest alone."""


def _placed(text: str, root: Node | None, table: str, cells: Mapping[str, str]) -> str:
    from yaml.nodes import MappingNode, SequenceNode

    if root is None:
        return f"{_ended(text)}{table}:\n" + _block(cells, 2)
    if not isinstance(root, MappingNode) or root.flow_style:
        raise _NoPlace
    node = next((value for key, value in root.value if key.value == table), None)
    if node is None:
        return f"{_ended(text)}\n{table}:\n" + _block(cells, 2)
    if not isinstance(node, SequenceNode) or not node.value:
        return _first(text, node, cells)
    last = node.value[-1]
    if node.flow_style:
        at = last.end_mark.index
        return f"{text[:at]}, {_flow(cells)}{text[at:]}"
    indent = " " * node.start_mark.column
    line = f"{indent}- {_flow(cells)}\n" if last.flow_style else _block(cells, len(indent))
    at = _after(text, _leaf(last))
    return f"{_ended(text[:at])}{line}{text[at:]}"


def _first(text: str, node: Node, cells: Mapping[str, str]) -> str:
    """Return the text with a row below a key that has none: its empty list makes room, a comment stays."""
    from yaml.nodes import MappingNode, ScalarNode

    if isinstance(node, MappingNode) or (isinstance(node, ScalarNode) and node.value not in _NULLS):
        raise _NoPlace
    start, end = node.start_mark.index, node.end_mark.index
    until = text.find("\n", end)
    rest = len(text) if until < 0 else until
    head = (text[:start] + text[end:rest]).rstrip(" ")
    return f"{head}\n{_block(cells, 2)}{text[rest + 1 :]}"


def _leaf(node: Node) -> Node:
    """Return the last scalar or flow node of a block: what ends a block itself is only the next thing."""
    from yaml.nodes import MappingNode, SequenceNode

    while isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def _after(text: str, leaf: Node) -> int:
    """Return where the line after a leaf begins."""
    at: int = leaf.end_mark.index
    if leaf.end_mark.column == 0 and leaf.end_mark.line > leaf.start_mark.line:
        return at
    until = text.find("\n", at)
    return len(text) if until < 0 else until + 1


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def _flow(cells: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in cells.items()) + "}"


def _block(cells: Mapping[str, str], indent: int) -> str:
    return "".join(f"{' ' * indent}{line}\n" for line in _lines(cells))


def _lines(cells: Mapping[str, str]) -> list[str]:
    pairs = [f"{name}: {value}" for name, value in cells.items()]
    return [f"{'- ' if number == 0 else '  '}{pair}" for number, pair in enumerate(pairs)]


def _no_place(file: Path, table: str) -> Text:
    return Text(
        f"không tìm được chỗ ghi thêm vào {table} trong {file}; viết {table}: thành danh sách ở đầu dòng, "
        "hoặc nêu một tệp mới sau --file",
        f"there is no safe place for a row of {table} in {file}; write {table}: as a list at the top level, "
        "or name a new file after --file",
    )


def _with_line(text: str, table: str, row: Mapping[str, object], file: Path) -> str:
    """Return the text of a CSV file with one line more."""
    if not text.strip():
        filled = {name: value for name, value in row.items() if value is not None}
        return _csv([list(filled)], ",") + _csv([[field(value) for value in filled.values()]], ",")
    delimiter = delimiter_of(text)
    header = next(iter(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), [])
    names = [name.strip().casefold() for name in header]
    if lacking := [name for name, value in row.items() if value is not None and name not in names]:
        columns = ", ".join(lacking)
        raise CannotAdd(
            Text(f"{file} chưa có cột {columns}; thêm các cột này", f"{file} has no column {columns}; add it")
        )
    line = _csv([[field(row.get(name)) for name in names]], delimiter)
    written = _ended(text) + line
    rows = list(csv.reader(io.StringIO(written, newline=""), delimiter=delimiter))
    if rows[:-1] != list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
        raise CannotAdd(
            Text(f"{file} kết thúc dở dang; sửa dòng cuối", f"{file} ends half-way; mend its last line")
        )
    return written


def _csv(rows: Sequence[Sequence[str]], delimiter: str) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return stream.getvalue()
