"""The keys that a control may have in its YAML, what the value of each must look like, and what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from yaml.nodes import Node

from secaudit.catalogue.describing import reads
from secaudit.catalogue.examples import EXAMPLE
from secaudit.catalogue.naming import identifier, obligation_id
from secaudit.catalogue.nodes import Book
from secaudit.catalogue.rules import ACCEPTABLE
from secaudit.catalogue.shapes import (
    Field,
    both_languages,
    decimal,
    either_text,
    items,
    list_of,
    mapping,
    one_word,
    truth,
    whole,
    words,
)
from secaudit.model.control import MeasureUnit
from secaudit.model.law import Recurrence
from secaudit.model.status import Severity
from secaudit.model.tables import SCHEMA
from secaudit.model.text import Text

_SQL = {"type": ["string", "boolean", "number"]}
"""An expression; TRUE and a number are ones, too."""


@reads(_SQL)
def _expression(_book: Book, node: Node) -> Node:
    return node


@reads({"type": "object", "additionalProperties": _SQL})
def _expressions(_book: Book, node: Node) -> Node:
    return node


_MEASURE = {
    "value": Field(
        _expression, True, about=Text("biểu thức SQL cho một số", "an SQL expression of a number")
    ),
    "target": Field(decimal, True, about=Text("mức phải đạt", "what it is compared with")),
    "unit": Field(
        one_word(get_args(MeasureUnit)), True, about=Text("đơn vị tính; ratio từ 0 đến 1", "ratio is 0 to 1")
    ),
}

_COST = {
    "vnd": Field(
        _expression,
        True,
        about=Text(
            "biểu thức SQL cho số tiền mới (đồng) của một dòng; NULL là chưa biết",
            "an SQL expression of the new money (VND) that a row takes; NULL is not known",
        ),
    ),
    "basis": Field(
        both_languages,
        about=Text(
            "căn cứ, giả định để tính (bắt buộc khi khác 0)", "what it rests on (required unless it is 0)"
        ),
    ),
}

_REMEDIATION = {
    "vi": Field(words, True, about=Text("việc phải làm, tiếng Việt", "the deed, in Vietnamese")),
    "en": Field(words, True, about=Text("việc phải làm, tiếng Anh", "the deed, in English")),
    "product": Field(
        either_text, True, about=Text("tài liệu, kết quả chứng minh", "what shows that it is done")
    ),
    "authority": Field(either_text, True, about=Text("người có thẩm quyền quyết định", "who may decide")),
    "effort_days": Field(whole, True, about=Text("số ngày công", "working days")),
    "cost": Field(
        mapping(_COST),
        about=Text(
            "chi phí ước tính để lập kế hoạch; không ghi là chưa có căn cứ tính",
            "what it costs, for planning; left out where nothing is known to reckon it from",
        ),
    ),
    "deed": Field(
        identifier,
        about=Text(
            "tên việc; các tiêu chí cùng deed được khắc phục bằng một việc (mặc định: mã tiêu chí)",
            "name of the deed; controls with the same one are mended together (default: the control's id)",
        ),
    ),
    "per": Field(
        one_word(("subject", "unit")),
        default="subject",
        about=Text("một việc cho từng dòng, hay cho cả đơn vị", "one deed for each row, or for a whole unit"),
    ),
    "after": Field(
        list_of(identifier), default=(), about=Text("các tiêu chí phải khắc phục trước", "what comes first")
    ),
}

CONTROL: Mapping[str, Field] = {
    "id": Field(identifier, True, about=Text("mã cố định, như SYS-01", "its name for good, as in SYS-01")),
    "title": Field(both_languages, True, about=Text("điều phải đạt", "what must hold")),
    "severity": Field(
        one_word(severity.value for severity in Severity),
        True,
        about=Text("mức nghiêm trọng", "how much it matters"),
    ),
    "subject": Field(
        one_word(SCHEMA),
        True,
        about=Text("bảng có các dòng được đánh giá", "the table whose rows are judged"),
    ),
    "family": Field(
        identifier,
        about=Text(
            "nhóm tiêu chí (mặc định: phần trước dấu -)", "its group (default: what stands before the -)"
        ),
    ),
    "cites": Field(
        list_of(obligation_id, empty=False),
        True,
        about=Text(
            "các nghĩa vụ làm căn cứ, cùng yêu cầu một điều", "the obligations behind it, all that ask it"
        ),
    ),
    "applies_when": Field(
        _expression,
        about=Text(
            "điều kiện SQL chọn dòng áp dụng; as_of là ngày đánh giá",
            "an SQL condition that chooses rows; as_of is the day of the audit",
        ),
    ),
    "applies_to": Field(
        both_languages, about=Text("applies_when nói bằng lời", "in words, which rows applies_when chooses")
    ),
    "assert": Field(
        _expression,
        True,
        about=Text(
            "điều kiện SQL phải đúng; ô trống cho kết quả chưa đủ căn cứ",
            "an SQL condition that must be true; where a cell is empty it is unknown",
        ),
    ),
    "key": Field(
        identifier, about=Text("cột mà phát hiện chỉ tới", "the column whose cell a finding points at")
    ),
    "measure": Field(
        mapping(_MEASURE), about=Text("số đo và mức phải đạt", "a number and the target it is compared with")
    ),
    "due": Field(
        _expression,
        about=Text(
            "ngày cuối của thời hạn, khi do từng dòng quyết định",
            "the last day, where the row decides it and not the law's own date",
        ),
    ),
    "figures": Field(
        _expressions, about=Text("các giá trị khác mà message nêu", "named values that the message shows")
    ),
    "message": Field(
        both_languages,
        about=Text(
            "câu nêu điều chưa đạt, giá trị trong {ngoặc nhọn}; không có dấu chấm cuối",
            "the sentence of a failure, with values in {braces}; no final full stop",
        ),
    ),
    "waivable": Field(
        truth,
        default=True,
        about=Text("false: không chấp nhận ngoại lệ", "false where no exception is accepted"),
    ),
    "every": Field(
        one_word(get_args(Recurrence)),
        about=Text("đánh giá cho từng kỳ có hiệu lực", "judged once for each period that was in force"),
    ),
    "from_period": Field(
        words, about=Text("kỳ đầu tiên phải thực hiện, như 2026", "the first period judged, as in 2026")
    ),
    "remediation": Field(mapping(_REMEDIATION), True, about=Text("việc khắc phục", "the deed that mends it")),
    "examples": Field(
        items,
        default=(),
        about=Text("các dòng, ngày và kết quả phải cho ra", "rows, a day, and what must come out"),
        of=EXAMPLE,
    ),
    "allow": Field(
        list_of(one_word(ACCEPTABLE)),
        default=(),
        about=Text("các cảnh báo của lint được chấp nhận", "the warnings of lint that are accepted"),
    ),
}
