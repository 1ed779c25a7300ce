"""The duties of a unit as text."""

from __future__ import annotations

from secaudit.audit.messages import written_day
from secaudit.explanation.changes import change_in_words
from secaudit.explanation.duties import Bearing, Duties, Duty, Fact, Group
from secaudit.explanation.page import WIDTH, Page
from secaudit.explanation.part import TRUTH_WORDS
from secaudit.explanation.text_more import wanted_words
from secaudit.explanation.text_tree import completeness_words
from secaudit.model.period import period_told
from secaudit.model.tables import SCHEMA
from secaudit.model.text import Language, Text, counted, same

_PARTS: dict[Bearing, Text] = {
    "applies": Text("A. ĐANG ÁP DỤNG", "A. THAT APPLY"),
    "unknown": Text("B. CHƯA RÕ CÓ ÁP DỤNG HAY KHÔNG", "B. OF WHICH IT IS UNKNOWN WHETHER THEY APPLY"),
    "not": Text("C. KHÔNG ÁP DỤNG", "C. THAT DO NOT APPLY"),
}
_OFF = Text("D. KHÔNG XÉT THEO BỘ TIÊU CHÍ HOẶC DIỆN ÁP DỤNG", "D. NOT JUDGED, BY CATALOGUE OR PROFILE")
_LONGEST = 60
"""Characters of a condition that are shown beside its values; the whole stands in the control."""


def duty_lines(duties: Duties, language: Language, width: int = WIDTH) -> tuple[str, ...]:
    """Return a unit's duties as lines of text: what applies, what may, and what does not."""
    page = Page(language, width)
    day = Text(written_day(duties.as_of, "vi"), written_day(duties.as_of, "en"))
    page.heading(
        Text(
            f"NGHĨA VỤ CỦA {duties.name} ({duties.unit}) TẠI NGÀY {day.vi}",
            f"THE DUTIES OF {duties.name} ({duties.unit}) AS OF {day.en}",
        )
    )
    page.add(duties.kind.label + same(": ") + duties.kind.shown + same(f"  [{duties.kind.location}]"))
    for bearing, title in _PARTS.items():
        found = duties.bearing(bearing)
        page.heading(title + Text(f": {len(found)} tiêu chí", f": {counted(len(found), 'control')}"))
        for duty in found:
            if bearing == "applies":
                _add_applying(page, duty)
            else:
                _add_head(page, duty)
                _add_why(page, duty)
    if duties.off:
        page.heading(_OFF + Text(f": {len(duties.off)} tiêu chí", f": {counted(len(duties.off), 'control')}"))
    for change in duties.off:
        page.add(same(f"{change.id}: ") + change.title + same(". ") + change_in_words(change), 1, "• ")
    return page.lines()


def _add_head(page: Page, duty: Duty) -> None:
    control = duty.control
    severity = Text(f" (mức {control.severity.label.vi.lower()})", f" ({control.severity.label.en.lower()})")
    page.add(same(f"{control.id}: ") + control.title + severity, 1, "• ")


def _add_applying(page: Page, duty: Duty) -> None:
    _add_head(page, duty)
    for clause in duty.clauses:
        if clause.in_force:
            assumed = Text(", ngày tạm tính", ", day assumed") if clause.issued_assumed else same("")
            issued = Text(written_day(clause.issued, "vi"), written_day(clause.issued, "en"))
            since = Text(f" (từ {issued.vi}{assumed.vi})", f" (since {issued.en}{assumed.en})")
            page.add(Text("Căn cứ: ", "Law: ") + same(f"{clause.obligation}, ") + clause.clause + since, 2)
    page.add(Text("Thời hạn: ", "Due: ") + _due(duty), 2)
    _add_why(page, duty)
    counts = [
        Text(f"{status.label.vi.lower()}: {count}", f"{status.label.en.lower()}: {count}")
        for status, count in duty.statuses.items()
    ]
    vi, en = ", ".join(each.vi for each in counts), ", ".join(each.en for each in counts)
    page.add(Text(f"Kết luận hiện nay: {vi}", f"Verdicts now: {en}"), 2)


def _due(duty: Duty) -> Text:
    told = period_told(duty.period) if duty.period else None
    period = Text(f" ({told.vi})", f" ({told.en})") if told else same("")
    if duty.due is None:
        return Text("phải thực hiện ngay", "at once") + period
    return Text(written_day(duty.due, "vi"), written_day(duty.due, "en")) + period


def _add_why(page: Page, duty: Duty) -> None:
    control, table = duty.control, SCHEMA[duty.control.subject]
    if not duty.in_force:
        first = duty.in_force_from
        page.add(
            Text(
                f"Chưa có hiệu lực; có hiệu lực từ {written_day(first, 'vi')}",
                f"Not in force until {written_day(first, 'en')}",
            ),
            2,
        )
        return
    if duty.completeness is not None:
        words = Text(
            f"Đơn vị không có dòng nào trong bảng {table.name} ({table.label.vi}); ",
            f"The unit has no row in {table.name} ({table.label.en}); ",
        )
        made = Text("bảng này do công cụ tính từ các bảng khác", "the tool makes it from other tables")
        page.add(words + (made if table.derived else completeness_words(table.name, duty.completeness)), 2)
        return
    if duty.bearing == "not":
        head = Text("Không áp dụng; tiêu chí chỉ dành cho ", "Does not apply; it is for ")
    elif duty.bearing == "unknown":
        head = Text("Chưa rõ; tiêu chí dành cho ", "Unknown; it is for ")
    else:
        head = Text("Áp dụng cho ", "Applies to ")
    whom = control.applies_to or (
        Text("mọi đơn vị", "every unit")
        if table.name == "units"
        else Text(f"mọi dòng của bảng {table.name} ({table.label.vi})",
                  f"every row of {table.name} ({table.label.en})")
    )  # fmt: skip
    page.add(head + whom, 2)
    for group in duty.groups:
        _add_group(page, group)


def _add_group(page: Page, group: Group) -> None:
    named = ", ".join(group.rows)
    more = group.total - len(group.rows)
    rest = Text(f" và {more} dòng khác", f" and {more} more") if more else same("")
    words = same(named) + rest
    if group.facts:
        words += Text(": vì ", ": because ") + _joined([_fact(fact) for fact in group.facts])
    if group.error is not None:
        words += same("; ") + group.error
    page.add(words, 3, "- ")
    for item in group.missing:
        page.add(Text("cần điền: ", "to be filled in: ") + wanted_words(item), 4, "↳ ")


def _joined(texts: list[Text]) -> Text:
    return Text("; ".join(text.vi for text in texts), "; ".join(text.en for text in texts))


def _fact(fact: Fact) -> Text:
    """Return a fact by its cells where it has some, and the condition itself where that says more."""
    cells = _joined([cell.label + same(" = ") + cell.shown for cell in fact.cells])
    truth = TRUTH_WORDS[fact.truth]
    sql = fact.sql if len(fact.sql) <= _LONGEST else fact.sql[: _LONGEST - 1] + "…"
    condition = same(f"{sql} → ") + truth
    return Text(f"{cells.vi} ({condition.vi})", f"{cells.en} ({condition.en})") if fact.cells else condition
