"""`secaudit baseline`: the findings that are known, so that a check tells only of others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from secaudit.cli.console import Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import (
    DEFAULT_LANGUAGE,
    AsOf,
    ControlsFolder,
    Lang,
    Paths,
    ProfileId,
    Quiet,
    take_language,
)
from secaudit.model.baseline import BASELINE_FILE
from secaudit.model.text import counted

if TYPE_CHECKING:
    from datetime import date

    from secaudit.comparison.baseline import Update
    from secaudit.model.baseline import Baseline, KnownFinding
    from secaudit.model.result import AuditResult

app = typer.Typer(
    help=tr(
        "Tệp phát hiện đã biết: lần kiểm tra thay đổi chỉ báo những gì chưa có trong đó.",
        "The file of known findings: a check of a change tells only what is not in it.",
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.callback()(take_language)
WRITE_HELP = tr(
    "Ghi mọi nội dung không đạt, chưa đủ căn cứ hiện có thành đã biết.",
    "Write down everything that fails or is unknown now as known.",
)
UPDATE_HELP = tr("Cập nhật tệp theo kết quả hiện nay.", "Bring the file up to date with what is found now.")
SHOW_HELP = tr("In các phát hiện đã biết.", "Print the known findings.")

_MOST_TOLD = 20

BaselineFile = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        "-b",
        dir_okay=False,
        metavar=tr("TỆP", "FILE"),
        help=tr(f"Tệp phát hiện đã biết (mặc định: {BASELINE_FILE} trong thư mục danh mục).",
                f"The file of known findings (default: {BASELINE_FILE} in the inventory's folder)."),
    ),
]  # fmt: skip


@app.command("write", help=WRITE_HELP)
def write(
    paths: Paths,
    baseline: BaselineFile = None,
    as_of: AsOf = None,
    controls: ControlsFolder = None,
    profile: ProfileId = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
) -> int:
    """Judge an inventory and make a new file of its findings."""
    from secaudit.comparison.baseline import baseline_of

    file = _home(paths, baseline)
    if file.exists():
        raise typer.BadParameter(
            tr(
                f"đã có {file}; dùng secaudit baseline update", f"{file} exists; use secaudit baseline update"
            ),
            param_hint="--baseline",
        )
    terminal = Terminal(quiet=quiet)
    result = _judged(paths, terminal, as_of, controls, profile)
    if not result.is_complete:
        return _incomplete(terminal)
    found = baseline_of(result)
    _put(file, found)
    count = len(found.findings)
    terminal.line(tr(f"Đã ghi {count} phát hiện vào {file}", f"Findings written to {file}: {count}"))
    return ExitCode.DONE


@app.command("update", help=UPDATE_HELP)
def update(
    paths: Paths,
    baseline: BaselineFile = None,
    prune: Annotated[
        bool,
        typer.Option("--prune", help=tr("Bỏ những gì không còn là phát hiện.",
                                        "Drop what is no finding any more.")),
    ] = False,
    add: Annotated[
        bool,
        typer.Option("--add/--no-add", help=tr("Nhận cả phát hiện mới hoặc xấu đi (mặc định: có).",
                                               "Accept what is new or worse, too (default: yes).")),
    ] = True,
    as_of: AsOf = None,
    controls: ControlsFolder = None,
    profile: ProfileId = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
) -> int:  # fmt: skip
    """Judge an inventory and bring the file up to date."""
    from secaudit.comparison.baseline import updated

    file = _home(paths, baseline)
    old = _read(file)
    terminal = Terminal(quiet=quiet)
    result = _judged(paths, terminal, as_of, controls, profile)
    if not result.is_complete:
        return _incomplete(terminal)
    _tell_strangers(old, result, terminal)
    new = updated(old, result, add=add, prune=prune)
    _put(file, new.baseline)
    _tell_update(new, terminal, add=add, prune=prune)
    count = len(new.baseline.findings)
    terminal.line(tr(f"{file}: {count} phát hiện", f"{file}: {counted(count, 'finding')}"))
    return ExitCode.DONE


@app.command("show", help=SHOW_HELP)
def show(
    path: Annotated[
        Path,
        typer.Argument(
            exists=True,
            metavar="PATH",
            help=tr("Thư mục danh mục, hoặc tệp phát hiện đã biết.", "The inventory's folder, or the file."),
        ),
    ],
    lang: Lang = DEFAULT_LANGUAGE,
) -> int:
    """Print a file's findings, one a line."""
    file = path / BASELINE_FILE if path.is_dir() else path
    found = _read(file)
    terminal = Terminal()
    for entry in sorted(found.findings.values(), key=lambda entry: entry.order):
        terminal.line(_line(entry))
    version, mark = found.catalogue_version, found.catalogue_sha256[:12]
    terminal.line(
        tr(
            f"{len(found.findings)} phát hiện đã biết; bộ tiêu chí {version} ({mark})",
            f"{len(found.findings)} known findings; catalogue {version} ({mark})",
        )
    )
    return ExitCode.DONE


def _home(paths: Sequence[Path], asked: Path | None) -> Path:
    if asked is not None:
        return asked
    if len(paths) > 1:
        message = tr("nêu tệp khi có nhiều đường dẫn", "name the file where there are several paths")
        raise typer.BadParameter(message, param_hint="--baseline")
    return (paths[0] if paths[0].is_dir() else paths[0].parent) / BASELINE_FILE


def _judged(
    paths: Sequence[Path],
    terminal: Terminal,
    as_of: date | None,
    controls: Sequence[Path] | None,
    profile: str | None,
) -> AuditResult:
    from secaudit.cli.judging import judged

    return judged(paths, terminal, as_of=as_of, controls=controls, profile=profile)


def _incomplete(terminal: Terminal) -> ExitCode:
    terminal.error(
        tr(
            "Chưa đánh giá được đầy đủ nên chưa ghi gì: phát hiện thiếu sẽ bị coi là đã khắc phục.",
            "Not everything could be judged, so nothing was written: what is missing would look fixed.",
        )
    )
    return ExitCode.INCOMPLETE


def _read(file: Path) -> Baseline:
    from secaudit.comparison.baseline_file import read

    if not file.exists():
        raise typer.BadParameter(
            tr(f"chưa có {file}; lập bằng secaudit baseline write",
               f"there is no {file}; make it with secaudit baseline write"),
            param_hint="--baseline",
        )  # fmt: skip
    return read(file.read_bytes(), file.as_posix())


def _put(file: Path, baseline: Baseline) -> None:
    from secaudit.comparison.baseline_file import dump
    from secaudit.reporting.publishing import publish

    publish({file.name: dump(baseline)}, file.parent)


def _tell_strangers(old: Baseline, result: AuditResult, terminal: Terminal) -> None:
    """Say that the file is of another catalogue, and what of it nothing can match."""
    from secaudit.comparison.baseline import of_another_catalogue

    controls = (control.id for control in result.controls)
    told = of_another_catalogue(old, result.catalogue.sha256, controls)
    if told is not None:
        terminal.error(told.to(LANGUAGE))


def _tell_update(new: Update, terminal: Terminal, *, add: bool, prune: bool) -> None:
    accepted = tr("nhận mới", "accepted") if add else tr("mới, chưa nhận", "new, not accepted")
    worse = tr("xấu đi, nhận", "worse, accepted") if add else tr("xấu đi, chưa nhận", "worse, not accepted")
    gone = tr("đã bỏ", "dropped") if prune else tr("không còn, vẫn giữ", "no more, kept")
    _list(terminal, accepted, new.added)
    _list(terminal, worse, new.worse)
    _list(terminal, tr("tốt lên", "better"), new.better)
    _list(terminal, gone, new.gone)


def _list(terminal: Terminal, what: str, entries: Sequence[KnownFinding]) -> None:
    for entry in _sorted(entries)[:_MOST_TOLD]:
        terminal.line(f"{what}: {_line(entry)}")
    if (rest := len(entries) - _MOST_TOLD) > 0:
        terminal.line(tr(f"{what}: … và {rest} mục nữa", f"{what}: … and {rest} more"))


def _sorted(entries: Iterable[KnownFinding]) -> list[KnownFinding]:
    return sorted(entries, key=lambda entry: entry.order)


def _line(entry: KnownFinding) -> str:
    period = f" ({entry.period})" if entry.period else ""
    unit = f" [{entry.unit}]" if entry.unit else ""
    text = f"{entry.control} {entry.subject}{period}{unit}: {entry.status.label.to(LANGUAGE)}"
    return "".join(letter for letter in text if letter.isprintable())
