"""Writes docs/tables.md from the declarations of the tables: `python tools/reference.py`.

A test makes sure that the page in the repository is what this writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from secaudit.model.column import Column, Kind
from secaudit.model.table import Table
from secaudit.model.tables import READABLE
from secaudit.model.tables.choices import choice_label

PAGE = Path(__file__).resolve().parents[1] / "docs" / "tables.md"

_KINDS = {
    Kind.ID: "mã / id",
    Kind.TEXT: "văn bản / text",
    Kind.REFERENCE: "mã của / id of",
    Kind.CHOICE: "một trong / one of",
    Kind.INTEGER: "số nguyên / whole number",
    Kind.MONEY: "đồng / whole VND",
    Kind.BOOLEAN: "có, không / yes, no",
    Kind.DATE: "ngày / day",
    Kind.EVENT: "ngày / day",
    Kind.MOMENT: "ngày giờ / day and time",
    Kind.LIST: "danh sách / list (`;`)",
    Kind.PATH: "đường dẫn / path",
}

_HEAD = """# Tables and columns · Các bảng và cột

Generated from the declarations in `src/secaudit/model/tables/` by `tools/reference.py`; do not edit.

- `*`: required · bắt buộc. An empty cell means unknown · ô trống nghĩa là chưa rõ.
- A day, a text or an id cell may say `none`, `không` or `chưa`: known not to be · biết chắc là không có.
- Beside every day `x_on` (or `x_at`), expressions of controls have the boolean `x`: that it had happened by
  the day of the audit; for terms set beforehand (⏱), that there is a day.
- No content of a classified document in any table · Không nhập nội dung bí mật nhà nước.
"""


def page() -> str:
    """Return the whole page."""
    return _HEAD + "".join(_section(table) for table in READABLE.values())


def _section(table: Table) -> str:
    rows = "".join(_row(column) for column in table.readable.values())
    return (
        f"\n## {table.name} · {table.label.vi} · {table.label.en}\n\n"
        f"| column | Tiếng Việt | English | holds |\n|---|---|---|---|\n{rows}"
    )


def _row(column: Column) -> str:
    name = f"`{column.name}`" + ("*" if column.required else "")
    return f"| {name} | {column.label.vi} | {column.label.en} | {' '.join(_holds(column))} |\n"


def _holds(column: Column) -> Iterator[str]:
    yield _KINDS[column.kind]
    if column.references:
        yield ", ".join(column.references)
    if column.choices:
        yield ", ".join(f"`{word}` ({choice_label(column.name, word).vi})" for word in column.choices)
    if column.form is not None:
        yield f"({column.form.shown.vi} / {column.form.shown.en})"
    if column.minimum is not None and column.maximum is not None:
        yield f"{column.minimum} – {column.maximum}"
    if column.term:
        yield "⏱"
    if column.default is not None:
        yield f"(mặc định / default: {'có / yes' if column.default else 'không / no'})"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
