"""An explanation as text, in the order in which a dispute is settled: verdict, law, expression, values."""

from __future__ import annotations

from secaudit.audit.messages import written_day
from secaudit.explanation.changes import change_in_words
from secaudit.explanation.explaining import Explanation, Stated
from secaudit.explanation.law import Clause, DueDate
from secaudit.explanation.page import WIDTH, Page
from secaudit.explanation.text_more import add_data, add_exposure, add_remedy, add_roll_up, add_waivers
from secaudit.explanation.text_tree import Trees, cell_lines
from secaudit.model.finding import Finding
from secaudit.model.status import Status
from secaudit.model.tables import SCHEMA
from secaudit.model.text import Language, Text, counted, same


def explanation_lines(explanation: Explanation, language: Language, width: int = WIDTH) -> tuple[str, ...]:
    """Return an explanation as lines of text."""
    page = Page(language, width)
    _add_verdict(page, explanation)
    _add_law(page, explanation)
    _add_expressions(page, explanation)
    page.heading(Text("4. TỪNG GIÁ TRỊ VÀ NƠI GHI", "4. EVERY VALUE, AND WHERE IT IS WRITTEN"))
    cell_lines(page, explanation.cells, 1)
    number = 5
    if explanation.exposure is not None:
        add_exposure(page, explanation.exposure, number)
        number += 1
    if explanation.roll_up is not None:
        add_roll_up(page, explanation.roll_up, number)
        number += 1
    if explanation.data is not None:
        add_data(page, explanation.data, number)
        number += 1
    add_waivers(page, explanation, number)
    add_remedy(page, explanation.remedy, number + 1)
    return page.lines()


def _add_verdict(page: Page, explanation: Explanation) -> None:
    finding, control = explanation.finding, explanation.control
    page.heading(Text("1. KẾT LUẬN", "1. THE VERDICT"))
    table = SCHEMA[control.subject].label
    subject = finding.subject
    place = f"  [{explanation.subject_at}]" if explanation.subject_at else ""
    named = subject.id if subject.name == subject.id else f"{subject.name} ({subject.id})"
    unit = f"{explanation.unit_name} ({subject.unit})" if subject.unit else "–"
    rows = [
        (Text("Tiêu chí", "Control"), same(f"{control.id}: ") + control.title),
        (Text("Đối tượng", "Subject"),
         same(f"{named}, ") + table + same(f" ({subject.table}){place}")),
        (Text("Đơn vị", "Unit"), same(unit)),
        (Text("Ngày đánh giá", "As of"), _day(explanation.as_of)),
        (Text("Kết luận", "Verdict"), _status(finding)),
        (Text("Vì", "Because"), finding.message),
        (Text("Mã phát hiện", "Fingerprint"), same(finding.fingerprint)),
    ]  # fmt: skip
    if finding.period:
        rows.insert(3, (Text("Kỳ", "Period"), _period(explanation)))
    rows[1:1] = [
        (Text("Khác bộ tiêu chí phát hành", "Not as released"), change_in_words(change))
        for change in explanation.changes
    ]
    for name, words in rows:
        page.add(words, 1, f"{name.to(page.language)}: ", "    ")
    page.add(Text("Bảy kết luận được xét lần lượt, dừng ở kết luận đúng đầu tiên:",
                  "The seven verdicts are tried in turn, down to the first that holds:"))  # fmt: skip
    for step in explanation.trail:
        mark = "✓ " if step.held else "✗ "
        page.add(step.status.label + same(": ") + step.why, 2, mark)


def _period(explanation: Explanation) -> Text:
    """Return the period that is explained, and what came of the others."""
    words = same(explanation.finding.period or "")
    others = [each for each in explanation.periods if each[0] != explanation.finding.period]
    if others:
        vi = ", ".join(f"{name}: {status.label.vi}" for name, status in others)
        en = ", ".join(f"{name}: {status.label.en}" for name, status in others)
        words += Text(f" (các kỳ khác: {vi}; xem bằng --period)", f" (other periods: {en}; see --period)")
    return words


def _status(finding: Finding) -> Text:
    words = Text(finding.status.label.vi.upper(), finding.status.label.en.upper())
    words += Text(
        f", mức {finding.severity.label.vi.lower()}", f", severity {finding.severity.label.en.lower()}"
    )
    if finding.status is Status.FAIL and finding.days_overdue is not None:
        days = finding.days_overdue
        words += (
            Text(f", quá hạn {days} ngày", f", days overdue: {days}")
            if finding.due
            else Text(f", phải thực hiện ngay, đã {days} ngày", f", due at once, {counted(days, 'day')} ago")
        )
    elif finding.days_left == 0:
        words += Text(", hôm nay là ngày cuối", ", today is the last day")
    elif finding.days_left is not None:
        words += Text(f", còn {finding.days_left} ngày", f", days left: {finding.days_left}")
    return words


def _add_law(page: Page, explanation: Explanation) -> None:
    page.heading(Text("2. CĂN CỨ PHÁP LÝ VÀ THỜI HẠN", "2. THE LAW AND THE DUE DATE"))
    law = explanation.law
    for clause in law.clauses:
        page.item(
            same(f"{clause.obligation}: {clause.number}, ") + clause.clause + same(": ") + clause.says, 1
        )
        page.add(_standing(clause), 2)
    page.add(_due(law.due, explanation), 1)


_RECURS = {
    "year": Text("; thực hiện hằng năm", "; to be done every year"),
    "half-year": Text("; thực hiện 6 tháng một lần", "; to be done every half-year"),
}


def _standing(clause: Clause) -> Text:
    issued = _day(clause.issued)
    if clause.in_force:
        words = Text(f"Có hiệu lực từ {issued.vi}", f"In force from {issued.en}")
    else:
        words = Text(f"Chưa có hiệu lực (từ {issued.vi})", f"Not in force yet (from {issued.en})")
    if clause.issued_assumed:
        words += Text(" (ngày tạm tính)", " (day assumed)")
    if clause.every is not None:
        words += _RECURS[clause.every]
    if clause.due is None:
        words += Text("; không ấn định ngày", "; sets no date")
    else:
        due = _day(clause.due)
        words += Text(f"; thời hạn {due.vi}", f"; due {due.en}")
        words += Text(" (đã qua)", " (passed)") if clause.passed else Text(" (chưa qua)", " (not passed)")
    if not clause.checked:
        words += Text("; trích dẫn còn phải đối chiếu", "; citation still to be checked")
    return words + same(".")


def _due(due: DueDate, explanation: Explanation) -> Text:
    listed = ", ".join(f"{name} {written_day(day, 'vi')}" for name, day in due.candidates)
    listed_en = ", ".join(f"{name} {written_day(day, 'en')}" for name, day in due.candidates)
    day = same("") if due.due is None else _day(due.due)
    if not explanation.law.in_force:
        first = _day(explanation.law.in_force_from)
        return Text(
            f"Thời hạn áp dụng: chưa có; tiêu chí có hiệu lực từ {first.vi}.",
            f"Effective due date: none yet; the control is in force from {first.en}.",
        )
    if due.origin == "own":
        return Text(
            f"Thời hạn áp dụng: {day.vi}, do biểu thức due của tiêu chí tính cho đối tượng này (mục 3).",
            f"Effective due date: {day.en}, which the control's own due gives for this row (see 3).",
        )
    if due.origin == "period_end":
        return Text(
            f"Thời hạn áp dụng: {day.vi}, ngày cuối của kỳ {explanation.finding.period}.",
            f"Effective due date: {day.en}, the last day of the period {explanation.finding.period}.",
        )
    if due.origin == "at_once":
        since = _day(due.demanded_from)
        return Text(
            "Thời hạn áp dụng: phải thực hiện ngay, vì không điều khoản nào đang có hiệu lực ấn định ngày; "
            f"số ngày tính từ {since.vi}.",
            f"Effective due date: at once, since no clause in force sets a date; days count from {since.en}.",
        )
    if due.origin == "fallback":
        return Text(
            f"Thời hạn áp dụng: {day.vi}, vì biểu thức due của tiêu chí không cho ngày nào.",
            f"Effective due date: {day.en}, since the control's own due gives no day for this row.",
        )
    return Text(
        f"Thời hạn áp dụng: {day.vi}, ngày sớm nhất trong các điều khoản đang có hiệu lực ({listed}).",
        f"Effective due date: {day.en}, the earliest among the clauses in force ({listed_en}).",
    )


_NAMES = {
    "applies_when": Text("Điều kiện áp dụng (applies_when)", "Applies when (applies_when)"),
    "assert": Text("Yêu cầu phải đúng (assert)", "Has to be true (assert)"),
    "due": Text("Thời hạn riêng (due)", "Own due date (due)"),
    "measure": Text("Số đo (measure)", "Measure (measure)"),
}


def _add_expressions(page: Page, explanation: Explanation) -> None:
    page.heading(Text("3. BIỂU THỨC VÀ GIÁ TRỊ THỰC TẾ", "3. THE EXPRESSIONS WITH THE ACTUAL VALUES"))
    if all(stated.name != "applies_when" for stated in explanation.expressions):
        page.add(
            Text(
                "Điều kiện áp dụng: không có, tiêu chí áp dụng cho mọi dòng của bảng.",
                "Applies when: no condition, it applies to every row of its table.",
            )
        )
    trees = Trees(page)
    for stated in explanation.expressions:
        _add_stated(page, trees, stated)


def _add_stated(page: Page, trees: Trees, stated: Stated) -> None:
    where = Text(f"  [bộ tiêu chí: {stated.location}]", f"  [catalogue: {stated.location}]")
    page.add(_NAMES[stated.name] + where)
    if stated.tree is None or stated.tree.sql != stated.sql or stated.tree.parts:
        page.add(same(stated.sql), 2)
    if stated.tree is None:
        page.add(Text("chưa xét vì văn bản chưa có hiệu lực", "not looked at: the law is not in force"), 3)
    else:
        trees.add(stated.tree, 3)


def _day(day: object) -> Text:
    from datetime import date

    assert isinstance(day, date)
    return Text(written_day(day, "vi"), written_day(day, "en"))
