"""The on-site checklist: the sample can be redrawn from the paper alone, and what matters comes first."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from hashlib import sha256
from io import BytesIO

import pytest
from docx import Document

from secaudit import catalogue as catalogues
from secaudit import inventory
from secaudit.audit import judge
from secaudit.audit.preparation import prepare
from secaudit.model.finding import Subject
from secaudit.model.result import AuditResult
from secaudit.model.text import Language, Text
from secaudit.model.visit import Visit
from secaudit.onsite.visiting import visit_of
from secaudit.reporting.papers.kinds import DOCUMENTS
from secaudit.reporting.papers.writing import contents_of, make, source
from secaudit.reporting.repertoire import Everything
from secaudit.reporting.voice import voice
from tests.audit.factory import GENERATED, TODAY
from tests.onsite.test_visiting import DEVICES, rows
from tests.reporting.paper import page_texts
from tests.reporting.papers.office import lines, page_text, squeezed


@cache
def visited() -> tuple[AuditResult, Visit]:
    given = inventory.from_rows(rows(), declared={"ph": ["documents", "links"], "kh": []})
    catalogue = catalogues.load()
    result = judge(given, catalogue, TODAY, generated_at=GENERATED, scope="ph")
    return result, visit_of(given, prepare(given, TODAY), catalogue, result, "ph")


@cache
def html(language: Language = "vi") -> str:
    result, visit = visited()
    said = voice(language)
    return source("checklist", contents_of("checklist", result, said, visit), result, said, Everything())


@cache
def made(format_: str, language: Language = "vi") -> bytes:
    result, visit = visited()
    return make("checklist", format_, result, voice(language), asked=visit)


def test_the_paper_states_the_sample_whole() -> None:
    told = page_text(html())
    for words in (
        "mẫu ngẫu nhiên 29 trong 40 thiết bị còn lại: với độ tin cậy 95,0% và sai số 10,0% cần ít nhất 29",
        "máy tính để bàn 32 23",
        "máy in 8 6",
        "Số gốc để rút mẫu: ph-2026-11-21",
        "Xem toàn bộ 4 thiết bị thuộc diện phải xem",
        "Đơn vị chưa xác nhận đã kê khai đầy đủ thiết bị",
        "Tỷ lệ thiết bị khác kê khai trong mẫu: ……/29.",
    ):
        assert squeezed(words) in told, words


def test_the_sample_can_be_drawn_again_from_what_is_printed() -> None:
    """By hand, as the paper says: by kind, SHA-256 of seed|id in ascending order, the first ones."""
    told = page_text(html())
    seed = "ph-2026-11-21"
    drawn = []
    for kind, count in (("workstation", 23), ("printer", 6)):
        ids = [row["id"] for row in DEVICES if row["kind"] == kind and row["id"].startswith("tb")]
        drawn += sorted(ids, key=lambda id_: sha256(f"{seed}|{id_}".encode()).hexdigest())[:count]
    listed = told.partition(squeezed("III. THIẾT BỊ LẤY MẪU NGẪU NHIÊN"))[2]
    assert re.findall(r"tb\d\d", listed) == drawn


def test_what_is_declared_stands_beside_room_for_what_is_seen() -> None:
    told = page_text(html("en"))
    holder = "giu-mat workstation holds state secrets; has an open finding segment: Mạng nội bộ (LAN); "
    facts = "connected to the internet: yes; state secrets: Secret (Mật);"
    assert squeezed(holder + facts) in told
    assert told.count(squeezed("□ As declared □ Otherwise □ Not found")) == 33
    assert told.count(squeezed("□ Met □ Not met □ Not clear")) == len(visited()[1].points)


def test_points_are_grouped_by_what_is_known() -> None:
    told = page_text(html("en"))
    groups = (
        "Not met as declared:",
        "Unknown, data are missing:",
        "Waived, or not yet due:",
        "Met as declared,",
    )
    places = [told.index(squeezed(group)) for group in groups]
    assert places == sorted(places)
    assert (
        squeezed("DOC-02 The unit has an incident response plan") in told.replace("’", "'")
        or "DOC-02" in told
    )


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_text_document_says_what_the_page_says(language: Language) -> None:
    assert squeezed(lines(made("docx", language))) == page_text(html(language))
    sections = Document(BytesIO(made("docx", language))).sections
    assert any((section.page_width or 0) > (section.page_height or 0) for section in sections)


def test_the_pdf_repeats_its_heads_and_hides_nothing() -> None:
    texts = page_texts(made("pdf"))
    assert "PHIẾU KIỂM TRA TẠI CHỖ" in texts[0]
    listed = [text for text in texts if "So với kê khai" in text or "Kết quả" in text]
    assert len(listed) >= 3
    assert all("Ghi nhận tại chỗ" in text for text in listed)


def test_it_is_no_document_of_a_stored_result() -> None:
    assert "checklist" not in DOCUMENTS


def told_of(visit: Visit, result: AuditResult, language: Language = "vi") -> str:
    said = voice(language)
    return page_text(
        source("checklist", contents_of("checklist", result, said, visit), result, said, Everything())
    )


def test_what_is_said_alike_of_several_rows_is_said_once_with_their_names() -> None:
    result, visit = visited()
    point = next(one for one in visit.points if one.findings)
    sentence = Text("Chưa đủ căn cứ để kết luận.", "Nothing is known.")
    rows = [Subject("devices", f"tb-{number}", "", "ph") for number in range(8)]
    alike = tuple(replace(point.findings[0], message=sentence, subject=row) for row in rows)
    named = replace(alike[0], message=Text("Máy tb-0 hỏng.", "tb-0 is broken."))
    told = told_of(replace(visit, points=(replace(point, findings=(*alike, named)),)), result)
    assert told.count(squeezed(sentence.vi)) == 1
    assert squeezed("tb-0, tb-1, tb-2, tb-3, tb-4, tb-5 và 2 đối tượng khác: Chưa đủ căn cứ") in told
    assert squeezed("kết luận.Máy tb-0 hỏng.") in told


def test_what_is_said_of_a_year_names_the_year_once() -> None:
    result, visit = visited()
    point = next(one for one in visit.points if one.findings)
    rows = [Subject("subtree_budgets", f"ph:{year}:allocated", "", "ph") for year in (2025, 2026)]
    said = [Text(f"Thiếu số liệu của {count} đơn vị.", "-") for count in (4, 8)]
    found = [
        replace(point.findings[0], message=words, subject=row) for words, row in zip(said, rows, strict=True)
    ]
    found.append(replace(found[0], message=Text("Năm 2025 đã đủ.", "-")))
    told = told_of(replace(visit, points=(replace(point, findings=tuple(found)),)), result)
    assert (
        squeezed("2025: Thiếu số liệu của 4 đơn vị.2026: Thiếu số liệu của 8 đơn vị.Năm 2025 đã đủ.") in told
    )


def test_only_a_unit_with_units_below_it_is_told_of_their_checklists() -> None:
    result, visit = visited()
    below = "Đơn vị trực thuộc có phiếu riêng"
    assert (squeezed(below) in told_of(visit, result)) == (len(result.units) > 1)
    assert squeezed(below) not in told_of(visit, replace(result, units=result.units[:1]))


def test_no_device_to_look_at_is_said_as_in_part_two() -> None:
    result, visit = visited()
    none = replace(visit, certain=())
    assert told_of(none, result).count(squeezed("Không có thiết bị thuộc diện phải xem.")) == 2
    assert told_of(none, result, "en").count(squeezed("No device has to be looked at in any case.")) == 2
    assert squeezed("looked at in any case (4): it holds") in told_of(visit, result, "en")
