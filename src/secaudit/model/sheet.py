"""The verdicts of one state of an inventory as columns: what two states are compared by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from secaudit.lazily import dataclass
from secaudit.model.result import Counts
from secaudit.model.status import Severity, Status

if TYPE_CHECKING:
    import pyarrow as pa

CODES: Mapping[Status, int] = {status: code for code, status in enumerate(Status)}
"""Statuses as a sheet holds them."""

STATUS_OF: tuple[Status, ...] = tuple(Status)
"""The status of each code."""


@dataclass(frozen=True, slots=True)
class Question:
    """What one column of a sheet answers: a control, of a recurring one for one period."""

    control: str
    period: str | None
    table: str
    severity: Severity


@dataclass(frozen=True)
class Sheet:
    """Every verdict of a state.

    `tables` has, for each judged table, its rows' `id`, `_unit` and a column of status codes for each
    question, under the key that `questions` has it by.
    """

    questions: Mapping[str, Question]
    tables: Mapping[str, pa.Table]

    @property
    def counts(self) -> Counts:
        """How many verdicts there are of each status; all seven are present."""
        import pyarrow.compute as pc

        found: Counter[int] = Counter()
        for key, question in self.questions.items():
            for item in pc.value_counts(self.tables[question.table][key]).to_pylist():
                found[item["values"]] += item["counts"]
        return {status: found[code] for status, code in CODES.items()}

    def with_anew(self, part: Sheet) -> Sheet:
        """Return this sheet with the questions of another one in place of its own.

        Tables that both have must have the same rows, in whatever order.
        """
        import pyarrow.compute as pc

        tables = dict(self.tables)
        for name, fresh in part.tables.items():
            kept = tables.get(name)
            others = (
                []
                if kept is None
                else [key for key in kept.column_names[2:] if key not in fresh.column_names]
            )
            if kept is None or not others:
                tables[name] = fresh
                continue
            places = pc.index_in(fresh["id"], kept["id"])
            moved = kept.select(others).take(places)
            for key in others:
                fresh = fresh.append_column(key, moved[key])
            tables[name] = fresh
        return Sheet({**self.questions, **part.questions}, tables)


@dataclass(frozen=True, slots=True)
class Reads:
    """What a control's verdict on a row can hang on.

    `table` is the one that it judges, `columns` are those of its own row. `tables` are the others whose rows
    it asks for, and `cells` what it asks of them: a table and a column, or a table and None for all of it.
    `wide` says that rows of any unit may count: an exposure, a sum over units below.
    """

    table: str
    columns: frozenset[str]
    tables: frozenset[str]
    cells: frozenset[tuple[str, str | None]]
    wide: bool
