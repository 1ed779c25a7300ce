"""The seven statuses in the order in which they are tried, down to the one that held."""

from __future__ import annotations

from datetime import date

from secaudit.audit.messages import written_day
from secaudit.audit.plans import Plan
from secaudit.explanation.faults import Disagreement
from secaudit.explanation.part import Part
from secaudit.lazily import dataclass
from secaudit.model.finding import Finding, WaiverUse
from secaudit.model.status import Status
from secaudit.model.text import Text


@dataclass(frozen=True, slots=True)
class Step:
    """One status that was tried: whether it held, and why or why not."""

    status: Status
    held: bool
    why: Text


def trail(
    plan: Plan, finding: Finding, applies: Part | None, condition: Part | None, waivers: tuple[WaiverUse, ...]
) -> tuple[Step, ...]:
    """Return the statuses tried, the last of them the verdict.

    Raises:
        Disagreement: the parts of the expressions lead to another verdict than the audit's.
    """
    steps: list[Step] = []
    for held, status, why in _tests(plan, finding, applies, condition, waivers):
        steps.append(Step(status, held, why))
        if held:
            break
    if not steps[-1].held or steps[-1].status is not finding.status:
        tried = ", ".join(f"{step.status}: {step.held}" for step in steps)
        raise Disagreement(
            f"{finding.control} {finding.subject.id} is {finding.status}, explained as {tried}"
        )
    return tuple(steps)


def _tests(
    plan: Plan, finding: Finding, applies: Part | None, condition: Part | None, waivers: tuple[WaiverUse, ...]
) -> list[tuple[bool, Status, Text]]:
    crashed = finding.status is Status.ERROR
    tests = [(crashed, Status.ERROR, _error(finding, crashed))]
    if crashed:
        return tests
    if not plan.deadline.in_force:
        start = plan.deadline.in_force_from
        not_yet = Text(
            f"chưa văn bản nào có hiệu lực; văn bản sớm nhất có hiệu lực từ {written_day(start, 'vi')}",
            f"no document is in force yet; the first is from {written_day(start, 'en')}",
        )
        return [*tests, (True, Status.NOT_APPLICABLE, not_yet)]
    assert condition is not None
    scope = "true" if applies is None else applies.truth
    truth = condition.truth
    tests.append((scope == "false", Status.NOT_APPLICABLE, _applies(applies)))
    tests.append((scope == "unknown" or truth == "unknown", Status.UNKNOWN, _unknown(scope, truth)))
    tests.append((truth == "true", Status.PASS, _met(truth)))
    covering = plan.waived.get(finding.subject.id)
    tests.append((covering is not None, Status.WAIVED, _waiver(plan, covering, waivers)))
    left = finding.due is not None and finding.due >= plan.as_of
    tests.append((left, Status.NOT_YET_DUE, _time(finding.due, plan.as_of)))
    tests.append((True, Status.FAIL, Text("không còn trường hợp nào khác", "nothing else is left")))
    return tests


def _error(finding: Finding, crashed: bool) -> Text:
    if crashed:
        return finding.message
    return Text("máy tính được mọi biểu thức", "every expression could be evaluated")


def _applies(applies: Part | None) -> Text:
    if applies is None:
        return Text(
            "tiêu chí áp dụng cho mọi dòng của bảng, không kèm điều kiện",
            "the control applies to every row of its table",
        )
    if applies.truth == "false":
        return Text("điều kiện áp dụng (applies_when) là sai", "applies_when is false")
    if applies.truth == "true":
        return Text("điều kiện áp dụng (applies_when) là đúng", "applies_when is true")
    return Text("điều kiện áp dụng (applies_when) không phải là sai", "applies_when is not false")


def _unknown(scope: str | None, truth: str | None) -> Text:
    if scope == "unknown":
        return Text(
            "chưa rõ điều kiện áp dụng (applies_when) đúng hay sai",
            "it is unknown whether applies_when is true",
        )
    if truth == "unknown":
        return Text(
            "chưa rõ yêu cầu (assert) đúng hay sai", "it is unknown whether the requirement (assert) is met"
        )
    return Text(
        "đủ dữ liệu để kết luận yêu cầu (assert) đúng hay sai",
        "the data suffice to tell whether the requirement (assert) is met",
    )


def _met(truth: str | None) -> Text:
    if truth == "true":
        return Text("yêu cầu (assert) là đúng", "the requirement (assert) is true")
    return Text("yêu cầu (assert) là sai", "the requirement (assert) is false")


def _waiver(plan: Plan, covering: WaiverUse | None, waivers: tuple[WaiverUse, ...]) -> Text:
    if covering is not None:
        until = covering.last_day
        return Text(
            f"ngoại lệ {covering.id} còn hiệu lực đến hết {written_day(until, 'vi')}",
            f"waiver {covering.id} is in force until {written_day(until, 'en')}",
        )
    if not plan.control.waivable:
        return Text("tiêu chí này không cho phép ngoại lệ", "this control cannot be waived")
    if waivers:
        return Text(
            "có ngoại lệ nhưng không còn hoặc chưa có hiệu lực vào ngày đánh giá",
            "there is a waiver, but none that covers the day of the audit",
        )
    return Text("không có ngoại lệ nào cho đối tượng này", "there is no waiver for this row")


def _time(due: date | None, as_of: date) -> Text:
    if due is None:
        return Text(
            "nghĩa vụ không có hạn riêng, phải thực hiện ngay", "the duty has no date: it is due at once"
        )
    vi, en = written_day(due, "vi"), written_day(due, "en")
    if due >= as_of:
        return Text(
            f"hạn {vi} chưa qua (tính hết ngày đó)", f"the due day {en} has not passed (it counts itself)"
        )
    return Text(f"hạn {vi} đã qua", f"the due day {en} has passed")
