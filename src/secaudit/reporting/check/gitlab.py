"""GitLab Code Quality: a list of issues, which a merge request shows beside the lines."""

from __future__ import annotations

from typing import Any

import orjson

from secaudit.model.comparison import CheckResult
from secaudit.model.status import Severity
from secaudit.model.text import Language
from secaudit.reporting.check.told import Told, one_line, told

_SEVERITIES = {
    Severity.CRITICAL: "blocker",
    Severity.HIGH: "critical",
    Severity.MEDIUM: "major",
    Severity.LOW: "minor",
    Severity.INFO: "info",
}


def render(result: CheckResult, language: Language, *, with_waived: bool = False) -> bytes:
    """Return the report; GitLab knows no suppression, so what is waived says so in its description."""
    issues = [_issue(item, language) for item in told(result, with_waived=with_waived)]
    return orjson.dumps(issues, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _issue(item: Told, language: Language) -> dict[str, Any]:
    place = item.place
    words = [item.message.to(language)]
    if place.cell is not None:
        words.append(f"({place.cell})")
    if item.excuse is not None:
        words.append(f"({item.excuse.to(language)})")
    return {
        "type": "issue",
        "check_name": item.rule.id,
        "description": one_line(" ".join(words)),
        "categories": ["Security"],
        "severity": _SEVERITIES[item.severity] if item.excuse is None else "info",
        "fingerprint": item.fingerprint,
        "location": {
            "path": place.file,
            "lines": {"begin": place.line},
            "positions": {"begin": {"line": place.line, "column": place.column}},
        },
    }
