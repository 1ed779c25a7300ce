"""Times what the budgets of the design are about: `python -m benchmarks [name…]`.

Every figure is of a whole process, as a user starts it, over several runs. Nothing here ever fails on
time: the budgets stand beside the figures, and a person reads them.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

RUNS = 5
DAY = "2026-11-21"
WARDS = {"p100": 12, "p007": 15}
"""Wards of the demo city, and how many pages their reports have: the budget speaks of 8 to 12."""

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Benchmark:
    """A command, and the budgets in seconds and MB that the design sets for it."""

    name: str
    arguments: tuple[str, ...]
    seconds: float
    megabytes: float | None = None


@dataclass(frozen=True)
class Figures:
    """What was measured: wall seconds of each run, and the most memory of any."""

    seconds: tuple[float, ...]
    megabytes: float


def benchmarks(folder: Path) -> tuple[Benchmark, ...]:
    """Return the benchmarks; the demo city is in `folder`/city."""
    city, out = str(folder / "city"), str(folder / "out")
    audit = ("audit", "--as-of", DAY, "-q", "--fail-on", "none", "-o", out)
    return (
        Benchmark("help", ("--help",), 0.2),
        Benchmark("audit of the demo city, no PDF", (*audit, "--format", "json,csv", city), 3.0, 400),
        Benchmark(
            "audit of the sample with PDF",
            (*audit, "-o", str(folder / "sample"), str(ROOT / "inventory")),
            10.0,
        ),
        *(
            each
            for unit, pages in WARDS.items()
            for each in (
                Benchmark(
                    f"audit of the ward {unit}",
                    (*audit, "--unit", unit, "--format", "json", "-o", f"{folder}/{unit}", city),
                    3.0,
                ),
                Benchmark(
                    f"PDF of that ward, {pages} pages",
                    ("report", f"{folder}/{unit}/audit.json", "-q", "-o", f"{folder}/{unit}"),
                    2.0,
                ),
            )
        ),
        Benchmark(
            "PDF of the whole city",
            ("report", out + "/audit.json", "-q", "-o", out),
            15.0,
        ),
    )


def measure(arguments: Sequence[str], runs: int) -> Figures:
    """Run a command several times and return its figures.

    Raises:
        RuntimeError: the command failed; its messages are in the text.
    """
    seconds: list[float] = []
    most = 0.0
    for _ in range(runs):
        with tempfile.TemporaryFile() as errors:
            started = time.perf_counter()
            process = subprocess.Popen(
                [sys.executable, "-m", "secaudit", *arguments], stdout=subprocess.DEVNULL, stderr=errors
            )
            # wait4 tells the memory of this very child; the totals over all children would only grow.
            _, status, usage = os.wait4(process.pid, 0)
            seconds.append(time.perf_counter() - started)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode != 0:
                errors.seek(0)
                text = errors.read().decode()
                raise RuntimeError(f"{' '.join(arguments)} exited with {process.returncode}:\n{text}")
        most = max(most, usage.ru_maxrss / 1024)
    return Figures(tuple(seconds), most)


def report(benchmark: Benchmark, figures: Figures) -> str:
    """Return one line: the median, the span, and both as ratios of the budget."""
    median = statistics.median(figures.seconds)
    line = (
        f"{benchmark.name:32} {median:6.2f} s ({min(figures.seconds):.2f} to {max(figures.seconds):.2f}),"
        f" {median / benchmark.seconds:.2f} of {benchmark.seconds:g} s"
    )
    if benchmark.megabytes is not None:
        share = figures.megabytes / benchmark.megabytes
        line += f"; {figures.megabytes:.0f} MB, {share:.2f} of {benchmark.megabytes:g} MB"
    return line


def main(wanted: Sequence[str]) -> None:
    """Run the benchmarks whose name contains one of the words, or all."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(
            [sys.executable, "-m", "secaudit", "init", str(folder / "city"), "--demo", "-q"], check=True
        )
        print(f"{RUNS} runs each, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        for benchmark in benchmarks(folder):
            needed = benchmark.name.startswith("audit of")
            if not wanted or needed or any(word in benchmark.name for word in wanted):
                print(report(benchmark, measure(benchmark.arguments, RUNS)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
