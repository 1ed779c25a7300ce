"""Comparisons of audits as people read them: the same numbers on the screen, on the page and in JSON."""

from __future__ import annotations

import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console

from secaudit.history import diff, history, shown, trend
from secaudit.model.course import Course, HistoryDiff, RecordPage, Trend
from secaudit.reporting.history import diff as diff_sheet
from secaudit.reporting.history import json as as_json
from secaudit.reporting.history import page as record_sheet
from secaudit.reporting.history import trend as trend_sheet
from secaudit.reporting.history.charts import Bar, Mark, Segment, line_and_bars
from secaudit.reporting.history.html import html
from secaudit.reporting.history.screen import screen
from secaudit.reporting.history.sheet import PAGE, SCREEN, Limits, Sheet
from secaudit.reporting.history.words import line
from secaudit.reporting.voice import Voice, voice
from tests.history.audits import Q1, Q2, Q3, audited, recorded, system, town
from tests.reporting.canonical_findings import EXOTIC, HOSTILE

VI, EN = voice("vi"), voice("en")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[HistoryDiff, Trend, RecordPage]:
    """Return a comparison, a trend and a record of three audits, with names that attack what shows them."""
    file = tmp_path_factory.mktemp("history") / "h.duckdb"
    rows = [system("stays"), system("mended"), system("gone"), system("blanked")]
    rows[3]["name"], rows[1]["name"] = HOSTILE, "Hệ thống 设备 🛡"
    later = [rows[0], rows[1] | {"backup": True}, rows[3] | {"backup": None}, system("added")]
    recorded(
        file,
        audited(town(*rows), Q1),
        audited(town(*later), Q2),
        audited(town(*later[:2]), Q3),
    )
    with history(file) as opened:
        return diff(opened, 1, 2), trend(opened), shown(opened, 1)


def _screen(sheet: Sheet, width: int = 140) -> str:
    stream = io.StringIO()
    Console(file=stream, width=width, highlight=False).print(screen(sheet))
    return stream.getvalue()


def _flat(text: str) -> str:
    return " ".join(text.split())


def test_the_screen_says_what_happened_in_vietnamese(told: tuple[HistoryDiff, Trend, RecordPage]) -> None:
    text = _screen(diff_sheet.sheet(told[0], VI, SCREEN))
    assert text.startswith("SO SÁNH HAI LẦN KIỂM TRA\nUnit town (2 đơn vị): ngày 31/03/2026 (bản ghi số 1)")
    assert "Điểm tuân thủ: 16,7% → 33,3% (+16,6 điểm)." in text
    assert "So sánh được 100,0% số lượt tính điểm" in text
    assert "! 1 phát hiện từ “không đạt” thành “chưa đủ căn cứ”" in text
    assert "Hết vì đối tượng không còn trong danh mục (1): cần xem lại" in text
    assert "Đã khắc phục (1)" not in text
    assert "<script>" in text
    assert str(line(EXOTIC)) == "Hệ thống 设备 🛡 abc"


def test_the_page_has_every_finding_and_no_markup_of_others(
    told: tuple[HistoryDiff, Trend, RecordPage],
) -> None:
    page = html(diff_sheet.sheet(told[0], VI, PAGE), VI).decode()
    assert '<html lang="vi">' in page
    assert "Đã khắc phục (1)" in page
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "").replace("http://x", "")


@pytest.mark.parametrize("speaker", [VI, EN])
def test_drawings_are_xml_with_a_text_alternative(
    told: tuple[HistoryDiff, Trend, RecordPage], speaker: Voice
) -> None:
    for drawing in (diff_sheet.drawing(told[0], speaker), trend_sheet.drawing(told[1], speaker)):
        root = ElementTree.fromstring(drawing.svg)
        assert root.get("role") == "img"
        assert root.get("aria-label")
        assert {element.get("fill") for element in root.iter("{http://www.w3.org/2000/svg}rect")} <= {
            "#fff", "#333", "#bbb", "url(#hatched)", "url(#dotted)",
        }  # fmt: skip


def test_the_drawing_says_the_same_numbers(told: tuple[HistoryDiff, Trend, RecordPage]) -> None:
    drawing = diff_sheet.drawing(told[0], EN)
    totals = told[0].totals
    assert drawing.caption == (
        f"Open findings: {totals[Course.STILL]} carried over, 1 fixed, 1 ended otherwise, 0 reopened, 1 new."
    )


def test_a_line_is_dashed_where_not_all_of_it_compares() -> None:
    marks = [
        Mark(0.5, "50%", "a", "", None),
        Mark(0.6, "60%", "b", "", 1.0),
        Mark(None, "–", "c", "", None),
        Mark(0.7, "70%", "d", "", 1.0),
        Mark(0.8, "80%", "e", "", 0.9),
    ]
    bars = [Bar(mark.label, (Segment("plain", 1, "1"),), "1") for mark in marks]
    svg = line_and_bars(marks, bars, ("x", "y"), (), "z")
    assert svg.count('stroke-width="2"') == 2
    assert svg.count("stroke-dasharray") == 1


def test_many_audits_do_not_run_into_one_another() -> None:
    marks = [Mark(0.5, "50%", f"day {place}", "", 1.0) for place in range(40)]
    bars = [Bar(mark.label, (Segment("plain", 1, "1"),), "1") for mark in marks]
    root = ElementTree.fromstring(line_and_bars(marks, bars, ("x", "y"), (), "z"))
    labels = [text for text in root.itertext() if text.startswith("day")]
    assert len(labels) == 16
    assert labels[7] == labels[-1] == "day 39"


def test_the_trend_shows_score_and_what_came_back(told: tuple[HistoryDiff, Trend, RecordPage]) -> None:
    text = _screen(trend_sheet.sheet(told[1], VI, SCREEN))
    assert "3 lần kiểm tra từ ngày 31/03/2026 đến ngày 30/09/2026" in text
    assert "31/03/2026  " + "█" * 7 + "░" * 33 + "  điểm 16,7%, đang mở 5" in text
    assert "Số ngày khắc phục" in text
    page = html(trend_sheet.sheet(told[1], EN, PAGE), EN).decode()
    assert "THE WAY FROM AUDIT TO AUDIT" in page
    assert "<svg" in page


def test_a_record_is_shown_with_its_findings(told: tuple[HistoryDiff, Trend, RecordPage]) -> None:
    text = _flat(_screen(record_sheet.sheet(told[2], VI, SCREEN), 200))
    assert "KẾT QUẢ KIỂM TRA ĐÃ GHI, BẢN GHI SỐ 1 Unit town, xét đến ngày 31/03/2026" in text
    assert "Phát hiện (5)" in text


def test_what_is_left_out_is_said(told: tuple[HistoryDiff, Trend, RecordPage]) -> None:
    few = Limits(units=1, controls=1, findings=2, fixed=False)
    text = _screen(record_sheet.sheet(told[2], EN, few))
    assert "The first 2 of 5; all of them are in the JSON" in text


def test_every_format_has_the_same_numbers(told: tuple[HistoryDiff, Trend, RecordPage]) -> None:
    found, way, page = told
    document = json.loads(as_json.compared(found))
    assert document["schema_version"] == 1
    assert document["totals"] == {course.value: found.totals[course] for course in Course}
    assert len(document["findings"]) == sum(found.totals.values())
    assert document["findings"][0]["finding"]["fingerprint"] == found.courses[0].finding.fingerprint
    points = json.loads(as_json.trended(way))["points"]
    assert [point["open"] for point in points] == [point.open for point in way.points]
    assert [point["score"] for point in points] == [point.score for point in way.points]
    record = json.loads(as_json.shown(page))
    assert record["counts"] == {status.value: count for status, count in page.counts.items()}
    assert record["record"]["as_of"] == "2026-03-31"
    text = _flat(_screen(diff_sheet.sheet(found, VI, SCREEN), 200))
    for course in (Course.NEW, Course.STILL, Course.FIXED, Course.GONE):
        assert f"{VI.text(course.label)} {found.totals[course]} " in text


def test_pages_are_written_where_asked(told: tuple[HistoryDiff, Trend, RecordPage], tmp_path: Path) -> None:
    from secaudit.cli.history.telling import chosen

    assert chosen(tmp_path / "x.svg", None, "diff")[0].value == "svg"
    assert chosen(tmp_path, None, "diff") == ("html", tmp_path / "diff.html")
    assert chosen(None, None, "diff") == ("table", None)
