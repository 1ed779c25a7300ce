"""`secaudit validate`: read an inventory and report what is wrong with it."""

from __future__ import annotations

from datetime import date

from secaudit.cli.console import Progress, Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import tr
from secaudit.cli.options import DEFAULT_LANGUAGE, ControlsFolder, Lang, NoColor, Paths, Quiet, Strict

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
    from secaudit import catalogue, inventory
    from secaudit.audit.waivers import checked, read_waivers

    terminal = Terminal(quiet=quiet, no_color=no_color)
    progress = Progress(terminal)
    read = inventory.read(paths, strict=strict, progress=progress)
    progress.close()
    # Waivers name controls, so only with the catalogue can they be checked. The day does not matter.
    waivers = read_waivers(read, catalogue.load(controls).controls, date.min)
    checked(read, waivers, keep_going=False)
    terminal.problems(read.problems)
    for account in read.files:
        counts = account.rows_in, account.rows_kept, account.rows_rejected
        words = tr("{} dòng, nhận {}, loại {}", "{} rows, {} kept, {} rejected").format(*counts)
        terminal.line(f"{account.path}: {words}")
    rows = sum(account.rows_in for account in read.files)
    terminal.line(
        tr(f"Hợp lệ: {len(read.files)} tệp, {rows} dòng.", f"Valid: {len(read.files)} files, {rows} rows.")
    )
    return ExitCode.DONE
