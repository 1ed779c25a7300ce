"""The seven statuses, in the order in which the contract tries them."""

from datetime import date

import pytest

from secaudit.model.law import LegalDocument
from secaudit.model.status import Status
from secaudit.model.text import same
from tests.audit.factory import TODAY, audit, control, finding, obligation, statuses, unit


def one(condition: str, cells: dict[str, object], **options: object) -> Status:
    return statuses(audit({"units": [unit(**cells)]}, control(condition, **options)))["u"]  # type: ignore[arg-type]


def test_true_passes() -> None:
    assert one("trained >= headcount", {"trained": 5, "headcount": 5}) is Status.PASS


def test_false_fails() -> None:
    assert one("trained >= headcount", {"trained": 4, "headcount": 5}) is Status.FAIL


def test_an_empty_cell_is_unknown_and_named() -> None:
    result = audit({"units": [unit(headcount=5)]}, control("trained >= headcount"))
    assert statuses(result)["u"] is Status.UNKNOWN
    assert [item.column for item in finding(result, "u").missing] == ["trained"]


def test_what_does_not_apply_is_not_judged() -> None:
    assert one("trained >= headcount", {"trained": 1, "headcount": 5}, applies_when="kind = 'commune'") is (
        Status.NOT_APPLICABLE
    )


def test_not_applicable_comes_before_unknown() -> None:
    assert one("trained >= headcount", {}, applies_when="kind = 'commune'") is Status.NOT_APPLICABLE


def test_an_unknown_scope_is_unknown_even_when_the_condition_holds() -> None:
    status = one("trained >= 1", {"trained": 1}, applies_when="it_staff > 0")
    assert status is Status.UNKNOWN


def test_before_the_law_is_in_force_nothing_applies() -> None:
    rows = {"units": [unit(trained=1, headcount=5)]}
    result = audit(rows, control("trained >= headcount"), as_of=date(2025, 12, 31))
    assert statuses(result)["u"] is Status.NOT_APPLICABLE
    assert "01/01/2026" in result.not_applicable[0].reason.vi
    assert statuses(audit(rows, control("trained >= headcount"), as_of=date(2026, 1, 1)))["u"] is Status.FAIL


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2026, 12, 30), Status.NOT_YET_DUE),
        (date(2026, 12, 31), Status.NOT_YET_DUE),
        (date(2027, 1, 1), Status.FAIL),
    ],
)
def test_the_due_day_itself_is_not_yet_due(as_of: date, expected: Status) -> None:
    item = control("trained >= 1", cites=[obligation(due=date(2026, 12, 31))])
    assert statuses(audit({"units": [unit(trained=0)]}, item, as_of=as_of))["u"] is expected


def test_days_are_counted_from_the_due_day() -> None:
    item = control("trained >= 1", cites=[obligation(due=date(2026, 12, 31))])
    rows = {"units": [unit(trained=0)]}
    assert finding(audit(rows, item, as_of=date(2027, 1, 5)), "u").days_overdue == 5
    assert finding(audit(rows, item, as_of=date(2026, 12, 29)), "u").days_left == 2


def test_a_duty_without_a_date_fails_on_its_first_day_in_force() -> None:
    rows = {"units": [unit(trained=0)]}
    found = finding(audit(rows, control("trained >= 1"), as_of=date(2026, 1, 1)), "u")
    assert (found.status, found.due, found.days_overdue) == (Status.FAIL, None, 0)


def test_the_days_of_a_duty_without_a_date_count_from_when_it_was_last_asked_for() -> None:
    newer = LegalDocument("NEW", "2", same("new"), same("issuer"), date(2026, 6, 1))
    item = control("trained >= 1", cites=[obligation(), obligation("NEW/1", document=newer)])
    rows = {"units": [unit(trained=0)]}
    assert finding(audit(rows, item, as_of=date(2026, 5, 31)), "u").days_overdue == 150
    assert finding(audit(rows, item, as_of=date(2026, 6, 11)), "u").days_overdue == 10


def test_the_controls_own_due_comes_first_and_falls_back_where_it_is_empty() -> None:
    cites = [obligation(due=date(2026, 6, 30))]
    item = control("security", subject="spending", due="make_date(year, 12, 31)", cites=cites)
    rows = {
        "units": [unit()],
        "spending": [
            {
                "id": "a",
                "unit": "u",
                "year": 2026,
                "stage": "spent",
                "item": "x",
                "security": False,
                "amount_vnd": 1,
            }
        ],
    }
    assert statuses(audit(rows, item))["a"] is Status.NOT_YET_DUE
    late = control("system = 'x'", subject="incidents", due="closed_on", cites=cites)
    rows = {"units": [unit()], "incidents": [{"id": "i", "unit": "u", "system": "none"}]}
    found = finding(audit(rows, late), "i")
    assert (found.status, found.due) == (Status.FAIL, date(2026, 6, 30))


@pytest.mark.parametrize(
    ("from_on", "until_on", "expected"),
    [
        (TODAY, TODAY, Status.WAIVED),
        (date(2026, 11, 22), date(2026, 12, 31), Status.FAIL),
        (date(2026, 1, 1), date(2026, 11, 20), Status.FAIL),
        (date(2026, 1, 1), TODAY, Status.WAIVED),
    ],
)
def test_a_waiver_covers_both_of_its_ends(from_on: date, until_on: date, expected: Status) -> None:
    rows = {"units": [unit(trained=0)], "waivers": [waiver(from_on=from_on, until_on=until_on)]}
    assert statuses(audit(rows, control("trained >= 1")))["u"] is expected


def test_a_waiver_comes_before_the_deadline() -> None:
    rows = {"units": [unit(trained=0)], "waivers": [waiver()]}
    item = control("trained >= 1", cites=[obligation(due=date(2030, 1, 1))])
    assert statuses(audit(rows, item))["u"] is Status.WAIVED


def test_what_cannot_be_waived_still_fails_and_the_waiver_is_reported_as_refused() -> None:
    rows = {"units": [unit(trained=0)], "waivers": [waiver()]}
    result = audit(rows, control("trained >= 1", waivable=False))
    assert statuses(result)["u"] is Status.FAIL
    assert [use.state for use in result.waivers] == ["refused"]


def test_a_waiver_of_a_pass_is_reported_as_unused_and_an_old_one_as_expired() -> None:
    old = waiver(id="w2", from_on=date(2025, 1, 1), until_on=date(2025, 2, 1))
    result = audit({"units": [unit(trained=1)], "waivers": [waiver(), old]}, control("trained >= 1"))
    assert statuses(result)["u"] is Status.PASS
    assert {use.id: use.state for use in result.waivers} == {"w": "unused", "w2": "expired"}


def test_an_unknown_is_not_waived() -> None:
    result = audit({"units": [unit()], "waivers": [waiver()]}, control("trained >= 1"))
    assert statuses(result)["u"] is Status.UNKNOWN


def waiver(**cells: object) -> dict[str, object]:
    return {
        "id": "w", "control": "T-01", "subject": "u", "reason": "r", "approved_by": "a",
        "from_on": date(2026, 1, 1), "until_on": date(2026, 12, 31), **cells,
    }  # fmt: skip


def test_a_product_of_written_numbers_may_be_greater_than_32_bits() -> None:
    assert one("headcount < 3 * 1000000007", {"headcount": 5}) is Status.PASS
    assert one("headcount < 2000000000 + 2000000000", {"headcount": 5}) is Status.PASS


def test_the_quality_of_a_units_data_can_be_waived() -> None:
    """Its rows are made by the tool, one for each unit, so a waiver can name them."""
    about = waiver(control="T-01", subject="u")
    item = control("days_since_declared <= 184", subject="data_quality")
    declaration = {"id": "d", "unit": "u", "tables": ["systems"], "declared_on": date(2025, 1, 1)}
    rows = {"units": [unit()], "declarations": [declaration], "waivers": [about]}
    assert statuses(audit(rows, item)) == {"u": Status.WAIVED}
