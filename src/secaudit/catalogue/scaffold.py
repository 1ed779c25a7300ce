"""The draft of a new control: every key in its place, and placeholders that `lint` refuses until replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from secaudit.catalogue.rules import PLACEHOLDER
from secaudit.model.column import Column, Kind
from secaudit.model.law import Obligation, Recurrence
from secaudit.model.period import Period, period_of
from secaudit.model.status import Severity, Status
from secaudit.model.table import Table
from secaudit.model.tables import READABLE, SCHEMA
from secaudit.model.text import Language, Text

SCHEMA_FILE = "controls.schema.json"
"""Where the first line of a new file tells editors to look for the schema: beside the file."""

Day = tuple[Status, date, Period | None]

_OPEN, _CLOSE = PLACEHOLDER
_DAY = timedelta(days=1)

_WHY = {
    Status.PASS: Text("đạt sát ngưỡng", "just meets it"),
    Status.FAIL: Text("không đạt sát ngưỡng", "just misses it"),
    Status.UNKNOWN: Text("thiếu một ô mà điều kiện cần", "a cell that it needs is empty"),
    Status.NOT_APPLICABLE: Text("trước ngày có hiệu lực", "the day before the law is in force"),
    Status.NOT_YET_DUE: Text("ngày cuối của thời hạn", "the last day"),
}


def header(language: Language) -> str:
    """Return how a new file of controls begins."""
    said = Text(
        "Tiêu chí mới: thay mọi chỗ «…», rồi chạy controls lint và controls test.",
        "A new control: replace every «…», then run controls lint and controls test.",
    )
    return f"# yaml-language-server: $schema={SCHEMA_FILE}\n# {said.to(language)}\ncontrols:\n"


def draft(
    name: str, subject: Table, cites: Sequence[Obligation], severity: Severity, language: Language
) -> str:
    """Return a control as YAML, one item of a list of controls, indented by two.

    It recurs as the first of its obligations that does.
    """
    every = next((obligation.every for obligation in cites if obligation.every is not None), None)
    lines = [
        f"- id: {name}",
        *_block("title", Text("điều phải đạt, một câu", "what must hold, one sentence")),
        f"  severity: {severity.value}",
        f"  subject: {subject.name}",
        f"  cites: [{', '.join(obligation.id for obligation in cites)}]",
        *([f"  every: {every}"] if every is not None else []),
        *_comment(_optional(subject), language),
        f"  assert: id = '{_open('SQL')}'",
        *_block(
            "message",
            Text("điều chưa đạt, nêu giá trị trong ngoặc nhọn", "what is wrong, with values in braces"),
        ),
        "  remediation:",
        *_both("    ", Text("việc phải làm để khắc phục", "the deed that mends it")),
        *_block("  product", Text("tài liệu, kết quả chứng minh", "what shows that it is done")),
        *_block("  authority", Text("người có thẩm quyền quyết định", "who may decide")),
        "    effort_days: 0",
        "  examples:",
        *_examples(subject, _days(cites, every), language),
    ]
    return "".join(f"  {line}\n" for line in lines)


def _open(words: str) -> str:
    return f"{_OPEN}{words}{_CLOSE}"


def _block(key: str, words: Text) -> Iterator[str]:
    yield f"  {key}:"
    yield from _both(" " * (len(key) - len(key.lstrip()) + 4), words)


def _both(indent: str, words: Text) -> Iterator[str]:
    yield f'{indent}vi: "{_open(words.vi)}"'
    yield f'{indent}en: "{_open(words.en)}"'


def _optional(subject: Table) -> Sequence[Text]:
    columns = ", ".join(name for name in subject.types if name != "id")
    return (
        Text(f"Các cột dùng được: {columns}; as_of là ngày đánh giá.",
             f"Columns: {columns}; as_of is the day of the audit."),
        Text("Tùy chọn: applies_when cùng applies_to, key, measure, due, every, figures, waivable.",
             "Optional: applies_when with applies_to, key, measure, due, every, figures, waivable."),
    )  # fmt: skip


def _comment(sentences: Sequence[Text], language: Language) -> Iterator[str]:
    from textwrap import wrap

    for sentence in sentences:
        for line in wrap(sentence.to(language), 100):
            yield f"  # {line}"


def _examples(subject: Table, days: Iterable[Day], language: Language) -> Iterator[str]:
    for status, day, period in days:
        yield f'    - name: "{_open(_WHY[status].to(language))}"'
        yield f"      given: {_flow(_rows(subject, day))}"
        yield f"      as_of: {day.isoformat()}"
        if period is not None:
            yield f"      period: '{period.name}'"
        yield f"      expect: {status.value}"


def _days(cites: Sequence[Obligation], every: Recurrence | None) -> Iterator[Day]:
    """Yield each status with a day on which the cited obligations let a row have it, and the period then."""
    first = min(obligation.document.issued for obligation in cites)
    period = None if every is None else period_of(first, every)
    dates = [obligation.due for obligation in cites if obligation.due is not None]
    last = min(dates, default=None) if period is None else period.last
    late = first if last is None else max(first, last + _DAY)
    yield from ((status, late, period) for status in (Status.PASS, Status.FAIL, Status.UNKNOWN))
    yield Status.NOT_APPLICABLE, first - _DAY, None
    if last is not None and last >= first:
        yield Status.NOT_YET_DUE, last, None


def _rows(subject: Table, day: date) -> dict[str, dict[str, Any]]:
    """Return one row of the subject with what must be filled, and the rows that it cannot be without."""
    table = SCHEMA["units"] if subject.derived else subject
    rows: dict[str, dict[str, Any]] = {}
    waiting = [table]
    while waiting:
        here = waiting.pop()
        if here.name in rows:
            continue
        required = [column for column in here.readable.values() if column.required]
        rows[here.name] = {column.name: _cell(here, column, day) for column in required}
        waiting.extend(
            READABLE[column.references[0]]
            for column in required
            if column.kind is Kind.REFERENCE and column.references[0] != "units"
        )
    return rows


def _cell(table: Table, column: Column, day: date) -> Any:
    if column.kind is Kind.ID:
        return table.name[0]
    if column.kind is Kind.REFERENCE:
        return column.references[0][0]
    if column.kind is Kind.CHOICE:
        return column.choices[0]
    if column.kind in (Kind.INTEGER, Kind.MONEY):
        return max(column.minimum or 0, 1)
    if column.is_event or column.kind is Kind.DATE:
        return day.isoformat()
    return "X"


def _flow(rows: dict[str, dict[str, Any]]) -> str:
    tables = (
        f"{table}: [{{{', '.join(f'{name}: {value}' for name, value in row.items())}}}]"
        for table, row in rows.items()
    )
    return f"{{{', '.join(tables)}}}"
