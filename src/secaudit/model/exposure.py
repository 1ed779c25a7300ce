"""What an audit says of the ways from state secrets to the internet, and of what would end them."""

from __future__ import annotations

from secaudit.lazily import dataclass
from secaudit.model.location import Location
from secaudit.model.network_map import NetworkMap
from secaudit.model.text import Text


@dataclass(frozen=True, slots=True)
class ExposedHolder:
    """A system or device that holds state secrets and is exposed; `path` is its shortest way, in one line.

    `degree` is `mat`, `toi_mat` or `tuyet_mat`; `location` is the row that declares it.
    """

    table: str
    id: str
    name: str
    unit: str | None
    degree: str
    path: Text
    location: Location | None


@dataclass(frozen=True, slots=True)
class Severance:
    """One thing to undo so that ways end; `location` is the cell that says it is there."""

    unit: str | None
    words: Text
    location: Location | None


@dataclass(frozen=True, slots=True)
class ExposureInfo:
    """The exposed holders of what was judged, what to undo so that none is, and the map of their ways.

    `is_least` says that no easier choice of severances ends all of them; false where that was not proven.
    With `is_part`, the severances are those of some units out of what ends the ways of all.
    """

    holders: tuple[ExposedHolder, ...]
    severances: tuple[Severance, ...]
    is_least: bool
    map: NetworkMap
    is_part: bool = False
