"""A completion list as a workbook that a ward officer gets by e-mail: the list, the units, how to fill in."""

from __future__ import annotations

from secaudit.model.completion import Completion
from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.text import Text
from secaudit.reporting.completion.columns import COLUMNS, headings, row, unit_names
from secaudit.reporting.voice import Voice
from secaudit.reporting.workbook import Workbook

_WIDTHS = {
    "unit_name": 30, "unit": 12, "table_label": 18, "table": 14, "row": 16, "name": 30, "column_label": 28,
    "column": 18, "how": 44, "file": 20, "place": 18, "settles": 11, "helps": 11, "controls": 24, "due": 13,
    "severity": 13,
}  # fmt: skip
_MOST_ROWS = 1_048_575
_GUIDE = tuple(f"completion.guide_lines.{name}" for name in ("one", "two", "three", "four", "five"))


def encode(found: Completion, voice: Voice) -> bytes:
    """Return the workbook; the same list gives the same bytes.

    Raises:
        InvalidInput: a sheet does not hold so many rows.
    """
    entries = list(found.entries)
    if len(entries) > _MOST_ROWS:
        raise InvalidInput([_too_long(len(entries))])
    book = Workbook(found.as_of)
    names = unit_names(found, voice)
    rows = (row(entry, names, voice) for entry in entries)
    book.sheet(voice("completion.title"), headings(voice), [_WIDTHS[name] for name in COLUMNS], rows)
    book.sheet(
        voice("completion.by_unit"),
        [voice(key) for key in (
            "completion.column.unit_name", "completion.column.unit", "completion.entries",
            "completion.unknown", "completion.settled_by_all",
        )],
        [40, 14, 14, 16, 26],
        (
            [names[unit.unit], unit.unit, len(unit.entries), unit.unknown, unit.settles]
            for unit in found.units
        ),
    )  # fmt: skip
    lines = [voice("completion.totals", unknown=found.unknown, settleable=found.settleable)]
    if found.beyond:
        lines.append(voice("completion.beyond", beyond=found.beyond))
    lines += [voice("completion.reveals"), *map(voice, _GUIDE)]
    book.sheet(voice("completion.guide"), [voice("completion.guide")], [110], ([line] for line in lines))
    return book.close()


def _too_long(count: int) -> Problem:
    return Problem(
        code="too-many-rows",
        location=Location("--format xlsx"),
        found=Text(f"{count} việc cần bổ sung", f"{count} things to fill in"),
        expected=Text(
            f"nhiều nhất {_MOST_ROWS} dòng một trang tính", f"at most {_MOST_ROWS} rows of a sheet"
        ),
        advice=Text(
            "dùng --format csv, hoặc --unit cho từng đơn vị",
            "use --format csv, or --unit for one unit at a time",
        ),
    )
