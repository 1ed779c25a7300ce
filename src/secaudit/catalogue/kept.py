"""A catalogue that was read before, under the hash of all its files.

What is kept is plain JSON of the model's own records, and nothing else can come out of it. Examples are left
out: they prove a catalogue and judge nothing.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import Any

from secaudit.catalogue.layers import files_of
from secaudit.keeping import Shelf
from secaudit.model import change, control, law, location, period, profile, status, text
from secaudit.model.control import Catalogue
from secaudit.resources import shipped

_KIND = "catalogue"

_HOMES = (change, control, law, location, period, profile, status, text)
_RECORDS: dict[str, Any] = {
    name: found
    for home in _HOMES
    for name, found in vars(home).items()
    if isinstance(found, type) and (dataclasses.is_dataclass(found) or issubclass(found, Enum))
}
"""What a catalogue is made of, by name; whatever else an entry names makes it no entry."""


def load_kept(folders: Sequence[Path], shelf: Shelf | None) -> Catalogue:
    """Return a catalogue without its examples, as `load` reads it; from the shelf if it was read before.

    Raises:
        CatalogueInvalid: something in it is wrong.
    """
    from secaudit import catalogue

    if shelf is None:
        return catalogue.load(folders)
    key = _key(folders)
    kept = shelf.take(_KIND, key)
    if kept is not None and (found := _read(kept)) is not None:
        return found
    loaded = catalogue.load(folders)
    bare = dataclasses.replace(
        loaded,
        controls=tuple(dataclasses.replace(one, examples=()) for one in loaded.controls),
        off=tuple(dataclasses.replace(one, examples=()) for one in loaded.off),
    )
    written = json.dumps(_Writer().plain(bare), ensure_ascii=False).encode()
    if _read(written) == bare:
        shelf.keep(written, _KIND, key)
    return bare


def _key(folders: Sequence[Path]) -> str:
    digest = sha256()
    for folder in (shipped("controls"), *folders):
        # Places are told by the names of folders, so these are part of what was read.
        digest.update(f"\0folder {folder.resolve()}\0".encode())
        for path in files_of(folder):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


class _Writer:
    """Turns records into lists, each record once: later ones only point to it."""

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
        if isinstance(value, Mapping):
            return ["map", *([self.plain(key), self.plain(item)] for key, item in value.items())]
        if id(value) in self._known:
            return ["same", self._known[id(value)]]
        fields = [self.plain(getattr(value, field.name)) for field in dataclasses.fields(value)]
        self._known[id(value)] = len(self._known)
        return ["record", type(value).__name__, *fields]


def _read(kept: bytes) -> Catalogue | None:
    records: list[Any] = []

    def value(plain: Any) -> Any:
        if not isinstance(plain, list):
            return plain
        kind, *rest = plain
        if kind == "record":
            made = _RECORDS[rest[0]](*map(value, rest[1:]))
            records.append(made)
            return made
        if kind == "same":
            return records[rest[0]]
        if kind == "tuple":
            return tuple(map(value, rest))
        if kind == "map":
            return {value(key): value(item) for key, item in rest}
        if kind == "enum":
            return _RECORDS[rest[0]](rest[1])
        if kind == "day":
            return date.fromisoformat(rest[0])
        raise ValueError(kind)

    try:
        found = value(json.loads(kept))
    except (ValueError, LookupError, TypeError):
        return None
    return found if isinstance(found, Catalogue) else None
