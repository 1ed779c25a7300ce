"""Loading the page engine, which is slow the way it is done by default."""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_LIBRARIES = ("gobject", "pango", "harfbuzz", "fontconfig")


def load() -> Any:
    """Return the module `weasyprint`, loaded in half the time on Linux.

    Raises:
        OSError: Pango or another library that it needs is not installed.
    """
    with _linker_unasked():
        import weasyprint
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
