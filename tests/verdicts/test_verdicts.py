"""The verdict table: what the law makes of a fictitious city, row by row and day by day.

`verdicts.yaml` was written from the clauses and the contract before the controls, `duties.yaml` without
a look at their expressions; `city/` is the inventory that both speak of: two cities, and parts of others
(`town_*.yaml`). It is read once and judged once for each date of the tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from tests.hearing import heard
from tests.plain_yaml import safe_load

from secaudit import catalogue, inventory
from secaudit.audit import judge
from secaudit.model.control import Catalogue
from secaudit.model.finding import Finding
from secaudit.model.inventory import Inventory
from secaudit.model.result import AuditResult
from secaudit.model.status import Status

HERE = Path(__file__).parent
GENERATED_AT = datetime(2026, 11, 21, 8, tzinfo=UTC)

FIRST_CONTROLS = frozenset({
    "SYS-01", "SYS-02", "SYS-03", "LVL-01", "LVL-02", "PLN-01", "PLN-02", "PLN-03", "SAF-01",
    "SAF-02", "VUL-01", "DOC-01", "DOC-02", "DOC-03", "DOC-04", "DOC-05", "BUD-01", "BUD-02",
    "BUD-03", "BUD-04", "BUD-05", "TRN-01", "TRN-02", "SEC-01", "SEC-02", "SEC-03", "PRD-01",
    "INC-01", "ORG-01", "ORG-02", "NSS-01", "CIP-01", "CIP-02", "STF-01", "STF-02", "POP-01",
})  # fmt: skip

DUTIES = frozenset({
    "LED-01", "LED-02", "LED-03", "RPT-01", "RPT-02", "RPT-03", "RPT-04", "SUB-01", "SUB-02", "SUB-03",
    "INS-01", "INS-02", "INS-03", "INS-04", "DRL-01", "BUD-06", "MIL-01", "MIL-02", "MIL-03", "MIL-04",
    "POL-01", "POL-02", "EVD-01", "DAT-01", "DAT-02", "DAT-03", "DAT-04", "DAT-05", "DAT-06", "CEN-01",
    "CEN-02", "STF-03", "TSK-01", "IMP-01", "IMP-02", "FND-01", "FND-02", "FND-03", "FND-04", "SPD-01",
})  # fmt: skip

JUDGED = FIRST_CONTROLS | DUTIES

NOT_WAIVABLE = frozenset({"SYS-02", "SEC-01", "SEC-02", "SEC-03", "IMP-01"})

ALWAYS_COUNTED = frozenset({"DAT-01", "DAT-02", "DAT-03", "DAT-05", "DAT-06"})
"""Never unknown here: something can be counted of every unit of the city."""

TURNING_DAYS = {
    "CT17 comes into force": (date(2021, 12, 31), date(2022, 1, 1)),
    "HN46 comes into force": (date(2025, 10, 14), date(2025, 10, 15)),
    "KH01 comes into force": (date(2025, 10, 22), date(2025, 10, 23)),
    "KH01/15 and KH01/28 fall due": (date(2025, 11, 30), date(2025, 12, 1)),
    "CTHD13/III.2a falls due": (date(2026, 4, 30), date(2026, 5, 1)),
    "the first half of 2026 ends": (date(2026, 6, 30), date(2026, 7, 1)),
    "KH01/13, 14 and 27 fall due": (date(2025, 12, 31), date(2026, 1, 1)),
    "KH01/17, 18 and 26 fall due": (date(2026, 1, 1), date(2026, 1, 2)),
    "CTHD13 comes into force": (date(2026, 3, 29), date(2026, 3, 30)),
    "CTTU26 comes into force": (date(2026, 3, 31), date(2026, 4, 1)),
    "CTHD13/II.2.1 and the budget year 2026 fall due": (date(2026, 12, 31), date(2027, 1, 1)),
    "CTHD13/II.2.2 and II.2.4 fall due": (date(2030, 12, 31), date(2031, 1, 1)),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One verdict that the law gives, and why; of a recurring duty, with its period."""

    control: str
    subject: str
    as_of: date
    expect: Status
    because: str
    period: str | None = None

    def __str__(self) -> str:
        of = "" if self.period is None else f" of {self.period}"
        return f"{self.control} {self.subject}{of} {self.as_of} {self.expect}"


def read_table() -> tuple[Row, ...]:
    rows = [
        row
        for name in ("verdicts.yaml", "duties.yaml")
        for row in safe_load((HERE / name).read_text(encoding="utf-8"))["verdicts"]
    ]
    return tuple(Row(**{**row, "expect": Status(row["expect"])}) for row in rows)


TABLE = read_table()
DATES = sorted({row.as_of for row in TABLE})
AUDITED = sorted({*DATES[::8], date(2026, 11, 21), date(2027, 1, 1)})
"""The days of which every finding is written out."""


@cache
def the_city() -> Inventory:
    return inventory.read([HERE / "city"])


@cache
def the_catalogue() -> Catalogue:
    return catalogue.load()


@cache
def judged(as_of: date) -> AuditResult:
    return judge(the_city(), the_catalogue(), as_of, generated_at=GENERATED_AT, all_verdicts=True)


@cache
def statuses(as_of: date) -> Mapping[tuple[str, str, str | None], Status]:
    """Return the verdicts of a day, without a finding for each: writing those takes most of an audit.

    They are those of all controls on a day that is audited, else of those that the tables speak of.
    """
    only = None if as_of in AUDITED else {row.control for row in TABLE if row.as_of == as_of}
    return heard(the_city(), the_catalogue(), as_of, only)


@cache
def verdicts(as_of: date) -> Mapping[tuple[str, str, str | None], Finding]:
    return {
        (finding.control, finding.subject.id, finding.period): finding for finding in judged(as_of).findings
    }


def statuses_by_control() -> Mapping[str, frozenset[Status]]:
    return {name: frozenset(row.expect for row in TABLE if row.control == name) for name in JUDGED}


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_law_gives_this_verdict(row: Row) -> None:
    key = (row.control, row.subject, row.period)
    assert key in statuses(row.as_of), f"{row.control} did not judge {row.subject} (period {row.period})"
    if statuses(row.as_of)[key] is not row.expect:
        finding = verdicts(row.as_of)[key]
        pytest.fail(
            f"{row}, because {row.because}; got {finding.status}: {finding.message.en} "
            f"(due {finding.due}, missing {[(gap.table, gap.column) for gap in finding.missing]})"
        )


@pytest.mark.parametrize("as_of", AUDITED, ids=str)
def test_an_audit_finds_just_these_verdicts(as_of: date) -> None:
    assert {key: finding.status for key, finding in verdicts(as_of).items()} == dict(statuses(as_of))


@pytest.mark.parametrize("as_of", AUDITED, ids=str)
def test_counts_add_up(as_of: date) -> None:
    result = judged(as_of)
    found = Counter(finding.status for finding in result.findings)
    assert {status: found[status] for status in Status} == dict(result.counts.total)
    assert sum(result.counts.total.values()) == result.counts.expected == len(result.findings)
    by_control = Counter(finding.control for finding in result.findings)
    assert {name: sum(counts.values()) for name, counts in result.counts.by_control.items()} == by_control
    by_cell: Counter[str] = Counter()
    for cell in result.counts.by_cell:
        by_cell[cell.control] += cell.count
    assert by_cell == by_control


@pytest.mark.parametrize("as_of", AUDITED, ids=str)
def test_every_row_of_a_control_is_judged_once(as_of: date) -> None:
    result = judged(as_of)
    assert len(verdicts(as_of)) == len(result.findings)
    devices = {finding.subject.id for finding in result.findings if finding.control == "SEC-02"}
    assert devices == set(the_city().tables["devices"].rows.column("id").to_pylist())


def test_a_subtree_is_judged_where_units_hang_below() -> None:
    found = verdicts(date(2027, 1, 1))
    assert {subject for control, subject, _ in found if control == "TRN-02"} == {
        "city", "dept-digital", "center-data", "party", "party-office", "military",
        "t-city", "t-dept", "t-front", "t-military", "t-party", "t-police", "c-early", "c-open", "c-waived",
    }  # fmt: skip


def test_a_subtree_has_a_budget_for_each_year_and_stage_on_record_in_it() -> None:
    found = verdicts(date(2027, 1, 1))
    allocated = {
        "city": (2025, 2026, 2027, 2028, 2029, 2030),
        "dept-digital": (2026, 2027, 2028, 2030),
        "center-data": (2026, 2027, 2030),
        "party": (2026, 2027, 2028, 2029),
        "party-office": (2026, 2027, 2028, 2029),
        "military": (2026,),
    }
    expected = {f"{unit}:{year}:allocated" for unit, years in allocated.items() for year in years}
    expected |= {"city:2025:estimate", "city:2026:estimate", "city:2026:spent"}
    judged = {subject for control, subject, _ in found if control == "BUD-02"}
    assert {subject for subject in judged if not subject.startswith(("t-", "c-"))} == expected
    assert {subject for subject in judged if subject.startswith("t-front:")} == {
        "t-front:2026:allocated", "t-front:2026:estimate",
    }  # fmt: skip


def test_the_city_is_read_without_complaint() -> None:
    assert [problem.describe("en") for problem in the_city().problems] == []


def test_the_table_covers_every_control_named_here() -> None:
    assert {row.control for row in TABLE} == JUDGED
    assert {control.id for control in the_catalogue().controls} >= JUDGED


def test_the_table_covers_every_status_of_every_control() -> None:
    for name, found in statuses_by_control().items():
        wanted = set(Status) - {Status.ERROR, Status.NOT_YET_DUE}
        wanted -= {Status.WAIVED} if name in NOT_WAIVABLE else set()
        wanted -= {Status.UNKNOWN} if name in ALWAYS_COUNTED else set()
        assert wanted - found == set(), name
    assert {row.expect for row in TABLE} == set(Status) - {Status.ERROR}


def test_the_table_names_no_verdict_twice() -> None:
    named = Counter((row.control, row.subject, row.as_of, row.period) for row in TABLE)
    assert [key for key, times in named.items() if times > 1] == []


def test_the_table_gives_a_reason_for_each_of_at_least_180_verdicts() -> None:
    assert len([row for row in TABLE if row.because.strip()]) == len(TABLE) >= 180


@pytest.mark.parametrize("days", TURNING_DAYS.values(), ids=TURNING_DAYS.keys())
def test_some_verdict_changes_on_each_legal_date(days: tuple[date, date]) -> None:
    before, after = (
        {(row.control, row.subject, row.period): row.expect for row in TABLE if row.as_of == day}
        for day in days
    )
    assert [key for key in before.keys() & after.keys() if before[key] is not after[key]]
