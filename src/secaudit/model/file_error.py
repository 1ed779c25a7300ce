"""What the operating system says of files, in words that somebody can act upon; its own are English."""

from __future__ import annotations

import errno
from collections.abc import Mapping

from secaudit.lazily import dataclass
from secaudit.model.text import Text, same


@dataclass(frozen=True, slots=True)
class FileError:
    """What is wrong with a file, and what to do about it."""

    what: Text
    advice: Text


_CLOSED = FileError(
    Text("không có quyền, hoặc tệp đang mở", "no permission, or the file is open"),
    Text(
        "đóng tệp nếu đang mở bằng Excel hay phần mềm khác; kiểm tra quyền đọc, ghi",
        "close it if Excel or another program has it open; check who may read and write it",
    ),
)
_FULL = FileError(
    Text("ổ đĩa đã đầy", "the disk is full"),
    Text("giải phóng chỗ trống hoặc chọn thư mục khác", "make room, or choose another folder"),
)
_TOLD: Mapping[int, FileError] = {
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: FileError(
        Text("nơi ghi chỉ cho đọc", "the place can only be read"),
        Text("chọn thư mục khác", "choose another folder"),
    ),
    errno.ENOENT: FileError(
        Text("không có tệp hoặc thư mục này", "there is no such file or folder"),
        Text("kiểm tra đường dẫn", "check the path"),
    ),
    errno.EISDIR: FileError(
        Text("đây là thư mục, không phải tệp", "a folder, not a file"),
        Text("nêu tên tệp", "name a file"),
    ),
    errno.ENOTDIR: FileError(
        Text("một phần của đường dẫn là tệp, không phải thư mục", "a part of the path is a file, no folder"),
        Text("kiểm tra đường dẫn", "check the path"),
    ),
    errno.ENAMETOOLONG: FileError(
        Text("tên tệp quá dài", "the file's name is too long"),
        Text("đặt tên hoặc thư mục ngắn hơn", "use a shorter name or folder"),
    ),
    errno.EIO: FileError(
        Text("ổ đĩa bị lỗi khi đọc, ghi", "the disk failed while reading or writing"),
        Text("sao chép sang ổ đĩa khác rồi chạy lại", "copy it to another disk and run again"),
    ),
    errno.ENOMEM: FileError(
        Text("máy hết bộ nhớ", "the machine is out of memory"),
        Text("đóng bớt chương trình rồi chạy lại", "close other programs and run again"),
    ),
}


def told(error: OSError) -> FileError:
    """Return what an error of the system means; of one that is rare, the system's own words."""
    known = _TOLD.get(error.errno or 0)
    if known is not None:
        return known
    return FileError(
        same(error.strerror or str(error) or type(error).__name__),
        Text("kiểm tra tệp và thư mục rồi chạy lại", "check the file and its folder, and run again"),
    )
