"""One check from end to end: files are read in one process while another gets ready to judge them."""

from __future__ import annotations

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
    with opened(order.base, order.path, (*order.controls, order.baseline_file)) as files:
        return _against_files(order, files, progress)


def _against_files(order: Order, files: Files, progress: Progress | None) -> CheckResult:
    # Both processes need it: loaded once, before they part.
    import pyarrow.compute  # noqa: F401

    def ready() -> Grounds:
        from secaudit.checking import judging

        return judging.ready(order, files)

    (base, head, told), grounds = beside(lambda: read_both(order, files, progress), ready)
    from secaudit.checking.judging import against_files

    return against_files(order, files, grounds, (base, head), told)
