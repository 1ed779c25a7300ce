"""JSON and CSV that cannot be read, or not as they are."""

from pathlib import Path

import pytest

from secaudit.inventory import read
from secaudit.model.location import Location
from secaudit.model.problem import InventoryInvalid
from tests.inventory.helpers import CITY, only, problems, put, rows

UNIT = '{"id": "a", "name": "A", "kind": "city"}'


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('{"units": [{"id": "a", "id": "b"}]}', "duplicate-key", "1:24"),
        ('{"units": [' + UNIT + "],}", "json-syntax", "1:53"),
        ('{"units": [' + UNIT, "json-syntax", "1:52"),
        ('{"units": [\n  {"id" "a"}]}', "json-syntax", "2:9"),
        ('{"units": []} x', "json-syntax", "1:15"),
        ('{"units": [{"id": NaN}]}', "json-syntax", "1:19"),
        ('{"units": {"id": "a"}}', "wrong-shape", "1:11"),
        ('{"units": [1]}', "wrong-shape", "1:12"),
        ("[" + UNIT + "]", "wrong-shape", "1:1"),
        ("[" * 100_000, "wrong-shape", "1:1"),
        ('{"units": [{"id": ' + "[" * 100_000, "json-syntax", ""),
        ("{'units': []}", "json-syntax", "1:2"),
    ],
)
def test_wrong_json(tmp_path: Path, text: str, code: str, place: str) -> None:
    problem = only(put(tmp_path, x__json=text))
    assert problem.code == code
    assert str(problem.location).startswith(f"x.json:{place}")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ('"id": 7', "text-became-number"),
        ('"id": "s", "name": true', "wrong-type"),
        ('"id": "s", "name": "\\ud800"', "control-character"),
        ('"id": "s", "name": "S", "data_subjects": 1.5', "not-whole"),
        ('"id": "s", "name": "S", "data_subjects": true', "wrong-type"),
        ('"id": "s", "name": "S", "approved_on": false', "not-a-date"),
        ('"id": "s", "name": "S", "mfa": 2', "wrong-type"),
    ],
)
def test_a_json_value_of_the_wrong_type(tmp_path: Path, value: str, code: str) -> None:
    row = '{"unit": "p1", "phase": "operation", ' + value + "}"
    found = problems(put(tmp_path, units__yaml=CITY, x__json=f'{{"systems": [{row}]}}'))
    assert code in [problem.code for problem in found]


def test_json_types_are_understood(tmp_path: Path) -> None:
    put(
        tmp_path,
        units__yaml=CITY,
        x__json='{"systems": [{"id": "s", "unit": "p1", "name": "S", "phase": "trial", "data_subjects": 1500,'
        ' "mfa": true, "backup": null, "approved_on": "none"}], "links": null}',
    )
    assert rows(read([tmp_path]), "systems") == [
        {
            "id": "s",
            "unit": "p1",
            "name": "S",
            "phase": "trial",
            "data_subjects": 1500,
            "mfa": True,
            "approved": False,
            "_unit": "p1",
        }
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_csv_may_use_commas_semicolons_or_tabs(tmp_path: Path, mark: str, start: str) -> None:
    lines = [("id", "name", "kind"), ("a", 'A "một", hai; ba', "city")]
    text = "\r\n".join(mark.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    put(tmp_path, units__csv=start + text + "\r\n")
    assert rows(read([tmp_path]), "units") == [
        {"id": "a", "name": 'A "một", hai; ba', "kind": "city", "_unit": "a"}
    ]


def test_a_row_with_too_many_or_too_few_cells_is_named_by_its_line(tmp_path: Path) -> None:
    put(
        tmp_path,
        units__csv='id,name,kind\na,"hai\ndòng",city\nb,Phường 1, quận 3,commune\nc,C\nd,D,other,,\n',
    )
    many, few = problems(tmp_path)[0], problems(tmp_path)[-1]
    assert (many.code, str(many.location)) == ("uneven-row", "units.csv:4:4")
    assert "4 cells" in many.describe("en")
    assert "“commune”" in many.describe("en")
    assert few.location.line == 5


def test_a_quote_that_does_not_end_is_an_error(tmp_path: Path) -> None:
    problem = only(put(tmp_path, units__csv='id,name,kind\na,"A,city\n'))
    assert (problem.code, problem.location.line) == ("csv-syntax", 2)


def test_a_column_that_stands_twice_is_an_error(tmp_path: Path) -> None:
    problem = only(put(tmp_path, units__csv="id,name,kind,name\na,A,city,B\n"))
    assert (problem.code, str(problem.location)) == ("duplicate-column", "units.csv:1:4")
    assert "units.csv:1:2" in problem.describe("en")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("id,name,kind\na,Phường,city\n".encode("utf-16"), 1),
        ("id,name,kind\na,A,city\nb,Phư\u1eddng,city\n".encode("utf-8").replace(b"\xe1\xbb\x9d", b"\xf5"), 3),
    ],
)
def test_other_encodings_are_refused_with_advice(tmp_path: Path, content: bytes, line: int) -> None:
    problem = only(put(tmp_path, units__csv=content))
    assert (problem.code, problem.location.line) == ("not-utf-8", line)
    assert "“CSV UTF-8”" in problem.describe("vi")


def test_an_empty_csv_is_an_error_and_one_with_a_header_only_is_not(tmp_path: Path) -> None:
    assert only(put(tmp_path / "a", units__csv="")).code == "empty-file"
    folder = put(tmp_path / "b", units__csv="id,name,kind\ntp,T,city\n", devices__csv="id,unit\n")
    assert rows(read([folder]), "devices") == []


def test_an_inventory_without_a_unit_is_an_error(tmp_path: Path) -> None:
    assert only(put(tmp_path, units__csv="id,name,kind\n")).code == "no-unit"


def test_long_plain_csv_and_short_csv_mean_the_same(tmp_path: Path) -> None:
    """The bulk way needs a quarter of a megabyte and no quotes; one quote sends a file the other way."""
    header = "id,unit,name,kind,internet,observed_internet_on,os_support_until\n"
    lines = [
        f"m{n},p1,Máy số {n},{('server', 'Laptop', '')[n % 3]},{('x', 'không', '')[n % 3]},"
        f"{('chưa', '5/3/2026', '')[n % 3]},2030-10-14\n"
        for n in range(6000)
    ]
    put(tmp_path / "plain", units__yaml=CITY, devices__csv=header + "".join(lines))
    lines[-1] = lines[-1].replace("Máy số 5999", '"Máy số 5999"')
    put(tmp_path / "quoted", units__yaml=CITY, devices__csv=header + "".join(lines))
    plain, quoted = (read([tmp_path / name]).tables["devices"] for name in ("plain", "quoted"))
    assert plain.rows.equals(quoted.rows)
    assert str(plain.locate(4000, "kind")) == str(quoted.locate(4000, "kind")) == "devices.csv:4002:4"


def test_faults_in_a_long_plain_csv_have_their_line(tmp_path: Path) -> None:
    header = "id,unit,os_support_until\n"
    lines = [f"may-tinh-ca-nhan-so-{n:06d},p1,2030-10-14\n" for n in range(8000)]
    lines[6000] = "x,p9,2030-02-31\n"
    lines[7000] = lines[10]
    put(tmp_path, units__yaml=CITY, devices__csv=header + "".join(lines))
    assert [(problem.code, str(problem.location)) for problem in problems(tmp_path)] == [
        ("reference-to-nothing", "devices.csv:6002:2"),
        ("impossible-date", "devices.csv:6002:3"),
        ("duplicate-id", "devices.csv:7002:1"),
    ]


def test_values_below_no_name_are_listed(tmp_path: Path) -> None:
    put(tmp_path, units__csv="id,,name,kind\na,,A,city\nb,ghi chú,B,other\n")
    inventory = read([tmp_path])
    (problem,) = inventory.problems
    assert (problem.code, str(problem.location)) == ("unknown-column", "units.csv:3:2")
    assert [row["name"] for row in rows(inventory, "units")] == ["A", "B"]


@pytest.mark.parametrize("name", ["units.yaml", "units.csv", "units.json"])
def test_a_merge_conflict_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(
        b"units:\r\n<<<<<<< HEAD\r\n- {id: a}\r\n=======\r\n- {id: b}\r\n>>>>>>> change\r\n"
    )
    with pytest.raises(InventoryInvalid) as caught:
        read([tmp_path])
    (problem,) = caught.value.problems
    assert (problem.code, problem.location) == ("merge-conflict", Location(name, line=2, column=1))
    assert "xung đột" in problem.found.vi
