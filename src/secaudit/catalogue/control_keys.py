"""The keys that a control may have in its YAML, and what the value of each must look like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from yaml.nodes import Node

from secaudit.catalogue.nodes import Book
from secaudit.catalogue.rules import ACCEPTABLE
from secaudit.catalogue.shapes import (
    Field,
    Record,
    both_languages,
    decimal,
    either_text,
    identifier,
    items,
    list_of,
    obligation_id,
    one_word,
    record,
    truth,
    whole,
    words,
)
from secaudit.model.control import MeasureUnit
from secaudit.model.law import Recurrence
from secaudit.model.status import Severity
from secaudit.model.tables import SCHEMA


def _node(_book: Book, node: Node) -> Node:
    return node


_MEASURE = {
    "value": Field(_node, True),
    "target": Field(decimal, True),
    "unit": Field(one_word(get_args(MeasureUnit)), True),
}

_REMEDIATION = {
    "vi": Field(words, True),
    "en": Field(words, True),
    "product": Field(either_text, True),
    "authority": Field(either_text, True),
    "effort_days": Field(whole, True),
    "deed": Field(identifier),
    "per": Field(one_word(("subject", "unit")), default="subject"),
    "after": Field(list_of(identifier), default=()),
}


def _remediation(book: Book, node: Node) -> Record:
    return record(book, node, _REMEDIATION)


def _measure(book: Book, node: Node) -> Record:
    return record(book, node, _MEASURE)


CONTROL: Mapping[str, Field] = {
    "id": Field(identifier, True),
    "title": Field(both_languages, True),
    "severity": Field(one_word(severity.value for severity in Severity), True),
    "subject": Field(one_word(SCHEMA), True),
    "family": Field(identifier),
    "cites": Field(list_of(obligation_id, empty=False), True),
    "applies_when": Field(_node),
    "applies_to": Field(both_languages),
    "assert": Field(_node, True),
    "key": Field(identifier),
    "measure": Field(_measure),
    "due": Field(_node),
    "figures": Field(_node),
    "message": Field(both_languages),
    "waivable": Field(truth, default=True),
    "every": Field(one_word(get_args(Recurrence))),
    "from_period": Field(words),
    "remediation": Field(_remediation, True),
    "examples": Field(items, default=()),
    "allow": Field(list_of(one_word(ACCEPTABLE)), default=()),
}
