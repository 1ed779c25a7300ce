"""What a changed catalogue may have wrong that the released one has not."""

from __future__ import annotations

from collections.abc import Iterator

from secaudit.catalogue.linting.reading import problem
from secaudit.model.change import Change
from secaudit.model.control import Catalogue
from secaudit.model.law import Obligation
from secaudit.model.location import Location
from secaudit.model.problem import Problem
from secaudit.model.status import Severity
from secaudit.model.text import Text


def find(catalogue: Catalogue) -> Iterator[Problem]:
    """Find severities that were changed to what they are, by a folder or by a profile."""
    for change in catalogue.changes:
        if change.change == "severity" and change.before is change.after and change.after is not None:
            yield _same(change.id, change.after, change.location)
    # The severities of the profile in use are in its changes already, no longer in the controls.
    weighed = {control.id: control.severity for control in catalogue.controls}
    applied = catalogue.profile
    if applied is not None:
        weighed |= {change.id: change.before for change in applied.severities if change.before is not None}
    for profile in catalogue.profiles.values():
        if applied is None or profile.id == applied.id:
            for item in profile.severity:
                if weighed.get(item.control) is item.severity:
                    yield _same(item.control, item.severity, item.location)


def _same(control: str, severity: Severity, location: Location) -> Problem:
    return problem(
        "same-severity",
        location,
        Text(f"{control} vốn đã ở mức {severity.value}", f"{control} is of severity {severity.value} anyway"),
        Text("một mức khác", "another severity"),
        Text("xóa mục này", "remove this entry"),
    )


def switched_off(catalogue: Catalogue, obligation: Obligation) -> Change | None:
    """Return the first switching off of a control that cites an obligation."""
    citing = {
        control.id for control in catalogue.off if any(cited.id == obligation.id for cited in control.cites)
    }
    return next(
        (
            change
            for change in catalogue.changes
            if change.change == "switched_off" and change.of == "control" and change.id in citing
        ),
        None,
    )


def no_longer_covered(obligation: Obligation, by: Change) -> Problem:
    """Return the problem of a duty that nothing checks any more."""
    return problem(
        "uncovered-obligation",
        by.location,
        Text(
            f"không còn tiêu chí nào dẫn {obligation.id} vì {by.id} ngừng áp dụng",
            f"no control cites {obligation.id}, since {by.id} is switched off",
        ),
        Text("một tiêu chí kiểm tra nghĩa vụ này", "a control that checks this duty"),
        Text(
            "bổ sung một tiêu chí khác dẫn nghĩa vụ này, nếu đơn vị vẫn phải thực hiện",
            "add another control that cites it, if the duty still binds the units judged",
        ),
    )
