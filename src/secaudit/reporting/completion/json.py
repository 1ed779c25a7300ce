"""A completion list as JSON; its layout is described in docs/missing.md."""

from __future__ import annotations

from typing import Any

import orjson

from secaudit.model.completion import COMPLETION_VERSION, Completion, Entry
from secaudit.reporting.completion.columns import how
from secaudit.reporting.json import placed
from secaudit.reporting.voice import Voice


def encode(found: Completion, voice: Voice) -> bytes:
    """Return the list as readable JSON that ends with a newline; `how` is in the voice's language."""
    document = {
        "schema_version": COMPLETION_VERSION,
        "as_of": found.as_of,
        "scope": found.scope,
        "unknown": found.unknown,
        "settleable": found.settleable,
        "beyond": found.beyond,
        "units": [
            {
                "unit": unit.unit,
                "name": unit.name,
                "unknown": unit.unknown,
                "settles": unit.settles,
                "entries": [_entry(entry, voice) for entry in unit.entries],
            }
            for unit in found.units
        ],
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _entry(entry: Entry, voice: Voice) -> dict[str, Any]:
    blank = entry.blank
    return {
        "table": blank.table,
        "row": blank.row,
        "name": blank.name,
        "column": blank.column,
        "label": entry.label,
        "location": placed(blank.location),
        "column_to_add": blank.added,
        "how": how(entry, voice),
        "settles": entry.settles,
        "helps": entry.helps,
        "severity": entry.severity,
        "due": entry.due,
        "controls": entry.controls,
    }
