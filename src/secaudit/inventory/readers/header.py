"""The header of a CSV file or a sheet: which column stands where."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence

from secaudit.inventory.fault import Fault, FileFault, quoted
from secaudit.lazily import dataclass
from secaudit.model.location import Location
from secaudit.model.tables import READABLE
from secaudit.model.text import Text


@dataclass(frozen=True, slots=True)
class Header:
    """Where each named column stands: its index (from 0) and the place of its name.

    `unnamed` are the indexes of columns without a name between the others.
    """

    width: int
    indexes: Mapping[str, int]
    places: Mapping[str, Location]
    unnamed: tuple[int, ...]


def header_of(names: Sequence[object], place: Callable[[int], Location], head: Location) -> Header:
    """Return the header that a row of names makes.

    Raises:
        FileFault: a column is named twice, or none is.
    """
    indexes: dict[str, int] = {}
    trimmed = [_folded(unicodedata.normalize("NFC", str(name or "")).strip()) for name in names]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    for index, name in enumerate(trimmed):
        if not name:
            continue
        if name in indexes:
            raise FileFault(_twice(name, place(indexes[name])).at(place(index)))
        indexes[name] = index
    if not indexes:
        raise FileFault(_NAMELESS.at(head))
    places = {name: place(index) for name, index in indexes.items()}
    unnamed = tuple(index for index, name in enumerate(trimmed) if not name)
    return Header(len(trimmed), indexes, places, unnamed)


def _folded(name: str) -> str:
    """Return a column's name in small letters, where only capitals keep it from being one: `ID`, `Unit`."""
    small = name.casefold()
    return small if small in _COLUMNS else name


_COLUMNS = frozenset(name for table in READABLE.values() for name in table.by_name)


def _twice(name: str, first: Location) -> Fault:
    return Fault(
        "duplicate-column",
        Text(
            f"cột {quoted(name)} có hai lần, lần đầu tại {first}",
            f"the column {quoted(name)} again, first at {first}",
        ),
        Text("mỗi cột một lần", "each column once"),
        Text("xóa hoặc đổi tên một cột", "remove or rename one of them"),
    )


_NAMELESS = Fault(
    "no-header",
    Text("không có dòng tiêu đề", "no header"),
    Text("dòng đầu tiên ghi tên các cột", "a first line with the names of the columns"),
    Text("thêm dòng tiêu đề: id, unit, …", "add a header: id, unit, …"),
)

UNNAMED = Fault(
    "unknown-column",
    Text(
        "giá trị nằm ngoài các cột có tiêu đề, nên không được đọc",
        "a value beside the named columns, so it is not read",
    ),
    Text("giá trị dưới một tiêu đề cột", "values below a column's name"),
    Text("thêm tiêu đề cho cột, hoặc xóa giá trị", "name the column, or delete the value"),
)
"""A warning: nobody can know what the value is."""
