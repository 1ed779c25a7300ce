"""The result as a workbook: a sheet for each table, to be sorted and filtered.

What an inventory holds is written as text, so that no name can be a formula. A list longer than a sheet
goes on on a second one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from secaudit.model.finding import Finding, MeasureResult
from secaudit.model.status import Severity, Status
from secaudit.reporting.rows import ACTION_COLUMNS, FINDING_COLUMNS, Cell, action_row, finding_row, headings
from secaudit.reporting.view import TOLD_ORDER
from secaudit.reporting.waivers import waiver_words
from secaudit.reporting.workbook import MOST_ROWS, Workbook

if TYPE_CHECKING:
    from pathlib import Path

    from secaudit.reporting.view import View
    from secaudit.reporting.voice import Voice

FILE_NAME = "audit.xlsx"

_SHADES = {
    Status.PASS: "E2F0D9", Status.FAIL: "F8CBAD", Status.ERROR: "FF9999", Status.UNKNOWN: "FFF2CC",
    Status.WAIVED: "E4DFEC", Status.NOT_YET_DUE: "DDEBF7", Status.NOT_APPLICABLE: "EDEDED",
}  # fmt: skip
_RANKS = {Severity.CRITICAL: "F4B183", Severity.HIGH: "F8CBAD", Severity.MEDIUM: "FFF2CC"}

_WIDTHS = {
    "title": 44, "name": 28, "unit_name": 30, "message": 70, "missing": 40, "evidence": 50, "observed": 30,
    "sources": 28, "location": 26, "remediation": 50, "fingerprint": 36, "what": 60, "who": 30,
    "responsibility": 30, "product": 30, "authority": 30, "subjects": 28, "closes": 36, "controls": 16,
}  # fmt: skip
_PLAIN = 14


def render(view: View, voice: Voice, *, templates: Path | None = None) -> Mapping[str, bytes]:
    """Return the workbook, in the voice's language; the same result gives the same bytes."""
    shades = {voice.text(status.label): shade for status, shade in _SHADES.items()}
    shades |= {voice.text(severity.label): shade for severity, shade in _RANKS.items()}
    writer = _Writer(Workbook(view.result.as_of, shades), view, voice)
    writer.summary()
    writer.units()
    writer.controls()
    writer.findings()
    writer.actions()
    writer.differences()
    writer.waivers()
    writer.exposure()
    writer.law()
    writer.inputs()
    return {FILE_NAME: writer.book.close()}


class _Writer:
    """Writes sheet after sheet."""

    def __init__(self, book: Workbook, view: View, voice: Voice) -> None:
        self.book, self._view, self._voice = book, view, voice

    def summary(self) -> None:
        """What was judged, and how it came out."""
        voice, result = self._voice, self._view.result
        head = self._view.head
        rows: list[Sequence[Cell]] = [
            (voice("summary.unit"), head.name if head else voice("screen.all_units")),
            (voice("provenance.as_of"), result.as_of),
            (voice("summary.points"), self._view.score),
        ]
        if result.pseudonyms:
            told = voice("basis.pseudonyms", mark=result.pseudonyms)
            rows.insert(0, (voice("provenance.pseudonyms"), told))
        rows += [(voice.text(line.status.label), line.count) for line in self._view.statuses]
        rows += [
            (voice("summary.sum"), result.counts.expected),
            (voice("summary.score_rule"), None),
            (voice("provenance.tool"), f"{result.tool.name} {result.tool.version}"),
            (
                voice("provenance.catalogue"),
                voice(
                    "provenance.catalogue_text",
                    version=result.catalogue.version,
                    sha256=result.catalogue.sha256,
                ),
            ),
            (voice("alert.title"), None if result.is_complete else voice("yes")),
        ]
        self._sheet("summary", ("fact", "value"), (60, 70), rows)

    def units(self) -> None:
        """Each unit's own counts and score, in the order of the tree."""
        names = ("unit", "unit_name", "score", "subtree", *(status.value for status in TOLD_ORDER))
        rows = (
            (one.unit.id, one.unit.name, one.score, one.subtree_score, *(one.counts[s] for s in TOLD_ORDER))
            for one in self._view.units
        )
        self._sheet("units", names, (16, 44, 12, 14, *(14 for _ in TOLD_ORDER)), rows)

    def controls(self) -> None:
        """Every control's verdicts."""
        names = ("control", "title", "severity", "family", "due", *(status.value for status in TOLD_ORDER))
        rows = (
            (
                *(line.control.id, self._voice.text(line.control.title)),
                *(self._voice.text(line.control.severity.label), line.control.family, line.control.due),
                *(line.counts[status] for status in TOLD_ORDER),
            )
            for line in self._view.controls
        )
        self._sheet("controls", names, (12, 60, 14, 10, 12, *(14 for _ in TOLD_ORDER)), rows)

    def findings(self) -> None:
        """Every finding."""
        rows = (self._finding(finding) for finding in self._view.result.findings)
        widths = [_WIDTHS.get(name, _PLAIN) for name in FINDING_COLUMNS]
        self._list("findings", headings(FINDING_COLUMNS, self._voice), widths, rows)

    def actions(self) -> None:
        """Every action with its six clarities."""
        rows = (
            action_row(action, self._view.unit_names, self._voice) for action in self._view.result.actions
        )
        widths = [_WIDTHS.get(name, _PLAIN) for name in ACTION_COLUMNS]
        self._list("actions", headings(ACTION_COLUMNS, self._voice), widths, rows)

    def differences(self) -> None:
        """What was declared one way and observed another."""
        voice = self._voice
        names = (
            "table",
            "row",
            "column",
            "unit",
            "declared",
            "observed",
            "observed_on",
            "method",
            "by",
            "place",
        )
        rows = (
            (
                *(voice.table(one.table), one.row, voice.column(one.table, one.column), one.unit),
                *(voice.cell(one.declared), voice.cell(one.observed), one.observed_on),
                *(voice.method(one.method), one.by, voice.place(one.observed_at)),
            )
            for one in self._view.result.contradictions
        )
        self._sheet("differences", names, (22, 24, 28, 16, 22, 22, 13, 18, 24, 26), rows)

    def waivers(self) -> None:
        """Every waiver and what came of it."""
        names = (
            "waiver",
            "control",
            "subject",
            "unit",
            "reason",
            "approved_by",
            "from",
            "until",
            "state",
            "place",
        )
        rows = (
            (
                *(one.id, one.control, one.subject, one.unit, one.reason, one.approved_by),
                *(
                    one.from_on,
                    one.until_on,
                    waiver_words(one, self._voice),
                    self._voice.place(one.location),
                ),
            )
            for one in self._view.result.waivers
        )
        self._sheet("waivers", names, (16, 12, 24, 16, 50, 24, 13, 13, 22, 26), rows)

    def exposure(self) -> None:
        """Every way from state secrets to the internet."""
        info, voice = self._view.result.exposure, self._voice
        rows = (
            (
                *(voice.table(one.table), one.id, one.name, one.unit),
                *(voice.choice("state_secrets", one.degree), voice.text(one.path), voice.place(one.location)),
            )
            for one in (info.holders if info else ())
        )
        names = ("table", "row", "name", "unit", "degree", "path", "place")
        self._sheet("exposure", names, (20, 24, 30, 16, 14, 80, 26), rows)

    def law(self) -> None:
        """The clauses that the judged controls cite."""
        rows = (
            (clause.obligation, name, self._voice.text(clause.clause), clause.due)
            for citation in self._view.citations
            for name in [citation.document.number if citation.document else citation.id]
            for clause in citation.clauses
        )
        self._sheet("law", ("obligation", "document", "clause", "due"), (18, 24, 60, 13), rows)

    def inputs(self) -> None:
        """Every file that was read, with its hash."""
        rows = (
            (file.path, file.sha256, file.size, file.rows_in, file.rows_kept, file.rows_rejected)
            for file in self._view.result.inventory.files
        )
        names = ("path", "sha256", "bytes", "rows_in", "rows_kept", "rows_rejected")
        self._sheet("inputs", names, (50, 68, 12, 12, 12, 12), rows)

    def _finding(self, finding: Finding) -> list[Cell]:
        cells = list(finding_row(finding, self._view.unit_names, self._voice))
        value, target = FINDING_COLUMNS.index("value"), FINDING_COLUMNS.index("target")
        if finding.measure is not None:
            cells[value] = _amount(finding.measure, finding.measure.value)
            cells[target] = _amount(finding.measure, finding.measure.target)
        return cells

    def _sheet(
        self, name: str, columns: Iterable[str], widths: Sequence[int], rows: Iterable[Sequence[Cell]]
    ) -> None:
        heads = [self._voice(f"book.column.{column}") for column in columns]
        self._list(name, heads, widths, rows)

    def _list(
        self, name: str, heads: Sequence[str], widths: Sequence[int], rows: Iterable[Iterable[Cell]]
    ) -> None:
        """Add a list, on as many sheets as it takes."""
        title, number = self._voice(f"book.sheet.{name}"), 1
        waiting: Iterator[Iterable[Cell]] = iter(rows)
        here = islice(waiting, MOST_ROWS)
        while True:
            self.book.sheet(
                title if number == 1 else f"{title} {number}", heads, widths, (list(row) for row in here)
            )
            following = next(waiting, None)
            if following is None:
                return
            number += 1
            here = islice(chain([following], waiting), MOST_ROWS)


def _amount(measure: MeasureResult, value: float | None) -> Cell:
    """Return a measured number as a cell: a ratio is a share, anything else is no percentage."""
    if value is None or measure.unit == "ratio":
        return value
    return int(value) if value.is_integer() else repr(value)
