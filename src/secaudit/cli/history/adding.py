"""`secaudit history add`: results that were written before, into a history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from secaudit.cli.clock import generation_time
from secaudit.cli.console import Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.history.options import HistoryFile
from secaudit.cli.language import tr
from secaudit.cli.options import DEFAULT_LANGUAGE, Lang, Quiet
from secaudit.model.problem import SecauditError

if TYPE_CHECKING:
    from secaudit.history import Recorded
    from secaudit.model.result import AuditResult

HELP = tr(
    "Ghi các kết quả AUDIT.json đã có vào lịch sử.",
    "Record results that were written before (AUDIT.json).",
)


def add(
    file: HistoryFile,
    results: Annotated[
        list[Path],
        typer.Argument(metavar="AUDIT.json...", exists=True, dir_okay=False,
                       help=tr("Kết quả của lệnh audit, lần lượt theo thứ tự ghi.",
                               "Results of the audit command, in the order of recording.")),
    ],
    again: Annotated[
        bool,
        typer.Option("--again", help=tr("Ghi cả kết quả đã có trong lịch sử.",
                                        "Record also what the history has already.")),
    ] = False,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
) -> int:  # fmt: skip
    """Record stored results; all files are read before the first is recorded."""
    from secaudit import history, reporting

    terminal = Terminal(quiet=quiet)
    history.check(file)
    loaded = [reporting.load(result.read_bytes(), str(result)) for result in results]
    for path, result in zip(results, loaded, strict=True):
        tell(history.record(file, result, generation_time(), again=again), file, terminal, str(path))
    return ExitCode.DONE


def record_audit(file: Path, result: AuditResult, written_to: Path, terminal: Terminal) -> None:
    """Add the result of an audit to a history; where that fails, say how it can be done later."""
    from secaudit import history

    try:
        done = history.record(file, result, generation_time())
    except (SecauditError, OSError):
        later = f"secaudit history add {file} {written_to / 'audit.json'}"
        terminal.error(
            tr(f"Kết quả đã ghi vào {written_to} nhưng CHƯA ghi vào lịch sử {file}. Xử lý lỗi dưới đây rồi "
               f"chạy lại lệnh này, hoặc: {later}",
               f"The result is in {written_to} but NOT recorded in {file}. Mend the error below, then run "
               f"this again, or: {later}")
        )  # fmt: skip
        raise
    tell(done, file, terminal)


def tell(done: Recorded, file: Path, terminal: Terminal, what: str | None = None) -> None:
    """Say where an audit was recorded, and which hash is to be kept."""
    lead = "" if what is None else f"{what}: "
    if done.already:
        terminal.line(
            lead
            + tr(f"lịch sử {file} đã có kết quả này, bản ghi số {done.number}; không ghi lại",
                 f"the history {file} has this result already, as record {done.number}; not added again")
        )  # fmt: skip
        return
    terminal.line(
        lead
        + tr(f"đã ghi vào lịch sử {file}: bản ghi số {done.number}, mã băm {done.hash}",
             f"recorded in {file}: record {done.number}, hash {done.hash}")
    )  # fmt: skip
