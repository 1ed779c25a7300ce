"""A control in words, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from secaudit.catalogue.linting.reading import Reading
from secaudit.cli.language import LANGUAGE, tr
from secaudit.model.control import Control, Example, Expression
from secaudit.model.day import day_told
from secaudit.model.law import Obligation, Recurrence
from secaudit.model.tables import SCHEMA


def lines(control: Control) -> Iterator[str]:
    """Yield everything about a control, line by line."""
    yield f"{control.id}  {control.title.to(LANGUAGE)}"
    for section in (_head, _sources, _expressions, _columns, _remedy, _examples):
        yield from (f"  {line}" for line in section(control))


def _head(control: Control) -> Iterator[str]:
    waivable = "" if control.waivable else tr("; không được chấp nhận ngoại lệ", "; cannot be waived")
    yield f"{tr('Mức', 'Severity')}: {control.severity.label.to(LANGUAGE)}{waivable}"
    yield f"{tr('Bảng', 'Table')}: {control.subject} ({SCHEMA[control.subject].label.to(LANGUAGE)})"
    if control.applies_to is not None:
        yield f"{tr('Áp dụng cho', 'Applies to')}: {control.applies_to.to(LANGUAGE)}"
    if control.every is not None:
        start = control.from_period
        since = "" if start is None else tr(f", từ kỳ {start.name}", f", from {start.name}")
        yield f"{tr('Định kỳ', 'Recurs')}: {_often(control.every)}{since}"
    yield f"{tr('Tệp', 'File')}: {control.location}"


def _sources(control: Control) -> Iterator[str]:
    yield f"{tr('Căn cứ', 'Sources')}:"
    for obligation in control.cites:
        document = obligation.document
        yield f"  {obligation.id}: {document.number}, {obligation.clause.to(LANGUAGE)} ({_dates(obligation)})"
        yield f"    {obligation.says.to(LANGUAGE)}"


def _dates(obligation: Obligation) -> str:
    document = obligation.document
    parts = [tr(f"có hiệu lực từ {_day(document.issued)}", f"in force from {_day(document.issued)}")]
    if document.issued_assumed:
        parts[0] += tr(", ngày tạm lấy", ", a day that is assumed")
    if obligation.due is not None:
        parts.append(tr(f"hạn {_day(obligation.due)}", f"due {_day(obligation.due)}"))
    if obligation.every is not None:
        parts.append(_often(obligation.every))
    if not document.checked:
        parts.append(tr("chưa đối chiếu bản chính thức", "not yet compared with the official text"))
    return "; ".join(parts)


def _often(every: Recurrence) -> str:
    return tr("mỗi năm", "every year") if every == "year" else tr("mỗi 6 tháng", "every half-year")


def _day(day: date) -> str:
    return day_told(day).to(LANGUAGE)


def _expressions(control: Control) -> Iterator[str]:
    named = {
        tr("Áp dụng khi", "Applies when"): control.applies_when,
        tr("Yêu cầu", "Asserts"): control.condition,
        tr("Thời hạn", "Due"): control.due,
        **{f"{tr('Giá trị', 'Figure')} {name}": figure for name, figure in control.figures.items()},
    }
    for name, expression in named.items():
        if expression is not None:
            yield f"{name}: {_sql(expression)}"
    if control.measure is not None:
        target = f"{tr('mức phải đạt', 'target')} {control.measure.target:g} ({control.measure.unit})"
        yield f"{tr('Số đo', 'Measure')}: {_sql(control.measure.value)}; {target}"
    yield f"{tr('Khi không đạt', 'On failure')}: {control.message.to(LANGUAGE)}"


def _sql(expression: Expression) -> str:
    return " ".join(expression.sql.split())


def _columns(control: Control) -> Iterator[str]:
    yield f"{tr('Cột được đọc', 'Columns read')}:"
    for (table, name), column in Reading(control).columns.items():
        is_key = (table, name) == (control.subject, control.key)
        mark = tr(" (phát hiện chỉ tới đây)", " (findings point here)") if is_key else ""
        yield f"  {table}.{name}: {column.label.to(LANGUAGE)}{mark}"


def _remedy(control: Control) -> Iterator[str]:
    deed = control.remediation
    yield f"{tr('Khắc phục', 'Remediation')}: {deed.text.to(LANGUAGE)}"
    yield f"  {tr('Sản phẩm', 'Product')}: {deed.product.to(LANGUAGE)}"
    yield f"  {tr('Thẩm quyền', 'Authority')}: {deed.authority.to(LANGUAGE)}"
    scope = (
        tr("cho cả đơn vị", "for a whole unit") if deed.per == "unit" else tr("cho từng dòng", "for each row")
    )
    yield f"  {tr('Số ngày công', 'Working days')}: {deed.effort_days}, {scope}"
    if deed.cost is not None:
        yield f"  {tr('Chi phí (đồng)', 'Cost (VND)')}: {' '.join(deed.cost.vnd.sql.split())}"
        yield f"    {deed.cost.basis.to(LANGUAGE)}"
    if deed.after:
        yield f"  {tr('Sau', 'After')}: {', '.join(deed.after)}"
    if deed.deed != control.id:
        yield f"  {tr('Cùng một việc', 'Mended together under')}: {deed.deed}"


def _examples(control: Control) -> Iterator[str]:
    yield f"{tr('Ví dụ', 'Examples')}:"
    for example in control.examples:
        period = f" [{example.period}]" if example.period is not None else ""
        said = "".join(f"; {part}" for part in _stated(example))
        line = example.location.line
        yield f"  {tr('dòng', 'line')} {line}: {_day(example.as_of)}{period} → {_expected(example)}{said}"


def _expected(example: Example) -> str:
    if example.expect is not None:
        return f"{example.expect.label.to(LANGUAGE)} ({example.expect.value})"
    return ", ".join(f"{row}: {status.value}" for row, status in example.each.items())


def _stated(example: Example) -> Iterator[str]:
    if example.name is not None:
        yield f"“{example.name}”"
    if example.missing is not None:
        yield tr("thiếu ", "missing ") + (", ".join(example.missing) or tr("không gì", "nothing"))
    if example.due is not None:
        yield tr(f"hạn {_day(example.due)}", f"due {_day(example.due)}")
    if example.todo is not None:
        yield f"{tr('chờ sửa', 'todo')}: {example.todo.to(LANGUAGE)}"
