"""The six clarities in words: who, what, when, responsibility, product and authority."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from secaudit.model.completion import Entry
from secaudit.model.finding import Finding, Missing
from secaudit.model.period import period_told
from secaudit.model.result import UnitInfo
from secaudit.model.tables import SCHEMA
from secaudit.model.text import Text, same

_FIRST_CELLS = 3
"""How many cells an action names to begin with; the whole list is `secaudit missing`."""

_NAMED = 5
"""How many subjects an action names; the rest are counted, and listed by id in the action."""

_NO_OFFICER = Text(
    "đơn vị phải chỉ định (chưa có cán bộ phụ trách an ninh mạng trong danh mục kiểm kê)",
    "the unit must appoint somebody (the inventory has no security officer)",
)
_NO_HEAD = Text(
    "người đứng đầu đơn vị (chưa có họ tên, chức vụ trong danh mục kiểm kê)",
    "the head of the unit (the inventory has neither name nor post)",
)
_NO_UNIT = Text(
    "cơ quan kiểm tra xác định đơn vị chịu trách nhiệm (danh mục kiểm kê không ghi đơn vị)",
    "the auditor determines the answerable unit (the inventory names none)",
)
_HEAD = Text("người đứng đầu", "head of the unit")

COMPLETION_PRODUCT = Text(
    "Danh mục kiểm kê đã bổ sung đầy đủ, kèm xác nhận kê khai của đơn vị",
    "The completed inventory with the unit's declaration of completeness",
)
COMPLETION_AUTHORITY = Text("Người đứng đầu đơn vị xác nhận kê khai", "The head of the unit confirms it")


def who(unit: UnitInfo | None) -> Text:
    """Return who does it: the unit's security officer, or that one has to be appointed."""
    if unit is None:
        return _NO_UNIT
    return same(unit.security_officer) if unit.security_officer else _NO_OFFICER


def responsibility(unit: UnitInfo | None) -> Text:
    """Return who answers for it: the head of the unit, by post and name as far as these are known."""
    if unit is None:
        return _NO_UNIT
    if not unit.head_name:
        return same(unit.head_post) if unit.head_post else _NO_HEAD
    post = same(unit.head_post) if unit.head_post else _HEAD
    return post + same(f" {unit.head_name}")


def when(findings: Iterable[Finding], as_of: date, *, known: bool) -> date | None:
    """Return the last day for a deed: the earliest due date, None when it has to be done at once.

    Where it is not `known` whether the duties are met, a day that has passed is not said to be missed:
    what would settle them has to be said at once.
    """
    days = {finding.due for finding in findings}
    dated = {day for day in days if day is not None}
    if dated != days:
        return None
    first = min(dated)
    return first if known or first >= as_of else None


def joined(texts: Sequence[Text]) -> Text:
    """Return different texts as one, in the order given, without repeating any."""
    if len(texts) == 1:
        return texts[0]
    distinct = list(dict.fromkeys(texts))
    if len(distinct) == 1:
        return distinct[0]
    return _list("; ", [_open_ended(text) for text in distinct])


def task(findings: Sequence[Finding], texts: Sequence[Text]) -> Text:
    """Return what to do, in the controls' words (`texts`), and for which periods, whichever the rows are."""
    return _noted(texts, _periods(findings))


def names(findings: Iterable[Finding], subjects: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the rows with these ids, in their order; an id where a row has no name."""
    known = {finding.subject.id: finding.subject.name or finding.subject.id for finding in findings}
    return tuple(known[subject] for subject in subjects)


def what(findings: Sequence[Finding], texts: Sequence[Text], unit: str) -> Text:
    """Return what to do, in the controls' words (`texts`), for which rows and for which periods."""
    rows = {
        (finding.subject.table, finding.subject.id): finding.subject.name or finding.subject.id
        for finding in findings
    }
    rows.pop(("units", unit), None)
    notes = [_named(list(rows.values()))] if rows else []
    return _noted(texts, notes + _periods(findings))


def _periods(findings: Iterable[Finding]) -> list[Text]:
    return [period_told(name) for name in sorted({one.period for one in findings if one.period})]


def _noted(texts: Sequence[Text], notes: Sequence[Text]) -> Text:
    if not notes:
        return joined(texts)
    text, note = _open_ended(joined(texts)), _list("; ", notes)
    return Text(f"{text.vi} ({note.vi})", f"{text.en} ({note.en})")


def _open_ended(text: Text) -> Text:
    """Return a sentence without its full stop, so that more can follow."""
    return Text(text.vi.rstrip(". "), text.en.rstrip(". "))


def _list(separator: str, texts: Sequence[Text]) -> Text:
    if len(texts) == 1:
        return texts[0]
    return Text(separator.join(text.vi for text in texts), separator.join(text.en for text in texts))


def _named(names: Sequence[str]) -> Text:
    first, more = ", ".join(names[:_NAMED]), len(names) - _NAMED
    if more <= 0:
        return same(first)
    return Text(
        f"{first} và {more} đối tượng khác, tổng số {len(names)}",
        f"{first} and {more} more, {len(names)} in all",
    )


def what_to_complete(findings: Iterable[Finding]) -> Text:
    """Return which cells and tables a unit has to fill, table by table, to settle what is unknown."""
    missing = dict.fromkeys(item for finding in findings for item in finding.missing)
    parts = []
    for table in sorted({item.table for item in missing}, key=_place):
        cells = [item for item in missing if item.table == table and item.column is not None]
        whole = any(item.table == table and item.column is None for item in missing)
        parts.append(_table_part(table, cells, whole=whole))
    if not parts:
        return Text("Bổ sung danh mục kiểm kê", "Complete the inventory")
    return Text("Bổ sung danh mục kiểm kê: ", "Complete the inventory: ") + _list("; ", parts)


_DECLARATIONS = "declarations"
"""The table of what is complete, which itself is never declared so."""


def what_settles_most(entries: Sequence[Entry]) -> Text:
    """Return which cells and tables to begin with, those that settle most verdicts by themselves."""
    told = [entry for entry in entries if entry.settles][:_FIRST_CELLS]
    if not told:
        return same("")
    return Text(". Làm trước: ", ". First: ") + _list("; ", [_entry(entry) for entry in told])


def _entry(entry: Entry) -> Text:
    blank = entry.blank
    label = SCHEMA[blank.table].label
    if blank.column is None:
        what = label + Text(" (xác nhận kê khai đầy đủ)", " (declare complete)")
    else:
        what = label + same(f" {blank.row} (") + entry.label + same(")")
    verdicts = "verdict" if entry.settles == 1 else "verdicts"
    return what + Text(f" giải quyết được {entry.settles} kết luận", f" settles {entry.settles} {verdicts}")


def _table_part(table: str, cells: Sequence[Missing], *, whole: bool) -> Text:
    label = SCHEMA[table].label if table in SCHEMA else same(table)
    if table == _DECLARATIONS and whole and not cells:
        return Text(
            "xác nhận lần đầu rằng một bảng đã kê khai đầy đủ", "a first declaration that a table is complete"
        )
    wanted = [Text("xác nhận kê khai đầy đủ", "declare the table complete")] if whole else []
    if cells:
        ordered = sorted(cells, key=lambda item: item.column or "")
        fields = list(dict.fromkeys(item.label for item in ordered))
        wanted.append(Text("điền ", "fill in ") + _list(", ", fields))
    return label + same(" (") + _list(", ", wanted) + same(")")


def _place(table: str) -> tuple[int, str]:
    """Return where a table stands in the contract's order; unknown ones come last."""
    order = list(SCHEMA)
    return (order.index(table) if table in SCHEMA else len(order), table)
