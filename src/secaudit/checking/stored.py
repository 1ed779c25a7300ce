"""A stored audit as the base of a check: what it tells, and what it cannot."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from secaudit.audit.judging import UnknownUnit
from secaudit.audit.subtree import UnitTree
from secaudit.audit.waivers import Waivers
from secaudit.checking.bases import Stored
from secaudit.comparison.checking import Side
from secaudit.lazily import dataclass
from secaudit.model.comparison import State
from secaudit.model.control import Catalogue
from secaudit.model.finding import Finding
from secaudit.model.inventory import Inventory
from secaudit.model.result import AuditResult
from secaudit.model.rule import rule_sha256
from secaudit.model.sheet import CODES, Question, Sheet
from secaudit.model.text import Text


@dataclass(frozen=True)
class Before:
    """The base, the controls that ask something else in it, and what has to be said of it."""

    side: Side
    incomparable: frozenset[str]
    notes: tuple[Text, ...]


def judged_before(base: Stored, controls: Catalogue, head: Sheet) -> Before:
    """Return what a stored audit tells of the verdicts before."""
    result = base.result
    complete = len(result.findings) == result.counts.expected
    incomparable = _incomparable(result, controls)
    findings = {(_key(one), one.subject.id): one for one in result.findings}

    def told(wanted: Mapping[str, Collection[str]]) -> dict[tuple[str, str], Finding]:
        return {(key, row): findings[key, row] for key, rows in wanted.items() for row in rows}

    state = State("audit", base.file, counts=result.counts.total)
    side = Side(state, _sheet(result), told, None, tells_passes=complete)
    return Before(side, incomparable, _notes(base, incomparable, head, complete=complete))


def waivers_of(result: AuditResult) -> Waivers:
    """Return the waivers that an audit went by: one in force that waived nothing may do so now."""
    return Waivers(
        tuple(replace(use, state="in_force") if use.state == "unused" else use for use in result.waivers)
    )


def units_of(result: AuditResult, head: Inventory) -> tuple[str, ...] | None:
    """Return the units to judge: those of the audit's scope, None for all.

    Raises:
        UnknownUnit: the unit that the audit was about is not there any more.
    """
    if result.scope is None:
        return None
    tree = UnitTree.of(head.tables["units"].rows)
    if result.scope not in tree:
        raise UnknownUnit(result.scope, ())
    return tree.members(result.scope)


def _key(finding: Finding) -> str:
    return finding.control if finding.period is None else f"{finding.control} {finding.period}"


def _sheet(result: AuditResult) -> Sheet:
    """Return the findings of an audit as a sheet; a row that a question has no finding of has no code."""
    import pyarrow as pa

    questions: dict[str, Question] = {}
    codes: dict[str, dict[str, dict[str, int]]] = {}
    units: dict[str, dict[str, str | None]] = {}
    for one in result.findings:
        key, table = _key(one), one.subject.table
        questions[key] = Question(one.control, one.period, table, one.severity)
        codes.setdefault(table, {}).setdefault(key, {})[one.subject.id] = CODES[one.status]
        units.setdefault(table, {})[one.subject.id] = one.subject.unit
    tables = {}
    for table, rows in units.items():
        columns = {
            key: pa.array([given.get(row) for row in rows], pa.int8()) for key, given in codes[table].items()
        }
        tables[table] = pa.table(
            {"id": pa.array(list(rows), pa.string()), "_unit": pa.array(list(rows.values()), pa.string())}
            | columns
        )
    return Sheet(questions, tables)


def _incomparable(result: AuditResult, controls: Catalogue) -> frozenset[str]:
    """Return the controls of which it is not known that they ask the same as in the audit."""
    before = {one.id: one.rule_sha256 for one in result.controls}
    now = {one.id: rule_sha256(one) for one in controls.controls}
    same_files = result.catalogue.sha256 == controls.sha256
    return frozenset(
        name
        for name in before.keys() | now.keys()
        if name not in before
        or name not in now
        or not (before[name] == now[name] if before[name] is not None else same_files)
    )


def _notes(base: Stored, incomparable: frozenset[str], head: Sheet, *, complete: bool) -> tuple[Text, ...]:
    notes = [
        Text(
            f"{base.file} không chứa các dòng của danh mục kiểm kê: không nêu được dòng nào đã thay đổi.",
            f"{base.file} does not hold the inventory's rows: which of them changed cannot be told.",
        )
    ]
    if not complete:
        notes.append(
            Text(
                f"{base.file} không liệt kê kết quả đạt và không áp dụng: phát hiện không có trong đó được "
                "coi là mới, kể cả khi đối tượng đã có từ trước. Tạo lại bằng secaudit audit --all-verdicts "
                "để phân biệt.",
                f"{base.file} does not list passes and what did not apply: a finding that is not in it "
                "counts as new, also where its subject was there before. Make it with secaudit audit "
                "--all-verdicts to tell them apart.",
            )
        )
    if incomparable:
        named = ", ".join(sorted(incomparable))
        notes.append(
            Text(
                f"Không so sánh được các tiêu chí đã đổi nội dung, mới có hoặc không còn: {named}. "
                "Kiểm tra lại bằng bộ tiêu chí hiện tại để có gốc so sánh mới.",
                "Controls that changed, are new or are gone cannot be compared: "
                f"{named}. Audit again by the present catalogue for a new base.",
            )
        )
    return tuple(notes)
