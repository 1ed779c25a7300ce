"""What an accepted expression is taken apart into, and that both engines' texts mean the same."""

from __future__ import annotations

import duckdb
import pytest

from secaudit.catalogue import parse
from secaudit.model.column import ValueType
from secaudit.model.tables import SCHEMA

SYSTEMS, BUDGETS, UNITS = SCHEMA["systems"], SCHEMA["budgets"], SCHEMA["units"]


@pytest.mark.parametrize(
    ("table", "sql", "kind", "columns"),
    [
        ("systems", "phase IN ('trial', 'operation') AND appraised", "boolean", {"phase", "appraised"}),
        ("systems", "systems.mfa", "boolean", {"mfa"}),
        ("systems", "approved_level BETWEEN 2 AND 5", "boolean", {"approved_level"}),
        ("systems", "approved_by IS NOT NULL OR NOT mfa", "boolean", {"approved_by", "mfa"}),
        ("systems", "name LIKE 'Cổng%'", "boolean", {"name"}),
        ("systems", "lower(trim(name)) = 'x' AND length(name) > 3", "boolean", {"name"}),
        ("systems", "unit = operator", "boolean", {"unit", "operator"}),
        ("systems", "CASE approved_level WHEN 2 THEN 1 WHEN 3 THEN 3 END", "integer", {"approved_level"}),
        ("systems", "CASE WHEN mfa THEN 1 ELSE 0.5 END", "number", {"mfa"}),
        ("systems", "CASE WHEN mfa THEN TRUE ELSE NULL END", "boolean", {"mfa"}),
        ("systems", "as_of - approved_on", "integer", {"approved_on"}),
        ("systems", "approved_on + INTERVAL '3' MONTH", "date", {"approved_on"}),
        ("systems", "least(approved_on, DATE '2026-01-01')", "date", {"approved_on"}),
        ("systems", "concat_ws(', ', name, CASE WHEN mfa THEN 'x' END)", "text", {"name", "mfa"}),
        ("budgets", "make_date(year, 12, 31)", "date", {"year"}),
        ("budgets", "security_vnd / it_dt_total_vnd", "number", {"security_vnd", "it_dt_total_vnd"}),
        ("budgets", "security_vnd >= 0.15 * it_dt_total_vnd", "boolean", {"security_vnd", "it_dt_total_vnd"}),
        ("budgets", "-abs(security_vnd) + 2", "integer", {"security_vnd"}),
        ("budgets", "round(security_vnd / 2, 1)", "number", {"security_vnd"}),
        ("budgets", "year(as_of) = year", "boolean", {"year"}),
        ("incidents", "CAST(detected_at AS DATE) <= as_of", "boolean", {"detected_at"}),
        ("observations", "row = 'x' AND \"table\" = 'y' AND by = 'z'", "boolean", {"row", "table", "by"}),
    ],
)
def test_types_and_columns(table: str, sql: str, kind: str, columns: set[str]) -> None:
    parsed = parse(sql, SCHEMA[table])

    assert parsed.type == kind
    assert parsed.columns == columns
    assert parsed.subqueries == ()
    assert ("as_of" in parsed.given) == ("as_of" in sql)


def test_every_column_carries_its_table_in_quotes() -> None:
    parsed = parse("by = 'x' AND declarations.declared_on <= as_of", SCHEMA["declarations"])

    assert parsed.tree.sql(dialect="duckdb") == (
        '"declarations"."by" = \'x\' AND "declarations"."declared_on" <= as_of'
    )


def test_exists_is_taken_apart_into_keys_and_the_rest() -> None:
    parsed = parse(
        "phase = 'trial' OR NOT EXISTS (SELECT 1 FROM vulnerabilities AS v "
        "WHERE (systems.id = v.system AND v.found) AND NOT v.fixed AND v.fix_due_on < as_of)",
        SYSTEMS,
    )
    (subquery,) = parsed.subqueries

    assert (subquery.kind, subquery.table.name, subquery.alias) == ("exists", "vulnerabilities", "v")
    assert subquery.keys == (("system", "id"),)
    assert subquery.residual is not None
    assert (
        subquery.residual.sql(dialect="duckdb")
        == '"v"."found" AND NOT "v"."fixed" AND "v"."fix_due_on" < as_of'
    )
    assert subquery.columns == {"system", "found", "fixed", "fix_due_on"}
    assert subquery.argument is None
    assert subquery.node in list(parsed.tree.walk())
    assert parsed.columns == {"phase", "id"}
    assert parsed.given == {"as_of"}


def test_a_sum_has_its_argument_and_every_key() -> None:
    parsed = parse(
        "(SELECT sum(amount_vnd) FROM spending s WHERE s.unit = budgets.unit AND year = budgets.year) >= 1",
        BUDGETS,
    )
    (subquery,) = parsed.subqueries

    assert subquery.kind == "sum"
    assert subquery.argument is not None
    assert subquery.argument.sql() == '"s"."amount_vnd"'
    assert subquery.keys == (("unit", "unit"), ("year", "year"))
    assert subquery.residual is None
    assert parsed.columns == {"unit", "year"}


@pytest.mark.parametrize(
    ("output", "kind", "type_"),
    [
        ("count(*)", "count", ValueType.INTEGER),
        ("count(d.sent_on)", "count", ValueType.INTEGER),
        ("max(d.sent_on)", "max", ValueType.DATE),
        ("min(d.number)", "min", ValueType.TEXT),
        ("avg(length(d.number))", "avg", ValueType.NUMBER),
    ],
)
def test_the_type_of_an_aggregate(output: str, kind: str, type_: ValueType) -> None:
    parsed = parse(f"(SELECT {output} FROM documents d WHERE d.unit = units.id)", UNITS)

    assert parsed.type is type_
    assert [subquery.kind for subquery in parsed.subqueries] == [kind]


def test_a_table_may_be_compared_with_itself_under_an_alias() -> None:
    parsed = parse(
        "NOT EXISTS (SELECT 1 FROM spending o WHERE o.unit = spending.unit AND o.item = spending.item "
        "AND o.id <> spending.id)",
        SCHEMA["spending"],
    )

    assert parsed.subqueries[0].keys == (("unit", "unit"), ("item", "item"))
    assert parsed.columns == {"unit", "item", "id"}


def test_equal_booleans_are_no_key() -> None:
    parsed = parse(
        "EXISTS (SELECT 1 FROM drills d WHERE d.unit = systems.unit AND d.live = systems.mfa)", SYSTEMS
    )

    assert parsed.subqueries[0].keys == (("unit", "unit"),)
    assert parsed.subqueries[0].columns == {"unit", "live"}


def test_subqueries_stand_in_the_order_of_the_text() -> None:
    parsed = parse(
        "EXISTS (SELECT 1 FROM staff s WHERE s.unit = units.id) AND (SELECT count(*) FROM drills d "
        "WHERE d.unit = units.id) > 0",
        UNITS,
    )

    assert [subquery.table.name for subquery in parsed.subqueries] == ["staff", "drills"]


def test_a_whole_number_will_do_where_a_number_is_wanted() -> None:
    assert parse("headcount", UNITS, wants=ValueType.NUMBER).type is ValueType.INTEGER


def test_the_same_text_is_parsed_once() -> None:
    assert parse("mfa AND backup", SYSTEMS) is parse("mfa AND backup", SYSTEMS)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("DATE '2026-03-31' - INTERVAL '1' MONTH", "DATE 2026-02-28"),
        ("DATE '2026-03-01' - DATE '2026-02-27'", "BIGINT 2"),
        ("7 / 2", "DOUBLE 3.5"),
        ("make_date(2026, 12, 31)", "DATE 2026-12-31"),
        ("concat_ws(', ', 'a', CASE WHEN FALSE THEN 'b' END, 'c')", "VARCHAR a, c"),
        ("concat_ws(', ', CASE WHEN FALSE THEN 'b' END)", "VARCHAR "),
    ],
)
def test_the_engine_gives_the_type_that_was_promised(sql: str, expected: str) -> None:
    text = parse(sql, UNITS).tree.sql(dialect="duckdb")

    row = duckdb.connect().execute(f"SELECT typeof({text}) || ' ' || ({text})").fetchone()

    assert row == (expected,)
