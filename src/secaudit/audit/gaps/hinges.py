"""What an unknown value hangs on: the leaves of an expression that could still change it.

The engine has said of each leaf and comparison whether it is true, false, known or unknown; this is a
pattern, one letter for each. From it follows what every part can still become once some unknown leaves
are filled in. A leaf matters where such a part is not settled whatever it holds: `a OR b` with `a` true
does not ask for `b`, and CASE asks only for the branches that can be reached.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import reduce
from itertools import product

from secaudit.audit.gaps.parts import How, Leaf, Part
from secaudit.lazily import dataclass

TRUE, FALSE, UNKNOWN, VALUE = 1, 2, 4, 8
"""What a part can become, as bits: of a set of these."""

_EITHER = TRUE | FALSE
_BITS = {"T": TRUE, "F": FALSE, "N": UNKNOWN, "X": UNKNOWN, "V": VALUE}


@dataclass(frozen=True, slots=True)
class Hinges:
    """The leaves that a value hangs on; `enough` says that with all of them filled in it is known."""

    leaves: frozenset[Leaf]
    enough: bool


def hinges(root: Part, pattern: str, filled: Collection[Leaf] = ()) -> Hinges:
    """Return what a part hangs on in a row of this pattern.

    `filled` are leaves that are going to be filled in whatever this part needs. A yes-or-no leaf that
    stands in several places is the same in all of them, so each of its values is followed by itself.
    """
    first = _hinges(root, pattern, filled)
    shared = [places for leaf, places in _places(root).items() if leaf in first.leaves and len(places) > 1]
    if not 0 < len(shared) <= _MOST_SHARED:
        return first
    told = frozenset(leaf for leaf, places in _places(root).items() if places in shared)
    leaves, enough = told & first.leaves, True
    for values in product(*map(_ways, shared)):
        letters = dict(item for value in values for item in value)
        with_values = "".join(letters.get(at, letter) for at, letter in enumerate(pattern))
        found = _hinges(root, with_values, filled, told)
        leaves, enough = leaves | found.leaves, enough and found.enough
    return Hinges(leaves, enough)


def can_reopen(scope: Part, condition: Part) -> bool:
    """Whether a scope that holds may be in doubt again once leaves of the condition are filled in.

    That takes a part that passes over what is unknown; of all others, what is known stays known.
    """
    passing = {How.CASE, How.FIRST, How.ANY, How.EMPTY}
    if not any(part.how in passing for part in _parts(scope)):
        return False
    return bool(_leaves(scope) & _leaves(condition))


def _parts(root: Part) -> Iterator[Part]:
    yield root
    for part in root.parts:
        yield from _parts(part)


def _leaves(root: Part) -> set[Leaf]:
    return {part.leaf for part in _parts(root) if part.leaf is not None}


_MOST_SHARED = 5
"""Beyond so many, what is named may be more than what is needed, but never less."""


def _places(root: Part) -> dict[Leaf, dict[int, bool]]:
    """Return where the letters of each leaf stand, and which of them say true or false.

    A leaf without a letter of truth (an amount) has too many values to follow one by one.
    """
    places: dict[Leaf, dict[int, bool]] = {}
    for part in _parts(root):
        if part.leaf is not None and part.at is not None:
            places.setdefault(part.leaf, {})[part.at] = part.truth
    return {leaf: found for leaf, found in places.items() if any(found.values())}


def _ways(places: Mapping[int, bool]) -> list[list[tuple[int, str]]]:
    """Return the letters that a leaf can get: yes, no and, of an event, a day that is yet to come."""
    letters = [("T", "V"), ("F", "X")] + ([("F", "V")] if not all(places.values()) else [])
    return [[(at, yes if truth else other) for at, truth in places.items()] for yes, other in letters]


def _hinges(
    root: Part, pattern: str, filled: Collection[Leaf], told: frozenset[Leaf] = frozenset()
) -> Hinges:
    """Fill in what is found until nothing is added: filling in one leaf may open another branch.

    Of the leaves in `told` the pattern has an assumed letter, which the engine did not know.
    """
    known, leaves = frozenset(filled), frozenset[Leaf]()
    while True:
        weighing = _Weighing(pattern, known | leaves, told)
        found = leaves | weighing.causes(root)
        if found == leaves:
            return Hinges(leaves, not weighing.becomes(root) & UNKNOWN)
        leaves = found


class _Weighing:
    """Weighs the parts of an expression for one pattern, with some unknown leaves filled in."""

    def __init__(self, pattern: str, filled: frozenset[Leaf], told: frozenset[Leaf]) -> None:
        self._pattern = pattern
        self._told = told
        self._filled = filled
        self._weighed: dict[Part, int] = {}

    def becomes(self, part: Part) -> int:
        """Return everything that a part can become."""
        found = self._weighed.get(part)
        if found is None:
            found = self._weighed[part] = self._weigh(part)
        return found

    def causes(self, part: Part) -> frozenset[Leaf]:
        """Return the leaves on which it depends what a part becomes, none where that is settled."""
        if self.becomes(part) in (TRUE, FALSE, VALUE):
            return frozenset()
        how, parts = part.how, part.parts
        if how is How.LEAF:
            return frozenset({part.leaf}) if part.leaf is not None and self._open(part) else frozenset()
        if how in (How.AND, How.OR):
            settled = TRUE if how is How.AND else FALSE
            return self._all(each for each in parts if self.becomes(each) != settled)
        if how is How.FIRST:
            return self._all(self._reached_first(parts))
        if how is How.CASE:
            return self._all(self._reached_case(parts))
        if how is How.GIVEN:
            return self._all(parts if self.becomes(parts[0]) & (TRUE | VALUE) else parts[:1])
        if how is How.ALL and any(self._stuck(each) for each in parts):
            return frozenset()
        return self._all(parts)

    def _all(self, parts: Iterable[Part]) -> frozenset[Leaf]:
        return frozenset[Leaf]().union(*(self.causes(part) for part in parts))

    def _stuck(self, part: Part) -> bool:
        """Whether a part stays unknown whatever is filled in."""
        return self.becomes(part) == UNKNOWN and not self.causes(part)

    def _open(self, part: Part) -> bool:
        """Whether a leaf waits for something to be filled in."""
        letter = self._letter(part)
        return letter == "N" or (part.leaf in self._filled and letter != "X")

    def _letter(self, part: Part) -> str:
        return part.value if part.at is None else self._pattern[part.at]

    def _touched(self, part: Part) -> bool:
        """Whether filling in the leaves can change a part at all."""
        if part.how is How.LEAF:
            return part.leaf in self._told or (part.leaf in self._filled and self._open(part))
        return any(self._touched(each) for each in part.parts)

    def _weigh(self, part: Part) -> int:
        if part.how in (How.LEAF, How.ALL):
            return self._weigh_asked(part)
        if part.how is How.FIXED:
            return _BITS[part.value]
        rule = _RULES[part.how]
        return rule(self, part.parts)

    def _weigh_asked(self, part: Part) -> int:
        if part.leaf in self._told or (part.at is not None and not self._touched(part)):
            return _BITS[self._letter(part)]
        become = _EITHER if part.truth else VALUE
        inside = [self.becomes(each) for each in part.parts]
        if UNKNOWN in inside:
            return UNKNOWN
        doubtful = part.fails or any(each & UNKNOWN for each in inside)
        return become | UNKNOWN if doubtful else become

    def _reached_first(self, parts: tuple[Part, ...]) -> list[Part]:
        reached = []
        for part in parts:
            reached.append(part)
            if not self.becomes(part) & UNKNOWN:
                break
        return reached

    def _reached_case(self, parts: tuple[Part, ...]) -> list[Part]:
        reached = []
        for test, value in zip(parts[::2], parts[1::2], strict=False):
            told = self.becomes(test)
            if told == FALSE:
                continue
            reached += [test, value] if told & TRUE else [test]
            if told == TRUE:
                return reached
        return [*reached, parts[-1]]

    def weigh_not(self, parts: tuple[Part, ...]) -> int:
        """Turn true and false round."""
        inside = self.becomes(parts[0])
        return (FALSE if inside & TRUE else 0) | (TRUE if inside & FALSE else 0) | (inside & UNKNOWN)

    def weigh_and(self, parts: tuple[Part, ...]) -> int:
        """One false part is enough to be false."""
        return _joined([self.becomes(part) for part in parts], FALSE, TRUE)

    def weigh_or(self, parts: tuple[Part, ...]) -> int:
        """One true part is enough to be true."""
        return _joined([self.becomes(part) for part in parts], TRUE, FALSE)

    def weigh_first(self, parts: tuple[Part, ...]) -> int:
        """Take the first known part."""
        reached = [self.becomes(part) for part in self._reached_first(parts)]
        known = reduce(int.__or__, (each & ~UNKNOWN for each in reached), 0)
        return known | (reached[-1] & UNKNOWN)

    def weigh_any(self, parts: tuple[Part, ...]) -> int:
        """Be unknown only where every part is."""
        inside = [self.becomes(part) for part in parts]
        known = VALUE if any(each & ~UNKNOWN for each in inside) else 0
        return known | (UNKNOWN if all(each & UNKNOWN for each in inside) else 0)

    def weigh_empty(self, parts: tuple[Part, ...]) -> int:
        """Say whether the part is unknown."""
        inside = self.becomes(parts[0])
        return (TRUE if inside & UNKNOWN else 0) | (FALSE if inside & ~UNKNOWN else 0)

    def weigh_case(self, parts: tuple[Part, ...]) -> int:
        """Take the value of the first test that is true."""
        become = 0
        for test, value in zip(parts[::2], parts[1::2], strict=False):
            told = self.becomes(test)
            if told & TRUE:
                become |= self.becomes(value)
            if told == TRUE:
                return become
        return become | self.becomes(parts[-1])

    def weigh_given(self, parts: tuple[Part, ...]) -> int:
        """Be settled where the first part is false, else as far as the second is."""
        first = self.becomes(parts[0])
        become = (VALUE if first & FALSE else 0) | (first & UNKNOWN)
        if first & (TRUE | VALUE):
            second = self.becomes(parts[1])
            become |= (second & UNKNOWN) | (VALUE if second & ~UNKNOWN else 0)
        return become


def _joined(inside: list[int], decisive: int, neutral: int) -> int:
    """Return what a conjunction (or disjunction) of parts can become."""
    become = neutral if all(each & neutral for each in inside) else 0
    if any(each & decisive for each in inside):
        become |= decisive
    if any(each & UNKNOWN for each in inside) and all(each & (neutral | UNKNOWN) for each in inside):
        become |= UNKNOWN
    return become


_RULES = {
    How.NOT: _Weighing.weigh_not,
    How.AND: _Weighing.weigh_and,
    How.OR: _Weighing.weigh_or,
    How.FIRST: _Weighing.weigh_first,
    How.ANY: _Weighing.weigh_any,
    How.EMPTY: _Weighing.weigh_empty,
    How.CASE: _Weighing.weigh_case,
    How.GIVEN: _Weighing.weigh_given,
}
