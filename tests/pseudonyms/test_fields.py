"""Every field of a result is classified: a new one cannot be given away unnoticed."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

import pytest

from secaudit.model.finding import Finding
from secaudit.model.result import AuditResult
from secaudit.model.text import Text
from secaudit.pseudonyms.fields import FIELDS, UNTOUCHED, Holds
from secaudit.pseudonyms.key import PseudonymKey
from secaudit.pseudonyms.veil import veiled
from tests.reporting.canonical import canonical


def records(kind: Any, seen: set[type[Any]]) -> Iterator[type[Any]]:
    """Yield every record that can stand in a kind of record."""
    for inner in typing.get_args(kind):
        yield from records(inner, seen)
    if isinstance(kind, type) and is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        yield kind
        for hint in typing.get_type_hints(kind).values():
            yield from records(hint, seen)


ALL = tuple(records(AuditResult, set()))


def test_every_record_of_a_result_is_known() -> None:
    assert set(ALL) == {*FIELDS, *UNTOUCHED}


@pytest.mark.parametrize("record", FIELDS, ids=lambda record: record.__name__)
def test_every_field_of_a_record_is_classified(record: type[Any]) -> None:
    assert set(FIELDS[record]) == {field.name for field in fields(record)}


@pytest.mark.parametrize("record", FIELDS, ids=lambda record: record.__name__)
def test_what_stays_plain_holds_no_words_of_the_inventory(record: type[Any]) -> None:
    """Texts that stay are named here one by one; a plain field of any other text is an oversight."""
    told = {
        ("AuditResult", "pseudonyms"), ("RejectedRow", "table"), ("Location", "cell"), ("Problem", "code"),
        ("CatalogueInfo", "sha256"), ("CatalogueInfo", "version"), ("Change", "id"), ("AppliedProfile", "id"),
        ("AppliedProfile", "kinds"), ("UnitInfo", "kind"), ("UnitInfo", "declared"),
        ("CountTable", "by_control"),
        ("Cell", "control"), ("Finding", "control"), ("Finding", "title"), ("Finding", "period"),
        ("Subject", "table"), ("Missing", "table"), ("Missing", "column"), ("Missing", "label"),
        ("Blank", "table"), ("Blank", "column"), ("WaiverUse", "control"), ("NotApplicable", "control"),
        ("Contradiction", "table"), ("Contradiction", "column"), ("Contradiction", "method"),
        ("Action", "controls"), ("ExposedHolder", "table"), ("ExposedHolder", "degree"), ("Stop", "table"),
        ("Stop", "kind"), ("Line", "kind"), ("RegisteredSystem", "phase"), ("Proportion", "stage"),
    }  # fmt: skip
    hints = typing.get_type_hints(record)
    loose = {
        (record.__name__, name)
        for name, holds in FIELDS[record].items()
        if holds is Holds.PLAIN and _has_words(hints[name])
    }
    assert loose <= told


def test_a_field_that_nobody_classified_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    known = dict(FIELDS)
    known[Finding] = {name: holds for name, holds in FIELDS[Finding].items() if name != "message"}
    monkeypatch.setattr("secaudit.pseudonyms.veil.FIELDS", known)
    with pytest.raises(LookupError, match=r"Finding\.message"):
        veiled(canonical(), PseudonymKey(b"k" * 32), {})


def _has_words(kind: Any) -> bool:
    """Return whether values of a type can hold words; enumerations, literals, days and law cannot."""
    if typing.get_origin(kind) is typing.Literal:
        return False
    if inner := typing.get_args(kind):
        return any(_has_words(each) for each in inner)
    if kind in UNTOUCHED:
        return kind is Text
    return isinstance(kind, type) and issubclass(kind, str) and not issubclass(kind, (Enum, date, datetime))
