"""Marks that a merge leaves in a text file where two changes met; no parser tells people what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from mmap import mmap

from secaudit.inventory.fault import Fault, FileFault
from secaudit.model.location import Location
from secaudit.model.text import Text

_TEXTS = frozenset({".yaml", ".yml", ".json", ".csv", ".tsv"})
_MARK = re.compile(rb"^<{7}(?: [^\r\n]*)?\r?$", re.MULTILINE)
_END = re.compile(rb"^>{7}(?: [^\r\n]*)?\r?$", re.MULTILINE)
_MOST = 20

_FAULT = Fault(
    "merge-conflict",
    Text(
        "dấu xung đột “<<<<<<<” do git để lại khi trộn hai thay đổi",
        "a conflict marker “<<<<<<<” that git left where it merged two changes",
    ),
    Text("nội dung đã chọn xong, không còn dấu xung đột", "the text that was decided on, without markers"),
    Text(
        "giữ lại một trong hai đoạn giữa “<<<<<<<” và “>>>>>>>”, xóa ba dòng đánh dấu rồi git add",
        "keep one of the two parts between “<<<<<<<” and “>>>>>>>”, delete the three marker lines, git add",
    ),
)


def refuse_conflicts(file: str, extension: str, data: bytes | mmap) -> None:
    """Make sure that a text file is not in the middle of a merge.

    Raises:
        FileFault: it has conflict markers; each is told with its line.
    """
    if extension not in _TEXTS or data.find(b">>>>>>>") < 0 or _END.search(data) is None:
        return
    problems = [_FAULT.at(Location(file, line=line, column=1)) for line in _lines(data)]
    if problems:
        raise FileFault(*problems[:_MOST])


def _lines(data: bytes | mmap) -> Iterator[int]:
    line, at = 1, 0
    for found in _MARK.finditer(data):
        line += data[at : found.start()].count(b"\n")
        at = found.start()
        yield line
