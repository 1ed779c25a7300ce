"""What the rest of the tool needs to know about a format: nothing but this."""

from __future__ import annotations

import mmap
from typing import Protocol

from secaudit.inventory.raw import RawFile
from secaudit.lazily import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: its name for readers, the table that its name stands for, and its bytes.

    `table` is None where the name is no table's; formats that name their tables inside ignore it.
    """

    file: str
    extension: str
    table: str | None
    data: bytes | mmap.mmap


class Reader(Protocol):
    """Turns the bytes of a file into raw rows, each of which can be located.

    `largest` is the size in bytes above which a file is refused unread, None for no limit. `named` is
    true where the file's name says which table it holds.
    """

    largest: int | None
    named: bool

    def read(self, source: Source) -> RawFile:
        """Return the rows of a file, as they were written.

        Raises:
            FileFault: the file cannot be read at all.
        """
