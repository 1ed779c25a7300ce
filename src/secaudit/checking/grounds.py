"""By what both states are judged: what the base has of it counts; and what the change does to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from secaudit import catalogue
from secaudit.audit.needs import needs_of
from secaudit.audit.reads import reads_of
from secaudit.catalogue.kept import load_kept
from secaudit.checking.bases import Files
from secaudit.checking.order import Order
from secaudit.comparison.baseline import of_another_catalogue
from secaudit.comparison.yardstick import Weighing, baseline_changes, catalogue_changes, waiver_changes
from secaudit.keeping import Shelf
from secaudit.lazily import dataclass
from secaudit.model import sheet
from secaudit.model.baseline import Baseline
from secaudit.model.comparison import YardstickChange
from secaudit.model.control import Catalogue
from secaudit.model.inventory import Inventory
from secaudit.model.sheet import Reads
from secaudit.model.text import Text
from secaudit.quality import need, predicate
from secaudit.quality.need import Needs
from secaudit.records import kinds_in, pack, unpack

_KIND = "grounds"
_RECORDS = kinds_in((sheet, need, predicate))


@dataclass(frozen=True)
class Knowledge:
    """What follows from a catalogue alone: what its verdicts can hang on, and which cells it needs."""

    reads: dict[str, Reads]
    needs: Needs


@dataclass(frozen=True)
class Grounds:
    """The catalogues and the known findings of both states; the base's are those that count."""

    before: Catalogue
    after: Catalogue
    known: Baseline | None
    known_after: Baseline | None
    knowledge: Knowledge


@dataclass(frozen=True)
class Standing:
    """The catalogue that stands whatever the base may hold, and what follows from it."""

    catalogue: Catalogue
    knowledge: Knowledge


def standing(order: Order) -> Standing | None:
    """Return what can be said before the base is known: nothing, where folders of controls are named.

    Raises:
        CatalogueInvalid: the catalogue has errors.
    """
    if order.controls:
        return None
    controls = load(order, ())
    return Standing(controls, knowledge_of(controls, order.as_of, order.shelf))


def grounds_of(order: Order, files: Files, known: Standing | None) -> Grounds:
    """Return what both states are judged by; `known` is what was said before.

    Raises:
        CatalogueInvalid: a catalogue has errors.
        InvalidInput: a list of known findings has.
    """
    here = order.baseline_file
    listed = read_baseline(files.beside.get(here, here)), read_baseline(here)
    if known is not None:
        return Grounds(known.catalogue, known.catalogue, *listed, known.knowledge)
    before, after = _catalogues(order, files)
    return Grounds(before, after, *listed, knowledge_of(before, order.as_of, order.shelf))


def load(order: Order, folders: Sequence[Path]) -> Catalogue:
    """Return the catalogue of some folders, narrowed to the profile of the order."""
    return catalogue.narrowed(load_kept(folders, order.shelf), order.profile)


def read_baseline(file: Path | None) -> Baseline | None:
    """Return the known findings of a file; None where there is no such file."""
    if file is None or not file.is_file():
        return None
    from secaudit.comparison import baseline_file

    return baseline_file.read(file.read_bytes(), file.name)


def knowledge_of(controls: Catalogue, as_of: date, shelf: Shelf | None) -> Knowledge:
    """Return what follows from a catalogue on a day; from the shelf, if it was worked out before."""
    profile = "" if controls.profile is None else controls.profile.id
    key = (controls.sha256, profile, as_of.isoformat())
    if shelf is not None and (kept := shelf.take(_KIND, *key)) is not None:
        try:
            return Knowledge(*unpack(kept, _RECORDS))
        except (ValueError, TypeError):
            # Whole, and yet not what this program would have written: as good as not there.
            pass
    found = Knowledge(reads_of(controls.controls), needs_of(controls.controls, as_of))
    if shelf is not None:
        packed = pack((found.reads, found.needs))
        if unpack(packed, _RECORDS) == (found.reads, found.needs):
            shelf.keep(packed, _KIND, *key)
    return found


def _catalogues(order: Order, files: Files) -> tuple[Catalogue, Catalogue]:
    """Return the catalogues of base and head: the same one where no folder of controls changed hands."""
    kept = [files.beside.get(folder, folder) for folder in order.controls]
    before = load(order, [folder for folder in kept if folder is not None])
    if kept == list(order.controls):
        return before, before
    after = load(order, order.controls)
    # Nothing but what was written decides; a place in a temporary folder is no difference.
    return (after, after) if after.sha256 == before.sha256 else (before, after)


def changed_grounds(
    order: Order, grounds: Grounds, base: Inventory, head: Inventory
) -> Iterator[YardstickChange]:
    """Yield what the change does to controls, profiles, waivers and the list of known findings."""
    weigh = Weighing(order.fail_on)
    yield from baseline_changes(grounds.known, grounds.known_after, order.baseline_file.name, weigh)
    if grounds.before is not grounds.after:
        yield from catalogue_changes(grounds.before, grounds.after, weigh)
    yield from waiver_changes(base.tables["waivers"], head.tables["waivers"], weigh)


def notes_on_baseline(known: Baseline | None, controls: Catalogue) -> tuple[Text, ...]:
    """Say that the list of known findings is of another catalogue than the one that judges."""
    if known is None:
        return ()
    told = of_another_catalogue(known, controls.sha256, (control.id for control in controls.controls))
    return () if told is None else (told,)


def notes_on_grounds(order: Order, files: Files) -> tuple[Text, ...]:
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
