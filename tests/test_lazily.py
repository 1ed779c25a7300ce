"""Records are the standard library's dataclasses in all that can be seen of them."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError, field
from functools import cached_property
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.lazily import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    file: str
    line: int = 1
    notes: tuple[str, ...] = ()
    seen: Mapping[str, int] = field(default_factory=dict, compare=False)
    secret: str = field(default="", repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class StandardPlace:
    file: str
    line: int = 1
    notes: tuple[str, ...] = ()
    seen: Mapping[str, int] = field(default_factory=dict, compare=False)
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Named(Place):
    name: str = "nobody"


@dataclass(frozen=True)
class Measured:
    """Has room for what is worked out later."""

    sides: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.sides:
            raise ValueError("no sides")

    @cached_property
    def sum(self) -> int:
        """All sides together."""
        return sum(self.sides)


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


@dataclass(frozen=True, slots=True, eq=False)
class Itself:
    value: int


@dataclass(frozen=True, slots=True)
class OwnWords:
    value: int

    def __repr__(self) -> str:
        return "own"

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 7


@dataclass(slots=True)
class Changing:
    value: int


CALLS: tuple[Callable[[Any], Any], ...] = (
    lambda kind: kind("a"),
    lambda kind: kind("a", 2, ("b",)),
    lambda kind: kind(line=3, file="a", seen={"a": 1}),
    lambda kind: kind(),
    lambda kind: kind("a", 1, (), {}, "", "too many"),
    lambda kind: kind("a", none="of these"),
)


def outcome(call: Callable[[Any], Any], kind: type) -> object:
    try:
        made = call(kind)
    except TypeError as error:
        return str(error).replace(kind.__name__, "")
    return dataclasses.asdict(made), repr(made).replace(kind.__name__, "")


@pytest.mark.parametrize("call", CALLS)
def test_it_takes_and_refuses_what_the_standard_one_does(call: Callable[[Any], Any]) -> None:
    assert outcome(call, Place) == outcome(call, StandardPlace)


@given(st.tuples(st.text(), st.integers(), st.text()), st.tuples(st.text(), st.integers(), st.text()))
def test_two_are_equal_when_all_that_is_compared_is(
    one: tuple[str, int, str], other: tuple[str, int, str]
) -> None:
    left, right = Place(*one[:2], (one[2],), {"a": 1}), Place(*other[:2], (other[2],), {"b": 2})
    assert (left == right) is (one == other)
    assert left != right or hash(left) == hash(right)
    alike: object = StandardPlace(*one[:2], (one[2],))
    assert left != alike


def test_nothing_changes_and_nothing_goes() -> None:
    place = Place("a")
    with pytest.raises(FrozenInstanceError, match="file"):
        place.file = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="line"):
        del place.line
    assert not hasattr(place, "__dict__")
    changing = Changing(1)
    changing.value = 2
    assert changing.value == 2


def test_tools_of_the_standard_library_work_on_it() -> None:
    place = Place("a", seen={"b": 1})
    assert dataclasses.is_dataclass(Place)
    assert [each.name for each in dataclasses.fields(Place)] == ["file", "line", "notes", "seen", "secret"]
    assert dataclasses.replace(place, line=9) == Place("a", 9)
    match place:
        case Place(file, line):
            assert (file, line) == ("a", 1)
    for same in (copy.copy(place), copy.deepcopy(place), pickle.loads(pickle.dumps(place))):
        assert same == place
        assert same.seen == {"b": 1}
    assert pickle.loads(pickle.dumps(Measured((1, 2)))).sum == 3


def test_each_has_a_default_of_its_own() -> None:
    assert Place("a").seen is not Place("a").seen


def test_one_that_comes_from_another_has_the_fields_of_both() -> None:
    assert Named("a", name="b") == Named("a", 1, (), {}, "", "b")
    assert Named("a") != Place("a")
    assert repr(Named("a")) == "Named(file='a', line=1, notes=(), seen={}, name='nobody')"


def test_what_is_wrong_is_said_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="no sides"):
        Measured(())
    assert Measured((1, 2)).sum == 3


def test_one_without_fields_is_equal_to_its_like() -> None:
    assert Nothing() == Nothing()
    assert len({Nothing(), Nothing()}) == 1


def test_some_are_equal_to_nothing_but_themselves() -> None:
    one = Itself(1)
    assert one != Itself(1)
    assert one == one  # that is what is asked
    assert len({one, Itself(1)}) == 2


def test_methods_of_its_own_stay() -> None:
    assert repr(OwnWords(1)) == "own"
    assert OwnWords(1) == OwnWords(2)
    assert hash(OwnWords(1)) == 7


@pytest.mark.parametrize("odd", [field(default=1, init=False), field(kw_only=True)])
def test_a_field_that_the_constructor_would_not_take_as_others_is_refused(odd: Any) -> None:
    with pytest.raises(TypeError, match=r"Odd\.value"):

        @dataclass(frozen=True)
        class Odd:
            value: int = odd


def test_a_default_that_can_change_is_refused() -> None:
    with pytest.raises(ValueError, match="mutable default"):

        @dataclass(frozen=True)
        class Shared:
            values: list[int] = []  # noqa: RUF012  # refused, which is what is asked
