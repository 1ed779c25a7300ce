"""What would settle an unknown: the empty cells and undeclared tables behind it, each with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import NamedTuple

from sqlglot import exp

from secaudit.audit.compilation import compiled_part
from secaudit.audit.engines.interface import Engine, EngineError
from secaudit.audit.evidence import Detail, joined
from secaudit.audit.gaps.blanks import Blanks, ToFill
from secaudit.audit.gaps.doubtful_rows import DoubtfulRow, DoubtfulRows
from secaudit.audit.gaps.hinges import can_reopen, hinges
from secaudit.audit.gaps.parts import Answer, Asked, Cell, Figures, How, Leaf, Part, PartReader
from secaudit.audit.gaps.patterns import Deduction, cell_letter, letters, pattern_of
from secaudit.audit.gaps.silence import SUMMED
from secaudit.audit.membership import Membership
from secaudit.audit.nodes import ROW, column, named
from secaudit.audit.plans import Plan
from secaudit.audit.verdicts import Verdicts
from secaudit.catalogue.expression import Parsed
from secaudit.lazily import dataclass
from secaudit.model.finding import Blank, Missing
from secaudit.model.status import Status
from secaudit.model.table import Table
from secaudit.model.tables import SCHEMA
from secaudit.model.tables.quality import DATA_QUALITY
from secaudit.model.text import Text

_NOT_SUMS = frozenset({"id", "unit", "year", "stage", "members", "reported", "without_lines"})


@dataclass(frozen=True, slots=True)
class Lacking:
    """What an unknown verdict waits for, as `Finding` has it."""

    missing: tuple[Missing, ...] = ()
    if_applies: tuple[Missing, ...] = ()
    settleable: bool = True


class _Want(NamedTuple):
    """What to fill in under one heading: a column of a table, or the whole of it.

    `told` says that it is named even where nobody could fill it in.
    """

    table: str
    column: str | None
    fill: ToFill
    told: bool = False


class MissingFinder:
    """Names, for each unknown row of a control, what is missing."""

    def __init__(self, engine: Engine, plan: Plan, verdicts: Verdicts, blanks: Blanks) -> None:
        self._engine, self._plan, self._verdicts, self._blanks = engine, plan, verdicts, blanks
        parsed = [each for each in (plan.applies, plan.condition) if each is not None]
        self._subqueries = [subquery for each in parsed for subquery in each.subqueries]
        self._sums = plan.table.name in SUMMED
        figures = frozenset(plan.table.types) - _NOT_SUMS if self._sums else frozenset[str]()
        reader, roots = PartReader(plan.table, self._subqueries, figures=figures), list[Part]()
        self._asked: list[tuple[Asked, Parsed]] = []
        for each in parsed:
            roots.append(reader.read(each.tree))
            self._asked += [(question, each) for question in reader.asked[len(self._asked) :]]
        self._condition = roots[-1]
        self._scope = roots[0] if plan.applies is not None else None
        self._whole = self._condition if self._scope is None else Part(How.GIVEN, tuple(roots))
        self._reopens = self._scope is not None and can_reopen(self._scope, self._condition)
        self._deduction = Deduction(self._condition)
        self._hinges = cache(hinges)
        self._rows: dict[int, dict[int, list[DoubtfulRow]]] = {}

    def of(self, detail: Detail) -> Lacking:
        """Return what is missing for one unknown row."""
        if self._plan.table is DATA_QUALITY:
            return _unmeasured(detail)
        pattern = self._pattern(detail)
        if pattern is None:
            # A control that crashes on some rows: the empty cells of the subject are still named.
            cells = [Cell(name) for name in self._plan.table.by_name if self._is_empty(detail, name)]
            return Lacking(self._named(detail, self._wants(detail, cells)), settleable=False)
        if not detail.scope_unknown or self._scope is None:
            leaves, enough = self._leaves(detail, pattern, self._condition)
            wants, later = list(self._wants(detail, leaves)), list[_Want]()
            if self._reopens:
                again = self._hinges(self._whole, pattern, leaves)
                later = list(self._wants(detail, again.leaves - leaves))
                enough = enough and again.enough
            missing = self._named(detail, wants)
            return Lacking(
                missing, self._named(detail, later, _held(missing)), enough and _enough([*wants, *later])
            )
        leaves, _ = self._leaves(detail, pattern, self._scope)
        every, enough = self._leaves(detail, pattern, self._whole)
        wants, later = list(self._wants(detail, leaves)), list(self._wants(detail, every - leaves))
        missing = self._named(detail, wants)
        return Lacking(
            missing, self._named(detail, later, _held(missing)), enough and _enough([*wants, *later])
        )

    def _pattern(self, detail: Detail) -> str | None:
        """Return what is known of a row; None where the engine cannot say."""
        asked = self._asked
        cells = {at: cell_letter(detail, question) for at, (question, _) in enumerate(asked) if question.cell}
        told: Mapping[int, str] | None = None
        if self._deduction.possible and not (self._sums or self._reopens or detail.scope_unknown):
            told = self._deduction.letters(cells)
        if told is None:
            told = self._engine_letters.get(detail.row)
        if told is None:
            return None
        return "".join(cells.get(at) or told.get(at, "T") for at in range(len(asked)))

    @cached_property
    def _engine_letters(self) -> dict[int, dict[int, str]]:
        """What the engine says of each unknown row, by the place of what it was asked."""
        places = [at for at, (question, _) in enumerate(self._asked) if not question.cell]
        pattern = pattern_of([self._compiled(*self._asked[at]) for at in places])
        select = [named(column(ROW, self._plan.table.name), "row"), named(pattern, "pattern")]
        try:
            found = self._engine.fetch(joined(self._plan, self._verdicts, [Status.UNKNOWN], select))
        except EngineError:
            return {}
        rows = zip(found["row"].to_pylist(), found["pattern"].to_pylist(), strict=True)
        return {row: dict(zip(places, letters(digits), strict=True)) for row, digits in rows}

    def _compiled(self, asked: Asked, parsed: Parsed) -> Asked:
        """Turn what is asked about an expression into the engine's words."""
        node = compiled_part(parsed, asked.node, self._plan.table, self._plan.given)
        if self._sums:
            # Once every unit has reported, as many have as there are; only the sums are open until then.
            for name in node.find_all(exp.Column):
                if name.name == "reported":
                    name.this.set("this", "members")
        return Asked(node, asked.truth, asked.happened)

    def _leaves(self, detail: Detail, pattern: str, root: Part) -> tuple[frozenset[Leaf], bool]:
        """Return what a row hangs on; a doubtful row of a subquery may hang on the subject's cells too."""
        silent = self._sums and detail.values["reported"] < detail.values["members"]
        filled = frozenset[Leaf]({Figures()} if silent else ())
        outer = frozenset[Leaf]()
        while True:
            found = self._hinges(root, pattern, filled | outer)
            leaves = found.leaves | outer
            more = frozenset(self._outer_leaves(detail, leaves)) - leaves
            if not more:
                break
            outer |= more
        if silent and not leaves:
            leaves = filled
        return leaves, found.enough

    def _outer_leaves(self, detail: Detail, leaves: Collection[Leaf]) -> Iterator[Leaf]:
        for leaf in leaves:
            if isinstance(leaf, Answer):
                yield from (Cell(name) for name in self._open_keys(leaf, detail))
                for row in self._doubtful(leaf, detail):
                    yield from (
                        each for each in row.hinges.leaves if isinstance(each, Cell) and not each.inner
                    )

    def _open_keys(self, answer: Answer, detail: Detail) -> list[str]:
        """Return the subject's empty cells by which rows of the subquery would be tied to it."""
        names = Membership(self._subqueries[answer.subquery], self._plan.table).open_outer
        return [name for name in names if self._is_empty(detail, name)]

    def _doubtful(self, answer: Answer, detail: Detail) -> list[DoubtfulRow]:
        index = answer.subquery
        if index not in self._rows:
            finder = DoubtfulRows(self._subqueries[index], self._plan)
            self._rows[index] = finder.of_all(self._engine, self._verdicts)
        return self._rows[index].get(detail.row, [])

    def _is_empty(self, detail: Detail, name: str) -> bool:
        """Whether a cell that the control reads waits to be filled; a past denied is no empty cell."""
        source = self._plan.table.by_name[name]
        if name not in detail.values or detail.values[name] is not None or source.computed:
            return False
        return not (source.is_event and detail.values.get(source.happened) is not None)

    def _wants(self, detail: Detail, leaves: Collection[Leaf]) -> Iterator[_Want]:
        """Yield what to fill in: own cells in the order of the table, then subquery after subquery."""
        table = self._plan.table
        for name in _in_order(table, (leaf for leaf in leaves if isinstance(leaf, Cell))):
            if name == "exposed":
                yield from _by_column(self._blanks.exposure(table.name, detail.row))
            else:
                yield _Want(table.name, name, ToFill((self._blanks.cell(table.name, detail.row, name),)))
        if Figures() in leaves:
            fill = self._blanks.reports(table.name, detail.row)
            yield _Want(SUMMED[table.name], None, fill, told=True)
        for index in range(len(self._subqueries)):
            if Answer(index) in leaves:
                yield from self._behind_answer(Answer(index), detail)

    def _behind_answer(self, answer: Answer, detail: Detail) -> Iterator[_Want]:
        inner = self._subqueries[answer.subquery].table
        # Which rows would be tied to the subject is only known once its own cell is filled in.
        yield _Want(inner.name, None, ToFill((), enough=not self._open_keys(answer, detail)))
        if not (inner.closed or inner.derived):
            fill = self._blanks.declaration(inner.name, detail.unit)
            yield _Want(inner.name, None, fill, told=not fill.enough)
        rows = self._doubtful(answer, detail)
        cells = [leaf for row in rows for leaf in row.hinges.leaves if isinstance(leaf, Cell) and leaf.inner]
        for name in _in_order(inner, cells):
            for row in rows:
                if Cell(name, inner=True) not in row.hinges.leaves:
                    continue
                if name == "exposed":
                    yield from _by_column(self._blanks.exposure(inner.name, row.row))
                else:
                    yield _Want(inner.name, name, ToFill((self._blanks.cell(inner.name, row.row, name),)))
        yield _Want(inner.name, None, ToFill((), enough=all(row.hinges.enough for row in rows)))

    def _named(
        self, detail: Detail, wants: Iterable[_Want], held: Collection[Blank] = ()
    ) -> tuple[Missing, ...]:
        """Return what is wanted under each heading, every blank once and none of those already held."""
        headings: dict[tuple[str, str | None], dict[Blank, None]] = {}
        for want in wants:
            fresh = dict.fromkeys(blank for blank in want.fill.blanks if blank not in held)
            if fresh or want.told:
                headings.setdefault((want.table, want.column), {}).update(fresh)
        return tuple(
            Missing(table, name, self._label(table, name, detail), tuple(blanks))
            for (table, name), blanks in headings.items()
        )

    def _label(self, table: str, name: str | None, detail: Detail) -> Text:
        if name is not None:
            return SCHEMA[table].by_name[name].label
        if not self._sums or table != SUMMED[self._plan.table.name]:
            return SCHEMA[table].label
        silent = detail.values["members"] - detail.values["reported"]
        return Text(
            f"số liệu của {silent} đơn vị chưa báo cáo",
            f"figures of {silent} {'unit' if silent == 1 else 'units'} yet to report",
        )


def _unmeasured(detail: Detail) -> Lacking:
    """Of data that is not there the quality is unknown, of data never declared the age."""
    if detail.values.get("days_since_declared", 0) is None:
        words = Text("lần xác nhận kê khai đầu tiên của đơn vị", "a first declaration by the unit")
        return Lacking(
            (Missing("declarations", None, words, (Blank("declarations", None, unit=detail.unit),)),)
        )
    words = Text("dữ liệu của đơn vị để kiểm tra", "data of the unit to check")
    return Lacking((Missing("units", None, words),), settleable=False)


def _held(missing: Iterable[Missing]) -> set[Blank]:
    return {blank for item in missing for blank in item.blanks}


def _in_order(table: Table, cells: Iterable[Cell]) -> list[str]:
    """Return the columns of cells, each once, in the order of the table."""
    names = {cell.column for cell in cells}
    return sorted(names, key=list(table.by_name).index) if len(names) > 1 else list(names)


def _enough(wants: Iterable[_Want]) -> bool:
    return all(want.fill.enough for want in wants)


def _by_column(fill: ToFill) -> Iterator[_Want]:
    """Yield what a row's exposure hangs on under the headings of its cells and tables."""
    for blank in fill.blanks:
        yield _Want(blank.table, blank.column, ToFill((blank,), fill.enough))
    yield _Want("links", None, ToFill((), fill.enough))
