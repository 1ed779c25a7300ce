"""An explanation as JSON: the same for every reader, language and run.

Texts are {"vi", "en"}, days ISO, statuses their identifiers; a location has only the parts that its kind of
file has. `schema_version` is raised when the layout changes in a way that an older reader cannot follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

import orjson

from secaudit.explanation.duties import Duties, Duty
from secaudit.explanation.explaining import SCHEMA_VERSION, Explanation
from secaudit.model.control import Catalogue
from secaudit.model.inventory import Inventory
from secaudit.model.location import Location

_OPTIONS = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def dump(kind: str, content: Mapping[str, Any], inventory: Inventory, catalogue: Catalogue) -> bytes:
    """Return a document of a kind, with the hashes of all that it was made from."""
    head = {
        "schema_version": SCHEMA_VERSION,
        "kind": kind,
        "inventory": [{"path": file.path, "sha256": file.sha256} for file in inventory.files],
        "catalogue": {"sha256": catalogue.sha256, "version": catalogue.version},
    }
    return orjson.dumps(head | {name: plain(value) for name, value in content.items()}, option=_OPTIONS)


def of_explanation(explanation: Explanation) -> dict[str, Any]:
    """Return what the document of an explanation holds."""
    finding, control = explanation.finding, explanation.control
    return {
        "as_of": explanation.as_of,
        "control": {
            "id": control.id,
            "title": control.title,
            "applies_to": control.applies_to,
            "subject": control.subject,
            "waivable": control.waivable,
            "location": control.location,
            "changes": explanation.changes,
        },
        "subject": plain(finding.subject)
        | {"unit_name": explanation.unit_name, "location": explanation.subject_at},
        "verdict": {
            name: getattr(finding, name)
            for name in (
                "status", "severity", "message", "fingerprint", "period", "due", "days_overdue",
                "days_left", "measure",
            )
        },
        "periods": [{"period": name, "status": status} for name, status in explanation.periods],
        "trail": explanation.trail,
        "law": explanation.law,
        "expressions": explanation.expressions,
        "cells": explanation.cells,
        "exposure": explanation.exposure,
        "roll_up": explanation.roll_up,
        "data": explanation.data,
        "waivers": explanation.waivers,
        "remedy": explanation.remedy,
    }  # fmt: skip


def of_duties(duties: Duties) -> dict[str, Any]:
    """Return what the document of a unit's duties holds."""
    return {
        "as_of": duties.as_of,
        "unit": {"id": duties.unit, "name": duties.name, "kind": duties.kind},
        "applies": [_duty(duty) for duty in duties.bearing("applies")],
        "unknown": [_duty(duty) for duty in duties.bearing("unknown")],
        "not_applicable": [_duty(duty) for duty in duties.bearing("not")],
        "off": duties.off,
    }


def _duty(duty: Duty) -> dict[str, Any]:
    control = duty.control
    return {
        "control": control.id,
        "title": control.title,
        "severity": control.severity,
        "subject": control.subject,
        "applies_to": control.applies_to,
        "in_force": duty.in_force,
        "in_force_from": duty.in_force_from,
        "clauses": duty.clauses,
        "due": duty.due,
        "period": duty.period,
        "rows": duty.rows,
        "groups": duty.groups,
        "statuses": {status.value: count for status, count in duty.statuses.items()},
        "completeness": duty.completeness,
    }


def plain(value: Any) -> Any:
    """Return a value as plain data: dataclasses as objects, in the order of their fields."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        found = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        return (
            {name: part for name, part in found.items() if part is not None}
            if isinstance(value, Location)
            else found
        )
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return value
