"""Records as plain JSON and back: for what is kept between runs, where nothing but data may come out."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from types import ModuleType
from typing import Any


def kinds_in(modules: Iterable[ModuleType]) -> dict[str, Any]:
    """Return the dataclasses and enumerations of modules, by name."""
    return {
        name: found
        for module in modules
        for name, found in vars(module).items()
        if isinstance(found, type) and (dataclasses.is_dataclass(found) or issubclass(found, Enum))
    }


def pack(value: Any) -> bytes:
    """Return a record as JSON: dataclasses, enumerations, days, tuples, frozen sets and mappings of them."""
    return json.dumps(_Writer().plain(value), ensure_ascii=False).encode()


def unpack(packed: bytes, kinds: Mapping[str, Any]) -> Any:
    """Return what was packed; nothing is made but records of the given kinds.

    Raises:
        ValueError: it is not what `pack` writes, or names another kind.
    """
    try:
        return _Reader(kinds).value(json.loads(packed))
    except (LookupError, TypeError) as error:
        raise ValueError(str(error)) from None


class _Writer:
    """Writes each record once: where it comes again, it is only pointed to."""

    def __init__(self) -> None:
        self._known: dict[int, int] = {}

    def plain(self, value: Any) -> Any:
        if isinstance(value, Enum):
            return ["enum", type(value).__name__, value.value]
        if value is None or isinstance(value, (bool, int, float, str)):
            return value
        if isinstance(value, date):
            return ["day", value.isoformat()]
        if isinstance(value, tuple):
            return ["tuple", *(self.plain(item) for item in value)]
        if isinstance(value, frozenset):
            return ["set", *(self.plain(item) for item in sorted(value, key=repr))]
        if isinstance(value, Mapping):
            return ["map", *([self.plain(key), self.plain(item)] for key, item in value.items())]
        if id(value) in self._known:
            return ["same", self._known[id(value)]]
        fields = [self.plain(getattr(value, field.name)) for field in dataclasses.fields(value)]
        self._known[id(value)] = len(self._known)
        return ["record", type(value).__name__, *fields]


class _Reader:
    def __init__(self, kinds: Mapping[str, Any]) -> None:
        self._kinds = kinds
        self._made: list[Any] = []

    def value(self, plain: Any) -> Any:
        if not isinstance(plain, list):
            return plain
        kind, *rest = plain
        if kind == "record":
            made = self._kinds[rest[0]](*map(self.value, rest[1:]))
            self._made.append(made)
            return made
        if kind == "same":
            return self._made[rest[0]]
        if kind == "tuple":
            return tuple(map(self.value, rest))
        if kind == "set":
            return frozenset(map(self.value, rest))
        if kind == "map":
            return {self.value(key): self.value(item) for key, item in rest}
        if kind == "enum":
            return self._kinds[rest[0]](rest[1])
        if kind == "day":
            return date.fromisoformat(rest[0])
        raise ValueError(kind)
