"""The declarations say what the contract says, and hang together."""

from __future__ import annotations

import re

import pytest

from secaudit.model.column import Kind, ValueType
from secaudit.model.table import Table
from secaudit.model.tables import READABLE, SCHEMA
from secaudit.model.tables.choices import choice_label

# Contract, section 1: the columns of every table, `*` for required.
CONTRACT = {
    "units": "id* name* kind* parent head_name head_post security_officer contact headcount trained it_staff"
    " security_staff",
    "declarations": "id* unit* tables* declared_on* by",
    "documents": "id* unit* system type* number issued_on signed_by_post chaired_by_post period sent_on"
    " expires_on evidence sha256",
    "plan_tasks": "id* document* what who due_on responsibility product authority done_on",
    "systems": "id* unit* operator name* phase* proposed_level approved_level approval_number approved_on"
    " approved_by appraised_on appraised_by regulation_on plan_status plan_full_on went_live_on state_secrets"
    " national_security admin_procedures data_subjects sensitive_subjects scope population_db segment"
    " monitoring monitoring_24x7 ids_ips endpoint_protection mfa backup restore_tested_on log_months"
    " risk_assessed_on scanned_on pentested_on drilled_on assessed_on",
    "devices": "id* unit* name kind segment system internet observed_internet_on state_secrets"
    " checked_before_use_on cipher_inspected_on endpoint_protection os_support_until",
    "segments": "id* unit* name kind*",
    "links": "id* source* target* kind* both_ways carries_secrets encryption agreement ends_on",
    "products": "id* unit* system name* vendor domestic public_investment justification warned_on fixed_on",
    "budgets": "id* unit* year* stage* it_dt_total_vnd security_vnd total_vnd sti_dt_vnd paper_vnd",
    "spending": "id* unit* year* stage* system item* security amount_vnd* contract",
    "vulnerabilities": "id* system* severity found_on* fix_due_on fixed_on source reference",
    "incidents": "id* unit* system serious detected_at first_notice_at reported_at closed_on result",
    "inspections": "id* unit* kind* inspected_on* by conclusion_due_on conclusion_done_on",
    "drills": "id* unit* system drilled_on* live scope",
    "staff": "id* unit* role certified degree trained_on",
    "observations": "id* table* row* column* value* observed_on* method* by evidence",
    "waivers": "id* control* subject* reason* approved_by* approver_post from_on* until_on* conditions",
}
ADDED = {
    "systems": "staff_involved staff_trained dossier_sent_on approval_expected_on plan_expected_on",
    "spending": "purpose",
}
"""Columns that duties were found to need since, after those of the contract."""

TABLES = list(SCHEMA.values())


def test_the_tables_and_columns_are_those_of_the_contract() -> None:
    declared = {
        name: [column.name + ("*" if column.required else "") for column in table.readable.values()]
        for name, table in READABLE.items()
    }
    assert declared == {
        name: f"{columns} {ADDED.get(name, '')}".split() for name, columns in CONTRACT.items()
    }


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_label_is_there_in_both_languages(table: Table) -> None:
    for text in (table.label, *(column.label for column in table.columns)):
        assert text.vi.strip()
        assert text.en.strip()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_choice_has_words(table: Table) -> None:
    for column in table.columns:
        for word in column.choices:
            label = choice_label(column.name, word)
            assert label.vi != word or word in {"other", "city"}, (column.name, word)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_references_and_owners_lead_to_tables(table: Table) -> None:
    for column in table.references():
        assert all(name in READABLE for name in column.references)
    here = table
    for step in table.owner[:-1]:
        here = SCHEMA[here.by_name[step].references[0]]
    if table.owner:
        assert here.by_name[table.owner[-1]].kind in (Kind.ID, Kind.REFERENCE)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_an_event_has_a_boolean_of_its_own(table: Table) -> None:
    for event in table.events:
        assert event.happened not in table.by_name
        assert table.types[event.happened] is ValueType.BOOLEAN
        assert table.sources[event.happened] == event.name
    assert [event.name for event in table.events] == [
        name for name in table.by_name if re.search(r"_(on|at)$", name)
    ]
