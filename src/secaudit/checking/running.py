"""One check from end to end: files are read in one process while another gets ready to judge them."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

from secaudit.beside import beside
from secaudit.checking.bases import Files, Stored, opened
from secaudit.checking.order import Order, Progress
from secaudit.checking.reading import read_both, read_head
from secaudit.model.comparison import CheckResult

if TYPE_CHECKING:
    from secaudit.checking.grounds import Grounds


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
    loading = Thread(target=_load)
    loading.start()
    with opened(order.base, order.path, (*order.controls, order.baseline_file)) as files:
        # No other thread may be at work when a process is forked.
        loading.join()
        result = _against_files(order, files, progress)
    if order.shelf is not None:
        order.shelf.tidy()
    return result


def _load() -> None:
    """Load what both processes need, before they part, while git is being waited for."""
    import pyarrow.compute  # noqa: F401


def _against_files(order: Order, files: Files, progress: Progress | None) -> CheckResult:
    def ready() -> Grounds:
        from secaudit.checking import judging

        return judging.ready(order, files)

    (base, head, told), grounds = beside(lambda: read_both(order, files, progress), ready)
    from secaudit.checking.judging import against_files

    return against_files(order, files, grounds, (base, head), told)
