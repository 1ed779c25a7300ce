"""What an inspector takes along: points in order of need, devices looked at in any case, the others drawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from secaudit import catalogue as catalogues
from secaudit import inventory
from secaudit.audit import judge
from secaudit.audit.preparation import prepare
from secaudit.model.status import Status
from secaudit.model.visit import Visit
from secaudit.onsite.sampling import draw
from secaudit.onsite.visiting import default_seed, visit_of
from tests.audit.factory import GENERATED, TODAY, unit

SEGMENTS = [
    {"id": "net", "unit": "ph", "kind": "internet"},
    {"id": "lan", "unit": "ph", "name": "Mạng nội bộ", "kind": "lan"},
    {"id": "mat", "unit": "ph", "kind": "independent_lan"},
    {"id": "ho", "unit": "ph", "kind": "isolated"},
]
LINKS = [
    {"id": "l1", "source": "lan", "target": "net", "kind": "network"},
    {"id": "l2", "source": "ho", "target": "lan", "kind": "removable_media"},
]


def device(id_: str, **cells: Any) -> dict[str, Any]:
    plain = {"unit": "ph", "kind": "workstation", "segment": "lan", "internet": True, "state_secrets": "none"}
    return {"id": id_} | plain | cells


OTHERS = [
    device(f"tb{number:02}", kind="printer" if number % 5 == 0 else "workstation") for number in range(40)
]
SPECIAL = [
    device("giu-mat", state_secrets="mat"),
    device("chua-khai", segment="mat", internet=False, state_secrets=None),
    device("bi-bat-gap", internet=False, observed_internet_on="2026-10-01"),
    device("lo", segment="ho", internet=False),
    device("cua-nguoi-khac", unit="kh", state_secrets="mat"),
]


DEVICES = [*OTHERS, *SPECIAL]


def rows(**changed: Any) -> Mapping[str, Any]:
    return {
        "units": [unit("ph", kind="commune"), unit("kh", kind="commune", parent="ph")],
        "segments": SEGMENTS,
        "links": LINKS,
        "devices": DEVICES,
        "documents": [
            {"id": "d", "unit": "ph", "type": "internal_regulation", "issued_on": "none"},
            {"id": "e", "unit": "ph", "type": "incident_plan", "issued_on": "2026-05-04"},
        ],
        **changed,
    }


def visit(seed: str | None = None, **changed: Any) -> Visit:
    given = inventory.from_rows(rows(**changed), declared={"ph": ["devices", "documents", "links"], "kh": []})
    catalogue = catalogues.load()
    result = judge(given, catalogue, TODAY, generated_at=GENERATED)
    return visit_of(given, prepare(given, TODAY), catalogue, result, "ph", seed=seed)


@pytest.fixture(scope="module")
def seen() -> Visit:
    return visit()


def test_devices_that_matter_are_looked_at_in_any_case_and_say_why(seen: Visit) -> None:
    assert {one.id: one.reasons for one in seen.certain} == {
        "giu-mat": ("secrets", "finding"),
        "chua-khai": ("secrets_unknown",),
        "bi-bat-gap": ("seen_online",),
        "lo": ("leak",),
    }


def test_the_others_are_drawn_kind_by_kind(seen: Visit) -> None:
    sample = seen.sample
    assert (sample.population, sample.wanted, sample.size) == (40, 29, 29)
    assert (sample.confidence, sample.margin, sample.seed) == (0.95, 0.1, "ph-2026-11-21")
    assert [(one.kind, one.population, one.drawn) for one in sample.strata] == [
        ("workstation", 32, 23), ("printer", 8, 6),
    ]  # fmt: skip
    workstations = [one["id"] for one in OTHERS if one["kind"] == "workstation"]
    printers = [one["id"] for one in OTHERS if one["kind"] == "printer"]
    assert tuple(one.id for one in seen.drawn) == (
        *draw(workstations, 23, sample.seed),
        *draw(printers, 6, sample.seed),
    )


def test_another_seed_draws_others_and_the_same_one_the_same() -> None:
    first, again, other = visit("7"), visit("7"), visit("8")
    assert first.drawn == again.drawn
    assert {one.id for one in first.drawn} != {one.id for one in other.drawn}
    assert (first.certain, first.sample.size) == (other.certain, other.sample.size)


def test_a_device_comes_with_what_was_declared_of_it(seen: Visit) -> None:
    holder = next(one for one in seen.certain if one.id == "giu-mat")
    assert (holder.kind, holder.segment, holder.segment_kind) == ("workstation", "Mạng nội bộ", "lan")
    assert holder.facts == {
        "internet": True, "state_secrets": "mat", "endpoint_protection": None, "os_support_until": None,
        "checked_before_use_on": None,
    }  # fmt: skip
    printer = next(one for one in seen.drawn if one.kind == "printer")
    assert (printer.segment, "checked_before_use_on" in printer.facts) == ("Mạng nội bộ", False)


def test_points_begin_with_what_failed_then_what_nobody_knows(seen: Visit) -> None:
    statuses = [point.status for point in seen.points]
    order = (Status.FAIL, Status.UNKNOWN, Status.NOT_YET_DUE, Status.PASS)
    assert [statuses.index(status) for status in order] == sorted(statuses.index(status) for status in order)
    assert set(statuses) == set(order)
    points = {point.control.id: point for point in seen.points}
    assert points["DOC-02"].status is Status.PASS
    assert points["DOC-02"].findings == ()
    assert points["DOC-01"].status is Status.NOT_YET_DUE
    assert points["DOC-01"].findings[0].subject.id == "ph"
    assert "quy định nội bộ" in points["DOC-01"].proof.vi.casefold()
    assert "SYS-01" not in points
    assert seen.not_applicable > 0


def test_rows_of_units_below_are_left_to_their_own_visit(seen: Visit) -> None:
    of_others = [
        finding for point in seen.points for finding in point.findings if finding.subject.unit != "ph"
    ]
    assert of_others == []


def test_a_unit_without_devices_has_an_empty_sample() -> None:
    nothing = visit(devices=[])
    assert (nothing.sample.population, nothing.sample.size, nothing.drawn, nothing.certain) == (0, 0, (), ())


def test_a_list_not_declared_complete_is_said_to_be_open(seen: Visit) -> None:
    assert not seen.open_devices
    assert default_seed("ph", date(2026, 11, 21)) == "ph-2026-11-21"
