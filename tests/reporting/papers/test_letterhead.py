"""Letterheads of state bodies and of the Party; what nobody has said is dotted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secaudit.model.issuer import Issuer
from secaudit.model.result import AuditResult
from secaudit.reporting.papers.letterhead import letterhead, recipients_of, signer
from secaudit.reporting.voice import voice
from tests.reporting.canonical import canonical

DOTS = "………"


def _party_city() -> AuditResult:
    units = tuple(
        replace(unit, kind="party_committee") if unit.id == "so-a" else unit for unit in canonical().units
    )
    return replace(canonical(), units=units)


def test_without_an_issuer_the_head_is_that_of_the_words() -> None:
    head = letterhead("audit", canonical(), voice("vi"))
    assert (head.parent, head.number) == (("CÔNG AN THÀNH PHỐ", "HỒ CHÍ MINH"), "Số: ………/BC-………")
    assert head.place_date == "Thành phố Hồ Chí Minh, ngày … tháng … năm ……"
    assert head.attached == "(Kèm theo Báo cáo số ………/BC-……… ngày …… tháng …… năm ………)"


def test_what_an_issuer_leaves_out_is_dotted_and_never_taken_from_elsewhere() -> None:
    speaker = voice("vi", None, Issuer(body=("Sở Mẫu",)))
    head = letterhead("audit", canonical(), speaker)
    assert (head.parent, head.body) == ((DOTS,), ("SỞ MẪU",))
    assert head.place_date == f"{DOTS}, ngày … tháng … năm ……"
    assert letterhead("audit", canonical(), voice("vi", None, Issuer(parent=(), body=("A",)))).parent == ()
    assert signer(speaker).name == "…………………………"


@pytest.mark.parametrize(
    ("kind", "state", "party"),
    [
        ("audit", "Số: 07/BC-CATP", "Số 07-BC/CATP"),
        ("minutes", "Số: 07/BB-CATP", "Số 07-BB/CATP"),
        ("order", "Số: 07/CATP-PA05", "Số 07-CV/CATP"),
    ],
)
def test_numbers_have_the_form_of_their_layout(kind: str, state: str, party: str) -> None:
    issuer = Issuer(numbers={"": "07"}, symbol="CATP", drafting_unit="PA05")
    assert letterhead(kind, canonical(), voice("vi", None, issuer)).number == state
    told = voice("vi", None, replace(issuer, layout="party"))
    assert letterhead(kind, canonical(), told).number == party


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 2, 5), "ngày 05 tháng 02 năm 2027"),
        (date(2027, 3, 15), "ngày 15 tháng 3 năm 2027"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_months_have_a_zero(day: date, words: str) -> None:
    speaker = voice("vi", None, Issuer(place="Mẫu", day=day))
    assert letterhead("order", canonical(), speaker).place_date == f"Mẫu, {words}"


def test_a_party_body_of_the_inventory_has_the_partys_layout() -> None:
    speaker = voice("vi", None, Issuer(unit="so-a"))
    head = letterhead("audit", _party_city(), speaker)
    assert (head.layout, head.banner) == ("party", "ĐẢNG CỘNG SẢN VIỆT NAM")
    assert head.body == ("SỞ A",) or head.body[0].isupper()
    assert recipients_of(_party_city(), speaker)[-1] == "- Lưu ………."
    asked = voice("vi", None, Issuer(unit="so-a", layout="state"))
    assert letterhead("audit", _party_city(), asked).layout == "state"


def test_who_signs_stands_below_the_authority() -> None:
    issuer = Issuer(authority=("KT. GIÁM ĐỐC",), post="Phó Giám đốc", rank="Đại tá", name="Nguyễn Văn Mẫu")
    told = signer(voice("vi", None, issuer))
    assert (told.heading, told.name) == (("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Đại tá Nguyễn Văn Mẫu")


def test_recipients_end_with_the_archive() -> None:
    issuer = Issuer(recipients=("Sở Mẫu (để thực hiện)",), drafting_unit="PA05", copies=5)
    assert recipients_of(canonical(), voice("vi", None, issuer)) == (
        "- Như trên;", "- Sở Mẫu (để thực hiện);", "- Lưu: VT, PA05 (05 bản).",
    )  # fmt: skip


def test_a_party_letterhead_without_an_issuer_names_no_body_of_the_state() -> None:
    head = letterhead("order", canonical(), voice("vi", None, Issuer(layout="party")))
    assert (head.parent, head.body) == ((DOTS,), (DOTS,))
    assert head.place_date == f"{DOTS}, ngày … tháng … năm ……"
    own = voice("vi", None, Issuer(layout="party"))
    own = replace(own, words={**own.words, "issuer.parent": "THÀNH ỦY MẪU", "issuer.body": "VĂN PHÒNG"})
    assert letterhead("order", canonical(), own).body == ("VĂN PHÒNG",)
