"""The history for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import orjson

from secaudit.model.history import Record, Summary
from secaudit.model.status import Status

HISTORY_JSON_VERSION = 1
"""Raised when the layout of what is written here changes in a way that an older reader cannot follow."""


def listed(summaries: Sequence[Summary]) -> bytes:
    """Return the records of a history."""
    return written(
        {
            "records": [
                record_of(one.record)
                | {
                    "names": list(one.names),
                    "units": one.units,
                    "counts": counts_of(one.counts),
                    "score": one.score,
                }
                for one in summaries
            ]
        }
    )


def written(document: dict[str, Any]) -> bytes:
    """Return a document as JSON that ends with a newline."""
    return orjson.dumps(
        {"schema_version": HISTORY_JSON_VERSION} | document,
        option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE,
    )


def record_of(record: Record) -> dict[str, Any]:
    """Return a record as an object."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def counts_of(counts: Any) -> dict[str, int]:
    """Return counts of all seven statuses."""
    return {status.value: counts[status] for status in Status}
