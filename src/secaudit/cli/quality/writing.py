"""The measures on a screen, as JSON, and as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from secaudit.cli.quality.result import Measured, Scored
from secaudit.model.share import percentage
from secaudit.model.tables import SCHEMA
from secaudit.model.text import Language, Text
from secaudit.quality import Fault, Quality
from secaudit.quality.result import score

if TYPE_CHECKING:
    from rich.console import RenderableType

MOST_UNITS = 30
MOST_CELLS = 60
"""How much a screen shows; files hold everything."""

_HEADINGS = {
    "unit": Text("Mã đơn vị", "Unit"),
    "name": Text("Đơn vị", "Name"),
    "table": Text("Bảng", "Table"),
    "quality": Text("Tiêu chuẩn", "Quality"),
    "checked": Text("Số lượt kiểm tra", "Checked"),
    "faults": Text("Số chỗ cần sửa", "To mend"),
    "score": Text("Điểm", "Score"),
    "code": Text("Mã lỗi", "Code"),
    "row": Text("Mã dòng", "Row"),
    "column": Text("Cột", "Column"),
    "location": Text("Vị trí", "Place"),
    "found": Text("Thấy", "Found"),
    "expected": Text("Cần", "Expected"),
    "advice": Text("Việc cần làm", "What to do"),
}


def write(file: Path, content: bytes) -> Path:
    """Write a file whole or not at all, and return its path."""
    from secaudit.reporting.publishing import publish

    return publish({file.name: content}, file.parent)[0]


def as_json(measured: Measured, parts: Sequence[str]) -> bytes:
    """Return the measures for programs, in both languages."""
    import orjson

    document: dict[str, Any] = {"schema_version": 1, "as_of": measured.as_of.isoformat()}
    if "scores" in parts:
        tables: dict[str | None, dict[str, Any]] = {}
        for each in measured.tables:
            tables.setdefault(each.unit, {})[str(each.table)] = _counts(each)
        document["units"] = [
            {"unit": each.unit, "name": each.name, "scores": _counts(each), "tables": tables[each.unit]}
            for each in measured.units
        ]
    if "cells" in parts:
        document["cells"] = [_cell(fault) for fault in measured.faults]
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _counts(scored: Scored) -> dict[str, Any]:
    return {
        quality.value: {"checked": checked, "faults": faults, "score": score(checked, faults)}
        for quality, (checked, faults) in scored.counts.items()
    }


def _cell(fault: Fault) -> dict[str, Any]:
    place = fault.location
    parts = ("file", "line", "column", "sheet", "cell", "row")
    where = {name: value for name in parts if (value := getattr(place, name, None)) is not None}
    return {
        "quality": fault.quality.value,
        "code": fault.code,
        "unit": fault.unit,
        "table": fault.table,
        "row": fault.row,
        "column": fault.column,
        "location": where or None,
        **{
            name: {"vi": words.vi, "en": words.en}
            for name, words in (
                ("found", fault.found),
                ("expected", fault.expected),
                ("advice", fault.advice),
            )
        },
    }


def as_csv(measured: Measured, language: Language, parts: Sequence[str], *, by_table: bool) -> bytes:
    """Return the cells to mend as a table that a spreadsheet opens; the scores where only they are wanted."""
    columns: tuple[str, ...]
    rows: Iterator[Iterator[Any]]
    if "cells" in parts:
        columns = ("unit", "quality", "code", "table", "row", "column", "location")
        columns += ("found", "expected", "advice")
        rows = (_cell_row(fault, language) for fault in measured.faults)
    else:
        columns = ("unit", "name", "table", "quality", "checked", "faults", "score")
        rows = _score_rows(measured.tables if by_table else measured.units, language)
    from secaudit.reporting.csv import table

    return table([_HEADINGS[name].to(language) for name in columns], rows)


def _cell_row(fault: Fault, language: Language) -> Iterator[Any]:
    yield from (
        fault.unit,
        fault.quality.label.to(language),
        fault.code,
        fault.table,
        fault.row,
        fault.column,
    )
    yield str(fault.location) if fault.location else None
    yield from (words.to(language) for words in (fault.found, fault.expected, fault.advice))


def _score_rows(listed: Iterable[Scored], language: Language) -> Iterator[Iterator[Any]]:
    for each in listed:
        for quality, (checked, faults) in each.counts.items():
            if checked:
                label = quality.label.to(language)
                values = (checked, faults, repr(score(checked, faults)))
                yield iter((each.unit, each.name, each.table, label, *values))


def as_text(measured: Measured, language: Language, parts: Sequence[str], *, by_table: bool) -> bytes:
    """Return what the screen would show, all of it, as plain text."""
    from rich.console import Console

    text = StringIO()
    console = Console(file=text, width=160, no_color=True, highlight=False)
    for part in shown(measured, language, parts, by_table=by_table, all_of_it=True):
        console.print(part)
    return text.getvalue().encode()


def shown(
    measured: Measured,
    language: Language,
    parts: Sequence[str],
    *,
    by_table: bool,
    all_of_it: bool = False,
) -> list[RenderableType]:
    """Return what the screen shows: units, most cells to mend first, and then those cells."""
    from rich.text import Text as Line

    told: list[RenderableType] = []
    if "scores" in parts:
        units = sorted(measured.units, key=lambda each: -each.faults)
        limit = len(units) if all_of_it else MOST_UNITS
        places = {each.unit: place for place, each in enumerate(units[:limit])}
        listed = [each for each in measured.tables if each.unit in places] if by_table else units[:limit]
        listed = sorted(listed, key=lambda each: places[each.unit])
        told += [_scores(listed, language, by_table=by_table), *_cut(limit, len(units), language)]
    if "cells" in parts:
        limit = len(measured.faults) if all_of_it else MOST_CELLS
        lines = [_line(fault, language) for fault in measured.faults[:limit]]
        told += [Line(line) for line in lines]
        told += _cut(limit, len(measured.faults), language)
    return told


def _scores(listed: Iterable[Scored], language: Language, *, by_table: bool) -> RenderableType:
    from rich import box
    from rich.table import Table
    from rich.text import Text as Line

    table = Table(box=box.SIMPLE_HEAD)
    table.add_column(_HEADINGS["name"].to(language))
    if by_table:
        table.add_column(_HEADINGS["table"].to(language))
    for quality in Quality:
        table.add_column(quality.label.to(language), justify="right")
    table.add_column(_HEADINGS["faults"].to(language), justify="right")
    last: object = object()
    for each in listed:
        name = each.name or Text("(không rõ đơn vị)", "(no unit)").to(language)
        cells = [Line(_printable(name) if each.unit != last else "")]
        last = each.unit
        if by_table:
            cells.append(Line(SCHEMA[each.table].label.to(language) if each.table else ""))
        cells += [Line(_share(counts, language)) for counts in each.counts.values()]
        table.add_row(*cells, str(each.faults))
    return table


def _share(counts: tuple[int, int], language: Language) -> str:
    """Return a score in percent, rounded down, so that 100% is only said of what has no fault."""
    checked, faults = counts
    if not checked:
        return "–"
    written = percentage((checked - faults) / checked).removesuffix(".0")
    return f"{written.replace('.', ',') if language == 'vi' else written}%"


def _line(fault: Fault, language: Language) -> str:
    place = f"{fault.location}: " if fault.location else ""
    row = f"{fault.table} {fault.row}" if fault.row else fault.table
    quality = fault.quality.label.to(language)
    return _printable(f"{place}{quality}: {row}: {fault.describe(language)} [{fault.code}]")


def _cut(limit: int, total: int, language: Language) -> list[RenderableType]:
    from rich.text import Text as Line

    if total <= limit:
        return []
    rest = total - limit
    words = Text(
        f"… và {rest} mục nữa; xem đủ với -o hoặc --format csv",
        f"… and {rest} more; -o or --format csv has them all",
    )
    return [Line(words.to(language), style="italic")]


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())
