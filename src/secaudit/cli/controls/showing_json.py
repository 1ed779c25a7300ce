"""A control as JSON, for other programs."""

from __future__ import annotations

from typing import Any

from secaudit.catalogue.linting.reading import Reading
from secaudit.cli.controls import origins
from secaudit.cli.controls.plain import both, expectation, place
from secaudit.model.change import Change
from secaudit.model.control import Catalogue, Control, Example, Expression
from secaudit.model.law import Obligation


def document(catalogue: Catalogue, control: Control) -> str:
    """Return everything about a control, and how it differs from the released one."""
    import orjson

    changes = origins.by_control(catalogue).get(control.id, ())
    content = {
        "schema_version": 1,
        **_described(control),
        "judged": any(one.id == control.id for one in catalogue.controls),
        "changes": [_change(change) for change in changes],
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2).decode()


def _described(control: Control) -> dict[str, Any]:
    measure, deed = control.measure, control.remediation
    return {
        "id": control.id,
        "title": both(control.title),
        "severity": control.severity,
        "family": control.family,
        "subject": control.subject,
        "applies_to": both(control.applies_to),
        "waivable": control.waivable,
        "every": control.every,
        "from_period": None if control.from_period is None else control.from_period.name,
        "location": place(control.location),
        "sources": [_source(obligation) for obligation in control.cites],
        "applies_when": _sql(control.applies_when),
        "assert": _sql(control.condition),
        "due": _sql(control.due),
        "measure": None
        if measure is None
        else {"value": _sql(measure.value), "target": measure.target, "unit": measure.unit},
        "figures": {name: _sql(figure) for name, figure in control.figures.items()},
        "message": both(control.message),
        "key": control.key,
        "columns": [
            {"table": table, "column": name, "label": both(column.label)}
            for (table, name), column in Reading(control).columns.items()
        ],
        "remediation": {
            "text": both(deed.text),
            "product": both(deed.product),
            "authority": both(deed.authority),
            "effort_days": deed.effort_days,
            "cost": None
            if deed.cost is None
            else {"vnd": _sql(deed.cost.vnd), "basis": both(deed.cost.basis)},
            "per": deed.per,
            "deed": deed.deed,
            "after": deed.after,
        },
        "allow": control.allow,
        "examples": [_example(example) for example in control.examples],
    }


def _sql(expression: Expression | None) -> str | None:
    return None if expression is None else " ".join(expression.sql.split())


def _source(obligation: Obligation) -> dict[str, Any]:
    document = obligation.document
    return {
        "obligation": obligation.id,
        "document": document.id,
        "number": document.number,
        "clause": both(obligation.clause),
        "kind": obligation.kind,
        "says": both(obligation.says),
        "in_force_from": document.issued,
        "date_assumed": document.issued_assumed,
        "checked": document.checked,
        "due": obligation.due,
        "every": obligation.every,
    }


def _example(example: Example) -> dict[str, Any]:
    return {
        "name": example.name,
        "location": place(example.location),
        "as_of": example.as_of,
        "period": example.period,
        "subject": example.subject,
        "expect": expectation(example),
        "missing": example.missing,
        "due": example.due,
        "message": example.message or None,
        "todo": both(example.todo),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "change": change.change,
        "reason": both(change.reason),
        "location": place(change.location),
        "before": change.before,
        "after": change.after,
    }
