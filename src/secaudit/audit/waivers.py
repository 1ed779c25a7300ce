"""Accepted exceptions: the one place that decides whether a waiver is in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Literal

from secaudit.audit.subtree import subtree_tables
from secaudit.lazily import dataclass
from secaudit.model.control import Catalogue, Control
from secaudit.model.day import day_told
from secaudit.model.finding import WaiverUse
from secaudit.model.inventory import UNIT_COLUMN, Inventory, RejectedRow, TableData
from secaudit.model.location import Location
from secaudit.model.problem import Gravity, InventoryInvalid, Problem
from secaudit.model.tables.quality import DATA_QUALITY
from secaudit.model.text import Text
from secaudit.model.waiver import WaiverTerm


@dataclass(frozen=True)
class Waivers:
    """The waivers of an inventory at one day.

    `rejected` are those that waive nothing that exists; `warnings` tell of those of controls that are off,
    and of those that are meant to last longer than the catalogue allows.
    """

    all: tuple[WaiverUse, ...]
    rejected: tuple[RejectedRow, ...] = ()
    warnings: tuple[Problem, ...] = ()

    def covering(self, control: str) -> dict[str, WaiverUse]:
        """Return the waivers in force for a control, by subject; of several, the one that ends last."""
        covering: dict[str, WaiverUse] = {}
        for waiver in sorted(self.all, key=lambda use: (use.last_day, use.id)):
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


def is_in_force(from_on: date, until_on: date, as_of: date, term: WaiverTerm | None = None) -> bool:
    """Whether a waiver covers a day: both ends count, and it covers no more days than its term."""
    return from_on <= as_of <= last_day(from_on, until_on, term)


def last_day(from_on: date, until_on: date, term: WaiverTerm | None) -> date:
    """Return the last day that a waiver covers: what it says, unless its longest term ends before."""
    if term is None or (until_on - from_on).days < term.days:
        return until_on
    return from_on + timedelta(days=term.days - 1)


def read_waivers(inventory: Inventory, catalogue: Catalogue, as_of: date) -> Waivers:
    """Return the waivers of an inventory; only with the catalogue at hand can their rows be checked.

    A waiver of a control that exists but is not judged is no mistake, and waives nothing.
    """
    data = inventory.tables["waivers"]
    by_id = {control.id: control for control in (*catalogue.controls, *catalogue.off)}
    unjudged = {control.id for control in catalogue.off}
    waived = {by_id[name].subject for name in data.rows["control"].to_pylist() if name in by_id}
    subjects = subjects_of(inventory, waived)
    uses: list[WaiverUse] = []
    rejected: list[RejectedRow] = []
    warnings: list[Problem] = []
    for position, row in enumerate(data.rows.to_pylist()):
        control = by_id.get(row["control"])
        if control is None:
            problem = _unknown_control(data, position, row, by_id)
        elif (found := subjects[control.subject].get(row["subject"].casefold())) is None:
            problem = _unknown_subject(data, position, row, control)
        else:
            term = catalogue.waiver_terms.get(control.severity) if control.waivable else None
            uses.append(use := _use(data, position, row, control, found, as_of, term))
            if control.id in unjudged:
                warnings.append(_idle(data, position, row, control))
            elif use.is_too_long and term is not None:
                warnings.append(too_long(use, control, term, data.locate(position, "until_on")))
            continue
        rejected.append(RejectedRow("waivers", row["id"], data.locate(position), problem))
    return Waivers(tuple(uses), tuple(rejected), tuple(warnings))


def checked(inventory: Inventory, waivers: Waivers, *, keep_going: bool) -> Inventory:
    """Return the inventory with the waivers that waive nothing moved to its rejected rows.

    What there is to warn of is added to its problems.

    Raises:
        InventoryInvalid: there are such waivers and `keep_going` is false.
    """
    if waivers.warnings:
        inventory = replace(inventory, problems=(*inventory.problems, *waivers.warnings))
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


Subjects = Mapping[str, Mapping[str, tuple[str, str | None]]]
"""The rows of tables, by their ids in small letters, with id and unit."""


def subjects_of(inventory: Inventory, tables: Collection[str]) -> Subjects:
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
    term: WaiverTerm | None,
) -> WaiverUse:
    ends_on = last_day(row["from_on"], row["until_on"], term)
    state: Literal["refused", "in_force", "future", "expired"]
    if not control.waivable:
        state = "refused"
    elif is_in_force(row["from_on"], row["until_on"], as_of, term):
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
        ends_on=ends_on,
        days_left=(ends_on - as_of).days if state == "in_force" else None,
    )


def too_long(use: WaiverUse, control: Control, term: WaiverTerm, place: Location) -> Problem:
    """Return the warning of a waiver that is meant to last longer than the catalogue allows."""
    days = (use.until_on - use.from_on).days + 1
    ends, label = day_told(use.last_day), control.severity.label
    return Problem(
        "waiver-too-long",
        place,
        Text(
            f"ngoại lệ {use.id} kéo dài {days} ngày, tiêu chí {control.id} mức {label.vi}",
            f"the waiver {use.id} of {days} days, of the control {control.id} of severity {label.en}",
        ),
        Text(f"nhiều nhất {term.days} ngày", f"{term.days} days at most"),
        Text(
            f"chỉ được tính đến hết {ends.vi}; sửa until_on, sau ngày đó phải được chấp nhận lại",
            f"it counts until {ends.en} only; correct until_on, it has to be approved again after that",
        ),
        Gravity.WARNING,
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
