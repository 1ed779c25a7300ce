"""The verdicts on a base that was judged before, under the hash of all that they come from."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

import pyarrow as pa

from secaudit.keeping import Shelf
from secaudit.model.control import Catalogue
from secaudit.model.inventory import Inventory
from secaudit.model.sheet import Question, Sheet
from secaudit.model.status import Severity

_KIND = "verdicts"
_LENGTH = 8


def key_of(inventory: Inventory, controls: Catalogue, as_of: date, engine: str) -> tuple[str, ...]:
    """Return all that the verdicts on an inventory come from, its own waivers among them."""
    files = json.dumps(sorted((file.path, file.sha256) for file in inventory.files))
    profile = "" if controls.profile is None else controls.profile.id
    return files, controls.sha256, profile, as_of.isoformat(), engine


def taken(shelf: Shelf, key: tuple[str, ...]) -> Sheet | None:
    """Return the verdicts that were kept; None where there are none."""
    kept = shelf.take(_KIND, *key)
    if kept is None:
        return None
    try:
        return _read(kept)
    except (pa.ArrowException, ValueError, LookupError, TypeError):
        # Whole, and yet not what this program would have written: as good as not there.
        return None


def keep(shelf: Shelf, sheet: Sheet, key: tuple[str, ...]) -> None:
    """Keep verdicts for the next check against the same base."""
    streams = {}
    for name, rows in sheet.tables.items():
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, rows.schema) as writer:
            writer.write_table(rows)
        streams[name] = sink.getvalue().to_pybytes()
    about = {
        "questions": {name: asdict(question) for name, question in sheet.questions.items()},
        "tables": {name: len(stream) for name, stream in streams.items()},
    }
    head = json.dumps(about).encode()
    shelf.keep(b"".join((len(head).to_bytes(_LENGTH, "big"), head, *streams.values())), _KIND, *key)


def _read(kept: bytes) -> Sheet:
    at = _LENGTH + int.from_bytes(kept[:_LENGTH], "big")
    about = json.loads(kept[_LENGTH:at])
    tables = {}
    for name, length in about["tables"].items():
        with pa.ipc.open_stream(kept[at : at + length]) as reader:
            tables[name] = reader.read_all()
        at += length
    questions = {
        name: Question(**(plain | {"severity": Severity(plain["severity"])}))
        for name, plain in about["questions"].items()
    }
    return Sheet(questions, tables)
