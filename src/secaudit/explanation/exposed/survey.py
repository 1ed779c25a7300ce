"""What a survey of exposure finds: plain facts, ready to be told."""

from __future__ import annotations

from datetime import date

from secaudit.explanation.part import CellValue, Truth
from secaudit.explanation.teller import Hop
from secaudit.lazily import dataclass
from secaudit.model.location import Location
from secaudit.model.text import Text


@dataclass(frozen=True, slots=True)
class Holder:
    """A system or device that holds state secrets, of the degree `degree` (`mat`, `toi_mat`, `tuyet_mat`).

    `way` is the shortest way to or from the internet, step by step, and `path` the same in one line; of a
    holder of which nobody knows whether it is exposed it is one that may be open, or empty. `missing` are
    the empty cells that leave it open; `undeclared` says that the unit's declaration of its links is
    missing too, or that rejected rows have spoilt it.
    """

    table: str
    id: str
    name: str
    unit: str | None
    unit_name: str
    degree: str
    exposed: Truth
    path: Text | None
    way: tuple[Hop, ...]
    missing: tuple[CellValue, ...] = ()
    undeclared: bool = False


@dataclass(frozen=True, slots=True)
class Undoing:
    """A joint of the network and what undoing it means.

    `sort` is the kind of a link, `own_connection` (a machine's own) or `place` (a machine is taken off its
    segment); `table` and `id` name the row to change, `location` its cell.
    """

    sort: str
    table: str
    id: str
    unit: str | None
    unit_name: str
    words: Text
    weight: int
    location: Location | None


@dataclass(frozen=True, slots=True)
class SmallestCut:
    """What to undo so that no holder is exposed; if `at_least` is below `weight`, less may be enough."""

    undoings: tuple[Undoing, ...]
    weight: int
    at_least: int


@dataclass(frozen=True, slots=True)
class UnitCut:
    """The smallest cut for the exposed holders of one unit alone."""

    unit: str | None
    unit_name: str
    holders: int
    cut: SmallestCut


@dataclass(frozen=True, slots=True)
class SingleUndoing:
    """The one joint that ends most exposures by itself, and the holders (table, id) that it parts."""

    undoing: Undoing
    ends: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Unclassified:
    """Rows that are or may be exposed and do not say whether they hold secrets: how many, and the cells."""

    total: int
    cells: tuple[CellValue, ...]


@dataclass(frozen=True, slots=True)
class Observation:
    """Something between rows that is no breach of a clause we know, but should be looked at.

    `code` is stable and made for programs; `why` says what may come of it.
    """

    code: str
    table: str
    id: str
    unit: str | None
    words: Text
    why: Text
    location: Location | None


@dataclass(frozen=True, slots=True)
class Survey:
    """The exposure of an inventory, or of a unit and all below it (`unit`), as things stood on a day.

    `safe` counts the holders of which it is known that they are not exposed. `by_unit` is empty where the
    network is too large to cut it for each unit in turn.
    """

    as_of: date
    unit: str | None
    unit_name: str
    exposed: tuple[Holder, ...]
    unknown: tuple[Holder, ...]
    safe: int
    unclassified: Unclassified
    cut: SmallestCut
    by_unit: tuple[UnitCut, ...]
    single: SingleUndoing | None
    observations: tuple[Observation, ...]
