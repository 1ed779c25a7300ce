"""Times the PDFs of many units: `python -m benchmarks.batch [units]`, of the demo city's, 40 unless told.

Three ways in one run: one process, both cores, and WeasyPrint alone on the very same HTML. The budgets: both
cores take at most 0.6 of the time of one, and one at most 1.3 times what WeasyPrint alone takes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from secaudit.garbage import paused
from secaudit.model.result import AuditResult
from secaudit.reporting import Order, load, render_each, restrict, view_of
from secaudit.reporting.pages import page_source, style_sheet
from secaudit.reporting.pdf import font_files, lay_out
from secaudit.reporting.repertoire import repertoire
from secaudit.reporting.voice import voice

DAY = "2026-11-21"


def main(units: int) -> None:
    """Print the seconds of each way, and their ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result = city(folder)
        # The city itself is a report of its own size; what is handed out by the hundred are wards.
        some = replace(result, units=result.units[-units:])
        sources = [html_of(some, unit.id) for unit in some.units]
        alone = seconds(lambda: bare(sources))
        one = seconds(lambda: batch(some, folder / "one", 1))
        both = seconds(lambda: batch(some, folder / "both", 2))
    print(f"{units} PDFs, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"WeasyPrint alone {alone:6.1f} s")
    print(f"one process      {one:6.1f} s, {one / alone:.2f} times WeasyPrint alone (budget 1.3)")
    print(f"both cores       {both:6.1f} s, {both / one:.2f} of one process (budget 0.6)")


def city(folder: Path) -> AuditResult:
    """Return the audit of the demo city."""
    program = [sys.executable, "-m", "secaudit"]
    subprocess.run([*program, "init", str(folder / "city"), "--demo", "-q"], check=True)
    options = ["--as-of", DAY, "-q", "--fail-on", "none", "--format", "json", "-o", str(folder)]
    subprocess.run([*program, "audit", str(folder / "city"), *options], check=True)
    return load((folder / "audit.json").read_bytes(), "audit.json")


def html_of(result: AuditResult, unit: str) -> str:
    """Return what the PDF of a unit is made from."""
    table = repertoire(font_files()["Tinos-Regular.ttf"])
    return page_source(view_of(restrict(result, unit)), voice("vi"), table)


def bare(sources: list[str]) -> None:
    """Make plain PDFs from pages that are there already: no tags, no attachments, no metadata."""
    fonts, css = font_files(), style_sheet()
    for html in sources:
        with paused():
            lay_out(html, css, fonts).document.write_pdf()


def batch(result: AuditResult, folder: Path, workers: int) -> None:
    """Make them as `secaudit report --each-unit` does."""
    done = render_each(Order(result, ("pdf",), folder, "vi"), workers=workers)
    assert not done.failed, done.failed


def seconds(work: Callable[[], None]) -> float:
    """Return how long something takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
