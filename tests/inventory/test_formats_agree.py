"""One small inventory, in every format: the same tables."""

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from secaudit.inventory import read
from secaudit.inventory.arrow_types import arrow_schema, arrow_type
from secaudit.model.tables import READABLE
from tests.inventory.helpers import local
from tests.inventory.workbooks import ods, xlsx

CITY: dict[str, list[dict[str, Any]]] = {
    "units": [
        {"id": "tp", "name": "Thành phố mẫu", "kind": "city", "headcount": 1200},
        {"id": "p1", "name": "Phường mẫu; số 1, “quận”", "kind": "commune", "parent": "tp"},
    ],
    "declarations": [
        {"id": "k1", "unit": "p1", "tables": ["devices", "links"], "declared_on": date(2026, 1, 5)},
    ],
    "segments": [
        {"id": "lan", "unit": "p1", "kind": "lan"},
        {"id": "wan", "unit": "tp", "kind": "internet", "name": "none"},
    ],
    "systems": [
        {
            "id": "mc", "unit": "p1", "name": "Một cửa", "phase": "operation", "approved_level": 3,
            "approved_on": date(2025, 2, 28), "appraised_on": "none", "mfa": True, "backup": False,
            "segment": "lan", "data_subjects": 0, "monitoring": "none",
        },
    ],
    "links": [{"id": "n1", "source": "lan", "target": "wan", "kind": "network", "both_ways": False}],
    "budgets": [{"id": "b", "unit": "tp", "year": 2026, "stage": "allocated", "total_vnd": 1_500_000_000}],
    "incidents": [{"id": "s", "unit": "p1", "detected_at": local("2026-03-01T08:30"), "closed_on": "none"}],
    "vulnerabilities": [{"id": "v", "system": "mc", "found_on": date(2026, 1, 1)}],
}  # fmt: skip


def as_text(value: object) -> object:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return ";".join(value) if isinstance(value, list) else value


def as_yaml(folder: Path) -> None:
    (folder / "a.yaml").write_text(yaml.safe_dump(CITY, allow_unicode=True), encoding="utf-8")


def as_json(folder: Path) -> None:
    (folder / "a.json").write_text(json.dumps(CITY, default=as_text), encoding="utf-8")


def as_csv(folder: Path) -> None:
    for name, listed in CITY.items():
        stream = io.StringIO()
        header = list(dict.fromkeys(key for row in listed for key in row))
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(header)
        writer.writerows([[as_text(row.get(key, "")) for key in header] for row in listed])
        (folder / f"{name}.csv").write_text("\ufeff" + stream.getvalue(), encoding="utf-8")


def sheets() -> dict[str, list[list[object]]]:
    made: dict[str, list[list[object]]] = {}
    for name, listed in CITY.items():
        header = list(dict.fromkeys(key for row in listed for key in row))
        cells = [[row.get(key) for key in header] for row in listed]
        lists = [[as_text(cell) if isinstance(cell, list) else cell for cell in line] for line in cells]
        made[name] = [list(header), *lists]
    return made


def as_xlsx(folder: Path) -> None:
    xlsx(folder / "a.xlsx", sheets())


def as_ods(folder: Path) -> None:
    ods(folder / "a.ods", sheets())


def as_parquet(folder: Path) -> None:
    """As text where there is a word for none, else in the types that a database would give."""
    for name, listed in CITY.items():
        arrays = {}
        for key in dict.fromkeys(key for row in listed for key in row):
            values = [row.get(key) for row in listed]
            if "none" in values:
                arrays[key] = pa.array([as_text(value) for value in values], pa.string())
            else:
                arrays[key] = pa.array(values, arrow_type(READABLE[name].by_name[key]))
        pq.write_table(pa.table(arrays), folder / f"{name}.parquet")


@pytest.mark.parametrize("write", [as_json, as_csv, as_xlsx, as_ods, as_parquet])
def test_every_format_reads_to_the_tables_of_yaml(tmp_path: Path, write: Any) -> None:
    (tmp_path / "yaml").mkdir()
    (tmp_path / "other").mkdir()
    as_yaml(tmp_path / "yaml")
    write(tmp_path / "other")
    expected, found = read([tmp_path / "yaml"]), read([tmp_path / "other"])
    assert not expected.problems
    assert not found.problems
    for name, table in expected.tables.items():
        assert found.tables[name].rows.equals(table.rows), name


def test_the_tables_have_every_column_in_its_type(tmp_path: Path) -> None:
    as_yaml(tmp_path)
    inventory = read([tmp_path])
    assert list(inventory.tables) == list(READABLE)
    for name, data in inventory.tables.items():
        assert data.rows.schema == arrow_schema(READABLE[name]), name
    (system,) = inventory.tables["systems"].rows.to_pylist()
    assert system["approved"] is True
    assert system["appraised"] is False
    assert system["drilled"] is None
    assert "exposed" not in system
    assert inventory.tables["systems"].rows.column_names[-1] == "_unit"


def test_each_row_knows_the_unit_that_answers_for_it(tmp_path: Path) -> None:
    as_yaml(tmp_path)
    tables = read([tmp_path]).tables
    units = {
        name: tables[name].rows["_unit"].to_pylist()
        for name in ("units", "links", "vulnerabilities", "waivers")
    }
    assert units == {"units": ["tp", "p1"], "links": ["p1"], "vulnerabilities": ["p1"], "waivers": []}


def test_a_link_goes_both_ways_unless_it_says_no(tmp_path: Path) -> None:
    text = yaml.safe_dump(CITY | {"links": [{"id": "n", "source": "lan", "target": "mc", "kind": "vpn"}]})
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert read([tmp_path]).tables["links"].rows["both_ways"].to_pylist() == [True]
