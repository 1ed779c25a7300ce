"""The view: what is restricted to a unit, what is listed, and in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.model.finding import Blank
from secaudit.model.inventory import FileAccount
from secaudit.model.problem import InvalidInput
from secaudit.model.status import Severity, Status
from secaudit.model.text import same
from secaudit.reporting import restrict, view_of
from secaudit.reporting.limits import UNIT_LIMITS
from secaudit.reporting.listing import first, share_out
from tests.reporting.canonical import OF_XA_B, TOTAL, canonical, counts
from tests.reporting.canonical_findings import (
    EXPIRED_WAIVER,
    NO_BUDGET,
    NO_LEVEL,
    NO_LINKS,
    NO_SEGMENT,
    WAIVER,
)
from tests.reporting.city import big_city


def test_the_whole_is_told_with_the_result_s_own_counts() -> None:
    view = view_of(canonical())
    assert {line.status: line.count for line in view.statuses} == TOTAL
    assert view.head is not None
    assert view.head.id == "tp"
    assert view.score == 4 / 12


def test_counts_by_severity_are_those_of_the_controls() -> None:
    severities = {line.severity: line.counts for line in view_of(canonical()).severities}
    assert severities[Severity.CRITICAL] == counts(
        fail=2, waived=1, unknown=2, not_yet_due=1, not_applicable=2
    ) | {Status.PASS: 2}
    assert severities[Severity.LOW] == counts(not_applicable=1)
    assert severities[Severity.INFO] == counts()


def test_failures_stand_by_severity_then_by_number() -> None:
    chapters = view_of(canonical()).chapters
    assert [(chapter.severity, chapter.failed) for chapter in chapters] == [
        (Severity.CRITICAL, 2),
        (Severity.HIGH, 3),
    ]
    assert [block.control.id for block in chapters[1].blocks] == ["BUD-01", "INC-01"]
    assert [finding.subject.id for finding in chapters[1].blocks[0].findings.shown] == [
        "so-a-2026",
        "tp-2026",
    ]


def test_an_unknown_or_waived_verdict_is_no_failure() -> None:
    shown = {
        finding.status
        for chapter in view_of(canonical()).chapters
        for block in chapter.blocks
        for finding in block.findings.shown
    }
    assert shown == {Status.FAIL, Status.ERROR}


def test_gaps_name_what_would_settle_the_unknowns() -> None:
    assert [(gap.missing, gap.findings, gap.controls) for gap in view_of(canonical()).gaps.shown] == [
        (NO_BUDGET, 1, ("BUD-01",)),
        (NO_SEGMENT, 1, ("SEC-01",)),
        (NO_LINKS, 1, ("SEC-01",)),
        (NO_LEVEL, 1, ("LVL-01",)),
    ]


def test_one_column_is_one_gap_whichever_cells_it_is_empty_in() -> None:
    result = canonical()
    found = next(finding for finding in result.findings if NO_LEVEL in finding.missing)
    twins = [
        replace(found, missing=(replace(NO_LEVEL, blanks=(Blank("systems", "approved_on", row),)),))
        for row in ("s1", "s2")
    ]
    gaps = view_of(replace(result, findings=tuple(twins))).gaps.shown
    assert [(gap.missing, gap.findings) for gap in gaps] == [(NO_LEVEL, 2)]


def test_a_table_is_one_gap_whatever_controls_call_what_they_ask_of_it() -> None:
    result = canonical()
    found = next(finding for finding in result.findings if NO_LINKS in finding.missing)
    other = replace(found, missing=(replace(NO_LINKS, label=same("ngân sách các đơn vị trực thuộc")),))
    gaps = view_of(replace(result, findings=(replace(found, missing=(NO_LINKS,)), other))).gaps.shown
    assert [(gap.missing, gap.findings) for gap in gaps] == [(NO_LINKS, 2)]


def test_units_stand_by_score_and_in_the_tree() -> None:
    view = view_of(canonical())
    assert [one.unit.id for one in view.weakest.shown] == ["xa-b", "so-a", "tp"]
    assert [(one.unit.id, one.depth, one.is_leaf) for one in view.units] == [
        ("tp", 0, False),
        ("so-a", 1, True),
        ("xa-b", 1, True),
    ]


def test_a_unit_s_own_report_counts_only_its_subtree() -> None:
    part = restrict(canonical(), "xa-b")
    assert part.scope == "xa-b"
    assert part.counts.total == OF_XA_B
    assert part.counts.expected == 7
    assert part.counts.by_control["BUD-01"] == counts(unknown=1)
    assert part.counts.by_control["INC-01"] == counts(fail=1)
    assert {finding.subject.unit for finding in part.findings} == {"xa-b"}
    assert [action.id for action in part.actions] == ["inc-01:xa-b"]
    assert part.waivers == (EXPIRED_WAIVER,)
    assert part.contradictions == ()
    assert [row.control for row in part.not_applicable] == ["DOC-01", "SEC-01"]
    assert view_of(part).score == 0.0


def test_a_waiver_that_names_no_unit_goes_with_its_finding() -> None:
    result = replace(canonical(), waivers=(replace(WAIVER, unit=None), replace(EXPIRED_WAIVER, unit=None)))
    assert [waiver.id for waiver in restrict(result, "so-a").waivers] == [WAIVER.id]
    assert [waiver.id for waiver in restrict(result, "xa-b").waivers] == [EXPIRED_WAIVER.id]


def test_the_top_s_report_has_everything() -> None:
    part = restrict(canonical(), "tp")
    assert part == replace(canonical(), scope="tp")
    assert part.waivers == (WAIVER, EXPIRED_WAIVER)


def test_rejected_rows_and_inputs_stay_with_a_part() -> None:
    part = restrict(canonical(), "so-a")
    assert part.inventory == canonical().inventory


def test_an_unknown_unit_is_refused_with_a_proposal() -> None:
    with pytest.raises(InvalidInput) as caught:
        restrict(canonical(), "so-b")
    assert caught.value.problems[0].code == "unknown-unit"
    assert caught.value.problems[0].advice.en == "did you mean 'so-a'?"


def test_two_trees_have_no_common_score() -> None:
    result = canonical()
    apart = replace(result, units=(result.units[0], result.units[1], replace(result.units[2], parent=None)))
    assert view_of(apart).head is None
    assert view_of(apart).score is None


def test_a_unit_whose_parent_was_not_audited_is_a_top() -> None:
    part = restrict(canonical(), "so-a")
    head = view_of(part).head
    assert head is not None
    assert head.id == "so-a"


def test_a_city_s_failures_are_cut_but_none_of_its_controls_is_left_out() -> None:
    view = view_of(big_city(units=60))
    assert view.failed == view.count(Status.FAIL) == 1440
    assert view.failures_shown == 150
    blocks = [block for chapter in view.chapters for block in chapter.blocks]
    assert {block.control.id for block in blocks if block.findings.shown} == {
        f"REQ-{number:02}" for number in range(24)
    }
    assert sum(block.findings.total for block in blocks) == 1440


def test_a_ranking_too_long_shows_both_ends() -> None:
    view = view_of(big_city(units=60))
    assert len(view.weakest.shown) == len(view.strongest.shown) == UNIT_LIMITS.ranking // 2
    assert view.weakest.total == 60
    assert len(view.units) == 60


def test_a_part_s_report_names_the_files_that_it_points_into() -> None:
    city = big_city(units=70)
    view = view_of(restrict(city, "dv-005"))
    assert [file.path for file in view.provenance.files.shown] == ["don-vi/dv-005.yaml"]
    assert view.provenance.files.total == 70
    assert view.provenance.digest == view_of(city).provenance.digest


def test_the_digest_is_that_of_sha256sum_s_lines() -> None:
    result = canonical()
    files = (FileAccount("b.csv", "b" * 64, 1, 0, 0, 0), FileAccount("a.csv", "a" * 64, 1, 0, 0, 0))
    shown = view_of(replace(result, inventory=replace(result.inventory, files=files))).provenance
    # printf '%s  a.csv\n%s  b.csv\n' aaaa… bbbb… | sha256sum
    assert shown.digest == "a705a419649f1df879c5ee91f8bd414b37c73d510a14646a6c03b79658efa06d"


def test_a_part_of_a_list_says_how_much_there_is() -> None:
    part = first("abcdef", 4)
    assert part.shown == ("a", "b", "c", "d")
    assert part.total == 6
    assert part.cut
    assert not first("abcd", 4).cut


def test_a_limit_is_shared_out_by_importance_after_an_example_of_each() -> None:
    assert share_out([100, 2, 50, 9], 20) == (12, 2, 3, 3)
    assert share_out([100, 50], 3) == (3, 0)
    assert share_out([2, 1], 10) == (2, 1)


@given(st.lists(st.integers(0, 400), max_size=30), st.integers(0, 300))
def test_shares_fill_the_limit_and_never_exceed_a_list(sizes: list[int], limit: int) -> None:
    quotas = share_out(sizes, limit)
    assert sum(quotas) == min(limit, sum(sizes))
    assert all(quota <= size for quota, size in zip(quotas, sizes, strict=True))
