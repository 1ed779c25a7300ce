"""Rows that contradict one another: ids, references, trees, waivers, observations."""

from pathlib import Path

import pytest

from secaudit.inventory import read
from tests.inventory.helpers import CITY, only, problems, put, rows


def test_no_as_a_unit_id_is_refused_and_explained(tmp_path: Path) -> None:
    problem = only(put(tmp_path, units__yaml="units:\n  - {id: no, name: Na Uy, kind: other}\n"))
    assert problem.code == "none-as-id"
    assert str(problem.location) == "units.yaml:2:10"
    assert "this word means “known not to exist”" in problem.describe("en")
    assert "“no-1”" in problem.describe("vi")


def test_a_duplicate_id_across_files_names_both_places(tmp_path: Path) -> None:
    put(tmp_path, a__yaml=CITY, b__yaml="units:\n  - {id: p1, name: Phường khác, kind: commune}\n")
    problem = only(tmp_path)
    assert problem.code == "duplicate-id"
    assert str(problem.location) == "b.yaml:2:10"
    assert "a.yaml:3:10" in problem.describe("en")
    assert "a.yaml:3:10" in problem.describe("vi")


def test_ids_that_differ_only_in_case_are_duplicates(tmp_path: Path) -> None:
    put(tmp_path, units__csv="id,name,kind\nĐông,A,commune\nđÔNG,B,commune\n")
    problem = only(tmp_path)
    assert problem.code == "duplicate-id"
    assert str(problem.location) == "units.csv:3:1"
    assert "chỉ khác chữ hoa, chữ thường" in problem.describe("vi")
    assert "units.csv:2:1" in problem.describe("vi")


def test_ids_that_differ_only_in_unicode_form_are_duplicates(tmp_path: Path) -> None:
    composed, decomposed = "ph\u01b0\u1eddng", "phu\u031bo\u031b\u0300ng"
    put(tmp_path, units__csv=f"id,name,kind\n{composed},A,commune\n{decomposed},B,commune\n")
    assert only(tmp_path).code == "duplicate-id"


def test_a_reference_to_nothing_proposes_the_nearest_id(tmp_path: Path) -> None:
    put(tmp_path, units__yaml=CITY, devices__csv="id,unit\nm1,p1\nm2,P1\n")
    problem = only(tmp_path)
    assert problem.code == "reference-to-nothing"
    assert str(problem.location) == "devices.csv:3:2"
    assert "did you mean “p1”?" in problem.describe("en")


def test_a_reference_into_the_wrong_table_says_which_table_has_the_id(tmp_path: Path) -> None:
    put(tmp_path, units__yaml=CITY, devices__csv="id,unit,segment\nm1,p1,p1\n")
    problem = only(tmp_path)
    assert "mã này thuộc bảng units" in problem.describe("vi")


def test_a_link_end_that_two_tables_have_is_ambiguous(tmp_path: Path) -> None:
    put(
        tmp_path,
        units__yaml=CITY,
        net__yaml="""\
            segments:
              - {id: chung, unit: p1, kind: lan}
              - {id: ngoai, unit: p1, kind: internet}
            devices:
              - {id: chung, unit: p1}
            links:
              - {id: k1, source: ngoai, target: chung, kind: network}
            """,
    )
    problem = only(tmp_path)
    assert problem.code == "ambiguous-reference"
    assert str(problem.location) == "net.yaml:7:37"
    assert "in the tables devices, segments" in problem.describe("en")


def test_a_cycle_of_units_is_named_in_full(tmp_path: Path) -> None:
    put(tmp_path, units__csv="id,name,kind,parent\na,A,other,c\nb,B,other,a\nc,C,other,b\nd,D,other,a\n")
    problem = only(tmp_path)
    assert problem.code == "tree-cycle"
    assert str(problem.location) == "units.csv:2:4"
    assert "a → c → b → a" in problem.describe("vi")


def test_a_unit_above_itself_is_a_cycle(tmp_path: Path) -> None:
    put(tmp_path, units__csv="id,name,kind,parent\na,A,other,a\n")
    assert "a → a" in only(tmp_path).describe("en")


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ("2026-05-01,2026-04-30", "waiver-ends-before-start", "until_on"),
        ("none,2026-04-30", "missing-value", "from_on"),
        ("2026-05-01,không", "missing-value", "until_on"),
        ("2026-05-01,", "missing-value", "until_on"),
    ],
)
def test_a_waiver_needs_a_real_term(tmp_path: Path, cells: str, code: str, column: str) -> None:
    header = "id,control,subject,reason,approved_by,from_on,until_on"
    put(tmp_path, units__yaml=CITY, waivers__csv=f"{header}\nw1,BUD-01,p1,Lý do,Chủ tịch,{cells}\n")
    problem = only(tmp_path)
    assert problem.code == code
    assert problem.location.line == 2
    assert problem.location.column == header.split(",").index(column) + 1


def test_a_waiver_of_one_day_is_a_term(tmp_path: Path) -> None:
    header = "id,control,subject,reason,approved_by,from_on,until_on"
    put(
        tmp_path,
        units__yaml=CITY,
        waivers__csv=f"{header}\nw1,BUD-01,p1,Lý do,Chủ tịch,2026-05-01,2026-05-01\n",
    )
    assert [row["id"] for row in rows(read([tmp_path]), "waivers")] == ["w1"]


def test_a_declaration_of_an_unknown_table_is_refused(tmp_path: Path) -> None:
    put(
        tmp_path,
        units__yaml=CITY,
        declarations__csv="id,unit,tables,declared_on\nk1,p1,devices;device,2026-01-01\n",
    )
    problem = only(tmp_path)
    assert (problem.code, str(problem.location)) == ("unknown-table", "declarations.csv:2:3")
    assert "did you mean “devices”?" in problem.describe("en")


OBSERVED = "id,table,row,column,value,observed_on,method\no1,{},2026-03-01,test\n"


@pytest.mark.parametrize(
    ("cells", "code", "column", "words"),
    [
        ("device,m1,internet,true", "unknown-table", 2, "did you mean “devices”?"),
        ("devices,m9,internet,true", "reference-to-nothing", 3, "not in devices"),
        ("devices,m1,internett,true", "unknown-column", 4, "did you mean “internet”?"),
        ("devices,m1,exposed,true", "unknown-column", 4, "that a unit declares"),
        ("devices,m1,id,m2", "unknown-column", 4, "that a unit declares"),
        ("devices,m1,internet,perhaps", "wrong-type", 5, "yes or no"),
        ("devices,m1,segment,nowhere", "reference-to-nothing", 5, "the id of a row of segments"),
    ],
)
def test_an_observation_must_fit_a_cell(
    tmp_path: Path, cells: str, code: str, column: int, words: str
) -> None:
    put(tmp_path, units__yaml=CITY, devices__csv="id,unit\nm1,p1\n", observations__csv=OBSERVED.format(cells))
    problem = only(tmp_path)
    assert (problem.code, str(problem.location)) == (code, f"observations.csv:2:{column}")
    assert words in problem.describe("en")


def test_an_observation_without_a_day_is_refused(tmp_path: Path) -> None:
    put(
        tmp_path,
        units__yaml=CITY,
        observations__csv="id,table,row,column,value,observed_on,method\no1,units,p1,headcount,5,chưa,test\n",
    )
    assert str(only(tmp_path).location) == "observations.csv:2:6"


@pytest.mark.parametrize(
    ("column", "written", "kept"),
    [
        ("observed_internet_on", "21/11/2026", "2026-11-21"),
        ("observed_internet_on", "chưa", "none"),
        ("internet", "có", "true"),
        ("internet", "không", "false"),
        ("name", "không", "none"),
        ("state_secrets", "không", "none"),
        ("kind", "Laptop", "laptop"),
        ("segment", "none", "none"),
    ],
)
def test_an_observed_value_is_kept_in_one_form(tmp_path: Path, column: str, written: str, kept: str) -> None:
    put(
        tmp_path,
        units__yaml=CITY,
        devices__csv="id,unit\nm1,p1\n",
        observations__csv=OBSERVED.format(f"devices,m1,{column},{written}"),
    )
    assert [row["value"] for row in rows(read([tmp_path]), "observations")] == [kept]


def test_several_faults_of_one_row_are_all_told(tmp_path: Path) -> None:
    put(tmp_path, units__yaml=CITY, devices__csv="id,unit,internet,kind\nm1,p9,maybe,toaster\n")
    assert [problem.code for problem in problems(tmp_path)] == [
        "reference-to-nothing",
        "wrong-type",
        "unknown-choice",
    ]
