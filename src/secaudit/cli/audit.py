"""`secaudit audit`: the main job."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from secaudit.beside import beside
from secaudit.cli.clock import generation_time, today
from secaudit.cli.console import Progress, Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.history.adding import record_audit
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import (
    DEFAULT_LANGUAGE,
    AsOf,
    ControlsFolder,
    FailOn,
    Formats,
    IssuerFile,
    KeepGoing,
    Lang,
    NoCache,
    NoColor,
    Output,
    Paths,
    ProfileId,
    Quiet,
    RecordIn,
    Strict,
    Templates,
    UnitId,
    check_unit,
    parse_formats,
    read_issuer,
)

if TYPE_CHECKING:
    from datetime import date

    from secaudit.keeping import Shelf
    from secaudit.model.control import Catalogue
    from secaudit.model.inventory import Inventory
    from secaudit.model.result import AuditResult
    from secaudit.model.undertaking import Undertaking, UndertakingsFile

    Said = tuple[tuple[Undertaking, ...], tuple[UndertakingsFile, ...]]

HELP = tr(
    "Kiểm tra, đánh giá: phát hiện, danh sách việc cần làm và báo cáo PDF.",
    "Audit: findings, remediation list and PDF report.",
)
DEFAULT_FORMATS = "json,csv,pdf"
DEFAULT_FOLDER = Path("secaudit-out")


RefusedFrom = Annotated[
    FailOn,
    typer.Option("--fail-on", help=tr("Mã thoát 1 khi có tiêu chí không đạt từ mức này trở lên.",
                                      "Exit with 1 when a control of this severity or above failed.")),
]  # fmt: skip
UnknownFails = Annotated[
    bool,
    typer.Option("--unknown-fails", help=tr("Coi “chưa đủ căn cứ” là không đạt (mã thoát).",
                                            "Count unknown as failed (exit code).")),
]  # fmt: skip
AllVerdicts = Annotated[
    bool,
    typer.Option("--all-verdicts", help=tr("Liệt kê cả kết quả đạt và không áp dụng.",
                                           "List passes and what does not apply, too.")),
]  # fmt: skip


def audit(
    paths: Paths,
    as_of: AsOf = None,
    unit: UnitId = None,
    controls: ControlsFolder = None,
    profile: ProfileId = None,
    output: Output = DEFAULT_FOLDER,
    format: Formats = DEFAULT_FORMATS,  # noqa: A002  # the option's name is the contract's
    fail_on: RefusedFrom = FailOn.HIGH,
    unknown_fails: UnknownFails = False,
    all_verdicts: AllVerdicts = False,
    record: RecordIn = None,
    no_cache: NoCache = False,
    keep_going: KeepGoing = False,
    strict: Strict = False,
    issuer: IssuerFile = None,
    templates: Templates = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:
    """Judge an inventory and write what was found."""
    formats, signing = parse_formats(format), read_issuer(issuer)
    terminal = Terminal(quiet=quiet, no_color=no_color)
    progress = Progress(terminal)
    read, catalogue, said = _taken_in(
        paths, controls, profile, record, progress, no_cache=no_cache, keep_going=keep_going, strict=strict
    )
    from secaudit import remediation, reporting

    result = _judged(
        read, catalogue, as_of or today(), unit, progress,
        all_verdicts=all_verdicts, keep_rolls=record is not None, keep_going=keep_going,
    )  # fmt: skip
    result = remediation.with_actions(result, catalogue, *said)
    written = reporting.render(
        result, formats, output,
        language=LANGUAGE, templates=templates, issuer=signing, progress=progress,
    )  # fmt: skip
    progress.close()
    _tell(result, written, output, terminal)
    if record is not None:
        record_audit(record, result, output, terminal)
    return exit_code(result, fail_on, unknown_fails=unknown_fails)


def _taken_in(
    paths: Sequence[Path],
    controls: Sequence[Path] | None,
    profile: str | None,
    record: Path | None,
    progress: Progress,
    *,
    no_cache: bool,
    keep_going: bool,
    strict: bool,
) -> tuple[Inventory, Catalogue, Said]:
    """Read the inventory, and beside it the controls and what people say of actions."""
    from secaudit import inventory
    from secaudit.keeping import own_shelf

    shelf = None if no_cache else own_shelf()
    read, (catalogue, said) = beside(
        lambda: inventory.read(paths, keep_going=keep_going, strict=strict, progress=progress),
        lambda: (_tools(controls, profile, shelf), _entries(paths, record)),
    )
    return read, catalogue, said


def _judged(
    read: Inventory,
    catalogue: Catalogue,
    as_of: date,
    unit: str | None,
    progress: Progress,
    *,
    all_verdicts: bool,
    keep_rolls: bool,
    keep_going: bool,
) -> AuditResult:
    from secaudit.audit import judge
    from secaudit.explanation.exposed.telling import exposure_info

    check_unit(unit, read.tables["units"].rows["id"].to_pylist() if unit else ())
    return judge(
        read,
        catalogue,
        as_of,
        generated_at=generation_time(),
        scope=unit,
        all_verdicts=all_verdicts,
        keep_rolls=keep_rolls,
        keep_register=True,
        keep_going=keep_going,
        progress=progress,
        survey=exposure_info,
    )


def _tell(result: AuditResult, written: Sequence[Path], output: Path, terminal: Terminal) -> None:
    from secaudit.reporting.terminal import summary

    terminal.problems(result.inventory.warnings)
    if not terminal.quiet:
        terminal.result(summary(result, LANGUAGE))
    terminal.written(written, output)


def _tools(controls: Sequence[Path] | None, profile: str | None, shelf: Shelf | None) -> Catalogue:
    """Load the catalogue, and all that is needed once the inventory has been read."""
    from secaudit import catalogue as catalogues
    from secaudit import remediation
    from secaudit.audit import ready
    from secaudit.catalogue.kept import load_kept
    from secaudit.reporting import terminal

    _ = (remediation, terminal)
    return ready(catalogues.narrowed(load_kept(controls or (), shelf), profile))


def _entries(paths: Sequence[Path], record: Path | None) -> Said:
    """Read what people say of actions, beside the inventory; make sure that the history can be added to."""
    from secaudit import history
    from secaudit.remediation import read_undertakings

    if record is not None:
        history.check(record)
    return read_undertakings(paths)


def exit_code(result: AuditResult, fail_on: FailOn, *, unknown_fails: bool) -> ExitCode:
    """Return how an audit ends: incomplete first, then findings at or above the severity asked for."""
    from secaudit.model.status import Severity, Status

    if not result.is_complete:
        return ExitCode.INCOMPLETE
    if fail_on is FailOn.NONE:
        return ExitCode.DONE
    failing = {Status.FAIL, Status.UNKNOWN} if unknown_fails else {Status.FAIL}
    threshold = Severity(fail_on.value).rank
    serious = any(
        finding.status in failing and finding.severity.rank <= threshold for finding in result.findings
    )
    return ExitCode.FINDINGS if serious else ExitCode.DONE
