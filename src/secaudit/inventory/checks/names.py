"""Names of tables and columns that are not in the model."""

from __future__ import annotations

from secaudit.inventory.fault import Fault, quoted
from secaudit.inventory.meaning import listed, tables_named, which
from secaudit.inventory.raw import RawBlock
from secaudit.model.problem import Gravity, Problem
from secaudit.model.table import Table
from secaudit.model.tables import SCHEMA
from secaudit.model.text import Text, same


def unknown_table(block: RawBlock) -> Problem:
    """Return the problem of rows that stand under a name that is no table's."""
    name = quoted(block.table)
    if block.table in SCHEMA:
        advice = Text(
            "bỏ bảng này: công cụ tự tính nó từ các bảng khác",
            "remove it: the tool makes this table from the others",
        )
    else:
        otherwise = Text("xóa hoặc đổi tên bảng này", "remove this table or rename it")
        advice = which(block.table, tables_named(), otherwise)
    return Fault(
        "unknown-table",
        Text(f"bảng {name} không có trong mô hình", f"{name} is no table"),
        Text("một trong các bảng: ", "one of the tables: ") + listed(tables_named()),
        advice,
    ).at(block.head)


def column_problems(table: Table, block: RawBlock, *, strict: bool) -> list[Problem]:
    """Return the problems of columns that a table does not have, or that a file may not fill.

    Contract, section 1: an unknown column is a warning, with `strict` an error.
    """
    problems = []
    for name in block.columns:
        if name in table.readable:
            continue
        place = block.headers[name]
        if name in table.by_name:
            problems.append(_computed(name).at(place))
        else:
            gravity = Gravity.ERROR if strict else Gravity.WARNING
            problems.append(_unknown(table, name).at(place, gravity))
    return problems


def _computed(name: str) -> Fault:
    return Fault(
        "computed-column",
        Text(f"cột {quoted(name)} do công cụ tự tính", f"the column {quoted(name)}, which the tool computes"),
        Text("chỉ các cột do đơn vị kê khai", "only columns that a unit declares"),
        Text("xóa cột này", "remove this column"),
    )


def _unknown(table: Table, name: str) -> Fault:
    source = table.sources.get(name)
    if source is not None:
        advice = Text(f"ghi ngày vào cột {source}", f"write the day in the column {source}")
    else:
        otherwise = Text("xóa hoặc đổi tên cột này", "remove this column or rename it")
        advice = which(name, {each: column.label for each, column in table.readable.items()}, otherwise)
    return Fault(
        "unknown-column",
        Text(
            f"cột {quoted(name)} không có trong bảng {table.name}, nên không được đọc",
            f"the table {table.name} has no column {quoted(name)}, so it is not read",
        ),
        Text("một cột của bảng ", "a column of the table ") + same(table.name),
        advice,
    )
