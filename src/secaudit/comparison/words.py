"""Values and rows in words, for the sentences that tell of a change."""

from __future__ import annotations

from datetime import date, datetime

from secaudit.comparison.rows import NONE, RowDifference
from secaudit.model.column import Column, Kind
from secaudit.model.day import day_told, moment_told
from secaudit.model.finding import Value
from secaudit.model.tables import READABLE
from secaudit.model.tables.choices import choice_label
from secaudit.model.text import Text, same

_LONGEST = 80
_EMPTY = Text("để trống", "empty")
_NOT = Text("không có", "none")


def written(column: Column, value: Value) -> Text:
    """Return the value of a cell as people read it."""
    if value is None:
        return _EMPTY
    if value == NONE and column.kind is not Kind.CHOICE:
        return _NOT
    if isinstance(value, bool):
        return Text("có", "yes") if value else Text("không", "no")
    if column.kind is Kind.MONEY:
        return Text(f"{value:,}".replace(",", ".") + " đồng", f"VND {value:,}")
    if column.kind is Kind.CHOICE:
        return choice_label(column.name, str(value))
    if column.kind in (Kind.DATE, Kind.EVENT, Kind.MOMENT):
        return _day(str(value))
    return same(_short(str(value)))


def _day(value: str) -> Text:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return same(value)
    if len(value) == len(date.min.isoformat()):
        return day_told(moment)
    return moment_told(moment)


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return f"{plain[:_LONGEST]}…" if len(plain) > _LONGEST else plain


def row_named(change: RowDifference) -> Text:
    """Return a row by its table, id and name: "hệ thống thông tin S-12 “Cổng dịch vụ công”".

    English names tables in the plural, so the table stands behind.
    """
    label = READABLE[change.table].label
    name = "" if change.name == change.row else f" “{_short(change.name)}”"
    return Text(f"{label.vi} {change.row}{name}", f"{change.row}{name} ({label.en})")


def told(change: RowDifference) -> Text:
    """Return a change in one sentence without a full stop."""
    row = row_named(change)
    if change.kind == "added":
        return Text(f"thêm {row.vi}", f"added {row.en}")
    if change.kind == "removed":
        return Text(f"xóa {row.vi}", f"removed {row.en}")
    column = READABLE[change.table].by_name[str(change.column)]
    before, after, label = written(column, change.before), written(column, change.after), column.label
    if change.before is None:
        return Text(f"{row.vi}: điền {label.vi}: {after.vi}", f"filled in {label.en} of {row.en}: {after.en}")
    if change.after is None:
        return Text(
            f"{row.vi}: xóa trống {label.vi} (trước là {before.vi})",
            f"blanked {label.en} of {row.en} (was {before.en})",
        )
    return Text(
        f"{row.vi}: đổi {label.vi} từ {before.vi} thành {after.vi}",
        f"changed {label.en} of {row.en} from {before.en} to {after.en}",
    )
