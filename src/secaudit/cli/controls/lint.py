"""`secaudit controls lint`: what is wrong with the catalogue."""

from __future__ import annotations

from secaudit.cli.console import Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import tr
from secaudit.cli.options import DEFAULT_LANGUAGE, ControlsFolder, Lang, NoColor, ProfileId, Quiet
from secaudit.model.problem import Gravity
from secaudit.model.text import counted

HELP = tr("Kiểm tra bộ tiêu chí.", "Check the catalogue.")


def lint(
    controls: ControlsFolder = None,
    profile: ProfileId = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:
    """Print what is wrong with the catalogue; warnings do not fail."""
    from secaudit import catalogue

    loaded = catalogue.narrowed(catalogue.load(controls), profile)
    problems = catalogue.lint(loaded)
    terminal = Terminal(quiet=quiet, no_color=no_color)
    terminal.problems(problems)
    if any(problem.gravity is Gravity.ERROR for problem in problems):
        return ExitCode.INVALID
    terminal.line(
        tr(f"{len(loaded.controls)} tiêu chí, {len(loaded.obligations)} nghĩa vụ: hợp lệ.",
           f"{counted(len(loaded.controls), 'control')}, "
           f"{counted(len(loaded.obligations), 'obligation')}: valid.")
    )  # fmt: skip
    return ExitCode.DONE
