"""The six clarities of an action, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from secaudit.model.action import Action
from secaudit.model.control import Control
from secaudit.model.finding import Finding, Missing
from secaudit.model.result import UnitInfo
from secaudit.model.status import Status
from secaudit.model.text import Text, same
from secaudit.remediation import with_actions
from tests.remediation.audit_results import AS_OF, catalogue, control, finding, result, unit

LEVEL = control("SYS-01", "approve-level", text="Approve the level")
WIDE = control("DEV-01", "disconnect", per="unit", subject="devices", text="Disconnect")


def action(*findings: Finding, of: tuple[Control, ...] = (LEVEL, WIDE), by: UnitInfo | None = None) -> Action:
    (only,) = with_actions(result(findings, [by or unit("u1")]), catalogue(*of)).actions
    return only


class TestWho:
    def test_the_security_officer_does_it(self) -> None:
        assert action(finding(LEVEL, "s1"), by=unit("u1", officer="Bà Trần Thị Mẫu")).who == same(
            "Bà Trần Thị Mẫu"
        )

    @pytest.mark.parametrize("officer", [None, ""], ids=["unknown", "known to be none"])
    def test_without_one_the_unit_must_appoint(self, officer: str | None) -> None:
        assert action(finding(LEVEL, "s1"), by=unit("u1", officer=officer)).who == Text(
            "đơn vị phải chỉ định (chưa có cán bộ phụ trách an ninh mạng trong danh mục kiểm kê)",
            "the unit must appoint somebody (the inventory has no security officer)",
        )


class TestResponsibility:
    @pytest.mark.parametrize(
        ("head", "post", "expected"),
        [
            ("Nguyễn Văn A", "Chủ tịch UBND phường", same("Chủ tịch UBND phường Nguyễn Văn A")),
            (None, "Chủ tịch UBND phường", same("Chủ tịch UBND phường")),
            ("Nguyễn Văn A", None, Text("người đứng đầu Nguyễn Văn A", "head of the unit Nguyễn Văn A")),
            ("Nguyễn Văn A", "", Text("người đứng đầu Nguyễn Văn A", "head of the unit Nguyễn Văn A")),
            (
                None,
                None,
                Text(
                    "người đứng đầu đơn vị (chưa có họ tên, chức vụ trong danh mục kiểm kê)",
                    "the head of the unit (the inventory has neither name nor post)",
                ),
            ),
        ],
    )
    def test_the_head_answers_for_it(self, head: str | None, post: str | None, expected: Text) -> None:
        assert action(finding(LEVEL, "s1"), by=unit("u1", head=head, post=post)).responsibility == expected


class TestWhat:
    def test_the_deed_names_its_row(self) -> None:
        assert action(finding(LEVEL, "s1", name="Cổng dịch vụ công")).what == Text(
            "Approve the level [vi] (Cổng dịch vụ công)", "Approve the level [en] (Cổng dịch vụ công)"
        )

    def test_a_row_without_a_name_is_named_by_id(self) -> None:
        assert action(finding(LEVEL, "s1", name="")).what.en == "Approve the level [en] (s1)"

    def test_five_rows_are_all_named(self) -> None:
        told = action(*(finding(WIDE, f"PC-{number}") for number in range(5))).what
        assert told == Text(
            "Disconnect [vi] (PC-0, PC-1, PC-2, PC-3, PC-4)", "Disconnect [en] (PC-0, PC-1, PC-2, PC-3, PC-4)"
        )

    def test_of_more_rows_the_first_five_are_named_and_the_rest_counted(self) -> None:
        told = action(*(finding(WIDE, f"PC-{number}") for number in range(9, 0, -1))).what
        assert told == Text(
            "Disconnect [vi] (PC-1, PC-2, PC-3, PC-4, PC-5 và 4 đối tượng khác, tổng số 9)",
            "Disconnect [en] (PC-1, PC-2, PC-3, PC-4, PC-5 and 4 more, 9 in all)",
        )

    def test_a_row_found_twice_is_named_once(self) -> None:
        second = control("SYS-02", "approve-level", text="Approve the level")
        told = action(finding(LEVEL, "s1"), finding(second, "s1"), of=(LEVEL, second)).what
        assert told.en == "Approve the level [en] (s1)"

    def test_the_units_own_row_goes_without_saying(self) -> None:
        rules = control("ORG-01", "issue-rules", per="unit", subject="units", text="Issue the rules")
        assert action(finding(rules, "u1"), of=(rules,)).what.en == "Issue the rules [en]"

    def test_merged_controls_say_each_thing_once_the_worst_first(self) -> None:
        second = control("SYS-00", "approve-level", text="Appraise")
        third = control("SYS-02", "approve-level", text="Approve the level")
        told = action(*(finding(of, "s1") for of in (third, LEVEL, second)), of=(LEVEL, second, third))
        assert told.what.en == "Appraise [en]; Approve the level [en] (s1)"

    def test_the_task_leaves_the_rows_out_and_their_names_stand_beside_their_ids(self) -> None:
        told = action(finding(WIDE, "PC-2", name="Máy B"), finding(WIDE, "PC-1", name=""))
        assert told.task == Text("Disconnect [vi]", "Disconnect [en]")
        assert (told.subjects, told.names) == (("PC-1", "PC-2"), ("PC-1", "Máy B"))

    def test_product_and_authority_are_the_controls(self) -> None:
        told = action(finding(LEVEL, "s1"))
        assert told.product == Text("product of approve-level [vi]", "product of approve-level [en]")
        assert told.authority == Text("authority of approve-level [vi]", "authority of approve-level [en]")


def cell(table: str, column: str, vi: str, en: str) -> Missing:
    return Missing(table, column, Text(vi, en))


APPROVED = cell("systems", "approved_on", "ngày phê duyệt cấp độ", "level approved on")
BACKUP = cell("systems", "backup", "sao lưu dữ liệu", "backup")
SEGMENT = cell("devices", "segment", "vùng mạng", "segment")
UNDECLARED = Missing("vulnerabilities", None, Text("điểm yếu, lỗ hổng", "vulnerabilities"))


class TestCompletion:
    def unknown(self, of: Control, row: str, *missing: Missing, due: date | None = None) -> Finding:
        return finding(of, row, Status.UNKNOWN, missing=missing, due=due)

    def test_a_units_unknowns_are_one_action_that_lists_cells_and_tables(self) -> None:
        told = action(
            self.unknown(WIDE, "PC-1", SEGMENT),
            self.unknown(LEVEL, "s1", UNDECLARED, BACKUP),
            self.unknown(LEVEL, "s2", APPROVED, BACKUP),
        )
        assert told.what == Text(
            "Bổ sung danh mục kiểm kê: hệ thống thông tin (điền ngày phê duyệt cấp độ, sao lưu dữ liệu); "
            "thiết bị (điền vùng mạng); điểm yếu, lỗ hổng (xác nhận kê khai đầy đủ)",
            "Complete the inventory: information systems (fill in level approved on, backup); "
            "devices (fill in segment); vulnerabilities (declare the table complete)",
        )
        assert (told.controls, told.subjects) == (("DEV-01", "SYS-01"), ("PC-1", "s1", "s2"))
        assert len(told.closes) == 3

    def test_a_table_may_lack_cells_and_the_declaration(self) -> None:
        whole = Missing("systems", None, Text("hệ thống thông tin", "information systems"))
        assert action(self.unknown(LEVEL, "s1", BACKUP, whole)).what.en == (
            "Complete the inventory: information systems (declare the table complete, fill in backup)"
        )

    def test_it_takes_a_day_a_table(self) -> None:
        assert action(self.unknown(LEVEL, "s1", BACKUP, APPROVED, SEGMENT, UNDECLARED)).effort_days == 3

    def test_without_anything_named_it_is_still_an_action(self) -> None:
        told = action(self.unknown(LEVEL, "s1"))
        assert (told.what.vi, told.effort_days) == ("Bổ sung danh mục kiểm kê", 1)

    def test_product_and_authority_are_the_inventorys(self) -> None:
        told = action(self.unknown(LEVEL, "s1", BACKUP))
        assert told.product.en == "The completed inventory with the unit's declaration of completeness"
        assert told.authority.vi == "Người đứng đầu đơn vị xác nhận kê khai"

    @pytest.mark.parametrize(
        ("days", "expected"),
        [
            ([date(2030, 12, 31), date(2026, 12, 31)], date(2026, 12, 31)),
            ([AS_OF], AS_OF),
            ([date(2026, 11, 20), date(2030, 12, 31)], None),
            ([None, date(2030, 12, 31)], None),
        ],
        ids=["earliest", "today", "passed", "no date"],
    )
    def test_it_is_due_with_the_first_duty_and_never_overdue(
        self, days: list[date | None], expected: date | None
    ) -> None:
        told = action(*(self.unknown(LEVEL, f"s{n}", BACKUP, due=day) for n, day in enumerate(days)))
        assert (told.due, told.days_overdue) == (expected, 0)

    def test_each_unit_completes_its_own(self) -> None:
        rows = [finding(LEVEL, f"s{u}", Status.UNKNOWN, unit=u, missing=[BACKUP]) for u in ("u1", "u2")]
        found = with_actions(result(rows), catalogue(LEVEL)).actions
        assert {(each.unit, each.subjects) for each in found} == {("u1", ("su1",)), ("u2", ("su2",))}

    def test_what_fails_is_not_mixed_with_what_is_unknown(self) -> None:
        rows = [finding(WIDE, "PC-1"), finding(WIDE, "PC-2", Status.UNKNOWN, missing=[SEGMENT])]
        found = with_actions(result(rows), catalogue(WIDE)).actions
        assert {each.subjects: each.what.en for each in found} == {
            ("PC-1",): "Disconnect [en] (PC-1)",
            ("PC-2",): "Complete the inventory: devices (fill in segment)",
        }
