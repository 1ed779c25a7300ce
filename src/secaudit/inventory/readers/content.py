"""What a file really holds: empty, text in UTF-8, or something else than its name says."""

from __future__ import annotations

import re

from secaudit.inventory.fault import Fault, FileFault
from secaudit.inventory.readers.interface import Source
from secaudit.model.location import Location
from secaudit.model.text import Text, same

_SIGNS: tuple[tuple[bytes, Text], ...] = (
    (
        b"PK\x03\x04",
        Text("tệp nén ZIP (bảng tính, văn bản Office…)", "a ZIP archive (a workbook, an Office file…)"),
    ),
    (b"PAR1", same("Parquet")),
    (b"\x89PNG", Text("ảnh PNG", "a PNG picture")),
    (b"\xff\xd8\xff", Text("ảnh JPEG", "a JPEG picture")),
    (b"GIF8", Text("ảnh GIF", "a GIF picture")),
    (b"%PDF", Text("tài liệu PDF", "a PDF document")),
    (
        b"\xd0\xcf\x11\xe0",
        Text("tệp Office kiểu cũ hoặc có mật khẩu", "an old or password-protected Office file"),
    ),
    (b"\x1f\x8b", Text("tệp nén gzip", "a gzip archive")),
    (b"Rar!", Text("tệp nén RAR", "a RAR archive")),
    (b"7z\xbc\xaf", Text("tệp nén 7z", "a 7z archive")),
)

_CONFLICT = re.compile(rb"^(?:<{7} |={7}\r?$|>{7} )", re.MULTILINE)
_CONFLICT_MARKS = (b"<<<<<<< ", b">>>>>>> ", b"=======")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_AS_UTF8 = Text(
    "trong Excel: Lưu thành → “CSV UTF-8”; trong trình soạn thảo: lưu với mã UTF-8",
    "in Excel: Save As → “CSV UTF-8”; in an editor: save with the encoding UTF-8",
)


def text_of(source: Source) -> str:
    """Return the text of a file in UTF-8, with or without a byte order mark.

    Raises:
        FileFault: it is empty, binary, in another encoding, or half of a merge.
    """
    data = bytes(source.data)
    refuse_empty(source)
    if data.startswith(_UTF16):
        raise _not_utf8(source, 1)
    sign = sign_of(data)
    if sign is not None or b"\0" in data:
        raise mislabelled(source, sign or Text("dữ liệu nhị phân", "binary data"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(source, data.count(b"\n", 0, error.start) + 1) from None
    marked = any(mark in data for mark in _CONFLICT_MARKS)
    if marked and (conflict := _CONFLICT.search(data)):
        line = data.count(b"\n", 0, conflict.start()) + 1
        raise FileFault(_CONFLICT_FAULT.at(Location(source.file, line=line, column=1)))
    return text


def sign_of(data: bytes) -> Text | None:
    """Return what sort of binary file some bytes begin, None when they are no known one."""
    return next((name for sign, name in _SIGNS if data.startswith(sign)), None)


def refuse_empty(source: Source) -> None:
    """Refuse a file without content.

    Raises:
        FileFault: there is nothing in it but white space.
    """
    if not len(source.data) or not source.data[: 1 << 16].strip(b" \t\r\n\xef\xbb\xbf"):
        raise empty_file(source)


def empty_file(source: Source) -> FileFault:
    """Return the refusal of a file without content."""
    return FileFault(
        Fault(
            "empty-file",
            Text("tệp rỗng", "an empty file"),
            Text("các dòng của một hay nhiều bảng", "rows of one or more tables"),
            Text("xóa tệp, hoặc lưu lại nội dung của tệp", "delete the file, or save its content again"),
        ).at(Location(source.file))
    )


def mislabelled(source: Source, content: Text) -> FileFault:
    """Return the refusal of a file whose content is not what its name says."""
    return FileFault(
        Fault(
            "not-what-its-name-says",
            Text(
                f"tệp có đuôi {source.extension} nhưng nội dung là {content.vi}",
                f"a file named {source.extension} that holds {content.en}",
            ),
            Text(f"nội dung đúng với đuôi {source.extension}", f"the content of a {source.extension} file"),
            Text(
                "lưu lại đúng định dạng, hoặc sửa đuôi tệp", "save it in that format, or correct its ending"
            ),
        ).at(Location(source.file))
    )


def _not_utf8(source: Source, line: int) -> FileFault:
    return FileFault(
        Fault(
            "not-utf-8",
            Text("chữ không theo mã UTF-8", "text that is not UTF-8"),
            Text("UTF-8, có hoặc không có BOM", "UTF-8, with or without a byte order mark"),
            _AS_UTF8,
        ).at(Location(source.file, line=line))
    )


_CONFLICT_FAULT = Fault(
    "merge-conflict",
    Text(
        "dấu xung đột khi gộp phiên bản (<<<<<<<, =======, >>>>>>>)",
        "a merge conflict's mark (<<<<<<<, =======, >>>>>>>)",
    ),
    Text("một phiên bản duy nhất", "one version only"),
    Text(
        "chọn một trong hai phiên bản rồi xóa các dòng đánh dấu",
        "keep one of the versions and delete the marks",
    ),
)
