"""A plan as JSON; its layout is described in docs/plan.md."""

from __future__ import annotations

from typing import Any

import orjson

from secaudit.model.money import Money
from secaudit.model.plan import PLAN_VERSION, Measure, Plan, PlannedAction
from secaudit.model.result import CatalogueInfo
from secaudit.model.undertaking import Claim, Undertaking
from secaudit.reporting.json import placed
from secaudit.reporting.voice import Voice


def encode(plan: Plan, voice: Voice) -> bytes:
    """Return the plan as readable JSON that ends with a newline; it holds both languages."""
    document = {
        "schema_version": PLAN_VERSION,
        "as_of": plan.as_of,
        "scope": plan.scope,
        "open": plan.open,
        "measures": [_measure(measure) for measure in plan.measures],
        "actions": [_action(one) for one in plan.actions],
        "awaited": [_action(one) for one in plan.awaited],
        "crews": plan.crews,
        "cost_rules": plan.rules,
        "money": _money(plan.money),
        "choice": plan.choice,
        "claims": [_placed(claim) for claim in plan.claims],
        "unmatched": [_placed(entry) for entry in plan.unmatched],
        "units": [{"id": unit, "name": name} for unit, name in plan.names],
        "inventory": {"files": plan.inventory.files, "is_whole": plan.inventory.is_whole},
        "catalogue": _catalogue(plan.catalogue),
        "tool": plan.tool,
    }
    if plan.undertakings is not None:
        document["undertakings"] = plan.undertakings
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _catalogue(info: CatalogueInfo) -> dict[str, Any]:
    profile = info.profile
    return {"sha256": info.sha256, "version": info.version, "profile": profile.id if profile else None}


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "deed": measure.deed,
        "what": measure.what,
        "authority": measure.authority,
        "controls": measure.controls,
        "severity": measure.severity,
        "actions": [one.action.id for one in measure.actions],
        "units": measure.units,
        "closes": measure.closes,
        "due": measure.due,
        "start": measure.start,
        "finish": measure.finish,
        "effort_days": measure.effort_days,
        "cost_vnd": measure.cost if measure.costed else None,
        "cost_not_known": len(measure.actions) - measure.costed,
        "late": measure.late,
    }


def _action(one: PlannedAction) -> dict[str, Any]:
    action = one.action
    return {
        "id": action.id,
        "unit": action.unit,
        "deed": one.deed,
        "what": action.what,
        "who": action.who,
        "responsibility": action.responsibility,
        "product": action.product,
        "authority": action.authority,
        "severity": action.severity,
        "controls": action.controls,
        "subjects": action.subjects,
        "closes": action.closes,
        "after": action.after,
        "due": action.due,
        "timing": one.timing,
        "start": one.start,
        "finish": one.finish,
        "earliest": one.earliest,
        "person": one.person,
        "critical": one.critical,
        "effort_days": action.effort_days,
        "cost_vnd": one.cost,
        "taken": None if one.taken is None else _placed(one.taken),
    }


def _placed(record: Claim | Undertaking) -> dict[str, Any]:
    plain = {name: getattr(record, name) for name in record.__class__.__slots__}
    return plain | {"location": placed(record.location)}


def _money(money: Money) -> dict[str, Any]:
    return {
        "gaps": money.gaps,
        "doubles": [{"excess_vnd": double.excess, "lines": double.lines} for double in money.doubles],
        "retired": money.retired,
        "blocs": money.blocs,
    }
