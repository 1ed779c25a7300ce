"""What a history file holds: its tables, for every version of their layout.

A layout is never changed: a record keeps the layout it was written with, and its hashes cover exactly the
columns that stand here, in this order. What a later version adds gets a layout of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from secaudit.model.history import HISTORY_VERSION

FORMAT = "secaudit history"
"""What the table `history` says of itself, so that no other DuckDB file is taken for one."""

Columns = Mapping[str, str]
"""Columns and their types, in order."""

RECORD_CHAIN: Columns = {
    "number": "INTEGER",
    "layout": "INTEGER",
    "previous": "VARCHAR",
    "hash": "VARCHAR",
    "content": "VARCHAR",
    "verdicts": "VARCHAR",
    "recorded_at": "VARCHAR",
    "generated_at": "VARCHAR",
    "tool": "VARCHAR",
    "tool_version": "VARCHAR",
    "engine": "VARCHAR",
    "paths": "VARCHAR",
}
"""The columns of `records` that say where a record stands; moments and paths are text, paths one a line."""

_AUDIT: Columns = {
    "as_of": "DATE",
    "scope": "VARCHAR",
    "profile": "VARCHAR",
    "catalogue_version": "VARCHAR",
    "catalogue_sha256": "VARCHAR",
    "complete": "BOOLEAN",
    "rejected": "INTEGER",
}

_UNITS: Columns = {"id": "VARCHAR", "name": "VARCHAR", "kind": "VARCHAR", "parent": "VARCHAR"}

_FILES: Columns = {
    "path": "VARCHAR",
    "sha256": "VARCHAR",
    "rows_kept": "INTEGER",
    "rows_rejected": "INTEGER",
}

_CONTROLS: Columns = {
    "id": "VARCHAR",
    "title_vi": "VARCHAR",
    "title_en": "VARCHAR",
    "severity": "VARCHAR",
    "subject": "VARCHAR",
    "family": "VARCHAR",
    "rule_sha256": "VARCHAR",
}

_CELLS: Columns = {"unit": "VARCHAR", "control": "VARCHAR", "status": "VARCHAR", "verdicts": "INTEGER"}

_FINDINGS: Columns = {
    "control": "VARCHAR",
    "subject_table": "VARCHAR",
    "subject": "VARCHAR",
    "name": "VARCHAR",
    "unit": "VARCHAR",
    "period": "VARCHAR",
    "status": "VARCHAR",
    "severity": "VARCHAR",
    "due": "DATE",
    "days_overdue": "INTEGER",
    "days_left": "INTEGER",
    "message_vi": "VARCHAR",
    "message_en": "VARCHAR",
    "place": "VARCHAR",
    "waiver": "VARCHAR",
}

_VERDICTS: Columns = {"control": "VARCHAR", "period": "VARCHAR", "subject": "VARCHAR", "status": "VARCHAR"}

ROLL = "verdicts"
"""The table of every verdict: hashed apart, because an audit read from its file has none."""

LAYOUTS: Mapping[int, Mapping[str, Columns]] = {
    1: {
        "records": _AUDIT,
        "units": _UNITS,
        "files": _FILES,
        "controls": _CONTROLS,
        "cells": _CELLS,
        "findings": _FINDINGS,
        ROLL: _VERDICTS,
    },
}
"""For each version, the columns of every table that a record's hashes cover."""

PACKED = frozenset({"message_vi", "message_en"})
"""Columns of long sentences that are much alike: packed, the file is half as large."""


def record_columns(layout: int) -> Columns:
    """Return the columns of `records` of a layout: where a record stands, then what it was an audit of.

    A layout that is not known yet has at least the first.
    """
    return {**RECORD_CHAIN, **LAYOUTS.get(layout, {}).get("records", {})}


def statements() -> list[str]:
    """Return the statements that make an empty history of the present layout."""
    made = [
        "CREATE TABLE history (format VARCHAR, schema_version INTEGER)",
        f"INSERT INTO history VALUES ('{FORMAT}', {HISTORY_VERSION})",
    ]
    for name, columns in LAYOUTS[HISTORY_VERSION].items():
        every = record_columns(HISTORY_VERSION) if name == "records" else {"record": "INTEGER", **columns}
        written = ", ".join(
            f'"{column}" {kind}' + (" USING COMPRESSION zstd" if column in PACKED else "")
            for column, kind in every.items()
        )
        made.append(f"CREATE TABLE {name} ({written})")
    return made
