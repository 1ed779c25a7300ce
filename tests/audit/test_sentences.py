"""The sentences of a verdict, whole, in both languages: deadlines, numbers, gaps, periods and faults."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from secaudit import inventory
from secaudit.audit import judge
from secaudit.model.finding import Finding
from secaudit.model.location import Location
from secaudit.model.status import Status
from secaudit.model.text import Text, same
from tests.audit.factory import GENERATED, LAW, TODAY, audit, catalogue, control, finding, obligation, unit

DUE = [obligation(due=date(2026, 11, 21))]
YEARLY = [obligation(document=replace(LAW, issued=date(2025, 1, 1)))]
CRASH = "make_date(headcount, 12, 31)"


def judged(
    condition: str = "trained > 1", as_of: date = TODAY, trained: int | None = 1, **options: object
) -> Finding:
    rows = {"units": [unit(trained=trained, headcount=4)]}
    return audit(rows, control(condition, **options), as_of=as_of).findings[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("as_of", "vi", "en", "overdue", "left"),
    [
        (date(2026, 11, 19), "Còn 2 ngày (hạn 21/11/2026).", "2 days left (due 21 November 2026).", None, 2),
        (
            date(2029, 11, 21),
            "Quá hạn 1.096 ngày (hạn 21/11/2026).",
            "Overdue by 1,096 days (due 21 November 2026).",
            1096,
            None,
        ),
        (date(2026, 11, 20), "Còn 1 ngày (hạn 21/11/2026).", "1 day left (due 21 November 2026).", None, 1),
        (
            date(2026, 11, 21),
            "Hôm nay là ngày cuối của thời hạn (21/11/2026).",
            "Today is the last day (21 November 2026).",
            None,
            0,
        ),
        (
            date(2026, 11, 22),
            "Quá hạn 1 ngày (hạn 21/11/2026).",
            "Overdue by 1 day (due 21 November 2026).",
            1,
            None,
        ),
        (
            date(2026, 11, 23),
            "Quá hạn 2 ngày (hạn 21/11/2026).",
            "Overdue by 2 days (due 21 November 2026).",
            2,
            None,
        ),
    ],
)
def test_the_days_to_or_since_a_deadline(
    as_of: date, vi: str, en: str, overdue: int | None, left: int | None
) -> None:
    found = judged(as_of=as_of, cites=DUE)
    assert found.message == Text(f"Chưa đáp ứng. {vi}", f"Not met. {en}")
    assert (found.days_overdue, found.days_left) == (overdue, left)


@pytest.mark.parametrize(("as_of", "count", "words"), [(1, 0, "0 days"), (2, 1, "1 day"), (3, 2, "2 days")])
def test_a_duty_without_a_date_is_due_at_once(as_of: int, count: int, words: str) -> None:
    found = judged(as_of=date(2026, 1, as_of))
    assert found.message == Text(
        f"Chưa đáp ứng. Phải thực hiện ngay (yêu cầu gần nhất có từ 01/01/2026, đã {count} ngày).",
        f"Not met. Due at once, without a date (last asked for on 1 January 2026, {words} ago).",
    )
    assert (found.due, found.days_overdue, found.days_left) == (None, count, None)


def test_before_its_law_a_control_says_from_when_it_is_in_force() -> None:
    found = judged(as_of=date(2025, 12, 31))
    assert (found.status, found.message) == (
        Status.NOT_APPLICABLE,
        Text(
            "Chưa có hiệu lực; có hiệu lực từ 01/01/2026.", "Not in force yet; in force from 1 January 2026."
        ),
    )
    assert found.sources[0].in_force is False


def test_a_law_is_in_force_on_its_very_day_and_its_deadline_passes_after_its_own() -> None:
    first = judged(as_of=LAW.issued, cites=[obligation(due=LAW.issued)])
    assert (first.status, first.due, first.sources[0].in_force) == (Status.NOT_YET_DUE, LAW.issued, True)
    assert not first.sources[0].passed
    assert judged(as_of=date(2026, 1, 2), cites=[obligation(due=LAW.issued)]).sources[0].passed


def test_what_applies_to_whom_is_said_in_the_controls_own_words() -> None:
    item = replace(
        control("trained > 1", applies_when="kind = 'commune'"), applies_to=Text("cấp xã", "communes")
    )
    result = audit({"units": [unit()]}, item)
    words = Text("Chỉ áp dụng đối với: cấp xã", "Applies only to: communes")
    assert result.not_applicable[0].reason == words
    assert finding(result, "u").message == Text(f"{words.vi}.", f"{words.en}.")


def test_words_stand_where_there_is_no_value_and_a_half_year_is_told_in_words() -> None:
    shown = same("{none:vnd|–} {headcount:number|–} {this_period}")
    half = judged(
        as_of=date(2026, 9, 1), cites=[replace(YEARLY[0], every="half-year")], every="half-year",
        figures={"none": "headcount / 0"}, message=shown,
    )  # fmt: skip
    assert half.message.vi.startswith("– 4 6 tháng đầu năm 2025. ")
    assert half.message.en.startswith("– 4 first half of 2025. ")


def test_values_are_written_as_each_language_writes_them() -> None:
    figures = {
        "money": "headcount * 1234567.6", "neg": "trained - 2", "share": "headcount / 7",
        "num": "headcount * 1000 / 3", "day": "DATE '2026-03-04'", "none": "headcount / 0",
    }  # fmt: skip
    shown = same(
        "{money:vnd} {neg:number} {share:percent} {num:number} {it_staff} {day} {kind} {none:vnd} {id}"
    )
    found = judged(figures=figures, message=shown)
    assert (
        found.message.vi.split(". Phải")[0]
        == "4.938.271 -1 57,1% 1.333,33 (chưa rõ) 04/03/2026 khác (chưa rõ) u"
    )
    assert (
        found.message.en.split(". Due")[0]
        == "4,938,271 -1 57.1% 1,333.33 (unknown) 4 March 2026 other (unknown) u"
    )


def test_shares_and_numbers_of_one_sentence_look_alike_only_where_they_are() -> None:
    figures = {"near": "headcount / 39.999", "far": "0.1", "one": "headcount / 3", "other": "4.0001 / 3"}
    found = judged(
        figures=figures,
        message=same("{near:percent} {far:percent} {one:number} {other:number} {one:percent}"),
    )
    assert found.message.vi.split(". Phải")[0] == "10,0002% 10% 1,33333 1,33336 133,3%"


def test_a_recurring_duty_names_its_period_in_every_sentence() -> None:
    shown = same("{this_period} {period_start} {period_end} {as_of}")
    march = date(2026, 3, 1)
    failed = judged(as_of=march, cites=YEARLY, every="year", message=shown)
    assert failed.message == Text(
        "2025 01/01/2025 31/12/2025 01/03/2026. Quá hạn 60 ngày (hạn 31/12/2025).",
        "2025 1 January 2025 31 December 2025 1 March 2026. Overdue by 60 days (due 31 December 2025).",
    )
    unknown = judged(as_of=march, cites=YEARLY, every="year", trained=None)
    assert unknown.message == Text(
        "Chưa đủ căn cứ để kết luận “Tiêu chí T-01 (năm 2025)”: chưa điền “số người đã được tập huấn” "
        "(trained).",
        "It cannot be told whether “Control T-01 (2025)”: not filled in: “people trained” (trained).",
    )
    passed = judged(as_of=march, cites=YEARLY, every="year", trained=2)
    assert passed.message == Text("Tiêu chí T-01 (năm 2025): đạt.", "Control T-01 (2025): pass.")
    assert (passed.period, passed.days_left) == ("2025", None)


def test_several_empty_cells_are_listed_and_none_that_suffices_is_said() -> None:
    several = judged("trained > it_staff AND security_staff > 0", trained=None)
    assert several.message == Text(
        "Chưa đủ căn cứ để kết luận “Tiêu chí T-01”: chưa điền “số người đã được tập huấn” (trained), "
        "“số cán bộ chuyên trách công nghệ thông tin” (it_staff), "
        "“số cán bộ chuyên trách an ninh mạng” (security_staff).",
        "It cannot be told whether “Control T-01”: not filled in: “people trained” (trained), "
        "“dedicated IT staff” (it_staff), “dedicated security staff” (security_staff).",
    )
    computed = judged("trained / 0 > 1")
    assert computed.message == Text(
        "Chưa đủ căn cứ để kết luận “Tiêu chí T-01”: các giá trị đã khai chưa đủ để tính.",
        "It cannot be told whether “Control T-01”: the values given do not suffice.",
    )
    assert not computed.settleable


def test_several_undeclared_tables_are_listed_and_those_to_mend_apart(tmp_path: Path) -> None:
    for name, text in {
        "units": "id,name,kind\nu,U,other\n",
        "declarations": "id,unit,tables,declared_on\na,u,documents; drills,2026-01-01\n",
        "documents": "id,unit,type,issued_on\nd,u,incident_plan,31/02/2026\n",
        "drills": "id,unit,drilled_on\nr,u,31/02/2026\n",
    }.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    tables = ("documents", "drills", "staff", "products")
    condition = " OR ".join(f"EXISTS (SELECT 1 FROM {name} x WHERE x.unit = units.id)" for name in tables)
    read = inventory.read([tmp_path], keep_going=True)
    found = judge(read, catalogue(control(condition)), TODAY, generated_at=GENERATED).findings[0]
    assert found.message == Text(
        "Chưa đủ căn cứ để kết luận “Tiêu chí T-01”: đơn vị chưa xác nhận đã kê khai đầy đủ bảng nhân sự "
        "an ninh mạng (staff), sản phẩm, dịch vụ an ninh mạng (products); "
        "có dòng bị loại, cần sửa, trong bảng "
        "văn bản (documents), cuộc diễn tập (drills).",
        "It cannot be told whether “Control T-01”: the unit has not declared complete: security staff "
        "(staff), security products and services (products); rejected rows have to be mended in: documents "
        "(documents), drills (drills).",
    )
    undone = {item.table: [blank.undone for blank in item.blanks] for item in found.missing}
    assert undone == {"documents": [True], "drills": [True], "staff": [False], "products": [False]}
    assert {blank.location for item in found.missing for blank in item.blanks} == {
        Location("declarations.csv", 2, 3)
    }
    assert not found.settleable


def test_a_control_that_crashes_says_why_and_names_its_empty_cells() -> None:
    rows = {"units": [unit("a", headcount=99_999_999), unit("b"), unit("c", headcount=2026, trained=1)]}
    result = audit(rows, control(f"{CRASH} > DATE '2000-01-01' AND trained > 0"))
    crashed, unknown = finding(result, "a"), finding(result, "b")
    assert crashed.message.vi.startswith("Không đánh giá được vì lỗi: ")
    assert crashed.message.en.startswith("It could not be evaluated: ")
    assert "99999999" in crashed.message.vi
    assert (crashed.due, crashed.days_overdue, crashed.evidence) == (
        None, None, {"headcount": 99_999_999, "trained": None}
    )  # fmt: skip
    assert [item.column for item in unknown.missing] == ["headcount", "trained"]
    assert finding(result, "c").message.en == "Control T-01: pass."


def test_a_failure_whose_figures_crash_is_told_by_its_title() -> None:
    found = judged(figures={"day": "make_date(headcount * 10000000, 1, 1)"}, message=same("{day}"), cites=DUE)
    assert found.message == Text(
        "Tiêu chí T-01: chưa đáp ứng. Hôm nay là ngày cuối của thời hạn (21/11/2026).",
        "Control T-01: not met. Today is the last day (21 November 2026).",
    )
    assert (found.due, found.days_left) == (date(2026, 11, 21), 0)
