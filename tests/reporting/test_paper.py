"""audit.pdf: an official document, made of the result and of nothing else."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from secaudit.model.text import Language, Text
from secaudit.reporting import restrict, view_of
from secaudit.reporting.pages import page_source, style_sheet
from secaudit.reporting.pdf import font_files, lay_out, render
from secaudit.reporting.repertoire import Everything, repertoire
from secaudit.reporting.voice import voice
from tests.reporting.canonical import canonical
from tests.reporting.canonical_findings import LONG
from tests.reporting.city import big_city
from tests.reporting.paper import canonical_pdf, font_names, page_texts, squeezed

PARTS = ("I.", "II.", "III.", "IV.", "V.", "VI.", "VII.", "VIII.")


def _outline(pdf: bytes) -> list[str]:
    def titles(nodes: list[Any]) -> Iterator[str]:
        for node in nodes:
            if isinstance(node, list):
                yield from titles(node)
            else:
                yield str(node.title)

    return list(titles(PdfReader(BytesIO(pdf)).outline))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_only_the_shipped_typeface_is_embedded(language: Language) -> None:
    assert font_names(canonical_pdf(language)) == {
        "Tinos-Report",
        "Tinos-Report-Bold",
        "Tinos-Report-Italic",
        "Tinos-Report-Bold-Italic",
    }


def test_signs_that_the_typeface_lacks_become_boxes_and_a_note_says_so() -> None:
    text = squeezed(canonical_pdf())
    assert "Hệthống□□□□abc□" in text
    assert "Ôvuông□thaychokýtựkhôngcótrongphôngchữ" in text
    city = restrict(big_city(units=3, controls=2, rows=1), "dv-001")
    plain = squeezed(render(view_of(city), voice("vi"))["audit.pdf"])
    assert "□" not in plain


def test_pages_are_a4_portrait_but_for_the_map_and_numbered_from_the_second() -> None:
    reader = PdfReader(BytesIO(canonical_pdf()))
    sizes = [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in reader.pages]
    assert set(sizes[:-1]) == {(595, 842)}
    assert sizes[-1] == (842, 595)
    texts = page_texts(canonical_pdf())
    assert [text.split()[-1] for text in texts[1:]] == [str(number) for number in range(2, len(texts) + 1)]
    assert _in_top_margin(reader.pages[0]) == []
    (number,) = _in_top_margin(reader.pages[1])
    assert number[0] == "2"
    middle_of_text = (30 + 210 - 15) / 2 / 25.4 * 72
    assert number[1] == pytest.approx(middle_of_text, abs=5)


def test_title_author_language_and_days_are_recorded() -> None:
    reader = PdfReader(BytesIO(canonical_pdf()))
    assert reader.metadata is not None
    assert reader.metadata.title == (
        "Báo cáo kết quả kiểm tra, đánh giá an ninh mạng: Thành phố Giả Định, ngày 05/01/2027"
    )
    assert str(reader.metadata["/CreationDate"]).startswith("D:20270105083000")
    assert str(reader.root_object["/Lang"]) == "vi"
    assert str(PdfReader(BytesIO(canonical_pdf("en"))).root_object["/Lang"]) == "en"


def test_the_header_is_that_of_an_administrative_document() -> None:
    first = page_texts(canonical_pdf())[0]
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: ………/BC-………",
        "Thành phố Hồ Chí Minh, ngày … tháng … năm ……",
        "BÁO CÁO KẾT QUẢ KIỂM TRA, ĐÁNH GIÁ",
        "Thành phố Giả Định",
        "(Số liệu tính đến ngày 05/01/2027)",
    ):
        assert words in first


def test_rejected_rows_and_errors_stand_on_the_first_page() -> None:
    first = page_texts(canonical_pdf())[0]
    assert "KẾT QUẢ CHƯA ĐẦY ĐỦ" in first
    assert "hệ thống thông tin he-thong-6, tại xa-b.yaml:31:21: cấp độ 6" in first
    assert "1 lượt đánh giá gặp lỗi" in first
    assert "1 lỗi khác khi đọc danh mục kiểm kê" in first
    assert "xa-hong.yaml:2:1: lỗi cú pháp YAML" in first


def test_every_part_is_there_and_bookmarked() -> None:
    titles = _outline(canonical_pdf())
    parts = [title for title in titles if title.split()[0] in PARTS]
    assert [part.split()[0] for part in parts] == list(PARTS)
    assert len([title for title in titles if title.startswith("PHỤ LỤC")]) == 4


def test_a_finding_is_told_with_law_values_and_deadline() -> None:
    text = squeezed(canonical_pdf())
    for words in (
        "BUD-01. Tỷ lệ chi an ninh mạng đạt tối thiểu 15%",
        "Chi 12,4% (124.000.000 / 1.000.000.000 đồng), thiếu 26.000.000 đồng để đạt 15%.",
        "13-CTrHĐ/TU, mục II.2.1b (hạn 31/12/2026, đã qua hạn)",
        "…-CT/TU, mục 7a (hạn 31/12/2026, đã qua hạn, ngày tạm tính, cần đối chiếu Công báo)",
        "may-03 → lan-1 → internet",
        "quá 5 ngày",
        "Đã kê khai ngày phê duyệt cấp độ: 21/11/2026",
        "còn 176 ngày",
        LONG,
    ):
        assert "".join(words.split()) in text


def test_the_last_day_of_a_term_is_called_that() -> None:
    result = canonical()
    ending = tuple(
        replace(one, due=result.as_of, days_left=0) if one.days_left == 176 else one
        for one in result.findings
    )
    html = page_source(view_of(replace(result, findings=ending)), voice("vi"), Everything())
    assert "hôm nay là ngày cuối" in html
    assert "còn 0 ngày" not in html


def test_a_period_that_the_sentence_names_is_not_told_again() -> None:
    result = canonical()
    finding = next(one for one in result.findings if one.status is Status.FAIL)
    told = {}
    for words in ("Báo cáo 6 tháng cuối năm 2026 chưa gửi.", "Báo cáo 2026-H2 chưa gửi.", "Chưa gửi."):
        said = replace(finding, period="2026-H2", message=Text(words, words))
        found = tuple(said if one is finding else one for one in result.findings)
        html = page_source(view_of(replace(result, findings=found)), voice("vi"), Everything())
        told[words] = f"Kỳ 6 tháng cuối năm 2026. {words}" in " ".join(html.split())
    assert list(told.values()) == [False, False, True]


def test_the_score_says_what_is_outside_it() -> None:
    text = squeezed(canonical_pdf())
    assert "Điểmtuânthủ:33,3%." in text
    assert "khôngápdụng,chưađếnhạnvàlỗiđánhgiákhôngtínhvàođiểm" in text


def test_unknowns_name_the_fields_and_tables_that_would_settle_them() -> None:
    text = squeezed(canonical_pdf())
    assert "(budgets.security_vnd)" in text
    assert "chưađượcxácnhậnkêkhaiđầyđủ(links)" in text


def test_actions_differences_and_waivers_are_told() -> None:
    text = squeezed(canonical_pdf())
    for words in (
        "Sản phẩm: Biên bản ngắt kết nối",
        "Người: Bà C, Giám đốc",
        "Trách nhiệm: Người đứng đầu đơn vị",
        "Thẩm quyền: Giám đốc",
        "20/12/2026, xem xét tài liệu, Đoàn kiểm tra",
        "đang có hiệu lực từ 01/10/2026 đến hết 31/03/2027",
        "đã hết hạn",
        "Bản hiện có không ghi ngày",
    ):
        assert "".join(words.split()) in text


def test_the_ways_from_secrets_to_the_internet_are_told_and_drawn() -> None:
    text = squeezed(canonical_pdf())
    for words in (
        "2 thiết bị, hệ thống chứa bí mật nhà nước có đường dữ liệu thông với Internet",
        "Máy soạn thảo 3 may-03 (Tối mật)",
        "Máy soạn thảo 3 → Mạng sở → Internet. Nguồn: may.parquet",
        "Ít nhất phải xử lý 2 điểm sau",
        "ngắt kết nối so-net",
        "SƠ ĐỒ ĐƯỜNG LỘ LỌT",
    ):
        assert "".join(words.split()) in text
    (drawing,) = page_texts(canonical_pdf())[-1:]
    assert "may-03" in drawing
    assert "ĐƯỜNGLỘLỌT" in _words_of(canonical())
    assert "ĐƯỜNGLỘLỌT" not in _words_of(replace(canonical(), exposure=None))


def _words_of(result: AuditResult) -> str:
    """Return what is printed before it is laid out, without spaces."""
    html = page_source(view_of(result), voice("vi"), repertoire(font_files()["Tinos-Regular.ttf"]))
    return "".join(html.split())


def test_the_report_of_one_unit_tells_its_own_ways_alone() -> None:
    one = restrict(canonical(), "so-a").exposure
    assert one is not None
    assert [holder.id for holder in one.holders] == ["may-03"]
    assert [severance.words.en for severance in one.severances] == ["cut the link so-net"]
    assert [stop.key for stop in one.map.stops] == ["net", "so-lan", "may-03"]
    assert [line.id for line in one.map.lines] == ["place may-03", "so-net"]
    text = squeezed(canonical_pdf("vi", "so-a"))
    assert "1điểmsauthuộcphạmvibáocáonày" in text
    assert "Ítnhấtphảixửlý" not in text


def test_a_map_of_too_many_stops_is_left_to_the_screen() -> None:
    result = canonical()
    assert result.exposure is not None
    many = replace(result.exposure.map, stops=result.exposure.map.stops * 40)
    html = page_source(
        view_of(replace(result, exposure=replace(result.exposure, map=many))),
        voice("en"),
        repertoire(font_files()["Tinos-Regular.ttf"]),
    )
    assert "The map has too many stops to be printed" in html


def test_what_is_said_to_be_done_but_is_open_is_told() -> None:
    text = squeezed(canonical_pdf())
    for words in (
        "Việc đã báo hoàn thành nhưng nội dung vẫn chưa đạt",
        "xong ngày 01/12/2026",
        "Người nhận: Ông Đ",
    ):
        assert "".join(words.split()) in text


def test_provenance_names_every_input_with_its_hash() -> None:
    text = squeezed(canonical_pdf())
    for file in canonical().inventory.files:
        assert f"{file.path}{file.sha256}" in text
    assert view_of(canonical()).provenance.digest in text
    assert "phiênbản2026.11;SHA-256" + "f" * 64 in text


def test_an_empty_part_says_so() -> None:
    text = page_texts(canonical_pdf("vi", "xa-b"))
    assert "1. Kê khai khác với kết quả quan sát Không có." in " ".join(text)


def test_a_result_without_units_controls_or_rows_is_a_sound_document() -> None:
    result = canonical()
    empty = replace(
        result,
        inventory=replace(result.inventory, files=(), rejected=(), paths=()),
        units=(),
        controls=(),
        counts=replace(result.counts, expected=0, total=dict.fromkeys(Status, 0), by_control={}, by_cell=()),
        scores=(),
        findings=(),
        not_applicable=(),
        contradictions=(),
        waivers=(),
        actions=(),
    )
    text = " ".join(page_texts(render(view_of(empty), voice("vi"))["audit.pdf"]))
    assert "Chưa có điểm tuân thủ" in text
    assert "Không có nội dung không đạt." in text
    assert "Không có việc cần làm." in text


def test_text_of_the_inventory_is_shown_and_never_obeyed() -> None:
    text = squeezed(canonical_pdf())
    assert "<script>alert('1')</script>{{7*7}}{%raw%}&“Nguyễn”Ủy" in text
    assert "Đangchờthẩmđịnh<hồsơ>" in text
    assert "{{49}}" not in text


def test_one_unit_s_report_speaks_of_that_unit_alone() -> None:
    text = squeezed(canonical_pdf("vi", "so-a"))
    assert "Phạmvi:SởVíDụ(hưcấu)." in text
    assert "SEC-01" in text
    assert "INC-01.Đã" not in text


def test_controls_without_a_subject_in_the_unit_are_counted_and_left_out() -> None:
    text = squeezed(canonical_pdf("vi", "so-a"))
    left_out = [line for line in view_of(restrict(canonical(), "so-a")).controls if not line.has_subjects]
    assert "DOC-01" in [line.control.id for line in left_out]
    assert f"{len(left_out)}tiêuchíkhôngcóđốitượngtạiđơnvị" in text
    annex = text[text.rindex("KẾTQUẢTHEOTỪNGTIÊUCHÍ") :]
    assert "DOC-01" not in annex
    assert "SEC-01" in annex


def test_the_same_result_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[1]);"
        "from tests.reporting.paper import canonical_pdf;"
        "pathlib.Path(sys.argv[2]).write_bytes(canonical_pdf())"
    )
    copy = tmp_path / "copy.pdf"
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Ho_Chi_Minh"}
    command = [sys.executable, "-c", script, str(Path(__file__).parents[2]), str(copy)]
    subprocess.run(command, check=True, env=environment)
    assert copy.read_bytes() == canonical_pdf()


def test_nothing_is_left_to_complain_about(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        render(view_of(big_city(units=12, controls=3)), voice("vi"))
    assert caplog.messages == []


def test_a_missing_font_is_an_error_and_not_another_typeface(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secaudit.reporting.pdf.shipped", lambda _: tmp_path)
    with pytest.raises(FileNotFoundError, match=r"Tinos-Regular\.ttf"):
        render(view_of(canonical()), voice("vi"))


def test_many_findings_are_cut_with_the_number_of_all() -> None:
    text = _words_of(big_city(units=60, rows=3))
    assert "Liệtkê150trêntổngsố1.440;phầncònlạiởtệpfindings.csv." in text
    assert "Liệtkê50trêntổngsố1.440;phầncònlạiởtệpactions.csv." in text


@pytest.mark.parametrize("letters", ["W", "ư", "-", "a/b.c_d", "//srv//", "Ủy\u00a0ban\u00a0"])
def test_a_name_of_300_letters_without_a_space_stays_on_the_page(letters: str) -> None:
    result = canonical()
    name = (letters * 300)[:300]
    units = tuple(replace(unit, name=name) for unit in result.units)
    findings = tuple(
        replace(finding, subject=replace(finding.subject, id=name, name=name)) for finding in result.findings
    )
    files = tuple(replace(file, path=name) for file in result.inventory.files)
    long = replace(result, units=units, findings=findings, inventory=replace(result.inventory, files=files))
    assert _overflowing(long) == []


def test_nothing_leaves_the_type_area() -> None:
    assert _overflowing(canonical()) == []
    assert _overflowing(big_city(units=12, rows=1)) == []


MILLIMETRE = 96 / 25.4


def _margin(page: Any) -> float:
    """Return the left margin of a page: 30 mm, and 15 of one laid across."""
    return float(30 if page.width < page.height else 15) * MILLIMETRE


def _overflowing(result: AuditResult) -> list[str]:
    """Return the pieces of text that reach into a side margin."""
    fonts = font_files()
    html = page_source(view_of(result), voice("vi"), repertoire(fonts["Tinos-Regular.ttf"]))
    return [
        box.text
        for page in lay_out(html, style_sheet(), fonts).pages
        for box in page._page_box.descendants()
        if hasattr(box, "text") and box.text.strip()
        if box.position_x < _margin(page) - 1 or box.position_x + box.width > page.width - 15 * MILLIMETRE + 1
    ]


def _in_top_margin(page: Any) -> list[tuple[str, float]]:
    """Return the words in the top 20 mm of a page, each with the place where it starts."""
    found: list[tuple[str, float]] = []

    def visit(text: str, current: list[float], matrix: list[float], *_: object) -> None:
        height = current[3] * matrix[5] + current[5]
        if text.strip() and height > (297 - 20) / 25.4 * 72:
            found.append((text.strip(), current[0] * matrix[4] + current[4]))

    page.extract_text(visitor_text=visit)
    return found
