"""Standard output carries results; standard error carries progress and messages."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from secaudit.cli.language import LANGUAGE, tr
from secaudit.model.problem import Gravity, Problem
from secaudit.model.text import Text

if TYPE_CHECKING:
    from rich.console import Console

_SHOWN_PROBLEMS = 200
_STEPS = {
    "read": Text("Đọc danh mục kiểm kê", "Reading the inventory"),
    "judge": Text("Đánh giá theo tiêu chí", "Judging"),
    "report": Text("Lập báo cáo", "Writing reports"),
    "write": Text("Ghi tệp", "Writing files"),
    "sign": Text("Ký số", "Signing"),
    "verify": Text("Kiểm chứng", "Verifying"),
}


def use_utf8() -> None:
    """Make both streams UTF-8: a Windows console would else stop at the first diacritic."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


class Terminal:
    """Where a command writes to."""

    def __init__(self, *, quiet: bool = False, no_color: bool = False) -> None:
        self.quiet = quiet
        self.no_color = no_color or "NO_COLOR" in os.environ

    def result(self, *renderables: Any) -> None:
        """Write a result, unless quiet."""
        if self.quiet:
            return
        console = self._console()
        for renderable in renderables:
            console.print(renderable)

    def line(self, text: str) -> None:
        """Write one line of a result as it is, unless quiet."""
        if not self.quiet:
            sys.stdout.write(text + "\n")

    def written(self, paths: Sequence[Path], folder: Path) -> None:
        """Say which files were written into a folder; of those in a folder of it, the first and how many."""
        more = Counter(path.parts[len(folder.parts)] for path in paths if path.parent != folder)
        for path in paths:
            below = None if path.parent == folder else path.parts[len(folder.parts)]
            count = more.pop(below, 0) - 1 if below is not None else 0
            if below is None or count == 0:
                self.line(tr(f"Đã ghi {path}", f"Wrote {path}"))
            elif count > 0:
                self.line(tr(f"Đã ghi {path} và {count} trang khác", f"Wrote {path} and {count} more pages"))

    def message(self, text: str) -> None:
        """Write a message, unless quiet."""
        if not self.quiet:
            self.error(text)

    def error(self, text: str) -> None:
        """Write a message that must not be missed, quiet or not."""
        sys.stdout.flush()
        sys.stderr.write(text + "\n")

    def problems(self, problems: Sequence[Problem]) -> None:
        """Write problems line by line, errors even when quiet, and say how many there are."""
        errors = sum(1 for problem in problems if problem.gravity is Gravity.ERROR)
        shown = problems if not self.quiet else [item for item in problems if item.gravity is Gravity.ERROR]
        for problem in shown[:_SHOWN_PROBLEMS]:
            self.error(problem.describe(LANGUAGE))
        if len(shown) > _SHOWN_PROBLEMS:
            rest = len(shown) - _SHOWN_PROBLEMS
            self.error(tr(f"… và {rest} mục nữa", f"… and {rest} more"))
        if problems:
            warnings = len(problems) - errors
            self.error(
                tr(
                    f"{errors} lỗi, {warnings} cảnh báo",
                    f"errors: {errors}, warnings: {warnings}",
                )
            )

    def _console(self) -> Console:
        from rich.console import Console

        piped = not sys.stdout.isatty()
        # A pipe has no width; reports wrapped to 80 columns would cut Vietnamese sentences.
        return Console(
            no_color=self.no_color,
            highlight=False,
            soft_wrap=False,
            width=int(os.environ.get("COLUMNS", "120")) if piped else None,
        )


class Progress:
    """Shows how far a command is, on standard error, once it has taken longer than a second."""

    _PATIENCE = 1.0
    _EVERY = 0.2

    def __init__(self, terminal: Terminal) -> None:
        self._silent = terminal.quiet
        self._started = time.monotonic()
        self._shown = 0.0
        self._step = ""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Report a step; steps are told by the rooms, words are found here."""
        now = time.monotonic()
        if self._silent or now - self._started < self._PATIENCE:
            return
        live = sys.stderr.isatty()
        due = step != self._step or (live and (now - self._shown > self._EVERY or done == total))
        if not due:
            return
        self._step, self._shown = step, now
        name, _, detail = step.partition(" ")
        words = _STEPS.get(name, Text(name, name)).to(LANGUAGE) + (f" {detail}" if detail else "")
        text = f"{words}: {done}/{total}" if total else words
        sys.stderr.write(f"\r\x1b[K{text}" if live else text + "\n")
        sys.stderr.flush()

    def close(self) -> None:
        """End the line that is being rewritten."""
        if not self._silent:
            end_progress()


def end_progress() -> None:
    """Clear the line of a terminal that shows how far a command is: another process may have written it."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
