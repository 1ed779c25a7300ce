"""Recurring duties: a verdict for each period that was in force; closed ones fail, the open one is open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from secaudit.model.control import Control
from secaudit.model.finding import Finding
from secaudit.model.law import LegalDocument
from secaudit.model.period import period_named
from secaudit.model.status import Status
from secaudit.model.text import Text, same
from tests.audit.factory import audit, control, obligation

REPORT = (
    "EXISTS (SELECT 1 FROM documents d WHERE d.unit = units.id AND d.type = 'annual_report' "
    "AND d.period = this_period AND d.sent)"
)
UNIT = [{"id": "u", "name": "U", "kind": "commune"}]


def law(issued: date, *, due: date | None = None) -> Any:
    return obligation(due=due, document=LegalDocument("LAW", "1/LAW", same("law"), same("issuer"), issued))


def yearly(issued: date = date(2026, 3, 30), **options: Any) -> Control:
    return control(REPORT, every="year", cites=[law(issued)], **options)


def sent(period: str | None, on: str = "2026-12-20") -> dict[str, Any]:
    row = {"id": f"d-{period}-{on}", "unit": "u", "type": "annual_report", "sent_on": on}
    return row if period is None else {**row, "period": period}


def statuses(item: Control, as_of: date, *papers: dict[str, Any], **options: Any) -> dict[str | None, Status]:
    return {found.period: found.status for found in judged(item, as_of, *papers, **options)}


def judged(item: Control, as_of: date, *papers: dict[str, Any], **options: Any) -> tuple[Finding, ...]:
    rows = {"units": UNIT, "documents": list(papers), **options.pop("more", {})}
    options.setdefault("declared", {"u": ["documents"]})
    return audit(rows, item, as_of=as_of, **options).findings


class TestWhichPeriods:
    def test_every_period_from_the_one_of_the_first_day_in_force(self) -> None:
        assert statuses(yearly(), date(2028, 5, 1)) == {
            "2026": Status.FAIL,
            "2027": Status.FAIL,
            "2028": Status.NOT_YET_DUE,
        }

    @pytest.mark.parametrize(
        ("issued", "as_of", "periods"),
        [
            # In force on the very last day of a year: that year counts. From the next day: it does not.
            (date(2025, 12, 31), date(2026, 1, 1), ["2025", "2026"]),
            (date(2026, 1, 1), date(2026, 1, 1), ["2026"]),
            # The first day of a period opens it; the day before, it is not asked about.
            (date(2026, 3, 30), date(2026, 12, 31), ["2026"]),
            (date(2026, 3, 30), date(2027, 1, 1), ["2026", "2027"]),
            (date(2027, 12, 1), date(2028, 2, 29), ["2027", "2028"]),
        ],
    )
    def test_both_ends_are_inclusive(self, issued: date, as_of: date, periods: list[str]) -> None:
        assert sorted(str(name) for name in statuses(yearly(issued), as_of)) == periods

    def test_half_years(self) -> None:
        item = control(
            REPORT.replace("annual", "half_year"), every="half-year", cites=[law(date(2026, 4, 1))]
        )
        assert statuses(item, date(2027, 1, 1)) == {
            "2026-H1": Status.FAIL,
            "2026-H2": Status.FAIL,
            "2027-H1": Status.NOT_YET_DUE,
        }

    def test_the_first_period_can_be_later_than_the_law(self) -> None:
        item = yearly(from_period=period_named("2027", "year"))
        assert statuses(item, date(2028, 1, 1)) == {"2027": Status.FAIL, "2028": Status.NOT_YET_DUE}

    def test_before_the_first_period_nothing_is_asked(self) -> None:
        item = yearly(from_period=period_named("2027", "year"))
        (finding,) = judged(item, date(2026, 12, 31))
        assert (finding.period, finding.status) == ("2027", Status.NOT_APPLICABLE)
        assert finding.message.en == "Not in force yet; in force from 1 January 2027."

    def test_before_the_law_nothing_is_asked(self) -> None:
        (finding,) = judged(yearly(), date(2026, 3, 29))
        assert (finding.period, finding.status) == ("2026", Status.NOT_APPLICABLE)


class TestDueDates:
    @pytest.mark.parametrize(
        ("as_of", "status", "left", "late"),
        [
            (date(2026, 3, 30), Status.NOT_YET_DUE, 276, None),
            (date(2026, 12, 31), Status.NOT_YET_DUE, 0, None),
            (date(2027, 1, 1), Status.FAIL, None, 1),
        ],
    )
    def test_a_period_is_due_on_its_last_day(
        self, as_of: date, status: Status, left: int | None, late: int | None
    ) -> None:
        first = judged(yearly(), as_of)[0]
        assert (first.period, first.status, first.due) == ("2026", status, date(2026, 12, 31))
        assert (first.days_left, first.days_overdue) == (left, late)

    def test_a_control_may_give_days_of_grace(self) -> None:
        item = yearly(due="period_end + INTERVAL 15 DAY")
        assert statuses(item, date(2027, 1, 15))["2026"] is Status.NOT_YET_DUE
        assert statuses(item, date(2027, 1, 16))["2026"] is Status.FAIL

    def test_another_date_in_the_law_does_not_close_a_period(self) -> None:
        """A clause with one date, cited beside the recurring one, speaks of its first fulfilment."""
        item = control(REPORT, every="year", cites=[law(date(2026, 1, 1), due=date(2026, 4, 30))])
        assert statuses(item, date(2026, 11, 21)) == {"2026": Status.NOT_YET_DUE}


class TestWhatCounts:
    def test_a_paper_counts_for_its_own_period_alone(self) -> None:
        assert statuses(yearly(), date(2027, 5, 1), sent("2026")) == {
            "2026": Status.PASS,
            "2027": Status.NOT_YET_DUE,
        }

    def test_a_late_paper_still_mends_its_period(self) -> None:
        assert statuses(yearly(), date(2027, 5, 1), sent("2026", "2027-02-01"))["2026"] is Status.PASS

    def test_a_paper_without_a_period_leaves_every_period_open(self) -> None:
        assert statuses(yearly(), date(2027, 5, 1), sent(None)) == {
            "2026": Status.UNKNOWN,
            "2027": Status.UNKNOWN,
        }

    def test_an_undeclared_table_leaves_every_period_open(self) -> None:
        found = judged(yearly(), date(2027, 5, 1), declared=None)
        assert {item.status for item in found} == {Status.UNKNOWN}
        assert [gap.table for item in found for gap in item.missing] == ["documents", "documents"]
        assert "Control T-01 (2026)" in found[0].message.en

    def test_the_days_of_a_period_can_be_compared(self) -> None:
        condition = (
            "EXISTS (SELECT 1 FROM inspections i WHERE i.unit = units.id "
            "AND i.inspected AND i.inspected_on BETWEEN period_start AND period_end)"
        )
        rows = [
            {"id": "i1", "unit": "u", "kind": "self", "inspected_on": "2026-12-31"},
            {"id": "i2", "unit": "u", "kind": "self", "inspected_on": "2028-01-01"},
        ]
        found = statuses(
            control(condition, every="year", cites=[law(date(2026, 3, 30))]),
            date(2028, 6, 1),
            more={"inspections": rows},
            declared={"u": ["inspections"]},
        )
        assert found == {"2026": Status.PASS, "2027": Status.FAIL, "2028": Status.PASS}


class TestFindings:
    def test_each_period_is_a_finding_of_its_own(self) -> None:
        found = judged(yearly(), date(2028, 1, 1))
        assert len({item.fingerprint for item in found}) == 3
        again = judged(yearly(), date(2029, 1, 1))
        assert {item.fingerprint for item in found} < {item.fingerprint for item in again}

    def test_counts_are_rows_times_periods(self) -> None:
        units = [{"id": name, "name": name, "kind": "commune"} for name in ("u", "v")]
        result = audit({"units": units}, yearly(), as_of=date(2028, 1, 1), declared={"u": ["documents"]})
        assert result.counts.expected == 6
        assert result.counts.by_control["T-01"][Status.FAIL] == 2
        assert result.counts.by_control["T-01"][Status.UNKNOWN] == 3
        assert result.counts.by_control["T-01"][Status.NOT_YET_DUE] == 1

    def test_a_message_can_name_the_period(self) -> None:
        words = Text(
            "{this_period}: {period_start:date} {period_end:date}", "{this_period} {period_end:date}"
        )
        found = judged(yearly(message=words), date(2027, 1, 1))
        assert found[0].message.en.startswith("2026 31 December 2026.")
        assert found[0].message.vi.startswith("2026: 01/01/2026 31/12/2026.")

    def test_a_waiver_covers_the_duty_in_every_period(self) -> None:
        waiver = {
            "id": "w", "control": "T-01", "subject": "u", "reason": "r", "approved_by": "a",
            "from_on": "2027-01-01", "until_on": "2027-12-31",
        }  # fmt: skip
        found = statuses(yearly(), date(2027, 5, 1), more={"waivers": [waiver]})
        assert found == {"2026": Status.WAIVED, "2027": Status.WAIVED}

    def test_one_period_can_crash_without_the_other(self) -> None:
        item = yearly(due="CASE WHEN this_period = '2026' THEN make_date(year(period_end), 13, 1) END")
        found = {finding.period: finding for finding in judged(item, date(2027, 1, 1))}
        assert (found["2026"].status, found["2027"].status) == (Status.ERROR, Status.NOT_YET_DUE)
        assert "It could not be evaluated" in found["2026"].message.en
