"""Declarations and waivers: the tables and the terms that they name."""

from __future__ import annotations

from collections.abc import Mapping

from secaudit.inventory.draft import Draft, Ledger
from secaudit.inventory.fault import Fault, quoted
from secaudit.inventory.meaning import listed, tables_named, which
from secaudit.model.tables import READABLE
from secaudit.model.text import Text


def reject_bad_declarations(drafts: Mapping[str, Draft], ledger: Ledger) -> None:
    """Reject declarations of tables that do not exist."""
    draft = drafts["declarations"]
    for row, names in enumerate(draft.columns["tables"].to_pylist()):
        for name in names or ():
            if name not in READABLE:
                fault = Fault(
                    "unknown-table",
                    Text(f"cột tables ghi {quoted(name)}", f"{quoted(name)} in the column tables"),
                    Text("tên bảng: ", "names of tables: ") + listed(tables_named()),
                    which(name, tables_named(), Text("xóa tên này", "remove this name")),
                )
                draft.reject(row, fault.at(draft.locate(row, "tables")), ledger)


def reject_bad_waivers(drafts: Mapping[str, Draft], ledger: Ledger) -> None:
    """Reject waivers without both ends, or that end before they begin.

    A waiver without an end would be a change of the rules, not an exception to them.
    """
    draft = drafts["waivers"]
    for column in ("from_on", "until_on"):
        for row, happened in enumerate(draft.columns[column.removesuffix("_on")].to_pylist()):
            if happened is False:
                draft.reject(row, _endless(column).at(draft.locate(row, column)), ledger)
    first, last = (draft.columns[name].to_pylist() for name in ("from_on", "until_on"))
    for row, (start, end) in enumerate(zip(first, last, strict=True)):
        if start and end and end < start:
            fault = Fault(
                "waiver-ends-before-start",
                Text(f"ngoại lệ từ {start} đến {end}", f"a waiver from {start} until {end}"),
                Text("ngày cuối không trước ngày đầu", "a last day not before the first"),
                Text("sửa from_on hoặc until_on", "correct from_on or until_on"),
            )
            draft.reject(row, fault.at(draft.locate(row, "until_on")), ledger)


def reject_undated_observations(drafts: Mapping[str, Draft], ledger: Ledger) -> None:
    """Reject observations that say that they did not take place."""
    draft = drafts["observations"]
    for row, happened in enumerate(draft.columns["observed"].to_pylist()):
        if happened is False:
            draft.reject(row, _endless("observed_on").at(draft.locate(row, "observed_on")), ledger)


def _endless(column: str) -> Fault:
    return Fault(
        "missing-value",
        Text(f"cột {column} ghi không có ngày", f"“none” in the column {column}"),
        Text("một ngày: cột này bắt buộc", "a day: this column is required"),
        Text("ghi ngày, ví dụ 2026-11-21", "write the day, for example 2026-11-21"),
    )
