"""`secaudit controls`: look at the catalogue and check it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from secaudit.cli.console import Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import DEFAULT_LANGUAGE, ControlsFolder, Lang, NoColor, Quiet
from secaudit.model.problem import Gravity

if TYPE_CHECKING:
    from rich.table import Table as RichTable

    from secaudit.model.control import Catalogue, Control

app = typer.Typer(
    help=tr("Bộ tiêu chí kiểm tra: xem và kiểm tra.", "The catalogue of controls: look and check."),
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("list", help=tr("Liệt kê các tiêu chí.", "List the controls."))
def list_controls(
    controls: ControlsFolder = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:
    """Print one line for each control."""
    from secaudit import catalogue

    loaded = catalogue.load(controls)
    Terminal(quiet=quiet, no_color=no_color).result(_table(loaded))
    return ExitCode.DONE


@app.command("show", help=tr("Trình bày một tiêu chí.", "Show one control."))
def show(
    control: Annotated[str, typer.Argument(metavar="ID", help=tr("Mã tiêu chí.", "The control's id."))],
    controls: ControlsFolder = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:
    """Print everything about one control: clause, expression, deadline, remedy, examples."""
    from secaudit import catalogue

    found = catalogue.find(catalogue.load(controls), control)
    terminal = Terminal(quiet=quiet, no_color=no_color)
    for line in _described(found):
        terminal.line(line)
    return ExitCode.DONE


@app.command("lint", help=tr("Kiểm tra bộ tiêu chí.", "Check the catalogue."))
def lint(
    controls: ControlsFolder = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:
    """Print what is wrong with the catalogue; warnings do not fail."""
    from secaudit import catalogue

    loaded = catalogue.load(controls)
    problems = catalogue.lint(loaded)
    terminal = Terminal(quiet=quiet, no_color=no_color)
    terminal.problems(problems)
    if any(problem.gravity is Gravity.ERROR for problem in problems):
        return ExitCode.INVALID
    terminal.line(
        tr(f"{len(loaded.controls)} tiêu chí, {len(loaded.obligations)} nghĩa vụ: hợp lệ.",
           f"{len(loaded.controls)} controls, {len(loaded.obligations)} obligations: valid.")
    )  # fmt: skip
    return ExitCode.DONE


def _table(catalogue: Catalogue) -> RichTable:
    from rich.markup import escape
    from rich.table import Table as RichTable

    headings = (
        tr("Mã", "Id"), tr("Mức", "Severity"), tr("Tiêu chí", "Control"),
        tr("Bảng", "Table"), tr("Căn cứ", "Sources"),
    )  # fmt: skip
    table = RichTable(*headings, show_edge=False)
    for control in catalogue.controls:
        table.add_row(
            control.id,
            control.severity.label.to(LANGUAGE),
            escape(control.title.to(LANGUAGE)),
            control.subject,
            escape(", ".join(obligation.id for obligation in control.cites)),
        )
    return table


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
        f"  {tr('Ví dụ', 'Examples')}: " + ", ".join(example.expect.value for example in control.examples),
    ]
    return lines


def _recurrence(control: Control) -> str:
    words = tr("mỗi năm", "every year") if control.every == "year" else tr("mỗi 6 tháng", "every half-year")
    start = control.from_period
    return words if start is None else tr(f"{words}, từ kỳ {start.name}", f"{words}, from {start.name}")
