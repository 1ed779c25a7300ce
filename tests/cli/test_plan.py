"""`secaudit plan` through the real entry point."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from tests.cli.running import SAMPLE, anew, secaudit, write
from tests.remediation.cities import CITY, MONEY
from tests.reporting.archival import faults
from tests.reporting.paper import font_names, page_texts

DAY = "2026-11-21"


def told_of(*arguments: str | Path) -> str:
    """Return what the screen says, as one line."""
    run = secaudit("plan", *arguments, "--as-of", DAY)
    assert run.code == 0, run.err
    return " ".join(run.out.split())


FORMATS = ("json", "csv", "xlsx", "ics", "html", "pdf")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sample's plan in every format."""
    folder = tmp_path_factory.mktemp("plan")
    for ending in FORMATS:
        file = folder / f"plan.{ending}"
        people = ("--people",) if ending == "pdf" else ()
        run = secaudit("plan", SAMPLE, "--as-of", DAY, *people, "-o", file)
        assert run.code == 0, run.err
        assert str(file) in run.out
    return folder


@pytest.fixture(scope="module")
def sample(files: Path) -> dict[str, Any]:
    return dict(json.loads((files / "plan.json").read_text(encoding="utf-8")))


def plan_of(*arguments: str | Path) -> dict[str, Any]:
    run = secaudit("plan", *arguments, "--as-of", DAY, "--format", "json")
    assert run.code == 0, run.err
    return dict(json.loads(run.out))


def test_the_table_says_what_closes_most_by_when_by_whom_and_for_how_much() -> None:
    run = secaudit("plan", SAMPLE, "--as-of", DAY, COLUMNS="120")
    assert run.code == 0, run.err
    told = " ".join(run.out.split())
    assert "Kế hoạch khắc phục: toàn bộ danh mục kiểm kê, tính đến 21/11/2026" in told
    assert "Bổ sung danh mục kiểm kê (các ô" in told
    assert "nội dung phải giải quyết" in told
    assert "Thời hạn không giữ được" in told
    assert "không phải quy định" in told
    assert "\x1b" not in run.out
    assert max(map(len, run.out.splitlines())) <= 120


def test_one_unit_in_english() -> None:
    run = secaudit("plan", SAMPLE, "--as-of", DAY, "--unit", "p-binhmau", "--lang", "en", COLUMNS="120")
    assert run.code == 0
    assert "Remediation plan: " in run.out
    assert "as of 21 November 2026" in run.out


def test_every_finding_that_is_to_be_closed_is_in_exactly_one_action_and_deed(sample: dict[str, Any]) -> None:
    made = sample
    closed = [one for action in made["actions"] for one in action["closes"]]
    assert len(closed) == len(set(closed)) == made["open"]
    assert sum(measure["closes"] for measure in made["measures"]) == made["open"]
    assert sorted(name for measure in made["measures"] for name in measure["actions"]) == sorted(
        action["id"] for action in made["actions"]
    )
    shares = [measure["closes"] for measure in made["measures"]]
    assert shares == sorted(shares, reverse=True)


def test_nothing_begins_before_what_comes_first_is_done(sample: dict[str, Any]) -> None:
    by_id = {action["id"]: action for action in sample["actions"]}
    waiting = [action for action in by_id.values() if any(name in by_id for name in action["after"])]
    assert waiting
    for action in waiting:
        assert all(by_id[name]["finish"] < action["start"] for name in action["after"] if name in by_id)
    assert all(DAY < action["start"] <= action["finish"] for action in by_id.values())


def test_the_money_a_budget_and_an_assumption_are_told_in_words(tmp_path: Path) -> None:
    told = told_of(write(tmp_path / "city", units=CITY, money=MONEY), "--budget", "176.470.589")
    assert "Thiếu 100.000.000 đồng nếu điều chuyển" in told
    assert "Với 176.470.589 đồng" in told
    assert "không cách chọn nào giải quyết được tổng trọng số cao hơn" in told
    assert "Còn mở vì không đủ tiền: 0 việc" in told
    assert "không có người nào trong danh mục: giả định một người" in told


def test_files_of_every_format_tell_the_same_actions(files: Path, sample: dict[str, Any]) -> None:
    names = [action["id"] for action in sample["actions"]]
    rows = list(csv.reader(StringIO((files / "plan.csv").read_text(encoding="utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == names
    book = CalamineWorkbook.from_filelike(BytesIO((files / "plan.xlsx").read_bytes()))
    assert book.sheet_names == [
        "Nhóm việc", "Từng việc", "Việc của ai", "Nhân lực", "Kinh phí 15%", "Khoản chi cần rà soát",
        "Căn cứ",
    ]  # fmt: skip
    assert len(book.get_sheet_by_name("Việc của ai").to_python()) == len(names) + 1
    events = Calendar.from_ical((files / "plan.ics").read_bytes()).walk("VEVENT")
    assert [str(event["uid"]) for event in events] == [f"{name}@secaudit" for name in names]
    assert sorted(path.name for path in files.iterdir()) == sorted(f"plan.{ending}" for ending in FORMATS)


def test_the_calendar_has_whole_days_and_lines_that_every_reader_takes(
    files: Path, sample: dict[str, Any]
) -> None:
    content = (files / "plan.ics").read_bytes()
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    actions = {action["id"]: action for action in sample["actions"]}
    for event in Calendar.from_ical(content).walk("VEVENT"):
        action = actions[str(event["uid"]).partition("@")[0]]
        assert event.decoded("dtstart").isoformat() == action["start"]
        assert (event.decoded("dtend") - timedelta(days=1)).isoformat() == action["finish"]
        assert action["product"]["vi"] in str(event["description"])


def test_the_page_needs_no_other_file_and_obeys_no_name(files: Path, tmp_path: Path) -> None:
    page = (files / "plan.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    nasty = CITY.replace("Phường Một", '"<script>alert(1)</script>"')
    folder = write(tmp_path / "city", units=nasty)
    run = secaudit("plan", folder, "--as-of", DAY, "--people", "--format", "html")
    assert "&lt;script&gt;" in run.out
    assert "<script" not in run.out


def test_the_same_inputs_give_the_same_bytes(files: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    assert anew("plan", SAMPLE, "--as-of", DAY, "-q", "-o", file).out == ""
    assert file.read_bytes() == (files / file.name).read_bytes()


def test_the_demo_citys_plan_is_one_page_of_thirty_deeds(tmp_path: Path) -> None:
    city = tmp_path / "city"
    secaudit("init", city, "--demo")
    run = secaudit("plan", city, "--as-of", DAY, "--budget", "2000000000", "-o", tmp_path / "plan.pdf")
    assert run.code == 0, run.err
    pages = page_texts((tmp_path / "plan.pdf").read_bytes())
    assert pages[0].startswith("KẾ HOẠCH KHẮC PHỤC")
    assert "Rà soát, xác định nhu cầu nhân lực an ninh mạng" in pages[0], "the thirtieth deed"
    assert "Với 2.000.000.000 đồng" in pages[0]
    assert "Giả định khi xếp lịch" in pages[0], "the first page holds everything up to its last remark"
    assert pages[1].startswith("Lịch thực hiện")
    assert all(name.startswith("Tinos-Report") for name in font_names((tmp_path / "plan.pdf").read_bytes()))
    assert faults((tmp_path / "plan.pdf").read_bytes()) == []


def test_each_person_gets_a_page(files: Path, sample: dict[str, Any]) -> None:
    people = {(action["unit"], action["who"]["vi"]) for action in sample["actions"]}
    pages = page_texts((files / "plan.pdf").read_bytes())
    first = next(index for index, page in enumerate(pages) if page.startswith("VIỆC C"))
    assert len(pages[first:]) == len(people)
    assert all(page.startswith("VIỆC C") for page in pages[first:]), "nobody's page runs over"


def test_the_whole_plan_travels_inside_the_pages(files: Path) -> None:
    with pikepdf.open(files / "plan.pdf") as pdf:
        inside = {name: each.get_file().read_bytes() for name, each in pdf.attachments.items()}
    assert set(inside) == {"plan.json", "making.json"}
    assert inside["plan.json"] == (files / "plan.json").read_bytes()


def test_recording_adds_what_is_new_and_changes_nothing_that_stands_there(tmp_path: Path) -> None:
    folder = write(tmp_path / "city", units=CITY, money=MONEY)
    run = secaudit("plan", folder, "--as-of", DAY, "--record")
    file = folder / "actions.yaml"
    first = file.read_text(encoding="utf-8")
    assert f"Đã ghi thêm {first.count('- action:')} việc" in run.err
    assert secaudit("validate", folder).code == 0
    filled = first.replace("    taken_by:\n", "    taken_by: Trần Văn Thử # đã nhận\n", 1)
    file.write_text(filled, encoding="utf-8")
    leak = "devices:\n  - {id: m, unit: a, state_secrets: mat, internet: true}\n"
    (folder / "more.yaml").write_text(leak, encoding="utf-8")
    assert secaudit("plan", folder, "--as-of", DAY, "--record").code == 0
    again = file.read_text(encoding="utf-8")
    assert again.startswith(filled)
    assert again.count("- action:") > filled.count("- action:")
    made = plan_of(folder, "--record")
    assert file.read_text(encoding="utf-8") == again
    assert all(action["taken"] for action in made["actions"])
    assert [one["taken"]["taken_by"] for one in made["actions"] if one["taken"]["taken_by"]] == [
        "Trần Văn Thử"
    ]


def test_a_file_that_nothing_can_be_added_to_is_left_alone(tmp_path: Path) -> None:
    folder = write(tmp_path / "city", units=CITY)
    file = folder / "actions.yaml"
    file.write_text("version: 1\nactions: []\n", encoding="utf-8")
    run = secaudit("plan", folder, "--as-of", DAY, "--record", "--lang", "en")
    assert run.code == 3
    assert "actions.yaml:2:10" in run.err
    assert file.read_text(encoding="utf-8") == "version: 1\nactions: []\n"


def test_deeds_that_wait_for_themselves_are_an_error_of_the_catalogue(tmp_path: Path) -> None:
    folder = write(tmp_path / "city", units=CITY)
    control = """controls:
  - id: OWN-01
    title: {vi: "A", en: "A"}
    severity: low
    subject: units
    cites: [KH01/III.1a]
    assert: headcount > 0
    message: {vi: "A", en: "A"}
    remediation: {vi: A, en: A, product: A, authority: A, effort_days: 1, after: [OWN-02]}
  - id: OWN-02
    title: {vi: "B", en: "B"}
    severity: low
    subject: units
    cites: [KH01/III.1a]
    assert: trained > 0
    message: {vi: "B", en: "B"}
    remediation: {vi: B, en: B, product: B, authority: B, effort_days: 1, after: [OWN-01]}
"""
    own = tmp_path / "own"
    own.mkdir()
    (own / "own.yaml").write_text(control, encoding="utf-8")
    run = secaudit("plan", folder, "--as-of", DAY, "--controls", own, "--lang", "en")
    assert run.code == 3
    assert "own.yaml:2:5" in run.err
    assert "makes a circle: OWN-01 → OWN-02 → OWN-01" in run.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--budget", "hai tỷ"), "không phải số tiền"),
        (("--budget", "-5"), "không phải số tiền"),
        (("--unit", "p-binhmao"), "p-binhmau"),
        (("--format", "xlsx"), "thêm -o TỆP.xlsx"),
        (("--format", "csv", "--people"), "chỉ dùng với html, pdf"),
        (("-o", "plan.csv", "--format", "pdf"), "tệp .csv nhưng --format pdf"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], told: str, tmp_path: Path) -> None:
    run = secaudit("plan", SAMPLE, "--as-of", DAY, *arguments, cwd=tmp_path)
    assert run.code == 2
    assert told in run.err
    assert list(tmp_path.iterdir()) == []


def test_a_whole_inventory_without_anything_to_do_says_so(tmp_path: Path) -> None:
    folder = write(tmp_path / "u", units="units:\n  - {id: u, name: U, kind: other}\n")
    run = secaudit("plan", folder, "--as-of", "2019-01-01")
    assert run.code == 0
    assert "Không có việc nào phải làm." in run.out
    assert secaudit("plan", folder, "--as-of", "2019-01-01", "-o", tmp_path / "p.pdf").code == 0


def test_rejected_rows_make_the_plan_incomplete(tmp_path: Path) -> None:
    folder = write(tmp_path / "city", units=CITY, more="devices:\n  - {id: x, unit: nobody}\n")
    assert secaudit("plan", folder, "--as-of", DAY).code == 3
    assert secaudit("plan", folder, "--as-of", DAY, "--keep-going").code == 4
