"""What is named as missing is all that is missing: filled in, the verdict is known; and no more than that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import product
from math import prod
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from secaudit import catalogue, inventory
from secaudit.audit import judge
from secaudit.model.finding import Blank, Finding
from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from secaudit.model.tables import READABLE
from tests.audit import factory
from tests.audit.factory import GENERATED, TODAY, audit, control
from tests.completion.filling import Rows, blanks_of, filled, random_choice, rows_of, unknowns, values
from tests.hearing import heard

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = {"sample": ROOT / "inventory", "city": ROOT / "tests" / "verdicts" / "city"}


def shipped_audit(rows: Rows, as_of: date) -> AuditResult:
    return judge(inventory.from_rows(rows), catalogue.load(), as_of, generated_at=GENERATED)


@pytest.mark.parametrize(("name", "as_of"), [("sample", TODAY), ("city", TODAY)], ids=str)
def test_with_all_filled_in_every_shipped_control_knows(name: str, as_of: date) -> None:
    rows = rows_of(inventory.read([SHIPPED[name]]))
    before = unknowns(shipped_audit(rows, as_of))
    assert before
    assert [finding.control for finding in before if not finding.settleable] == []
    assert [finding.control for finding in before if not blanks_of([finding])] == []
    after = filled(rows, blanks_of(before), random_choice(Random(7), as_of))
    still = {finding.fingerprint for finding in unknowns(shipped_audit(after, as_of))}
    # What was filled in for another control may have opened a question anew: then alone, it is settled.
    for finding in before:
        if finding.fingerprint in still:
            alone = filled(rows, blanks_of([finding]), random_choice(Random(7), as_of))
            left = {item.fingerprint for item in unknowns(shipped_audit(alone, as_of))}
            assert finding.fingerprint not in left, (finding.control, finding.subject.id)


SUBJECT = "systems"
CONDITIONS = (
    "mfa OR backup",
    "mfa AND (backup OR ids_ips)",
    "NOT mfa OR (backup AND endpoint_protection)",
    "CASE WHEN mfa THEN backup ELSE ids_ips END",
    "CASE WHEN NOT appraised THEN FALSE ELSE approved_level >= 4 END",
    "CASE phase WHEN 'trial' THEN mfa WHEN 'operation' THEN backup ELSE TRUE END",
    "assessed_on IS NULL OR assessed",
    "mfa IS NULL OR backup",
    "(mfa IS NULL OR backup) AND mfa",
    "coalesce(mfa, backup, FALSE) OR ids_ips",
    "coalesce(proposed_level, approved_level) >= 3",
    "greatest(proposed_level, approved_level) >= 3",
    "concat_ws(', ', approved_by, appraised_by) <> '' AND mfa",
    "log_months >= CASE WHEN approved_level >= 4 THEN 12 WHEN mfa THEN 6 ELSE 1 END",
    "appraised AND appraised_on >= as_of - INTERVAL 1 YEAR",
    "proposed_level + approved_level BETWEEN 3 AND log_months",
    "approved_level IN (3, 4) AND lower(approved_by) LIKE 'b%'",
    "NOT exposed AND mfa",
    "EXISTS (SELECT 1 FROM documents d WHERE d.system = systems.id AND d.issued AND d.type = 'other')",
    "NOT EXISTS (SELECT 1 FROM vulnerabilities v WHERE v.system = systems.id AND NOT v.fixed AND v.fix_due"
    " AND v.fix_due_on < as_of) AND mfa",
    "EXISTS (SELECT 1 FROM documents d WHERE d.unit = systems.unit AND d.system = systems.id"
    " AND (d.expires_on IS NULL OR d.expires_on >= as_of) AND d.issued_on >= systems.appraised_on)",
    "(SELECT count(*) FROM documents d WHERE d.system = systems.id AND d.issued) >= 1 OR mfa",
    "(SELECT sum(b.security_vnd) FROM budgets b WHERE b.unit = systems.unit AND b.sti_dt_vnd > 0) > 5",
    "EXISTS (SELECT 1 FROM devices d WHERE d.unit = systems.unit AND d.exposed) OR mfa",
    "mfa AND EXISTS (SELECT 1 FROM devices d WHERE d.segment = systems.segment AND d.internet)",
)
PASSES_OVER = "CASE WHEN NOT appraised THEN population_db ELSE approved_level >= 4 END"
"""A scope that is known without a cell which, filled in, may put it in doubt."""
SCOPES = (
    None,
    "national_security",
    "population_db OR national_security",
    "state_secrets <> 'none' AND mfa",
    PASSES_OVER,
)

maybe_bool = st.sampled_from([None, True, False])
maybe_level = st.sampled_from([None, 1, 4])
maybe_day = st.sampled_from([None, "none", date(2026, 1, 1), date(2027, 1, 1)])
maybe_text = st.sampled_from([None, "none", "Bí thư"])
maybe_segment = st.sampled_from([None, "none", "lan", "net"])


def row(**cells: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(cells).map(
        lambda found: {name: value for name, value in found.items() if value is not None}
    )


system = row(
    id=st.just("s"), unit=st.just("u"), name=st.just("S"),
    phase=st.sampled_from(["trial", "operation", "retired"]),
    mfa=maybe_bool, backup=maybe_bool, ids_ips=maybe_bool, endpoint_protection=maybe_bool,
    proposed_level=maybe_level, approved_level=maybe_level, log_months=st.sampled_from([None, 1, 12]),
    approved_by=maybe_text, appraised_by=maybe_text, appraised_on=maybe_day, assessed_on=maybe_day,
    national_security=maybe_bool, population_db=maybe_bool,
    state_secrets=st.sampled_from([None, "none", "mat"]), segment=maybe_segment,
)  # fmt: skip
document = row(
    unit=st.just("u"), system=st.sampled_from([None, "none", "s"]),
    type=st.sampled_from(["security_plan", "other"]), issued_on=maybe_day, expires_on=maybe_day,
)  # fmt: skip
hole = row(system=st.just("s"), severity=st.just("high"), found_on=st.just(date(2026, 1, 1)),
           fixed_on=maybe_day, fix_due_on=maybe_day)  # fmt: skip
budget = row(
    unit=st.just("u"), year=st.just(2026), stage=st.just("spent"),
    security_vnd=st.sampled_from([None, 3, 9]), sti_dt_vnd=st.sampled_from([None, 0, 1]),
)  # fmt: skip
device = row(unit=st.just("u"), segment=maybe_segment, internet=maybe_bool)
link = row(source=st.sampled_from(["lan", "s"]), target=st.sampled_from(["net", "iso"]),
           kind=st.sampled_from(["network", "cipher_gateway", "data_diode"]),
           encryption=st.sampled_from([None, "civil", "government_cipher"]))  # fmt: skip


def several(one: st.SearchStrategy[dict[str, Any]], mark: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(one, max_size=2).map(
        lambda rows: [{"id": f"{mark}{number}"} | cells for number, cells in enumerate(rows)]
    )


inventories = st.fixed_dictionaries({
    "systems": system.map(lambda cells: [cells]),
    "documents": several(document, "d"),
    "vulnerabilities": several(hole, "v"),
    "budgets": several(budget, "b"),
    "devices": several(device, "m"),
    "links": several(link, "l"),
})  # fmt: skip
declarations = st.lists(
    st.sampled_from(["documents", "vulnerabilities", "budgets", "devices", "links"]), unique=True
)

FIXED: Rows = {
    "units": [{"id": "u", "name": "U", "kind": "other"}],
    "segments": [
        {"id": "lan", "unit": "u", "kind": "lan"},
        {"id": "iso", "unit": "u", "kind": "isolated"},
        {"id": "net", "unit": "u", "kind": "internet"},
    ],
}


NOTHING_ELSE: Rows = {name: [] for name in ("documents", "vulnerabilities", "budgets", "devices", "links")}
BARE = {"id": "s", "unit": "u", "name": "S", "phase": "trial"}
MOST_WAYS = 200


def complete(rows: Rows, declared: list[str]) -> Rows:
    made = [{"id": "x", "unit": "u", "tables": declared, "declared_on": date(2026, 1, 1)}] if declared else []
    return {**FIXED, **rows, "declarations": made}


def verdict(rows: Rows, condition: str, scope: str | None) -> Finding:
    result = audit(rows, control(condition, subject=SUBJECT, applies_when=scope))
    return next(finding for finding in result.findings if finding.subject.id == "s")


def statuses_of(condition: str, scope: str | None) -> Callable[[Rows], Status]:
    """Return what judges as `verdict` does, and tells the status alone: writing why takes twice as long."""
    controls = factory.catalogue(control(condition, subject=SUBJECT, applies_when=scope))

    def status(rows: Rows) -> Status:
        found = heard(inventory.from_rows(rows), controls, TODAY)
        return next(status for (_, subject, _), status in found.items() if subject == "s")

    return status


def choices(blank: Blank, rows: Rows) -> list[Any]:
    """Return what a blank can be filled with; a real day where the shape of a condition needs one."""
    if blank.column is None:
        return [None]
    column = READABLE[blank.table].by_name[blank.column]
    return values(column, rows, TODAY)


def taken(way: Mapping[Blank, Any], blank: Blank, _: Rows) -> Any:
    return way[blank]


def guarded(condition: str, blank: Blank) -> bool:
    """Whether a condition asks whether an event happened before it compares its day."""
    return blank.column not in ("issued_on", "appraised_on") or ".issued_on >=" not in condition


@pytest.mark.parametrize("day", ["none", date(2026, 1, 1), date(2027, 1, 1)])
def test_what_is_filled_in_may_put_in_doubt_whether_a_control_applies(day: Any) -> None:
    rows = complete({**NOTHING_ELSE, "systems": [BARE | {"approved_level": 5}]}, [])
    finding = verdict(rows, "mfa AND appraised", PASSES_OVER)
    blanks = {blank.column: blank for blank in blanks_of([finding])}
    assert list(blanks) == ["appraised_on", "mfa", "population_db"]
    assert [blank.column for item in finding.missing_if_applies for blank in item.blanks] == ["population_db"]
    way = {blanks["appraised_on"]: day, blanks["mfa"]: True}
    without = verdict(filled(rows, way, partial(taken, way)), "mfa AND appraised", PASSES_OVER)
    assert (without.status is Status.UNKNOWN) == (day != date(2026, 1, 1))
    way[blanks["population_db"]] = False
    after = verdict(filled(rows, way, partial(taken, way)), "mfa AND appraised", PASSES_OVER)
    assert after.status is (Status.PASS if day == date(2026, 1, 1) else Status.NOT_APPLICABLE)


@settings(max_examples=60, deadline=None)
@given(inventories, declarations, st.sampled_from(CONDITIONS), st.sampled_from(SCOPES), st.randoms())
def test_a_verdict_is_known_once_all_is_filled_in(
    rows: Rows, declared: list[str], condition: str, scope: str | None, random: Random
) -> None:
    rows = complete(rows, declared)
    finding = verdict(rows, condition, scope)
    if finding.status is not Status.UNKNOWN or not finding.settleable:
        return
    blanks = blanks_of([finding])
    assert blanks

    def choose(blank: Blank, held: Rows) -> Any:
        held_values = choices(blank, held)
        return random.choice([v for v in held_values if v != "none" or guarded(condition, blank)])

    after = filled(rows, blanks, choose)
    if statuses_of(condition, scope)(after) is Status.UNKNOWN:
        pytest.fail(str([(item.table, item.column) for item in verdict(after, condition, scope).missing]))


@settings(max_examples=25, deadline=None)
@example({**NOTHING_ELSE, "systems": [BARE]}, [], "coalesce(proposed_level, approved_level) >= 3", None)
@example({**NOTHING_ELSE, "systems": [BARE]}, [], "greatest(proposed_level, approved_level) >= 3", None)
@example({**NOTHING_ELSE, "systems": [BARE]}, [], "approved_level IN (3, 4) AND approved_by > 'A'", None)
@example({**NOTHING_ELSE, "systems": [BARE]}, [], CONDITIONS[-1], None)
@given(inventories, declarations, st.sampled_from(CONDITIONS), st.sampled_from(SCOPES))
def test_everything_named_can_change_a_verdict(
    rows: Rows, declared: list[str], condition: str, scope: str | None
) -> None:
    """For each cell there is a way to fill in some of the others with which its value decides."""
    rows = complete(rows, declared)
    finding = verdict(rows, condition, scope)
    blanks = blanks_of([finding]) if finding.status is Status.UNKNOWN else []

    judged = statuses_of(condition, scope)
    assert judged(rows) is finding.status
    known: dict[frozenset[tuple[Blank, Any]], Status] = {}

    def status(cells: Mapping[Blank, Any]) -> Status:
        """Judge with some cells filled in, in the same way once."""
        way = frozenset(cells.items())
        if way not in known:
            known[way] = judged(filled(rows, cells, partial(taken, cells)))
        return known[way]

    def decides(blank: Blank, others: Mapping[Blank, Any]) -> bool:
        without = status(others)
        return any(status({**others, blank: value}) is not without for value in choices(blank, rows))

    for blank in blanks:
        ways = ways_to_fill([other for other in blanks if other != blank], rows)
        assert any(decides(blank, way) for way in ways), (blank, condition, scope)


def ways_to_fill(blanks: list[Blank], rows: Rows) -> Iterator[Mapping[Blank, Any]]:
    """Yield ways to fill in some blanks or all: `coalesce(a, b)` asks for either, not for both."""
    left_open = object()
    offered = [[*choices(blank, rows), left_open] for blank in blanks]
    if prod(map(len, offered)) <= MOST_WAYS:
        ways: Iterable[Sequence[Any]] = product(*offered)
    else:
        random = Random(len(blanks))
        ways = ([random.choice(values) for values in offered] for _ in range(MOST_WAYS))
    for way in ways:
        pairs = zip(blanks, way, strict=True)
        yield {blank: value for blank, value in pairs if value is not left_open}
