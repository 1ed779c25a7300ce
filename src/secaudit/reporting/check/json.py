"""The result of a check for programs: `check.json`, in both languages whatever the reader's is."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

import orjson

from secaudit.model.comparison import CheckResult, VerdictChange
from secaudit.model.finding import Finding
from secaudit.model.location import Location
from secaudit.model.text import Language
from secaudit.reporting.json import finding_object, placed


def render(result: CheckResult, language: Language) -> bytes:
    """Return the result as one JSON document that ends with a newline."""
    document = _plain(result) | {"blocking": result.blocking, "refused": result.refused}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2) + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Finding):
        return finding_object(value)
    if isinstance(value, Location):
        return placed(value)
    if isinstance(value, VerdictChange):
        return {"fingerprint": value.fingerprint} | _fields(value)
    if is_dataclass(value):
        return _fields(value)
    if isinstance(value, dict):
        return {_name(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}


def _name(key: object) -> str:
    return str(key.value) if isinstance(key, Enum) else str(key)
