"""GitHub workflow commands: one line each, which a runner shows beside the changed line."""

from __future__ import annotations

from secaudit.model.comparison import CheckResult
from secaudit.model.text import Language
from secaudit.reporting.check.told import Told, one_line, told

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY = (*_DATA, (":", "%3A"), (",", "%2C"))


def render(result: CheckResult, language: Language, *, with_waived: bool = False) -> bytes:
    """Return the commands, the worst first: a runner shows ten of a kind."""
    items = told(result, with_waived=with_waived)
    return "".join(f"{_command(item, language)}\n" for item in items).encode()


def _command(item: Told, language: Language) -> str:
    place = item.place
    cell = f"{place.cell}: " if place.cell is not None else ""
    excuse = f" ({item.excuse.to(language)})" if item.excuse is not None else ""
    where = {
        "file": place.file,
        "line": str(place.line),
        "col": str(place.column),
        "title": f"{item.rule.id}: {item.rule.title.to(language)}",
    }
    properties = ",".join(f"{name}={_escaped(one_line(value), _PROPERTY)}" for name, value in where.items())
    message = one_line(f"{cell}{item.message.to(language)}{excuse}")
    return f"::{_COMMANDS[item.level]} {properties}::{_escaped(message, _DATA)}"


def _escaped(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for letter, written in pairs:
        text = text.replace(letter, written)
    return text
