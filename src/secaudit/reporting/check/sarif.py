"""SARIF 2.1.0, for code scanning and editors: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import orjson

from secaudit.model.comparison import CheckResult, Turn
from secaudit.model.problem import Gravity, Problem
from secaudit.model.status import Severity
from secaudit.model.text import Language, Text
from secaudit.reporting.check.told import Rule, Told, one_line, place_of, told

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "secaudit/v1"
"""The name under which results keep their fingerprint; a new way of making it would get a new one."""

_ROOT = "%SRCROOT%"
_STATES = {Turn.NEW: "new", Turn.WORSE: "updated", Turn.UNCHANGED: "unchanged"}
_SCORES = {Severity.CRITICAL: "9.5", Severity.HIGH: "8.0", Severity.MEDIUM: "5.5", Severity.LOW: "2.0"}
"""The numbers by which code scanning tells critical, high, medium and low apart."""

_Object = dict[str, Any]


def render(result: CheckResult, language: Language, *, with_waived: bool = False) -> bytes:
    """Return the log; what is waived or known is left out, or with `with_waived` marked as suppressed."""
    items = told(result, with_waived=with_waived)
    rules = {item.rule.id: item.rule for item in items}
    index = {name: number for number, name in enumerate(rules)}
    run: _Object = {
        "tool": {
            "driver": {
                "name": result.tool.name,
                "version": result.tool.version,
                "language": language,
                "rules": [_rule(rule, language) for rule in rules.values()],
            }
        },
        "automationDetails": {"id": "secaudit/check/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": "Top of the repository, or the folder that was checked"}}
        },
        "invocations": [_invocation(result, language)],
        "results": [_result(item, index[item.rule.id], language) for item in items],
        "properties": {
            "asOf": result.as_of.isoformat(),
            "base": one_line(result.base.label),
            "head": one_line(result.head.label),
            "blocking": result.blocking,
            "turns": {turn.value: result.turns[turn] for turn in Turn if turn in result.turns},
        },
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return orjson.dumps(log, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _rule(rule: Rule, language: Language) -> _Object:
    title, help_, advice = (one_line(text.to(language)) for text in (rule.title, rule.help, rule.advice))
    todo = Text("Việc cần làm", "What to do").to(language)
    plain: _Object = {
        "id": rule.id,
        "shortDescription": {"text": title},
        "fullDescription": {"text": f"{title}. {help_}"},
        "help": {"text": f"{help_}\n{todo}: {advice}."},
        "defaultConfiguration": {"level": _level(rule.severity)},
        "properties": {"tags": ["security", "compliance"], "problem.severity": _level(rule.severity)},
    }
    if rule.severity in _SCORES:
        plain["properties"]["security-severity"] = _SCORES[rule.severity]
    return plain


def _level(severity: Severity) -> str:
    if severity in (Severity.CRITICAL, Severity.HIGH):
        return "error"
    return "warning" if severity is Severity.MEDIUM else "note"


def _result(item: Told, rule: int, language: Language) -> _Object:
    plain: _Object = {
        "ruleId": item.rule.id,
        "ruleIndex": rule,
        "level": item.level,
        "kind": "fail",
        "message": {"text": _message(one_line(item.message.to(language)))},
        "locations": [_location(item)],
        "partialFingerprints": {FINGERPRINT: item.fingerprint},
        "baselineState": _STATES[item.turn],
        "properties": {"severity": item.severity.value, "blocking": item.blocking, "inBase": item.in_base},
    }
    if item.excuse is not None:
        excuse = one_line(item.excuse.to(language))
        plain["suppressions"] = [{"kind": "external", "status": "accepted", "justification": excuse}]
    return plain


def _location(item: Told) -> _Object:
    place = item.place
    plain: _Object = {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(place.file, safe="/"), "uriBaseId": _ROOT},
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }
    if place.cell is not None:
        cell = one_line(place.cell)
        plain["logicalLocations"] = [{"fullyQualifiedName": cell, "kind": "cell"}]
        plain["message"] = {"text": _message(cell)}
    return plain


def _message(text: str) -> str:
    """Return a text as a message holds it: without placeholders or links, which no name may bring along."""
    for letter, escaped in (("\\", "\\\\"), ("{", "{{"), ("}", "}}"), ("[", "\\["), ("]", "\\]")):
        text = text.replace(letter, escaped)
    return text


def _invocation(result: CheckResult, language: Language) -> _Object:
    plain: _Object = {"executionSuccessful": not result.incomplete}
    if result.problems:
        plain["toolExecutionNotifications"] = [
            _notification(problem, result.head.prefix, language) for problem in result.problems
        ]
    return plain


def _notification(problem: Problem, prefix: str, language: Language) -> _Object:
    place = place_of(problem.location, prefix)
    return {
        "descriptor": {"id": problem.code},
        "level": "error" if problem.gravity is Gravity.ERROR else "warning",
        "message": {"text": _message(one_line(problem.describe(language)))},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(place.file, safe="/"), "uriBaseId": _ROOT},
                    "region": {"startLine": place.line, "startColumn": place.column},
                }
            }
        ],
    }
