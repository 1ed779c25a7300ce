"""The commands by name, each imported and put together when it is asked for.

Putting together all of them took longer than most of them run.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Any

import typer
import typer.core
import typer.main

NAMES = (
    "init",
    "validate",
    "audit",
    "check",
    "explain",
    "exposure",
    "quality",
    "missing",
    "plan",
    "report",
    "checklist",
    "sign",
    "verify",
    "schema",
    "baseline",
    "waiver",
    "history",
    "controls",
)
"""Every command in the order of the help, each under the name of its module."""


class Commands(typer.core.TyperGroup):
    """The root of the command line, which knows its commands by name alone."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = _OnDemand()


class _OnDemand(MutableMapping[str, Any]):
    """Commands by name: one that is looked up is made."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            if name not in NAMES:
                raise KeyError(name)
            self._made[name] = _command(name)
        return self._made[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        del self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*NAMES, *self._made)))

    def __len__(self) -> int:
        return len({*NAMES, *self._made})


def _command(name: str) -> Any:
    """Return a command of the parser: of a module with commands of its own, the group of them."""
    module = import_module(f"secaudit.cli.{name}")
    group: typer.Typer | None = getattr(module, "app", None)
    if group is not None:
        return typer.main.get_group(group)
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name, help=module.HELP)(getattr(module, name))
    return typer.main.get_command(alone)
