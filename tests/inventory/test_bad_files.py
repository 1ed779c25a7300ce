"""Files and folders that are no inventory, or not what they say."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from secaudit.inventory import read
from secaudit.model.problem import Gravity
from tests.inventory.helpers import CITY, only, problems, put, rows
from tests.inventory.workbooks import UNITS, ods, xlsx

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def test_a_folder_without_inventory_is_an_error(tmp_path: Path) -> None:
    put(tmp_path, README__md="# Ghi chú", __hidden__yaml=CITY)
    problem = only(tmp_path)
    assert problem.code == "no-inventory"
    assert "secaudit init" in problem.describe("vi")
    assert "secaudit init" in problem.describe("en")


def test_an_empty_folder_and_a_missing_path_are_errors(tmp_path: Path) -> None:
    (tmp_path / "rong").mkdir()
    assert only(tmp_path / "rong").code == "no-inventory"
    assert only(tmp_path / "khong-co").code == "no-such-path"


@pytest.mark.parametrize(
    ("name", "content", "held"),
    [
        ("a.xlsx", PNG, "a PNG picture"),
        ("a.ods", PNG, "a PNG picture"),
        ("a.yaml", PNG, "a PNG picture"),
        ("a.json", b"%PDF-1.7 ...", "a PDF document"),
        ("devices.csv", b"PK\x03\x04" + bytes(30), "a ZIP archive"),
        ("a.xlsx", b"id,unit\nm1,p1\n", "something else"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + bytes(30), "password-protected"),
        ("a.xlsx", b"PK\x03\x04" + bytes(30), "damaged"),
        ("a.yaml", b"units:\n\0\0", "binary data"),
        ("devices.parquet", b"id,unit\nm1,p1\n", "something else"),
        ("devices.parquet", b"PAR1" + bytes(30) + b"PAR1", "damaged Parquet"),
    ],
)
def test_a_file_that_is_not_what_its_ending_says(
    tmp_path: Path, name: str, content: bytes, held: str
) -> None:
    (tmp_path / name).write_bytes(content)
    problem = only(tmp_path)
    assert (problem.code, problem.location.file) == ("not-what-its-name-says", name)
    assert held in problem.describe("en")
    assert "sửa đuôi tệp" in problem.describe("vi")


def test_a_spreadsheet_of_the_other_kind_is_named(tmp_path: Path) -> None:
    xlsx(tmp_path / "x.xlsx", {"units": UNITS}).rename(tmp_path / "a.ods")
    ods(tmp_path / "y.ods", {"units": UNITS}).rename(tmp_path / "b.xlsx")
    first, second = problems(tmp_path)
    assert "an XLSX workbook" in first.describe("en")
    assert "an OpenDocument file" in second.describe("en")


def test_an_xlsx_named_csv_is_named(tmp_path: Path) -> None:
    xlsx(tmp_path / "x.xlsx", {"units": UNITS}).rename(tmp_path / "units.csv")
    assert "a ZIP archive (a workbook" in only(tmp_path).describe("en")


def test_a_link_that_leads_outside_is_refused_and_one_inside_is_not_read_twice(tmp_path: Path) -> None:
    put(tmp_path / "ngoai", units__yaml=CITY)
    inside = put(tmp_path / "trong", units__yaml=CITY)
    (inside / "again.yaml").symlink_to(inside / "units.yaml")
    assert [row["id"] for row in rows(read([inside]), "units")] == ["tp", "p1"]
    (inside / "x.yaml").symlink_to(tmp_path / "ngoai" / "units.yaml")
    (inside / "y").symlink_to(tmp_path / "ngoai", target_is_directory=True)
    first, second = problems(inside)
    assert [(p.code, p.location.file) for p in (first, second)] == [
        ("path-outside", "x.yaml"),
        ("path-outside", "y"),
    ]
    assert "liên kết trỏ ra ngoài" in first.describe("vi")


def test_files_beside_the_inventory_are_passed_over_or_listed(tmp_path: Path) -> None:
    put(
        tmp_path,
        units__yaml=CITY,
        README__md="x",
        qd__pdf=b"%PDF",
        anh__JPG=b"x",
        LICENSE="x",
        cu__xls=b"x",
        so__xlsm=b"x",
        bao__docx=b"x",
        thietbi__csv="id\n",
    )
    inventory = read([tmp_path])
    assert {problem.gravity for problem in inventory.problems} == {Gravity.WARNING}
    found = {problem.location.file: problem for problem in inventory.problems}
    assert list(found) == ["bao.docx", "cu.xls", "so.xlsm", "thietbi.csv"]
    assert "save it as .xlsx" in found["cu.xls"].describe("en")
    assert "đổi tên tệp" in found["thietbi.csv"].describe("vi")


def test_a_file_that_was_probably_meant_to_be_a_table_is_an_error(tmp_path: Path) -> None:
    put(tmp_path, units__yaml=CITY, device__csv="id,unit\nm1,tp\n")
    problem = only(tmp_path)
    assert (problem.code, str(problem.location)) == ("file-not-read", "device.csv")
    assert "có phải ý là “devices”?" in problem.describe("vi")


def test_a_single_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    put(tmp_path, cu__xls=b"x", thietbi__csv="id\n")
    assert only(tmp_path / "cu.xls").code == "file-not-read"
    assert only(tmp_path / "thietbi.csv").code == "file-not-read"


@pytest.mark.parametrize(
    "name", ["units.csv", "units-phuong-1.csv", "Units.2026.csv", "UNITS_2.csv", "units 3.csv"]
)
def test_a_table_is_named_by_its_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("id,name,kind\na,A,city\n", encoding="utf-8")
    assert [row["id"] for row in rows(read([tmp_path]), "units")] == ["a"]


def test_a_parquet_file_without_table_name_is_listed(tmp_path: Path) -> None:
    put(tmp_path, units__yaml=CITY)
    pq.write_table(pa.table({"id": ["a"]}), tmp_path / "export.parquet")
    (problem,) = read([tmp_path]).problems
    assert (problem.code, problem.location.file) == ("file-not-read", "export.parquet")


def test_several_paths_are_kept_apart_and_none_is_read_twice(tmp_path: Path) -> None:
    put(tmp_path / "p1", units__yaml="units:\n  - {id: p1, name: A, kind: commune}\n")
    put(tmp_path / "p2", units__yaml="units:\n  - {id: p2, name: B, kind: commune}\n")
    inventory = read([tmp_path / "p2", tmp_path / "p1", tmp_path / "p1" / "units.yaml"])
    assert [account.path for account in inventory.files] == ["p2/units.yaml", "p1/units.yaml"]
    assert [row["id"] for row in rows(inventory, "units")] == ["p2", "p1"]


def test_files_of_a_folder_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        put(tmp_path / name, units__yaml=f"units:\n  - {{id: {name}, name: A, kind: commune}}\n")
    inventory = read([tmp_path])
    assert [account.path for account in inventory.files] == ["a/units.yaml", "b/units.yaml", "c/units.yaml"]
    assert [row["id"] for row in rows(inventory, "units")] == ["a", "b", "c"]


def test_a_folder_of_files_without_table_names_is_no_inventory(tmp_path: Path) -> None:
    put(tmp_path, thietbi__csv="id\n")
    assert {problem.code for problem in problems(tmp_path)} == {"file-not-read", "no-inventory"}


def test_a_folder_that_is_given_twice_is_read_once(tmp_path: Path) -> None:
    put(tmp_path, units__yaml=CITY)
    assert [row["id"] for row in rows(read([tmp_path, tmp_path]), "units")] == ["tp", "p1"]


def test_the_results_of_an_audit_below_the_inventory_are_no_part_of_it(tmp_path: Path) -> None:
    put(tmp_path, units__csv="id,name,kind\nu,U,other\n")
    out = tmp_path / "secaudit-out"
    out.mkdir()
    (out / "audit.json").write_text('{\n  "schema_version": 1\n}\n', encoding="utf-8")
    (out / "findings.csv").write_text("control\nX-01\n", encoding="utf-8")
    for name in ("audit.pdf", "audit.docx", "audit.xlsx", "yearly.xlsx", "audit.html"):
        (out / name).write_bytes(b"whatever it holds")
    found = read([tmp_path])
    assert [account.path for account in found.files] == ["units.csv"]
    assert found.problems == ()


def test_an_inventory_that_is_called_audit_json_is_read(tmp_path: Path) -> None:
    put(tmp_path, audit__json='{"units": [{"id": "u", "name": "U", "kind": "other"}]}')
    assert [account.path for account in read([tmp_path]).files] == ["audit.json"]
