"""The key that pseudonyms are made with, kept in a file apart from the reports."""

from __future__ import annotations

import hmac
import os
import re
import secrets
from dataclasses import field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from secaudit.lazily import dataclass
from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.text import Text

_BYTES = 32
_FORM = re.compile(r"[0-9a-f]{64}\n?")


@dataclass(frozen=True)
class PseudonymKey:
    """A secret of 32 bytes; it is never shown."""

    secret: bytes = field(repr=False)

    def digest(self, value: str, digits: int) -> str:
        """Return the mark of a value (HMAC-SHA-256): the same for the same value and key, else unrelated."""
        return hmac.new(self.secret, value.encode(), sha256).hexdigest()[:digits]

    @cached_property
    def mark(self) -> str:
        """What reports show of the key, so that one can tell which of them belong together."""
        return self.digest("which key this is", 8)


def key_in(file: Path) -> PseudonymKey:
    """Return the key in a file; where there is none, one is made at random that only its owner may read.

    Raises:
        InvalidInput: the file holds something else.
        OSError: the file cannot be read, or not be made.
    """
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return _made(file)
    except UnicodeDecodeError:
        text = ""
    if not _FORM.fullmatch(text):
        raise InvalidInput([_no_key(file)])
    return PseudonymKey(bytes.fromhex(text.strip()))


def _made(file: Path) -> PseudonymKey:
    secret = secrets.token_bytes(_BYTES)
    # Opened with these rights at once: between making and narrowing somebody could read it.
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(secret.hex() + "\n")
    return PseudonymKey(secret)


def _no_key(file: Path) -> Problem:
    return Problem(
        code="not-a-key",
        location=Location(str(file)),
        found=Text("tệp này không phải khóa bí danh", "this file holds no key for pseudonyms"),
        expected=Text(
            "64 chữ số hệ 16 do --anonymous tạo ra", "64 hexadecimal digits as --anonymous made them"
        ),
        advice=Text(
            "nêu một tệp chưa có để tạo khóa mới, hoặc khóa đã dùng",
            "name a file that does not exist to have one made, or the key that was used",
        ),
    )
