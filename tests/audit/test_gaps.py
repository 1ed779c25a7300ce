"""What an unknown waits for: the very cells and tables, none that decides nothing, and if they suffice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from secaudit.model.finding import Blank, Finding
from secaudit.model.location import Location
from secaudit.model.status import Status
from secaudit.model.text import Text
from tests.audit.factory import audit, control, finding, unit


def system(**cells: object) -> dict[str, object]:
    return {"id": "s", "unit": "u", "name": "Sys", "phase": "operation", **cells}


def paper(id_: str = "d", **cells: object) -> dict[str, object]:
    return {"id": id_, "unit": "u", "type": "incident_plan", "issued_on": date(2026, 1, 1), **cells}


def judged(
    condition: str,
    rows: Mapping[str, Any],
    *,
    subject: str = "systems",
    declared: Any = "all",
    row: str = "s",
) -> Finding:
    given = {"units": [unit()], "systems": [system()], **rows}
    return finding(audit(given, control(condition, subject=subject), declared=declared), row)


def named(found: Finding) -> list[tuple[str, str | None, list[str | None]]]:
    """Return the headings of what is missing, each with the rows (or units) to fill in."""
    return [
        (item.table, item.column, [blank.row or blank.unit for blank in item.blanks])
        for item in found.missing
    ]


CASE = "CASE WHEN mfa THEN backup ELSE ids_ips END"
CHAIN = "CASE WHEN mfa THEN FALSE WHEN backup THEN ids_ips ELSE monitoring_24x7 END"
EITHER_WAY = "(mfa AND backup) OR (NOT mfa AND ids_ips)"
SINCE = "CASE WHEN appraised THEN appraised_on >= approved_on ELSE mfa END"


@pytest.mark.parametrize(
    ("condition", "cells", "columns", "enough"),
    [
        ("backup AND mfa", {}, ["mfa", "backup"], True),
        ("mfa AND backup", {"mfa": True}, ["backup"], True),
        ("mfa OR backup", {}, ["mfa", "backup"], True),
        ("mfa OR backup", {"mfa": False}, ["backup"], True),
        ("NOT (mfa AND backup)", {"mfa": True}, ["backup"], True),
        ("mfa AND (backup OR ids_ips)", {"mfa": True, "ids_ips": False}, ["backup"], True),
        # Of a CASE, the branches that can still be reached.
        (CASE, {}, ["ids_ips", "mfa", "backup"], True),
        (CASE, {"mfa": True}, ["backup"], True),
        (CASE, {"mfa": False}, ["ids_ips"], True),
        (CASE, {"backup": True}, ["ids_ips", "mfa"], True),
        (CHAIN, {}, ["monitoring_24x7", "ids_ips", "mfa", "backup"], True),
        (CHAIN, {"mfa": False}, ["monitoring_24x7", "ids_ips", "backup"], True),
        (CHAIN, {"mfa": False, "backup": True}, ["ids_ips"], True),
        (CHAIN, {"mfa": False, "backup": False}, ["monitoring_24x7"], True),
        ("CASE WHEN mfa THEN backup END", {}, ["mfa", "backup"], False),
        ("CASE WHEN mfa THEN backup END", {"mfa": True}, ["backup"], True),
        ("CASE WHEN mfa THEN backup END", {"mfa": False}, [], False),
        ("CASE phase WHEN 'operation' THEN mfa ELSE backup END", {}, ["mfa"], True),
        ("CASE phase WHEN 'design' THEN mfa ELSE backup END", {}, ["backup"], True),
        (
            "CASE plan_status WHEN 'full' THEN mfa ELSE backup END",
            {},
            ["plan_status", "mfa", "backup"],
            True,
        ),
        # The first that is known, any that is known.
        ("COALESCE(mfa, backup, ids_ips)", {}, ["ids_ips", "mfa", "backup"], True),
        ("COALESCE(log_months, data_subjects) > 3", {}, ["data_subjects", "log_months"], True),
        ("COALESCE(log_months, 3) > 2 AND mfa", {}, ["mfa"], True),
        ("GREATEST(log_months, data_subjects) > 3", {}, ["data_subjects", "log_months"], True),
        ("GREATEST(log_months, data_subjects) > 3 AND mfa", {"log_months": 4}, ["mfa"], True),
        # Whether a cell is empty is known.
        ("mfa IS NULL AND backup", {}, ["backup"], True),
        ("mfa IS NOT NULL AND backup", {"mfa": True}, ["backup"], True),
        ("(mfa IS NULL) = backup", {}, ["backup"], True),
        # A cell in several places is the same in all of them.
        (EITHER_WAY, {}, ["ids_ips", "mfa", "backup"], True),
        (EITHER_WAY, {"backup": True, "ids_ips": True}, ["mfa"], True),
        (EITHER_WAY, {"backup": True, "ids_ips": False}, ["mfa"], True),
        (EITHER_WAY, {"backup": True}, ["ids_ips", "mfa"], True),
        # An event that is known not to have happened has no date to fill in.
        ("appraised AND appraised_on >= DATE '2026-01-01'", {}, ["appraised_on"], True),
        ("appraised_on >= DATE '2026-01-01'", {"appraised_on": "none"}, [], False),
        ("appraised_on >= approved_on", {"appraised_on": "none"}, [], False),
        (SINCE, {}, ["approved_on", "appraised_on", "mfa"], True),
        (SINCE, {"appraised_on": date(2026, 1, 1)}, ["approved_on"], True),
        (SINCE, {"appraised_on": "none"}, ["mfa"], True),
        # A division may stay unknown with all of its numbers filled in.
        ("log_months / staff_involved >= 1", {"log_months": 3}, ["staff_involved"], False),
        ("log_months / staff_involved >= 1 AND mfa", {"log_months": 3, "staff_involved": 1}, ["mfa"], True),
        ("log_months / 0 >= 1 OR mfa", {"log_months": 1}, ["mfa"], False),
        ("log_months + data_subjects >= 1", {"log_months": 1}, ["data_subjects"], True),
        # Other comparisons.
        ("plan_status IN ('full', 'none')", {}, ["plan_status"], True),
        ("log_months BETWEEN staff_involved AND 12", {}, ["log_months", "staff_involved"], True),
        ("name LIKE 'X%' OR approval_number LIKE 'A%'", {}, ["approval_number"], True),
    ],
)
def test_only_cells_that_can_still_decide_are_asked_for(
    condition: str, cells: dict[str, object], columns: list[str], enough: bool
) -> None:
    found = judged(condition, {"systems": [system(**cells)]})
    assert found.status is Status.UNKNOWN
    assert named(found) == [("systems", column, ["s"]) for column in columns]
    assert found.settleable is enough


SEGMENT = "EXISTS (SELECT 1 FROM segments g WHERE g.id = systems.segment AND g.kind = 'lan')"
OWN_CELL = "EXISTS (SELECT 1 FROM documents d WHERE d.unit = systems.unit AND d.issued AND systems.mfa)"
LATEST = "(SELECT max(d.issued_on) FROM documents d WHERE d.unit = systems.unit) > DATE '2026-01-01'"
HOW_MANY = (
    "(SELECT count(*) FROM documents d WHERE d.unit = systems.unit AND d.type = 'incident_plan'"
    " AND d.issued) > 1"
)
TWO = (
    "EXISTS (SELECT 1 FROM documents d WHERE d.unit = systems.unit AND d.issued)"
    " OR EXISTS (SELECT 1 FROM drills r WHERE r.unit = systems.unit AND r.live)"
)
OF_SYSTEM = "EXISTS (SELECT 1 FROM documents d WHERE d.system = systems.id AND d.issued)"


def test_an_empty_key_of_the_row_itself_hides_which_rows_are_tied_to_it() -> None:
    rows = {"segments": [{"id": "g", "unit": "u", "kind": "lan"}]}
    found = judged(SEGMENT, rows)
    assert (named(found), found.settleable) == ([("systems", "segment", ["s"])], False)


def test_a_row_of_another_table_may_hang_on_a_cell_of_the_judged_row() -> None:
    known = judged(OWN_CELL, {"documents": [paper()]})
    assert (named(known), known.settleable) == ([("systems", "mfa", ["s"])], True)
    open_ = judged(OWN_CELL, {"documents": [paper(issued_on=None)]})
    assert named(open_) == [("systems", "mfa", ["s"]), ("documents", "issued_on", ["d"])]


def test_a_greatest_over_no_rows_is_never_known_and_a_number_of_rows_always() -> None:
    rows = {"documents": [paper(issued_on=None), paper("e", type="other"), paper("f", issued_on=None)]}
    latest, many = judged(LATEST, rows), judged(HOW_MANY, rows)
    assert (named(latest), latest.settleable) == ([("documents", "issued_on", ["d", "f"])], False)
    assert (named(many), many.settleable) == ([("documents", "issued_on", ["d", "f"])], True)


def test_a_row_that_does_not_say_to_what_it_belongs_is_asked_for_both() -> None:
    found = judged(OF_SYSTEM, {"documents": [paper(issued_on=None), paper("e", system="none")]})
    assert named(found) == [("documents", "system", ["d"]), ("documents", "issued_on", ["d"])]


def test_of_a_sum_the_empty_amounts_of_the_rows_that_belong() -> None:
    condition = "(SELECT sum(b.security_vnd) FROM budgets b WHERE b.unit = units.id AND b.year = 2026) >= 100"
    rows = {
        "budgets": [
            {"id": f"b{year}", "unit": "u", "year": year, "stage": "spent", "security_vnd": None}
            for year in (2025, 2026)
        ]
    }
    found = judged(condition, rows, subject="units", row="u")
    assert (named(found), found.settleable) == ([("budgets", "security_vnd", ["b2026"])], True)


def test_cells_and_undeclared_tables_of_two_subqueries_are_named_together() -> None:
    found = judged(TWO, {"documents": [paper(issued_on=None)]}, declared={"u": ["documents"]})
    assert named(found) == [("documents", "issued_on", ["d"]), ("drills", None, ["u"])]
    assert found.missing[1].blanks == (
        Blank("drills", None, unit="u", location=Location("<rows>", sheet="declarations", cell="1.tables")),
    )
    assert found.message == Text(
        "Chưa đủ căn cứ để kết luận “Tiêu chí T-01”: chưa điền “ngày ban hành” (documents.issued_on); đơn vị "
        "chưa xác nhận đã kê khai đầy đủ bảng cuộc diễn tập (drills).",
        "It cannot be told whether “Control T-01”: not filled in: “issued on” (documents.issued_on); the "
        "unit has not declared complete: drills (drills).",
    )


def test_of_a_row_without_a_unit_nobody_can_declare_the_table() -> None:
    seen = {
        "id": "o", "table": "units", "row": "u", "column": "trained", "value": "3",
        "observed_on": date(2026, 1, 1), "method": "scan",
    }  # fmt: skip
    condition = "EXISTS (SELECT 1 FROM documents d WHERE d.number = observations.evidence AND d.issued)"
    found = judged(condition, {"observations": [seen]}, subject="observations", row="o", declared=None)
    assert named(found) == [("observations", "evidence", ["o"]), ("documents", None, [])]
    assert (found.subject.unit, found.settleable) == (None, False)


PLACES: dict[str, list[dict[str, object]]] = {
    "segments": [{"id": "g", "unit": "u", "kind": "lan"}],
    "devices": [
        {"id": "open", "unit": "u", "name": "PC"},
        {"id": "apart", "unit": "u", "internet": False},
        {"id": "inside", "unit": "u", "internet": False, "segment": "g", "system": "s"},
    ],
}


def test_an_exposure_waits_for_the_rows_own_cells_and_for_the_links_of_its_unit() -> None:
    exposed = "NOT exposed"
    both, one = (judged(exposed, PLACES, subject="devices", row=row) for row in ("open", "apart"))
    assert named(both) == [("devices", "internet", ["open"]), ("devices", "segment", ["open"])]
    assert named(one) == [("devices", "segment", ["apart"])]
    assert judged(exposed, PLACES, subject="devices", row="inside").status is Status.PASS
    links = judged(exposed, PLACES, subject="devices", row="inside", declared=None)
    assert (named(links), links.settleable) == ([("links", None, ["u"])], True)
    assert dict(links.evidence) == {
        "segment": "g", "internet": False, "exposed": None, "exposure_path": None
    }  # fmt: skip


def test_a_way_is_shown_hop_by_hop_and_a_segment_is_known_without_a_connection_of_its_own() -> None:
    rows = {
        **PLACES,
        "devices": [*PLACES["devices"], {"id": "p", "unit": "u", "internet": True, "segment": "g"}],
    }
    found = judged("NOT exposed", rows, subject="devices", row="inside")
    assert (found.status, found.evidence["exposure_path"]) == (Status.FAIL, "inside → g → p → internet")
    alone = judged("NOT exposed", {"segments": PLACES["segments"]}, subject="segments", row="g")
    assert alone.status is Status.PASS
    assert judged("NOT exposed", rows, subject="segments", row="g").evidence["exposure_path"] == (
        "g → p → internet"
    )


def test_exposed_machines_behind_a_subquery_are_asked_for_their_connections() -> None:
    condition = "NOT EXISTS (SELECT 1 FROM devices d WHERE d.system = systems.id AND d.exposed)"
    rows = {
        "devices": [
            {"id": "pc", "unit": "u", "system": "s", "name": "PC"},
            {"id": "other", "unit": "u", "system": "none"},
        ]
    }
    found = judged(condition, rows)
    assert named(found) == [("devices", "internet", ["pc"]), ("devices", "segment", ["pc"])]
    assert found.missing[0].blanks[0].name == "PC"
