"""Accepted exceptions: the one place that decides whether a waiver is in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from secaudit.audit.subtree import subtree_tables
from secaudit.model.control import Control
from secaudit.model.finding import WaiverUse
from secaudit.model.inventory import UNIT_COLUMN, Inventory, RejectedRow, TableData
from secaudit.model.problem import Gravity, InventoryInvalid, Problem
from secaudit.model.tables.quality import DATA_QUALITY
from secaudit.model.text import Text


@dataclass(frozen=True)
class Waivers:
    """The waivers of an inventory at one day.

    `rejected` are those that waive nothing that exists; `idle` warns of those of controls that are off.
    """

    all: tuple[WaiverUse, ...]
    rejected: tuple[RejectedRow, ...] = ()
    idle: tuple[Problem, ...] = ()

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


def read_waivers(
    inventory: Inventory, controls: Sequence[Control], as_of: date, *, off: Sequence[Control] = ()
) -> Waivers:
    """Return the waivers of an inventory; only with the controls at hand can their rows be checked.

    `off` are controls that exist but are not judged: a waiver of one is no mistake, and waives nothing.
    """
    data = inventory.tables["waivers"]
    by_id = {control.id: control for control in (*controls, *off)}
    unjudged = {control.id for control in off}
    waived = {by_id[name].subject for name in data.rows["control"].to_pylist() if name in by_id}
    subjects = _subjects(inventory, waived)
    uses: list[WaiverUse] = []
    rejected: list[RejectedRow] = []
    idle: list[Problem] = []
    for position, row in enumerate(data.rows.to_pylist()):
        control = by_id.get(row["control"])
        if control is None:
            problem = _unknown_control(data, position, row, by_id)
        elif (found := subjects[control.subject].get(row["subject"].casefold())) is None:
            problem = _unknown_subject(data, position, row, control)
        else:
            uses.append(_use(data, position, row, control, found, as_of))
            if control.id in unjudged:
                idle.append(_idle(data, position, row, control))
            continue
        rejected.append(RejectedRow("waivers", row["id"], data.locate(position), problem))
    return Waivers(tuple(uses), tuple(rejected), tuple(idle))


def checked(inventory: Inventory, waivers: Waivers, *, keep_going: bool) -> Inventory:
    """Return the inventory with the waivers that waive nothing moved to its rejected rows.

    What there is to warn of is added to its problems.

    Raises:
        InventoryInvalid: there are such waivers and `keep_going` is false.
    """
    if waivers.idle:
        inventory = replace(inventory, problems=(*inventory.problems, *waivers.idle))
    if not waivers.rejected:
        return inventory
    problems = [row.problem for row in waivers.rejected]
    if not keep_going:
        raise InventoryInvalid([*inventory.problems, *problems])
    lost = Counter(row.location.file for row in waivers.rejected)
    return replace(
        inventory,
        files=tuple(
            replace(
                account,
                rows_kept=account.rows_kept - lost[account.path],
                rows_rejected=account.rows_rejected + lost[account.path],
            )
            for account in inventory.files
        ),
        problems=(*inventory.problems, *problems),
        rejected=(*inventory.rejected, *waivers.rejected),
    )


_Subjects = Mapping[str, Mapping[str, tuple[str, str | None]]]


def _subjects(inventory: Inventory, tables: Collection[str]) -> _Subjects:
    """Return, for each table that a waived control judges, its ids in small letters with id and unit."""
    loaded = {name: data.rows for name, data in inventory.tables.items()}
    if not set(tables) <= set(loaded):
        # Which rows a derived table has does not hang on what was declared complete.
        loaded |= subtree_tables(loaded, {}) | {DATA_QUALITY.name: loaded["units"]}
    found: dict[str, dict[str, tuple[str, str | None]]] = {}
    for name in tables:
        pairs = zip(loaded[name]["id"].to_pylist(), loaded[name][UNIT_COLUMN].to_pylist(), strict=True)
        found[name] = {row_id.casefold(): (row_id, unit) for row_id, unit in pairs}
    return found


def _use(
    data: TableData,
    position: int,
    row: Mapping[str, Any],
    control: Control,
    subject: tuple[str, str | None],
    as_of: date,
) -> WaiverUse:
    state: Literal["refused", "in_force", "future", "expired"]
    if not control.waivable:
        state = "refused"
    elif is_in_force(row["from_on"], row["until_on"], as_of):
        state = "in_force"
    else:
        state = "future" if as_of < row["from_on"] else "expired"
    return WaiverUse(
        id=row["id"],
        control=control.id,
        subject=subject[0],
        unit=subject[1],
        reason=row["reason"],
        approved_by=row["approved_by"],
        approver_post=row["approver_post"],
        from_on=row["from_on"],
        until_on=row["until_on"],
        conditions=row["conditions"],
        state=state,
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


def _idle(data: TableData, position: int, row: Mapping[str, Any], control: Control) -> Problem:
    return Problem(
        "control-off",
        data.locate(position, "control"),
        Text(
            f"ngoại lệ {row['id']} cho tiêu chí {control.id}, tiêu chí này không được áp dụng",
            f"the waiver {row['id']} of {control.id}, a control that is off",
        ),
        Text("ngoại lệ cho một tiêu chí được áp dụng", "a waiver of a control that is judged"),
        Text(
            "giữ lại nếu tiêu chí sẽ được áp dụng lại, nếu không thì xóa dòng này",
            "keep it if the control is to come back, else delete this row",
        ),
        Gravity.WARNING,
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
