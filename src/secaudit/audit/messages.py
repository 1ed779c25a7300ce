"""Whole sentences, in both languages, with the values that a verdict rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from string import Formatter
from typing import Any

from secaudit.audit.deadlines import days_late
from secaudit.audit.evidence import Detail
from secaudit.audit.plans import Plan
from secaudit.audit.wanted import Row, wanted_rows
from secaudit.catalogue.placeholders import INSTEAD
from secaudit.catalogue.scope import AS_OF
from secaudit.model.column import Kind
from secaudit.model.day import day_told
from secaudit.model.finding import Missing, WaiverUse
from secaudit.model.period import Period, period_told
from secaudit.model.share import cut
from secaudit.model.status import Status
from secaudit.model.tables import READABLE
from secaudit.model.tables.choices import choice_label
from secaudit.model.text import LANGUAGES, Language, Text, counted

_UNKNOWN_VALUE = {"vi": "(chưa rõ)", "en": "(unknown)"}
NOTHING_SAID: Mapping[str, Text] = {}
_YES_NO = {"vi": ("không", "có"), "en": ("no", "yes")}

Part = str | tuple[str, str, str | None]
"""A piece of a message: fixed words, or a name with the format of its value and what stands for none."""


class Messages:
    """Writes the messages of one control."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._parts = {language: _parts(plan.control.message.to(language), plan) for language in LANGUAGES}

    def placeholders(self) -> frozenset[str]:
        """Return the subject columns that the message shows."""
        names = {part[0] for parts in self._parts.values() for part in parts if isinstance(part, tuple)}
        return frozenset(name for name in names if name in self._plan.table.types)

    def failure(self, detail: Detail, said: Mapping[str, Text] = NOTHING_SAID) -> Text:
        """Return what is wrong with a row, with its values; some are `said` in words of their own."""
        if not detail.computed:
            title = _titled(self._plan)
            return Text(f"{title.vi}: chưa đáp ứng", f"{title.en}: not met")
        values = {**detail.values, **detail.figures, AS_OF: self._plan.as_of}
        if self._plan.period is not None:
            period = self._plan.period
            values |= {
                "this_period": _spoken(period),
                "period_start": period.first,
                "period_end": period.last,
            }
        if self._plan.control.measure is not None:
            values |= {"measure": detail.measure, "target": self._plan.control.measure.target}
        values |= said
        return Text(self._fill("vi", values), self._fill("en", values))

    def _fill(self, language: Language, values: Mapping[str, Any]) -> str:
        parts = self._parts[language]
        apart = {form: _numbers(parts, form, values) for form in _CUT}
        apart["change"] = apart["percent"]
        return "".join(
            part
            if isinstance(part, str)
            else part[2]
            if part[2] is not None and values[part[0]] is None
            else written(values[part[0]], part[1], language, apart.get(part[1], ()))
            for part in parts
        )


def _parts(template: str, plan: Plan) -> list[Part]:
    parts: list[Part] = []
    for words, name, form, _ in Formatter().parse(template):
        parts.append(words)
        if name is not None:
            form, alternative, instead = (form or "").partition(INSTEAD)
            parts.append((name, form or _natural_format(plan, name), instead if alternative else None))
    return parts


def _spoken(period: Period) -> str | Text:
    """Return a period as sentences name it: a year by its number, a half-year in words."""
    return period_told(period.name) if "-" in period.name else period.name


def _natural_format(plan: Plan, name: str) -> str:
    """Return how a value is written where the message does not say."""
    column = plan.table.by_name.get(name)
    if column is not None and column.kind is Kind.CHOICE:
        return f"choice {name}"
    return "plain"


def _numbers(parts: Sequence[Part], form: str, values: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the numbers that a sentence writes in one form."""
    found = [values[part[0]] for part in parts if not isinstance(part, str) and part[1] == form]
    return tuple(value for value in found if value is not None)


@lru_cache(maxsize=65_536, typed=True)  # Python holds 1, 1.0 and True to be one key.
def written(value: Any, form: str, language: Language, apart: tuple[Any, ...] = ()) -> str:
    """Return a value as a sentence shows it: money with separators, shares in percent, days as d/m/y.

    It is written so that it reads as none of the numbers `apart` that it is not.
    """
    if value is None:
        return _UNKNOWN_VALUE[language]
    if isinstance(value, Text):
        return value.to(language)
    if form.startswith("choice "):
        return choice_label(form.removeprefix("choice "), str(value)).to(language)
    if isinstance(value, bool):
        return _YES_NO[language][value]
    if isinstance(value, date):
        return written_day(value, language)
    if form == "vnd":
        return _money(value, language)
    if form == "change":
        return _fallen(value, language, apart)
    return _cut_off(value, form, language, apart) if form in _CUT else str(value)


def written_day(value: date, language: Language) -> str:
    """Return a day as a sentence has it: 31/12/2025, or 31 December 2025 in English."""
    return day_told(value).to(language)


def _money(value: Any, language: Language) -> str:
    from decimal import ROUND_CEILING, Decimal

    from babel.numbers import format_decimal

    # A shortfall of half a dong is one dong short: whole VND, rounded up.
    whole = Decimal(str(value)).to_integral_value(rounding=ROUND_CEILING)
    return format_decimal(whole, locale=language)


def _fallen(value: Any, language: Language, apart: tuple[Any, ...]) -> str:
    """Return by what share something fell; what is below nothing is a rise."""
    if not value:
        return {"vi": "không đổi", "en": "no change"}[language]
    share = _cut_off(abs(value), "percent", language, apart)
    words = ("giảm {}", "a cut of {}") if value > 0 else ("tăng {}", "a rise of {}")
    return words[language == "en"].format(share)


def _cut_off(value: Any, form: str, language: Language, apart: tuple[Any, ...]) -> str:
    from babel.numbers import format_decimal, format_percent

    places, pattern = _CUT[form]
    # Cut off, so that 14.99% is never shown as the 15% that it falls short of.
    short = cut(value, places, apart)
    write = format_percent if form == "percent" else format_decimal
    return write(short, format=pattern, locale=language, decimal_quantization=False)


_CUT = {"number": (2, "#,##0.##"), "percent": (3, "#,##0.#%")}
"""Forms of numbers: the decimals that are kept at least, and their pattern."""


def timing(plan: Plan, due: date | None) -> Text:
    """Return the sentence on the deadline of a row that does not pass."""
    late = days_late(due, plan.deadline, plan.as_of)
    if due is None:
        start = plan.deadline.demanded_from
        return Text(
            f"Phải thực hiện ngay (yêu cầu gần nhất có từ {written_day(start, 'vi')}, đã {_days_vi(late)})",
            f"Due at once, without a date (last asked for on {written_day(start, 'en')}, "
            f"{counted(late, 'day')} ago)",
        )
    vi, en = written_day(due, "vi"), written_day(due, "en")
    if late > 0:
        return Text(f"Quá hạn {_days_vi(late)} (hạn {vi})", f"Overdue by {counted(late, 'day')} (due {en})")
    if late == 0:
        return Text(f"Hôm nay là ngày cuối của thời hạn ({vi})", f"Today is the last day ({en})")
    return Text(f"Còn {_days_vi(-late)} (hạn {vi})", f"{counted(-late, 'day')} left (due {en})")


def _days_vi(count: int) -> str:
    return f"{count:,} ngày".replace(",", ".")


def waived(use: WaiverUse) -> Text:
    """Return the sentence on the waiver that covers a failure."""
    return Text(
        f"Chấp nhận ngoại lệ {use.id} đến hết {written_day(use.last_day, 'vi')}, "
        f"người chấp nhận: {use.approved_by}; lý do: {use.reason}",
        f"Waived by {use.id} until {written_day(use.last_day, 'en')}, "
        f"approved by {use.approved_by}; reason: {use.reason}",
    )


def undecided(plan: Plan, missing: Sequence[Missing]) -> Text:
    """Return why a verdict cannot be given, and what would settle it."""
    title = _titled(plan)
    cells = [item for item in missing if item.column is not None]
    tables = [item for item in missing if item.column is None]
    reasons = [part for part in (_empty(plan, cells), _undeclared(plan, tables)) if part is not None]
    if not reasons:
        reasons = [_too_few(plan)]
    vi = "; ".join(reason.vi for reason in reasons)
    en = "; ".join(reason.en for reason in reasons)
    return Text(
        f"Chưa đủ căn cứ để kết luận “{title.vi}”: {vi}",
        f"It cannot be told whether “{title.en}”: {en}",
    )


def _too_few(plan: Plan) -> Text:
    """Return that nothing is empty or undeclared: a row is missing from a table said to be complete."""
    reason = Text("các giá trị đã khai chưa đủ để tính", "the values given do not suffice")
    others = wanted_rows(plan)
    if not others:
        return reason
    vi, en = (", ".join(_looked_for(name, rows, to) for name, rows in others.items()) for to in LANGUAGES)
    return reason + Text(f"; xem còn thiếu dòng nào trong bảng {vi}", f"; see which row is missing in: {en}")


def _looked_for(table: str, rows: Sequence[Row], language: Language) -> str:
    """Return a table with the rows that are looked for there, in the names that its file has for them."""
    told = f"{READABLE[table].label.to(language)} ({table})"
    lead, fill = (
        Text("; cần dòng có ", "; a row with ").to(language),
        Text(", điền ", " and its ").to(language),
    )
    return told + "".join(lead + asked + (fill + ", ".join(cells) if cells else "") for asked, cells in rows)


def _titled(plan: Plan) -> Text:
    """Return the title of a control, of a recurring one with the period that is judged."""
    title, period = plan.control.title, plan.period
    if period is None:
        return title
    told = period_told(period.name)
    return Text(f"{title.vi} ({told.vi})", f"{title.en} ({told.en})")


def _empty(plan: Plan, cells: Sequence[Missing]) -> Text | None:
    if not cells:
        return None

    def named(item: Missing, language: Language) -> str:
        if item.table == plan.table.name:
            return f"“{item.label.to(language)}” ({item.column})"
        return f"“{item.label.to(language)}” ({item.table}.{item.column})"

    return Text(
        "chưa điền " + ", ".join(named(item, "vi") for item in cells),
        "not filled in: " + ", ".join(named(item, "en") for item in cells),
    )


def _undeclared(plan: Plan, tables: Sequence[Missing]) -> Text | None:
    if not tables:
        return None
    if plan.table.derived:
        return Text(
            "còn thiếu " + ", ".join(item.label.vi for item in tables),
            "missing " + ", ".join(item.label.en for item in tables),
        )
    undone = [item for item in tables if item.blanks and all(blank.undone for blank in item.blanks)]
    open_ones = [item for item in tables if item not in undone]
    told = [
        _listed(words, items)
        for words, items in (
            (
                Text("đơn vị chưa xác nhận đã kê khai đầy đủ bảng ", "the unit has not declared complete: "),
                open_ones,
            ),
            (Text("có dòng bị loại, cần sửa, trong bảng ", "rejected rows have to be mended in: "), undone),
        )
        if items
    ]
    return Text("; ".join(part.vi for part in told), "; ".join(part.en for part in told))


def _listed(words: Text, tables: Sequence[Missing]) -> Text:
    return words + Text(
        ", ".join(f"{item.label.vi} ({item.table})" for item in tables),
        ", ".join(f"{item.label.en} ({item.table})" for item in tables),
    )


def out_of_scope(plan: Plan) -> Text:
    """Return why a control does not apply to rows."""
    if not plan.deadline.in_force:
        start = plan.deadline.in_force_from
        return Text(
            f"Chưa có hiệu lực; có hiệu lực từ {written_day(start, 'vi')}",
            f"Not in force yet; in force from {written_day(start, 'en')}",
        )
    scope = plan.control.applies_to
    if scope is None:
        return Text("Không thuộc diện áp dụng của tiêu chí", "Outside what the control applies to")
    return Text(f"Chỉ áp dụng đối với: {scope.vi}", f"Applies only to: {scope.en}")


def verdict(plan: Plan, status: Status) -> Text:
    """Return the sentence of a verdict that needs no values."""
    title = _titled(plan)
    return Text(f"{title.vi}: {status.label.vi.lower()}", f"{title.en}: {status.label.en.lower()}")
