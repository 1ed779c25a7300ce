"""What holds for every input, tried on many."""

import string
import tempfile
import unicodedata
from datetime import date
from pathlib import Path

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from secaudit.inventory import KNOWN_NOT, from_rows, parse, read
from secaudit.inventory.checks.observations import canonical
from secaudit.inventory.fault import CellFault
from secaudit.inventory.typed import Typed, typed_column, typed_values
from secaudit.model.column import Column, Kind
from secaudit.model.problem import InventoryInvalid
from secaudit.model.tables import READABLE

DAY = READABLE["systems"].by_name["approved_on"]
MONEY = READABLE["budgets"].by_name["total_vnd"]
CONTACT = READABLE["units"].by_name["contact"]

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
WORDS = (
    "", "none", "không", "x", "có", "1.500", "1.500.000", "2026-01-05", "31/02/2026", "5/1/2026", "server",
    "Server", "tp", "p1", "p9", "a/b", "../a", "7", "-7", "kh\u006f\u0302ng", " a", "phường", "\u200b", "Đ",
)  # fmt: skip
LETTERS = string.printable + "ăâđêôơưĂÂĐÊÔƠƯ\u0301\u0300\u202e\u2028\ud800"
cells = st.one_of(st.sampled_from(WORDS), st.text(alphabet=LETTERS, max_size=8))
columns = st.sampled_from([column for table in READABLE.values() for column in table.readable.values()])


def parsed(column: Column, written: str) -> object:
    """Return what a cell means, None also where it is refused."""
    try:
        return parse(column, written)
    except CellFault:
        return None


@given(days)
def test_a_day_comes_back_from_both_ways_of_writing_it(day: date) -> None:
    assert parse(DAY, day.isoformat()) == day
    assert parse(DAY, f"{day.day}/{day.month}/{day.year}") == day
    assert parse(DAY, f"{day:%d/%m/}{day.year:04d}") == day


@given(st.integers(0, 10**16))
def test_an_amount_comes_back_from_every_grouping(amount: int) -> None:
    assert parse(MONEY, str(amount)) == amount
    if amount >= 10**6:
        assert parse(MONEY, f"{amount:,}") == amount
        assert parse(MONEY, f"{amount:,}".replace(",", ".") + " đồng") == amount
    if amount < 2**53:
        assert parse(MONEY, float(amount)) == amount


@given(st.text(max_size=40))
def test_text_is_nfc_and_reading_it_again_changes_nothing(written: str) -> None:
    once = parsed(CONTACT, written)
    assert once is None or isinstance(once, str)
    if once:
        assert unicodedata.is_normalized("NFC", once)
        assert once == once.strip()
        assert parse(CONTACT, once) == once
        assert parse(CONTACT, unicodedata.normalize("NFD", once)) == once


@given(columns, cells)
def test_what_a_cell_means_can_be_written_and_read_again(column: Column, written: str) -> None:
    value = parsed(column, written)
    if value is not None:
        again = parse(column, canonical(value))
        assert again == value
        assert (again is KNOWN_NOT) == (value is KNOWN_NOT)


def told(typed: Typed) -> tuple[object, ...]:
    happened = typed.happened.to_pylist() if typed.happened is not None else None
    return typed.values.to_pylist(), happened, {row: fault.code for row, fault in typed.faults.items()}


@settings(max_examples=150)
@given(
    columns,
    st.lists(st.one_of(st.none(), cells.filter(lambda cell: "\ud800" not in cell)), max_size=12),
)
def test_a_bulk_column_means_what_its_cells_mean(column: Column, written: list[str | None]) -> None:
    single = typed_values(column, written)
    bulk = typed_column(column, pa.chunked_array([pa.array(written, pa.string())]))
    assert told(bulk) == told(single)


@settings(max_examples=40)
@given(st.lists(st.tuples(cells, cells, cells, cells), max_size=8))
def test_rows_in_are_rows_kept_and_rows_rejected(lines: list[tuple[str, ...]]) -> None:
    header = ("id", "unit", "kind", "os_support_until")
    safe = [[cell.replace("\ud800", "").replace("\0", "") for cell in line] for line in lines]
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in (header, *safe)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "units.csv").write_text("id,name,kind\ntp,A,city\np1,B,commune\n", encoding="utf-8")
        (folder / "devices.csv").write_text("\n".join(quoted) + "\n", encoding="utf-8", newline="")
        inventory = read([folder], keep_going=True)
    for account in inventory.files:
        assert account.rows_in == account.rows_kept + account.rows_rejected
    devices = inventory.tables["devices"].rows
    account = next(account for account in inventory.files if account.path == "devices.csv")
    assert account.rows_kept == devices.num_rows
    assert account.rows_rejected == len(inventory.rejected)
    assert account.rows_in == sum(1 for line in safe if any(line))
    assert set(devices["unit"].to_pylist()) <= {"tp", "p1"}


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), max_size=10))
def test_kept_units_always_form_a_tree(pairs: list[tuple[str, str]]) -> None:
    given_rows = [{"id": unit, "name": unit, "kind": "other", "parent": parent} for unit, parent in pairs]
    try:
        inventory = from_rows({"units": given_rows})
    except InventoryInvalid as refusal:
        codes = {problem.code for problem in refusal.problems}
        assert codes <= {"duplicate-id", "tree-cycle"}
        return
    above = {row["id"]: row["parent"] for row in inventory.tables["units"].rows.to_pylist()}
    for unit in above:
        steps, here = 0, unit
        while here is not None:
            here, steps = above[here], steps + 1
            assert steps <= len(above)


def test_every_kind_of_column_has_a_parser() -> None:
    kinds = {column.kind for table in READABLE.values() for column in table.readable.values()}
    assert {Kind.ID, Kind.EVENT, Kind.LIST, Kind.PATH, Kind.MONEY} <= kinds
    for table in READABLE.values():
        for column in table.readable.values():
            assert parse(column, None) is None
