"""One check from end to end: read, judge, compare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from secaudit import __version__, catalogue, inventory
from secaudit.audit.engines.duckdb import name as engine_name
from secaudit.audit.hearing import Hearing
from secaudit.audit.reads import reads_of
from secaudit.audit.waivers import checked, read_waivers
from secaudit.catalogue.kept import load_kept
from secaudit.checking.bases import Files, Folder, Revision, Stored, head_state, opened
from secaudit.checking.judged import Court
from secaudit.checking.kept import key_of
from secaudit.checking.reach import reached
from secaudit.checking.stored import judged_before, units_of, waivers_of
from secaudit.comparison import baseline_file
from secaudit.comparison.checking import Side, Terms, check
from secaudit.comparison.rows import RowDifference, differences
from secaudit.comparison.yardstick import (
    Weighing,
    baseline_changes,
    catalogue_changes,
    waiver_changes,
)
from secaudit.keeping import Shelf
from secaudit.model.baseline import BASELINE_FILE, Baseline
from secaudit.model.comparison import CheckResult, State, YardstickChange
from secaudit.model.control import Catalogue
from secaudit.model.inventory import Inventory
from secaudit.model.problem import Gravity, InventoryInvalid
from secaudit.model.result import CatalogueInfo, Tool
from secaudit.model.status import Severity
from secaudit.model.text import Text

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Order:
    """What is to be checked: the inventory as it is now, against a base, and by what.

    `baseline` is the file of known findings, None for the one in the inventory's folder, if any; beside a
    stored audit only a file that is named counts. `fail_on` is the mildest severity that refuses, None where
    nothing does. What was read and judged before is taken from the `shelf`, if there is one.
    """

    path: Path
    base: Revision | Folder | Stored
    as_of: date
    generated_at: datetime
    controls: tuple[Path, ...] = ()
    baseline: Path | None = None
    profile: str | None = None
    fail_on: Severity | None = Severity.HIGH
    unknown_fails: bool = False
    keep_going: bool = False
    strict: bool = False
    list_unchanged: bool = False
    shelf: Shelf | None = None


def run(order: Order, progress: Progress | None = None) -> CheckResult:
    """Judge both states by what stood in the base, and tell what turned.

    Raises:
        InventoryInvalid: the inventory as it is now has errors, and `keep_going` is not set.
        CatalogueInvalid: a catalogue has errors.
        GitFailure: the base cannot be read from its repository.
    """
    if isinstance(order.base, Stored):
        return _against_audit(order, order.base, progress)
    with opened(order.base, order.path, (*order.controls, _baseline_file(order))) as files:
        return _against_files(order, files, progress)


def _against_files(order: Order, files: Files, progress: Progress | None) -> CheckResult:
    head = _read_head(order, progress)
    before, after = _catalogues(order, files)
    own = read_waivers(head, after, order.as_of)
    head = checked(head, own, keep_going=order.keep_going)
    base, told = _read_base(files, order.shelf)
    waivers = read_waivers(base, before, order.as_of)
    weigh = Weighing(order.fail_on)
    known, grown = _baselines(order, files, weigh)
    changed: list[YardstickChange] = [*grown]
    if before is not after:
        changed += catalogue_changes(before, after, weigh)
    changed += waiver_changes(base.tables["waivers"], head.tables["waivers"], weigh)
    notes = (*files.notes, *told, *_standing(order, files), *_of_head(files.head))
    terms = replace(_terms(order, before), baseline=known)
    changes = differences(base, head)
    with ExitStack() as stack:
        court = Court(before.controls, waivers, order.as_of, stack)
        first, told_before = court.known(base, order.shelf, key_of(base, before, order.as_of, engine_name()))
        sheet, findings = court.anew(head, first, _reached(order, terms, changes, base, head))
        was = Side(replace(files.base, counts=first.counts), first, told_before, base)
        now = Side(replace(files.head, counts=sheet.counts), sheet, findings, head)
        return check(was, now, terms, changes, changed, notes, head.problems)


def _reached(
    order: Order, terms: Terms, changes: Sequence[RowDifference], base: Inventory, head: Inventory
) -> frozenset[str] | None:
    """Return the controls whose verdicts the change may turn; None for all, and where rows were rejected."""
    if order.list_unchanged or not (base.is_whole and head.is_whole):
        return None
    return reached(changes, terms.reads)


def _against_audit(order: Order, base: Stored, progress: Progress | None) -> CheckResult:
    head = _read_head(order, progress)
    controls = _load(order, order.controls)
    own = read_waivers(head, controls, order.as_of)
    head = checked(head, own, keep_going=order.keep_going)
    state = head_state(order.path)
    with Hearing(
        head, controls.controls, waivers_of(base.result), order.as_of, units_of(base.result, head)
    ) as hearing:
        before = judged_before(base, controls, hearing.sheet)
        side = Side(replace(state, counts=hearing.sheet.counts), hearing.sheet, hearing.findings, head)
        terms = replace(
            _terms(order, controls), incomparable=before.incomparable, baseline=_read_baseline(order.baseline)
        )
        return check(before.side, side, terms, (), (), (*before.notes, *_of_head(state)), head.problems)


def _terms(order: Order, controls: Catalogue) -> Terms:
    return Terms(
        as_of=order.as_of,
        generated_at=order.generated_at,
        tool=Tool("secaudit", __version__, engine_name()),
        catalogue=CatalogueInfo(
            controls.sha256, controls.version, controls.base, controls.changes, controls.profile
        ),
        fail_on=order.fail_on,
        unknown_fails=order.unknown_fails,
        reads=reads_of(controls.controls),
        list_unchanged=order.list_unchanged,
    )


def _load(order: Order, folders: Sequence[Path]) -> Catalogue:
    return catalogue.narrowed(load_kept(folders, order.shelf), order.profile)


def _catalogues(order: Order, files: Files) -> tuple[Catalogue, Catalogue]:
    """Return the catalogues of base and head: the same one where no folder of controls changed hands."""
    kept = [files.beside.get(folder, folder) for folder in order.controls]
    before = _load(order, [folder for folder in kept if folder is not None])
    if kept == list(order.controls):
        return before, before
    after = _load(order, order.controls)
    # Nothing but what was written decides; a place in a temporary folder is no difference.
    return (after, after) if after.sha256 == before.sha256 else (before, after)


def _read_head(order: Order, progress: Progress | None) -> Inventory:
    return inventory.read(
        [order.path],
        keep_going=order.keep_going,
        strict=order.strict,
        progress=progress,
        shelf=order.shelf,
    )


def _baseline_file(order: Order) -> Path:
    folder = order.path if order.path.is_dir() else order.path.parent
    return order.baseline or folder / BASELINE_FILE


def _read_baseline(file: Path | None) -> Baseline | None:
    return baseline_file.read(file.read_bytes(), file.name) if file is not None and file.is_file() else None


def _baselines(
    order: Order, files: Files, weigh: Weighing
) -> tuple[Baseline | None, Sequence[YardstickChange]]:
    """Return the findings that were known in the base, and what the change does to their list."""
    here = _baseline_file(order)
    base, head = _read_baseline(files.beside.get(here, here)), _read_baseline(here)
    return base, tuple(baseline_changes(base, head, here.name, weigh))


def _read_base(files: Files, shelf: Shelf | None) -> tuple[Inventory, tuple[Text, ...]]:
    """Return the inventory of the base: what cannot be read of it counts as not having been there."""
    if files.inventory is None:
        return inventory.from_rows({}), (
            Text(
                f"{files.base.label} chưa có danh mục kiểm kê này: mọi dòng đều là mới.",
                f"{files.base.label} did not have this inventory: every row is new.",
            ),
        )
    try:
        base = inventory.read([files.inventory], keep_going=True, shelf=shelf)
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


def _standing(order: Order, files: Files) -> tuple[Text, ...]:
    """Say which folders of controls both states are judged by as they stand now."""
    fixed = [folder.as_posix() for folder in order.controls if folder not in files.beside]
    if not fixed:
        return ()
    named = ", ".join(fixed)
    return (
        Text(
            f"Tiêu chí trong {named} không thuộc trạng thái gốc: cả hai trạng thái dùng bản hiện tại.",
            f"The controls in {named} are no part of the base: both states are judged by them as they are.",
        ),
    )


def _of_head(head: State) -> tuple[Text, ...]:
    if not head.dirty:
        return ()
    return (
        Text(
            "Bản làm việc có thay đổi chưa commit; kết quả là của các tệp đúng như đang có trên đĩa.",
            "The work tree has changes that are not committed; the files were judged as they are on disk.",
        ),
    )
