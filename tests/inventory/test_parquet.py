"""Parquet as databases and programs write it: many types for one thing, rows by their number."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from secaudit.inventory import read
from tests.inventory.helpers import CITY, local, only, problems, put, rows

IDS = ["b1", "b2", "b3"]


def budgets(folder: Path, column: pa.Array) -> Path:
    put(folder, units__yaml=CITY)
    table = pa.table(
        {
            "id": IDS,
            "unit": pa.array(["p1"] * 3).dictionary_encode(),
            "year": pa.array([2026] * 3, pa.int16()),
            "stage": ["spent"] * 3,
            "total_vnd": column,
        }
    )
    pq.write_table(table, folder / "budgets.parquet")
    return folder


@pytest.mark.parametrize(
    "column",
    [
        pa.array([5, None, 1_500_000], pa.int32()),
        pa.array([5, None, 1_500_000], pa.uint64()),
        pa.array([5.0, None, 1_500_000.0]),
        pa.array([Decimal("5.00"), None, Decimal("1500000.00")], pa.decimal128(18, 2)),
        pa.array(["5", "", "1.500.000 đồng"]),
        pa.array(["5", None, "1500000"], pa.large_string()),
        pa.array([b"5", None, b"1500000"]),
        pa.array(["5", None, "1500000"]).dictionary_encode(),
    ],
    ids=lambda column: str(column.type)[:12],
)
def test_one_amount_in_many_types(tmp_path: Path, column: pa.Array) -> None:
    found = rows(read([budgets(tmp_path, column)]), "budgets")
    assert [row.get("total_vnd") for row in found] == [5, None, 1_500_000]


@pytest.mark.parametrize(
    ("column", "code"),
    [
        (pa.array([5, 6, -7]), "out-of-range"),
        (pa.array([5, 6, 2**64 - 1], pa.uint64()), "out-of-range"),
        (pa.array([5.0, 6.0, 7.5]), "not-whole"),
        (pa.array([5.0, 6.0, float("nan")]), "not-whole"),
        (pa.array([None, None, {"a": 1}]), "wrong-type"),
        (pa.array([None, None, [1]]), "wrong-type"),
        (pa.array([None, None, b"\xff"]), "wrong-type"),
        (pa.array([None, None, True]), "wrong-type"),
        (pa.array([None, None, date(2026, 1, 1)]), "wrong-type"),
        (pa.array(["1", "2", "1.500"]), "ambiguous-number"),
    ],
    ids=lambda value: str(getattr(value, "type", value))[:12],
)
def test_a_wrong_amount_is_named_by_its_row(tmp_path: Path, column: pa.Array, code: str) -> None:
    problem = only(budgets(tmp_path, column))
    assert (problem.code, str(problem.location)) == (code, "budgets.parquet (row 3)")


@pytest.mark.parametrize(
    "column",
    [
        pa.array([date(2026, 3, 1), None]),
        pa.array([date(2026, 3, 1), None], pa.date64()),
        pa.array([local("2026-03-01T00:00"), None], pa.timestamp("ns")),
        pa.array([local("2026-03-01T00:00"), None], pa.timestamp("s")),
        pa.array(["1/3/2026", "chưa"]),
    ],
    ids=lambda column: str(column.type)[:14],
)
def test_one_day_in_many_types(tmp_path: Path, column: pa.Array) -> None:
    put(tmp_path, units__yaml=CITY)
    table = pa.table({"id": ["m1", "m2"], "unit": ["p1", "p1"], "observed_internet_on": column})
    pq.write_table(table, tmp_path / "devices.parquet")
    first, second = read([tmp_path]).tables["devices"].rows.to_pylist()
    assert (first["observed_internet_on"], first["observed_internet"]) == (date(2026, 3, 1), True)
    assert second["observed_internet_on"] is None
    assert second["observed_internet"] is (False if pa.types.is_string(column.type) else None)


def test_a_moment_with_a_time_zone_is_told_in_vietnamese_time(tmp_path: Path) -> None:
    put(tmp_path, units__yaml=CITY)
    moments = pa.array([datetime(2026, 3, 1, 1, 30, tzinfo=UTC)], pa.timestamp("us", "UTC"))
    pq.write_table(
        pa.table({"id": ["s"], "unit": ["p1"], "detected_at": moments}), tmp_path / "incidents.parquet"
    )
    assert rows(read([tmp_path]), "incidents")[0]["detected_at"] == local("2026-03-01T08:30")


def test_rows_of_a_bulk_file_are_checked_like_all_others(tmp_path: Path) -> None:
    put(tmp_path, units__yaml=CITY, devices__csv="id,unit\nm1,p1\n")
    table = pa.table(
        {"id": ["m2", "M1", "no", None], "unit": ["p9", "p1", "p1", "p1"], "kind": ["server", "x", "", None]}
    )
    pq.write_table(table, tmp_path / "devices.parquet")
    found = [(problem.code, problem.location.row) for problem in problems(tmp_path)]
    assert found == [
        ("reference-to-nothing", 1),
        ("duplicate-id", 2),
        ("unknown-choice", 2),
        ("none-as-id", 3),
        ("missing-value", 4),
    ]
