"""When the heap is searched for what nobody needs any more, and when not.

A run builds many small objects that all stay; searching among them only costs time, so the program starts
with the search off. Where one piece of work follows another, what the last one left must go, or a batch
would hold all of its pages at once.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Build without a search in between: up to half of the time would go there."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


class Leavings:
    """What one kind of work leaves behind, let go when the next of its kind begins.

    What is there before the first stays as long as the process (what is judged, the libraries) and is never
    searched; work that is the last of its kind costs no search, for all goes with the process.
    """

    def __init__(self) -> None:
        self._there = False

    def clear(self) -> None:
        """Let go of what there is, even where the search is off; from now on there is more."""
        if self._there:
            gc.collect()
        else:
            gc.freeze()
        self._there = True
