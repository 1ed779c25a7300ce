"""The oracle's own logic, written out: an oracle is only worth what its logic is."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle import calendar, logic
from tests.oracle.evaluate import Scope, compiled
from tests.oracle.periods import spans
from tests.oracle.world import World, typed

at = datetime.fromisoformat

T, F, U = True, False, None
TRUTHS = st.sampled_from((T, F, U))

AND = {(T, T): T, (T, F): F, (T, U): U, (F, T): F, (F, F): F, (F, U): F, (U, T): U, (U, F): F, (U, U): U}
OR = {(T, T): T, (T, F): T, (T, U): T, (F, T): T, (F, F): F, (F, U): U, (U, T): T, (U, F): U, (U, U): U}


def test_and_is_false_with_a_false_and_unknown_only_without_one() -> None:
    assert {pair: logic.all_of(pair) for pair in AND} == AND


def test_or_is_true_with_a_true_and_unknown_only_without_one() -> None:
    assert {pair: logic.any_of(pair) for pair in OR} == OR


def test_the_negation_of_unknown_is_unknown() -> None:
    assert [logic.negation(truth) for truth in (T, F, U)] == [F, T, U]


@given(TRUTHS, TRUTHS)
def test_de_morgan(a: bool | None, b: bool | None) -> None:
    assert logic.negation(logic.all_of((a, b))) == logic.any_of((logic.negation(a), logic.negation(b)))
    assert logic.negation(logic.any_of((a, b))) == logic.all_of((logic.negation(a), logic.negation(b)))


@given(
    st.sampled_from(("=", "<>", "<", "<=", ">", ">=")), st.none() | st.integers(), st.none() | st.integers()
)
def test_a_comparison_is_unknown_exactly_with_an_unknown_side(
    sign: str, left: int | None, right: int | None
) -> None:
    assert (logic.compare(sign, left, right) is None) == (left is None or right is None)


def test_among_is_unknown_rather_than_false_where_an_option_is_unknown() -> None:
    assert logic.among(1, [1, None]) is True
    assert logic.among(2, [1, None]) is None
    assert logic.among(2, [1, 3]) is False


def test_between_counts_both_ends_and_can_be_false_without_knowing_one() -> None:
    assert [logic.within(value, 2, 4) for value in (1, 2, 4, 5)] == [F, T, T, F]
    assert logic.within(5, None, 4) is False
    assert logic.within(3, None, 4) is None


def test_numbers_are_exact_until_they_are_divided() -> None:
    assert logic.arithmetic("*", Fraction("0.15"), 10**9 + 7) == Fraction(15000000105, 100)
    assert logic.arithmetic("/", 1, 3) == 1 / 3
    assert logic.arithmetic("/", 1, 0) is None


@pytest.mark.parametrize(
    ("value", "places", "expected"), [(Fraction("2.5"), 0, 3), (Fraction("-2.5"), 0, -3), (0.125, 2, 0.13)]
)
def test_halves_are_rounded_away_from_zero(value: Fraction | float, places: int, expected: float) -> None:
    assert logic.rounded(value, places) == expected


@pytest.mark.parametrize(
    ("day", "count", "unit", "expected"),
    [
        (date(2024, 2, 29), 1, "YEAR", date(2025, 2, 28)),
        (date(2026, 3, 31), -1, "MONTH", date(2026, 2, 28)),
        (date(2027, 12, 31), 2, "MONTH", date(2028, 2, 29)),
        (date(2026, 12, 31), 1, "DAY", date(2027, 1, 1)),
        (at("2026-12-31T23:00"), 2, "HOUR", at("2027-01-01T01:00")),
    ],
)
def test_months_end_with_the_month(day: date, count: int, unit: str, expected: date) -> None:
    assert calendar.later(day, count, unit) == expected


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("NOT trained = 1 OR headcount IS NULL", True),
        ("CASE WHEN headcount > 1 THEN FALSE ELSE TRUE END", True),
        ("CASE trained WHEN 1 THEN 'a' WHEN 2 THEN 'b' END", "b"),
        ("trained + 2 * 3 - 1", 7),
        ("least(trained, headcount)", 2),
        ("coalesce(headcount, trained)", 2),
        ("make_date(2026, 12, 31) - as_of", 40),
        ("as_of - INTERVAL '1' MONTH >= DATE '2026-10-21'", True),
        ("lower(trim(' BÍ THƯ ')) LIKE 'bí%'", True),
        ("head_name = '' AND contact IS NULL", True),
        ("headcount / 0 > 1", None),
        ("EXISTS (SELECT 1 FROM staff s WHERE s.unit = units.id)", None),
        ("(SELECT count(*) FROM units c WHERE c.parent = units.id)", 0),
    ],
)
def test_expressions_have_the_value_that_is_written_beside_them(sql: str, expected: object) -> None:
    row = {"id": "u", "name": "U", "kind": "other", "trained": 2, "head_name": "none", "parent": "none"}
    world = World(typed({"units": [row]}), date(2026, 11, 21))
    scope = Scope(world, {"units": world.tables["units"][0]}, "units", {"as_of": world.day})
    assert compiled(sql)(scope) == expected


def test_periods_of_half_years_from_the_day_of_the_law() -> None:
    found = [span.name for span in spans("half-year", date(2026, 6, 30), None, date(2027, 7, 1))]
    assert found == ["2026-H1", "2026-H2", "2027-H1", "2027-H2"]
    assert [span.name for span in spans("year", date(2026, 1, 1), "2028", date(2027, 1, 1))] == ["2028"]
