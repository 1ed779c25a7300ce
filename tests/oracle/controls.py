"""Random controls as files: a fictitious law of three documents, and conditions drawn from the grammar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import yaml

from secaudit.model.tables import SCHEMA
from tests.oracle.expressions import Author

_DOCUMENTS = {"OLD": "2025-07-01", "MID": "2026-01-15", "NEW": "2026-11-21"}
_DUES = {"1": None, "2": "2026-06-30", "3": "2026-11-21"}

_NAME = {"vi": "Hư cấu", "en": "Fictitious"}


class _Plain(yaml.SafeDumper):
    """Writes what occurs twice twice: a catalogue has no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def write_law(folder: Path) -> list[str]:
    """Write a registry of fictitious documents and obligations; return the obligations' names."""
    documents = [
        {
            "id": id_,
            "number": f"{id_}/FICT",
            "title": _NAME,
            "issuer": _NAME,
            "issued": date.fromisoformat(issued),
        }
        for id_, issued in _DOCUMENTS.items()
    ]
    obligations = [
        {
            "id": f"{document}/{number}", "document": document, "clause": _NAME, "kind": "control",
            "subject": "unit", "says": _NAME, **({"due": date.fromisoformat(due)} if due else {}),
        }
        for document in _DOCUMENTS
        for number, due in _DUES.items()
    ]  # fmt: skip
    (folder / "registry").mkdir(parents=True, exist_ok=True)
    _write(folder / "registry" / "documents.yaml", {"version": "1", "documents": documents})
    _write(folder / "registry" / "law.yaml", {"obligations": obligations})
    _write(folder / "catalogue.yaml", {"base": "none"})
    return [str(item["id"]) for item in obligations]


def write_controls(folder: Path, controls: Iterable[dict[str, Any]]) -> None:
    """Write controls into the one file of a catalogue."""
    _write(folder / "random.yaml", {"controls": list(controls)})


def random_control(chance: Random, number: int, obligations: list[str]) -> dict[str, Any]:
    """Return a control as YAML has it."""
    subject = chance.choice([name for name in SCHEMA if name not in ("observations", "waivers")])
    every = chance.choice((None, None, "year", "half-year"))
    author = Author(chance, subject, recurs=every is not None)
    control: dict[str, Any] = {
        "id": f"RND-{number:02}", "title": _NAME, "severity": "low", "subject": subject,
        "cites": chance.sample(obligations, chance.choice((1, 1, 2, 3))),
        "assert": author.condition(3), "message": _NAME, "waivable": chance.random() < 0.8,
        "remediation": {**_NAME, "product": _NAME, "authority": _NAME, "effort_days": 1},
        "examples": [],
    }  # fmt: skip
    if every:
        control["every"] = every
        if chance.random() < 0.2:
            control["from_period"] = {"year": "2027", "half-year": "2026-H2"}[every]
    if chance.random() < 0.5:
        control |= {"applies_when": author.condition(2), "applies_to": _NAME}
    if chance.random() < 0.4:
        control["due"] = author.day(2)
    return control


def _write(file: Path, content: object) -> None:
    text = yaml.dump(content, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000)
    file.write_text(text, encoding="utf-8")
