"""What holds for every inventory: counts add up, missing data never decides, order does not matter."""

from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from secaudit.model.finding import fingerprint
from secaudit.model.status import Status
from tests.audit.factory import TODAY, audit, control, obligation, statuses, unit

BOOLEANS = (True, False, None)


def kleene_and(left: bool | None, right: bool | None) -> bool | None:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def kleene_or(left: bool | None, right: bool | None) -> bool | None:
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


STATUS_OF = {True: Status.PASS, False: Status.FAIL, None: Status.UNKNOWN}


def test_three_valued_logic_holds_for_every_pair_of_values() -> None:
    rows = [
        {"id": f"s{n}", "unit": "u", "name": "S", "phase": "operation", "mfa": left, "backup": right}
        for n, (left, right) in enumerate(product(BOOLEANS, BOOLEANS))
    ]
    result = audit(
        {"units": [unit()], "systems": rows},
        control("mfa AND backup", id_="AND", subject="systems"),
        control("mfa OR backup", id_="OR", subject="systems"),
        control("NOT mfa", id_="NOT", subject="systems"),
    )
    for row in rows:
        left, right = row["mfa"], row["backup"]
        assert isinstance(left, bool | None)
        assert isinstance(right, bool | None)
        name = str(row["id"])
        assert statuses(result, "AND")[name] is STATUS_OF[kleene_and(left, right)]
        assert statuses(result, "OR")[name] is STATUS_OF[kleene_or(left, right)]
        assert statuses(result, "NOT")[name] is STATUS_OF[None if left is None else not left]


people = st.none() | st.integers(0, 5)
unit_rows = st.lists(
    st.tuples(people, people, st.sampled_from(["commune", "department", "other"])), min_size=1, max_size=8
)
CONTROLS = (
    control("trained >= headcount", id_="A", applies_when="kind <> 'other'"),
    control(
        "EXISTS (SELECT 1 FROM units c WHERE c.parent = units.id)", id_="B", applies_when="headcount > 1"
    ),
    control("trained > 1", id_="C", cites=[obligation(due=date(2026, 12, 31))]),
)


def as_rows(drawn: list[tuple[int | None, int | None, str]]) -> list[dict[str, object]]:
    return [
        unit(
            f"u{n}",
            headcount=headcount,
            trained=trained,
            kind=kind,
            parent=f"u{n // 2 - 1}" if n > 1 else None,
        )
        for n, (headcount, trained, kind) in enumerate(drawn)
    ]


@settings(max_examples=25, deadline=None)
@given(unit_rows)
def test_every_row_gets_exactly_one_status_from_every_control(
    drawn: list[tuple[int | None, int | None, str]],
) -> None:
    rows = as_rows(drawn)
    counts = audit({"units": rows}, *CONTROLS).counts
    assert counts.expected == len(rows) * len(CONTROLS)
    assert sum(counts.total.values()) == counts.expected
    assert sum(cell.count for cell in counts.by_cell) == counts.expected
    for control_counts in counts.by_control.values():
        assert sum(control_counts.values()) == len(rows)
        assert list(control_counts) == list(Status)


@settings(max_examples=15, deadline=None)
@given(unit_rows, st.randoms())
def test_the_order_of_rows_changes_no_verdict(
    drawn: list[tuple[int | None, int | None, str]], chance: object
) -> None:
    rows = as_rows(drawn)
    shuffled = sorted(rows, key=lambda row: str(row["id"]), reverse=True)
    before, after = audit({"units": rows}, *CONTROLS), audit({"units": shuffled}, *CONTROLS)
    assert before.counts.total == after.counts.total
    for item in CONTROLS:
        assert statuses(before, item.id) == statuses(after, item.id)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 5), st.integers(0, 5))
def test_filling_in_an_empty_cell_is_what_turns_unknown_into_a_verdict(headcount: int, trained: int) -> None:
    item = control("trained >= headcount")
    empty = audit({"units": [unit(headcount=headcount)]}, item)
    filled = audit({"units": [unit(headcount=headcount, trained=trained)]}, item)
    assert statuses(empty)["u"] is Status.UNKNOWN
    assert statuses(filled)["u"] is (Status.PASS if trained >= headcount else Status.FAIL)


def test_a_fingerprint_depends_on_control_subject_and_period_alone() -> None:
    first = fingerprint("BUD-01", "budgets", "b-1")
    assert first == fingerprint("BUD-01", "budgets", "b-1", None)
    others = {
        fingerprint("BUD-02", "budgets", "b-1"),
        fingerprint("BUD-01", "spending", "b-1"),
        fingerprint("BUD-01", "budgets", "b-2"),
        fingerprint("BUD-01", "budgets", "b-1", "2026"),
        fingerprint("BUD-01", "budgetsb-1", ""),
    }
    assert len(others | {first}) == 6
    assert len(first) == 32


def test_a_finding_keeps_its_fingerprint_from_day_to_day() -> None:
    rows = {"units": [unit(trained=0)]}
    days = (TODAY, date(2027, 6, 1))
    marks = {audit(rows, control("trained > 1"), as_of=day).findings[0].fingerprint for day in days}
    assert len(marks) == 1
