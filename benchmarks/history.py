"""Times a history of twelve audits of the demo city: `python -m benchmarks.history`.

Each audit is of another month and keeps every verdict; then the history is listed, compared, drawn and
proved. Wall seconds of whole processes.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MONTHS = tuple(f"2026-{month:02}-28" for month in range(1, 13))
RUNS = 3


def main() -> None:
    """Print how long each command takes, and how large the file grows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "city.duckdb"
        seconds("init", folder / "city", "--demo")
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        plain, recorded = [], []
        for day in MONTHS:
            audit = ("audit", folder / "city", "--as-of", day, "--fail-on", "none", "--format", "json")
            plain.append(seconds(*audit, "-o", folder / "out"))
            recorded.append(seconds(*audit, "-o", folder / "out", "--record", file))
        print(f"audit              {statistics.median(plain):6.2f} s")
        print(f"audit --record     {statistics.median(recorded):6.2f} s")
        print(f"twelve records     {file.stat().st_size / 1e6:6.1f} MB")
        for command in ("list", "diff", "trend", "verify"):
            figures = [seconds("history", command, file) for _ in range(RUNS)]
            print(f"history {command:10} {statistics.median(figures):6.2f} s", flush=True)


def seconds(*arguments: str | Path) -> float:
    """Return how long a command takes."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "secaudit", *map(str, arguments)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
