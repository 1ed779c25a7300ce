"""Waivers: which are refused and in what words, which cover, and which only wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from secaudit import inventory
from secaudit.audit import judge
from secaudit.model.control import Catalogue
from secaudit.model.location import Location
from secaudit.model.problem import Gravity, InventoryInvalid, Problem
from secaudit.model.result import AuditResult
from secaudit.model.status import Severity, Status
from secaudit.model.text import Text, same
from secaudit.model.waiver import WaiverTerm
from tests.audit.factory import GENERATED, TODAY, audit, catalogue, control, finding, statuses, unit

TRAINED = control("trained > 0")


def place(table: str, cell: str) -> Location:
    return Location("<rows>", sheet=table, cell=cell)


def judged(rows: dict[str, Any], by: Catalogue, **options: Any) -> AuditResult:
    return judge(inventory.from_rows(rows), by, TODAY, generated_at=GENERATED, **options)


def waiver(id_: str, **cells: object) -> dict[str, object]:
    return {
        "id": id_, "control": "T-01", "subject": "u", "reason": "r", "approved_by": "a",
        "from_on": date(2026, 1, 1), "until_on": date(2026, 12, 31), **cells,
    }  # fmt: skip


NO_CONTROL = Text("mã của một tiêu chí có trong bộ tiêu chí", "the id of a control of the catalogue")
NEAR = Problem(
    "unknown-control",
    place("waivers", "1.control"),
    Text("không có tiêu chí kiểm tra 'T-10'", "there is no control 'T-10'"),
    NO_CONTROL,
    Text("có phải ý bạn là T-01", "did you mean T-01"),
)
FAR = Problem(
    "unknown-control",
    place("waivers", "2.control"),
    Text("không có tiêu chí kiểm tra 'ZZZ'", "there is no control 'ZZZ'"),
    NO_CONTROL,
    Text("xem danh sách bằng lệnh `secaudit controls list`", "`secaudit controls list` lists them"),
)
NOBODY = Problem(
    "unknown-subject",
    place("waivers", "3.subject"),
    Text("không có dòng 'nobody' trong bảng units", "there is no row 'nobody' in units"),
    Text("mã một dòng của bảng units", "the id of a row of units"),
    Text(
        "ngoại lệ cho T-01 phải nêu đúng đối tượng được kiểm tra",
        "a waiver of T-01 must name the row that is judged",
    ),
)
IDLE = Problem(
    "control-off",
    place("waivers", "5.control"),
    Text(
        "ngoại lệ w5 cho tiêu chí OFF, tiêu chí này không được áp dụng",
        "the waiver w5 of OFF, a control that is off",
    ),
    Text("ngoại lệ cho một tiêu chí được áp dụng", "a waiver of a control that is judged"),
    Text(
        "giữ lại nếu tiêu chí sẽ được áp dụng lại, nếu không thì xóa dòng này",
        "keep it if the control is to come back, else delete this row",
    ),
    Gravity.WARNING,
)
WAIVED: dict[str, Any] = {
    "units": [unit(trained=0)],
    "waivers": [
        waiver("w1", control="T-10"),
        waiver("w2", control="ZZZ"),
        waiver("w3", subject="nobody"),
        waiver("w4", subject="U"),
        waiver("w5", control="OFF"),
    ],
}
WITH_OFF = replace(catalogue(TRAINED), off=(control("trained > 0", id_="OFF"),))


def test_waivers_of_nothing_are_refused_with_what_to_do() -> None:
    with pytest.raises(InventoryInvalid) as refused:
        judged(WAIVED, WITH_OFF)
    assert refused.value.problems == (IDLE, NEAR, FAR, NOBODY)


def test_kept_going_waivers_of_nothing_are_rejected_rows_and_one_of_an_off_control_a_warning() -> None:
    result = judged(WAIVED, WITH_OFF, keep_going=True)
    assert [(row.table, row.id, row.location, row.problem) for row in result.inventory.rejected] == [
        ("waivers", "w1", place("waivers", "1"), NEAR),
        ("waivers", "w2", place("waivers", "2"), FAR),
        ("waivers", "w3", place("waivers", "3"), NOBODY),
    ]
    assert result.inventory.warnings == (IDLE, NEAR, FAR, NOBODY)
    assert [(use.id, use.subject, use.state) for use in result.waivers] == [
        ("w4", "u", "in_force"),
        ("w5", "u", "unused"),
    ]


def test_of_several_waivers_the_one_that_ends_last_covers() -> None:
    rows = {
        "units": [unit(trained=0)],
        "waivers": [
            waiver("long", until_on=date(2027, 1, 1)),
            waiver("short"),
            waiver("past", until_on=date(2026, 11, 20)),
            waiver("later", from_on=date(2026, 11, 22), until_on=date(2028, 1, 1)),
        ],
    }
    result = audit(rows, TRAINED)
    used = finding(result, "u").waiver
    assert used is not None
    assert used.id == "long"
    assert {use.id: use.state for use in result.waivers} == {
        "long": "in_force", "short": "in_force", "past": "expired", "later": "future"
    }  # fmt: skip


def with_terms(**days: int) -> Catalogue:
    terms = {
        Severity(name): WaiverTerm(Severity(name), longest, same("why"), Location("waivers.yaml", 2, 5))
        for name, longest in days.items()
    }
    return replace(catalogue(TRAINED), waiver_terms=terms)


def long(as_of: date, by: Catalogue) -> AuditResult:
    """Judge one unit with a waiver of the 100 days up to the 10th of April."""
    rows = {
        "units": [unit(trained=0)],
        "waivers": [waiver("long", from_on=date(2026, 1, 1), until_on=date(2026, 4, 10))],
    }
    return judge(inventory.from_rows(rows), by, as_of, generated_at=GENERATED, all_verdicts=True)


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        (date(2025, 12, 31), Status.NOT_APPLICABLE),
        (date(2026, 1, 1), Status.WAIVED),
        (date(2026, 3, 31), Status.WAIVED),
        (date(2026, 4, 1), Status.FAIL),
        (date(2026, 4, 10), Status.FAIL),
    ],
)
def test_a_waiver_covers_no_more_days_than_the_longest_term_of_its_severity(
    as_of: date, status: Status
) -> None:
    result = long(as_of, with_terms(high=90))
    assert statuses(result)["u"] is status


def test_a_waiver_as_long_as_the_term_covers_all_its_days() -> None:
    result = long(date(2026, 4, 10), with_terms(high=100))
    assert statuses(result)["u"] is Status.WAIVED
    assert result.inventory.warnings == ()


def test_a_waiver_one_day_longer_than_the_term_does_not_cover_its_last_day() -> None:
    assert statuses(long(date(2026, 4, 9), with_terms(high=99)))["u"] is Status.WAIVED
    assert statuses(long(date(2026, 4, 10), with_terms(high=99)))["u"] is Status.FAIL


def test_the_term_of_another_severity_does_not_count() -> None:
    assert statuses(long(date(2026, 4, 10), with_terms(critical=1)))["u"] is Status.WAIVED


def test_a_waiver_longer_than_its_term_is_told_with_its_last_day_and_what_to_do() -> None:
    result = long(date(2026, 3, 31), with_terms(high=90))
    assert result.inventory.warnings == (
        Problem(
            "waiver-too-long",
            place("waivers", "1.until_on"),
            Text(
                "ngoại lệ long kéo dài 100 ngày, tiêu chí T-01 mức Cao",
                "the waiver long of 100 days, of the control T-01 of severity High",
            ),
            Text("nhiều nhất 90 ngày", "90 days at most"),
            Text(
                "chỉ được tính đến hết 31/03/2026; sửa until_on, sau ngày đó phải được chấp nhận lại",
                "it counts until 31 March 2026 only; correct until_on, it has to be approved again after "
                "that",
            ),
            Gravity.WARNING,
        ),
    )
    assert "until 31 March 2026" in finding(result, "u").message.en
    (use,) = result.waivers
    assert (use.state, use.last_day, use.is_too_long, use.days_left) == (
        "in_force", date(2026, 3, 31), True, 0
    )  # fmt: skip


def test_beyond_its_term_a_waiver_is_expired() -> None:
    (use,) = long(date(2026, 4, 1), with_terms(high=90)).waivers
    assert (use.state, use.days_left, use.ends_soon) == ("expired", None, False)


@pytest.mark.parametrize(("left", "soon"), [(0, True), (30, True), (31, False)])
def test_a_waiver_with_thirty_days_left_ends_soon(left: int, soon: bool) -> None:
    (use,) = long(date(2026, 4, 10) - timedelta(days=left), catalogue(TRAINED)).waivers
    assert (use.days_left, use.ends_soon) == (left, soon)
