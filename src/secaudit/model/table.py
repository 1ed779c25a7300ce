"""A table of the inventory: its columns and how its rows hang together with units."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from secaudit.lazily import dataclass
from secaudit.model.column import Column, Kind, ValueType
from secaudit.model.text import Text


@dataclass(frozen=True)
class Table:
    """One kind of entity, and the columns that describe it.

    `owner` is the chain of columns from a row to its unit: `("unit",)` for most, `("system", "unit")`
    where the row names a system only, `("id",)` for units themselves and `()` where no unit answers
    for the row. `derived` tables are made by the tool from the others before judging and are never read
    from a file. `closed` tables are complete as they stand, whatever a unit has declared.
    """

    name: str
    label: Text
    columns: tuple[Column, ...]
    owner: tuple[str, ...] = ("unit",)
    derived: bool = False
    closed: bool = False

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The declared columns, by name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def readable(self) -> dict[str, Column]:
        """The columns that an inventory file may fill, by name."""
        return {column.name: column for column in self.columns if not column.computed}

    @cached_property
    def types(self) -> dict[str, ValueType]:
        """Every name that an expression may use on a row, events' booleans included, with its type."""
        types = {column.name: column.type for column in self.columns}
        for column in self.events:
            types[column.happened] = ValueType.BOOLEAN
        return types

    @cached_property
    def events(self) -> tuple[Column, ...]:
        """The columns that record when something happened."""
        return tuple(column for column in self.columns if column.is_event)

    @cached_property
    def sources(self) -> dict[str, str]:
        """For each name in `types`, the column that a person fills: `appraised_on` for `appraised`."""
        return {name: name for name in self.by_name} | {
            column.happened: column.name for column in self.events
        }

    def references(self) -> Iterator[Column]:
        """Yield the columns that hold ids of other rows."""
        return (column for column in self.columns if column.kind is Kind.REFERENCE)
