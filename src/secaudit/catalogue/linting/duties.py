"""Controls beside the law: duties that nobody checks, checks without a duty, and how often each recurs."""

from __future__ import annotations

from collections.abc import Iterator

from secaudit.catalogue.linting import changes
from secaudit.catalogue.linting.reading import Reading, problem
from secaudit.model.control import Catalogue
from secaudit.model.law import Obligation, Recurrence
from secaudit.model.location import Location
from secaudit.model.problem import Problem
from secaudit.model.text import Text, same

JUDGED = ("control", "evidence")
"""The kinds of obligation that a control has to check."""

_ROWS_OF_A_PERIOD = frozenset({"year", "period"})
"""Columns by which each row is of one period already."""

_OFTEN: dict[Recurrence | None, Text] = {
    "year": Text("mỗi năm", "every year"),
    "half-year": Text("mỗi 6 tháng", "every half-year"),
    None: Text("một lần", "once"),
}


def find(reading: Reading) -> Iterator[Problem]:
    """Find a control without a duty behind it, and one that recurs otherwise than its duties."""
    control = reading.control
    if not any(obligation.kind in JUDGED for obligation in control.cites):
        cited = ", ".join(f"{obligation.id} ({obligation.kind})" for obligation in control.cites)
        yield problem(
            "no-duty",
            control.location,
            Text(f"{control.id} chỉ dẫn {cited}", f"{control.id} cites only {cited}"),
            Text(
                "ít nhất một nghĩa vụ loại control hoặc evidence", "an obligation of kind control or evidence"
            ),
            Text("dẫn nghĩa vụ mà tiêu chí này kiểm tra", "cite the duty that this control checks"),
        )
    yield from _recurrence(reading)


def _recurrence(reading: Reading) -> Iterator[Problem]:
    control = reading.control
    read = {name for parsed in reading.expressions for name in parsed.columns}
    if control.every is None and read & _ROWS_OF_A_PERIOD:
        return
    wanted = {obligation.id: obligation.every for obligation in control.cites if obligation.every is not None}
    if control.every in wanted.values() or (control.every is None and not wanted):
        return
    listed = ", ".join(f"{name} ({every})" for name, every in wanted.items())
    said = _OFTEN[control.every]
    yield problem(
        "recurrence",
        control.location,
        Text(f"{control.id} được đánh giá {said.vi}", f"{control.id} is judged {said.en}"),
        same(listed) if listed else Text("nghĩa vụ định kỳ để dẫn", "a recurring obligation that it cites"),
        Text(
            "sửa every của tiêu chí hoặc của nghĩa vụ; nếu là chủ ý, thêm allow: [recurrence]",
            "mend every of the control or of the duty; if it is meant, add allow: [recurrence]",
        ),
    )


def find_uncovered(catalogue: Catalogue) -> Iterator[Problem]:
    """Find the obligations that no control cites."""
    # What a profile leaves out is covered: by the profile's reason, and in the audits of other units.
    left_out = {change.id for change in catalogue.profile.left_out} if catalogue.profile else ()
    covering = [*catalogue.controls, *(control for control in catalogue.off if control.id in left_out)]
    cited = {obligation.id for control in covering for obligation in control.cites}
    for obligation in catalogue.obligations.values():
        if obligation.kind in JUDGED and obligation.id not in cited:
            by = changes.switched_off(catalogue, obligation)
            yield _uncovered(obligation) if by is None else changes.no_longer_covered(obligation, by)


def _uncovered(obligation: Obligation) -> Problem:
    return problem(
        "uncovered-obligation",
        obligation.location or Location("registry"),
        Text(f"chưa có tiêu chí nào dẫn {obligation.id}", f"no control cites {obligation.id}"),
        Text("một tiêu chí kiểm tra nghĩa vụ này", "a control that checks this duty"),
        Text(
            "viết tiêu chí, hoặc đổi kind và nêu reason nếu không kiểm tra được",
            "write one, or change its kind and give a reason if it cannot be checked",
        ),
    )
