"""The personal list of duties of a unit: what applies and why, what may, and what does not."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from secaudit import inventory
from secaudit.audit.bench import Bench
from secaudit.explanation.duties import Duties, Duty, why_applies
from secaudit.explanation.faults import UnknownSubject
from secaudit.explanation.text_duties import duty_lines
from secaudit.model.control import Control
from secaudit.model.law import LegalDocument
from secaudit.model.status import Status
from secaudit.model.text import Language, same
from tests.audit import factory
from tests.audit.factory import control, obligation, unit
from tests.explanation.cases import DAY, bench_of, controls


@cache
def of(unit_id: str, as_of: date = DAY) -> Duties:
    with bench_of(as_of=as_of) as bench:
        return why_applies(bench, controls(), unit_id)


def duty(duties: Duties, control_id: str) -> Duty:
    (found,) = [each for each in duties.duties if each.control.id == control_id]
    return found


def text(duties: Duties, language: Language = "vi") -> str:
    return " ".join(" ".join(duty_lines(duties, language)).split())


def of_rows(rows: dict[str, Any], *items: Control, declared: Any = None) -> Duties:
    given = inventory.from_rows(rows, declared=declared)
    catalogue = factory.catalogue(*items)
    with Bench(given, catalogue, DAY) as bench:
        return why_applies(bench, catalogue, "u")


def test_a_duty_of_a_commune_because_of_its_kind() -> None:
    found = duty(of("p-anmau"), "ORG-01")
    assert (found.bearing, found.rows, found.due) == ("applies", 1, None)
    (group,) = found.groups
    (fact,) = group.facts
    assert (fact.sql, fact.truth) == ("kind = 'commune'", "true")
    assert [(cell.column, cell.value) for cell in fact.cells] == [("kind", "commune")]
    assert "p-anmau: vì loại đơn vị = phường, xã, đặc khu (commune) (kind = 'commune' → đúng)" in text(
        of("p-anmau")
    )


def test_a_duty_of_a_system_because_of_its_phase() -> None:
    found = duty(of("p-anmau"), "SYS-02")
    assert found.groups[0].rows == ("anmau-motcua",)
    assert found.groups[0].facts[0].cells[0].shown.vi == "vận hành (operation)"
    assert dict(found.statuses) == {Status.PASS: 1}


def test_a_duty_of_every_unit_has_no_facts() -> None:
    found = duty(of("p-anmau"), "DOC-01")
    assert (found.bearing, found.groups[0].facts, found.due) == ("applies", (), date(2026, 12, 31))
    assert [clause.obligation for clause in found.clauses] == ["CTHD13/II.2.1a", "CT17/6"]


def test_what_does_not_apply_and_why() -> None:
    found = duty(of("p-anmau"), "SEC-03")
    assert found.bearing == "not"
    assert [fact.sql for fact in found.groups[0].facts] == ["state_secrets <> 'none'"]
    assert "tiêu chí chỉ dành cho hệ thống thông tin chứa bí mật nhà nước" in text(of("p-anmau"))


def test_what_is_not_in_force_yet() -> None:
    found = duty(of("p-anmau", date(2026, 3, 29)), "SEC-02")
    assert (found.bearing, found.in_force, found.in_force_from) == ("not", False, date(2026, 3, 30))
    assert "Chưa có hiệu lực; có hiệu lực từ 30/03/2026" in text(of("p-anmau", date(2026, 3, 29)))


SYSTEM = {"id": "s", "unit": "u", "name": "S", "phase": "operation"}
IMPORTANT = control("monitoring_24x7", subject="systems", applies_when="national_security OR population_db")


def test_a_cell_for_want_of_which_nobody_knows_whether_it_applies() -> None:
    rows = {"units": [unit("u")], "systems": [{**SYSTEM, "population_db": "false"}]}
    (found,) = of_rows(rows, IMPORTANT).duties
    assert (found.bearing, found.rows) == ("unknown", 1)
    (wanted,) = found.groups[0].missing
    assert (wanted.table, wanted.row, wanted.column) == ("systems", "s", "national_security")
    assert wanted.location is not None


def test_rows_are_sorted_by_what_a_control_has_to_do_with_them() -> None:
    rows = {
        "units": [unit("u")],
        "systems": [
            {**SYSTEM, "id": "in", "national_security": "true", "population_db": "false"},
            {**SYSTEM, "id": "in2", "national_security": "true", "population_db": "false"},
            {**SYSTEM, "id": "open"},
            {**SYSTEM, "id": "out", "national_security": "false", "population_db": "false"},
        ],
    }
    found = of_rows(rows, IMPORTANT).duties
    assert [(each.bearing, [group.rows for group in each.groups]) for each in found] == [
        ("applies", [("in", "in2")]),
        ("unknown", [("open",)]),
    ]


@pytest.mark.parametrize(("declared", "bearing"), [({"u": ["systems"]}, "not"), ({"u": []}, "unknown")])
def test_no_rows_settle_it_only_where_the_unit_has_declared_so(declared: Any, bearing: str) -> None:
    (found,) = of_rows({"units": [unit("u")]}, IMPORTANT, declared=declared).duties
    assert (found.bearing, found.groups) == (bearing, ())


def test_a_scope_that_crashes_is_open_and_says_why() -> None:
    rows = {"units": [unit("u", headcount=99_999_999)]}
    crash = control("trained > 0", applies_when="make_date(headcount, 1, 1) > DATE '2000-01-01'")
    (found,) = of_rows(rows, crash).duties
    assert found.bearing == "unknown"
    assert found.groups[0].error is not None


def test_of_a_recurring_duty_the_open_period_counts() -> None:
    law = obligation(document=LegalDocument("LAW", "1/LAW", same("law"), same("issuer"), date(2024, 3, 1)))
    (found,) = of_rows({"units": [unit("u")]}, control("trained > 0", every="year", cites=[law])).duties
    assert (found.period, found.due) == ("2026", date(2026, 12, 31))


def test_an_unknown_unit_is_answered_with_those_like_it() -> None:
    with bench_of() as bench, pytest.raises(UnknownSubject, match="p-anmau"):
        why_applies(bench, controls(), "p-anmao")


def test_every_control_is_listed_for_every_unit() -> None:
    for unit_id in ("tp", "p-bangtinh"):
        assert {each.control.id for each in of(unit_id).duties} == {each.id for each in controls().controls}
