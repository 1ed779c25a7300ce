"""A catalogue that was read before, under the hash of all its files.

What is kept is plain JSON of the model's own records, and nothing else can come out of it. Examples are left
out: they prove a catalogue and judge nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from secaudit.catalogue.files import files_of
from secaudit.keeping import Shelf
from secaudit.model import change, control, law, location, period, profile, status, text
from secaudit.model.control import Catalogue
from secaudit.records import kinds_in, pack, unpack
from secaudit.resources import shipped

_KIND = "catalogue"

_RECORDS = kinds_in((change, control, law, location, period, profile, status, text))
"""What a catalogue is made of, by name."""


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
    written = pack(bare)
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


def _read(kept: bytes) -> Catalogue | None:
    try:
        found = unpack(kept, _RECORDS)
    except ValueError:
        return None
    return found if isinstance(found, Catalogue) else None
