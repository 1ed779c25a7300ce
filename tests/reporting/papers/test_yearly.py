"""The yearly report: form 08 of Decree 331/2026 in its own words, with counts that add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from secaudit import catalogue as catalogues
from secaudit import inventory
from secaudit.audit import judge
from secaudit.demo import write
from secaudit.model.problem import InvalidInput
from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from secaudit.model.text import Language
from secaudit.reporting import restrict
from secaudit.reporting.papers.form08 import headings
from secaudit.reporting.papers.writing import contents_of, make, source
from secaudit.reporting.papers.yearly import Form, form_of
from secaudit.reporting.repertoire import Everything
from secaudit.reporting.voice import voice
from tests.audit.factory import GENERATED, TODAY
from tests.reporting.canonical import canonical
from tests.reporting.paper import page_texts
from tests.reporting.papers.office import document, page, page_text, squeezed

FORM_08 = [
    "STT", "Tên HTTT", "Chủ quản HTTT", "Đơn vị vận hành HTTT", "Cấp độ đề xuất",
    "Tình trạng phê duyệt cấp độ", "Quyết định phê duyệt cấp độ", "Quy chế bảo đảm ANM cho hệ thống",
    "Dự kiến thời điểm phê duyệt HSĐXCĐ", "Đã triển khai đầy đủ PA BĐANM",
    "Dự kiến thời điểm triển khai đầy đủ PA BĐANM", "Đã kiểm tra, đánh giá ANM",
]  # fmt: skip
"""The twelve headings, letter for letter as the decree has them."""

GENERAL = {
    "Tổng số hệ thống thông tin thuộc phạm vi quản lý": "3",
    "Tổng số hệ thống thông tin đã được phân loại": "2 (chưa khai: 1)",
    "Tổng số hệ thống thông tin đã xây dựng hồ sơ đề xuất cấp độ": "2 (chưa khai: 1)",
    "Tổng số hệ thống thông tin đã được thẩm định hồ sơ đề xuất cấp độ": "1 (chưa khai: 1)",
    "Tổng số hệ thống thông tin đã được phê duyệt cấp độ": "1 (chưa khai: 1)",
    "Tổng số hệ thống thông tin đã phê duyệt cấp độ được kiểm tra, đánh giá an ninh mạng định kỳ theo quy "
    "định": "1 (chưa khai: 1)",
}


def rows_of(language: Language = "vi", sheet: int = 0) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(BytesIO(document("yearly", "xlsx", language)))
    return book.get_sheet_by_index(sheet).to_python()


def test_the_headings_are_those_of_the_form() -> None:
    assert headings(voice("vi")) == FORM_08
    assert rows_of()[0] == FORM_08
    told = page_text(page("yearly"))
    assert squeezed(FORM_08) in told
    assert "".join(f"({number})" for number in range(1, 13)) in told


def test_the_fixed_values_are_those_of_the_form() -> None:
    with ZipFile(BytesIO(document("yearly", "xlsx"))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    for values in (
        "Đang dự thảo,Đã gửi thẩm định,Đã thẩm định,Đã được phê duyệt",
        "Chưa triển khai,Đã triển khai một số hạng mục,Đã triển khai đầy đủ",
        "Trước khi đưa vào sử dụng,Định kỳ,Trước khi đưa vào sử dụng; Định kỳ",
    ):
        assert f'<formula1>"{values}"</formula1>' in sheet
    assert '<pane ySplit="1"' in sheet
    assert "<f>" not in sheet


def test_a_row_has_days_and_numbers_and_no_cell_can_run() -> None:
    approved, sent, nothing = rows_of()[1:]
    assert approved == [
        1, '=HYPERLINK("x")', "Sở A (hư cấu)", "Thành phố (hư cấu)", 3, "Đã được phê duyệt",
        "Số +21/QĐ-SA, ngày 10/02/2026, UBND Thành phố (hư cấu)", "Số ……*, ngày 02/01/2026, ……*", "",
        "Đã triển khai đầy đủ", "", "Trước khi đưa vào sử dụng; Định kỳ",
    ]  # fmt: skip
    assert sent[4:] == [
        2, "Đã gửi thẩm định", "", "", date(2027, 3, 31), "Đã triển khai một số hạng mục",
        date(2027, 6, 30), "",
    ]  # fmt: skip
    assert nothing == [3, "Một cửa điện tử", "Xã B (hư cấu)", *[""] * 9]


def test_what_is_not_declared_is_listed_with_its_place() -> None:
    lacking = {row[0]: row[2:] for row in rows_of("en", 3)[1:]}
    assert lacking['=HYPERLINK("x")'] == ["Security regulation of the system", "so-a.xlsx [systems!A2]"]
    assert lacking["Một cửa điện tử"][0].split("; ") == [
        "Operator", "Proposed level", "State of the level's approval", "Security regulation of the system",
        "Approval of the dossier expected on", "Security plan fully deployed",
        "Full deployment of the plan expected on", "Security inspected and assessed",
    ]  # fmt: skip
    assert "Lưu trữ" not in lacking


def test_the_paper_has_the_seven_counts_and_says_what_is_not_declared() -> None:
    told = page_text(page("yearly"))
    for line, count in GENERAL.items():
        assert squeezed(f"- {line}: {count};") in told
    assert squeezed("phạm vi quản lý: 31/03/2027 (1 trong 2 hệ thống chưa được phê duyệt chưa khai") in told
    assert squeezed("Quy chế bảo đảm ANM cho hệ thống (2)") in told
    assert squeezed("1/3 đơn vị chưa xác nhận đã kê khai đầy đủ hệ thống thông tin") in told


def test_paper_and_sheet_count_alike() -> None:
    counts = {row[0]: row[1:] for row in rows_of(sheet=1)[1:]}
    for line, count in GENERAL.items():
        yes, _, rest = count.partition(" ")
        undeclared = int(rest.strip("()").removeprefix("chưa khai: ")) if rest else 0
        assert counts[line] == [int(yes), undeclared]
    assert counts["Hệ thống đã triển khai đầy đủ phương án bảo đảm an ninh mạng"] == [1, 1]


def test_a_unit_reports_for_itself_and_its_systems_alone() -> None:
    told = page_text(page("yearly", "vi", "so-a"))
    assert squeezed("(1) Tên: Sở Ví Dụ (hư cấu)") in told
    assert squeezed("(3) Người đại diện, chức vụ: Bà C, Giám đốc") in told
    assert squeezed("SỞ VÍ DỤ (HƯ CẤU)") in told
    assert squeezed("- Tổng số hệ thống thông tin thuộc phạm vi quản lý: 2;") in told
    assert "Mộtcửađiệntử" not in told
    assert squeezed("PHỤ LỤC II") not in told


def test_a_result_from_before_says_to_audit_again() -> None:
    old = replace(canonical(), register=None)
    for format_ in ("pdf", "docx", "xlsx"):
        with pytest.raises(InvalidInput) as caught:
            make("yearly", format_, old, voice("vi"))
        (problem,) = caught.value.problems
        assert problem.code == "result-without-register"
        assert "chạy lại secaudit audit" in problem.advice.vi


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_pdf_prints_the_table_with_its_heads_across(language: Language) -> None:
    texts = page_texts(document("yearly", "pdf", language))
    (table,) = [text for text in texts if voice(language)("yearly.annex_table_title") in text]
    assert '=HYPERLINK("x")' in table
    assert "(12)" in table


def test_the_same_result_gives_the_same_bytes() -> None:
    assert make("yearly", "xlsx", canonical(), voice("vi")) == document("yearly", "xlsx")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> AuditResult:
    folder = tmp_path_factory.mktemp("demo") / "city"
    write(folder, units=25)
    given = inventory.read([folder])
    return judge(given, catalogues.load(), TODAY, generated_at=GENERATED, keep_register=True)


def counted(form: Form) -> Counter[str]:
    lines = (*form.general, *form.others)
    return Counter(
        {
            f"{one.told}.{part}": getattr(one.count, part)
            for one in lines
            for part in ("yes", "no", "undeclared", "total")
        }
    )


def test_the_demo_citys_form_adds_up_over_its_units(demo: AuditResult) -> None:
    """Every owner's own form, taken together, is the city's."""
    assert demo.register is not None
    whole = counted(form_of(demo, voice("vi")))
    parts: Counter[str] = Counter()
    for unit in demo.units:
        own = tuple(one for one in demo.register.systems if one.unit == unit.id)
        alone = replace(restrict(demo, unit.id), register=replace(demo.register, systems=own))
        parts.update(counted(form_of(alone, voice("vi"))))
    assert parts == whole
    assert whole["total.yes"] > 100
    assert 0 < whole["approved.yes"] < whole["appraised.yes"] < whole["total.yes"]


def test_the_demo_citys_form_says_what_the_controls_say(demo: AuditResult) -> None:
    form = form_of(demo, voice("vi"))
    lines = {one.told: one.count for one in (*form.general, *form.others)}
    by = demo.counts.by_control
    passed = {name: counts[Status.PASS] for name, counts in by.items()}
    assert lines["approved"].yes == passed["LVL-01"] + passed["LVL-02"]
    assert lines["approved"].undeclared == by["LVL-01"][Status.UNKNOWN] + by["LVL-02"][Status.UNKNOWN]
    in_use = [row.system for row in form.rows.shown if row.system.phase in ("trial", "operation")]
    assert sum(one.appraised is True for one in in_use) == passed["SYS-02"]
    assert sum(one.appraised is None for one in in_use) == by["SYS-02"][Status.UNKNOWN]
    assert sum(one.deployment == "full" for one in in_use) == passed["PLN-01"]
    assert sum(one.deployment is None for one in in_use) == by["PLN-01"][Status.UNKNOWN]


def test_stages_partition_the_systems(demo: AuditResult) -> None:
    form = form_of(demo, voice("vi"))
    stages = Counter(row.system.stage for row in form.rows.shown)
    assert sum(stages.values()) == form.rows.total == form.general[0].count.total
    approved = next(one.count for one in form.general if one.told == "approved")
    assert stages["approved"] == approved.yes
    assert {stage for stage in stages if stage} == {"draft", "sent", "appraised", "approved"}


def test_a_blank_says_why_it_is_one() -> None:
    """What part 4 counts as without a regulation is no cell with nothing to say."""
    register = canonical().register
    assert register is not None
    sent = replace(register.systems[1], regulated=False, regulation=None)
    result = replace(canonical(), register=replace(register, systems=(register.systems[0], sent)))
    speaker = voice("vi")
    told = page_text(source("yearly", contents_of("yearly", result, speaker), result, speaker, Everything()))
    assert squeezed("Đã gửi thẩm định chưa có 31/03/2027") in told
    whole = page_text(page("yearly"))
    assert squeezed("ở cột (12) là chưa kiểm tra, đánh giá") in whole
    assert squeezed("Thời hạn theo quy định") in whole
    owners = whole.partition(squeezed("THÔNG TIN VỀ CHỦ QUẢN HỆ THỐNG THÔNG TIN"))[2]
    assert "………" in owners
    assert squeezed("Dấu * là nội dung danh mục kiểm kê chưa khai; chỗ ghi dấu chấm") in owners
