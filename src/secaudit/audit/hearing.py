"""The verdicts of one state, all of them as columns, and the findings of those that are asked for.

The check of a change compares a hundred thousand verdicts and tells of a few: it judges like an audit, with
the same plans and engine, and has findings written only where something turned.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import TracebackType

from sqlglot import exp

from secaudit.audit.bench import load, needed
from secaudit.audit.engines.duckdb import DuckDBEngine
from secaudit.audit.engines.interface import Engine
from secaudit.audit.findings import Judged, findings_of
from secaudit.audit.needs import judges_quality
from secaudit.audit.nodes import ROW, column, number
from secaudit.audit.plans import Plan, planned
from secaudit.audit.preparation import prepare
from secaudit.audit.reads import EXPOSED
from secaudit.audit.sheets import sheet_of
from secaudit.audit.verdicts import judge_all
from secaudit.audit.waivers import Waivers
from secaudit.model.control import Control
from secaudit.model.finding import Finding
from secaudit.model.inventory import Inventory
from secaudit.model.status import Status
from secaudit.model.tables.subtree import SUBTREES
from secaudit.quality.need import Needs


class Hearing:
    """A state that has been judged by given controls and waivers; close it, or use it in a `with`.

    The waivers need not be those of the inventory: a change is judged by those that stood before it.
    `units` are those whose rows are judged, None for all. `only` are the ids of the controls to judge, None
    for all: the others still say which data has to be of quality (`needs`, if it was worked out before).
    """

    def __init__(
        self,
        inventory: Inventory,
        controls: Sequence[Control],
        waivers: Waivers,
        as_of: date,
        units: Collection[str] | None = None,
        only: Collection[str] | None = None,
        needs: Needs | None = None,
    ) -> None:
        self.inventory = inventory
        judged = [control for control in controls if only is None or control.id in only]
        self._plans = {item.key: item for item in planned(judged, waivers, as_of)}
        exposure = any(item.asked[1] & EXPOSED for item in self._plans.values())
        tables = needed(self._plans.values())
        # Which data has to be of quality is for all controls to say, if anybody asks for its quality.
        known = controls if judges_quality(judged) else judged
        self.prepared = prepare(
            inventory, as_of, known, exposure=exposure, subtrees=bool(tables & SUBTREES), needs=needs
        )
        self._engine: Engine = DuckDBEngine()
        sizes = load(self._engine, self.prepared, tables)
        self._verdicts = judge_all(self._engine, list(self._plans.values()), units, sizes)
        self._judged = Judged(inventory, self.prepared, self._engine, self._verdicts)
        self.sheet = sheet_of(self._engine, self._verdicts, list(self._plans.values()), self.prepared.tables)

    def __enter__(self) -> Hearing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.close()

    def findings(self, wanted: Mapping[str, Collection[str]]) -> dict[tuple[str, str], Finding]:
        """Return the verdicts on some rows as an audit writes them, passes too.

        `wanted` has the ids of rows by the sheet's key of the question; the answer is by both.
        """
        found: dict[tuple[str, str], Finding] = {}
        for key, ids in wanted.items():
            plan, every = self._plans[key], self._verdicts.stored[key]
            self._verdicts.stored[key] = self._only(plan, ids)
            statuses = [status for status in Status if status in self._given(key, ids)]
            found |= {(key, one.subject.id): one for one in findings_of(self._judged, plan, statuses)}
            self._verdicts.stored[key] = every
        return found

    def _given(self, key: str, ids: Collection[str]) -> set[Status]:
        rows = self.sheet.tables[self.sheet.questions[key].table]
        wanted = set(ids)
        pairs = zip(rows["id"].to_pylist(), rows[key].to_pylist(), strict=True)
        return {list(Status)[code] for row, code in pairs if row in wanted}

    def _only(self, plan: Plan, ids: Collection[str]) -> str:
        """Keep the verdicts of a plan on some rows alone, and return the name of their table."""
        import pyarrow as pa
        import pyarrow.compute as pc

        rows = self.prepared.tables[plan.table.name]
        picked = rows.filter(pc.is_in(rows["id"], pa.array(sorted(ids), pa.string())))
        places = [number(row) for row in picked[ROW].to_pylist()]
        stored = self._verdicts.stored[plan.key]
        query = exp.select("*").from_(exp.to_table(stored, quoted=True))
        name = f"_heard {plan.key}"
        self._engine.store(name, query.where(exp.In(this=column(ROW, stored), expressions=places)))
        return name
