"""Filling a new folder all at once or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from secaudit.model.location import Location
from secaudit.model.problem import Problem, SecauditError
from secaudit.model.text import Text

_PARTIAL = ".secaudit-partial"


class FolderTaken(SecauditError, FileExistsError):
    """The place for a new inventory is not free. `problem`, and `text` in one line, say so and advise."""

    def __init__(self, folder: Path, found: Text) -> None:
        self.problem = Problem(
            "folder-not-empty",
            Location(folder.as_posix()),
            found,
            Text("một thư mục mới hoặc còn trống", "a new or empty folder"),
            Text(
                "Chọn thư mục khác, hoặc chuyển các tệp đang có đi nơi khác; không tệp nào bị ghi đè",
                "Name another folder, or move what is there elsewhere; nothing was overwritten",
            ),
        )
        self.text = Text(self.problem.describe("vi"), self.problem.describe("en"))
        super().__init__(self.text.en)


@contextmanager
def filled(folder: Path) -> Iterator[Path]:
    """Give a scratch folder to write into; its files move to `folder` when all is well.

    Names that begin with a dot do not make a folder taken, so a new repository can be filled. When the
    body raises, the scratch folder goes away and `folder` stays as it was.

    Raises:
        FolderTaken: the folder holds something, or is a file.
        OSError: it cannot be written.
    """
    check_free(folder)
    inside = folder.is_dir()
    scratch = folder / _PARTIAL if inside else folder.with_name(folder.name + _PARTIAL)
    scratch.mkdir(parents=True)
    try:
        yield scratch
        if inside:
            for path in sorted(scratch.iterdir()):
                path.rename(folder / path.name)
        else:
            scratch.rename(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def check_free(folder: Path) -> None:
    """Raise `FolderTaken` unless a new inventory may be written to this folder."""
    if folder.is_dir():
        names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
        if names:
            shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
            raise FolderTaken(
                folder, Text(f"thư mục không trống, đang có {shown}", f"a folder that holds {shown}")
            )
    elif folder.exists():
        raise FolderTaken(folder, Text("một tệp, không phải thư mục", "a file, not a folder"))
