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
    commit = f" ({state.commit[:10]})" if state.commit else ""
    if state.kind == "revision":
        return Text(f"phiên bản {state.label}{commit}", f"revision {state.label}{commit}")
    if state.kind == "audit":
        return Text(f"kết quả kiểm tra {state.label}", f"the audit {state.label}")
    if state.kind == "work_tree":
        return Text(f"Bản làm việc {state.label}", f"Work tree {state.label}")
    return same(state.label)
