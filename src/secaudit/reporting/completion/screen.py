"""A completion list on a screen: how much there is, whose it is, and what to fill in first."""

from __future__ import annotations

from collections.abc import Mapping

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Line

from secaudit.model.completion import Completion, Entry
from secaudit.reporting.completion.columns import unit_names
from secaudit.reporting.listing import first
from secaudit.reporting.voice import Voice

MOST_ENTRIES = 20
MOST_UNITS = 10


def screen(found: Completion, voice: Voice, *, written: bool = False) -> RenderableType:
    """Return what the screen shows; `written` says that the whole list went into a file.

    Text from the inventory is taken as it is: no markup in it is obeyed, and what could rewrite the screen
    is left out.
    """
    names = unit_names(found, voice)
    scope = found.scope or ""
    whom = names.get(scope, scope) if scope else voice("screen.all_units")
    parts: list[RenderableType] = [_line(voice("completion.heading", unit=whom, day=found.as_of), "bold")]
    if not found.unknown and not found.units:
        return Group(*parts, _line(voice("completion.none")))
    parts.append(_line(voice("completion.totals", unknown=found.unknown, settleable=found.settleable)))
    if found.beyond:
        parts.append(_line(voice("completion.beyond", beyond=found.beyond), "yellow"))
    if len(found.units) > 1:
        parts += _units(found, voice)
    ordered = sorted(found.entries, key=lambda entry: (-entry.settles, -entry.helps, entry.severity.rank))
    shown = first(ordered, MOST_ENTRIES)
    if shown.total:
        parts.append(_line(voice("completion.first", shown=len(shown.shown), total=shown.total), "bold"))
        parts.append(_entries(shown.shown, names, voice, several=len(found.units) > 1))
        parts.append(_line(voice("completion.reveals"), "italic"))
    if shown.cut and not written:
        parts.append(_line(voice("completion.rest"), "italic"))
    return Group(*parts)


def _units(found: Completion, voice: Voice) -> list[RenderableType]:
    names = unit_names(found, voice)
    shown = first(sorted(found.units, key=lambda unit: (-len(unit.entries), unit.unit)), MOST_UNITS)
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column(voice("completion.column.unit_name"))
    for key in ("completion.entries", "completion.unknown", "completion.settled_by_all"):
        table.add_column(voice(key), justify="right")
    for unit in shown.shown:
        counts = (len(unit.entries), unit.unknown, unit.settles)
        table.add_row(_line(names[unit.unit]), *map(voice.number, counts))
    title = voice("completion.units", shown=len(shown.shown), total=shown.total)
    return [_line(title, "bold"), table]


def _entries(entries: tuple[Entry, ...], names: Mapping[str, str], voice: Voice, *, several: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True)
    table.add_column(voice("completion.counts"), justify="right", width=12)
    if several:
        table.add_column(voice("completion.column.unit_name"), ratio=4)
    table.add_column(voice("completion.title"), ratio=7)
    table.add_column(voice("completion.column.place"), ratio=5, overflow="fold")
    table.add_column(voice("completion.column.severity"), width=12)
    for entry in entries:
        cells = [_line(f"{voice.number(entry.settles)} / {voice.number(entry.helps)}")]
        unit = entry.blank.unit or ""
        if several:
            cells.append(_line(names.get(unit, unit)))
        cells += [_line(_deed(entry, voice)), _line(_where(entry, voice))]
        table.add_row(*cells, _line(voice.text(entry.severity.label)))
    return table


def _deed(entry: Entry, voice: Voice) -> str:
    blank, table = entry.blank, voice.table(entry.blank.table)
    if blank.column is None:
        return voice("completion.mending" if blank.undone else "completion.declaration", table=table)
    return voice("completion.cell", table=table, row=blank.row or "", column=voice.text(entry.label))


def _where(entry: Entry, voice: Voice) -> str:
    blank = entry.blank
    if blank.column is None:
        return "declarations"
    where = voice.place(blank.location)
    return voice("completion.place.added", place=where) if blank.added else where


def _line(text: str, style: str = "") -> Line:
    return Line("".join(letter for letter in text if letter.isprintable()), style=style)
