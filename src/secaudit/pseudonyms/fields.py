"""What every field of a result holds, and so what becomes of it under pseudonyms.

A field that stands nowhere here is an error: a new one has to be thought about before it can be given away.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum, auto
from typing import Any

from secaudit.model.action import Action
from secaudit.model.change import Change
from secaudit.model.exposure import ExposedHolder, ExposureInfo, Severance
from secaudit.model.finding import (
    Blank,
    Contradiction,
    Finding,
    FindingRemediation,
    MeasureResult,
    Missing,
    Source,
    Subject,
    WaiverUse,
)
from secaudit.model.inventory import FileAccount, RejectedRow
from secaudit.model.law import LegalDocument
from secaudit.model.location import Location
from secaudit.model.network_map import Line, NetworkMap, Stop
from secaudit.model.problem import Problem
from secaudit.model.profile import AppliedProfile
from secaudit.model.proportion import Proportion
from secaudit.model.register import Paper, Register, RegisteredSystem
from secaudit.model.result import (
    AuditResult,
    CatalogueInfo,
    Cell,
    ControlInfo,
    CountTable,
    InventoryInfo,
    NotApplicable,
    Score,
    Tool,
    UnitInfo,
)
from secaudit.model.roll import Roll
from secaudit.model.text import Text
from secaudit.model.undertaking import Claim, UndertakingsFile


class Holds(StrEnum):
    """What a field holds."""

    PLAIN = auto()
    """Law, catalogue, schema, day, number, verdict: it stays."""
    PART = auto()
    """Records with fields of their own."""
    ID = auto()
    KEY = auto()
    """The key of a stop or line of a map: a table's name and an id."""
    NAME = auto()
    """The name of a row of the record's `table`."""
    UNIT = auto()
    SYSTEM = auto()
    PERSON = auto()
    POST = auto()
    CONTACT = auto()
    FILE = auto()
    SHEET = auto()
    NUMBER = auto()
    """The number of a paper."""
    VALUE = auto()
    """What somebody wrote freely."""
    CELL = auto()
    """A value of the record's `column` in its `table`."""
    CELLS = auto()
    """Values by column, in the table of the record's subject."""
    PROSE = auto()
    """A sentence of the tool in which names of the inventory stand."""
    MESSAGE = auto()
    """A finding's message: the sentence of its control, with values of its subject."""
    DOER = auto()
    """Who is to do something: a name, or words of the tool that say that nobody is named."""
    LISTED = auto()
    """Names of rows whose tables are not told."""
    WAY = auto()
    """Names with arrows between them."""
    QUOTED = auto()
    """What the tool said of an input, which quotes it: withheld."""
    MARK = auto()
    """A mark computed from ids or contents."""
    DROPPED = auto()


def _plain(*names: str) -> dict[str, Holds]:
    return dict.fromkeys(names, Holds.PLAIN)


def _part(*names: str) -> dict[str, Holds]:
    return dict.fromkeys(names, Holds.PART)


FIELDS: Mapping[type[Any], Mapping[str, Holds]] = {
    AuditResult: {
        **_plain("schema_version", "as_of", "generated_at", "tool", "documents", "controls", "pseudonyms"),
        **_part("inventory", "catalogue", "units", "counts", "scores", "findings", "not_applicable"),
        **_part("contradictions", "waivers", "actions", "claims", "exposure", "register", "proportions"),
        **_part("undertakings"),
        "scope": Holds.ID,
        "rolls": Holds.DROPPED,
    },
    InventoryInfo: {"paths": Holds.FILE, **_part("files", "rejected", "warnings")},
    FileAccount: {
        "path": Holds.FILE,
        "sha256": Holds.MARK,
        **_plain("size", "rows_in", "rows_kept", "rows_rejected"),
    },
    UndertakingsFile: {"path": Holds.FILE, "sha256": Holds.MARK},
    RejectedRow: {**_plain("table"), **_part("location", "problem"), "id": Holds.ID, "unit": Holds.ID},
    Location: {"file": Holds.FILE, "sheet": Holds.SHEET, **_plain("line", "column", "cell", "row")},
    Problem: {
        **_plain("code", "gravity"),
        **_part("location"),
        **dict.fromkeys(("found", "expected", "advice"), Holds.QUOTED),
    },
    CatalogueInfo: {**_plain("sha256", "version", "base"), **_part("changes", "profile")},
    Change: {
        **_plain("id", "of", "change", "before", "after"),
        **_part("location"),
        "title": Holds.PROSE,
        "reason": Holds.PROSE,
    },
    AppliedProfile: {
        **_plain("id", "kinds"),
        **_part("left_out", "severities", "location"),
        "title": Holds.PROSE,
    },
    UnitInfo: {
        **_plain("kind", "declared"),
        "id": Holds.ID,
        "parent": Holds.ID,
        "name": Holds.UNIT,
        "head_name": Holds.PERSON,
        "head_post": Holds.POST,
        "security_officer": Holds.PERSON,
        "contact": Holds.CONTACT,
    },
    CountTable: {**_plain("expected", "total", "by_control"), **_part("by_cell")},
    Cell: {"unit": Holds.ID, **_plain("control", "status", "count")},
    Score: {"unit": Holds.ID, **_plain("own", "own_score", "subtree", "subtree_score")},
    Finding: {
        **_plain("control", "title", "severity", "status", "measure", "due", "days_overdue", "days_left"),
        **_plain("sources", "remediation", "period", "settleable"),
        **_part("subject", "missing", "location", "waiver", "missing_if_applies"),
        "message": Holds.MESSAGE,
        "evidence": Holds.CELLS,
        "observed": Holds.CELLS,
        "fingerprint": Holds.MARK,
    },
    Subject: {**_plain("table"), "id": Holds.ID, "name": Holds.NAME, "unit": Holds.ID},
    Missing: {**_plain("table", "column", "label"), **_part("blanks")},
    Blank: {
        **_plain("table", "column", "added", "undone"),
        **_part("location"),
        "row": Holds.ID,
        "name": Holds.NAME,
        "unit": Holds.ID,
    },
    WaiverUse: {
        **_plain("control", "from_on", "until_on", "state", "ends_on", "days_left"),
        **_part("location"),
        "id": Holds.ID,
        "subject": Holds.ID,
        "unit": Holds.ID,
        "reason": Holds.VALUE,
        "conditions": Holds.VALUE,
        "approved_by": Holds.PERSON,
        "approver_post": Holds.POST,
    },
    NotApplicable: {**_plain("control", "count"), "unit": Holds.ID, "reason": Holds.PROSE},
    Contradiction: {
        **_plain("table", "column", "observed_on", "method"),
        **_part("declared_at", "observed_at"),
        "row": Holds.ID,
        "unit": Holds.ID,
        "observation": Holds.ID,
        "declared": Holds.CELL,
        "observed": Holds.CELL,
        "by": Holds.PERSON,
    },
    Action: {
        **_plain("due", "severity", "days_overdue", "effort_days", "controls"),
        **dict.fromkeys(("product", "authority", "task"), Holds.PROSE),
        "id": Holds.MARK,
        "unit": Holds.ID,
        "who": Holds.DOER,
        "what": Holds.PROSE,
        "responsibility": Holds.DOER,
        "subjects": Holds.ID,
        "closes": Holds.MARK,
        "after": Holds.MARK,
        "names": Holds.LISTED,
    },
    Claim: {
        **_plain("done_on"),
        **_part("location"),
        "action": Holds.MARK,
        "unit": Holds.ID,
        "what": Holds.PROSE,
        "taken_by": Holds.PERSON,
        "evidence": Holds.VALUE,
        "findings": Holds.MARK,
    },
    ExposureInfo: {**_plain("is_least", "is_part"), **_part("holders", "severances", "map")},
    ExposedHolder: {
        **_plain("table", "degree"),
        **_part("location"),
        "id": Holds.ID,
        "name": Holds.NAME,
        "unit": Holds.ID,
        "path": Holds.WAY,
    },
    Severance: {**_part("location"), "unit": Holds.ID, "words": Holds.PROSE},
    NetworkMap: {**_plain("as_of"), **_part("stops", "lines"), "title": Holds.PROSE},
    Stop: {
        **_plain("table", "kind", "exposed", "holds", "internet"),
        "key": Holds.KEY,
        "name": Holds.PROSE,
        "note": Holds.PROSE,
        "unit": Holds.ID,
        "unit_name": Holds.UNIT,
        "ids": Holds.ID,
    },
    Line: {
        **_plain("kind", "both", "state", "on_path", "cut"),
        "id": Holds.KEY,
        "source": Holds.KEY,
        "target": Holds.KEY,
        "label": Holds.PROSE,
    },
    Register: {**_part("systems"), "undeclared_units": Holds.ID},
    RegisteredSystem: {
        **_plain("phase", "proposed_level", "approved_level", "stage", "dossier", "appraised", "approved"),
        **_plain("regulated", "approval_expected_on", "deployment", "deployment_expected_on", "checked"),
        **_plain("checks", "national_security"),
        **_part("decision", "regulation", "location"),
        "id": Holds.ID,
        "name": Holds.SYSTEM,
        "unit": Holds.ID,
        "unit_name": Holds.UNIT,
        "operator": Holds.ID,
        "operator_name": Holds.UNIT,
    },
    Paper: {**_plain("day"), "number": Holds.NUMBER, "body": Holds.VALUE},
    Proportion: {
        **_plain("of", "part", "whole", "year", "stage", "subtree", "members", "reported"),
        "unit": Holds.ID,
    },
}
"""Every field of every record of a result that is not law or catalogue as a whole."""

UNTOUCHED = (ControlInfo, FindingRemediation, LegalDocument, MeasureResult, Roll, Source, Text, Tool)
"""Records that stay as they are, in fields that are PLAIN or DROPPED; and texts, which go by their field."""
