"""The records of a history on a screen, one line for each."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table

from secaudit.model.history import Summary
from secaudit.model.status import Status
from secaudit.reporting.history.words import line, remarks, scope_of
from secaudit.reporting.voice import Voice

SHORT_HASH = 12
"""Letters of a hash that tell records apart on a screen; `verify` and JSON have all of it."""


def screen_list(summaries: Sequence[Summary], voice: Voice) -> RenderableType:
    """Return what the screen shows; nothing from the file is obeyed as markup."""
    if not summaries:
        return line(voice("history.empty"))
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    right = {"number", "units", "pass", "fail", "unknown", "score"}
    for column in (
        "number",
        "as_of",
        "recorded",
        "scope",
        "units",
        "pass",
        "fail",
        "unknown",
        "score",
        "hash",
    ):
        table.add_column(voice(f"history.column.{column}"), justify="right" if column in right else "left")
    for one in summaries:
        record = one.record
        table.add_row(
            str(record.number),
            voice.day(record.as_of),
            voice.day(record.recorded_at.date()),
            line(scope_of(one, voice)),
            voice.number(one.units),
            *(voice.number(one.counts[status]) for status in (Status.PASS, Status.FAIL, Status.UNKNOWN)),
            voice.percent(one.score),
            record.hash[:SHORT_HASH],
        )
    told = [line(f"• {remark}") for one in summaries for remark in remarks(one.record, voice)]
    return Group(table, *told)
