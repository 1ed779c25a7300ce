"""Times `secaudit check` after one unit's file changed: `python -m benchmarks.check`.

The demo city in a git repository, once as `init --demo` writes it (a file for each table) and once with a
file and a list of devices for each of its units; the budget is 1 s. Each run changes another unit, so that
nothing but the base has been seen before. Beside it: the first check of all, and one without the cache.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from secaudit import inventory
from secaudit.model.inventory import UNIT_COLUMN, Inventory

RUNS = 7
BUDGET = 1.0
DAY = "2026-11-21"


def main() -> None:
    """Print the figures of both layouts."""
    print(f"{RUNS} runs each, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; budget {BUDGET:g} s")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tables = folder / "tables" / "city"
        subprocess.run([sys.executable, "-m", "secaudit", "init", str(tables), "--demo", "-q"], check=True)
        units = folder / "units" / "city"
        units.mkdir(parents=True)
        split(inventory.read([tables]), units)
        measure("a file for each table", tables, ("systems.yaml",) * RUNS, 'name: "', 'name: "*')
        files = sorted(path.name for path in units.glob("*.json"))[1 : RUNS + 1]
        measure("a file for each unit", units, tuple(files), '"headcount": ', '"headcount": 1')


def split(whole: Inventory, folder: Path) -> None:
    """Write every unit's rows into a file of its own, its devices as CSV."""
    rows: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for name, data in whole.tables.items():
        for row in data.rows.to_pylist():
            unit = row[UNIT_COLUMN] or row["id"]
            written = {column: value(row, column) for column in data.table.readable}
            kept = {column: cell for column, cell in written.items() if cell is not None}
            rows.setdefault(unit, {}).setdefault(name, []).append(kept)
    for unit, tables in rows.items():
        devices = tables.pop("devices", [])
        if devices:
            names = list(dict.fromkeys(column for row in devices for column in row))
            with (folder / f"devices-{unit}.csv").open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, names)
                writer.writeheader()
                writer.writerows(devices)
        (folder / f"{unit}.json").write_text(json.dumps(tables, ensure_ascii=False, indent=1), "utf-8")


def value(row: Mapping[str, Any], column: str) -> object:
    """Return a cell as a file would have it."""
    cell = row[column]
    happened = next(
        (row.get(column.removesuffix(end)) for end in ("_on", "_at") if column.endswith(end)), None
    )
    if cell is None and happened is False:
        return "none"
    if cell is None or isinstance(cell, (bool, int, float, list)):
        return cell
    return cell if isinstance(cell, str) and cell else "none" if cell == "" else cell.isoformat()


def measure(name: str, city: Path, files: tuple[str, ...], old: str, new: str) -> None:
    """Print how long a check takes the first time, with the cache and without it."""
    top, cache = city.parent, city.parent / ".cache"
    git = ["git", "-C", str(top), "-c", "user.name=b", "-c", "user.email=b@example.invalid"]
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    subprocess.run([*git, "add", "city"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "base"], check=True)
    environment = {**os.environ, "SECAUDIT_CACHE": str(cache)}

    def timed(*options: str) -> float:
        command = [sys.executable, "-m", "secaudit", "check", str(city), "--against", "main", "--as-of", DAY]
        started = time.perf_counter()
        done = subprocess.run([*command, "-q", *options], env=environment, capture_output=True, check=False)
        if done.returncode not in (0, 1):
            raise RuntimeError(done.stderr.decode())
        return time.perf_counter() - started

    figures: dict[str, list[float]] = {"first": [timed()], "with the cache": [], "--no-cache": []}
    for number, file in enumerate(files):
        text = (city / file).read_text("utf-8")
        at = [place for place in range(len(text)) if text.startswith(old, place)][number % text.count(old)]
        (city / file).write_text(text[:at] + new + text[at + len(old) :], "utf-8")
        figures["with the cache"].append(timed())
        figures["--no-cache"].append(timed("--no-cache"))
        (city / file).write_text(text, "utf-8")
    for kind, seconds in figures.items():
        median = statistics.median(seconds)
        print(f"{name}, {kind:15} {median:.2f} s ({min(seconds):.2f} to {max(seconds):.2f})", flush=True)
    shutil.rmtree(cache)


if __name__ == "__main__":
    main()
