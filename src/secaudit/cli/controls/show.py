"""`secaudit controls show`: everything about one control."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from secaudit.cli.console import Terminal
from secaudit.cli.controls import origins
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import DEFAULT_LANGUAGE, ControlsFolder, Lang, NoColor, ProfileId, Quiet

if TYPE_CHECKING:
    from secaudit.model.control import Control

HELP = tr("Trình bày một tiêu chí.", "Show one control.")


def show(
    control: Annotated[str, typer.Argument(metavar="ID", help=tr("Mã tiêu chí.", "The control's id."))],
    controls: ControlsFolder = None,
    profile: ProfileId = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:
    """Print everything about one control: clause, expression, deadline, remedy, examples."""
    from secaudit import catalogue

    loaded = catalogue.narrowed(catalogue.load(controls), profile)
    found = catalogue.find(loaded, control, also_off=True)
    terminal = Terminal(quiet=quiet, no_color=no_color)
    for line in (*_described(found), *origins.described(loaded, found)):
        terminal.line(line)
    return ExitCode.DONE


def _described(control: Control) -> list[str]:
    lines = [
        f"{control.id}  {control.title.to(LANGUAGE)}",
        f"  {tr('Mức', 'Severity')}: {control.severity.label.to(LANGUAGE)}"
        f"{'' if control.waivable else tr('; không được chấp nhận ngoại lệ', '; cannot be waived')}",
        f"  {tr('Bảng', 'Table')}: {control.subject}",
        f"  {tr('Tệp', 'File')}: {control.location}",
        f"  {tr('Căn cứ', 'Sources')}:",
    ]
    for obligation in control.cites:
        due = f" ({tr('hạn', 'due')} {obligation.due.isoformat()})" if obligation.due else ""
        clause, says = obligation.clause.to(LANGUAGE), obligation.says.to(LANGUAGE)
        lines.append(f"    {obligation.id}: {obligation.document.number}, {clause}{due}: {says}")
    expressions = {
        tr("Áp dụng khi", "Applies when"): control.applies_when,
        tr("Yêu cầu", "Asserts"): control.condition,
        tr("Thời hạn", "Due"): control.due,
    }
    lines += [
        f"  {name}: {' '.join(item.sql.split())}" for name, item in expressions.items() if item is not None
    ]
    if control.every is not None:
        lines.append(f"  {tr('Định kỳ', 'Recurs')}: {_recurrence(control)}")
    remedy = control.remediation
    lines += [
        f"  {tr('Khắc phục', 'Remediation')}: {remedy.text.to(LANGUAGE)}",
        f"    {tr('Sản phẩm', 'Product')}: {remedy.product.to(LANGUAGE)}",
        f"    {tr('Thẩm quyền', 'Authority')}: {remedy.authority.to(LANGUAGE)}",
        f"  {tr('Ví dụ', 'Examples')}: " + _statuses(control),
    ]
    return lines


def _statuses(control: Control) -> str:
    return ", ".join(status.value for example in control.examples for status in sorted(example.statuses))


def _recurrence(control: Control) -> str:
    words = tr("mỗi năm", "every year") if control.every == "year" else tr("mỗi 6 tháng", "every half-year")
    start = control.from_period
    return words if start is None else tr(f"{words}, từ kỳ {start.name}", f"{words}, from {start.name}")
