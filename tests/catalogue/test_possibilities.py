"""What lint says is impossible is impossible: DuckDB finds no row that shows otherwise."""

from __future__ import annotations

from typing import Any

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from secaudit.catalogue import parse
from secaudit.catalogue.linting.possibilities import outcomes
from secaudit.model.tables import SCHEMA

SYSTEMS = SCHEMA["systems"]
PHASES = ("planned", "design", "build", "trial", "operation", "retired")
LEVELS = st.integers(0, 6)

COMPARISONS = st.one_of(
    st.sampled_from(["mfa", "backup", "TRUE", "FALSE", "mfa IS NULL", "proposed_level IS NOT NULL"]),
    st.builds("phase = '{}'".format, st.sampled_from(PHASES)),
    st.builds(
        lambda some: "phase IN ({})".format(", ".join(f"'{word}'" for word in some)),
        st.lists(st.sampled_from(PHASES), min_size=1, max_size=4, unique=True),
    ),
    st.builds("proposed_level {} {}".format, st.sampled_from(["=", "<>", "<", "<=", ">", ">="]), LEVELS),
    st.builds("{} {} proposed_level".format, LEVELS, st.sampled_from(["=", "<", "<=", ">", ">="])),
    st.builds("proposed_level BETWEEN {} AND {}".format, LEVELS, LEVELS),
    st.builds("name {} '{}'".format, st.sampled_from(["=", "<>", "<", ">="]), st.sampled_from("ab")),
    st.just("proposed_level > log_months"),
    st.just("lower(name) = 'a'"),
    st.just("log_months + 1 > 3"),
)

CONDITIONS = st.recursive(
    COMPARISONS,
    lambda inner: st.one_of(
        st.builds("({} AND {})".format, inner, inner),
        st.builds("({} OR {})".format, inner, inner),
        st.builds("(NOT {})".format, inner),
        st.builds("CASE WHEN {} THEN {} ELSE {} END".format, inner, inner, inner),
        st.builds("CASE WHEN {} THEN {} END".format, inner, inner),
        st.builds("CASE proposed_level WHEN 2 THEN {} WHEN 4 THEN {} END".format, inner, inner),
        st.builds("coalesce({}, {})".format, inner, inner),
    ),
    max_leaves=6,
)

ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "phase": st.sampled_from(PHASES),
            "mfa": st.none() | st.booleans(),
            "backup": st.none() | st.booleans(),
            "proposed_level": st.none() | st.integers(1, 5),
            "log_months": st.none() | st.integers(0, 6),
            "name": st.sampled_from(["a", "A", "b", "c", ""]),
        }
    ),
    min_size=1,
    max_size=8,
)
_TYPES = {"phase": "VARCHAR", "name": "VARCHAR", "mfa": "BOOLEAN", "backup": "BOOLEAN"}


def found_by_duckdb(conditions: list[str], rows: list[dict[str, Any]]) -> set[tuple[bool | None, ...]]:
    names = list(rows[0])
    with duckdb.connect() as engine:
        columns = ", ".join(f"{name} {_TYPES.get(name, 'BIGINT')}" for name in names)
        engine.execute(f"CREATE TABLE systems ({columns})")
        marks = ", ".join("?" for _ in names)
        engine.executemany(
            f"INSERT INTO systems VALUES ({marks})", [[row[name] for name in names] for row in rows]
        )
        asked = ", ".join(f"({condition})" for condition in conditions)
        return set(engine.execute(f"SELECT {asked} FROM systems").fetchall())


@settings(max_examples=150, deadline=None)
@given(CONDITIONS, CONDITIONS, ROWS)
def test_no_row_shows_what_was_said_to_be_impossible(
    scope: str, condition: str, rows: list[dict[str, Any]]
) -> None:
    trees = [parse(sql, SYSTEMS).tree for sql in (scope, condition)]
    reached = outcomes(trees, {"systems": SYSTEMS})
    assert reached is not None
    for truths in found_by_duckdb([scope, condition], rows):
        # A free condition is tried as true and as false: what an unknown one leaves open may be either.
        assert any(
            all(truth is None or truth == tried for truth, tried in zip(truths, case, strict=True))
            for case in reached
        ), truths
