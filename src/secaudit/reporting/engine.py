"""Loading the page engine, which is slow the way it is done by default."""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from secaudit.model.problem import SecauditError
from secaudit.model.text import Text

_LIBRARIES = ("gobject", "pango", "harfbuzz", "fontconfig")


class LibraryMissing(SecauditError):
    """The page engine cannot be loaded: the system lacks a library that it draws letters with."""

    def __init__(self, detail: str) -> None:
        formats = "--format json,csv,html,xlsx (report: --to html,xlsx)"
        self.text = Text(
            f"chưa cài thư viện Pango mà dạng PDF cần ({detail}). Cách xử lý: cài Pango theo README, hoặc "
            f"chọn dạng không cần nó: {formats}",
            f"Pango, which PDF output needs, is not installed ({detail}). What to do: install it as the "
            f"README says, or ask for formats that do without: {formats}",
        )
        super().__init__(detail)


def load() -> Any:
    """Return the module `weasyprint`, loaded in half the time on Linux.

    Raises:
        LibraryMissing: Pango or another library that it needs is not installed.
    """
    try:
        with _linker_unasked():
            import weasyprint
    except OSError as error:
        raise LibraryMissing(str(error).splitlines()[0]) from error
    return weasyprint


@contextmanager
def _linker_unasked() -> Iterator[None]:
    """Keep the engine from running a compiler twenty times to look for its libraries.

    It tries names of other systems first, and each has ctypes run `gcc` and `ld`. On Linux it also gives
    the names by which the system's loader opens the libraries directly, so nothing is lost.
    """
    find = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None if any(one in name for one in _LIBRARIES) else find(name)
    try:
        yield
    finally:
        ctypes.util.find_library = find
