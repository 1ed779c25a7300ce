"""The order of deeds: none may wait for itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from secaudit.model.control import Control
from secaudit.model.problem import Problem
from secaudit.model.text import Text


def find_cycles(controls: Iterable[Control]) -> list[Problem]:
    """Find the deeds that wait for themselves: one problem for each circle, at its first control."""
    known = {control.id: control for control in controls}
    waits: dict[str, set[str]] = {}
    for control in known.values():
        before = {known[name].remediation.deed for name in control.remediation.after if name in known}
        waits.setdefault(control.remediation.deed, set()).update(before)
    problems, done = [], set()
    for control in sorted(known.values(), key=lambda control: control.id):
        cycle = None if control.remediation.deed in done else _cycle_from(control.remediation.deed, waits)
        if cycle is None:
            continue
        done.update(cycle)
        chain = " → ".join((*cycle, cycle[0]))
        problems.append(
            Problem(
                "after-cycle",
                control.location,
                Text(f"after tạo vòng: {chain}", f"after makes a circle: {chain}"),
                Text("thứ tự không có vòng", "an order without circles"),
                Text("xóa một mã trong after của vòng đó", "remove one id from an after of that circle"),
            )
        )
    return problems


def _cycle_from(start: str, waits: Mapping[str, set[str]]) -> list[str] | None:
    """Return a shortest way from a deed back to itself, or None."""
    came: dict[str, str] = {}
    waiting = [start]
    while waiting:
        following = []
        for deed in waiting:
            for before in sorted(waits.get(deed, ())):
                if before == start:
                    way = [deed]
                    while way[-1] != start:
                        way.append(came[way[-1]])
                    return way[::-1]
                if before not in came:
                    came[before] = deed
                    following.append(before)
        waiting = following
    return None
