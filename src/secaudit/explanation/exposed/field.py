"""An inventory as a survey of exposure walks over it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from secaudit.audit.exposing import doubts, nodes, ways
from secaudit.audit.preparation import Prepared, prepare
from secaudit.explanation.cells import Cells
from secaudit.explanation.teller import Teller
from secaudit.exposure import Doubts, Exposure, Node, Path, Step, Way, describe
from secaudit.lazily import dataclass
from secaudit.model.inventory import UNIT_COLUMN, Inventory
from secaudit.model.tables.network import LINK_ENDS
from secaudit.model.text import Text


@dataclass(frozen=True)
class Field:
    """An inventory as things stood on a day and the exposure of every row."""

    inventory: Inventory
    prepared: Prepared
    as_of: date

    @cached_property
    def links(self) -> list[Way]:
        """All links, those that have ended too."""
        return ways(self.prepared.tables["links"])

    @cached_property
    def nodes(self) -> tuple[list[Node], list[Node], list[Node]]:
        """Segments, systems and devices."""
        return nodes(self.prepared.tables, self.as_of)

    @property
    def exposures(self) -> Mapping[tuple[str, str], Exposure]:
        """The exposure of every row, with its way."""
        return self.prepared.exposures

    @cached_property
    def doubts(self) -> Doubts:
        """What leaves an exposure open."""
        return doubts(self.prepared.tables, self.as_of)

    @cached_property
    def cells(self) -> Cells:
        """The cells of the inventory as judged."""
        return Cells(self)

    @cached_property
    def teller(self) -> Teller:
        """Whoever puts ways into words."""
        return Teller(self.cells)

    @cached_property
    def unit_names(self) -> Mapping[str, str]:
        """What units are called, by id."""
        units = self.prepared.tables["units"]
        return dict(zip(units["id"].to_pylist(), units["name"].to_pylist(), strict=True))

    def unit_of(self, table: str, row_id: str) -> str | None:
        """Return the unit that answers for a row."""
        row = self.cells.position(table, row_id)
        unit: str | None = None if row is None else self.cells.raw(table, row, UNIT_COLUMN)
        return unit

    def named(self, end: str) -> str:
        """Return what people call the row at one end of a link, with its id."""
        for table in LINK_ENDS:
            if self.cells.position(table, end) is not None:
                return self.teller.name(Step(table, end))
        return end

    def told(self, path: Path) -> Text:
        """Return a way in one line, rows by name."""
        stops = [step for step in path if step.table not in ("links", "internet")]
        names = {}
        for stop in stops:
            row = self.cells.position(stop.table, stop.id)
            if row is not None:
                names[stop.table, stop.id] = self.cells.name(stop.table, row)
        return describe(path, names)


def field_of(inventory: Inventory, as_of: date) -> Field:
    """Return an inventory ready to be surveyed.

    Raises:
        InventoryInvalid: an observation makes the tree of units a circle.
    """
    return Field(inventory, prepare(inventory, as_of), as_of)
