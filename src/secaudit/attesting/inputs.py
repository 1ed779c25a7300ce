"""Whether inputs are those that a result was made of, and whether judging them again says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from secaudit import remediation
from secaudit.attesting.claim import Claim, fails, holds, unchecked
from secaudit.audit import judge
from secaudit.explanation.exposed.telling import exposure_info
from secaudit.model.control import Catalogue
from secaudit.model.finding import Finding
from secaudit.model.inventory import FileAccount, Inventory
from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from secaudit.model.text import Text, same
from secaudit.model.undertaking import Undertaking, UndertakingsFile

_MOST = 20


def input_claims(recorded: Sequence[FileAccount], found: Sequence[FileAccount]) -> Iterator[Claim]:
    """Yield whether the files that were read are those of the page of provenance, each with its hash."""
    before = {file.path: file.sha256 for file in recorded}
    now = {file.path: file.sha256 for file in found}
    other = [
        *(
            (path, "đã thay đổi", "was changed")
            for path in before
            if path in now and now[path] != before[path]
        ),
        *((path, "không có", "is not there") for path in before if path not in now),
        *((path, "không có trong báo cáo", "is not in the report") for path in now if path not in before),
    ]
    for path, vi, en in other[:_MOST]:
        yield fails("input", f"{path} {vi}", f"{path} {en}")
    if len(other) > _MOST:
        yield fails("input", f"… và {len(other) - _MOST} tệp nữa", f"… more files: {len(other) - _MOST}")
    if not other:
        yield holds(
            "inputs",
            f"{len(before)} tệp đầu vào đúng SHA-256 như ghi trong báo cáo",
            f"input files with the SHA-256 that the report lists: {len(before)}",
        )


def again(
    result: AuditResult,
    read: Inventory,
    catalogue: Catalogue,
    entries: Iterable[Undertaking] = (),
    files: tuple[UndertakingsFile, ...] | None = None,
    *,
    is_list: bool = False,
) -> AuditResult:
    """Return the same audit once more: the same day, scope and list of verdicts.

    A part of an audit is either audited for itself or taken out of the audit of everything, which sets
    scores and tasks for several units a little otherwise: of the two, the one that is more like it. What a
    checklist carries (`is_list`) has verdicts alone. `entries` are what people say of actions, in `files`.

    Raises:
        InvalidInput: the inventory cannot be judged as it is.
    """
    if is_list:
        return _judged(result, read, catalogue, result.scope, whole=False)
    said = tuple(entries), files
    alone = _audited(result, read, catalogue, result.scope, said)
    if result.scope is None or not other_parts(result, alone):
        return alone
    from secaudit.reporting import restrict

    taken = restrict(_audited(result, read, catalogue, None, said), result.scope)
    return min(alone, taken, key=lambda one: len(other_parts(result, one)))


def _audited(
    result: AuditResult,
    read: Inventory,
    catalogue: Catalogue,
    scope: str | None,
    said: tuple[Sequence[Undertaking], tuple[UndertakingsFile, ...] | None],
) -> AuditResult:
    """Return an audit as the command makes it."""
    judged = _judged(result, read, catalogue, scope, whole=True)
    return remediation.with_actions(judged, catalogue, *said)


def _judged(
    result: AuditResult, read: Inventory, catalogue: Catalogue, scope: str | None, *, whole: bool
) -> AuditResult:
    """Return the verdicts; `whole` with the register and the ways to the internet."""
    return judge(
        read,
        catalogue,
        result.as_of,
        generated_at=result.generated_at,
        scope=scope,
        all_verdicts=any(one.status in (Status.PASS, Status.NOT_APPLICABLE) for one in result.findings),
        keep_register=whole,
        keep_going=not result.inventory.is_whole,
        survey=exposure_info if whole else None,
    )


def verdict_claims(result: AuditResult, now_judged: AuditResult) -> Iterator[Claim]:
    """Yield whether the same audit, made again, says the same: of each finding, and of all counts."""
    before = {finding.fingerprint: finding for finding in result.findings}
    now = {finding.fingerprint: finding for finding in now_judged.findings}
    other: list[tuple[str, Text, Text]] = []
    for mark in dict.fromkeys((*before, *now)):
        old, new = before.get(mark), now.get(mark)
        if old is None or new is None or _said(old) != _said(new):
            one = old or new
            subject = f"{one.control} {one.subject.id}" if one else mark
            other.append((subject, _label(old, new), _label(new, old)))
    if other and now_judged.tool != result.tool:
        here, there = now_judged.tool.version, result.tool.version
        yield unchecked(
            "verdicts",
            f"phiên bản {here} đánh giá lại, khác {len(other)} kết luận; báo cáo do phiên bản {there} lập",
            f"judged again by {here}, verdicts differ ({len(other)}); {there} made the report",
        )
        return
    for subject, said, found in other[:_MOST]:
        yield fails(
            "verdict",
            f"{subject}: báo cáo ghi {said.vi}, đánh giá lại là {found.vi}",
            f"{subject}: the report says {said.en}, judged again it is {found.en}",
        )
    if len(other) > _MOST:
        yield fails(
            "verdict", f"… và {len(other) - _MOST} kết luận nữa", f"… more verdicts: {len(other) - _MOST}"
        )
    if not other:
        yield _counts(result, now_judged)
        yield _annexes(result, now_judged)


def _said(finding: Finding) -> tuple[object, ...]:
    """Return what a report tells of a verdict: a sentence or a day put in its place is no small matter."""
    return finding.status, finding.severity, finding.due, finding.message


def _label(finding: Finding | None, other: Finding | None) -> Text:
    """Return a verdict by its status; by its sentence and day where the other has the same status."""
    if finding is None:
        return same("–")
    if other is None or other.status is not finding.status:
        return finding.status.label
    words, day = finding.message, finding.due or "–"
    return Text(f"“{words.vi}” ({day})", f"“{words.en}” ({day})")


def _counts(result: AuditResult, again: AuditResult) -> Claim:
    if _cells(result.counts.by_cell) != _cells(again.counts.by_cell):
        return fails("verdicts", "số lượng kết luận khác khi đánh giá lại", "judged again, the counts differ")
    return holds(
        "verdicts",
        f"đánh giá lại cho cùng {len(result.findings)} phát hiện và {result.counts.expected} kết luận",
        f"judged again: the same findings ({len(result.findings)}) and verdicts ({result.counts.expected})",
    )


PARTS = {
    "actions": Text("danh sách việc cần làm", "the list of what has to be done"),
    "exposure": Text("mức phơi lộ", "exposure"),
    "register": Text("danh sách hệ thống", "the register of systems"),
    "proportions": Text("các tỷ lệ theo chỉ tiêu", "the shares that targets are set for"),
    "scores": Text("điểm", "scores"),
    "units": Text("các đơn vị", "units"),
    "controls": Text("các tiêu chí", "controls"),
    "not_applicable": Text("lý do không áp dụng", "why controls do not apply"),
    "contradictions": Text("mâu thuẫn với quan sát", "contradictions"),
    "waivers": Text("các ngoại lệ", "waivers"),
    "documents": Text("văn bản viện dẫn", "documents cited"),
}
"""What a report tells beside findings and counts, and beside what people say of their tasks."""


def other_parts(result: AuditResult, again: AuditResult) -> list[Text]:
    """Return the names of the parts that are not the same."""
    return [told for name, told in PARTS.items() if getattr(result, name) != getattr(again, name)]


def _annexes(result: AuditResult, again: AuditResult) -> Claim:
    other = other_parts(result, again)
    vi, en = ", ".join(part.vi for part in other), ", ".join(part.en for part in other)
    if not other:
        return holds(
            "annexes",
            "danh sách việc cần làm và các phần khác của kết quả giống khi lập lại",
            "made again: the same list of what has to be done, and all other parts of the result",
        )
    if again.tool != result.tool:
        version = result.tool.version
        return unchecked(
            "annexes",
            f"lập lại khác ở: {vi}; báo cáo do phiên bản {version} lập",
            f"made again, these differ: {en}; {version} made the report",
        )
    return fails("annexes", f"lập lại khác ở: {vi}", f"made again, these differ: {en}")


def _cells(cells: Iterable[object]) -> set[object]:
    return set(cells)
