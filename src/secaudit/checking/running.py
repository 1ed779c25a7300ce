"""One check from end to end: files are read in one process while another gets ready to judge them."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from secaudit.checking import reading
from secaudit.checking.bases import Stored
from secaudit.checking.order import Order, Progress
from secaudit.checking.reading import Begun, States, read_head
from secaudit.model.comparison import CheckResult

if TYPE_CHECKING:
    from secaudit.checking.grounds import Standing


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
        begun = reading.begin(order, order.base, made, progress, stack)
        try:
            known = _ready(order)
        except Exception:
            # What is wrong with the states comes before what is wrong with the catalogue.
            begun.both()
            raise
        if known is not None:
            _plan(order, known, begun)
        result = _judged(order, begun.both(), known)
    if order.shelf is not None:
        order.shelf.tidy()
    return result


def _ready(order: Order) -> Standing | None:
    """Load the engine, what judges and the catalogue, while files are read."""
    import duckdb
    import pyarrow.compute
    from sqlglot.generators import duckdb as dialect

    from secaudit.audit.plans import planned
    from secaudit.audit.waivers import Waivers
    from secaudit.checking import judging
    from secaudit.checking.grounds import standing
    from secaudit.model.tables.quality import DATA_QUALITY

    _ = (duckdb, pyarrow.compute, dialect, judging)
    known = standing(order)
    if known is not None:
        # Whatever is changed, the quality of the data is judged again.
        quality = [one for one in known.catalogue.controls if one.subject == DATA_QUALITY.name]
        planned(quality, Waivers(()), order.as_of)
    return known


def _plan(order: Order, known: Standing, begun: Begun) -> None:
    """Parse expressions of controls, of which the change may reach some, until the states are there."""
    from secaudit.audit.plans import planned
    from secaudit.audit.waivers import Waivers

    for control in known.catalogue.controls:
        if begun.base.is_there():
            break
        planned([control], Waivers(()), order.as_of)


def _judged(order: Order, states: States, known: Standing | None) -> CheckResult:
    from secaudit.checking.grounds import grounds_of
    from secaudit.checking.judging import against_files

    return against_files(order, grounds_of(order, states.files, known), states)
