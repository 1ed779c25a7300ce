"""Every value knows where it was written."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from secaudit.inventory import read
from tests.inventory.helpers import CITY, put
from tests.inventory.workbooks import ods, xlsx

YAML = """\
# danh mục
devices:
  - id: m1
    unit: p1
    name: >-
      máy
      một

  - {id: m2, unit: p1, internet: có}
"""
JSON = """{
  "devices": [
    {"id": "m1", "unit": "p1", "name": "máy một"},
    {"id": "m2",
     "unit": "p1", "internet": true}
  ]
}
"""
CSV = '\nid;unit;name;internet\nm1;p1;"máy\nmột"\n\nm2;p1;;có\n'.replace('một"\n', 'một";\n')
SHEET = [
    (None, "id", "unit", "name", "internet"),
    (None, "m1", "p1", "máy một"),
    (),
    (None, "m2", "p1", None, "có"),
]


@pytest.mark.parametrize(
    ("name", "content", "places"),
    [
        ("a.yaml", YAML, {(0, None): ":3:5", (0, "unit"): ":4:11", (0, "name"): ":5:11"}),
        ("a.yaml", YAML, {(0, "kind"): ":3:5", (1, None): ":9:5", (1, "internet"): ":9:34"}),
        ("a.json", JSON, {(0, None): ":3:5", (0, "name"): ":3:40"}),
        ("a.json", JSON, {(1, "unit"): ":5:14", (1, "internet"): ":5:32", (1, "name"): ":4:5"}),
        ("devices.csv", CSV, {(0, None): ":3:1", (0, "name"): ":3:3"}),
        ("devices.csv", CSV, {(1, "internet"): ":6:4", (1, "kind"): ":6:1"}),
        ("a.xlsx", SHEET, {(0, None): " [devices!A2]", (0, "name"): " [devices!D2]"}),
        ("a.xlsx", SHEET, {(1, "id"): " [devices!B4]", (1, "internet"): " [devices!E4]"}),
        ("a.ods", SHEET, {(0, "id"): " [devices!B2]", (1, "internet"): " [devices!E4]"}),
        ("devices.parquet", None, {(0, None): " (row 1)", (1, "internet"): " (row 2)"}),
    ],
)
def test_value_to_place(
    tmp_path: Path, name: str, content: object, places: dict[tuple[int, str | None], str]
) -> None:
    put(tmp_path, units__yaml=CITY)
    if name.endswith(".xlsx"):
        xlsx(tmp_path / name, {"devices": content})  # type: ignore[dict-item]
    elif name.endswith(".ods"):
        ods(tmp_path / name, {"devices": content})  # type: ignore[dict-item]
    elif name.endswith(".parquet"):
        table = pa.table({"id": ["m1", "m2"], "unit": ["p1", "p1"], "internet": [None, True]})
        pq.write_table(table, tmp_path / name)
    else:
        (tmp_path / name).write_text(str(content), encoding="utf-8")
    devices = read([tmp_path]).tables["devices"]
    assert devices.rows["id"].to_pylist() == ["m1", "m2"]
    found = {key: str(devices.locate(*key)).removeprefix(name) for key in places}
    assert found == places


def test_places_stay_right_when_rows_before_are_rejected(tmp_path: Path) -> None:
    put(
        tmp_path,
        units__yaml=CITY,
        devices__csv="id,unit,internet\nm1,p1,x\nm2,p9,x\nm3,p1,x\nm4,p1,perhaps\nm5,p1,x\n",
        devices_2__csv="id,unit\nm6,p9\nm7,p1\n",
    )
    devices = read([tmp_path], keep_going=True).tables["devices"]
    places = {
        identity: str(devices.locate(row)) for row, identity in enumerate(devices.rows["id"].to_pylist())
    }
    assert places == {
        "m1": "devices.csv:2:1",
        "m3": "devices.csv:4:1",
        "m5": "devices.csv:6:1",
        "m7": "devices_2.csv:3:1",
    }


def test_rows_of_several_files_and_both_ways_are_told_apart(tmp_path: Path) -> None:
    put(tmp_path, units__yaml=CITY, a__json=json.dumps({"devices": [{"id": "j", "unit": "p1"}]}))
    put(tmp_path, devices__csv="id,unit\nc,p1\n")
    pq.write_table(pa.table({"id": ["q"], "unit": ["p1"]}), tmp_path / "devices.parquet")
    devices = read([tmp_path]).tables["devices"]
    files = {
        identity: devices.locate(row).file for row, identity in enumerate(devices.rows["id"].to_pylist())
    }
    assert files == {"j": "a.json", "c": "devices.csv", "q": "devices.parquet"}
