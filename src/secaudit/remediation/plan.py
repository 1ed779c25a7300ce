"""The remediation list: every open finding closed by one action, the most pressing first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from secaudit.model.action import Action
from secaudit.model.control import Catalogue, Control
from secaudit.model.result import AuditResult, UnitInfo
from secaudit.model.status import Status
from secaudit.model.tables.subtree import SUBTREES
from secaudit.model.undertaking import Undertaking, UndertakingsFile
from secaudit.remediation import clarity
from secaudit.remediation.completion import entries, waiting
from secaudit.remediation.deed import COMPLETION, Deed, deeds
from secaudit.remediation.undertakings import claims


def with_actions(
    result: AuditResult,
    catalogue: Catalogue,
    entries: Iterable[Undertaking] = (),
    files: tuple[UndertakingsFile, ...] | None = None,
) -> AuditResult:
    """Return the result with its actions: longest overdue first, then by severity and reach.

    Every finding that fails or is not yet due is closed by exactly one action, and so is every unknown
    one: by its unit's completing the inventory. Waived findings and errors lead to none. Reach is how many
    findings an action closes. `entries` are what people say of actions; of those that they say are done, the
    ones that are not become claims. `files` are those that they were read from.

    Raises:
        LookupError: a finding's control is not in the catalogue.
    """
    controls = {control.id: control for control in catalogue.controls}
    units = {unit.id: unit for unit in result.units}
    all_deeds = deeds(result.findings, controls)
    before = _Prerequisites(all_deeds, controls, _Units(result))
    actions = [
        _completion(deed, units, result.as_of)
        if deed.key.deed == COMPLETION
        else _action(deed, units, result.as_of, before)
        for deed in all_deeds
    ]
    result = replace(result, actions=tuple(sorted(actions, key=_urgency)))
    return replace(result, claims=claims(result, entries), undertakings=files)


def _urgency(action: Action) -> tuple[int, int, int, str, str]:
    return (-action.days_overdue, action.severity.rank, -len(action.closes), action.unit, action.id)


class _Units:
    """The units of a result: which stand above and below one another, and which duties are theirs."""

    def __init__(self, result: AuditResult) -> None:
        self._parents = {unit.id: unit.parent for unit in result.units}
        self._concerned = {
            (cell.unit, cell.control)
            for cell in result.counts.by_cell
            if cell.status is not Status.NOT_APPLICABLE
        }

    def answering(self, unit: str, control: str) -> str:
        """Return the unit that a duty is up to: the one itself, or the nearest above it that has the duty."""
        return next((each for each in self.above(unit) if (each, control) in self._concerned), unit)

    def above(self, unit: str) -> Iterator[str]:
        """Yield a unit and every unit above it."""
        above: str | None = unit
        met: set[str] = set()
        while above and above not in met:
            yield above
            met.add(above)
            above = self._parents.get(above)


class _Prerequisites:
    """Finds the actions that come before another one."""

    def __init__(self, all_deeds: list[Deed], controls: Mapping[str, Control], units: _Units) -> None:
        self._controls = controls
        self._units = units
        self._ids: defaultdict[tuple[str, str], dict[tuple[str, str, str], str]] = defaultdict(dict)
        """For each unit and control the actions that close it, by the row and period that they are for."""
        self._below: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        """For each unit and control the actions of it and all units below it that close it."""
        awaited = _awaited_below(controls)
        for deed in all_deeds:
            if deed.key.deed == COMPLETION:
                continue
            for name in {finding.control for finding in deed.findings}:
                self._ids[deed.key.unit, name][deed.key.table, deed.key.row, deed.key.period] = deed.id
                for unit in units.above(deed.key.unit) if name in awaited else ():
                    self._below[unit, name].add(deed.id)

    def of(self, deed: Deed) -> tuple[str, ...]:
        """Return the ids of the actions that close controls named to come first.

        A deed for one row waits for those of the same row and for unit-wide ones; a unit-wide deed waits
        for all of them. What already passes is not waited for. A duty of units that is not the unit's own is
        waited for where it lies, with the nearest unit above that has it (the city builds the centre to which
        its communes connect); and figures of a whole subtree wait for every unit in it.
        """
        key, found = deed.key, set[str]()
        for control in {finding.control for finding in deed.findings}:
            for name in self._controls[control].remediation.after:
                if self._controls[control].subject in SUBTREES:
                    found.update(self._below[key.unit, name])
                    continue
                ids = self._ids.get((key.unit, name), {})
                if not ids and name in self._controls and self._controls[name].subject == "units":
                    ids = self._ids.get((self._units.answering(key.unit, name), name), {})
                if key.is_unit_wide:
                    found.update(ids.values())
                else:
                    rows = {("", ""), (key.table, key.row)}
                    found.update(action for (table, row, _), action in ids.items() if (table, row) in rows)
        return _ordered(found - {deed.id})


def _awaited_below(controls: Mapping[str, Control]) -> set[str]:
    """Return the controls that figures of a subtree wait for."""
    return {
        name
        for control in controls.values()
        if control.subject in SUBTREES
        for name in control.remediation.after
    }


def _action(deed: Deed, units: Mapping[str, UnitInfo], as_of: date, before: _Prerequisites) -> Action:
    """Return the action for a deed. It takes as long as the longest of its controls says: it is done once."""
    findings, unit = deed.findings, units.get(deed.key.unit)
    told = list({finding.control: finding.remediation for finding in findings}.values())
    texts = [each.text for each in told]
    subjects = _ordered({finding.subject.id for finding in findings})
    return Action(
        id=deed.id,
        unit=deed.key.unit,
        who=clarity.who(unit),
        what=clarity.what(findings, texts, deed.key.unit),
        due=clarity.when(findings, as_of, known=True),
        responsibility=clarity.responsibility(unit),
        product=clarity.joined([each.product for each in told]),
        authority=clarity.joined([each.authority for each in told]),
        severity=findings[0].severity,
        days_overdue=max(finding.days_overdue or 0 for finding in findings),
        effort_days=max(each.effort_days for each in told),
        controls=_ordered({finding.control for finding in findings}),
        subjects=subjects,
        closes=_ordered({finding.fingerprint for finding in findings}),
        after=before.of(deed),
        task=clarity.task(findings, texts),
        names=clarity.names(findings, subjects),
    )


def _completion(deed: Deed, units: Mapping[str, UnitInfo], as_of: date) -> Action:
    """Return the action that settles a unit's unknowns: a day's work for each table to be completed.

    Nothing in it counts as overdue: nobody knows yet whether a duty was missed.
    """
    findings, unit = deed.findings, units.get(deed.key.unit)
    tables = {item.table for finding in findings for item in finding.missing}
    todo = clarity.what_to_complete(findings)
    own = [
        entry
        for entry in entries(waiting(finding) for finding in findings)
        if (entry.blank.unit or "") == deed.key.unit
    ]
    subjects = _ordered({finding.subject.id for finding in findings})
    return Action(
        id=deed.id,
        unit=deed.key.unit,
        who=clarity.who(unit),
        what=todo + clarity.what_settles_most(own),
        due=clarity.when(findings, as_of, known=False),
        responsibility=clarity.responsibility(unit),
        product=clarity.COMPLETION_PRODUCT,
        authority=clarity.COMPLETION_AUTHORITY,
        severity=findings[0].severity,
        days_overdue=0,
        effort_days=max(1, len(tables)),
        controls=_ordered({finding.control for finding in findings}),
        subjects=subjects,
        closes=_ordered({finding.fingerprint for finding in findings}),
        after=(),
        task=todo,
        names=clarity.names(findings, subjects),
    )


def _ordered(values: set[str]) -> tuple[str, ...]:
    return tuple(sorted(values)) if len(values) > 1 else tuple(values)
