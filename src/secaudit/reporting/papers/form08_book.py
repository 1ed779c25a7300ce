"""Form 08 as a workbook: days and numbers as such, fixed values to choose from, nothing that could run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from secaudit.model.result import AuditResult
from secaudit.reporting.papers.form08 import COLUMNS, FormRow, fixed_values, form_rows, headings
from secaudit.reporting.papers.yearly import Form
from secaudit.reporting.rows import Cell
from secaudit.reporting.voice import Voice
from secaudit.reporting.workbook import Check, Workbook

_WIDTHS = (6, 36, 30, 30, 10, 18, 34, 34, 16, 20, 16, 22)


def book(result: AuditResult, form: Form, voice: Voice) -> bytes:
    """Return the workbook: the table, the counts, the owners, and what is not declared."""
    writer = Workbook(result.as_of)
    names = {unit.id: unit.name for unit in result.units}
    rows = form_rows(result.register.listed if result.register else (), voice)
    writer.sheet(
        voice("form08.sheet.table"), headings(voice), _WIDTHS, [row.cells for row in rows], _checks(voice)
    )
    writer.sheet(
        voice("form08.sheet.counts"),
        [voice("form08.content"), voice("form08.count"), voice("form08.undeclared")],
        (80, 16, 14),
        _counts(form, voice),
    )
    writer.sheet(
        voice("form08.sheet.owners"),
        [voice(f"form08.owner.{name}") for name in ("name", "head", "contact", "officer")],
        (44, 44, 40, 40),
        (
            [unit.name, _head(unit.head_name, unit.head_post), unit.contact, unit.security_officer]
            for unit in form.owners
        ),
    )
    writer.sheet(
        voice("form08.sheet.undeclared"),
        [
            voice("form08.column.name"),
            voice("form08.column.owner"),
            voice("form08.lacking"),
            voice("book.column.place"),
        ],
        (36, 30, 50, 40),
        _undeclared(rows, voice, names),
        {},
    )
    return writer.close()


def _checks(voice: Voice) -> dict[int, Check]:
    checks = {COLUMNS.index(name): Check(tuple(values)) for name, values in fixed_values(voice).items()}
    return checks | {COLUMNS.index("level"): Check(least=1, most=5)}


def _head(name: str | None, post: str | None) -> str | None:
    return ", ".join(part for part in (name, post) if part) or None


def _counts(form: Form, voice: Voice) -> Iterator[Sequence[Cell]]:
    for line in form.general:
        yield (voice(f"yearly.general.{line.told}"), line.count.yes, line.count.undeclared)
    expected: date | str | None = form.expected.last
    yield (voice("yearly.general.expected"), expected, form.expected.undeclared)
    for line in form.others:
        yield (voice(f"yearly.other.{line.told}"), line.count.yes, line.count.undeclared)
    yield (voice("yearly.retired"), form.retired, None)


def _undeclared(rows: Sequence[FormRow], voice: Voice, names: dict[str, str]) -> Iterator[Sequence[Cell]]:
    for row in rows:
        if row.undeclared:
            lacking = "; ".join(voice(f"form08.column.{name}") for name in COLUMNS if name in row.undeclared)
            system = row.system
            yield (
                system.name,
                names.get(system.unit, system.unit_name),
                lacking,
                voice.place(system.location),
            )
