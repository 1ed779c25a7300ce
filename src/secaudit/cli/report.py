"""`secaudit report`: render a result again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from secaudit.cli.anonymous import KeyFile, NamesFile, check_apart, under_pseudonyms
from secaudit.cli.asking import Earlier, PeriodName, asked_of
from secaudit.cli.console import Progress, Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import (
    DEFAULT_LANGUAGE,
    ControlsFolder,
    Documents,
    Formats,
    IssuerFile,
    Lang,
    NoColor,
    Quiet,
    Templates,
    UnitId,
    check_unit,
    parse_documents,
    parse_formats,
    read_issuer,
)
from secaudit.model.text import counted

if TYPE_CHECKING:
    from secaudit.model.issuer import Issuer
    from secaudit.model.result import AuditResult
    from secaudit.reporting import Order

HELP = tr(
    "Lập lại báo cáo từ AUDIT.json, cho một đơn vị hoặc tất cả.",
    "Render AUDIT.json again, for one unit or all.",
)


ResultFile = Annotated[
    Path,
    typer.Argument(metavar="AUDIT.json", exists=True, dir_okay=False,
                   help=tr("Kết quả của lệnh audit.", "The result of the audit command.")),
]  # fmt: skip
Folder = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        file_okay=False,
        metavar=tr("THƯ_MỤC", "DIR"),
        help=tr("Nơi ghi (mặc định: cạnh AUDIT.json).", "Where to write (default: beside it)."),
    ),
]  # fmt: skip
EachUnit = Annotated[
    bool,
    typer.Option("--each-unit", help=tr("Lập báo cáo riêng cho từng đơn vị, mỗi đơn vị một thư mục.",
                                        "Make each unit's own report, in a folder for each.")),
]  # fmt: skip


def report(
    result_file: ResultFile,
    to: Formats = "pdf",
    output: Folder = None,
    unit: UnitId = None,
    each_unit: EachUnit = False,
    anonymous: KeyFile = None,
    names: NamesFile = None,
    controls: ControlsFolder = None,
    document: Documents = "audit",
    issuer: IssuerFile = None,
    period: PeriodName = None,
    since: Earlier = None,
    templates: Templates = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:
    """Write reports from a stored result, without reading the inventory again."""
    formats = parse_formats(to, "--to")
    documents = parse_documents(document, formats)
    signing = read_issuer(issuer, documents, each=each_unit)
    asked = asked_of(documents, period, since, unit, each=each_unit)
    folder = output or result_file.parent
    check_apart(anonymous, names, result_file, folder, documents, issuer)
    terminal = Terminal(quiet=quiet, no_color=no_color)
    progress = Progress(terminal)
    result, signing = _stored(result_file, unit, signing)
    from secaudit import reporting

    if anonymous is not None:
        result = under_pseudonyms(result, anonymous, names, controls, terminal)
    if each_unit:
        order = reporting.Order(result, formats, folder, LANGUAGE, templates, documents, signing)
        return _each(order, terminal, progress)
    written = reporting.render(
        result,
        formats,
        folder,
        language=LANGUAGE,
        templates=templates,
        documents=documents,
        issuer=signing,
        asked=asked,
        progress=progress,
    )
    progress.close()
    terminal.written(written, folder)
    return ExitCode.DONE


def _each(order: Order, terminal: Terminal, progress: Progress) -> ExitCode:
    """Make every unit's reports; what could not be made is named and makes the whole incomplete."""
    from secaudit import reporting

    batch = reporting.render_each(order, progress=progress)
    progress.close()
    names = {unit.id: unit.name for unit in order.result.units}
    for unit, reason in batch.failed.items():
        terminal.error(
            tr(f"Không lập được báo cáo của {unit} ({names[unit]}): {reason}",
               f"No report of {unit} ({names[unit]}): {reason}")
        )  # fmt: skip
    terminal.line(
        tr(f"Đã lập báo cáo của {batch.made} đơn vị trong {order.folder}; "
           f"{batch.kept} đơn vị đã có từ trước, {len(batch.failed)} đơn vị không lập được",
           f"Made the reports of {counted(batch.made, 'unit')} in {order.folder}; {batch.kept} were there, "
           f"{len(batch.failed)} could not be made")
    )  # fmt: skip
    return ExitCode.INCOMPLETE if batch.failed else ExitCode.DONE


def _stored(file: Path, unit: str | None, issuer: Issuer) -> tuple[AuditResult, Issuer]:
    """Read a result, of it the part that is about a unit and all below it, and who of the whole issues."""
    from secaudit import reporting
    from secaudit.reporting.papers.letterhead import settled

    result = reporting.load(file.read_bytes(), str(file))
    check_unit(unit, [item.id for item in result.units])
    settled_issuer = settled(issuer, result.units)
    return (result if unit is None else reporting.restrict(result, unit)), settled_issuer
