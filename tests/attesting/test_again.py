"""An audit that is made again is the same in every part, whichever way the report of a unit was made."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache

import pytest

from secaudit import catalogue, inventory, remediation
from secaudit.attesting import Outcome
from secaudit.attesting.inputs import again, verdict_claims
from secaudit.attesting.said import changed, said_claims
from secaudit.audit import judge
from secaudit.explanation.exposed.telling import exposure_info
from secaudit.model.control import Catalogue
from secaudit.model.inventory import Inventory
from secaudit.model.location import Location
from secaudit.model.result import AuditResult
from secaudit.model.undertaking import Undertaking, UndertakingsFile
from secaudit.reporting import restrict

DAY = date(2026, 11, 21)


@cache
def controls() -> Catalogue:
    return catalogue.load(())


@cache
def rows() -> Inventory:
    """Two wards under a city: what one has to do waits for what the city has to do."""
    wards = [
        {"id": f"p{number}", "name": f"Phường {number}", "kind": "commune", "parent": "city"}
        for number in (1, 2)
    ]
    devices = [{"id": "pc", "unit": "p1", "internet": True}]
    systems = [{"id": "s", "unit": "p1", "name": "Một cửa", "phase": "operation", "monitoring": "none"}]
    nothing_yet = {"id": "d", "unit": "city", "declared_on": "2026-11-01", "tables": "documents"}
    city = {"id": "city", "name": "Thành phố", "kind": "city"}
    return inventory.from_rows(
        {
            "units": [city, *wards],
            "declarations": [nothing_yet],
            "devices": devices,
            "systems": systems,
        }
    )


@cache
def audited(scope: str | None) -> AuditResult:
    moment = datetime(2026, 11, 21, 8, tzinfo=UTC)
    judged = judge(
        rows(),
        controls(),
        DAY,
        generated_at=moment,
        scope=scope,
        keep_register=True,
        survey=exposure_info,
    )
    return remediation.with_actions(judged, controls())


@pytest.mark.parametrize("way", ["the whole", "for itself", "out of the whole", "the root out of the whole"])
def test_whichever_way_it_was_made_it_is_the_same(way: str) -> None:
    result = {
        "the whole": lambda: audited(None),
        "for itself": lambda: audited("p1"),
        "out of the whole": lambda: restrict(audited(None), "p1"),
        "the root out of the whole": lambda: restrict(audited(None), "city"),
    }[way]()
    claims = list(verdict_claims(result, again(result, rows(), controls())))
    assert [(claim.code, claim.outcome) for claim in claims] == [
        ("verdicts", Outcome.HOLDS),
        ("annexes", Outcome.HOLDS),
    ]


def test_the_two_ways_are_not_the_same() -> None:
    """Else one of them would be enough."""
    assert restrict(audited(None), "p1") != audited("p1")


def said(who: str) -> tuple[Undertaking, ...]:
    """Return that somebody says the first task of the ward to be done."""
    action = audited("p1").actions[0].id
    place = Location("actions.yaml", 3, 5)
    return (Undertaking(action, (), who, None, date(2026, 11, 1), None, None, place),)


@pytest.mark.parametrize(
    ("told", "given", "outcome"),
    [
        (said("Lê Thị Thử"), said("Lê Thị Thử"), Outcome.HOLDS),
        (said("Lê Thị Thử"), said("Trần Văn Khác"), Outcome.FAILS),
        ((), said("Lê Thị Thử"), Outcome.FAILS),
        (said("Lê Thị Thử"), (), Outcome.UNCHECKED),
    ],
    ids=["the same", "by somebody else", "left out", "without the file"],
)
def test_what_people_say_of_tasks_is_held_against_their_file(
    told: tuple[Undertaking, ...], given: tuple[Undertaking, ...], outcome: Outcome
) -> None:
    result = remediation.with_actions(audited("p1"), controls(), told)
    now = again(result, rows(), controls(), given)
    (claim,) = said_claims(result, now, given)
    assert (claim.code, claim.outcome) == ("said", outcome)


AUDITED, EDITED = (UndertakingsFile("actions.yaml", mark * 64) for mark in "ab")


@pytest.mark.parametrize(
    ("found", "outcome", "words"),
    [
        ((AUDITED,), Outcome.FAILS, "are not those of actions.yaml"),
        ((EDITED,), Outcome.UNCHECKED, "actions.yaml was changed after the audit"),
        ((), Outcome.UNCHECKED, "actions.yaml of the audit is not there"),
        (
            (AUDITED, UndertakingsFile("p/actions.yaml", "c" * 64)),
            Outcome.UNCHECKED,
            "p/actions.yaml was added",
        ),
    ],
)
def test_what_was_written_after_the_audit_is_no_fault_of_the_report(
    found: tuple[UndertakingsFile, ...], outcome: Outcome, words: str
) -> None:
    result = remediation.with_actions(audited("p1"), controls(), said("Lê Thị Thử"), (AUDITED,))
    now = again(result, rows(), controls(), said("Trần Văn Khác"), found)
    (claim,) = said_claims(result, now, said("Trần Văn Khác"))
    assert (claim.outcome, words in claim.told.en) == (outcome, True)


def test_a_file_that_tells_the_same_tasks_holds_and_its_change_is_told() -> None:
    result = remediation.with_actions(audited("p1"), controls(), said("Lê Thị Thử"), (AUDITED,))
    now = again(result, rows(), controls(), said("Lê Thị Thử"), (EDITED,))
    (claim,) = said_claims(result, now, said("Lê Thị Thử"))
    assert claim.outcome is Outcome.HOLDS
    assert claim.told.vi.endswith("(actions.yaml đã bị sửa sau khi kiểm tra)")


def test_a_report_that_tells_no_files_has_none_that_changed() -> None:
    assert changed(None, (EDITED,)) is None
    assert changed((AUDITED,), (AUDITED,)) is None


def test_nobody_says_anything_of_tasks() -> None:
    assert not list(said_claims(audited("p1"), audited("p1"), ()))
