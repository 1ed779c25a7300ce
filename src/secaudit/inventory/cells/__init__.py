"""What one cell means: a raw value, whatever the file, becomes a typed one or a fault."""

from __future__ import annotations

from collections.abc import Callable

from secaudit.inventory.cells import choices, dates, numbers, text
from secaudit.model.column import Column, Kind

CellParser = Callable[[Column, object], object]

_PARSERS: dict[Kind, CellParser] = {
    Kind.ID: text.identifier,
    Kind.TEXT: text.text,
    Kind.REFERENCE: text.reference,
    Kind.PATH: text.path,
    Kind.CHOICE: choices.choice,
    Kind.BOOLEAN: choices.boolean,
    Kind.LIST: choices.word_list,
    Kind.INTEGER: numbers.integer,
    Kind.MONEY: numbers.integer,
    Kind.DATE: dates.day,
    Kind.EVENT: dates.event,
    Kind.MOMENT: dates.moment,
}


def parse(column: Column, raw: object) -> object:
    """Return what a raw value means in a column; None is empty, KNOWN_NOT an event that did not happen.

    Raises:
        CellFault: the value cannot stand in that column.
    """
    return None if raw is None else _PARSERS[column.kind](column, raw)
