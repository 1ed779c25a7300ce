"""One record, as a sheet."""

from __future__ import annotations

from secaudit.model.course import RecordPage
from secaudit.model.history import KeptFinding
from secaudit.model.status import Status
from secaudit.reporting.history.sheet import Block, Column, Grid, Limits, Prose, Sheet
from secaudit.reporting.history.words import cut, remarks, subject
from secaudit.reporting.listing import Part, first
from secaudit.reporting.view import TOLD_ORDER
from secaudit.reporting.voice import Voice

_COUNTED = (Status.PASS, Status.FAIL, Status.UNKNOWN, Status.WAIVED, Status.NOT_YET_DUE)


def sheet(page: RecordPage, voice: Voice, limits: Limits) -> Sheet:
    """Return what a record holds; `limits` say how much of each list is shown."""
    record = page.record
    tool = f"{record.tool} {record.tool_version}, {record.engine}"
    lines = (
        voice(
            "history.show.made",
            recorded=voice.moment(record.recorded_at),
            tool=tool,
            catalogue=record.catalogue_version,
            paths=", ".join(record.paths),
        ),
        voice("history.show.hash", hash=record.hash),
        voice("summary.score", score=voice.percent(page.score)),
    )
    blocks: list[Block] = [Prose(lines)]
    if warnings := tuple(remarks(record, voice)):
        blocks.append(Prose(warnings, warning=True))
    blocks += [_statuses(page, voice), _units(page, voice, limits.units)]
    blocks.append(_findings(page, voice, limits.findings))
    name = page.unit.name if page.unit is not None else "; ".join(page.names)
    return Sheet(
        voice("history.show.title", number=record.number),
        voice("history.show.about", about=name, day=record.as_of),
        tuple(blocks),
    )


def _statuses(page: RecordPage, voice: Voice) -> Grid:
    rows = [(voice.text(one.label), voice.number(page.counts[one])) for one in TOLD_ORDER]
    columns = (Column(voice("summary.status"), wide=2), Column(voice("summary.count"), number=True))
    return Grid(voice("history.diff.statuses"), columns, first(rows, len(rows)))


def _units(page: RecordPage, voice: Voice, limit: int) -> Grid:
    rows = [
        (
            one.unit.name,
            voice.percent(one.score),
            *(voice.number(one.counts[status]) for status in _COUNTED),
        )
        for one in page.units
    ]
    columns = (
        Column(voice("summary.unit"), wide=4),
        Column(voice("summary.points"), number=True),
        *(Column(voice(f"short.{status.value}"), number=True) for status in _COUNTED),
    )
    part = first(rows, limit)
    return Grid(voice("screen.units"), columns, part, cut(part, voice))


def _findings(page: RecordPage, voice: Voice, limit: int) -> Grid:
    names = {one.unit.id: one.unit.name for one in page.units}
    listed = first(page.findings, limit)
    rows = tuple(_finding(one, names.get(one.unit or "", "–"), voice) for one in listed.shown)
    columns = (
        Column(voice("summary.severity")),
        Column(voice("summary.status")),
        Column(voice("summary.unit"), wide=2),
        Column(voice("failures.subject"), wide=2),
        Column(voice("history.column.told"), wide=6),
    )
    part = Part(rows, listed.total)
    return Grid(voice("history.show.findings", count=listed.total), columns, part, cut(part, voice))


def _finding(finding: KeptFinding, unit: str, voice: Voice) -> tuple[str, ...]:
    place = f" [{finding.place}]" if finding.place else ""
    return (
        voice.text(finding.severity.label),
        voice.text(finding.status.label),
        unit,
        f"{finding.control}: {subject(finding)}",
        voice.text(finding.message) + place,
    )
