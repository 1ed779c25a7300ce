"""What lint finds in catalogues that load."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from secaudit.catalogue import lint, load
from secaudit.model.control import Unread
from secaudit.model.location import Location
from secaudit.model.problem import Gravity
from secaudit.model.text import Text
from tests.catalogue.sample import CONTROL, OBLIGATIONS, problems_of, spoil, write


def told(folder: Path) -> list[tuple[str, str, Gravity]]:
    return [(problem.code, str(problem.location), problem.gravity) for problem in lint(load(folder))]


def with_assert(sql: str) -> str:
    return spoil(CONTROL, "assert: mfa AND log_months >= 3", f"assert: {sql}")


def test_a_good_catalogue_is_passed_over(tmp_path: Path) -> None:
    assert told(write(tmp_path)) == []


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("mfa OR log_months IS NULL", "IS NULL of log_months"),
        ("coalesce(mfa, FALSE)", "COALESCE of mfa"),
        ("least(log_months, 3) = 3", "LEAST of log_months"),
        ("concat_ws(', ', name, approved_by) <> ''", "CONCAT_WS of approved_by"),
        (
            "EXISTS (SELECT 1 FROM documents d WHERE d.system = systems.id AND d.number IS NULL)",
            "IS NULL of number",
        ),
        (
            "NOT EXISTS (SELECT 1 FROM vulnerabilities v WHERE v.system = systems.id "
            "AND NOT v.fixed AND NOT (v.fix_due_on IS NULL OR v.fix_due_on >= as_of))",
            "IS NULL of fix_due_on",
        ),
    ],
)
def test_missing_data_is_not_to_be_hidden(tmp_path: Path, sql: str, found: str) -> None:
    folder = write(tmp_path, controls=with_assert(sql))
    (problem,) = lint(load(folder))

    assert (problem.code, problem.gravity) == ("is-null", Gravity.WARNING)
    assert str(problem.location) == "systems.yaml:8:13"
    assert found in problem.found.en
    assert "allow: [is-null]" in problem.advice.vi


def test_a_deadline_made_up_for_an_empty_cell_is_told(tmp_path: Path) -> None:
    due = "due: coalesce(went_live_on, DATE '2099-01-01')"
    folder = write(tmp_path, controls=spoil(CONTROL, "due: DATE '2026-12-31'", due))

    (found,) = [problem for problem in lint(load(folder)) if problem.code == "is-null"]

    assert "COALESCE of went_live_on" in found.found.en


@pytest.mark.parametrize(
    "sql",
    [
        "mfa AND coalesce(name, '') <> ''",
        "EXISTS (SELECT 1 FROM documents d WHERE d.system = systems.id "
        "AND (d.expires_on IS NULL OR d.expires_on >= as_of))",
    ],
)
def test_what_cannot_be_empty_or_is_an_end_hides_nothing(tmp_path: Path, sql: str) -> None:
    assert told(write(tmp_path, controls=with_assert(sql))) == []


def test_an_author_accepts_a_warning(tmp_path: Path) -> None:
    text = with_assert("mfa OR log_months IS NULL OR log_months / 3 > 1").replace(
        "key: mfa", "key: mfa\n    allow: [is-null, division]"
    )

    assert told(write(tmp_path, controls=text)) == []


def test_a_division_in_a_condition(tmp_path: Path) -> None:
    assert told(write(tmp_path, controls=with_assert("mfa AND log_months / 3 >= 1"))) == [
        ("division", "systems.yaml:8:13", Gravity.WARNING)
    ]


@pytest.mark.parametrize(
    ("status", "code", "gravity"),
    [
        ("pass", "no-example", Gravity.ERROR),
        ("fail", "no-example", Gravity.ERROR),
        ("unknown", "unknown-example", Gravity.WARNING),
    ],
)
def test_an_example_is_missing(tmp_path: Path, status: str, code: str, gravity: Gravity) -> None:
    text = spoil(CONTROL, f"expect: {status}", "expect: not_applicable")
    (problem,) = lint(load(write(tmp_path, controls=text)))

    assert (problem.code, str(problem.location), problem.gravity) == (code, "systems.yaml:2:5", gravity)
    assert f"no example of {status}" in problem.found.en


def test_no_unknown_is_asked_for_where_nothing_can_be_missing(tmp_path: Path) -> None:
    text = spoil(with_assert("name <> 'S'"), "expect: unknown", "expect: pass")

    assert told(write(tmp_path, controls=text)) == []


def test_a_table_that_may_be_undeclared_makes_an_unknown(tmp_path: Path) -> None:
    text = with_assert("NOT EXISTS (SELECT 1 FROM vulnerabilities v WHERE v.system = systems.id)")

    assert told(write(tmp_path, controls=spoil(text, "expect: unknown", "expect: pass"))) == [
        ("unknown-example", "systems.yaml:2:5", Gravity.WARNING)
    ]


def test_a_control_without_a_duty_behind_it(tmp_path: Path) -> None:
    codes = told(write(tmp_path, controls=spoil(CONTROL, "cites: [LAW/1]", "cites: [LAW/2]")))

    assert codes == [
        ("uncovered-obligation", "registry/law.yaml:2:5", Gravity.WARNING),
        ("no-duty", "systems.yaml:2:5", Gravity.ERROR),
    ]


def test_a_duty_without_a_control(tmp_path: Path) -> None:
    more = OBLIGATIONS.replace("kind: context", "kind: evidence")

    assert told(write(tmp_path, obligations=more)) == [
        ("uncovered-obligation", "registry/law.yaml:9:5", Gravity.WARNING)
    ]


def test_both_languages_tell_the_same_values(tmp_path: Path) -> None:
    text = spoil(CONTROL, "The system {name} keeps", "The system keeps")
    (problem,) = lint(load(write(tmp_path, controls=text)))

    assert problem.code == "message-values"
    assert problem.found.en == "SYS-01: only one language of the message has name"


def test_a_figure_in_each_language_is_one_value(tmp_path: Path) -> None:
    figures = "figures: {short: 3 - log_months, lack_vi: lower(name), lack_en: upper(name)}"
    text = spoil(CONTROL, "figures: {short: 3 - log_months}", figures)
    english = spoil(text, "{short} short", "{short} short: {lack_en}")
    each = spoil(english, "thiếu {short}", "thiếu {short}: {lack_vi}")
    swapped = spoil(english, "thiếu {short}", "thiếu {short}: {lack_en}")

    assert told(write(tmp_path / "each", controls=each)) == []
    (problem,) = lint(load(write(tmp_path / "swapped", controls=swapped)))
    assert problem.found.en == "SYS-01: only one language of the message has lack, lack_en"


def test_what_a_control_applies_to_is_to_be_said_in_words(tmp_path: Path) -> None:
    spoken = '    applies_to: {vi: "hệ thống đang vận hành", en: "systems in operation"}\n'
    found = told(write(tmp_path, controls=CONTROL.replace(spoken, "")))
    assert [(code, gravity) for code, _, gravity in found] == [("unsaid-scope", Gravity.WARNING)]


def lint_of(folder: Path, old: str, new: str) -> list[tuple[str, str]]:
    """Return code and place of what lint finds once one place of the sample's control is changed."""
    return [(code, place) for code, place, _ in told(write(folder, controls=spoil(CONTROL, old, new)))]


SCOPE = "applies_when: phase = 'operation'"
ASSERT = "assert: mfa AND log_months >= 3"


@pytest.mark.parametrize(
    "sql",
    [
        "phase = 'trial' AND phase = 'operation'",
        "phase IN ('trial', 'build') AND NOT phase IN ('trial', 'build', 'design')",
        "phase <> 'operation' AND phase NOT IN ('planned', 'design', 'build', 'trial', 'retired')",
        "approved_level > 5",
        "approved_level BETWEEN 4 AND 2",
        "3 < approved_level AND approved_level < 4",
        "mfa AND NOT (mfa OR backup)",
        "name = 'a' AND name = 'b'",
        "approved_on < DATE '2026-01-01' AND approved_on > DATE '2026-01-01'",
        "backup IS NULL AND backup",
        "FALSE AND mfa",
        "CASE phase WHEN 'trial' THEN FALSE WHEN 'operation' THEN FALSE END",
        "lower(name) = 'x' AND NOT lower(name) = 'x'",
    ],
)
def test_a_scope_that_no_row_can_match(tmp_path: Path, sql: str) -> None:
    found = lint_of(tmp_path, SCOPE, f"applies_when: {sql}")
    assert ("dead-control", "systems.yaml:7:19") in found


@pytest.mark.parametrize(
    "sql",
    [
        "phase = 'trial' AND approved_level = 5",
        "approved_level > 4",
        "3 < approved_level AND approved_level < 5",
        "log_months > 1000000",
        "name > 'a' AND name < 'b'",
        "log_months > data_subjects AND data_subjects > log_months",
        "approved_on > DATE '2026-01-01' AND approved_on < DATE '2026-01-03'",
        "mfa OR NOT mfa",
        "approved AND approved_on < as_of",
    ],
)
def test_a_scope_that_some_row_may_match_is_no_dead_one(tmp_path: Path, sql: str) -> None:
    assert "dead-control" not in [code for code, _ in lint_of(tmp_path, SCOPE, f"applies_when: {sql}")]


@pytest.mark.parametrize(
    ("sql", "constant"),
    [
        ("phase = phase OR TRUE", True),
        ("phase IN ('planned', 'design', 'build', 'trial', 'operation', 'retired')", True),
        ("approved_level >= 1", False),
        ("phase <> 'retired'", False),
    ],
)
def test_a_scope_that_every_row_matches(tmp_path: Path, sql: str, constant: bool) -> None:
    found = lint_of(tmp_path, SCOPE, f"applies_when: {sql}")
    assert (("constant-scope", "systems.yaml:7:19") in found) is constant


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("mfa AND phase = 'trial'", "never-passes"),
        ("mfa AND phase = 'operation'", None),
        ("mfa AND NOT mfa", "never-passes"),
        ("phase = 'operation'", "never-fails"),
        ("mfa OR phase <> 'trial'", "never-fails"),
        ("mfa OR NOT mfa", "never-fails"),
        ("proposed_level >= 1", "never-fails"),
        ("proposed_level >= 2", None),
    ],
)
def test_a_requirement_that_decides_nothing_where_it_applies(
    tmp_path: Path, sql: str, code: str | None
) -> None:
    found = lint_of(tmp_path, ASSERT, f"assert: {sql}")
    decided = [(name, place) for name, place in found if name.startswith("never")]
    assert decided == ([(code, "systems.yaml:8:13")] if code else [])


@pytest.mark.parametrize(
    ("sql", "dead"),
    [
        ("d.type = 'annual_report' AND d.type = 'annual_programme'", True),
        ("d.type IN ('annual_report', 'annual_programme') AND d.type = 'annual_programme'", False),
        ("d.issued AND NOT d.issued", True),
        ("d.issued", False),
    ],
)
def test_a_subquery_that_no_row_can_match(tmp_path: Path, sql: str, dead: bool) -> None:
    whole = f"mfa AND EXISTS (SELECT 1 FROM documents d WHERE d.system = systems.id AND {sql})"
    found = lint_of(tmp_path, ASSERT, f"assert: {whole}")
    assert (("dead-subquery", "systems.yaml:8:13") in found) is dead


@pytest.mark.parametrize(
    ("sql", "hides"),
    [
        ("CASE WHEN mfa THEN TRUE ELSE FALSE END", True),
        ("CASE WHEN mfa THEN TRUE WHEN backup THEN FALSE END", True),
        ("CASE proposed_level WHEN 2 THEN mfa ELSE backup END", True),
        ("CASE proposed_level WHEN 2 THEN mfa WHEN 3 THEN backup END", False),
        ("CASE WHEN mfa THEN TRUE END", False),
        ("CASE WHEN mfa THEN TRUE ELSE NULL END", False),
        ("CASE phase WHEN 'trial' THEN mfa ELSE backup END", False),
    ],
)
def test_a_case_that_passes_over_an_empty_cell(tmp_path: Path, sql: str, hides: bool) -> None:
    found = lint_of(tmp_path, ASSERT, f"assert: {sql}")
    assert (("case-else", "systems.yaml:8:13") in found) is hides


@pytest.mark.parametrize(
    ("status", "code"),
    [("not_applicable", "not-applicable-example"), ("not_yet_due", "not-yet-due-example")],
)
def test_a_status_that_no_example_reaches(tmp_path: Path, status: str, code: str) -> None:
    assert lint_of(tmp_path, f"expect: {status}", "expect: pass") == [(code, "systems.yaml:2:5")]


def test_no_example_in_time_is_asked_for_where_nothing_has_a_date(tmp_path: Path) -> None:
    undated = spoil(spoil(CONTROL, "    due: DATE '2026-12-31'\n", ""), "expect: not_yet_due", "expect: pass")
    law = spoil(OBLIGATIONS, "    due: 2026-12-31\n", "")
    assert told(write(tmp_path, controls=undated, obligations=law)) == []


def test_nor_where_the_date_had_passed_before_the_law(tmp_path: Path) -> None:
    undated = spoil(spoil(CONTROL, "    due: DATE '2026-12-31'\n", ""), "expect: not_yet_due", "expect: pass")
    law = spoil(OBLIGATIONS, "due: 2026-12-31", "due: 2026-01-14")
    assert told(write(tmp_path, controls=undated, obligations=law)) == []


def test_an_example_that_is_known_not_to_hold_proves_nothing(tmp_path: Path) -> None:
    todo = 'expect: fail\n        todo: {vi: "Chờ ý kiến", en: "Awaiting advice"}'
    assert lint_of(tmp_path, "expect: fail", todo) == [("no-example", "systems.yaml:2:5")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('en: "Multi-factor authentication"', 'en: "Xác thực đa yếu tố"'),
        ('vi: "Bật xác thực đa yếu tố"', 'vi: "Turn it on everywhere"'),
        ('en: "systems in operation"', 'en: "hệ thống đang vận hành"'),
    ],
)
def test_a_sentence_that_nobody_translated(tmp_path: Path, old: str, new: str) -> None:
    assert lint_of(tmp_path, old, new) == [("untranslated", "systems.yaml:2:5")]


def test_a_clause_that_nobody_translated(tmp_path: Path) -> None:
    law = spoil(OBLIGATIONS, 'en: "Two layers"', 'en: "Có hai lớp"')
    assert told(write(tmp_path, obligations=law)) == [
        ("untranslated", "registry/law.yaml:2:5", Gravity.WARNING)
    ]


@pytest.mark.parametrize(
    ("duty", "control", "found"),
    [
        ("year", None, True),
        (None, "year", True),
        ("half-year", "year", True),
        ("year", "year", False),
        (None, None, False),
    ],
)
def test_a_control_recurs_as_its_duties_do(
    tmp_path: Path, duty: str | None, control: str | None, found: bool
) -> None:
    law = OBLIGATIONS if duty is None else spoil(OBLIGATIONS, "due: 2026-12-31", f"every: {duty}")
    text = CONTROL if control is None else spoil(CONTROL, "key: mfa", f"key: mfa\n    every: {control}")
    codes = told(write(tmp_path, controls=text, obligations=law))
    assert (("recurrence", "systems.yaml:2:5", Gravity.WARNING) in codes) is found


def test_rows_that_have_their_own_year_recur_by_themselves(tmp_path: Path) -> None:
    law = spoil(OBLIGATIONS, "due: 2026-12-31", "every: year")
    text = spoil(CONTROL, "subject: systems", "subject: budgets")
    for old, new in (
        ("applies_when: phase = 'operation'", "applies_when: stage = 'allocated' AND year >= 2026"),
        ("mfa AND log_months >= 3", "security_vnd >= 3"),
        ("key: mfa", "key: security_vnd"),
        ("log_months / 12", "security_vnd / 12"),
        ("3 - log_months", "3 - security_vnd"),
    ):
        text = spoil(text, old, new)
    text = text.replace("{log_months:number}", "{security_vnd:vnd}").replace("{name}", "{id}")
    rows = "{budgets: [{id: b, unit: u, year: 2026, stage: allocated}]}"
    text = "\n".join(
        line.partition("given:")[0] + f"given: {rows}" if "given:" in line else line
        for line in text.split("\n")
    )
    assert told(write(tmp_path, controls=text, obligations=law)) == []


def test_an_accepted_warning_that_does_not_occur(tmp_path: Path) -> None:
    assert lint_of(tmp_path, "key: mfa", "key: mfa\n    allow: [division]") == [
        ("unused-allow", "systems.yaml:2:5")
    ]


def unread(folder: Path, *columns: str) -> list[tuple[str, str]]:
    place = Location("lint.yaml", 2, 5)
    kept = Unread(columns, Text("Dùng ở báo cáo", "Reports use it"), place)
    found = lint(replace(load(write(folder)), unread=(kept,)))
    return [(problem.code, problem.found.en) for problem in found if problem.location == place]


def test_a_column_that_no_control_reads(tmp_path: Path) -> None:
    found = dict(item[::-1] for item in unread(tmp_path, "systems.segment"))
    (systems,) = (told for told in found if "systems.unit" in told)
    assert found[systems] == "unread-column"
    assert "systems.backup" in systems
    assert "systems.segment" not in systems, "it is accepted"
    assert not {"systems.mfa", "systems.log_months", "systems.phase", "systems.name"} & set(
        systems.replace(",", "").split()
    ), "conditions, figures and the message read them"


def test_a_column_that_is_accepted_and_read(tmp_path: Path) -> None:
    assert ("read-column", "a control reads systems.mfa") in unread(tmp_path, "systems.mfa")


def test_nobody_asks_for_unread_columns_where_no_list_is_kept(tmp_path: Path) -> None:
    assert "unread-column" not in [code for code, _, _ in told(write(tmp_path))]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('vi: "Xác thực đa yếu tố"', 'vi: "«điều phải đạt»"'),
        ("effort_days: 5", "effort_days: 0"),
        ('product: {vi: "Biên bản"', 'product: {vi: "«tài liệu»"'),
    ],
)
def test_a_draft_that_is_not_finished(tmp_path: Path, old: str, new: str) -> None:
    assert lint_of(tmp_path, old, new) == [("placeholder", "systems.yaml:2:5")]


UNREAD = """\
unread:
  - columns: [systems.backup, devices.os_support_until]
    reason: {vi: "Đơn vị tự dùng", en: "For the unit's own use"}
"""


def test_the_list_of_unread_columns_stands_beside_the_controls(tmp_path: Path) -> None:
    found = lint(load(write(tmp_path, lint=UNREAD)))
    told = {str(problem.location): problem for problem in found if problem.code == "unread-column"}
    assert list(told) == ["lint.yaml:2:5"]
    listed = " ".join(problem.found.en for problem in found)
    assert "systems.drilled_on" in listed
    assert "systems.backup" not in listed


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("systems.backup", "systems.bakup", "unknown-column", "2:15"),
        ("systems.backup", "sistems.backup", "unknown-table", "2:15"),
        ("systems.backup", "backup", "unknown-table", "2:15"),
        (', en: "For the unit\'s own use"', "", "missing-key", "3:13"),
        ("unread:", "unraed:", "unknown-key", "1:1"),
        ("columns:", "colums:", "unknown-key", "2:5"),
    ],
)
def test_a_spoilt_list_of_unread_columns(tmp_path: Path, old: str, new: str, code: str, place: str) -> None:
    problems = problems_of(write(tmp_path, lint=spoil(UNREAD, old, new)))
    assert (code, f"lint.yaml:{place}") in {(item.code, str(item.location)) for item in problems}


@pytest.mark.parametrize(
    ("column", "reader"),
    [
        ("systems.regulation_on", "331/2026"),
        ("systems.drilled_on", "data quality"),
        ("spending.security", "data quality"),
        ("vulnerabilities.reference", "data quality"),
        ("devices.endpoint_protection", "on-site checklist"),
        ("devices.checked_before_use_on", "on-site checklist"),
        ("products.public_investment", "CTTU26/7c"),
        ("incidents.serious", "No obligation in the registry"),
    ],
)
def test_why_the_shipped_catalogue_asks_for_a_column_that_no_control_reads(column: str, reader: str) -> None:
    (kept,) = (one for one in load().unread if column in one.columns)
    assert reader in kept.reason.en
