"""Both states read: of the base as far as it goes, of the head only what is right."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from secaudit import ahead, inventory
from secaudit.ahead import Answer, Elsewhere
from secaudit.checking.bases import Files, Folder, Revision, files_of
from secaudit.checking.order import Order, Progress
from secaudit.lazily import dataclass
from secaudit.model.comparison import State
from secaudit.model.inventory import Inventory
from secaudit.model.problem import Gravity, InventoryInvalid
from secaudit.model.text import Text

if TYPE_CHECKING:
    from secaudit.inventory.kept import KeptFiles


@dataclass(frozen=True)
class States:
    """Base and head as they were read, where the base's files are, and what has to be said of reading it."""

    files: Files
    base: Inventory
    head: Inventory
    told: tuple[Text, ...]


@dataclass
class Reading:
    """Reads both states, the head first: what both have is read once. The base's files go into `made`."""

    order: Order
    against: Revision | Folder
    made: Path
    progress: Progress | None
    kept: KeptFiles | None = None
    files: Future[Files] | None = None

    def head(self) -> Inventory:
        """Return the inventory as it is now, and ask git for the base meanwhile; see `read_head`."""
        from secaudit.inventory.kept import KeptFiles

        order = self.order
        pool = ThreadPoolExecutor(1)
        others = (*order.controls, order.baseline_file)
        self.files = pool.submit(files_of, self.against, order.path, others, self.made)
        pool.shutdown(wait=False)
        if order.shelf is not None:
            self.kept = KeptFiles(order.shelf, str(order.path.resolve()))
        with _taking_turns():
            return read_head(order, self.progress, self.kept)

    def base(self) -> tuple[Files, Inventory, tuple[Text, ...]]:
        """Return the base: its files, its inventory, and what has to be said of reading it.

        Raises:
            GitFailure: it cannot be read from its repository.
        """
        assert self.files is not None, "the head is read first"
        files = self.files.result()
        return files, *read_base(files, self.kept)

    def keep(self) -> None:
        """Keep the files of both states for the next check."""
        if self.kept is not None:
            self.kept.save()


@contextmanager
def _taking_turns() -> Iterator[None]:
    """Let threads take turns ten times as often: else one that writes hundreds of files waits each time."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(usual / 10)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


@dataclass(frozen=True)
class Begun:
    """Both states while they are read: wait for them with `both`."""

    head: Answer
    base: Answer
    kept: Answer
    stack: ExitStack

    def both(self) -> States:
        """Return both states.

        Raises:
            GitFailure: the base cannot be read from its repository.
            InventoryInvalid: as `read_head` does.
        """
        # Whatever is wrong with the head: without a base there is nothing to compare it with.
        files, base, told = self.base()
        states = States(files, base, self.head(), told)
        self.stack.callback(self.kept)
        return states


def begin(
    order: Order, against: Revision | Folder, made: Path, progress: Progress | None, stack: ExitStack
) -> Begun:
    """Begin to read both states, in the process that waits if there is one; `made` takes the base's files.

    Files are kept for the next check by the time that the stack is closed.
    """
    reading = Reading(order, against, made, progress)
    stack.push(lambda kind, *_: _give_up(reading) if kind is not None else None)
    there = Elsewhere(reading)
    return Begun(there.begin("head"), there.begin("base"), there.begin("keep"), stack)


def _give_up(reading: Reading) -> None:
    """Make sure that nobody writes any more where the stack is going to clear away."""
    ahead.end()
    if reading.files is not None:
        wait([reading.files])


def read_head(order: Order, progress: Progress | None, kept: KeptFiles | None = None) -> Inventory:
    """Return the inventory as it is now.

    Raises:
        InventoryInvalid: it has errors, and the order does not say to keep going.
    """
    return inventory.read(
        [order.path],
        keep_going=order.keep_going,
        strict=order.strict,
        progress=progress,
        kept=kept,
    )


def read_base(files: Files, kept: KeptFiles | None) -> tuple[Inventory, tuple[Text, ...]]:
    """Return the inventory of the base: what cannot be read of it counts as not having been there."""
    if files.inventory is None:
        return inventory.from_rows({}), (
            Text(
                f"{files.base.label} chưa có danh mục kiểm kê này: mọi dòng đều là mới.",
                f"{files.base.label} did not have this inventory: every row is new.",
            ),
        )
    try:
        base = inventory.read([files.inventory], keep_going=True, kept=kept)
    except InventoryInvalid as error:
        return inventory.from_rows({}), (
            Text(
                f"Không đọc được danh mục kiểm kê ở {files.base.label} nên mọi dòng đều tính là mới: "
                f"{error.problems[0].describe('vi')}",
                f"The inventory of {files.base.label} cannot be read, so every row counts as new: "
                f"{error.problems[0].describe('en')}",
            ),
        )
    lost = [one for one in base.problems if one.gravity is Gravity.ERROR]
    if not lost:
        return base, ()
    return base, (
        Text(
            f"Trạng thái gốc ({files.base.label}) có {len(lost)} lỗi; các dòng bị loại ở đó tính là chưa có.",
            f"The base ({files.base.label}) has {len(lost)} errors; the rows that they rejected count as not "
            "having been there.",
        ),
    )


def notes_on_head(head: State) -> tuple[Text, ...]:
    """Return what has to be said of the state that is checked."""
    if not head.dirty:
        return ()
    return (
        Text(
            "Bản làm việc có thay đổi chưa commit; kết quả là của các tệp đúng như đang có trên đĩa.",
            "The work tree has changes that are not committed; the files were judged as they are on disk.",
        ),
    )
