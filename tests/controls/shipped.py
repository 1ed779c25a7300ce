"""The shipped catalogue and the verdicts on its examples, judged once for all tests."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from secaudit import catalogue
from secaudit.model.control import Catalogue
from secaudit.model.finding import Finding
from secaudit.proving.cases import Case
from secaudit.proving.cases import cases as cases_of
from secaudit.proving.judging import judged


@cache
def the_catalogue() -> Catalogue:
    return catalogue.load()


@cache
def cases() -> tuple[Case, ...]:
    """Return every example of the shipped catalogue."""
    return cases_of(the_catalogue())


@cache
def _verdicts() -> Mapping[str, tuple[Finding, ...]]:
    return {item.case.prefix: item.findings for item in judged(cases(), the_catalogue())}


def verdicts_on(case: Case) -> tuple[Finding, ...]:
    """Return the verdicts on the rows of an example."""
    return _verdicts()[case.prefix]


def verdict_on(case: Case) -> Finding:
    """Return the verdict on the row that an example names, or on its only one."""
    (found,) = (item for item in verdicts_on(case) if case.example.subject in (None, case.row(item)))
    return found
