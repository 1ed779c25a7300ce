"""The history for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import orjson

from secaudit.model.course import Course, FindingCourse, HistoryDiff, RecordPage, Tally, Trend, TrendPoint
from secaudit.model.history import KeptFinding, Record, Summary
from secaudit.model.status import Status

HISTORY_JSON_VERSION = 1
"""Raised when the layout of what is written here changes in a way that an older reader cannot follow."""


def listed(summaries: Sequence[Summary]) -> bytes:
    """Return the records of a history."""
    return written(
        {
            "records": [
                _record(one.record)
                | {
                    "names": list(one.names),
                    "units": one.units,
                    "counts": _counts(one.counts),
                    "score": one.score,
                }
                for one in summaries
            ]
        }
    )


def shown(page: RecordPage) -> bytes:
    """Return a record with all that was asked for of it."""
    return written(
        {
            "record": _record(page.record),
            "unit": page.unit,
            "counts": _counts(page.counts),
            "score": page.score,
            "units": [
                {"unit": one.unit, "counts": _counts(one.counts), "score": one.score} for one in page.units
            ],
            "findings": [_finding(finding) for finding in page.findings],
        }
    )


def compared(diff: HistoryDiff) -> bytes:
    """Return what changed between two records, whole."""
    return written(
        {
            "before": _record(diff.before),
            "after": _record(diff.after),
            "names": diff.names,
            "units": diff.units,
            "units_added": diff.units_added,
            "units_removed": diff.units_removed,
            "counts_before": _counts(diff.counts_before),
            "counts_after": _counts(diff.counts_after),
            "scores": diff.scores,
            "controls_changed": diff.controls_changed,
            "controls_added": diff.controls_added,
            "controls_removed": diff.controls_removed,
            "controls_begun": diff.controls_begun,
            "totals": _courses(diff.totals),
            "by_unit": [_tally(one) for one in diff.by_unit],
            "by_control": [_tally(one) for one in diff.by_control],
            "findings": [_course(one) for one in diff.courses],
            "notes": diff.notes,
        }
    )


def trended(trend: Trend) -> bytes:
    """Return a line of audits, whole."""
    return written(
        {
            "names": trend.names,
            "points": [_point(point) for point in trend.points],
            "units": trend.units,
            "fix_times": trend.fix_times,
            "repeats": trend.repeats,
            "left_out": trend.left_out,
        }
    )


def written(document: dict[str, Any]) -> bytes:
    """Return a document as JSON that ends with a newline."""
    return orjson.dumps(
        {"schema_version": HISTORY_JSON_VERSION} | document,
        option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE,
    )


def _record(record: Record) -> dict[str, Any]:
    return _plain(record)


def _plain(record: Any) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _counts(counts: Mapping[Status, int]) -> dict[str, int]:
    return {status.value: counts[status] for status in Status}


def _courses(courses: Mapping[Course, int]) -> dict[str, int]:
    return {course.value: courses.get(course, 0) for course in Course}


def _finding(finding: KeptFinding) -> dict[str, Any]:
    return _plain(finding) | {"fingerprint": finding.fingerprint}


def _course(one: FindingCourse) -> dict[str, Any]:
    return _plain(one) | {"finding": _finding(one.finding)}


def _tally(tally: Tally) -> dict[str, Any]:
    return _plain(tally) | {"courses": _courses(tally.courses)}


def _point(point: TrendPoint) -> dict[str, Any]:
    return _plain(point) | {
        "record": _record(point.record),
        "counts": _counts(point.counts),
        "courses": _courses(point.courses) if point.courses else None,
    }
