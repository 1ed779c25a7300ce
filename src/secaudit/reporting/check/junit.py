"""JUnit XML: a suite for each control or rule, a case for each thing told; what blocks is a failure."""

from __future__ import annotations

import re
from itertools import groupby
from xml.etree import ElementTree

from secaudit.model.comparison import CheckResult
from secaudit.model.text import Language, Text
from secaudit.reporting.check.told import Told, one_line, told

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(result: CheckResult, language: Language, *, with_waived: bool = False) -> bytes:
    """Return the report. With nothing to tell, one passed case says so: an empty report looks like none."""
    items = sorted(told(result, with_waived=with_waived), key=lambda item: (item.rule.id, item.fingerprint))
    suites = ElementTree.Element("testsuites", name="secaudit check")
    for rule, group in groupby(items, key=lambda item: item.rule):
        _suite(suites, f"{rule.id}: {rule.title.to(language)}", list(group), language)
    if not items:
        suite = ElementTree.SubElement(suites, "testsuite", name="secaudit check", tests="1", failures="0")
        name = Text("Không có gì mới phát sinh hay xấu đi", "Nothing is new or worse").to(language)
        ElementTree.SubElement(suite, "testcase", classname="secaudit", name=name)
    suites.set("tests", str(max(len(items), 1)))
    suites.set("failures", str(sum(item.blocking for item in items)))
    ElementTree.indent(suites)
    written: bytes = ElementTree.tostring(suites, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _suite(suites: ElementTree.Element, name: str, items: list[Told], language: Language) -> None:
    suite = ElementTree.SubElement(
        suites,
        "testsuite",
        name=_clean(name),
        tests=str(len(items)),
        failures=str(sum(item.blocking for item in items)),
        skipped=str(sum(item.excuse is not None for item in items)),
        errors="0",
    )
    for item in items:
        _case(suite, item, language)


def _case(suite: ElementTree.Element, item: Told, language: Language) -> None:
    place = item.place
    case = ElementTree.SubElement(
        suite,
        "testcase",
        classname=item.rule.id,
        name=_clean(f"{item.subject} ({item.turn.label.to(language)})"),
        file=_clean(place.file),
        line=str(place.line),
    )
    message = _clean(item.message.to(language))
    where = _clean(f"{place.file}:{place.line}:{place.column}" + (f" [{place.cell}]" if place.cell else ""))
    advice = _clean(item.rule.advice.to(language))
    if item.excuse is not None:
        ElementTree.SubElement(case, "skipped", message=_clean(item.excuse.to(language)))
    elif item.blocking:
        failure = ElementTree.SubElement(case, "failure", type=item.severity.value, message=message)
        failure.text = f"{where}\n{message}\n→ {advice}"
    else:
        ElementTree.SubElement(case, "system-out").text = f"{where}\n{message}\n→ {advice}"


def _clean(text: str) -> str:
    """Return a text without what XML cannot hold, on one line."""
    return _NOT_XML.sub("", one_line(text))
