"""JSON Schema of catalogue files, for editors that complete and check while somebody writes."""

from __future__ import annotations

from collections.abc import Mapping

from secaudit.catalogue.contents import DECISIONS, VERSION
from secaudit.catalogue.control_keys import CONTROL
from secaudit.catalogue.decisions import REWEIGHING, SWITCH_OFF
from secaudit.catalogue.describing import Schema, object_schema
from secaudit.catalogue.entries import REPLACES, REPLACING
from secaudit.catalogue.profiles import PROFILE
from secaudit.catalogue.registry import DOCUMENT, OBLIGATION
from secaudit.catalogue.shapes import Field, items
from secaudit.model.text import Language, Text

_DRAFT = "https://json-schema.org/draft/2020-12/schema"

_CONTROLS = Text("Tệp tiêu chí kiểm tra", "A file of controls")
_REGISTRY = Text("Tệp văn bản và nghĩa vụ", "A file of documents and obligations")
_PROFILES = Text("Tệp diện áp dụng", "A file of profiles")


def controls_schema(language: Language, tables: Mapping[str, Schema]) -> Schema:
    """Return the schema of files with controls; `tables` describes the rows of examples, by table."""
    return {**_document(_CONTROLS, {"controls": _entries(CONTROL)}, language), "$defs": dict(tables)}


def registry_schema(language: Language) -> Schema:
    """Return the schema of the files below registry/: documents, or obligations."""
    fields = {"version": VERSION, "documents": _entries(DOCUMENT), "obligations": _entries(OBLIGATION)}
    return _document(_REGISTRY, fields, language)


def profiles_schema(language: Language) -> Schema:
    """Return the schema of the files below profiles/."""
    return _document(_PROFILES, {"profiles": _entries(PROFILE)}, language)


def _entries(fields: Mapping[str, Field]) -> Field:
    return Field(items, of={REPLACES: REPLACING, **fields})


def _document(title: Text, fields: Mapping[str, Field], language: Language) -> Schema:
    decided = {"switch_off": SWITCH_OFF, "severity": REWEIGHING}
    decisions = {name: Field(items, about=about, of=decided[name]) for name, about in DECISIONS.items()}
    keys = {**fields, **decisions}
    entries = [name for name in keys if name != "version"]
    return {
        "$schema": _DRAFT,
        "title": title.to(language),
        **object_schema(keys, language),
        "anyOf": [{"required": [name]} for name in entries],
    }
