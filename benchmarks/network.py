"""Times the exposure of one large network: `python -m benchmarks.network`.

20,000 segments and 60,000 links in one component, 400 machines that hold secrets; the budget is 2 s for the
smallest cut. Once all links run both ways, once every fiftieth is a data diode. Cycles are not collected, as
in every run of the command line.
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import time
from collections.abc import Callable
from datetime import date

from secaudit.exposure import Node, Way, expose
from secaudit.exposure.cutting import SORTS, Weights, best_single, smallest_cut, wiring
from secaudit.exposure.network import step

RUNS = 5
SEGMENTS, LINKS, HOLDERS = 20_000, 60_000, 400
DAY = date(2026, 11, 21)
WEIGHTS = Weights({sort: 1 + number % 3 for number, sort in enumerate(SORTS)})


def network(diodes: float) -> tuple[list[Node], list[Node], list[Way]]:
    """Return segments, machines and links at random, always the same; a share of the links are diodes."""
    dice = random.Random(1)

    def zone() -> str:
        return f"s{dice.randrange(SEGMENTS)}"

    segments = [
        Node("segments", f"s{number}", None, kind="internet" if number < 20 else "lan")
        for number in range(SEGMENTS)
    ]
    kinds = ("network", "vpn", "removable_media")
    links = [
        Way(
            f"l{number}",
            zone(),
            zone(),
            "data_diode" if dice.random() < diodes else dice.choice(kinds),
            True,
            None,
            None,
        )
        for number in range(LINKS)
    ]
    return segments, [Node("devices", f"d{number}", zone(), False) for number in range(HOLDERS)], links


def report(name: str, work: Callable[[], object]) -> None:
    """Print the median and the span of the wall seconds, and the median of the processor's own."""
    seconds, own = [], []
    for _ in range(RUNS):
        started, busy = time.perf_counter(), time.process_time()
        work()
        seconds.append(time.perf_counter() - started)
        own.append(time.process_time() - busy)
    told = f"{statistics.median(seconds):5.2f} s ({min(seconds):.2f} to {max(seconds):.2f})"
    print(f"  {name:34} {told}, processor {statistics.median(own):.2f} s", flush=True)


def main() -> None:
    gc.disable()
    started = time.perf_counter()
    __import__("networkx")
    print(
        f"{RUNS} runs each, load {os.getloadavg()[0]:.1f}; networkx in {time.perf_counter() - started:.2f} s"
    )
    for diodes in (0.0, 0.02):
        segments, devices, links = network(diodes)
        print(f"{diodes:.0%} of the links are diodes")
        answers = expose(segments, [], devices, links, DAY)
        exposed = [step(each) for each in devices if answers["devices", each.id].exposed]
        wired = wiring(segments, devices, links, exposed, WEIGHTS, DAY)
        report("exposure of every row", lambda: expose(segments, [], devices, links, DAY))  # noqa: B023
        report(
            "smallest cut",
            lambda: smallest_cut(
                wiring(segments, devices, links, exposed, WEIGHTS, DAY),  # noqa: B023
                WEIGHTS,
            ),
        )
        report("best single joint", lambda: best_single(wired, WEIGHTS))  # noqa: B023


if __name__ == "__main__":
    main()
