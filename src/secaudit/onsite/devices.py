"""The devices of a unit: which are looked at in any case, and which are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from secaudit.audit.nodes import ROW
from secaudit.audit.observations import as_value
from secaudit.audit.preparation import Prepared
from secaudit.model.finding import Value
from secaudit.model.inventory import Inventory
from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from secaudit.model.tables import SCHEMA
from secaudit.model.visit import Reason, Sample, Stratum, VisitedDevice
from secaudit.onsite.sampling import draw, sample_size, shares, strata

_Row = Mapping[str, Any]

_CLOSED = ("independent_lan", "isolated", "party_wan", "dedicated_wan")
"""Kinds of segments that are not meant to be reached from the internet."""

_FACTS = (
    "internet", "state_secrets", "endpoint_protection", "os_support_until",
    "checked_before_use_on", "cipher_inspected_on",
)  # fmt: skip
"""What an inspector compares with what stands before them."""


class Devices:
    """The devices of one unit, as they were judged."""

    def __init__(self, inventory: Inventory, prepared: Prepared, result: AuditResult, unit: str) -> None:
        self._data = inventory.tables["devices"]
        rows = prepared.tables["devices"].to_pylist()
        self._rows = {row["id"]: row for row in rows if row["unit"] == unit}
        self._segments = {row["id"]: row for row in prepared.tables["segments"].to_pylist()}
        self._systems = {row["id"]: row["name"] for row in prepared.tables["systems"].to_pylist()}
        self._failing = {
            finding.subject.id
            for finding in result.findings
            if finding.subject.table == "devices" and finding.status is Status.FAIL
        }
        self._reasons = {id_: tuple(self._why(row)) for id_, row in self._rows.items()}

    def certain(self) -> tuple[VisitedDevice, ...]:
        """Return the devices that are looked at in any case, in the order of the inventory."""
        return tuple(self._visited(id_) for id_, reasons in self._reasons.items() if reasons)

    def sample(self, confidence: float, margin: float, seed: str) -> tuple[Sample, tuple[VisitedDevice, ...]]:
        """Draw from all others, kind by kind; return what was drawn from and the devices, kind by kind."""
        kinds = {id_: self._rows[id_]["kind"] for id_, reasons in self._reasons.items() if not reasons}
        layers = strata(kinds)
        wanted = sample_size(len(kinds), confidence, margin)
        counts = shares([len(ids) for ids in layers.values()], wanted)
        drawn = [
            id_ for ids, count in zip(layers.values(), counts, strict=True) for id_ in draw(ids, count, seed)
        ]
        told = tuple(
            Stratum(kind, len(ids), count) for (kind, ids), count in zip(layers.items(), counts, strict=True)
        )
        sample = Sample(len(kinds), wanted, confidence, margin, seed, told)
        return sample, tuple(self._visited(id_) for id_ in drawn)

    def _why(self, row: _Row) -> Iterable[Reason]:
        segment = self._segments.get(row["segment"] or "")
        if row["state_secrets"] is None:
            yield "secrets_unknown"
        elif row["state_secrets"] != "none":
            yield "secrets"
        if row["observed_internet"]:
            yield "seen_online"
        if row["exposed"] and segment is not None and segment["kind"] in _CLOSED:
            yield "leak"
        if row["id"] in self._failing:
            yield "finding"

    def _visited(self, id_: str) -> VisitedDevice:
        row = self._rows[id_]
        segment = self._segments.get(row["segment"] or "")
        return VisitedDevice(
            id=id_,
            name=row["name"] or None,
            kind=row["kind"],
            segment=None if segment is None else segment["name"] or segment["id"],
            segment_kind=None if segment is None else segment["kind"],
            system=self._systems.get(row["system"] or ""),
            facts={column: _value(row, column) for column in _FACTS if _matters(row, column)},
            reasons=self._reasons[id_],
            location=self._data.locate(row[ROW]),
        )


def _value(row: _Row, column: str) -> Value:
    declared = SCHEMA["devices"].by_name[column]
    if row[column] is None and declared.is_event and row[declared.happened] is False:
        return "none"
    return as_value(row[column])


def _matters(row: _Row, column: str) -> bool:
    if column == "cipher_inspected_on":
        return bool(row["kind"] == "cipher")
    return column != "checked_before_use_on" or row["state_secrets"] != "none"
