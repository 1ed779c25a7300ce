"""Both states judged by what stood in the base, and compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace

from secaudit import __version__
from secaudit.audit.engines.duckdb import name as engine_name
from secaudit.audit.hearing import Hearing
from secaudit.audit.waivers import checked, read_waivers
from secaudit.checking.bases import Stored, head_state
from secaudit.checking.grounds import (
    Grounds,
    changed_grounds,
    knowledge_of,
    load,
    notes_on_baseline,
    notes_on_grounds,
    read_baseline,
)
from secaudit.checking.judged import Court
from secaudit.checking.kept import keep, key_of
from secaudit.checking.order import Order
from secaudit.checking.reach import reached
from secaudit.checking.reading import States, notes_on_head
from secaudit.comparison.checking import Side, Terms, check
from secaudit.comparison.rows import RowDifference, differences
from secaudit.model.baseline import Baseline
from secaudit.model.comparison import CheckResult
from secaudit.model.control import Catalogue
from secaudit.model.inventory import Inventory
from secaudit.model.problem import Gravity, Problem
from secaudit.model.result import Tool, catalogue_info
from secaudit.model.sheet import Reads
from secaudit.model.text import Text


def against_files(order: Order, grounds: Grounds, states: States) -> CheckResult:
    """Compare base and head, which have been read."""
    base, head, files = states.base, states.head, states.files
    own = read_waivers(head, grounds.after, order.as_of)
    head = checked(head, own, keep_going=order.keep_going)
    waivers = read_waivers(base, grounds.before, order.as_of)
    terms = _terms(order, grounds.before, grounds.knowledge.reads, grounds.known)
    changes = differences(base, head)
    with ExitStack() as stack:
        court = Court(grounds.before.controls, waivers, order.as_of, grounds.knowledge.needs, stack)
        key = key_of(base, grounds.before, order.as_of, engine_name())
        first, findings_before = court.known(base, order.shelf, key)
        sheet, findings = court.anew(head, first, _reached(order, terms, changes, base, head))
        if order.shelf is not None and _may_be_base(grounds, changes, head):
            keep(order.shelf, sheet, key_of(head, grounds.before, order.as_of, engine_name()))
        return check(
            Side(replace(files.base, counts=first.counts), first, findings_before, base),
            Side(replace(files.head, counts=sheet.counts), sheet, findings, head),
            terms,
            changes,
            tuple(changed_grounds(order, grounds, base, head)),
            (
                *files.notes,
                *states.told,
                *notes_on_grounds(order, files),
                *notes_on_baseline(grounds.known, grounds.before),
                *notes_on_head(files.head),
            ),
            _not_known(head.problems, (*base.problems, *waivers.warnings)),
        )


def _not_known(problems: Sequence[Problem], before: Sequence[Problem]) -> tuple[Problem, ...]:
    """Leave out warnings that the base had as well: whoever makes a change is told what it brings."""
    known = Counter(_said(problem) for problem in before)
    fresh = []
    for problem in problems:
        if problem.gravity is Gravity.WARNING and known[_said(problem)]:
            known[_said(problem)] -= 1
        else:
            fresh.append(problem)
    return tuple(fresh)


def _said(problem: Problem) -> tuple[str, Text, Text]:
    """Return a problem without its place: the base's files lie elsewhere, and its lines may have moved."""
    return problem.code, problem.found, problem.expected


def _may_be_base(grounds: Grounds, changes: Sequence[RowDifference], head: Inventory) -> bool:
    """Whether the verdicts on the head are those that it will have as the base of the next change."""
    same = grounds.before is grounds.after and all(one.table != "waivers" for one in changes)
    return bool(changes) and same and head.is_whole


def _reached(
    order: Order, terms: Terms, changes: Sequence[RowDifference], base: Inventory, head: Inventory
) -> frozenset[str] | None:
    """Return the controls whose verdicts the change may turn; None for all, and where rows were rejected."""
    if order.list_unchanged or not (base.is_whole and head.is_whole):
        return None
    return reached(changes, terms.reads)


def against_audit(order: Order, base: Stored, head: Inventory) -> CheckResult:
    """Compare a stored audit with the head, which has been read."""
    from secaudit.checking.stored import judged_before, units_of, waivers_of

    controls = load(order, order.controls)
    own = read_waivers(head, controls, order.as_of)
    head = checked(head, own, keep_going=order.keep_going)
    state = head_state(order.path)
    with Hearing(
        head, controls.controls, waivers_of(base.result), order.as_of, units_of(base.result, head)
    ) as hearing:
        before = judged_before(base, controls, hearing.sheet)
        reads = knowledge_of(controls, order.as_of, order.shelf).reads
        known = read_baseline(order.baseline)
        terms = _terms(order, controls, reads, known)
        return check(
            before.side,
            Side(replace(state, counts=hearing.sheet.counts), hearing.sheet, hearing.findings, head),
            replace(terms, incomparable=before.incomparable),
            notes=(*before.notes, *notes_on_baseline(known, controls), *notes_on_head(state)),
            problems=head.problems,
        )


def _terms(order: Order, controls: Catalogue, reads: Mapping[str, Reads], known: Baseline | None) -> Terms:
    return Terms(
        as_of=order.as_of,
        generated_at=order.generated_at,
        tool=Tool("secaudit", __version__, engine_name()),
        catalogue=catalogue_info(controls),
        fail_on=order.fail_on,
        unknown_fails=order.unknown_fails,
        reads=reads,
        baseline=known,
        list_unchanged=order.list_unchanged,
    )
