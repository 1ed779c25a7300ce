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

_NETWORK = frozenset({"segments", "links", "devices", "systems"})
_EXPOSED = frozenset({"exposed", "exposure_path"})


def reads_of(controls: Iterable[Control]) -> dict[str, Reads]:
    """Return what the verdicts of each control can hang on, by its id.

    Declarations and observations are left out: they stand behind every verdict.
    """
    return {control.id: _reads(control) for control in controls}


def _reads(control: Control) -> Reads:
    made = plan(control, Waivers(()), date.min)
    subject = made.table
    parsed = [part for part in (made.applies, made.condition, made.due) if part is not None]
    own = frozenset(name for part in parsed for name in part.columns)
    asked = list(_asked(parsed))
    exposed = bool(own & _EXPOSED) or any(names & _EXPOSED for _, names in asked)
    tables = {name for table, _ in asked for name in _made_from(table)}
    wide = exposed or subject.derived or any(table.derived for table, _ in asked)
    if exposed:
        tables |= _NETWORK
    if subject.derived:
        tables |= _made_from(subject)
    return Reads(frozenset(subject.sources[name] for name in own), frozenset(tables), wide)


def _asked(parsed: Iterable[Parsed]) -> Iterator[tuple[Table, frozenset[str]]]:
    for part in parsed:
        for subquery in part.subqueries:
            yield subquery.table, subquery.columns


def _made_from(table: Table) -> frozenset[str]:
    """Return the tables that people fill in of which a table is made: itself, unless it is derived."""
    if table is DATA_QUALITY:
        return frozenset(READABLE)
    return frozenset({SUMMED[table.name], "units"}) if table.derived else frozenset({table.name})
