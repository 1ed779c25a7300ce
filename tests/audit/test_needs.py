"""Which cells a catalogue needs, and in which rows: where they decide something, as far as the row tells."""

from __future__ import annotations

from datetime import date

import pytest

from secaudit.audit.needs import needs_of
from secaudit.model.law import LegalDocument
from secaudit.model.text import same
from secaudit.quality.need import Need
from secaudit.quality.predicate import All, Column, Compare, Condition, Holds, Not, Within
from tests.audit.factory import TODAY, control, obligation

MFA, BACKUP, IDS = Holds("mfa"), Holds("backup"), Holds("ids_ips")
Found = dict[str, tuple[Condition, ...]]


def all_of(*conditions: Condition) -> tuple[Condition, ...]:
    return (All(conditions),)


CASE = "CASE WHEN mfa THEN backup WHEN ids_ips THEN monitoring_24x7 ELSE endpoint_protection END"
APPROVED = "CASE WHEN NOT appraised THEN FALSE ELSE approved_level >= 2 END AND mfa"
TWO_WAYS = "(proposed_level >= 3 AND log_months < 6) OR (phase IN ('trial', 'design') AND mfa)"
EARLY = All((Within("phase", ("trial", "design")), MFA))
HIGH = All((Compare("proposed_level", ">=", 3), Compare("log_months", "<", 6)))
NOT_DENIED = Not(Not(Holds("appraised")))


@pytest.mark.parametrize(
    ("condition", "needed"),
    [
        ("mfa AND backup", {"mfa": (BACKUP,), "backup": (MFA,)}),
        ("mfa OR backup", {"mfa": (Not(BACKUP),), "backup": (Not(MFA),)}),
        ("((mfa)) AND (NOT (backup AND ids_ips))", {
            "mfa": (Not(All((BACKUP, IDS))),), "backup": all_of(MFA, IDS), "ids_ips": all_of(MFA, BACKUP),
        }),
        # A branch is needed where those before it were not taken.
        (CASE, {
            "mfa": (), "backup": (MFA,), "ids_ips": (Not(MFA),), "monitoring_24x7": all_of(Not(MFA), IDS),
            "endpoint_protection": all_of(Not(MFA), Not(IDS)),
        }),
        ("CASE WHEN mfa THEN backup END", {"mfa": (), "backup": (MFA,)}),
        ("CASE WHEN log_months / 2 > 1 THEN backup ELSE mfa END", {
            "log_months": (), "backup": (), "mfa": (),
        }),
        ("CASE phase WHEN 'operation' THEN mfa ELSE backup END", {"backup": (), "mfa": ()}),
        # CASE WHEN a THEN FALSE ELSE b END asks for not a, and b.
        (APPROVED, {
            "appraised_on": (MFA,), "approved_level": all_of(MFA, NOT_DENIED),
            "mfa": all_of(NOT_DENIED, Compare("approved_level", ">=", 2)),
        }),
        (TWO_WAYS, {
            "proposed_level": all_of(Not(EARLY), Compare("log_months", "<", 6)),
            "log_months": all_of(Not(EARLY), Compare("proposed_level", ">=", 3)),
            "mfa": all_of(Not(HIGH), Within("phase", ("trial", "design"))),
        }),
        ("approved_level >= proposed_level OR mfa", {
            "approved_level": (Not(MFA),), "proposed_level": (Not(MFA),),
            "mfa": (Not(Compare("approved_level", ">=", Column("proposed_level"))),),
        }),
        ("log_months > 2.5 OR mfa", {
            "log_months": (Not(MFA),), "mfa": (Not(Compare("log_months", ">", 2.5)),),
        }),
        ("log_months <= 2 OR mfa", {
            "log_months": (Not(MFA),), "mfa": (Not(Compare("log_months", "<=", 2)),),
        }),
        ("plan_status <> 'full' OR mfa", {
            "plan_status": (Not(MFA),), "mfa": (Not(Compare("plan_status", "<>", "full")),),
        }),
        ("(national_security = TRUE) AND mfa", {
            "national_security": (MFA,), "mfa": (Compare("national_security", "=", True),),
        }),
        # What is more than a condition on the row leaves the rest needed everywhere.
        ("log_months / 12 > 1 OR mfa", {"log_months": (Not(MFA),), "mfa": ()}),
        ("went_live_on <= as_of OR mfa", {"went_live_on": (Not(MFA),), "mfa": ()}),
        ("mfa = backup", {"mfa": (), "backup": ()}),
        ("segment IS NULL OR mfa", {"mfa": ()}),
        ("NOT exposed AND mfa", {"segment": (MFA,), "mfa": ()}),
    ],
)  # fmt: skip
def test_a_cell_is_needed_where_nothing_beside_it_decides(condition: str, needed: Found) -> None:
    found = needs_of([control(condition, subject="systems")], TODAY)
    assert {need.column: need.when for need in found["systems"]} == needed
    assert {need.controls for need in found["systems"]} == {("T-01",)}


PAPER = (
    "EXISTS (SELECT 1 FROM documents d WHERE d.system = systems.id AND d.type = 'incident_plan' AND d.issued"
    " AND (d.expires_on IS NULL OR d.expires_on >= as_of)) AND mfa"
)
LATEST = "(SELECT max(d.issued_on) FROM documents d WHERE d.system = systems.id AND d.number = 'x')"
PLAN = Compare("type", "=", "incident_plan")
NUMBERED = Compare("number", "=", "x")


@pytest.mark.parametrize(
    ("condition", "others", "own"),
    [
        (PAPER, {"issued_on": (PLAN,), "system": all_of(PLAN, Holds("issued"))}, {"mfa": ()}),
        (
            f"{LATEST} > appraised_on OR mfa",
            {"number": (), "system": (NUMBERED,), "issued_on": (NUMBERED,)},
            {"appraised_on": (Not(MFA),), "mfa": ()},
        ),
    ],
)
def test_a_subquery_needs_the_cells_of_the_rows_that_it_may_mean(
    condition: str, others: Found, own: Found
) -> None:
    found = needs_of([control(condition, subject="systems")], TODAY)
    assert {need.column: need.when for need in found["documents"]} == others
    assert {need.column: need.when for need in found["systems"]} == own


def test_the_key_of_a_subquery_is_needed_on_both_sides() -> None:
    condition = "(SELECT count(*) FROM devices d WHERE d.segment = systems.segment) > 1"
    assert needs_of([control(condition, subject="systems")], TODAY) == {
        "devices": (Need("segment", (), ("T-01",)),),
        "systems": (Need("segment", (), ("T-01",)),),
    }


def test_out_of_its_scope_a_control_needs_nothing_but_what_tells_the_scope() -> None:
    item = control(
        "backup", subject="systems", applies_when="phase = 'operation' AND mfa AND log_months / 2 > 1"
    )
    inside = Compare("phase", "=", "operation")
    assert needs_of([item], TODAY)["systems"] == (
        Need("mfa", (inside,), ("T-01",)),
        Need("log_months", all_of(inside, MFA), ("T-01",)),
        Need("backup", all_of(inside, MFA), ("T-01",)),
    )


def test_a_deadline_is_not_needed_only_where_its_requirement_is_met() -> None:
    item = control(
        "mfa", subject="systems", applies_when="log_months / 2 > 1", due="went_live_on + INTERVAL 30 DAY"
    )
    needed = {need.column: need.when for need in needs_of([item], TODAY)["systems"]}
    assert needed["went_live_on"] == needed["mfa"] == ()


def test_only_of_what_a_person_fills_and_only_in_force() -> None:
    coming = LegalDocument("L", "1/L", same("l"), same("i"), date(2026, 11, 22))
    later = control("mfa", subject="systems", cites=[obligation(document=coming)], id_="LATER")
    sums = "EXISTS (SELECT 1 FROM subtree_budgets s WHERE s.unit = units.id AND s.security_vnd > 0)"
    items = (
        later,
        control("trained >= headcount", subject="subtree_training"),
        control("valid_faults = 0", subject="data_quality"),
        control(f"{sums} AND it_staff > 0 AND name <> ''", id_="OWN"),
        control("it_staff > 1", id_="TOO"),
    )
    assert needs_of(items, TODAY) == {
        "units": (Need("it_staff", (Compare("name", "<>", ""),), ("OWN",)), Need("it_staff", (), ("TOO",)))
    }
    assert set(needs_of(items, date(2026, 11, 22))) == {"units", "systems"}
