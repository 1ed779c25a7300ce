"""What is known and unknown in each unknown row: a letter for every part that has to be asked about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlglot import exp

from secaudit.audit.evidence import Detail
from secaudit.audit.gaps.parts import Answer, Asked, How, Part
from secaudit.audit.nodes import number

_LETTERS = {"0": "F", "1": "T", "2": "N", "3": "V", "4": "X"}


def pattern_of(asked: Sequence[Asked]) -> exp.Expr:
    """Return the expression of a text with one digit for the answer to each question; see `letters`."""
    text: exp.Expr = exp.Literal.string("")
    for question in asked:
        digit = exp.cast(exp.Paren(this=_digit(question)), exp.DataType.Type.VARCHAR, copy=False)
        text = exp.DPipe(this=text, expression=digit)
    return text


def letters(pattern: str) -> str:
    """Return the answers as letters.

    T and F for true and false, V for another value, N for unknown, and X for the date of an event that is
    known not to have happened.
    """
    return "".join(_LETTERS[digit] for digit in pattern)


def _digit(asked: Asked) -> exp.Expr:
    node = exp.Paren(this=asked.node.copy())
    if asked.truth:
        # The node is evaluated once only: it may hold subqueries.
        truth = exp.cast(node, exp.DataType.Type.INT, copy=False)
        return exp.Coalesce(this=truth, expressions=[number(2)])
    tests = [(exp.Not(this=exp.Is(this=node, expression=exp.null())), 3)]
    if asked.happened is not None:
        happened = exp.Is(this=asked.happened.copy(), expression=exp.null())
        tests.append((exp.Not(this=happened), 4))
    return exp.Case(ifs=[exp.If(this=test, true=number(digit)) for test, digit in tests], default=number(2))


def cell_letter(detail: Detail, asked: Asked) -> str:
    """Return the letter of a cell of the judged row, whose values are at hand."""
    assert asked.cell is not None
    value = detail.values[asked.cell]
    if asked.truth:
        return "N" if value is None else "T" if value else "F"
    if value is not None:
        return "V"
    known = asked.happened is not None and detail.values.get(asked.happened.name) is not None
    return "X" if known else "N"


class Deduction:
    """Tells the letters of an unknown condition without asking the engine, where its form allows it.

    In a conjunction that is unknown, what is not unknown is true; in a disjunction it is false; a
    comparison is unknown where one of its cells is, and a subquery where nothing else is.
    """

    def __init__(self, root: Part) -> None:
        while root.how is How.NOT:
            root = root.parts[0]
        flat = list(_flat(root, root.how))
        self._cells = [part.at for part in flat if part.at is not None and _is_cell(part)]
        self._answers = [part.at for part in flat if part.at is not None and isinstance(part.leaf, Answer)]
        self._atoms = [
            (part.at, [leaf.at for leaf in _leaves(part) if leaf.at is not None])
            for part in flat
            if part.at is not None and part.how is How.ALL
        ]
        self._else = "F" if root.how is How.OR else "T"
        self.possible = len(self._answers) < 2 and all(
            isinstance(part.leaf, Answer) or _is_plain(part) for part in flat
        )

    def letters(self, cells: Mapping[int, str]) -> dict[int, str] | None:
        """Return the letters of what is no cell, by place; None where they do not explain the unknown."""
        found = {
            at: "N" if any(cells[leaf] in "NX" for leaf in leaves) else self._else
            for at, leaves in self._atoms
        }
        unknown = "N" in found.values() or any(cells[at] == "N" for at in self._cells)
        if unknown == bool(self._answers):
            return None
        return found | dict.fromkeys(self._answers, "N")


def _flat(part: Part, how: How) -> Iterator[Part]:
    """Yield what a conjunction (or disjunction) joins, whatever the brackets."""
    if part.how is how and how in (How.AND, How.OR):
        for each in part.parts:
            yield from _flat(each, how)
    else:
        yield part


def _is_cell(part: Part) -> bool:
    return part.how is How.LEAF and not isinstance(part.leaf, Answer)


def _is_plain(part: Part) -> bool:
    if part.how is How.LEAF:
        return _is_cell(part)
    if part.how is How.ALL:
        return not part.fails and all(map(_is_plain, part.parts))
    return part.how is How.FIXED and part.value == "V"


def _leaves(part: Part) -> Iterator[Part]:
    if part.how is How.LEAF:
        yield part
    for each in part.parts:
        yield from _leaves(each)
