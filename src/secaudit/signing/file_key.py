"""A key from a PKCS#12 file (`.p12`, `.pfx`)."""

from __future__ import annotations

from datetime import datetime

from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.text import Text
from secaudit.signing.key import Key, key


def key_of_file(content: bytes, passphrase: str | None, at: datetime, file: str = "key.p12") -> Key:
    """Return the key of a PKCS#12 file, fit to sign at that moment; `file` names it in error messages.

    Raises:
        InvalidInput: it is no such file, the passphrase does not open it, it has no key with a certificate,
            or the certificate may not sign now. No message holds the passphrase.
    """
    from pyhanko.sign.signers import SimpleSigner

    if not _is_p12(content):
        raise InvalidInput([_no_p12(file)])
    try:
        signer = SimpleSigner.load_pkcs12_data(content, [], passphrase.encode() if passphrase else None)
    except ValueError:
        raise InvalidInput([_locked(file, given=bool(passphrase))]) from None
    except (AttributeError, TypeError):
        raise InvalidInput([_without_key(file)]) from None
    return key(signer, file, at)


def _is_p12(content: bytes) -> bool:
    from asn1crypto.pkcs12 import Pfx

    try:
        return bool(Pfx.load(content, strict=True)["version"].native == "v3")
    except (ValueError, TypeError):
        return False


def _no_p12(file: str) -> Problem:
    return Problem(
        code="not-a-p12",
        location=Location(file),
        found=Text("đây không phải tệp PKCS#12", "this is no PKCS#12 file"),
        expected=Text(
            "tệp .p12 hoặc .pfx chứa khóa và chứng thư số", "a .p12 or .pfx file with key and certificate"
        ),
        advice=Text("xuất lại khóa từ nơi lưu giữ", "export the key again from where it is kept"),
    )


def _locked(file: str, *, given: bool) -> Problem:
    return Problem(
        code="wrong-passphrase" if given else "passphrase-needed",
        location=Location(file),
        found=Text("mật khẩu không mở được tệp khóa", "the passphrase does not open the file")
        if given
        else Text("tệp khóa có mật khẩu", "the file is locked with a passphrase"),
        expected=Text("mật khẩu của tệp khóa", "the file's passphrase"),
        advice=Text(
            "nhập mật khẩu khi được hỏi, hoặc dùng --passphrase-file hay biến SECAUDIT_PASSPHRASE",
            "type it when asked, or use --passphrase-file or the variable SECAUDIT_PASSPHRASE",
        ),
    )


def _without_key(file: str) -> Problem:
    return Problem(
        code="no-signing-key",
        location=Location(file),
        found=Text("tệp không có khóa bí mật", "there is no private key in the file"),
        expected=Text("khóa bí mật cùng chứng thư số", "a private key with its certificate"),
        advice=Text("xuất lại cả khóa và chứng thư số", "export key and certificate together"),
    )
