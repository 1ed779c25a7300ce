"""What a result tells beside its verdicts: problems, contradictions, and by what it was judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from secaudit import __version__, inventory
from secaudit.audit import UnknownUnit, judge, ready
from secaudit.audit.counting import CountMismatch, counted
from secaudit.audit.engines.duckdb import DuckDBEngine
from secaudit.catalogue.errors import ExpressionError
from secaudit.model.change import Change
from secaudit.model.control import Catalogue, Control, Expression, Measure
from secaudit.model.finding import Contradiction, MeasureResult
from secaudit.model.location import Location
from secaudit.model.problem import Gravity, InventoryInvalid, Problem
from secaudit.model.profile import AppliedProfile
from secaudit.model.result import SCHEMA_VERSION, AuditResult, CatalogueInfo, Cell, Tool
from secaudit.model.status import Status
from secaudit.model.text import Text, same
from tests.audit.factory import (
    GENERATED,
    PLACE,
    TODAY,
    audit,
    catalogue,
    control,
    finding,
    statuses,
    unit,
)

TRAINED = control("trained > 0")


def place(table: str, cell: str) -> Location:
    return Location("<rows>", sheet=table, cell=cell)


def judged(rows: dict[str, Any], by: Catalogue, **options: Any) -> AuditResult:
    return judge(inventory.from_rows(rows), by, TODAY, generated_at=GENERATED, **options)


SEEN: dict[str, Any] = {
    "units": [unit(), unit("v")],
    "systems": [
        {
            "id": "s", "unit": "u", "name": "S", "phase": "operation",
            "appraised_on": date(2026, 1, 2), "log_months": 3,
        }
    ],
    "declarations": [
        {"id": "d", "unit": "v", "tables": ["staff", "drills"], "declared_on": date(2026, 1, 1)}
    ],
    "observations": [
        {
            "id": f"o{number}", "table": table, "row": row, "column": column, "value": value,
            "observed_on": date(2026, 6, number), "method": "scan", "by": "inspector",
        }
        for number, (table, row, column, value) in enumerate(
            (
                ("systems", "s", "log_months", "1"),
                ("systems", "s", "appraised_on", "chưa"),
                ("declarations", "d", "tables", "staff"),
            ),
            start=1,
        )
    ],
}  # fmt: skip
DECLARED = Contradiction(
    "declarations", "d", "v", "tables", "staff; drills", "staff", date(2026, 6, 3), "scan", "inspector",
    "o3", place("declarations", "1.tables"), place("observations", "3.value"),
)  # fmt: skip
APPRAISED = Contradiction(
    "systems", "s", "u", "appraised_on", "2026-01-02", "none", date(2026, 6, 2), "scan", "inspector",
    "o2", place("systems", "1.appraised_on"), place("observations", "2.value"),
)  # fmt: skip
LOGS = Contradiction(
    "systems", "s", "u", "log_months", 3, 1, date(2026, 6, 1), "scan", "inspector",
    "o1", place("systems", "1.log_months"), place("observations", "1.value"),
)  # fmt: skip


def test_what_was_seen_otherwise_is_told_with_both_values_and_both_places() -> None:
    item = control("appraised AND log_months > 2", subject="systems")
    result = audit(SEEN, item)
    assert result.contradictions == (DECLARED, APPRAISED, LOGS)
    found = finding(result, "s")
    assert found.evidence == {"appraised_on": "none", "log_months": 1}
    assert found.observed == {"appraised_on": "2026-01-02", "log_months": 3}
    assert audit(SEEN, item, scope="u").contradictions == (APPRAISED, LOGS)
    assert audit(SEEN, item, scope="v").contradictions == (DECLARED,)


def test_what_was_declared_never_to_have_happened_and_was_seen_is_told() -> None:
    declared = {**SEEN["systems"][0], "appraised_on": "none"}
    seen = {**SEEN["observations"][1], "value": "2026-05-01"}
    result = audit({**SEEN, "systems": [declared], "observations": [seen]}, TRAINED)
    assert [(item.declared, item.observed) for item in result.contradictions] == [("none", "2026-05-01")]


def test_a_list_that_is_seen_as_it_was_declared_is_no_contradiction() -> None:
    same_list = {**SEEN["observations"][2], "value": "staff; drills"}
    result = audit({**SEEN, "observations": [same_list]}, TRAINED)
    assert result.contradictions == ()


def test_an_observed_parent_moves_a_unit_in_the_tree_and_a_circle_is_refused() -> None:
    seen = {
        "id": "o", "table": "units", "row": "a", "column": "parent", "value": "b",
        "observed_on": date(2026, 6, 1), "method": "examine",
    }  # fmt: skip
    rows = {"units": [unit("a"), unit("b"), unit("c", parent="a")], "observations": [seen]}
    assert [info.id for info in audit(rows, TRAINED, scope="b").units] == ["b", "a", "c"]
    bent = {"units": [unit("a"), unit("b", parent="c"), unit("c", parent="a")], "observations": [seen]}
    with pytest.raises(InventoryInvalid) as refused:
        audit(bent, TRAINED)
    assert refused.value.problems == (
        Problem(
            "unit-cycle",
            place("observations", "1.value"),
            Text(
                "đơn vị cấp trên quan sát được tạo thành vòng: a → b → c → a",
                "observed parents form a circle: a → b → c → a",
            ),
            Text("một cây đơn vị", "a tree of units"),
            Text("sửa quan sát này", "correct this observation"),
        ),
    )


def test_a_unit_of_a_kind_that_the_profile_is_not_for_is_judged_and_warned_of() -> None:
    profile = AppliedProfile("xa", Text("Xã", "Communes"), ("commune", "police"), (), (), PLACE)
    by = replace(catalogue(TRAINED), profile=profile)
    rows = {"units": [unit("a"), unit("b", kind="commune"), unit("c", kind="city")]}
    warned = judged(rows, by).inventory.warnings
    assert warned[0] == Problem(
        "profile-kind",
        place("units", "1.kind"),
        Text(
            "đơn vị a thuộc loại other nhưng được xét theo diện áp dụng xa",
            "the unit a is of kind other, but judged by the profile xa",
        ),
        Text("đơn vị thuộc loại commune, police", "a unit of kind commune, police"),
        Text(
            "chọn diện áp dụng khác bằng --profile, hoặc chỉ xét các đơn vị phù hợp bằng --unit",
            "choose another profile with --profile, or only units that it is for with --unit",
        ),
        Gravity.WARNING,
    )
    assert [problem.location.cell for problem in warned] == ["1.kind", "3.kind"]
    assert [problem.location.cell for problem in judged(rows, by, scope="c").inventory.warnings] == ["3.kind"]


def test_a_result_says_by_what_and_when_it_was_made() -> None:
    change = Change("T-09", "control", "switched_off", same("old"), PLACE, same("reason"))
    by = replace(catalogue(TRAINED), changes=(change,))
    result = judged({"units": [unit(trained=0)]}, by, engine=DuckDBEngine())
    assert (result.schema_version, result.as_of, result.generated_at) == (SCHEMA_VERSION, TODAY, GENERATED)
    assert result.tool == Tool("secaudit", __version__, DuckDBEngine().name)
    assert result.tool.engine.startswith("duckdb ")
    assert result.catalogue == CatalogueInfo("0" * 64, "test", None, (change,), None)
    assert (result.scope, result.inventory.paths, result.inventory.files) == (None, ("<rows>",), ())
    assert judged({"units": [unit()]}, by, scope="u").scope == "u"


def test_a_catalogue_that_is_ready_is_the_same_and_one_that_cannot_be_judged_says_so() -> None:
    assert ready(by := catalogue(TRAINED)) is by
    with pytest.raises(ExpressionError):
        ready(catalogue(control("nothing > 0")))


def test_a_lost_verdict_is_never_passed_over() -> None:
    with pytest.raises(CountMismatch, match="T-01: 1 verdicts for 2 rows"):
        counted({"T-01": 2}, [Cell("u", "T-01", Status.PASS, 1)])
    assert counted({"T-01": 0}, []).by_control["T-01"][Status.PASS] == 0


def test_without_all_verdicts_only_what_somebody_has_to_read_is_listed() -> None:
    rows = {"units": [unit("good", trained=1), unit("bad", trained=0), unit("open")]}
    item = control("trained > 0", applies_when="id <> 'out'")
    rows["units"].append(unit("out"))
    assert [found.subject.id for found in judged(rows, catalogue(item)).findings] == ["bad", "open"]
    assert [found.subject.id for found in judged(rows, catalogue(item), all_verdicts=True).findings] == [
        "bad", "good", "open", "out"
    ]  # fmt: skip


def test_the_longer_overdue_comes_first_among_equals() -> None:
    def item(id_: str, due: str) -> Control:
        return control("trained > 0", id_=id_, due=f"DATE '{due}'")

    items = (item("A", "2026-11-01"), item("B", "2026-10-01"), item("C", "2027-01-01"))
    found = judged({"units": [unit(trained=0)]}, catalogue(*items)).findings
    assert [each.control for each in found] == ["B", "A", "C"]


def test_an_unknown_unit_is_named_with_at_most_three_like_it() -> None:
    rows = {"units": [unit(f"ward-{number}") for number in range(5)]}
    with pytest.raises(UnknownUnit) as refused:
        audit(rows, TRAINED, scope="ward")
    assert refused.value.text == Text("không có đơn vị 'ward'", "there is no unit 'ward'")
    assert str(refused.value) == "there is no unit 'ward'"
    assert (refused.value.unit, len(refused.value.near)) == ("ward", 3)


def test_progress_tells_of_every_control() -> None:
    told: list[tuple[str, int, int]] = []
    items = (TRAINED, control("trained > 1", id_="T-02"))
    audit({"units": [unit()]}, *items, progress=lambda *step: told.append(step))
    assert told == [("judge", 1, 2), ("judge", 2, 2)]


def test_a_measure_beyond_all_numbers_is_not_shown_as_one() -> None:
    beyond = control(
        "trained > 0", measure=Measure(Expression("trained" + " / 0.000000001" * 36, PLACE), 1, "count")
    )
    within = control("trained > 5", measure=Measure(Expression("trained / 4", PLACE), 1, "count"), id_="T-02")
    result = audit({"units": [unit(trained=1)]}, beyond, within)
    assert finding(result, "u").measure == MeasureResult(None, 1, "count")
    assert finding(result, "u", "T-02").measure == MeasureResult(0.25, 1, "count")


def test_a_finding_points_at_the_key_of_its_control_else_at_the_first_cell_read() -> None:
    items = (
        control("trained > 0 AND headcount > 0", id_="A"),
        replace(control("trained > 0", id_="B"), key="security_officer"),
        control("id <> 'u'", id_="C"),
        control("id <> 'u' OR trained > 0", id_="D"),
    )
    result = audit({"units": [unit(trained=0, headcount=1)]}, *items)
    cells = {item.control: (item.location or PLACE).cell for item in result.findings}
    assert cells == {"A": "1.headcount", "B": "1.security_officer", "C": "1", "D": "1.trained"}
    assert finding(result, "u", "B").evidence == {"security_officer": None, "trained": 0}


@pytest.mark.parametrize(
    ("seen", "status"), [(TODAY, Status.FAIL), (date(2026, 11, 22), Status.PASS), (None, Status.PASS)]
)
def test_a_machine_seen_on_the_internet_is_exposed_from_that_day_on(
    seen: date | None, status: Status
) -> None:
    device = {"id": "pc", "unit": "u", "internet": False, "segment": "g", "observed_internet_on": seen}
    rows = {
        "units": [unit()],
        "segments": [{"id": "g", "unit": "u", "kind": "isolated"}],
        "devices": [{key: value for key, value in device.items() if value is not None}],
    }
    result = audit(rows, control("NOT exposed", subject="devices"), declared="all")
    assert statuses(result) == {"pc": status}


@pytest.mark.parametrize(("ends", "status"), [(TODAY, Status.FAIL), (date(2026, 11, 20), Status.PASS)])
def test_a_link_leads_on_until_its_last_day(ends: date, status: Status) -> None:
    rows = {
        "units": [unit()],
        "segments": [{"id": "g", "unit": "u", "kind": "lan"}, {"id": "net", "unit": "u", "kind": "internet"}],
        "systems": [{"id": "s", "unit": "u", "name": "S", "phase": "operation", "segment": "g"}],
        "links": [
            {"id": "l", "source": "g", "target": "net", "kind": "network", "both_ways": True, "ends_on": ends}
        ],
    }
    result = audit(rows, control("NOT exposed", subject="systems"), declared="all")
    assert statuses(result) == {"s": status}
