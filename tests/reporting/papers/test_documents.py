"""What each official document says, in the form that its kind has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from secaudit.model.action import Action
from secaudit.model.issuer import Attendant, Inspection, Issuer
from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from secaudit.model.text import Language, Text, same
from secaudit.reporting import view_of
from secaudit.reporting.papers.minutes import groups
from secaudit.reporting.papers.order import MOST_ROWS, shares_of
from secaudit.reporting.papers.writing import contents_of, source
from secaudit.reporting.repertoire import Everything
from secaudit.reporting.voice import voice
from tests.reporting.archival import faults
from tests.reporting.canonical import ACTIONS, canonical
from tests.reporting.paper import page_texts
from tests.reporting.papers.office import document, page, page_text, squeezed

CHIEF = Issuer(
    parent=("Công an Thành phố",),
    body=("Phòng An ninh mạng",),
    numbers={"minutes": "03", "order": "12"},
    symbol="CATP",
    drafting_unit="PA05",
    place="Thành phố Mẫu",
    day=date(2027, 2, 5),
    authority=("KT. TRƯỞNG PHÒNG",),
    post="Phó Trưởng phòng",
    rank="Thượng tá",
    name="Nguyễn Văn Mẫu",
    recipients=("Ban Giám đốc (để báo cáo)",),
    copies=5,
    inspection=Inspection(
        started_at=datetime(2027, 2, 5, 8, 30),  # noqa: DTZ001  # the clock on the wall
        place="Trụ sở Sở A",
        basis=("request", "Kế hoạch số 45/KH-CATP"),
        inspectors=(Attendant("Trần Thị Mẫu", "Trưởng đoàn"),),
        copies=3,
    ),
)


def _told(kind: str, issuer: Issuer, language: Language = "vi") -> str:
    speaker = voice(language, None, issuer)
    contents = contents_of(kind, canonical(), speaker)
    return page_text(source(kind, contents, canonical(), speaker, Everything()))


def _has(text: str, *phrases: str) -> None:
    for phrase in phrases:
        assert squeezed(phrase) in text, phrase


@pytest.mark.parametrize("kind", ["minutes", "order"])
def test_the_pdf_says_what_the_page_says(kind: str) -> None:
    told = page_text(page(kind))
    texts = page_texts(document(kind, "pdf"))
    for words in " ".join(texts).split():
        if not words.isdecimal() and "□" not in words:
            assert words in told, words


@pytest.mark.parametrize("kind", ["minutes", "order"])
def test_the_pdf_is_archival_and_carries_the_result(kind: str) -> None:
    assert faults(document(kind, "pdf")) == []


def test_minutes_have_the_parts_of_form_1_9() -> None:
    _has(
        page_text(page("minutes")),
        "Số: ………/BB-………",
        "BIÊN BẢN Kiểm tra việc chấp hành quy định về an ninh mạng tại Thành phố Giả Định",
        "Thời gian bắt đầu: …… giờ …… phút, ngày …… tháng …… năm ………",
        "Địa điểm: ……",
        "I. THÀNH PHẦN THAM DỰ",
        "Chủ trì (chủ tọa): ……",
        "Thư ký (người ghi biên bản): ……",
        "Biên bản kết thúc hồi …… giờ …… phút",
        "lập thành ……… bản",
        "THƯ KÝ",
        "TRƯỞNG ĐOÀN (CHỦ TỌA)",
        "ĐƠN VỊ ĐƯỢC KIỂM TRA",
        "Nơi nhận:",
    )
    assert squeezed("Thành phố Hồ Chí Minh, ngày") not in page_text(page("minutes")), "no place and day"


def test_minutes_leave_the_ground_of_the_visit_to_the_inspector() -> None:
    open_ = page_text(page("minutes"))
    _has(
        open_,
        "□ Khoản 1 Điều 12 Luật An ninh mạng số 116/2025/QH15: theo đề nghị của chủ quản",
        "□ Điểm k khoản 2 Điều 39",
        "□ Điểm a khoản 1 Điều 34 Nghị định số 331/2026/NĐ-CP",
        "□ Căn cứ khác:",
    )
    chosen = _told("minutes", CHIEF)
    _has(chosen, "Căn cứ khoản 1 Điều 12 Luật", "Căn cứ Kế hoạch số 45/KH-CATP.")
    assert squeezed("điểm k khoản 2 Điều 39") not in chosen


def test_minutes_tell_every_verdict_with_clause_place_and_day() -> None:
    text = page_text(page("minutes"))
    _has(
        text,
        "Không đạt: 4 lượt",
        "Chưa đủ căn cứ: 3 lượt",
        "Lỗi đánh giá: 1 lượt",
        "13-CTrHĐ/TU, mục II.2.1b (hạn 31/12/2026, đã qua hạn)",
        "Chi 12,4% (124.000.000 / 1.000.000.000 đồng), thiếu 26.000.000 đồng để đạt 15%.",
        "quá 5 ngày",
        "Ghi nhận tại chỗ",
        "so-a.xlsx [systems!H3]",
        "Ý KIẾN CỦA ĐƠN VỊ ĐƯỢC KIỂM TRA",
        "Ngắt máy khỏi Internet",
    )


def test_minutes_print_what_is_known_of_the_visit() -> None:
    _has(
        _told("minutes", CHIEF),
        "Số: 03/BB-CATP",
        "08 giờ 30 phút, ngày 05/02/2027",
        "Địa điểm: Trụ sở Sở A",
        "1Trần Thị MẫuTrưởng đoàn",
        "lập thành 3 bản",
    )
    _has(_told("minutes", CHIEF, "en"), "No. 03/BB-CATP", "08:30, 5 February 2027", "in 3 copies")


def test_the_order_is_a_letter_with_a_sheet_for_each_who_answers() -> None:
    text = page_text(page("order"))
    _has(
        text,
        "Số: ………/………-………",
        "V/v yêu cầu khắc phục tồn tại, hạn chế về an ninh mạng",
        "Kính gửi: Thành phố Giả Định và các đơn vị nêu tại Phụ lục",
        "rõ người, rõ việc, rõ thời gian, rõ trách nhiệm, rõ sản phẩm, rõ thẩm quyền",
        "PHIẾU GIAO VIỆC KHẮC PHỤC SỐ 1",
        "PHIẾU GIAO VIỆC KHẮC PHỤC SỐ 2",
        "Rõ trách nhiệm, người chịu trách nhiệm:",
        "TTRõ việcRõ thời gianRõ sản phẩmRõ thẩm quyền",
        "Biên bản ngắt kết nối",
    )
    _has(
        _told("order", CHIEF),
        "Số: 12/CATP-PA05",
        "(Kèm theo Công văn số 12/CATP-PA05 ngày 05 tháng 02 năm 2027)",
    )


def test_every_sheet_is_complete_and_begins_a_page() -> None:
    sheets = [text for text in page_texts(document("order", "pdf")) if "PHIẾU GIAO VIỆC KHẮC PHỤC SỐ" in text]
    assert len(sheets) == 2
    for sheet in sheets:
        _has(squeezed(sheet), "Nơi giao:", "Đơn vị:", "người chịu trách nhiệm:", "Người nhận phiếu")


def test_who_does_all_of_a_sheet_stands_above_it_and_several_have_a_column() -> None:
    result, speaker = canonical(), voice("vi")
    assert all(share.who for share in shares_of(result))
    _has(page_text(page("order")), "Rõ người, người thực hiện mọi việc:")
    one = result.actions[0]
    mixed = replace(result, actions=(one, replace(one, id="other", who=same("Đỗ Thị Mẫu"))))
    (share,) = shares_of(mixed)
    assert share.who is None
    text = page_text(source("order", contents_of("order", mixed, speaker), mixed, speaker, Everything()))
    _has(text, "TTRõ việcRõ ngườiRõ thời gianRõ sản phẩmRõ thẩm quyền", "Đỗ Thị Mẫu")
    assert "người thực hiện mọi việc" not in text


def test_a_citys_sheets_are_whole() -> None:
    many = tuple(
        replace(ACTIONS[0], id=f"a-{number}", unit=f"u-{number % 100}", task=same(f"Việc {number}"))
        for number in range(3_000)
    )
    shares = shares_of(replace(canonical(), actions=many))
    assert [(len(share.rows.shown), share.rows.total) for share in shares] == [(30, 30)] * 100


def test_without_actions_the_order_says_that_there_is_nothing_to_order() -> None:
    idle = replace(canonical(), actions=())
    speaker = voice("vi")
    text = page_text(source("order", contents_of("order", idle, speaker), idle, speaker, Everything()))
    _has(text, "không có nội dung nào phải yêu cầu khắc phục")
    assert "PHIẾU" not in text


def test_without_findings_the_minutes_say_so() -> None:
    clean = replace(canonical(), findings=(), actions=(), contradictions=())
    speaker = voice("vi")
    text = page_text(source("minutes", contents_of("minutes", clean, speaker), clean, speaker, Everything()))
    _has(text, "Không có nội dung nào không đạt", "Không có yêu cầu khắc phục")


def test_an_order_of_three_thousand_actions_is_cut_and_says_so() -> None:
    many = tuple(
        replace(ACTIONS[0], id=f"a-{number}", what=same(f"Việc {number}"), task=same(f"Việc {number}"))
        for number in range(3_000)
    )
    result = replace(canonical(), actions=many)
    (share,) = shares_of(result)
    assert (len(share.rows.shown), share.rows.total, share.actions) == (MOST_ROWS, 3_000, 3_000)
    speaker = voice("vi")
    text = page_text(source("order", contents_of("order", result, speaker), result, speaker, Everything()))
    _has(text, "Các phiếu nêu 2.000 trên tổng số 3.000 dòng việc", "Số việc: 3.000")


def test_shares_and_groups_agree_with_the_result() -> None:
    result = canonical()
    assert sum(share.actions for share in shares_of(result)) == len(result.actions)
    for group in groups(result):
        assert group.total == result.counts.total[group.status] == view_of(result).count(group.status)
    assert {group.status for group in groups(result)} == {
        Status.FAIL, Status.ERROR, Status.UNKNOWN, Status.WAIVED, Status.NOT_YET_DUE,
    }  # fmt: skip


def _page_of(kind: str, result: AuditResult, language: Language = "vi") -> str:
    speaker = voice(language)
    return page_text(source(kind, contents_of(kind, result, speaker), result, speaker, Everything()))


def _same_deed(count: int) -> tuple[Action, ...]:
    plan = replace(ACTIONS[1], task=same("Lập phương án"), unit="xa-b", closes=())
    return tuple(replace(plan, id=f"p{n}", subjects=(f"ht{n}",)) for n in range(count))


def test_a_sheet_with_something_to_do_at_once_has_no_later_first_day() -> None:
    """A day in the column would let its reader wait for it."""
    at_once = replace(ACTIONS[0], unit="xa-b", responsibility=ACTIONS[1].responsibility)
    shares = shares_of(replace(canonical(), actions=(at_once, ACTIONS[1])))
    assert [share.first for share in shares] == [None]
    (other,) = shares_of(replace(canonical(), actions=(ACTIONS[1],)))
    assert other.first == date(2026, 12, 31)


def test_a_sheet_says_why_it_has_fewer_rows_than_actions() -> None:
    told = _page_of("order", replace(canonical(), actions=_same_deed(3)))
    _has(told, "Số việc: 3, trong đó quá hạn 3", "ghi một dòng: 1 dòng cho 3 việc.")
    assert squeezed("ghi một dòng") not in _page_of("order", replace(canonical(), actions=_same_deed(1)))


def test_a_deed_that_is_partly_overdue_keeps_that_day_beside_at_once() -> None:
    mixed = replace(ACTIONS[1], due=None, closes=(*ACTIONS[0].closes, *ACTIONS[1].closes))
    result = replace(canonical(), actions=(mixed,))
    _has(_page_of("order", result), "thực hiện ngay; có hạn 31/12/2026, quá 5 ngày", "quá hạn 1 (số liệu")
    _has(_page_of("order", result, "en"), "at once; partly due 31 December 2026, days late: 5")
    undated = replace(canonical(), actions=(ACTIONS[0],))
    _has(_page_of("order", undated), "quá hạn 0 (số liệu", "thực hiện ngay mức độ")


def test_the_order_ends_its_sentences_and_names_nobody_in_good_english() -> None:
    _has(
        page_text(page("order")), "trước ngày ……/……/………. Việc không kịp", "về nơi giao trước ngày ……/……/………."
    )
    unknown = replace(ACTIONS[0], who=Text("đơn vị phải chỉ định (…)", "the unit must appoint somebody (…)"))
    told = _page_of("order", replace(canonical(), actions=(unknown,)), "en")
    _has(told, "Who does all of it: nobody yet; the unit must appoint somebody.", "……/……/………. For what")


def test_a_row_that_can_stand_apart_from_the_name_of_its_control_has_it() -> None:
    """A page may begin with the second row of a group whose heading is on the page before."""
    found = next(one for one in canonical().findings if one.control == "SEC-01" and one.status is Status.FAIL)
    many = tuple(
        replace(found, fingerprint=f"f{number}", subject=replace(found.subject, name=f"Máy số {number}"))
        for number in range(1, 4)
    )
    result = replace(canonical(), findings=many)
    told = _page_of("minutes", result)
    _has(told, "1Máy số 1", "SEC-01 2Máy số 2", "SEC-01 3Máy số 3")
    assert squeezed("SEC-01 1Máy") not in told


def test_minutes_keep_the_drafters_note_apart_and_room_to_write_together() -> None:
    _has(page_text(page("minutes")), "[Ghi chú cho người soạn, bỏ khi ký: số điều, khoản nêu trên")
    assert page("minutes").count('<div class="dots whole">') == 5
    assert "Ghi chú cho người soạn" not in _told("minutes", CHIEF)
