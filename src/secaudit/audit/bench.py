"""Single verdicts, from the same preparation, plans and engine as an audit of everything.

Whoever has to say why a verdict came out as it did (and not only which one) works here: nothing in it
judges in a way of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from types import TracebackType
from typing import Any

from sqlglot import exp

from secaudit.audit.engines.duckdb import DuckDBEngine
from secaudit.audit.engines.interface import Engine
from secaudit.audit.evidence import joined
from secaudit.audit.findings import Judged, findings_of
from secaudit.audit.nodes import CALENDAR, DECLARED, ROW, column, named, number
from secaudit.audit.plans import Plan, planned
from secaudit.audit.preparation import Prepared, prepare
from secaudit.audit.verdicts import Verdicts, cells, judge_all
from secaudit.audit.waivers import checked, read_waivers
from secaudit.lazily import dataclass
from secaudit.model.control import Catalogue, Control
from secaudit.model.finding import Finding
from secaudit.model.inventory import Inventory
from secaudit.model.status import Status


def load(engine: Engine, prepared: Prepared, names: Collection[str] | None = None) -> dict[str, int]:
    """Load the tables of these names, of all with None; seal the engine before it sees a catalogue.

    What is returned are the sizes of all tables.
    """
    for name, rows in prepared.tables.items():
        if names is None or name in names:
            engine.load(name, rows)
    engine.seal()
    return {name: rows.num_rows for name, rows in prepared.tables.items()}


def needed(plans: Iterable[Plan]) -> set[str]:
    """Return the tables that plans are judged over, and those that every judgement asks."""
    return {DECLARED, CALENDAR, "units"}.union(*(item.asked[0] for item in plans))


@dataclass(frozen=True)
class Ruling:
    """A verdict on one row: the finding as an audit writes it, and where the engine keeps its status."""

    plan: Plan
    row: int
    finding: Finding
    verdicts: Verdicts


class Bench:
    """An inventory prepared and loaded as for an audit; close it, or use it in a `with`.

    Raises:
        InventoryInvalid: a waiver names a control or subject that does not exist, without `keep_going`.
    """

    def __init__(
        self, inventory: Inventory, catalogue: Catalogue, as_of: date, *, keep_going: bool = False
    ) -> None:
        self.as_of = as_of
        self.catalogue = catalogue
        self.waivers = read_waivers(inventory, catalogue, as_of)
        self.inventory = checked(inventory, self.waivers, keep_going=keep_going)
        self.prepared = prepare(self.inventory, as_of, catalogue.controls)
        self.engine: Engine = DuckDBEngine()
        self._sizes = load(self.engine, self.prepared)
        self._judged: tuple[Control, list[Plan], Verdicts] | None = None

    def __enter__(self) -> Bench:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.engine.close()

    def plans(self, control: Control) -> list[Plan]:
        """Make a control ready for judging: one plan, of a recurring control one for each of its periods."""
        return planned([control], self.waivers, self.as_of)

    def statuses(self, control: Control, row: int) -> list[tuple[Plan, Status]]:
        """Judge a control as an audit does, and return the status of one row, one for each period.

        `row` is a position in the table that the control judges.
        """
        plans, everywhere = self._judge(control)
        found = []
        for item in plans:
            here = self._only(everywhere, item, row)
            found.append((item, cells(self.engine, here, [item])[0].status))
        return found

    def ruling(self, item: Plan, row: int, status: Status) -> Ruling:
        """Return the verdict on one row, which has a status."""
        _, everywhere = self._judge(item.control)
        here = self._only(everywhere, item, row)
        judged = Judged(self.inventory, self.prepared, self.engine, here)
        return Ruling(item, row, next(findings_of(judged, item, [status])), here)

    def _judge(self, control: Control) -> tuple[list[Plan], Verdicts]:
        if self._judged is None or self._judged[0] is not control:
            plans = self.plans(control)
            self._judged = (control, plans, judge_all(self.engine, plans, None, self._sizes))
        return self._judged[1:]

    def judge(self, plans: Sequence[Plan], units: Iterable[str] | None) -> Verdicts:
        """Judge controls on the rows of some units, of all with None."""
        self._judged = None
        return judge_all(self.engine, plans, units, self._sizes)

    def findings(self, item: Plan, verdicts: Verdicts) -> tuple[Finding, ...]:
        """Return every verdict of a plan, as an audit writes it."""
        judged = Judged(self.inventory, self.prepared, self.engine, verdicts)
        return tuple(findings_of(judged, item, list(Status)))

    def ask(
        self,
        item: Plan,
        verdicts: Verdicts,
        questions: dict[str, exp.Expr],
        statuses: Collection[Status] = tuple(Status),
        beside: tuple[exp.Expr, exp.Expr] | None = None,
    ) -> list[dict[str, Any]]:
        """Evaluate compiled expressions over the judged rows of a control, each under its name.

        `row` is the position of the row. `beside` is a table to join to each row, and on what condition.

        Raises:
            EngineError: evaluating one of them failed.
            OverflowError: one is a day that no calendar of ours holds.
        """
        select = [named(column(ROW, item.table.name), "row")]
        select += [named(question, name) for name, question in questions.items()]
        query = joined(item, verdicts, list(statuses), select)
        if beside is not None:
            query = query.join(beside[0], on=beside[1], copy=False)
        rows: list[dict[str, Any]] = self.engine.fetch(query).to_pylist()
        return rows

    def _only(self, verdicts: Verdicts, item: Plan, row: int) -> Verdicts:
        """Return the verdict on one row alone, kept under a name of its own."""
        stored = verdicts.stored[item.key]
        name = f"_ruling {item.key} {row}"
        query = exp.select("*").from_(exp.to_table(stored, quoted=True))
        self.engine.store(name, query.where(exp.EQ(this=column(ROW, stored), expression=number(row))))
        return Verdicts({item.key: name}, verdicts.errors)
