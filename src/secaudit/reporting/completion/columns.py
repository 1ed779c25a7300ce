"""The columns of a completion list, alike in every format, and how to fill in each kind of cell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from secaudit.model.column import Column, Kind
from secaudit.model.completion import Completion, Entry
from secaudit.model.finding import Blank
from secaudit.model.location import Location
from secaudit.model.tables import SCHEMA
from secaudit.reporting.voice import Voice

Cell = str | int | date | None

COLUMNS = (
    "unit_name", "unit", "table_label", "table", "row", "name", "column_label", "column", "how", "file",
    "place", "settles", "helps", "controls", "due", "severity",
)  # fmt: skip

_BY_KIND = {
    Kind.BOOLEAN: "completion.how.boolean",
    Kind.EVENT: "completion.how.event",
    Kind.MOMENT: "completion.how.moment",
    Kind.DATE: "completion.how.day",
    Kind.INTEGER: "completion.how.integer",
    Kind.MONEY: "completion.how.money",
}


def headings(voice: Voice) -> list[str]:
    """Return the headings of the columns."""
    return [voice(f"completion.column.{name}") for name in COLUMNS]


def unit_names(found: Completion, voice: Voice) -> Mapping[str, str]:
    """Return what each unit of a list is called."""
    return {unit.unit: unit.name or voice("completion.nobody") for unit in found.units}


def row(entry: Entry, names: Mapping[str, str], voice: Voice) -> list[Cell]:
    """Return an entry as one row; a duty that is due at once has words instead of a day."""
    blank, unit = entry.blank, entry.blank.unit or ""
    return [
        names.get(unit, unit), unit, voice.table(blank.table), blank.table, blank.row, blank.name,
        voice.text(entry.label) if blank.column else None, blank.column, how(entry, voice),
        blank.location.file if blank.location else None, place_of(blank, voice),
        entry.settles, entry.helps, "; ".join(entry.controls),
        entry.due or voice("at_once"), voice.text(entry.severity.label),
    ]  # fmt: skip


def place_of(blank: Blank, voice: Voice) -> str | None:
    """Return where in its file a blank is, with a word where its column has to be added first."""
    found = place(blank.location, voice)
    return voice("completion.place.added", place=found) if blank.added and found else found


def place(location: Location | None, voice: Voice) -> str | None:
    """Return where in its file something is."""
    if location is None:
        return None
    if location.sheet is not None:
        return f"{location.sheet}!{location.cell}" if location.cell else location.sheet
    if location.row is not None:
        return voice("completion.place.row", row=str(location.row))
    if location.line is None:
        return None
    return voice("completion.place.line", line=str(location.line), column=str(location.column))


def how(entry: Entry, voice: Voice) -> str:
    """Return what to write, and where a declaration or a whole column has to be added."""
    blank = entry.blank
    if blank.column is None:
        words = "declare_first" if blank.table == "declarations" else "mend" if blank.undone else "declare"
        return voice(f"completion.how.{words}", unit=blank.unit or "", table=blank.table)
    told = _value(SCHEMA[blank.table].by_name[blank.column], voice)
    return voice("completion.how.add_column", column=blank.column, how=told) if blank.added else told


def _value(column: Column, voice: Voice) -> str:
    if column.choices:
        return voice("completion.how.choice", choices=", ".join(column.choices))
    if column.kind is Kind.REFERENCE:
        return voice("completion.how.reference", tables=", ".join(column.references))
    if column.kind is Kind.INTEGER and column.minimum and column.maximum:
        return voice("completion.how.between", least=str(column.minimum), most=str(column.maximum))
    if column.kind is Kind.EVENT and column.term:
        return voice("completion.how.term")
    return voice(_BY_KIND.get(column.kind, "completion.how.text"))
