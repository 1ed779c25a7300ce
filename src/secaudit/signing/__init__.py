"""Signatures in PDF files: PAdES B-B, from a PKCS#12 file or a token, and whether those in a file hold.

Nothing here opens a network connection: no time stamp is asked for, no revocation is looked up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secaudit.signing.checking import Signature, only_signed, signatures
    from secaudit.signing.file_key import key_of_file
    from secaudit.signing.key import Key
    from secaudit.signing.signature import Details, sign
    from secaudit.signing.token_key import key_of_token

__all__ = ["Details", "Key", "Signature", "key_of_file", "key_of_token", "only_signed", "sign", "signatures"]

_HOMES = {
    "Details": "signature",
    "Key": "key",
    "Signature": "checking",
    "key_of_file": "file_key",
    "key_of_token": "token_key",
    "only_signed": "checking",
    "sign": "signature",
    "signatures": "checking",
}


def __getattr__(name: str) -> Any:
    """Import a part only when it is used: the library behind takes a second to load."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"secaudit.signing.{_HOMES[name]}"), name)
