"""The remediation list: every open finding closed by one action, the most pressing first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from secaudit.model.action import Action
from secaudit.model.control import Catalogue, Control
from secaudit.model.result import AuditResult, UnitInfo
from secaudit.remediation import clarity
from secaudit.remediation.completion import entries, waiting
from secaudit.remediation.deed import COMPLETION, Deed, deeds


def with_actions(result: AuditResult, catalogue: Catalogue) -> AuditResult:
    """Return the result with its actions: longest overdue first, then by severity and reach.

    Every finding that fails or is not yet due is closed by exactly one action, and so is every unknown
    one: by its unit's completing the inventory. Waived findings and errors lead to none. Reach is how many
    findings an action closes.

    Raises:
        LookupError: a finding's control is not in the catalogue.
    """
    controls = {control.id: control for control in catalogue.controls}
    units = {unit.id: unit for unit in result.units}
    all_deeds = deeds(result.findings, controls)
    before = _Prerequisites(all_deeds, controls)
    actions = [
        _completion(deed, units, result.as_of)
        if deed.key.deed == COMPLETION
        else _action(deed, units, result.as_of, before)
        for deed in all_deeds
    ]
    return replace(result, actions=tuple(sorted(actions, key=_urgency)))


def _urgency(action: Action) -> tuple[int, int, int, str, str]:
    return (-action.days_overdue, action.severity.rank, -len(action.closes), action.unit, action.id)


class _Prerequisites:
    """Finds the actions that come before another one."""

    def __init__(self, all_deeds: list[Deed], controls: Mapping[str, Control]) -> None:
        self._controls = controls
        self._ids: defaultdict[tuple[str, str], dict[tuple[str, str, str], str]] = defaultdict(dict)
        """For each unit and control the actions that close it, by the row and period that they are for."""
        for deed in all_deeds:
            if deed.key.deed != COMPLETION:
                for name in {finding.control for finding in deed.findings}:
                    self._ids[deed.key.unit, name][deed.key.table, deed.key.row, deed.key.period] = deed.id

    def of(self, deed: Deed) -> tuple[str, ...]:
        """Return the ids of the unit's actions that close controls named to come first.

        A deed for one row waits for those of the same row and for unit-wide ones; a unit-wide deed waits
        for all of them. What already passes is not waited for.
        """
        key, found = deed.key, set[str]()
        for control in {finding.control for finding in deed.findings}:
            for name in self._controls[control].remediation.after:
                ids = self._ids.get((key.unit, name), {})
                if key.is_unit_wide:
                    found.update(ids.values())
                else:
                    rows = {("", ""), (key.table, key.row)}
                    found.update(action for (table, row, _), action in ids.items() if (table, row) in rows)
        return _ordered(found - {deed.id})


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
