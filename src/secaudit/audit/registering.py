"""The register of systems in a result, from the tables as judged: observations and the audit's day count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, get_args

from secaudit.audit.nodes import ROW
from secaudit.audit.preparation import Prepared
from secaudit.lazily import dataclass
from secaudit.model.inventory import Inventory, TableData
from secaudit.model.location import Location
from secaudit.model.register import Check, Paper, Register, RegisteredSystem, Stage

_Row = Mapping[str, Any]

_PAPER = ["unit", "system", "type", "number", "issued_on", "issued", "expires_on"]
"""What is read of a paper about a system."""

_NOT_IN_USE = ("planned", "design", "build")


def register_of(inventory: Inventory, prepared: Prepared, units: Collection[str]) -> Register:
    """Return the systems of some units, in the order of the units and then of the inventory."""
    names = dict(zip(*_columns(prepared, "units", "id", "name"), strict=True))
    papers = _papers(prepared)
    rows = [row for row in prepared.tables["systems"].to_pylist() if row["unit"] in units]
    rows.sort(key=lambda row: prepared.unit_rows[row["unit"]])
    ground = _Ground(prepared.as_of, names, papers, inventory.tables["systems"])
    nothing: frozenset[str] = frozenset()
    return Register(
        systems=tuple(ground.system(row) for row in rows),
        undeclared_units=tuple(
            unit for unit in units if "systems" not in prepared.declared_tables.get(unit, nothing)
        ),
    )


def _columns(prepared: Prepared, table: str, *names: str) -> Iterable[list[Any]]:
    return [prepared.tables[table][name].to_pylist() for name in names]


def _papers(prepared: Prepared) -> dict[tuple[str, str], list[_Row]]:
    """Return the papers about single systems that were issued, by system and type, the latest last."""
    found: defaultdict[tuple[str, str], list[_Row]] = defaultdict(list)
    documents = prepared.tables["documents"].select(_PAPER)
    for row in documents.to_pylist():
        if row["system"] and row["issued"] and row["type"] in ("internal_regulation", "security_assessment"):
            found[row["system"], row["type"]].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: row["issued_on"])
    return found


@dataclass(frozen=True, slots=True)
class _Ground:
    as_of: date
    names: Mapping[str, str]
    papers: Mapping[tuple[str, str], list[_Row]]
    data: TableData

    def system(self, row: _Row) -> RegisteredSystem:
        approved = _approved(row)
        regulated, regulation = self._regulation(row)
        checked, checks = self._checks(row)
        operator = row["operator"] or None
        return RegisteredSystem(
            id=row["id"],
            name=row["name"],
            unit=row["unit"],
            unit_name=self.names[row["unit"]],
            operator=operator,
            operator_name=None if operator is None else self.names.get(operator, operator),
            phase=row["phase"],
            proposed_level=row["proposed_level"],
            approved_level=row["approved_level"],
            stage=_stage(approved, row["appraised"], row["dossier_sent"]),
            dossier=either(row["dossier_sent"], row["appraised"], row["approved"]),
            appraised=row["appraised"],
            approved=approved,
            decision=_decision(row),
            regulated=regulated,
            regulation=regulation,
            approval_expected_on=self._expected(row, "approval_expected_on", "approved_on", bool(approved)),
            deployment=row["plan_status"],
            deployment_expected_on=self._expected(
                row, "plan_expected_on", "plan_full_on", row["plan_status"] == "full"
            ),
            checked=checked,
            checks=checks,
            national_security=row["national_security"],
            location=self._place(row),
        )

    def _expected(self, row: _Row, declared: str, event: str, done: bool) -> date | None:
        """Return the day that is declared as expected, or that an event still to come is dated with."""
        if done:
            return None
        day: date | None = row[declared]
        if day is None and row[event] is not None and row[event] > self.as_of:
            day = row[event]
        return day

    def _regulation(self, row: _Row) -> tuple[bool | None, Paper | None]:
        """Return whether the system has a regulation of its own, and which.

        A paper names it in full; the system's own column tells only the day.
        """
        papers = self.papers.get((row["id"], "internal_regulation"), ())
        valid = [paper for paper in papers if self._lasts(paper)]
        if valid:
            last = valid[-1]
            return True, Paper(last["number"] or None, last["issued_on"], self.names.get(last["unit"]))
        if row["regulation"]:
            return True, Paper(None, row["regulation_on"], None)
        regulated: bool | None = row["regulation"]
        return regulated, None

    def _lasts(self, paper: _Row) -> bool:
        return paper["expires_on"] is None or paper["expires_on"] >= self.as_of

    def _checks(self, row: _Row) -> tuple[bool | None, tuple[Check, ...]]:
        """Return whether the system was inspected and assessed, and when in its life."""
        days = [paper["issued_on"] for paper in self.papers.get((row["id"], "security_assessment"), ())]
        if row["assessed"]:
            days.append(row["assessed_on"])
        if not days:
            checked: bool | None = row["assessed"]
            return checked, ()
        kinds = {_kind(day, row) for day in days}
        return True, tuple(kind for kind in get_args(Check) if kind in kinds)

    def _place(self, row: _Row) -> Location:
        return self.data.locate(row[ROW])


def _kind(day: date, row: _Row) -> Check | None:
    """Return what kind of check one on a day was; None where it is not known when the system went live."""
    if row["went_live"]:
        return "before_use" if day <= row["went_live_on"] else "periodic"
    if row["went_live"] is False or row["phase"] in _NOT_IN_USE:
        return "before_use"
    return None


def _approved(row: _Row) -> bool | None:
    """Return whether the level is approved, as LVL-01 asks it: with its level and the approving body."""
    level, body = row["approved_level"], row["approved_by"]
    return both(row["approved"], None if level is None else True, None if body is None else body != "")


def _stage(approved: bool | None, appraised: bool | None, sent: bool | None) -> Stage | None:
    """Return the furthest stage, only where every later one is known not to have been reached."""
    stages: tuple[tuple[Stage, bool | None], ...] = (
        ("approved", approved), ("appraised", appraised), ("sent", sent), ("draft", True),
    )  # fmt: skip
    for stage, reached in stages:
        if reached is None:
            return None
        if reached:
            return stage
    return None


def _decision(row: _Row) -> Paper | None:
    if not row["approved"]:
        return None
    return Paper(row["approval_number"] or None, row["approved_on"], row["approved_by"] or None)


def both(*said: bool | None) -> bool | None:
    """Return whether all hold, in three values."""
    if False in said:
        return False
    return None if None in said else True


def either(*said: bool | None) -> bool | None:
    """Return whether one holds, in three values."""
    if True in said:
        return True
    return None if None in said else False
