"""`secaudit validate`: read an inventory and report what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from secaudit.cli.console import Progress, Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import tr
from secaudit.cli.options import DEFAULT_LANGUAGE, ControlsFolder, Lang, NoColor, Paths, Quiet, Strict
from secaudit.model.problem import Gravity, InvalidInput, InventoryInvalid, Problem
from secaudit.model.text import counted

if TYPE_CHECKING:
    from secaudit.model.inventory import Inventory

HELP = tr(
    "Đọc danh mục kiểm kê, báo mọi dòng bị loại và cột lạ.",
    "Read an inventory and report every rejected row and unknown column.",
)


def validate(
    paths: Paths,
    controls: ControlsFolder = None,
    strict: Strict = False,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:
    """Read everything, check everything, judge nothing."""
    from secaudit import catalogue, inventory, remediation
    from secaudit.audit.waivers import checked, read_waivers

    terminal = Terminal(quiet=quiet, no_color=no_color)
    progress = Progress(terminal)
    loaded = catalogue.load(controls)
    problems: Sequence[Problem] = ()
    try:
        read = inventory.read(paths, strict=strict, progress=progress)
    except InventoryInvalid as error:
        # Its problems are the causes; what became of each row is told by reading on regardless.
        problems = error.problems
        read = inventory.read(paths, keep_going=True, strict=strict, progress=progress)
    progress.close()
    # Waivers name controls, so only with the catalogue can they be checked. The day does not matter.
    waivers = read_waivers(read, loaded, date.min)
    whole = checked(read, waivers, keep_going=True)
    told = (
        *(problems or read.problems),
        *waivers.warnings,
        *(row.problem for row in waivers.rejected),
        *_unusable(lambda: remediation.undertakings(paths)),
    )
    terminal.problems(told)
    _account(terminal, whole)
    if any(problem.gravity is Gravity.ERROR for problem in told):
        terminal.error(tr("Chưa hợp lệ: sửa các lỗi trên.", "Not valid: mend the errors above."))
        return ExitCode.INVALID
    rows = sum(account.rows_in for account in whole.files)
    terminal.line(
        tr(
            f"Hợp lệ: {len(whole.files)} tệp, {rows} dòng.",
            f"Valid: {counted(len(whole.files), 'file')}, {counted(rows, 'row')}.",
        )
    )
    return ExitCode.DONE


def _unusable(reading: Callable[[], object]) -> Sequence[Problem]:
    """Return what is wrong with a file that is read beside the inventory."""
    try:
        reading()
    except InvalidInput as error:
        return error.problems
    return ()


def _account(terminal: Terminal, read: Inventory) -> None:
    """Tell for each file that rows in = rows kept + rows rejected."""
    words = tr("{} dòng, nhận {}, loại {}", "rows {}, kept {}, rejected {}")
    for account in read.files:
        counts = account.rows_in, account.rows_kept, account.rows_rejected
        terminal.line(f"{account.path}: {words.format(*counts)}")
