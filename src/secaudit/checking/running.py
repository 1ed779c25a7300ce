"""One check from end to end: files are read in one process while another gets ready to judge them."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from secaudit.beside import beside
from secaudit.checking.bases import Stored
from secaudit.checking.order import Order, Progress
from secaudit.checking.reading import Reading, States, read_head
from secaudit.model.comparison import CheckResult


def run(order: Order, progress: Progress | None = None) -> CheckResult:
    """Judge both states by what stood in the base, and tell what turned.

    Raises:
        InventoryInvalid: the inventory as it is now has errors, and `keep_going` is not set.
        CatalogueInvalid: a catalogue has errors.
        GitFailure: the base cannot be read from its repository.
    """
    if isinstance(order.base, Stored):
        head = read_head(order, progress)
        from secaudit.checking.judging import against_audit

        return against_audit(order, order.base, head)
    with ExitStack() as stack:
        made = Path(stack.enter_context(TemporaryDirectory(prefix="secaudit-base-")))
        reading = Reading(order, order.base, made, progress)
        states, _ = beside(reading.both, _load, afterwards=reading.keep, stack=stack)
        result = _judged(order, states)
    if order.shelf is not None:
        order.shelf.tidy()
    return result


def _load() -> None:
    """Load the engine and what judges, while files are read."""
    import duckdb
    from sqlglot.generators import duckdb as dialect

    from secaudit.checking import grounds, judging

    _ = (duckdb, dialect, grounds, judging)


def _judged(order: Order, states: States) -> CheckResult:
    from secaudit.checking.grounds import grounds_of
    from secaudit.checking.judging import against_files

    return against_files(order, grounds_of(order, states.files), states)
