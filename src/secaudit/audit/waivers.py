"""Accepted exceptions: the one place that decides whether a waiver is in force."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from secaudit.model.control import Control
from secaudit.model.finding import WaiverUse
from secaudit.model.inventory import Inventory, TableData
from secaudit.model.problem import InventoryInvalid, Problem
from secaudit.model.text import Text


@dataclass(frozen=True)
class Waivers:
    """The waivers of an inventory at one day, by control and subject."""

    all: tuple[WaiverUse, ...]

    def covering(self, control: str) -> dict[str, WaiverUse]:
        """Return the waivers in force for a control, by subject; of several, the one that ends last."""
        covering: dict[str, WaiverUse] = {}
        for waiver in sorted(self.all, key=lambda use: (use.until_on, use.id)):
            if waiver.control == control and waiver.state == "in_force":
                covering[waiver.subject] = waiver
        return covering

    def after(self, waived: Collection[tuple[str, str]]) -> tuple[WaiverUse, ...]:
        """Return all waivers, those in force that waived nothing (control, subject) marked unused."""
        return tuple(
            replace(use, state="unused")
            if use.state == "in_force" and (use.control, use.subject) not in waived
            else use
            for use in self.all
        )


def is_in_force(from_on: date, until_on: date, as_of: date) -> bool:
    """Whether a waiver covers a day: both ends count."""
    return from_on <= as_of <= until_on


def read_waivers(inventory: Inventory, controls: Sequence[Control], as_of: date) -> Waivers:
    """Return the waivers of an inventory.

    Raises:
        InventoryInvalid: a waiver names a control or a subject that does not exist.
    """
    data = inventory.tables["waivers"]
    by_id = {control.id: control for control in controls}
    ids = _subject_ids(inventory, {control.subject for control in controls})
    uses: list[WaiverUse] = []
    problems: list[Problem] = []
    for position, row in enumerate(data.rows.to_pylist()):
        control = by_id.get(row["control"])
        if control is None:
            problems.append(_unknown_control(data, position, row, by_id))
            continue
        subject = ids[control.subject].get(row["subject"].casefold())
        if subject is None and control.subject in inventory.tables:
            problems.append(_unknown_subject(data, position, row, control))
            continue
        uses.append(_use(data, position, row | {"subject": subject or row["subject"]}, control, as_of))
    if problems:
        raise InventoryInvalid(problems)
    return Waivers(tuple(uses))


def _subject_ids(inventory: Inventory, tables: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    return {
        name: {row_id.casefold(): row_id for row_id in inventory.tables[name].rows["id"].to_pylist()}
        if name in inventory.tables
        else {}
        for name in tables
    }


def _use(data: TableData, position: int, row: Mapping[str, Any], control: Control, as_of: date) -> WaiverUse:
    if not control.waivable:
        state = "refused"
    elif is_in_force(row["from_on"], row["until_on"], as_of):
        state = "in_force"
    else:
        state = "future" if as_of < row["from_on"] else "expired"
    return WaiverUse(
        id=row["id"],
        control=control.id,
        subject=row["subject"],
        reason=row["reason"],
        approved_by=row["approved_by"],
        approver_post=row["approver_post"],
        from_on=row["from_on"],
        until_on=row["until_on"],
        conditions=row["conditions"],
        state=state,  # type: ignore[arg-type]  # mypy does not narrow the literals over the branches
        location=data.locate(position),
    )


def _unknown_control(
    data: TableData, position: int, row: Mapping[str, Any], controls: Mapping[str, Control]
) -> Problem:
    from difflib import get_close_matches

    near = get_close_matches(row["control"], controls, n=1)
    hint = (
        Text(f"có phải ý bạn là {near[0]}", f"did you mean {near[0]}")
        if near
        else Text("xem danh sách bằng lệnh `secaudit controls list`", "`secaudit controls list` lists them")
    )
    return Problem(
        "unknown-control",
        data.locate(position, "control"),
        Text(f"không có tiêu chí kiểm tra {row['control']!r}", f"there is no control {row['control']!r}"),
        Text("mã của một tiêu chí có trong bộ tiêu chí", "the id of a control of the catalogue"),
        hint,
    )


def _unknown_subject(data: TableData, position: int, row: Mapping[str, Any], control: Control) -> Problem:
    return Problem(
        "unknown-subject",
        data.locate(position, "subject"),
        Text(
            f"không có dòng {row['subject']!r} trong bảng {control.subject}",
            f"there is no row {row['subject']!r} in {control.subject}",
        ),
        Text(f"mã một dòng của bảng {control.subject}", f"the id of a row of {control.subject}"),
        Text(
            f"ngoại lệ cho {control.id} phải nêu đúng đối tượng được kiểm tra",
            f"a waiver of {control.id} must name the row that is judged",
        ),
    )
