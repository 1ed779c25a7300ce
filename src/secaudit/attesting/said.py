"""Whether the files that people write about their tasks are those that a document was made with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from secaudit.attesting.claim import Claim, fails, holds, unchecked
from secaudit.model.result import AuditResult
from secaudit.model.text import Text
from secaudit.model.undertaking import UNDERTAKINGS_FILE, Undertaking, UndertakingsFile

_MOST = 20

Files = Sequence[UndertakingsFile] | None
"""None where a document does not tell which files it was made with."""


def changed(recorded: Files, found: Files) -> Text | None:
    """Return what became of the files since the audit; None where nothing did or a document does not tell."""
    if recorded is None:
        return None
    before, now = ({one.path: one.sha256 for one in files or ()} for files in (recorded, found))
    told = [
        Text(f"{path} đã bị sửa sau khi kiểm tra", f"{path} was changed after the audit")
        for path in before
        if path in now and before[path] != now[path]
    ]
    told += [
        Text(f"không có {path} của lần kiểm tra", f"{path} of the audit is not there")
        for path in before
        if path not in now
    ]
    told += [
        Text(f"{path} được thêm sau khi kiểm tra", f"{path} was added after the audit")
        for path in now
        if path not in before
    ]
    if not told:
        return None
    return Text("; ".join(one.vi for one in told[:_MOST]), "; ".join(one.en for one in told[:_MOST]))


def said_claims(result: AuditResult, now: AuditResult, entries: Sequence[Undertaking]) -> Iterator[Claim]:
    """Yield whether the tasks that a report tells to be called done are those of actions.yaml.

    What was written into the file after the audit is no fault of the report: where it tells the tasks
    otherwise now, nothing can be said of them.
    """
    since = changed(result.undertakings, now.undertakings)
    if result.claims == now.claims:
        if entries:
            yield _held(len(result.claims), since)
        return
    if since is not None:
        yield unchecked(
            "said",
            f"{since.vi}; không đối chiếu được việc được báo đã xong ({len(result.claims)})",
            f"{since.en}; tasks said to be done ({len(result.claims)}) cannot be compared",
        )
        return
    if not entries:
        yield unchecked(
            "said",
            f"báo cáo nêu việc được báo đã xong ({len(result.claims)}) nhưng trong --inputs không có "
            f"{UNDERTAKINGS_FILE}",
            f"the report tells of tasks said to be done ({len(result.claims)}), but --inputs has no "
            f"{UNDERTAKINGS_FILE}",
        )
        return
    before, after = ({one.action: one for one in each.claims} for each in (result, now))
    other = [mark for mark in dict.fromkeys((*before, *after)) if before.get(mark) != after.get(mark)]
    listed = ", ".join(other[:_MOST]) + (", …" if len(other) > _MOST else "")
    yield fails(
        "said",
        f"việc được báo đã xong mà kiểm tra chưa đạt không đúng như {UNDERTAKINGS_FILE}: {listed}",
        f"tasks said to be done that are still open are not those of {UNDERTAKINGS_FILE}: {listed}",
    )


def _held(count: int, since: Text | None) -> Claim:
    vi, en = (f" ({since.vi})", f" ({since.en})") if since else ("", "")
    return holds(
        "said",
        f"việc được báo đã xong mà kiểm tra chưa đạt ({count}) đúng như {UNDERTAKINGS_FILE}{vi}",
        f"tasks said to be done that are still open ({count}) are those of {UNDERTAKINGS_FILE}{en}",
    )
