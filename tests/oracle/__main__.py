"""A long run: `python -m tests.oracle --minutes 10 --seed 1` judges random inventories until the time is up.

Every second trial takes random controls instead of the shipped ones. A disagreement is printed with the
smallest inventory that shows it and the seed of its trial; the first ends the run, without `--keep-on`.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from secaudit import catalogue
from tests.oracle.inventories import LEGAL_DAYS, OTHER_DAYS
from tests.oracle.law import read_duties
from tests.oracle.trials import invented_trial, shipped_trial

CONTROLS = Path(__file__).parents[2] / "controls"


def main() -> int:
    """Run trials; return 1 when the judges disagreed."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.oracle")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep-on", action="store_true")
    parser.add_argument("--only", choices=("shipped", "invented"))
    wanted = parser.parse_args()
    judged, duties = catalogue.load(), read_duties(CONTROLS)
    until, seed, apart = time.monotonic() + 60 * wanted.minutes, wanted.seed, 0
    while time.monotonic() < until:
        chance = Random(seed)
        day = chance.choice(LEGAL_DAYS + OTHER_DAYS) + timedelta(days=chance.choice((-1, 0, 1)))
        if (seed % 2 == 0 or wanted.only == "invented") and wanted.only != "shipped":
            found = _invented(chance, min(day, date(2028, 3, 1)))
        else:
            found = shipped_trial(chance, day, judged, duties, size=20)
        if found:
            apart += 1
            print(f"seed {seed}: {found}\n", flush=True)  # noqa: T201
            if not wanted.keep_on:
                return 1
        seed += 1
    print(f"{seed - wanted.seed} trials, {apart} with disagreements")  # noqa: T201
    return 1 if apart else 0


def _invented(chance: Random, day: date) -> str | None:
    with TemporaryDirectory() as folder:
        return invented_trial(chance, day, Path(folder), size=6, count=12)


if __name__ == "__main__":
    sys.exit(main())
