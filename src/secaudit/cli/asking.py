"""What documents are asked for beside the result: `--period` and `--since` of the summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from secaudit.cli.language import tr

if TYPE_CHECKING:
    from secaudit.model.result import AuditResult

SUMMARY = "summary"

PeriodName = Annotated[
    str | None,
    typer.Option("--period", metavar=tr("KỲ", "PERIOD"),
                 help=tr("Kỳ của báo cáo summary: 2026 hoặc 2026-H1 (mặc định: theo ngày của kết quả).",
                         "Period of the summary: 2026 or 2026-H1 (default: by the result's day).")),
]  # fmt: skip

Earlier = Annotated[
    Path | None,
    typer.Option("--since", exists=True, dir_okay=False, metavar="EARLIER.json",
                 help=tr("Kết quả kỳ trước, để báo cáo summary nêu nội dung xấu đi.",
                         "An earlier result, for the summary to say what got worse since.")),
]  # fmt: skip


def asked_of(
    documents: Sequence[str], period: str | None, since: Path | None, unit: str | None, *, each: bool
) -> Mapping[str, object]:
    """Return what is asked for beside the result, by kind of document.

    Raises:
        typer.BadParameter: an option that no document has a use for, or no period.
        InvalidInput: the earlier result cannot be read, or does not have the unit.
    """
    if period is None and since is None:
        return {}
    option = "--period" if period is not None else "--since"
    if SUMMARY not in documents or each:
        raise typer.BadParameter(
            tr("chỉ dùng cùng --document summary, không cùng --each-unit",
               "only with --document summary, and not with --each-unit"),
            param_hint=option,
        )  # fmt: skip
    if period is not None:
        _check(period)
    from secaudit.reporting.papers.summary import Asked

    return {SUMMARY: Asked(period, None if since is None else _earlier(since, unit))}


def _check(period: str) -> None:
    from secaudit.model.period import period_named

    try:
        period_named(period, "half-year" if "-" in period else "year")
    except ValueError:
        raise typer.BadParameter(
            tr(f"không có kỳ {period!r}; viết như 2026 hoặc 2026-H1",
               f"there is no period {period!r}; write 2026 or 2026-H1"),
            param_hint="--period",
        ) from None  # fmt: skip


def _earlier(file: Path, unit: str | None) -> AuditResult:
    from secaudit import reporting

    result = reporting.load(file.read_bytes(), str(file))
    return result if unit is None else reporting.restrict(result, unit)
