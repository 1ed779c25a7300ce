"""What each control's verdict on a row can hang on, so that a change can be tied to what it turned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from secaudit.audit.gaps.silence import SUMMED
from secaudit.audit.plans import plan
from secaudit.audit.waivers import Waivers
from secaudit.catalogue.expression import Parsed
from secaudit.model.control import Control
from secaudit.model.sheet import Reads
from secaudit.model.table import Table
from secaudit.model.tables import READABLE
from secaudit.model.tables.quality import DATA_QUALITY

EXPOSED = frozenset({"exposed", "exposure_path"})
"""The columns that are made from the network."""

_NETWORK: frozenset[tuple[str, str | None]] = frozenset({
    ("links", None), ("segments", "kind"), ("systems", "segment"), ("devices", "segment"),
    ("devices", "internet"), ("devices", "observed_internet_on"),
})  # fmt: skip
"""The cells that an exposure rests on."""


def reads_of(controls: Iterable[Control]) -> dict[str, Reads]:
    """Return what the verdicts of each control can hang on, by its id.

    What stands behind every verdict is left out: declarations, observations, and which unit a row is of.
    """
    return {control.id: _reads(control) for control in controls}


def _reads(control: Control) -> Reads:
    made = plan(control, Waivers(()), date.min)
    subject = made.table
    parsed = [part for part in (made.applies, made.condition, made.due) if part is not None]
    own = frozenset(name for part in parsed for name in part.columns)
    asked = list(_asked(parsed))
    exposed = bool(own & EXPOSED) or any(names & EXPOSED for _, names in asked)
    cells: set[tuple[str, str | None]] = set()
    for table, names in asked:
        if table.derived:
            cells |= _made_from(table)
        else:
            cells |= {(table.name, table.sources[name]) for name in names}
    if exposed:
        cells |= _NETWORK
    if subject.derived:
        cells |= _made_from(subject)
    return Reads(
        subject.name,
        frozenset(subject.sources[name] for name in own),
        frozenset(table for table, _ in cells),
        frozenset(cells),
        exposed or subject.derived or any(table.derived for table, _ in asked),
    )


def _asked(parsed: Iterable[Parsed]) -> Iterator[tuple[Table, frozenset[str]]]:
    for part in parsed:
        for subquery in part.subqueries:
            yield subquery.table, subquery.columns


def _made_from(table: Table) -> set[tuple[str, str | None]]:
    """Return the tables that people fill in of which a derived one is made."""
    if table is DATA_QUALITY:
        return {(name, None) for name in READABLE}
    return {(SUMMED[table.name], None), ("units", None)}
