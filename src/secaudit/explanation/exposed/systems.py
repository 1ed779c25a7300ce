"""The systems of an inventory as rules across links see them."""

from __future__ import annotations

from secaudit.explanation.exposed.field import Field
from secaudit.lazily import dataclass


@dataclass(frozen=True, slots=True)
class System:
    """A system in use; `level` is the approved one, else the proposed one (1 to 5, None if not known)."""

    id: str
    segment: str | None
    level: int | None
    population_db: bool


def systems_of(field: Field) -> list[System]:
    """Return the systems that are in trial or operation."""
    rows = field.prepared.tables["systems"]
    names = ("id", "segment", "approved_level", "proposed_level", "population_db", "phase")
    found = []
    for row_id, segment, approved, proposed, population_db, phase in zip(
        *(rows[name].to_pylist() for name in names), strict=True
    ):
        if phase in ("trial", "operation"):
            level = approved if approved is not None else proposed
            found.append(System(row_id, segment, level, population_db is True))
    return found
