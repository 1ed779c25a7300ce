"""Values that cannot stand where they do: place, what was found, what to do."""

from pathlib import Path

import pytest

from tests.inventory.helpers import CITY, only, problems, put

SYSTEM = """\
systems:
  - id: ht1
    unit: p1
    name: Một cửa điện tử
    phase: operation
    {line}
"""


def system_with(tmp_path: Path, line: str) -> Path:
    return put(tmp_path, units__yaml=CITY, systems__yaml=SYSTEM.format(line=line))


def test_level_6_is_refused_at_its_cell_and_the_range_is_told(tmp_path: Path) -> None:
    problem = only(system_with(tmp_path, "proposed_level: 6"))
    assert str(problem.location) == "systems.yaml:6:21"
    assert "6 in the column proposed_level; expected a whole number, 1 to 5" in problem.describe("en")
    assert "số nguyên từ 1 đến 5" in problem.describe("vi")


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("approved_on: 31/02/2026", "impossible-date", "một ngày có thật"),
        ("approved_on: 2026-02-30", "impossible-date", "một ngày có thật"),
        ("approved_on: 11/21/2026", "month-first", "viết ngày trước tháng: 21/11/2026"),
        ("approved_on: 21/11/26", "two-digit-year", "bốn chữ số"),
        ("approved_on: 0206-11-21", "year-out-of-range", "năm từ 1900 đến 2200"),
        ("approved_on: 2026-11-21T08:30", "time-in-date", "bỏ phần giờ"),
        ("approved_on: tháng trước", "not-a-date", "2026-11-21 hoặc 21/11/2026"),
        ("data_subjects: nhiều", "wrong-type", "số nguyên không âm"),
        ("data_subjects: -1", "out-of-range", "số nguyên không âm"),
        ("data_subjects: '1.500'", "ambiguous-number", "ghi liền các chữ số: 1500"),
        ("data_subjects: '1,500'", "ambiguous-number", "ghi liền các chữ số: 1500"),
        ("data_subjects: '12,5'", "not-whole", "làm tròn"),
        ("data_subjects: không", "none-in-number", "ghi 0"),
        ("data_subjects: 1e5", "wrong-type", "chỉ ghi chữ số"),
        ("data_subjects: '99999999999999999999'", "out-of-range", "lớn bất thường"),
        ("mfa: hình như có", "wrong-type", "có hoặc không"),
        ("monitoring: city_center", "unknown-choice", "có phải ý là “city_centre”?"),
        ("name2: {a: b}", "unknown-column", "có phải ý là “name”?"),
        ("approved_by: {a: b}", "wrong-type", "một cấu trúc lồng nhau"),
        ("approved_by: [a, b]", "wrong-type", "một danh sách"),
        ('approved_by: "a\\u0007b"', "control-character", "U+0007"),
        ('approved_by: "a\\u202Eb"', "control-character", "U+202E"),
    ],
)
def test_wrong_value(tmp_path: Path, line: str, code: str, words: str) -> None:
    problem = only(system_with(tmp_path, line), strict=True)
    assert problem.code == code
    assert words in problem.describe("vi")
    assert problem.location.file == "systems.yaml"
    assert problem.location.line == 6


def test_a_term_that_is_no_event_cannot_be_none(tmp_path: Path) -> None:
    problem = only(
        put(
            tmp_path,
            units__yaml=CITY,
            devices__csv="id,unit,os_support_until\nm1,p1,2030-10-14\nm2,p1,không\n",
        )
    )
    assert problem.code == "none-in-date"
    assert str(problem.location) == "devices.csv:3:3"


@pytest.mark.parametrize(
    "path", ["../qd.pdf", "/etc/passwd", "C:\\qd.pdf", "a/../../b.pdf", "\\\\host\\a.pdf", "~/a"]
)
def test_a_path_outside_is_refused(tmp_path: Path, path: str) -> None:
    problem = only(
        put(
            tmp_path,
            units__yaml=CITY,
            documents__yaml=f"documents:\n  - {{id: d1, unit: p1, type: other, evidence: '{path}'}}\n",
        )
    )
    assert problem.code == "path-outside"
    assert str(problem.location) == "documents.yaml:2:47"
    assert "a path outside" in problem.describe("en")
    assert "ra ngoài thư mục" in problem.describe("vi")


def test_a_required_cell_that_is_empty_or_none_is_missing(tmp_path: Path) -> None:
    put(tmp_path, units__csv="id,name,kind\ntp,,city\np1,không,commune\n")
    empty, none = problems(tmp_path)
    assert (empty.code, str(empty.location)) == ("missing-value", "units.csv:2:2")
    assert (none.code, str(none.location)) == ("missing-value", "units.csv:3:2")
    assert "điền tên đơn vị" in none.describe("vi")


def test_a_required_column_that_is_missing_is_told_once(tmp_path: Path) -> None:
    put(tmp_path, units__csv="id,name\ntp,Thành phố\np1,Phường\n")
    problem = only(tmp_path)
    assert problem.code == "missing-column"
    assert str(problem.location) == "units.csv:1"
    assert "2 rows without the column kind" in problem.describe("en")


def test_an_unknown_column_is_a_warning_and_an_error_when_strict(tmp_path: Path) -> None:
    from secaudit.inventory import read
    from secaudit.model.problem import Gravity

    put(tmp_path, units__csv="id,name,kind,headcout\ntp,Thành phố,city,5\n")
    (warning,) = read([tmp_path]).problems
    assert warning.gravity is Gravity.WARNING
    problem = only(tmp_path, strict=True)
    assert problem.code == "unknown-column"
    assert str(problem.location) == "units.csv:1:4"
    assert "did you mean “headcount”?" in problem.describe("en")


def test_a_column_that_the_tool_computes_is_refused(tmp_path: Path) -> None:
    put(tmp_path, units__yaml=CITY, devices__csv="id,unit,exposed\nm1,p1,false\n")
    problem = only(tmp_path)
    assert problem.code == "computed-column"
    assert str(problem.location) == "devices.csv:1:3"
    assert "xóa cột này" in problem.describe("vi")


def test_the_boolean_of_an_event_is_named_after_its_date(tmp_path: Path) -> None:
    problem = only(system_with(tmp_path, "appraised: true"), strict=True)
    assert problem.code == "unknown-column"
    assert "write the day in the column appraised_on" in problem.describe("en")


def test_an_unknown_table_is_an_error_with_a_proposal(tmp_path: Path) -> None:
    problem = only(put(tmp_path, units__yaml=CITY, x__yaml="devises:\n  - id: m1\n"))
    assert problem.code == "unknown-table"
    assert str(problem.location) == "x.yaml:1:1"
    assert "did you mean “devices”?" in problem.describe("en")


def test_a_derived_table_is_refused(tmp_path: Path) -> None:
    problem = only(put(tmp_path, units__yaml=CITY, x__yaml="subtree_budgets:\n  - id: m1\n"))
    assert "công cụ tự tính" in problem.describe("vi")


def test_every_problem_is_told_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    put(
        tmp_path,
        b__yaml="units:\n  - {id: tp, name: T, kind: village}\n  - {id: no, name: T, kind: city}\n",
        a__csv="",
        devices__csv="id,unit,internet\nm1,tp,maybe\n",
    )
    found = [(problem.code, str(problem.location)) for problem in problems(tmp_path)]
    assert found == [
        ("file-not-read", "a.csv"),
        ("unknown-choice", "b.yaml:2:29"),
        ("none-as-id", "b.yaml:3:10"),
        ("wrong-type", "devices.csv:2:3"),
    ]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("phuong", "commune"),
        ("phường", "commune"),
        ("Phường", "commune"),
        ("xã", "commune"),
        ("UBND phường Mẫu", "commune"),
        ("sở", "department"),
        ("Sở Khoa học và Công nghệ", "department"),
        ("so", "department"),
        ("ban, ngành", "department"),
        ("thành phố", "city"),
        ("Công an thành phố", "police"),
        ("CÔNG AN", "police"),
        ("đảng uỷ", "party_committee"),
        ("mặt trận", "front"),
        ("sự nghiệp", "public_service"),
        ("public service", "public_service"),
        ("comune", "commune"),
    ],
)
def test_the_kind_of_unit_that_somebody_meant_is_told(tmp_path: Path, written: str, kind: str) -> None:
    problem = only(put(tmp_path, units__csv=f'id,name,kind\np1,Phường Mẫu,"{written}"\n'))
    assert (problem.code, str(problem.location)) == ("unknown-choice", "units.csv:2:3")
    assert f"có phải ý là “{kind}”" in problem.advice.vi
    assert "commune (phường, xã, đặc khu)" in problem.expected.vi
    assert "commune;" in problem.expected.en, "the English name is the word itself"


def test_a_name_is_told_beside_the_word_to_write(tmp_path: Path) -> None:
    problem = only(put(tmp_path, units__csv="id,name,kind\np1,Phường Mẫu,phường\n"))
    assert problem.advice.vi == "có phải ý là “commune” (phường, xã, đặc khu)? Ghi đúng mã: commune"
    assert problem.advice.en == "did you mean “commune”? Write commune"


def test_what_resembles_nothing_gets_the_list_alone(tmp_path: Path) -> None:
    problem = only(put(tmp_path, units__csv="id,name,kind\np1,Phường Mẫu,???\n"))
    assert problem.advice.vi == "chọn một trong các mã trên"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("plan_status: đã triển khai đầy đủ", "full"),
        ("scope: toàn quốc", "national"),
        ("state_secrets: tuyệt mật", "tuyet_mat"),
        ("state_secrets: Tối mật", "toi_mat"),
        ("monitoring: tại chỗ", "local"),
        ("monitoring: Trung tâm quốc gia", "national_centre"),
    ],
)
def test_other_words_are_told_by_their_names_too(tmp_path: Path, line: str, value: str) -> None:
    assert f"“{value}”" in only(system_with(tmp_path, line)).advice.vi


def test_tables_and_columns_are_told_by_their_names_too(tmp_path: Path) -> None:
    put(
        tmp_path,
        units__csv="id,name,kind\ntp,Thành phố,city\n",
        declarations__csv="id,unit,tables,declared_on\nd1,tp,thiết bị,2026-01-01\n",
    )
    problem = only(tmp_path)
    assert problem.code == "unknown-table"
    assert "“devices” (thiết bị)" in problem.advice.vi
    (tmp_path / "declarations.csv").unlink()
    (tmp_path / "units.csv").write_text("id,name,kind,Họ tên người đứng đầu\ntp,Thành phố,city,A\n", "utf-8")
    problem = only(tmp_path, strict=True)
    assert "“head_name”" in problem.advice.vi
