"""Opens XLSX and ODS files without trusting them: what they are, how large, and what they hide."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from zipfile import BadZipFile, ZipFile

from secaudit.inventory.fault import Fault, FileFault
from secaudit.inventory.readers import ods, xlsx
from secaudit.inventory.readers.content import mislabelled, refuse_empty, sign_of
from secaudit.inventory.readers.inspection import Inspection
from secaudit.inventory.readers.interface import MEGABYTE, Source
from secaudit.model.location import Location
from secaudit.model.problem import Problem
from secaudit.model.text import Text, same

_LARGEST_UNPACKED = 512 * MEGABYTE
_MARKS = {".xlsx": "xl/workbook.xml", ".ods": "content.xml"}
_OTHERS = (
    ("word/document.xml", Text("văn bản Word", "a Word document")),
    ("ppt/presentation.xml", Text("bài trình chiếu PowerPoint", "a PowerPoint presentation")),
    ("xl/workbook.bin", Text("bảng tính nhị phân (.xlsb)", "a binary workbook (.xlsb)")),
    ("xl/workbook.xml", Text("bảng tính XLSX", "an XLSX workbook")),
    ("content.xml", Text("tài liệu OpenDocument", "an OpenDocument file")),
)

Inspect = Callable[[str], Inspection | None]


def inspector(source: Source) -> Inspect:
    """Return a function that tells what a sheet of that name hides, None if there is no such sheet.

    Every part that will be read is unpacked once here, so that its size and its checksum hold.

    Raises:
        FileFault: it is no spreadsheet of its kind, is damaged, or unpacks to far too much.
    """
    refuse_empty(source)
    data = bytes(source.data)
    if not data.startswith(b"PK"):
        raise mislabelled(source, sign_of(data) or Text("dữ liệu khác", "something else"))
    try:
        archive = ZipFile(io.BytesIO(data))
        _check_parts(source, archive)
        if source.extension == ".ods":
            with archive.open("content.xml") as content:
                return ods.inspect(content).get
        parts = xlsx.sheet_parts(archive)
        names = set(archive.namelist())
        return lambda name: xlsx.inspect(archive, parts[name]) if parts.get(name) in names else None
    except (
        BadZipFile,
        zlib.error,
        ValueError,
        SyntaxError,
        KeyError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise damaged(source, str(error)) from None


def damaged(source: Source, why: str) -> FileFault:
    """Return the refusal of a spreadsheet that cannot be opened."""
    return mislabelled(source, Text("bảng tính hỏng", "a damaged workbook") + same(f" ({why})"))


def _check_parts(source: Source, archive: ZipFile) -> None:
    names = set(archive.namelist())
    if _MARKS[source.extension] not in names:
        content = next(
            (text for mark, text in _OTHERS if mark in names), Text("tệp nén ZIP", "a ZIP archive")
        )
        raise mislabelled(source, content)
    parts = [part for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))]
    if sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
        raise FileFault(_too_large(source))
    for part in parts:
        with archive.open(part) as stream:
            while stream.read(MEGABYTE):
                pass


def _too_large(source: Source) -> Problem:
    limit = _LARGEST_UNPACKED // MEGABYTE
    return Fault(
        "file-too-large",
        Text(f"bảng tính giải nén ra hơn {limit} MB", f"a workbook that unpacks to more than {limit} MB"),
        Text(f"không quá {limit} MB", f"at most {limit} MB"),
        Text("dùng CSV hoặc Parquet cho danh sách dài", "use CSV or Parquet for long lists"),
    ).at(Location(source.file))
