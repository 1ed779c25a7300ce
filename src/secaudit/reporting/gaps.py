"""What is not known: the cells and tables that would settle the unknown verdicts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from secaudit.lazily import dataclass
from secaudit.model.finding import Finding, Missing
from secaudit.model.result import AuditResult
from secaudit.model.status import Status


@dataclass(frozen=True, slots=True)
class Gap:
    """A column left empty, or (without a column) a table not declared complete.

    `findings` is how many unknown verdicts wait for it, `units` in how many units, `controls` which
    controls. A verdict that lacks several things waits for each, so gaps do not add up to the unknowns.
    """

    missing: Missing
    findings: int
    units: int
    controls: tuple[str, ...]


def gaps(result: AuditResult) -> tuple[Gap, ...]:
    """Return what is missing, that which holds up most verdicts first."""
    waiting: dict[Missing, list[Finding]] = defaultdict(list)
    tables: dict[str, Missing] = {}
    for finding in result.findings:
        if finding.status is Status.UNKNOWN:
            # Which rows they are in differs from verdict to verdict; the column is what is told here.
            asked = (replace(item, blanks=()) for item in finding.missing)
            # So do the words for a table: each control says by them whose rows of it are asked for.
            told = (one if one.column else tables.setdefault(one.table, one) for one in asked)
            for missing in dict.fromkeys(told):
                waiting[missing].append(finding)
    found = [
        Gap(
            missing,
            len(findings),
            len({finding.subject.unit for finding in findings}),
            tuple(sorted({finding.control for finding in findings})),
        )
        for missing, findings in waiting.items()
    ]
    found.sort(key=lambda gap: (-gap.findings, gap.missing.table, gap.missing.column or ""))
    return tuple(found)
