"""What a document needs that a stored result may not have."""

from __future__ import annotations

from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.register import Register
from secaudit.model.result import AuditResult
from secaudit.model.text import Text, same


def register_of(result: AuditResult) -> Register:
    """Return the register of systems.

    Raises:
        InvalidInput: an earlier version wrote the result, without one.
    """
    if result.register is not None:
        return result.register
    raise InvalidInput(
        [
            Problem(
                code="result-without-register",
                location=Location("audit.json"),
                found=Text(
                    f"kết quả do bản {result.tool.version} ghi, chưa có danh sách hệ thống thông tin",
                    f"a result of version {result.tool.version}, without the list of systems",
                ),
                expected=same("register"),
                advice=Text(
                    "chạy lại secaudit audit trên danh mục kiểm kê rồi lập văn bản này",
                    "run secaudit audit on the inventory again, then make this document",
                ),
            )
        ]
    )
