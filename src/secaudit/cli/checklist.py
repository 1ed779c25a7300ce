"""`secaudit checklist`: what an inspector takes along to a unit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from secaudit.beside import beside
from secaudit.cli.clock import generation_time, today
from secaudit.cli.console import Progress, Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import (
    DEFAULT_LANGUAGE,
    AsOf,
    ControlsFolder,
    IssuerFile,
    KeepGoing,
    Lang,
    NoColor,
    Paths,
    ProfileId,
    Quiet,
    Strict,
    Templates,
    check_unit,
    parse_formats,
    read_issuer,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secaudit.model.control import Catalogue

KIND = "checklist"
DEFAULT_FOLDER = Path("secaudit-out")

HELP = tr(
    "Phiếu kiểm tra tại chỗ một đơn vị: nội dung cần xem, mẫu thiết bị ngẫu nhiên rút lại được.",
    "On-site checklist of a unit: what to look at, and a random sample of devices that can be redrawn.",
)


VisitedUnit = Annotated[
    str,
    typer.Option("--unit", metavar=tr("MÃ", "ID"),
                 help=tr("Đơn vị được kiểm tra; đơn vị trực thuộc có phiếu riêng.",
                         "The unit to visit; those below it have checklists of their own.")),
]  # fmt: skip
Confidence = Annotated[
    float,
    typer.Option("--confidence", min=50, max=99.9, help=tr("Độ tin cậy của mẫu, phần trăm.",
                                                           "Confidence of the sample, in percent.")),
]  # fmt: skip
Margin = Annotated[
    float,
    typer.Option("--margin", min=1, max=50, help=tr("Sai số của mẫu, phần trăm.",
                                                    "Margin of error of the sample, in percent.")),
]  # fmt: skip
Seed = Annotated[
    str | None,
    typer.Option("--seed", help=tr("Số gốc để rút mẫu (mặc định: mã đơn vị và ngày); luôn in trên phiếu.",
                                   "Seed of the sample (default: unit and day); always printed.")),
]  # fmt: skip
PaperFormats = Annotated[
    str,
    typer.Option("--to", metavar="pdf,docx", help=tr("Các định dạng cần ghi, cách nhau bằng dấu phẩy.",
                                                     "Formats to write, with commas.")),
]  # fmt: skip
Folder = Annotated[
    Path,
    typer.Option("--output", "-o", file_okay=False, metavar=tr("THƯ_MỤC", "DIR"),
                 help=tr("Nơi ghi.", "Where to write.")),
]  # fmt: skip


def checklist(
    paths: Paths,
    unit: VisitedUnit,
    confidence: Confidence = 95,
    margin: Margin = 10,
    seed: Seed = None,
    as_of: AsOf = None,
    controls: ControlsFolder = None,
    profile: ProfileId = None,
    to: PaperFormats = "pdf",
    output: Folder = DEFAULT_FOLDER,
    issuer: IssuerFile = None,
    keep_going: KeepGoing = False,
    strict: Strict = False,
    templates: Templates = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:
    """Judge an inventory and write what to look at in one of its units."""
    from secaudit import inventory

    formats = _formats(to)
    signing = read_issuer(issuer, (KIND,))
    terminal = Terminal(quiet=quiet, no_color=no_color)
    progress = Progress(terminal)
    read, catalogue = beside(
        lambda: inventory.read(paths, keep_going=keep_going, strict=strict, progress=progress),
        lambda: _catalogue(controls, profile),
    )
    check_unit(unit, read.tables["units"].rows["id"].to_pylist())
    from secaudit import reporting
    from secaudit.audit import judge
    from secaudit.audit.preparation import prepare
    from secaudit.onsite.visiting import visit_of

    day = as_of or today()
    result = judge(
        read,
        catalogue,
        day,
        generated_at=generation_time(),
        scope=unit,
        keep_going=keep_going,
        progress=progress,
    )
    visit = visit_of(
        read, prepare(read, day), catalogue, result, unit,
        confidence=confidence / 100, margin=margin / 100, seed=seed,
    )  # fmt: skip
    written = reporting.render(
        result, formats, output, language=LANGUAGE, templates=templates, documents=(KIND,), issuer=signing,
        asked={KIND: visit}, progress=progress,
    )  # fmt: skip
    progress.close()
    terminal.problems(result.inventory.warnings)
    terminal.written(written, output)
    return ExitCode.DONE if result.is_complete else ExitCode.INCOMPLETE


def _formats(text: str) -> tuple[str, ...]:
    from secaudit.reporting.papers.kinds import KINDS

    formats = parse_formats(text, "--to")
    for name in formats:
        if name not in KINDS[KIND].formats:
            known = ", ".join(KINDS[KIND].formats)
            raise typer.BadParameter(
                tr(f"phiếu kiểm tra không có dạng {name}; chọn: {known}",
                   f"the checklist is not made as {name}; choose: {known}"),
                param_hint="--to",
            )  # fmt: skip
    return tuple(formats)


def _catalogue(controls: Sequence[Path] | None, profile: str | None) -> Catalogue:
    from secaudit.audit import ready
    from secaudit.cli.judging import kept_catalogue

    return ready(kept_catalogue(controls, profile))
