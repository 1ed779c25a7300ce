"""The result as a file for programs: `audit.json`, from which `stored` reads it back.

The layout is that of the contract, section 4. Texts are {"vi", "en"}, days and moments ISO, statuses
and severities their identifiers; a location has only the parts that its kind of file has. Bytes depend
on the result alone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import orjson

from secaudit.model.exposure import ExposureInfo
from secaudit.model.finding import Blank, Finding, MeasureResult, Missing
from secaudit.model.location import Location
from secaudit.model.problem import Problem
from secaudit.model.register import Register
from secaudit.model.result import AuditResult, CatalogueInfo, Counts, CountTable, Score
from secaudit.model.status import Status

if TYPE_CHECKING:
    from pathlib import Path

    from secaudit.reporting.view import View
    from secaudit.reporting.voice import Voice

FILE_NAME = "audit.json"

_Object = dict[str, Any]


def render(view: View, voice: Voice, *, templates: Path | None = None) -> Mapping[str, bytes]:
    """Return `audit.json`; it holds both languages, whatever the voice."""
    return {FILE_NAME: dump(view.result)}


def dump(result: AuditResult) -> bytes:
    """Return a result as JSON, one record a line, that ends with a newline."""
    once = _Once()
    inventory = _shallow(result.inventory)
    inventory["rejected"] = [_plain(row) for row in result.inventory.rejected]
    inventory["warnings"] = [_plain(problem) for problem in result.inventory.warnings]
    document = _shallow(result)
    del document["rolls"]
    document |= {
        "inventory": inventory,
        "catalogue": _catalogue(result.catalogue),
        "counts": _count_table(result.counts),
        "scores": [_score(score) for score in result.scores],
        "findings": (_finding(finding, once) for finding in result.findings),
        "contradictions": [_plain(found) for found in result.contradictions],
        "waivers": [_plain(waiver) for waiver in result.waivers],
        "claims": [_plain(claim) for claim in result.claims],
        "exposure": _exposure(result.exposure),
        "register": _register(result.register),
    }
    return b"".join((*_lines(document, depth=2), b"\n"))


def _lines(value: object, depth: int) -> Iterator[bytes]:
    """Yield a value as JSON, what it lists at the first levels each on a line of its own.

    A line is a record, so two files can be compared and searched by lines; further line breaks would make
    the result of a city a third longer.
    """
    if depth and isinstance(value, dict) and value:
        for number, (name, item) in enumerate(value.items()):
            yield (b",\n" if number else b"{\n") + orjson.dumps(name) + b": "
            yield from _lines(item, depth - 1)
        yield b"\n}"
    elif depth and isinstance(value, Iterable) and not isinstance(value, (str, Mapping)):
        rows = 0
        for rows, item in enumerate(value, 1):
            yield (b",\n" if rows > 1 else b"[\n") + orjson.dumps(item)
        yield b"\n]" if rows else b"[]"
    else:
        yield orjson.dumps(value)


def _shallow(record: Any) -> _Object:
    return {name: getattr(record, name) for name in _names(record.__class__)}


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cast(Any, kind)))


def placed(location: Location | None) -> _Object | None:
    """Return a place as an object with the parts that it has."""
    if location is None:
        return None
    return {name: part for name, part in _shallow(location).items() if part is not None}


def _catalogue(catalogue: CatalogueInfo) -> _Object:
    plain = _shallow(catalogue) | {"changes": [_plain(change) for change in catalogue.changes]}
    if catalogue.profile is not None:
        plain["profile"] = _plain(catalogue.profile) | {
            "left_out": [_plain(change) for change in catalogue.profile.left_out],
            "severities": [_plain(change) for change in catalogue.profile.severities],
        }
    return plain


def _exposure(info: ExposureInfo | None) -> _Object | None:
    if info is None:
        return None
    return _shallow(info) | {
        "holders": [_plain(holder) for holder in info.holders],
        "severances": [_plain(severance) for severance in info.severances],
    }


def _register(register: Register | None) -> _Object | None:
    if register is None:
        return None
    return _shallow(register) | {"systems": [_plain(system) for system in register.systems]}


def _plain(record: Any) -> _Object:
    """Return a record as an object, with every location in it cut to the parts that it has."""
    plain = _shallow(record)
    for name, value in plain.items():
        if isinstance(value, Location):
            plain[name] = placed(value)
        elif isinstance(value, Problem):
            plain[name] = _plain(value)
    return plain


class _Once:
    """Writes what many findings hold in common once: the sources of a control, a cell to fill in.

    By identity: the result holds what it shares, so that no other object can take its place meanwhile.
    """

    def __init__(self) -> None:
        self._written: dict[int, orjson.Fragment] = {}

    def __call__(
        self, value: object, plain: Callable[[Any], object] = lambda value: value
    ) -> orjson.Fragment:
        """Return a value as it is written; `plain` makes it one that can be."""
        fragment = self._written.get(id(value))
        if fragment is None:
            fragment = self._written[id(value)] = orjson.Fragment(orjson.dumps(plain(value)))
        return fragment


def finding_object(finding: Finding) -> _Object:
    """Return one finding as `audit.json` has it."""
    return _finding(finding, _Once())


def _finding(finding: Finding, once: _Once) -> _Object:
    plain: _Object = {}
    for name, value in _shallow(finding).items():
        plain[name] = value
        # The contract has plain names and numbers here; what stands behind them has keys of its own.
        if name == "missing":
            plain["missing"] = [_missing_name(gap, finding.subject.table) for gap in finding.missing]
            plain["gaps"] = [_gap(gap, once) for gap in finding.missing]
        elif name == "missing_if_applies":
            plain[name] = [_gap(gap, once) for gap in finding.missing_if_applies]
        elif name == "measure":
            plain |= _measured(finding.measure)
        elif name in _SHARED:
            plain[name] = once(value)
    plain["evidence"] = dict(finding.evidence)
    plain["observed"] = None if finding.observed is None else dict(finding.observed)
    plain["location"] = placed(finding.location)
    plain["waiver"] = None if finding.waiver is None else _plain(finding.waiver)
    return plain


_SHARED = frozenset({"title", "sources", "remediation"})
"""What all findings of a control hold in common; it is most of a finding's bytes."""


def _gap(gap: Missing, once: _Once) -> _Object:
    return _shallow(gap) | {"blanks": [once(blank, _blank) for blank in gap.blanks]}


def _blank(blank: Blank) -> _Object:
    return _shallow(blank) | {"location": placed(blank.location)}


def _measured(measure: MeasureResult | None) -> _Object:
    if measure is None:
        return {"measure": None, "target": None, "measure_unit": None}
    return {"measure": measure.value, "target": measure.target, "measure_unit": measure.unit}


def _missing_name(gap: Missing, subject: str) -> str:
    """Return a column of the subject by its name, others with their table, an open table by its own."""
    if gap.column is None:
        return gap.table
    return gap.column if gap.table == subject else f"{gap.table}.{gap.column}"


def _counts(counts: Counts) -> dict[str, int]:
    return {status.value: counts[status] for status in Status}


def _count_table(table: CountTable) -> _Object:
    return _shallow(table) | {
        "total": _counts(table.total),
        "by_control": {control: _counts(counts) for control, counts in table.by_control.items()},
    }


def _score(score: Score) -> _Object:
    return _shallow(score) | {"own": _counts(score.own), "subtree": _counts(score.subtree)}
