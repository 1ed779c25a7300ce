"""What to do about a verdict: the deed, and for an unknown the cells and declarations that it waits for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from secaudit.lazily import dataclass
from secaudit.model.control import Control
from secaudit.model.finding import Finding, Missing
from secaudit.model.location import Location
from secaudit.model.status import Status
from secaudit.model.tables import SCHEMA
from secaudit.model.text import Text


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something to fill in: a cell of a row, or a table for a unit to declare complete (`column` is None).

    `row` and `location` are None where no single row is at fault. `added` says that the file lacks the
    whole column, `undone` that the unit did declare the table, but rows of it were rejected.
    """

    table: str
    row: str | None
    column: str | None
    label: Text
    location: Location | None
    unit: str | None = None
    added: bool = False
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Remedy:
    """The deed that makes the control pass (not `needed` where it does), and what to fill in.

    `wanted` is what an unknown waits for; `wanted_if_applies` what will be missing too, should it turn out
    that the control applies. `settleable` says that with all of it the verdict is known.
    """

    needed: bool
    text: Text
    product: Text
    authority: Text
    effort_days: int
    after: tuple[str, ...]
    wanted: tuple[Wanted, ...]
    wanted_if_applies: tuple[Wanted, ...]
    settleable: bool


def remedy(control: Control, finding: Finding) -> Remedy:
    """Return what to do about a finding of a control."""
    written = control.remediation
    return Remedy(
        needed=finding.status not in (Status.PASS, Status.NOT_APPLICABLE),
        text=written.text,
        product=written.product,
        authority=written.authority,
        effort_days=written.effort_days,
        after=written.after,
        wanted=wanted_by(finding.missing),
        wanted_if_applies=wanted_by(finding.missing_if_applies),
        settleable=finding.settleable,
    )


def wanted_by(missing: Iterable[Missing]) -> tuple[Wanted, ...]:
    """Return the very cells and declarations that are missing, each once."""
    return tuple(dict.fromkeys(item for each in missing for item in _wanted(each)))


def _wanted(missing: Missing) -> Iterator[Wanted]:
    if not missing.blanks:
        yield Wanted(missing.table, None, missing.column, missing.label, None)
    for blank in missing.blanks:
        table = SCHEMA[blank.table]
        label = table.label if blank.column is None else table.by_name[blank.column].label
        yield Wanted(
            blank.table,
            blank.row,
            blank.column,
            label,
            blank.location,
            blank.unit,
            added=blank.added,
            undone=blank.undone,
        )
