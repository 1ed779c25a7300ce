"""Controls and the law behind them: read from YAML, checked, and described.

Nothing heavy is imported until a name is used, so that `secaudit --help` stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secaudit.catalogue.errors import ExpressionError
    from secaudit.catalogue.expression import Parsed, parse
    from secaudit.catalogue.linting import lint
    from secaudit.catalogue.loading import load
    from secaudit.catalogue.lookup import UnknownControl, find
    from secaudit.catalogue.narrowing import UnknownProfile, narrowed
    from secaudit.catalogue.subqueries import Subquery

_HOMES = {
    "ExpressionError": "errors",
    "Parsed": "expression",
    "Subquery": "subqueries",
    "UnknownControl": "lookup",
    "UnknownProfile": "narrowing",
    "find": "lookup",
    "lint": "linting",
    "load": "loading",
    "narrowed": "narrowing",
    "parse": "expression",
}

__all__ = [
    "ExpressionError",
    "Parsed",
    "Subquery",
    "UnknownControl",
    "UnknownProfile",
    "find",
    "lint",
    "load",
    "narrowed",
    "parse",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = found
    return found
