"""What to cut, in words: for all exposed holders, for each unit's, and the best single deed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from secaudit.explanation.exposed.field import Field
from secaudit.explanation.exposed.survey import SingleUndoing, SmallestCut, Undoing, UnitCut
from secaudit.exposure import Step
from secaudit.exposure.cutting import (
    OWN_CONNECTION,
    PLACE,
    Joint,
    Weights,
    Wiring,
    best_single,
    smallest_cut,
    wiring,
)
from secaudit.model.tables.choices import choice_label
from secaudit.model.text import Text

MOST_WORK = 2_000_000
"""How many joints, unit by unit, are looked at to tell each unit's own cut; `--unit` always tells it."""


class Cutter:
    """Finds cuts for the exposed holders of a survey; they are searched for in the whole network."""

    def __init__(self, field: Field, exposed: Sequence[Step], weights: Weights) -> None:
        self._field = field
        self._weights = weights
        self._exposed = exposed
        segments, systems, devices = field.nodes
        hosts = [*systems, *devices]
        self._wiring = wiring(segments, hosts, field.links, set(exposed), weights, field.as_of)

    def smallest(self) -> SmallestCut:
        """Return what to undo so that none of them is exposed."""
        return self._told(self._wiring)

    def by_unit(self) -> Iterator[UnitCut]:
        """Yield the same for each unit's own holders alone; nothing where that would be too much work."""
        holders: dict[str | None, set[Step]] = {}
        for step in self._exposed:
            holders.setdefault(self._field.unit_of(*step[:2]), set()).add(step)
        if len(holders) * len(self._wiring.wires) > MOST_WORK:
            return
        for unit, own in holders.items():
            name = self._field.unit_names.get(unit or "", "")
            yield UnitCut(unit, name, len(own), self._told(self._wiring.among(own)))

    def single(self) -> SingleUndoing | None:
        """Return the one joint that ends most exposures; None where none ends any."""
        found = best_single(self._wiring, self._weights) if self._exposed else None
        if found is None:
            return None
        return SingleUndoing(self._undoing(found.joint), tuple(end[:2] for end in found.ends))

    def _told(self, net: Wiring) -> SmallestCut:
        found = smallest_cut(net, self._weights)
        undoings = tuple(self._undoing(joint) for joint in found.joints)
        return SmallestCut(undoings, found.weight, found.at_least)

    def _undoing(self, joint: Joint) -> Undoing:
        field = self._field
        unit = field.unit_of(joint.table, joint.id)
        row = field.cells.position(joint.table, joint.id)
        column, words = self._words(joint)
        return Undoing(
            sort=joint.sort,
            table=joint.table,
            id=joint.id,
            unit=unit,
            unit_name=field.unit_names.get(unit or "", ""),
            words=words,
            weight=self._weights.of(joint),
            location=None if row is None else field.cells.place(joint.table, row, column),
        )

    def _words(self, joint: Joint) -> tuple[str, Text]:
        """Return the column whose cell says that the joint is there, and what to do."""
        field = self._field
        name = field.teller.name(joint.step)
        row = field.cells.position(joint.table, joint.id)
        if joint.sort == OWN_CONNECTION:
            if row is not None and field.cells.raw(joint.table, row, "internet") is not True:
                return "observed_internet_on", Text(
                    f"ngắt và kiểm tra {name}, máy đã bị phát hiện trên Internet",
                    f"disconnect and inspect {name}, which was seen on the internet",
                )
            return "internet", Text(
                f"ngắt kết nối Internet riêng của {name}", f"cut {name}'s own connection to the internet"
            )
        if joint.sort == PLACE:
            zone = self._end(joint, "segment")
            return "segment", Text(
                f"đưa {name} ra khỏi vùng mạng {zone}", f"take {name} off the segment {zone}"
            )
        return "id", self._link_words(joint)

    def _link_words(self, joint: Joint) -> Text:
        kind = choice_label("kind", joint.sort)
        source, target = self._end(joint, "source"), self._end(joint, "target")
        if joint.sort == "removable_media":
            return Text(
                f"cấm dùng {joint.id} ({kind.vi}) giữa {source} và {target}",
                f"forbid {joint.id} ({kind.en}) between {source} and {target}",
            )
        if joint.sort == "cipher_gateway":
            return Text(
                f"ngắt {joint.id} ({kind.vi}) giữa {source} và {target}, hoặc chuyển sang mật mã của Ban "
                "Cơ yếu Chính phủ",
                f"cut {joint.id} ({kind.en}) between {source} and {target}, or move it to the Government "
                "Cipher",
            )
        return Text(
            f"ngắt kết nối {joint.id} ({kind.vi}) giữa {source} và {target}",
            f"cut the link {joint.id} ({kind.en}) between {source} and {target}",
        )

    def _end(self, joint: Joint, column: str) -> str:
        """Return what people call the row that a reference of the joint's row leads to."""
        cells = self._field.cells
        row = cells.position(joint.table, joint.id)
        reference = "" if row is None else str(cells.raw(joint.table, row, column))
        return self._field.named(reference)
