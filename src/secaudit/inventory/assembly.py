"""Raw blocks go in, a checked inventory comes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from secaudit.inventory.checks.cascade import cascade
from secaudit.inventory.checks.duplicates import reject_duplicates
from secaudit.inventory.checks.judgement import (
    reject_bad_declarations,
    reject_bad_waivers,
    reject_undated_observations,
)
from secaudit.inventory.checks.names import column_problems, unknown_table
from secaudit.inventory.checks.observations import settle_observations
from secaudit.inventory.checks.references import reject_dangling
from secaudit.inventory.checks.trees import reject_cycles, self_references
from secaudit.inventory.draft import Draft, Ledger
from secaudit.inventory.finish import InputFile, accounts, finished, rejected_rows
from secaudit.inventory.raw import RawBlock
from secaudit.inventory.tables import build
from secaudit.model.inventory import Inventory, RejectedRow
from secaudit.model.location import Location
from secaudit.model.problem import Gravity, InventoryInvalid, Problem
from secaudit.model.tables import READABLE

Numbered = tuple[int, RawBlock]


def assemble(
    paths: Sequence[str],
    files: Sequence[InputFile],
    blocks: Iterable[Numbered],
    problems: Iterable[Problem],
    *,
    keep_going: bool,
    strict: bool,
    incomplete: frozenset[str] = frozenset(),
) -> Inventory:
    """Return the inventory that the blocks of the numbered files make up.

    Raises:
        InventoryInvalid: there is an error and `keep_going` is false; it holds every problem.
    """
    ledger = Ledger(list(problems))
    known, unplaced = _sorted_out(blocks, ledger, strict=strict)
    drafts = {name: build(table, known[name], ledger) for name, table in READABLE.items()}
    _check(drafts, ledger)
    if not keep_going and any(problem.gravity is Gravity.ERROR for problem in ledger.problems):
        raise InventoryInvalid(in_order(ledger.problems))
    cascade(drafts, ledger)
    counted = list(files)
    for number, rejected in unplaced:
        if number < len(counted):
            counted[number] = replace(counted[number], unplaced=counted[number].unplaced + len(rejected))
    lost = [row for _, rows in unplaced for row in rows] + rejected_rows(drafts)
    return Inventory(
        tuple(paths),
        finished(drafts),
        accounts(counted, drafts) if files else (),
        in_order(ledger.problems),
        tuple(sorted(lost, key=lambda row: _place(row.problem, row.location))),
        # Rows under a name that is no table's may have been meant for any.
        frozenset(READABLE) if unplaced else incomplete,
    )


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by file and place."""
    return tuple(sorted(problems, key=_place))


def _place(problem: Problem, at: Location | None = None) -> tuple[object, ...]:
    place = at or problem.location
    return (
        place.file,
        place.sheet or "",
        place.line or 0,
        place.row or 0,
        _cell_order(place.cell),
        place.column or 0,
        problem.code,
        problem.found.en,
    )


def _cell_order(cell: str | None) -> tuple[int, int, str]:
    letters = (cell or "").rstrip("0123456789")
    digits = (cell or "")[len(letters) :]
    return (int(digits or 0), len(letters), letters)


def _sorted_out(
    blocks: Iterable[Numbered], ledger: Ledger, *, strict: bool
) -> tuple[dict[str, list[Numbered]], list[tuple[int, list[RejectedRow]]]]:
    known: dict[str, list[Numbered]] = {name: [] for name in READABLE}
    unplaced = []
    for number, block in blocks:
        if block.table in known:
            ledger.add(*column_problems(READABLE[block.table], block, strict=strict))
            known[block.table].append((number, block))
        else:
            problem = unknown_table(block)
            ledger.add(problem)
            lost = [
                RejectedRow(block.table, None, block.origin.locate(row), problem) for row in range(block.rows)
            ]
            unplaced.append((number, lost))
    return known, unplaced


def _check(drafts: dict[str, Draft], ledger: Ledger) -> None:
    for draft in drafts.values():
        if draft.count:
            reject_duplicates(draft, ledger)
    reject_dangling(drafts, ledger)
    for draft in drafts.values():
        for column in self_references(draft):
            reject_cycles(draft, column, ledger)
    reject_bad_declarations(drafts, ledger)
    reject_bad_waivers(drafts, ledger)
    reject_undated_observations(drafts, ledger)
    settle_observations(drafts, ledger)
