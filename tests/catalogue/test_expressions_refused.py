"""Every kind of expression that is refused, with what is said about it and where it points."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secaudit.catalogue import ExpressionError, parse
from secaudit.model.column import ValueType
from secaudit.model.tables import SCHEMA

DOCUMENT = "EXISTS (SELECT 1 FROM documents d WHERE d.unit = systems.unit"


def refusal(sql: str, table: str = "systems", wants: ValueType = ValueType.BOOLEAN) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        parse(sql, SCHEMA[table], wants=wants)
    return caught.value


@pytest.mark.parametrize(
    ("sql", "code", "at", "advice"),
    [
        ("SELECT 1", "statement", "SELECT", "begin with the condition"),
        ("DROP TABLE systems", "statement", "DROP", "begin with the condition"),
        ("COPY systems TO 'x.csv'", "statement", "COPY", "begin with the condition"),
        ("WITH q AS (SELECT 1) SELECT 1", "statement", "WITH", "begin with the condition"),
        ("mfa; DROP TABLE systems", "not-allowed", ";", "one expression only"),
        ("mfa -- and more", "comment", "mfa", "YAML's #"),
        ("mfa /* ; DROP */", "comment", "mfa", "YAML's #"),
        ("read_csv('/etc/passwd')", "function", "read_csv", "functions that can be used: abs"),
        ("EXISTS (SELECT 1 FROM read_csv('/etc/passwd') t)", "function", "read_csv", "functions"),
        ("EXISTS (SELECT 1 FROM '/etc/passwd' t)", "unknown-table", "'/etc", "tables: units"),
        ("getenv('HOME') = ''", "function", "getenv", "functions"),
        ("lowr(name) = 'x'", "function", "lowr", "did you mean lower?"),
        ("now() > as_of", "function", "now", "functions"),
        (
            "working_day_after(as_of, 5) > as_of",
            "function",
            "working_day",
            "did you mean working_days_after?",
        ),
        ("working_days_after(as_of, 0) > as_of", "type-clash", "0", "write the number itself"),
        ("working_days_after(as_of, 251) > as_of", "type-clash", "251", "write the number itself"),
        ("working_days_after(as_of, log_months) > as_of", "type-clash", "log_months", "the number itself"),
        ("working_days_after(name, 5) > as_of", "type-clash", "name", ""),
        ("working_days_after(as_of) > as_of", "arguments", "as_of", "write all of them"),
        ("working_days_after(as_of, 1, 2) > as_of", "function", "working_days_after", ""),
        ("last_day(name) = as_of", "type-clash", "name", ""),
        ("this_period = '2026'", "no-period", "this_period", "add every"),
        ("current_date > as_of", "function", None, "use as_of"),
        ("row_number() OVER () = 1", "not-allowed", None, "window functions"),
        ("mfa = $1", "not-allowed", "$", "write the value itself"),
        ("mfa = ?", "not-allowed", "?", "write the value itself"),
        ("mfa = :x", "not-allowed", ":", "write the value itself"),
        ("x -> x", "not-allowed", "->", "lambdas"),
        ("[1, 2] = [1]", "not-allowed", "[", "lists"),
        ("*", "not-allowed", None, "count(*) only"),
        ("systems.*", "not-allowed", None, "count(*) only"),
        ("count(*) > 1", "misplaced", None, "(SELECT … FROM table WHERE …)"),
        ("approved_level::int = 1", "cast", "approved_level", "nothing else can be converted"),
        ("TRY_CAST(name AS DATE) = as_of", "function", "TRY_CAST", "only CAST(… AS DATE)"),
        ("name ILIKE 'x'", "not-allowed", "name", "lower(column) LIKE"),
        ("name || 'x' = 'y'", "not-allowed", "||", "joined by concat_ws"),
        ("concat(name, 'x') = 'y'", "function", "concat", "joined by concat_ws"),
        ("(phase, name) = ('a', 'b')", "not-allowed", None, "joined by AND"),
        ("if(mfa, TRUE, FALSE)", "not-allowed", "mfa", "CASE WHEN"),
        ("phase IN (SELECT 1)", "not-allowed", "phase", ""),
        ("phase IN (name)", "in-list", "name", "= and OR"),
        ("approved_level % 2 = 0", "not-allowed", "%", "remainders"),
        ("mfa IS TRUE", "is-truth", "mfa", "hide missing data"),
        ("mfa IS NOT DISTINCT FROM backup", "not-allowed", "mfa", "IS NULL separately"),
        ("approved_level > 1e3", "number", "1e3", "without an exponent"),
        ("make_date(2026) > as_of", "arguments", None, "write all of them"),
        ("mfa AND", "syntax", "AND", "columns, literals"),
        ("name = 'x", "syntax", None, "quote"),
        ("", "syntax", None, "columns, literals"),
    ],
)
def test_what_is_not_an_expression(sql: str, code: str, at: str | None, advice: str) -> None:
    error = refusal(sql)

    assert error.code == code
    assert error.offset == (None if at is None else sql.index(at))
    assert advice in error.advice.en


@pytest.mark.parametrize(
    ("sql", "code", "at", "advice"),
    [
        ("phas = 'trial'", "unknown-column", "phas", "did you mean phase?"),
        ("Mfa", "unknown-column", "Mfa", "did you mean mfa?"),
        ("apprased", "unknown-column", "apprased", "did you mean appraised?"),
        ("documents.issued", "unknown-table", "documents", "subquery"),
        ("phase = 'operatoin'", "unknown-choice", "'operatoin'", "did you mean operation?"),
        ("phase IN ('trial', 'live')", "unknown-choice", "'live'", ""),
        ("phase > 'trial'", "type-clash", "phase", "have no order"),
        ("phase LIKE 'tri%'", "type-clash", "phase", "have no order"),
        ("phase = name", "type-clash", "phase", "holds fixed words"),
        ("approved_level = '3'", "type-clash", "approved_level", "leave out the quotes"),
        ("approved_on > '2026-01-01'", "type-clash", "approved_on", "write DATE '2026-01-01'"),
        ("approved_on > DATE '2026-02-31'", "date", "'2026-02-31'", "DATE '2026-12-31'"),
        ("approved_on + 3 > as_of", "type-clash", "approved_on", "approved_on + INTERVAL '3' DAY"),
        ("approved_on + INTERVAL '1' HOUR > as_of", "interval", "INTERVAL", "whole number"),
        ("approved_on > INTERVAL '1' DAY", "misplaced", None, "INTERVAL only follows a date"),
        ("phase = NULL", "null-comparison", "phase", "IS NULL"),
        ("name", "type-clash", "name", "compare it with something"),
        ("mfa AND approved_level", "type-clash", "approved_level", "compare it with something"),
        ("mfa > backup", "type-clash", "mfa", "no order"),
        ("NOT name", "type-clash", "name", "compare it with something"),
        ("name + 1 = 2", "type-clash", "name", "value of that type"),
        ("lower(approved_level) = 'x'", "type-clash", "approved_level", "value of that type"),
        ("concat_ws(', ', name, approved_level) = 'x'", "type-clash", "approved_level", "value of that type"),
        ("concat_ws(', ') = 'x'", "arguments", None, ""),
        ("CASE WHEN mfa THEN 1 ELSE 'x' END = 1", "type-clash", "mfa", "same type"),
        ("coalesce(approved_level, NULL) = 1", "type-clash", None, "NULL may only"),
    ],
)
def test_names_and_types(sql: str, code: str, at: str | None, advice: str) -> None:
    error = refusal(sql)

    assert error.code == code
    assert error.offset == (None if at is None else sql.index(at))
    assert advice in error.advice.en


def test_a_moment_is_not_compared_with_a_day() -> None:
    error = refusal("detected_at <= as_of", "incidents")

    assert error.code == "type-clash"
    assert error.advice.en.startswith("write CAST(detected_at AS DATE)")
    assert error.advice.vi.startswith("viết CAST(detected_at AS DATE)")


def test_list_columns_cannot_be_used() -> None:
    assert refusal("tables = 'devices'", "declarations").code == "list-column"


@pytest.mark.parametrize(
    ("sql", "code", "found", "advice"),
    [
        ("EXISTS (SELECT 1 FROM documents d)", "no-key", "not tied to systems", "d.unit = systems.unit"),
        ("EXISTS (SELECT 1 FROM documents d WHERE d.issued)", "no-key", "not tied to systems", "d.unit"),
        (f"{DOCUMENT} OR d.issued)", "no-key", "not tied to systems", "d.unit"),
        (f"{DOCUMENT} LIMIT 1)", "not-allowed", "LIMIT", ""),
        (f"{DOCUMENT} GROUP BY d.unit)", "not-allowed", "GROUP BY", ""),
        (f"{DOCUMENT} ORDER BY d.unit)", "not-allowed", "ORDER BY", ""),
        (f"{DOCUMENT} UNION SELECT 1)", "not-allowed", "SELECT 1 FROM documents", "two conditions"),
        (
            "EXISTS (SELECT 1 FROM documents d, units u WHERE d.unit = systems.unit)",
            "not-allowed", "JOIN", "",
        ),
        ("EXISTS (SELECT 1 FROM documents d JOIN units u ON TRUE)", "not-allowed", "JOIN", ""),
        ("EXISTS (WITH q AS (SELECT 1) SELECT 1 FROM documents d)", "not-allowed", "WITH", ""),
        (
            "EXISTS (SELECT d.id FROM documents d WHERE d.unit = systems.unit)",
            "subquery", "without SELECT 1", "",
        ),
        (
            "EXISTS (SELECT 1 FROM main.documents d WHERE d.unit = systems.unit)",
            "not-allowed", "schema.table", "",
        ),
        (
            "EXISTS (SELECT 1 FROM docments d WHERE d.unit = systems.unit)",
            "unknown-table", "docments", "documents?",
        ),
        ("EXISTS (SELECT 1 FROM documents d WHERE d.unt = systems.unit)", "unknown-column", "unt", "unit?"),
        (
            "EXISTS (SELECT 1 FROM documents d WHERE d.unit = systms.unit)",
            "unknown-table", "systms", "systems?",
        ),
        (
            "EXISTS (SELECT 1 FROM documents d WHERE d.unit = operator)",
            "unknown-column", "operator", "systems.operator",
        ),
        ("EXISTS (SELECT 1 FROM systems WHERE id = systems.id)", "alias", "systems", "another alias"),
        (
            f"{DOCUMENT} AND EXISTS (SELECT 1 FROM units u WHERE u.id = d.unit))",
            "nested-subquery", "inside", "two",
        ),
        (
            "(SELECT name FROM units u WHERE u.id = systems.unit) = 'x'",
            "subquery", "gives SELECT name", "EXISTS",
        ),
        (
            "(SELECT count(DISTINCT u.id) FROM units u WHERE u.id = systems.unit) = 1",
            "not-allowed", "DISTINCT", "",
        ),
        ("(SELECT sum(u.name) FROM units u WHERE u.id = systems.unit) = 1", "type-clash", "name", ""),
        (
            "(SELECT sum(systems.log_months) FROM units u WHERE u.id = systems.unit) = 1",
            "subquery", "log_months", "",
        ),
    ],
)  # fmt: skip
def test_subqueries(sql: str, code: str, found: str, advice: str) -> None:
    error = refusal(sql)

    assert error.code == code
    assert found in error.found.en
    assert advice in error.advice.en


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("mfa OR " * 600 + "mfa", "too-long"),
        ("mfa AND " * 300 + "mfa", "too-deep"),
        ("(" * 60 + "mfa" + ")" * 60, "too-deep"),
        ("NOT " * 900 + "mfa", "too-deep"),
        ("CASE WHEN mfa THEN " * 60 + "mfa" + " END" * 60, "too-deep"),
    ],
)
def test_size_and_depth_are_bounded(sql: str, code: str) -> None:
    assert refusal(sql).code == code


def test_every_refusal_speaks_both_languages() -> None:
    error = refusal("phase = 'operatoin'")

    assert error.found.vi == "phase không bao giờ là 'operatoin'"
    assert error.expected.vi.startswith("một trong: planned, design")
    assert error.advice.vi == "có phải ý là operation?"


WORDS = (
    "mfa", "phase", "name", "approved_on", "as_of", "systems", "documents", "d", "units", ".", ",",
    "(", ")", "'", "\"", "=", "<>", "<", ">=", "+", "-", "*", "/", "AND", "OR", "NOT", "IN", "LIKE",
    "BETWEEN", "IS", "NULL", "CASE", "WHEN", "THEN", "ELSE", "END", "EXISTS", "SELECT", "1", "2.5",
    "FROM", "WHERE", "count", "sum", "max", "DATE", "INTERVAL", "DAY", "'trial'", "'2026-01-01'",
    "CAST", "AS", "::", ";", "--", "/*", "*/", "[", "]", "{", "}", "->", "$", "?", "%", "||",
    "lower", "make_date", "OVER", "UNION", "LIMIT", "WITH", "VALUES", "coalesce", "ANY", "ARRAY",
    "STRUCT", "TRUE", "á", "٣", "\x00",
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)))
def test_whatever_the_text_nothing_else_is_raised(sql: str) -> None:
    try:
        parsed = parse(sql, SCHEMA["systems"])
    except ExpressionError as error:
        refused = error
    else:
        assert parsed.columns <= set(SCHEMA["systems"].types)
        assert parsed.type is not ValueType.LIST
        return
    assert refused.offset is None or 0 <= refused.offset <= len(sql)


def test_a_refusal_writes_nothing_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        refusal("CALL pragma_version()")
        refusal("ATTACH 'x'")
        refusal("name -> '$.['")

    assert caplog.records == []
