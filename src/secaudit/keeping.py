"""What can be made again is kept for the next run, in the user's own cache folder.

Nothing in it is ever trusted further than that this program made it: an entry that is cut short, altered, of
another version, or in a folder that others can write to is not there. The folder may be deleted any time.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from secaudit import __version__

FOLDER_VARIABLE = "SECAUDIT_CACHE"
"""Names another folder for the cache."""

NO_CACHE = "none"
"""Said in place of a folder: nothing is taken from a cache, and nothing kept."""

_MARK = b"secaudit-kept-1\n"
MOST_BYTES = 256 << 20
"""What all entries may take together; beyond it the oldest are dropped."""


class Shelf:
    """A folder of entries, each under the hash of all that it was made from."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._usable: bool | None = None

    def take(self, kind: str, *made_from: str) -> bytes | None:
        """Return what was kept of one kind under a key; None where there is no such entry, or a bad one."""
        if not self._is_own():
            return None
        key = _key(kind, made_from)
        try:
            found = (self._folder / f"{kind}-{key}").read_bytes()
        except OSError:
            return None
        head = _MARK + key.encode() + b"\n"
        if not found.startswith(head):
            return None
        digest, _, content = found[len(head) :].partition(b"\n")
        return content if digest == sha256(content).hexdigest().encode() else None

    def keep(self, content: bytes, kind: str, *made_from: str) -> None:
        """Keep something under a key; where that is not possible, it is made again next time."""
        key = _key(kind, made_from)
        with suppress(OSError):
            if not self._is_own(make=True):
                return
            digest = sha256(content).hexdigest().encode()
            temporary = self._folder / f".{kind}-{key}.{os.getpid()}"
            try:
                temporary.write_bytes(b"".join((_MARK, key.encode(), b"\n", digest, b"\n", content)))
                temporary.replace(self._folder / f"{kind}-{key}")
            finally:
                temporary.unlink(missing_ok=True)

    def tidy(self, most: int = MOST_BYTES) -> None:
        """Drop the oldest entries where all take more than so many bytes."""
        if not self._is_own():
            return
        with suppress(OSError):
            found = [(entry.stat(), entry.path) for entry in os.scandir(self._folder) if entry.is_file()]
            room = most
            for about, path in sorted(found, key=lambda pair: pair[0].st_mtime_ns, reverse=True):
                room -= about.st_size
                if room < 0:
                    Path(path).unlink(missing_ok=True)

    def _is_own(self, *, make: bool = False) -> bool:
        """Whether the folder is the user's alone: what others can write to may say anything."""
        if self._usable is None or (make and not self._usable):
            if make:
                self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._usable = _owned(self._folder)
        return self._usable


def own_shelf() -> Shelf | None:
    """Return the shelf in the user's cache folder, or in the folder that SECAUDIT_CACHE names.

    None where the user has no folder of their own, as in some containers, or wants no cache.
    """
    named = os.environ.get(FOLDER_VARIABLE)
    if named == NO_CACHE:
        return None
    if named:
        return Shelf(Path(named))
    with suppress(RuntimeError):
        if sys.platform == "win32":
            return Shelf(Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "secaudit" / "cache")
        return Shelf(Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "secaudit")
    return None


def _owned(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    if not stat.S_ISDIR(found.st_mode):
        return False
    return sys.platform == "win32" or (
        found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    )


def _key(kind: str, made_from: tuple[str, ...]) -> str:
    return sha256("\x1f".join((kind, _program(), *made_from)).encode()).hexdigest()


@cache
def _program() -> str:
    """Return the mark of this very program: its version, and every file of it as it was installed."""
    stamps = []
    for folder, folders, names in os.walk(Path(__file__).parent):
        # What Python compiled of it is of no account, and there is as much of it.
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in names:
            if name.endswith(".py"):
                path = os.path.join(folder, name)  # noqa: PTH118  # hundreds of paths, on every start
                found = os.stat(path)  # noqa: PTH116
                stamps.append(f"{path}\0{found.st_size}\0{found.st_mtime_ns}")
    python = ".".join(map(str, sys.version_info[:3]))
    return sha256("\n".join((__version__, python, *sorted(stamps))).encode()).hexdigest()
