"""What can be wrong with a history file, said so that a person knows what to do."""

from __future__ import annotations

from pathlib import Path

from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, NotAsClaimed, Problem, SecauditError
from secaudit.model.text import Text, same


class HistoryBusy(SecauditError):
    """Another program has the history open; nothing was written to it. `holder` is what is known of it."""

    def __init__(self, file: Path, holder: str | None) -> None:
        self.file, self.holder = file, holder
        by = Text("một chương trình khác", "another program") if holder is None else same(holder)
        self.text = Text(
            f"lịch sử {file} đang được {by.vi} mở; chưa ghi gì vào lịch sử. Chờ chương trình đó xong "
            "rồi chạy lại",
            f"the history {file} is open in {by.en}; nothing was written to it. Wait until that is done, "
            "then run again",
        )
        super().__init__(self.text.en)


def not_a_history(file: Path) -> InvalidInput:
    """Return what is said of a file that is something else."""
    return InvalidInput(
        [
            Problem(
                "not-a-history",
                Location(str(file)),
                Text("tệp không phải lịch sử kiểm tra", "this is no history of audits"),
                Text("tệp do secaudit audit --record ghi", "a file that secaudit audit --record wrote"),
                Text(
                    "kiểm tra lại đường dẫn; muốn lập lịch sử mới thì chọn tên tệp chưa có",
                    "check the path; for a new history choose a file that does not exist yet",
                ),
            )
        ]
    )


def no_history(file: Path) -> InvalidInput:
    """Return what is said where there is no such file."""
    return InvalidInput(
        [
            Problem(
                "no-history",
                Location(str(file)),
                Text("không có tệp này", "there is no such file"),
                Text("tệp do secaudit audit --record ghi", "a file that secaudit audit --record wrote"),
                Text(
                    "kiểm tra lại đường dẫn, hoặc chạy secaudit audit --record trước",
                    "check the path, or run secaudit audit --record first",
                ),
            )
        ]
    )


def newer_engine(file: Path, reason: str) -> InvalidInput:
    """Return what is said of a file that a newer DuckDB wrote."""
    return InvalidInput(
        [
            Problem(
                "history-version",
                Location(str(file)),
                Text(
                    f"tệp do phiên bản DuckDB mới hơn ghi ({reason})", f"a newer DuckDB wrote it ({reason})"
                ),
                Text("tệp mà phiên bản này đọc được", "a file that this version can read"),
                Text("cập nhật secaudit rồi chạy lại", "update secaudit and run again"),
            )
        ]
    )


def damaged(file: Path, reason: str) -> NotAsClaimed:
    """Return what is said of a history that cannot be read to its end."""
    return NotAsClaimed(
        [
            altered(
                file,
                "history-damaged",
                Text(f"tệp hỏng hoặc bị cắt cụt ({reason})", f"it is damaged or cut short ({reason})"),
            )
        ]
    )


def altered(file: Path, code: str, found: Text) -> Problem:
    """Return a problem of a history that is not what it claims to be."""
    return Problem(
        code,
        Location(str(file)),
        found,
        Text("lịch sử nguyên vẹn như khi ghi", "a history as it was written"),
        Text(
            "không ghi thêm vào tệp này; khôi phục từ bản sao lưu và làm rõ ai đã sửa",
            "add nothing to it; restore it from a backup, and find out who changed it",
        ),
    )


def unknown_record(file: Path, number: int, last: int) -> InvalidInput:
    """Return what is said where a record is asked for that a history does not have."""
    return InvalidInput(
        [
            Problem(
                "unknown-record",
                Location(str(file)),
                Text(f"không có bản ghi số {number}", f"there is no record {number}"),
                Text(f"số từ 1 đến {last}", f"a number from 1 to {last}")
                if last
                else Text("lịch sử có bản ghi", "a history with records"),
                Text("xem secaudit history list", "secaudit history list shows them"),
            )
        ]
    )
