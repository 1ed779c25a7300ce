"""Files appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def publish(files: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Write files into a folder, made where it is missing, and return their paths.

    A name may lead into a folder below it (`html/index.html`).

    Every file is first written whole under a temporary name in the same folder and only then renamed,
    so that a full disk or an interruption leaves the earlier files as they were and no half one. It is
    not waited for the disk itself: that takes longer than the audit of a city, and what a power cut takes
    can be made again from the same inputs.

    Raises:
        OSError: the folder cannot be made or written to; nothing temporary is left.
    """
    folder.mkdir(parents=True, exist_ok=True)
    waiting: dict[Path, Path] = {}
    try:
        for name, content in files.items():
            final = folder / name
            final.parent.mkdir(parents=True, exist_ok=True)
            temporary = final.with_name(f".{final.name}.{os.getpid()}.tmp")
            waiting[temporary] = final
            _write(temporary, content, final)
        for temporary, final in waiting.items():
            temporary.replace(final)
    finally:
        for temporary in waiting:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    return list(waiting.values())


def _write(temporary: Path, content: bytes, final: Path) -> None:
    try:
        temporary.write_bytes(content)
    except OSError as error:
        # Of a full disk the system does not say where, and the temporary name means nothing to anybody.
        raise OSError(error.errno, error.strerror, str(final)) from error
