"""What an example expects beside what came out: nothing expected is missing, nothing unexpected is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from secaudit.model.control import Example
from secaudit.model.finding import Finding
from secaudit.model.problem import Problem
from secaudit.model.status import Status
from secaudit.model.tables import SCHEMA
from secaudit.model.text import LANGUAGES, Text, same
from secaudit.proving.cases import Case

_MEND = Text(
    "sửa biểu thức của tiêu chí, hoặc sửa ví dụ nếu ví dụ sai",
    "mend the control's expression, or the example if that is what is wrong",
)


def mismatches(case: Case, findings: tuple[Finding, ...]) -> Iterator[Problem]:
    """Yield every difference between an example and the verdicts on its rows."""
    periods = sorted({finding.period for finding in findings if finding.period is not None})
    if len(periods) > 1:
        yield _problem(
            case,
            "example-period",
            Text(f"có {len(periods)} kỳ được đánh giá", f"{len(periods)} periods are judged"),
            same(f"period: {' | '.join(periods)}"),
            Text("thêm period để nêu kỳ mà ví dụ nói tới", "say by period which one the example is about"),
        )
        return
    rows = {case.row(finding): finding for finding in findings}
    yield from _statuses(case, rows)
    for row, finding in rows.items():
        if case.example.subject in (None, row):
            yield from _stated(case, finding)


def _statuses(case: Case, rows: Mapping[str, Finding]) -> Iterator[Problem]:
    expected = _expected(case, rows)
    for row in sorted(expected.keys() | (rows.keys() & _own(case, rows))):
        finding, wanted = rows.get(row), expected.get(row)
        if finding is None:
            yield _absent(case, row, expected[row])
        elif wanted is None:
            yield _problem(
                case,
                "example-unexpected",
                _came(row, finding),
                Text("chỉ những dòng mà expect nêu", "only the rows that expect names"),
                Text("thêm dòng đó vào expect, hoặc bỏ khỏi ví dụ", "name it under expect, or leave it out"),
            )
        elif finding.status is not wanted:
            yield _problem(case, "example-status", _came(row, finding), _words(wanted), _MEND)


def _own(case: Case, rows: Mapping[str, Finding]) -> set[str]:
    """Return the rows that an example answers for: those it gives, or all that a derived table makes of them.

    Units that the tool made up, because a row names them, are nobody's.
    """
    if SCHEMA[case.control.subject].derived:
        return set(rows)
    return {str(row["id"]) for row in case.example.given.get(case.control.subject, ())}


def _expected(case: Case, rows: Mapping[str, Finding]) -> Mapping[str, Status]:
    """Return the status that each row must get; with one status for the example, all must get it."""
    example = case.example
    if example.expect is None:
        return example.each
    named = {example.subject} if example.subject else set()
    return dict.fromkeys(named | _own(case, rows) or {""}, example.expect)


def _absent(case: Case, row: str, wanted: Status) -> Problem:
    name = Text(f"dòng {row}", f"the row {row}") if row else Text("dòng nào", "any row")
    return _problem(
        case,
        "example-no-verdict",
        Text(f"không có kết luận về {name.vi}", f"no verdict on {name.en}"),
        _words(wanted),
        Text("sửa dữ liệu của ví dụ để có dòng đó", "give the example rows that make one"),
    )


def _stated(case: Case, finding: Finding) -> Iterator[Problem]:
    """Compare the gaps, the last day and the sentence, where the example states them."""
    example = case.example
    if example.missing is not None:
        gaps = {gap.table if gap.column is None else f"{gap.table}.{gap.column}" for gap in finding.missing}
        if gaps != set(example.missing):
            yield _stated_otherwise(case, "missing", _listed(gaps), _listed(example.missing))
    if example.due is not None and finding.due != example.due:
        came = Text("không có thời hạn", "no deadline") if finding.due is None else same(str(finding.due))
        yield _stated_otherwise(case, "due", came, same(str(example.due)))
    yield from _sentences(case, finding)


def _sentences(case: Case, finding: Finding) -> Iterator[Problem]:
    for language in LANGUAGES:
        wanted = case.example.message.get(language)
        came = finding.message.to(language).replace(case.prefix or "\0", "")
        # The sentence on the deadline follows after the full stop.
        if wanted is not None and not f"{came} ".startswith(f"{wanted}. "):
            yield _stated_otherwise(case, f"message.{language}", same(came), same(f"{wanted}."))


def _stated_otherwise(case: Case, key: str, came: Text, wanted: Text) -> Problem:
    return _problem(
        case,
        f"example-{key.partition('.')[0]}",
        Text(f"{key} là: {came.vi}", f"{key} is: {came.en}"),
        wanted,
        _MEND,
    )


def _listed(names: set[str] | tuple[str, ...]) -> Text:
    if not names:
        return Text("không thiếu gì", "nothing missing")
    return same(", ".join(sorted(names)))


def _came(row: str, finding: Finding) -> Text:
    vi, en = (finding.message.to(language).rstrip(".") for language in LANGUAGES)
    status = _words(finding.status)
    return Text(f"dòng {row}: {status.vi} – {vi}", f"row {row}: {status.en} – {en}")


def _words(status: Status) -> Text:
    return Text(f"{status.label.vi.lower()} ({status.value})", status.value)


def _problem(case: Case, code: str, found: Text, expected: Text, advice: Text) -> Problem:
    said = label(case.control.id, case.example)
    return Problem(
        code,
        case.example.location,
        Text(f"{said.vi}: {found.vi}", f"{said.en}: {found.en}"),
        expected,
        advice,
    )


def label(control: str, example: Example) -> Text:
    """Return how messages call an example: its control, and its name where it has one."""
    name = f" “{example.name}”" if example.name else ""
    return Text(f"ví dụ{name} của {control}", f"example{name} of {control}")
