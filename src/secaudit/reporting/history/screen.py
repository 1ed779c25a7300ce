"""A sheet on a screen; drawings are lines of letters, and nothing from the file is obeyed as markup."""

from __future__ import annotations

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Line

from secaudit.reporting.history.sheet import Block, Drawing, Grid, Prose, Sheet
from secaudit.reporting.history.words import line


def screen(sheet: Sheet) -> RenderableType:
    """Return what the screen shows."""
    parts: list[RenderableType] = [line(sheet.title, "bold"), line(sheet.about)]
    for block in sheet.blocks:
        parts += _shown(block)
    return Group(*parts)


def _shown(block: Block) -> list[RenderableType]:
    if isinstance(block, Prose):
        mark, style = ("! ", "yellow") if block.warning else ("", "")
        return [line(mark + sentence, style) for sentence in block.lines]
    if isinstance(block, Drawing):
        return [line(letters) for letters in block.letters]
    return _grid(block)


def _grid(grid: Grid) -> list[RenderableType]:
    if not grid.rows.shown:
        return []
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), expand=any(one.wide > 2 for one in grid.columns))
    for column in grid.columns:
        narrow = column.number or column.wide == 1
        # A heading of several words would make a column of numbers wider than its numbers.
        heading = "\n".join(column.heading.split()) if column.number else column.heading
        table.add_column(
            Line(heading),
            justify="right" if column.number else "left",
            ratio=None if narrow else column.wide,
            no_wrap=narrow,
            overflow="fold",
            vertical="top",
        )
    for row in grid.rows.shown:
        table.add_row(*(line(cell) for cell in row))
    parts: list[RenderableType] = [line(grid.title, "bold"), table]
    return [*parts, line(grid.cut, "italic")] if grid.cut else parts
