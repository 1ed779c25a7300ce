"""`audit.json` read back, without loss: what is wrong with a file is said with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import orjson

from secaudit.model.layouts import AUDIT
from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from secaudit.model.text import Text, same
from secaudit.reporting.json import FILE_NAME

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

_MOST_PROBLEMS = 20
_Object = dict[str, Any]


def load(data: bytes, file: str = FILE_NAME) -> AuditResult:
    """Return the result that `dump` wrote; `file` names it in error messages.

    Raises:
        InvalidInput: it is not JSON, is cut short, is no audit result, or is one of another version.
    """
    try:
        document = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise InvalidInput([_not_json(error, file)]) from None
    document = _current(document, file)
    from pydantic import ValidationError

    if isinstance(document.get("findings"), list):
        document["findings"] = [
            _read_finding(item) if isinstance(item, dict) else item for item in document["findings"]
        ]
    try:
        result = _adapter().validate_json(orjson.dumps(document), strict=True)
    except ValidationError as error:
        raise InvalidInput(_misfits(error, file)) from None
    if problems := list(_disagreements(result, file)):
        raise InvalidInput(problems)
    return result


def _adapter() -> TypeAdapter[AuditResult]:
    from pydantic import TypeAdapter

    return TypeAdapter(AuditResult)


def _read_finding(plain: _Object) -> _Object:
    """Return a finding as the model has it; the reverse of what is written."""
    if "gaps" not in plain:
        # The first programs wrote gaps and measures as the model has them.
        return plain
    plain = dict(plain)
    plain["missing"] = plain.pop("gaps")
    value, target = plain.get("measure"), plain.pop("target", None)
    unit = plain.pop("measure_unit", None)
    plain["measure"] = None if target is None else {"value": value, "target": target, "unit": unit}
    return plain


def _current(document: object, file: str) -> _Object:
    """Return a document as the present version would have written it."""
    version = document.get("schema_version") if isinstance(document, dict) else None
    if isinstance(document, dict) and isinstance(version, int) and not isinstance(version, bool):
        upgraded: _Object = AUDIT.upgraded(document, version, Location(file))
        return upgraded
    raise InvalidInput(
        [
            Problem(
                code="not-an-audit",
                location=Location(file),
                found=Text("không phải tệp kết quả kiểm tra", "this is no result of an audit"),
                expected=Text(
                    "tệp audit.json do lệnh secaudit audit ghi", "an audit.json that secaudit audit wrote"
                ),
                advice=Text("kiểm tra lại đường dẫn", "check the path"),
            )
        ]
    )


def _not_json(error: orjson.JSONDecodeError, file: str) -> Problem:
    return Problem(
        code="not-json",
        location=Location(file, line=error.lineno, column=error.colno),
        found=Text(
            f"tệp không phải JSON hoặc bị cắt cụt ({error.msg})",
            f"the file is not JSON or is cut short ({error.msg})",
        ),
        expected=Text("một tệp audit.json đầy đủ", "a complete audit.json"),
        advice=Text("chép lại tệp hoặc chạy lại secaudit audit", "copy the file or run secaudit audit again"),
    )


def _misfits(error: ValidationError, file: str) -> list[Problem]:
    return [
        Problem(
            code="invalid-audit",
            location=Location(file),
            found=Text(
                f"giá trị không hợp lệ tại {_path(detail['loc'])} ({detail['type']})",
                f"there is a wrong value at {_path(detail['loc'])} ({detail['type']})",
            ),
            expected=same(detail["msg"]),
            advice=Text(
                "không sửa tay tệp; chạy lại secaudit audit", "do not edit it; run secaudit audit again"
            ),
        )
        for detail in error.errors(include_url=False, include_input=False)[:_MOST_PROBLEMS]
    ]


def _path(keys: tuple[int | str, ...]) -> str:
    parts = (f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys)
    return "".join(parts).removeprefix(".") or "."


def _disagreements(result: AuditResult, file: str) -> Iterator[Problem]:
    """Yield what does not add up: a report made from such a file would contradict itself."""
    counts = result.counts
    by_control: dict[str, int] = {control: sum(row.values()) for control, row in counts.by_control.items()}
    sums = {
        "counts.total": sum(counts.total.values()),
        "counts.by_control": sum(by_control.values()),
        "counts.by_cell": sum(cell.count for cell in counts.by_cell),
    }
    for place, found in sums.items():
        if found != counts.expected:
            yield _disagreement(place, str(found), str(counts.expected), file)
    tables = [counts.total, *counts.by_control.values()]
    tables += [table for score in result.scores for table in (score.own, score.subtree)]
    if any(set(table) != set(Status) for table in tables):
        yield _disagreement("counts", "-", ", ".join(Status), file)
    controls = {control.id for control in result.controls}
    if controls != set(by_control):
        yield _disagreement(
            "counts.by_control", ", ".join(sorted(controls ^ set(by_control))), "controls", file
        )


def _disagreement(place: str, found: str, expected: str, file: str) -> Problem:
    return Problem(
        code="counts-disagree",
        location=Location(file),
        found=same(f"{place}: {found}"),
        expected=same(expected),
        advice=Text(
            "tệp đã bị sửa hoặc hỏng; chạy lại secaudit audit",
            "the file was changed or damaged; run secaudit audit again",
        ),
    )
