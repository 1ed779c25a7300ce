"""One unit and all below it: the same verdicts, fewer of them, and sums that still hold."""

from __future__ import annotations

from datetime import date

import pytest

from secaudit.audit import UnknownUnit
from secaudit.model.status import Status
from secaudit.model.text import Text
from tests.audit.factory import audit, control, finding, statuses, unit

ROWS = {
    "units": [
        unit("city", kind="city", trained=1, headcount=2),
        unit("dept", parent="city", trained=2, headcount=2),
        unit("ward", parent="dept", trained=0, headcount=2),
        unit("other", parent="city", headcount=2),
    ],
    "waivers": [
        {
            "id": "w", "control": "T-01", "subject": "ward", "reason": "r", "approved_by": "a",
            "from_on": date(2026, 1, 1), "until_on": date(2026, 12, 31),
        }
    ],
}  # fmt: skip
TRAINED = control("trained >= headcount")
SUBTREE = control(
    "trained >= headcount AND CASE WHEN reported = members THEN TRUE END",
    id_="S-01",
    subject="subtree_training",
)


def test_a_part_has_the_verdicts_that_the_whole_has() -> None:
    whole, part = audit(ROWS, TRAINED), audit(ROWS, TRAINED, scope="dept")
    assert statuses(part) == {name: statuses(whole)[name] for name in ("dept", "ward")}
    assert part.counts.expected == 2
    assert [info.id for info in part.units] == ["dept", "ward"]
    assert [use.id for use in part.waivers] == ["w"]


def test_waivers_of_other_units_are_not_told() -> None:
    assert audit(ROWS, TRAINED, scope="other").waivers == ()


def test_an_unknown_unit_is_answered_with_one_like_it() -> None:
    with pytest.raises(UnknownUnit) as caught:
        audit(ROWS, TRAINED, scope="wrad")
    assert caught.value.near == ("ward",)


def test_scores_count_own_rows_and_those_of_the_subtree() -> None:
    scores = {score.unit: score for score in audit(ROWS, TRAINED).scores}
    assert scores["dept"].own_score == 1.0
    assert scores["dept"].subtree_score == 0.5
    assert scores["city"].subtree[Status.UNKNOWN] == 1
    assert scores["city"].subtree_score == pytest.approx(1 / 4)


def test_what_does_not_count_leaves_no_score() -> None:
    nothing = control("trained >= headcount", applies_when="kind = 'military'")
    assert {score.own_score for score in audit(ROWS, nothing).scores} == {None}


def test_a_subtree_that_falls_short_fails_and_one_that_suffices_waits_for_all() -> None:
    assert statuses(audit(ROWS, TRAINED, SUBTREE), "S-01") == {"city": Status.FAIL, "dept": Status.FAIL}
    enough = [unit("city"), unit("dept", parent="city", trained=2, headcount=2)]
    found = audit({"units": enough}, SUBTREE)
    assert statuses(found, "S-01") == {"city": Status.UNKNOWN}
    assert "1 đơn vị chưa báo cáo" in found.findings[0].message.vi
    enough[0] |= {"trained": 3, "headcount": 3}
    assert statuses(audit({"units": enough}, SUBTREE), "S-01") == {"city": Status.PASS}


def test_a_finding_about_a_subtree_stands_where_its_unit_does() -> None:
    result = audit(ROWS, TRAINED, SUBTREE)
    found = finding(result, "dept", "S-01")
    assert found.location is not None
    assert str(found.location) == "<rows> [units!2]"


def bloc_rows(*money: tuple[str, int | None, int | None]) -> dict[str, list[dict[str, object]]]:
    kinds = {
        "city": "city",
        "ward": "commune",
        "clinic": "public_service",
        "party": "party_agency",
        "front": "front",
    }
    return {
        "units": [
            unit(id_, kind=kind, parent=None if id_ == "city" else "city") for id_, kind in kinds.items()
        ],
        "budgets": [
            {
                "id": f"b-{owner}",
                "unit": owner,
                "year": 2026,
                "stage": "allocated",
                "it_dt_total_vnd": total,
                "security_vnd": security,
            }
            for owner, total, security in money
        ],
    }


BLOCS = control(
    "party_security_vnd >= matching_vnd AND CASE WHEN reported = members THEN TRUE END",
    id_="B-01",
    subject="bloc_budgets",
    figures={"lack": "matching_vnd - party_security_vnd"},
    message=Text(
        "{party_it_dt_vnd} {government_it_dt_vnd} {matching_vnd} {lack} {reported}/{members}", "{lack}"
    ),
)


def test_blocs_are_summed_apart_and_what_is_of_neither_is_left_out() -> None:
    rows = bloc_rows(
        ("city", 300, 30), ("ward", 100, 30), ("clinic", 900, 900), ("party", 10, 1), ("front", 11, 1)
    )
    found = finding(audit(rows, BLOCS), "city:2026:allocated", "B-01")
    assert found.status is Status.FAIL
    assert found.message.vi.startswith("21 400 4 2 4/4.")  # 60/400 of 21 is 3.15, in whole dong 4


def test_a_bloc_in_step_waits_for_all_of_both_blocs() -> None:
    money = [("city", 300, 30), ("party", 10, 1), ("front", 11, 2)]
    assert statuses(audit(bloc_rows(*money), BLOCS), "B-01") == {"city:2026:allocated": Status.UNKNOWN}
    assert statuses(audit(bloc_rows(*money, ("ward", None, 1)), BLOCS), "B-01") == {
        "city:2026:allocated": Status.UNKNOWN
    }
    assert statuses(audit(bloc_rows(*money), BLOCS, declared={"ward": ["budgets"]}), "B-01") == {
        "city:2026:allocated": Status.PASS
    }


def test_a_tree_with_one_bloc_is_not_compared() -> None:
    rows = bloc_rows(("city", 300, 30))
    rows["units"] = [row for row in rows["units"] if row["kind"] not in ("party_agency", "front")]
    assert statuses(audit(rows, BLOCS), "B-01") == {}
