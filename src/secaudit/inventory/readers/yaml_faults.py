"""What can be wrong with a YAML file before its rows are looked at, told to people who know no YAML."""

from __future__ import annotations

import yaml

from secaudit.inventory.fault import Fault, FileFault
from secaudit.model.location import Location
from secaudit.model.text import Text

REFUSED = {
    "alias": Fault(
        "yaml-alias",
        Text(
            "một neo (&) được dùng lại bằng bí danh (*)", "an anchor (&) that is used again by an alias (*)"
        ),
        Text("mỗi giá trị viết ra đầy đủ tại chỗ", "every value written out where it belongs"),
        Text("chép nội dung vào từng chỗ dùng bí danh", "copy the content to each place of the alias"),
    ),
    "tag": Fault(
        "yaml-tag",
        Text("một nhãn kiểu của YAML (!…)", "a YAML tag (!…)"),
        Text("giá trị không có nhãn", "values without a tag"),
        Text("xóa nhãn bắt đầu bằng “!”", "remove the tag that begins with “!”"),
    ),
    "merge": Fault(
        "yaml-merge-key",
        Text("khóa gộp “<<”", "the merge key “<<”"),
        Text("tên cột", "names of columns"),
        Text("viết các cột ra đầy đủ", "write the columns out"),
    ),
}

_HINTS = (
    (
        "single document",
        Text(
            "mỗi tệp một tài liệu: xóa dòng “---” hoặc tách tệp",
            "one document a file: remove the “---” line or split it",
        ),
    ),
    (
        "cannot start any token",
        Text(
            "thụt dòng bằng dấu cách, không dùng phím Tab; đặt giá trị có ký tự đặc biệt trong ngoặc kép",
            "indent with spaces, not with tabs; put values with special characters in quotes",
        ),
    ),
    (
        "mapping values are not allowed",
        Text(
            "đặt giá trị có dấu hai chấm trong ngoặc kép; kiểm tra thụt dòng của dòng trên",
            "put a value with a colon in it in quotes; check how the line above is indented",
        ),
    ),
    (
        "alias",
        Text("đặt giá trị bắt đầu bằng “*” trong ngoặc kép", "put a value that begins with “*” in quotes"),
    ),
)

_CHECK = Text(
    "kiểm tra thụt dòng, dấu ngoặc và dấu hai chấm ở dòng này và dòng trên",
    "check indentation, quotes and colons of this line and the one above",
)
_YAML = Text("YAML đúng cú pháp", "well-formed YAML")


def syntax_problem(file: str, text: str, error: Exception) -> FileFault:
    """Return the refusal of a text that is no YAML; `error` is what the parser says of it."""
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        words = str(error.problem or error.context or "")
        place = Location(file, line=mark.line + 1, column=mark.column + 1) if mark else Location(file)
        whole = f"{error.context} {error.problem}"
        advice = next((hint for sign, hint in _HINTS if sign in whole), _CHECK)
        found = Text(f"lỗi cú pháp YAML ({words})", f"a YAML syntax error ({words})")
        return FileFault(Fault("yaml-syntax", found, _YAML, advice).at(place))
    if isinstance(error, RecursionError):
        found = Text("quá nhiều cấp lồng nhau", "too many levels of nesting")
        return FileFault(Fault("yaml-syntax", found, _YAML, _CHECK).at(Location(file)))
    position = getattr(error, "position", 0)
    found = Text("ký tự điều khiển không được phép", "a control character that is not allowed")
    advice = Text("xóa ký tự đó", "delete that character")
    line = text.encode()[:position].count(b"\n") + 1
    return FileFault(Fault("yaml-syntax", found, _YAML, advice).at(Location(file, line=line)))
