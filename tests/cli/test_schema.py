"""`secaudit schema`: what editors are told is what the readers take."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.catalogue.sample import CONTROL, DOCUMENTS, OBLIGATIONS, spoil
from tests.cli.running import ROOT, SAMPLE, secaudit

CONTROLS = ROOT / "controls"


class Plain(yaml.SafeLoader):
    """YAML as editors read it (version 1.2): a day is text, and so is `no`."""


_NUMBERS = tuple(f"tag:yaml.org,2002:{name}" for name in ("int", "float", "null"))
Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag in _NUMBERS]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


@cache
def schema(kind: str, language: str = "vi") -> dict[str, Any]:
    run = secaudit("schema", kind, "--lang", language)
    assert (run.code, run.err) == (0, "")
    found: dict[str, Any] = json.loads(run.out)
    jsonschema.Draft202012Validator.check_schema(found)
    return found


def complaints(kind: str, text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema(kind))
    content = yaml.load(text, Loader=Plain)  # it derives from the safe one
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(content)]


def shipped() -> Iterator[tuple[str, Path]]:
    for path in sorted(CONTROLS.rglob("*.yaml")):
        folder = path.relative_to(CONTROLS).parts[0]
        if path.name not in ("catalogue.yaml", "lint.yaml", "waivers.yaml"):
            yield folder if folder in ("registry", "profiles") else "controls", path
    for path in sorted(SAMPLE.rglob("*.yaml")):
        yield "inventory", path


@pytest.mark.parametrize(
    ("kind", "path"), [pytest.param(kind, path, id=f"{kind}-{path.name}") for kind, path in shipped()]
)
def test_a_shipped_file_is_as_its_schema_says(kind: str, path: Path) -> None:
    assert complaints(kind, path.read_text(encoding="utf-8")) == []


def test_the_sample_catalogue_is_as_its_schema_says() -> None:
    assert complaints("controls", CONTROL) == []
    assert complaints("registry", DOCUMENTS) == []
    assert complaints("registry", OBLIGATIONS) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("severity: high", "severty: high"),
        ("severity: high", "severity: hihg"),
        ("severity: high", "severity: [high]"),
        ("severity: high", "severity:"),
        ("id: SYS-01", "id: SYS 01"),
        ("subject: systems", "subject: system"),
        ("cites: [LAW/1]", "cites: []"),
        ("cites: [LAW/1]", "cites: LAW/1"),
        ("cites: [LAW/1]", "cites: [LAW]"),
        ("target: 0.25", "target: '25%'"),
        ("unit: ratio", "unit: percent"),
        ("effort_days: 5", "effort_days: five"),
        ("effort_days: 5", "effort_days: -5"),
        ("effort_days: 5", "effort_days: 5\n      per: row"),
        ("effort_days: 5", "effort_days: 5\n    waivable: yes"),
        ("measure: {value", "measure: {vlaue"),
        (', en: "Multi-factor authentication"', ""),
        (', en: "A record"', ""),
        ("assert: mfa AND log_months >= 3", "assert: [mfa]"),
        ("as_of: 2027-01-05\n        expect: pass", "expect: pass"),
        ("expect: unknown", "expect: unkown"),
        ("expect: unknown", "expect: {v: unkown}"),
        ("expect: unknown", "expect: unknown\n        missing: systems.mfa"),
        ("expect: unknown", "expect: unknown\n        message: {}"),
        ("[{id: s, unit", "[{id: s, unti"),
        ("[{id: s, unit", "[{unit"),
        ("[{id: s, unit: u, name: S, phase: operation", "[{id: s, unit: u, name: S, phase: operating"),
        ("{systems: [{id: s,", "{sistems: [{id: s,"),
        ("expect: unknown", "expect: unknown\n        declared: [device]"),
        ("key: mfa", "key: mfa\n    allow: [everything]"),
        ("controls:", "control:"),
    ],
)
def test_a_spoilt_control_is_not(old: str, new: str) -> None:
    assert complaints("controls", spoil(CONTROL, old, new)) != []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: control", "kind: contrl"),
        ("due: 2026-12-31", "due: 31/12/2026"),
        ("due: 2026-12-31", "every: month"),
        ("obligations:", "obligation:"),
        ('says: {vi: "Có hai lớp", en: "Two layers"}', 'says: "Two layers"'),
    ],
)
def test_a_spoilt_obligation_is_not(old: str, new: str) -> None:
    assert complaints("registry", spoil(OBLIGATIONS, old, new)) != []


@pytest.mark.parametrize(
    ("old", "new"),
    [("issued: 2026-01-15", "issued: 2026"), ("issued_assumed: true", 'issued_assumed: "true"'),
     ('number: "1/FICT"', "nubmer: 1")],
)  # fmt: skip
def test_a_spoilt_document_is_not(old: str, new: str) -> None:
    assert complaints("registry", spoil(DOCUMENTS, old, new)) != []


def test_every_key_is_explained_in_the_language_asked_for() -> None:
    for kind in ("controls", "registry", "profiles"):
        for language, word in (("vi", "lý do"), ("en", "why")):
            said = json.dumps(schema(kind, language), ensure_ascii=False)
            assert word in said
    entry = schema("controls")["properties"]["controls"]["items"]["properties"]
    assert entry["assert"]["description"] == "điều kiện SQL phải đúng; ô trống cho kết quả chưa đủ căn cứ"
    assert [name for name, key in entry.items() if "description" not in key] == []
    systems = schema("inventory", "en")["properties"]["systems"]
    assert systems["items"]["properties"]["unit"]["description"] == "owner"


def test_it_is_written_to_a_file(tmp_path: Path) -> None:
    path = tmp_path / "made" / "controls.schema.json"
    run = secaudit("schema", "controls", "-o", path, "--lang", "en")
    assert (run.code, run.out) == (0, f"Wrote {path}\n")
    assert "# yaml-language-server: $schema=controls.schema.json" in run.err
    assert json.loads(path.read_text(encoding="utf-8")) == schema("controls", "en")
    assert [item.name for item in path.parent.iterdir()] == ["controls.schema.json"]


def test_an_unknown_kind_is_wrong_usage() -> None:
    run = secaudit("schema", "control")
    assert run.code == 2
    assert "controls" in run.err
