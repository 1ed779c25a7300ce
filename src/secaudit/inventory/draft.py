"""A table while it is being checked: typed columns, and which rows have been rejected and why."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from secaudit.inventory.raw import RawBlock
from secaudit.lazily import dataclass
from secaudit.model.location import Location
from secaudit.model.problem import Problem
from secaudit.model.table import Table

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(slots=True)
class Ledger:
    """Everything found wrong with an inventory so far."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, *problems: Problem) -> None:
        """Note problems that concern no single row."""
        self.problems.extend(problems)


@dataclass(frozen=True, slots=True)
class Span:
    """Rows `first` and on of a draft came from this block of the file with this number."""

    first: int
    file: int
    block: RawBlock


@dataclass(slots=True)
class Draft:
    """The rows of one table, all of them: rejected ones stay in place until the end.

    `columns` are typed and hold the readable columns, with the boolean of each event.
    """

    table: Table
    count: int
    columns: dict[str, pa.ChunkedArray]
    spans: Sequence[Span]
    rejected: dict[int, Problem] = field(default_factory=dict)

    def span(self, row: int) -> Span:
        """Return the span that covers a row."""
        return self.spans[bisect_right(self.spans, row, key=lambda span: span.first) - 1]

    def locate(self, row: int, column: str | None = None) -> Location:
        """Return where a row, or one of its cells, was written."""
        span = self.span(row)
        return span.block.origin.locate(row - span.first, column)

    def reject(self, row: int, problem: Problem, ledger: Ledger) -> None:
        """Reject a row for a reason of its own; the first reason is kept with it, all are told."""
        self.rejected.setdefault(row, problem)
        ledger.add(problem)

    def identity(self, row: int) -> str | None:
        """Return the id of a row, None where it has no readable one."""
        value: str | None = self.columns["id"][row].as_py()
        return value
