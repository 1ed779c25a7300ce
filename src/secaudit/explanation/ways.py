"""Why a row is exposed to the internet, or not, or nobody knows: the way step by step, with its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from secaudit.audit.bench import Bench
from secaudit.audit.exposing import doubts, exposures, ways
from secaudit.audit.preparation import knowing_links
from secaudit.explanation.cells import Cells
from secaudit.explanation.faults import Disagreement
from secaudit.explanation.part import CellValue, Completeness, Truth, truth_of
from secaudit.explanation.teller import Boundary, Hop, Teller
from secaudit.exposure import Exposure, Node, Step, Way
from secaudit.lazily import dataclass

_OWN_CELLS: dict[str, tuple[str, ...]] = {
    "segments": (),
    "systems": ("segment",),
    "devices": ("segment", "internet"),
}
"""The cells of a row that its exposure rests on."""


@dataclass(frozen=True, slots=True)
class ExposureAccount:
    """What the exposure of a row rests on.

    `way` is the way to the internet, in the direction in which data travels; where `exposed` is unknown it
    is one that may be open (empty where none is known), and `missing` says what would settle it. Where the
    row is not exposed, `boundaries` end the way that there would be without them, `way` shows it, and both
    are empty where no way exists at all. `links_declared` is the unit's declaration of its links.
    """

    exposed: Truth
    written: str | None
    way: tuple[Hop, ...]
    boundaries: tuple[Boundary, ...]
    missing: tuple[CellValue, ...]
    links_declared: Completeness
    rejected_in_the_way: bool


def exposure_account(bench: Bench, cells: Cells, table: str, row: int) -> ExposureAccount:
    """Return what the exposure of a segment, system or device rests on.

    Raises:
        Disagreement: the way found does not fit the value of `exposed` that was judged.
    """
    tables = bench.prepared.tables
    row_id, unit = str(cells.raw(table, row, "id")), cells.raw(table, row, "_unit")
    links = ways(tables["links"])
    found = exposures(tables, links, bench.as_of)[table, row_id]
    judged = cells.raw(table, row, "exposed")
    if (judged is True) != (found.exposed is True):
        raise Disagreement(f"{table} {row_id}: exposed is {judged}, its way says {found.exposed}")
    teller = Teller(cells)
    boundaries: tuple[Boundary, ...] = ()
    shown = found
    if judged is not True and found.exposed is False:
        shown, boundaries = _ended(bench, teller, links, (table, row_id))
    return ExposureAccount(
        exposed=truth_of(judged),
        written=cells.raw(table, row, "exposure_path"),
        way=tuple(teller.hops(shown.path)),
        boundaries=boundaries,
        missing=tuple(_missing(bench, cells, table, row, teller)) if judged is None else (),
        links_declared=cells.completeness("links", unit),
        rejected_in_the_way=_spoilt(bench, unit),
    )


def _ended(
    bench: Bench, teller: Teller, links: Sequence[Way], key: tuple[str, str]
) -> tuple[Exposure, tuple[Boundary, ...]]:
    """Return the way that there would be if no link were cut or over, and what ends it."""
    opened = [
        replace(way, ends_on=None, kind="network" if way.is_cut else way.kind)
        if way.is_cut or not way.in_force(bench.as_of)
        else way
        for way in links
    ]
    imagined = exposures(bench.prepared.tables, opened, bench.as_of)[key]
    if imagined.exposed is not True:
        return Exposure(False), ()
    on_the_way = {step.id for step in imagined.path if step.table == "links"}
    changed = [way for way in links if way.id in on_the_way and (way.is_cut or not way.in_force(bench.as_of))]
    return imagined, tuple(teller.boundary(way) for way in changed)


def _spoilt(bench: Bench, unit: str | None) -> bool:
    """Whether rejected rows leave open what the unit's own declaration would settle."""
    declared = bench.prepared.declared_tables
    complete = "links" in declared.get(unit or "", frozenset())
    return complete and unit not in knowing_links(declared, bench.inventory)


def _missing(bench: Bench, cells: Cells, table: str, row: int, teller: Teller) -> Iterator[CellValue]:
    """Yield the empty cells for want of which nobody knows whether a row is exposed."""
    here = Step(table, str(cells.raw(table, row, "id")))
    segment = None if table == "segments" else cells.raw(table, row, "segment")
    doubt = doubts(bench.prepared.tables, bench.as_of).of(Node(table, here.id, segment))
    wanted = [(here, name) for name in _OWN_CELLS[table]]
    wanted += [(step, "encryption" if step.table == "links" else "segment") for step in sorted(doubt.rows)]
    for step, name in dict.fromkeys(wanted):
        cell = teller.cell(step, name)
        if cell is not None and cell.value is None:
            yield cell
