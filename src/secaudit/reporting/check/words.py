"""What every form says of a check in words: how it ended, and what was compared."""

from __future__ import annotations

from secaudit.model.comparison import CheckResult, State
from secaudit.model.text import Text, same


def outcome(result: CheckResult) -> Text:
    """Return how the check ended, in one word."""
    if result.incomplete:
        return Text("CHƯA ĐẦY ĐỦ", "INCOMPLETE")
    return Text("TỪ CHỐI", "REFUSED") if result.refused else Text("CHẤP NHẬN", "ACCEPTED")


def named(state: State) -> Text:
    """Return what one side of the check is called."""
    if state.kind == "revision":
        commit = (state.commit or "")[:10]
        # A runner names a commit by its whole hash: once is enough.
        label = commit if (state.commit or "-").startswith(state.label) else f"{state.label} ({commit})"
        return Text(f"phiên bản {label}", f"revision {label}")
    if state.kind == "audit":
        return Text(f"kết quả kiểm tra {state.label}", f"the audit {state.label}")
    if state.kind == "work_tree":
        return Text(f"Bản làm việc {state.label}", f"Work tree {state.label}")
    return same(state.label)
