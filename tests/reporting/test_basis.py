"""What reports say of the controls that were judged by."""

from __future__ import annotations

from dataclasses import replace

from secaudit import reporting
from secaudit.model.change import Change
from secaudit.model.location import Location
from secaudit.model.profile import AppliedProfile
from secaudit.model.result import AuditResult, CatalogueInfo
from secaudit.model.status import Severity
from secaudit.model.text import Text, same
from secaudit.reporting.basis import basis
from secaudit.reporting.scope import restrict
from secaudit.reporting.voice import voice
from tests.reporting.canonical import canonical

PLACE = Location("own/own.yaml", 2, 5)
OFF = Change("X-01", "control", "switched_off", Text("Một", "One"), PLACE, Text("vì a", "for a"))
ADDED = Change("X-02", "control", "added", Text("Hai", "Two"), PLACE)
WEIGHED = Change(
    "X-03",
    "control",
    "severity",
    Text("Ba", "Three"),
    PLACE,
    Text("vì b", "for b"),
    Severity.LOW,
    Severity.HIGH,
)
LAW = Change("L/1", "obligation", "replaced", Text("Bốn", "Four"), PLACE, Text("vì c", "for c"))


def changed(*changes: Change, profile: AppliedProfile | None = None, base: str = "shipped") -> AuditResult:
    info = CatalogueInfo("f" * 64, "1", "none" if base == "none" else "shipped", changes, profile)
    return replace(canonical(), catalogue=info)


def left_out(name: str, reason: str) -> Change:
    return Change(name, "control", "left_out", same(name), PLACE, same(reason))


def profile(
    *out: Change, severities: tuple[Change, ...] = (), kinds: tuple[str, ...] = ("commune",)
) -> AppliedProfile:
    return AppliedProfile("xa", Text("Xã", "Communes"), kinds, out, severities, PLACE)


def told(result: AuditResult, most: int = 10) -> list[tuple[str, tuple[str, ...], int]]:
    return [
        (paragraph.sentence, paragraph.listed.shown, paragraph.listed.total)
        for paragraph in basis(result, voice("en"), most)
    ]


def test_released_controls_need_no_words() -> None:
    assert told(changed()) == []
    assert told(canonical()) == [], "a result of a version that did not tell"


def test_every_change_is_told_with_its_reason() -> None:
    ((sentence, shown, total),) = told(changed(OFF, ADDED, WEIGHED, LAW))

    assert sentence == "The controls differ from the released ones; differences: 4."
    assert shown == (
        "X-01 (control “One”): switched off. Reason: for a",
        "X-02 (control “Two”): added. No reason is given.",
        "X-03 (control “Three”): severity changed from “Low” to “High”. Reason: for b",
        "L/1 (obligation “Four”): replaced. Reason: for c",
    )
    assert total == 4


def test_a_long_list_says_how_much_it_leaves_out() -> None:
    ((_, shown, total),) = told(changed(OFF, ADDED, WEIGHED, LAW), most=1)
    assert (len(shown), total) == (1, 4)


def test_a_catalogue_that_stands_alone_is_not_compared_with_the_released_one() -> None:
    sentences = [sentence for sentence, _, _ in told(changed(OFF, base="none"))]
    assert sentences == [
        "A catalogue of its own, which does not build on the one released with the program.",
        "The user's own catalogue differs from its own base; differences: 1.",
    ]


def test_a_profile_is_told_with_controls_of_one_reason_together() -> None:
    out = (left_out("A-01", "no army"), left_out("B-01", "no cipher"), left_out("A-02", "no army"))
    kinds = tuple(unit.kind for unit in canonical().units)
    (first, second) = told(changed(profile=profile(*out, severities=(WEIGHED,), kinds=kinds)))

    assert first == (
        "Profile: Communes (id xa); controls of the catalogue that it leaves out: 3.",
        ("Left out: A-01, A-02. Reason: no army", "Left out: B-01. Reason: no cipher"),
        2,
    )
    assert second[0] == "Severities changed by the profile; controls: 1."


def test_units_that_a_profile_is_not_for_are_named_and_only_those_of_the_report() -> None:
    result = changed(profile=profile(left_out("A-01", "x")))
    others = {unit.id for unit in result.units if unit.kind != "commune"}
    whole = told(result)[-1]
    assert whole[0] == f"Judged units of a kind that this profile is not meant for: {len(others)}."
    assert len(whole[1]) == len(others) > 0

    commune = next(unit for unit in result.units if unit.kind == "commune")
    assert [sentence for sentence, _, _ in told(restrict(result, commune.id))] == [told(result)[0][0]]


def test_the_stored_result_keeps_all_of_it() -> None:
    result = changed(OFF, ADDED, profile=profile(left_out("A-01", "x"), severities=(WEIGHED,)))
    assert reporting.load(reporting.dump(result)).catalogue == result.catalogue


def test_a_result_from_before_there_were_overlays_is_read() -> None:
    import orjson

    document = orjson.loads(reporting.dump(changed(OFF)))
    document["catalogue"] = {"sha256": "f" * 64, "version": "1"}
    assert reporting.load(orjson.dumps(document)).catalogue == CatalogueInfo("f" * 64, "1")
