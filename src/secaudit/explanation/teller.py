"""Puts the steps of a way through the network into words, each with the cells that say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from secaudit.explanation.cells import Cells
from secaudit.explanation.part import CellValue
from secaudit.exposure import Step, Way
from secaudit.lazily import dataclass
from secaudit.model.tables.choices import choice_label
from secaudit.model.text import Text

_INTERNET = "internet"


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a way: from one stop to the next, by which link, and the cells that say so.

    `table` and `id` name the stop from which the step is taken, `link` the link's id where there is one.
    `certain` is false where the inventory leaves it open whether data gets through.
    """

    table: str
    id: str
    name: str
    link: str | None
    certain: bool
    words: Text
    cells: tuple[CellValue, ...]


@dataclass(frozen=True, slots=True)
class Boundary:
    """What ends a way that would else lead to the internet: a cipher gateway, or a link's last day."""

    link: str
    kind: Literal["government_cipher", "ended"]
    words: Text
    cells: tuple[CellValue, ...]


class Teller:
    """Puts the steps of a way into words, each with its cells."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells

    def hops(self, path: Sequence[Step]) -> Iterator[Hop]:
        """Yield a way step by step."""
        stops = [index for index, step in enumerate(path) if step.table != "links"]
        for here, there in pairwise(stops):
            link = path[here + 1] if there - here == 2 else None
            yield self._hop(path[here], path[there], link)

    def cell(self, step: Step, name: str) -> CellValue | None:
        """Return a cell of the row that a step stands for."""
        row = self._cells.position(step.table, step.id)
        return None if row is None else self._cells.cell(step.table, row, name)

    def boundary(self, way: Way) -> Boundary:
        """Return what ends a way at a link."""
        step = Step("links", way.id)
        if way.is_cut:
            words = Text(
                f"cổng cơ yếu {way.id} dùng mật mã của Ban Cơ yếu Chính phủ: dữ liệu không đi tiếp được",
                f"the cipher gateway {way.id} uses the Government Cipher: no data gets through",
            )
            return Boundary(way.id, "government_cipher", words, self._cells_of(step, "kind", "encryption"))
        words = Text(
            f"kết nối {way.id} đã kết thúc trước ngày đánh giá",
            f"the link {way.id} ended before the day of the audit",
        )
        return Boundary(way.id, "ended", words, self._cells_of(step, "ends_on"))

    def _hop(self, here: Step, there: Step, link: Step | None) -> Hop:
        if link is not None:
            words, cells = self._over(here, there, link)
            certain = link.certain
        elif _INTERNET in (here.table, there.table):
            words, cells, certain = self._own_connection(here, there)
        else:
            words, cells = self._hanging(here, there)
            certain = True
        return Hop(here.table, here.id, self.name(here), link.id if link else None, certain, words, cells)

    def _over(self, here: Step, there: Step, link: Step) -> tuple[Text, tuple[CellValue, ...]]:
        kind = choice_label("kind", str(self._value(link, "kind")))
        words = Text(
            f"{self.name(here)} nối với {self.name(there)} qua kết nối {link.id} (loại: {kind.vi})",
            f"{self.name(here)} is joined to {self.name(there)} by the link {link.id} (kind: {kind.en})",
        )
        names = (
            ("source", "target", "kind", "encryption") if not link.certain else ("source", "target", "kind")
        )
        cells = self._cells_of(link, *names)
        if there.table == "segments" and self._is_internet(there):
            cells += self._cells_of(there, "kind")
        return words, cells

    def _own_connection(self, here: Step, there: Step) -> tuple[Text, tuple[CellValue, ...], bool]:
        machine = here if there.table == _INTERNET else there
        name = self.name(machine)
        if machine.table == "segments":
            words = Text(f"{name} là vùng Internet", f"{name} is an internet segment")
            return words, self._cells_of(machine, "kind"), True
        open_end = not there.certain or not here.certain
        if machine.table != "devices" or open_end:
            words = Text(
                f"chưa rõ {name} thuộc vùng mạng nào, nên có thể nối Internet",
                f"the segment of {name} is not known, so it may be on the internet",
            )
            return words, self._cells_of(machine, "segment"), False
        seen = self._cells_of(machine, "observed_internet_on")
        if self._value(machine, "internet") is True:
            words = Text(
                f"{name} có kết nối Internet riêng", f"{name} has its own connection to the internet"
            )
            return words, self._cells_of(machine, "internet"), True
        words = Text(f"{name} đã bị phát hiện trên Internet", f"{name} was seen on the internet")
        return words, seen, True

    def _hanging(self, here: Step, there: Step) -> tuple[Text, tuple[CellValue, ...]]:
        machine, zone = (here, there) if there.table == "segments" else (there, here)
        words = Text(
            f"{self.name(machine)} thuộc vùng mạng {self.name(zone)}",
            f"{self.name(machine)} hangs on the segment {self.name(zone)}",
        )
        cells = self._cells_of(machine, "segment")
        return words, cells + (self._cells_of(zone, "kind") if self._is_internet(zone) else ())

    def name(self, step: Step) -> str:
        """Return what people call a stop, with its id."""
        if step.table == _INTERNET:
            return "Internet"
        row = self._cells.position(step.table, step.id)
        named = step.id if row is None else self._cells.name(step.table, row)
        return named if named == step.id else f"{named} ({step.id})"

    def _is_internet(self, step: Step) -> bool:
        return self._value(step, "kind") == _INTERNET

    def _value(self, step: Step, name: str) -> object:
        row = self._cells.position(step.table, step.id)
        return None if row is None else self._cells.raw(step.table, row, name)

    def _cells_of(self, step: Step, *names: str) -> tuple[CellValue, ...]:
        found = (self.cell(step, name) for name in names)
        return tuple(cell for cell in found if cell is not None)
