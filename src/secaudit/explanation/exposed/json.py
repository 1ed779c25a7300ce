"""A survey of exposure as JSON: texts in both languages, days ISO, places as in every result."""

from __future__ import annotations

import orjson

from secaudit.explanation.exposed.survey import Survey
from secaudit.explanation.json import plain
from secaudit.model.inventory import Inventory

SCHEMA_VERSION = 1


def survey_json(found: Survey, inventory: Inventory) -> bytes:
    """Return the document of a survey, with the hashes of all that it was made from."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "kind": "exposure",
        "inventory": [{"path": file.path, "sha256": file.sha256} for file in inventory.files],
    }
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(document | plain(found), option=options)
