"""A key on a PKCS#11 token: it signs there and never leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.text import Text, same
from secaudit.signing.key import Key, key


@contextmanager
def key_of_token(module: str, label: str | None, pin: str | None, at: datetime) -> Iterator[Key]:
    """Yield a key on the first token that has it, fit to sign at that moment, while the token is open.

    `module` is the library of the token's maker, `label` the name of key and certificate on it; it may be
    left out where there is only one certificate.

    Raises:
        InvalidInput: the optional package is not installed, the library cannot be loaded, no token has such
            a certificate, the PIN is refused, or the certificate may not sign now.
    """
    try:
        import pkcs11
        from pyhanko.sign.pkcs11 import PKCS11Signer
    except ImportError:
        raise InvalidInput([_not_installed(module)]) from None
    try:
        library = pkcs11.lib(module)
    except (pkcs11.exceptions.PKCS11Error, OSError, RuntimeError) as error:
        raise InvalidInput([_no_module(module, error)]) from None
    try:
        tokens = [slot.get_token() for slot in library.get_slots(token_present=True)]
        ready = [token for token in tokens if pkcs11.TokenFlag.TOKEN_INITIALIZED in token.flags]
        token, named = _holder(ready, label, module)
        session = token.open(user_pin=pin)
    except pkcs11.exceptions.PKCS11Error as error:
        raise InvalidInput([_refused(module, error)]) from None
    with session:
        signer = PKCS11Signer(session, cert_label=named, other_certs_to_pull=None)
        try:
            found = key(signer, f"{module} [{named}]", at)
            signer.use_raw_mechanism = _hashes_here(found, token)
            yield found
        except pkcs11.exceptions.PKCS11Error as error:
            raise InvalidInput([_refused(module, error)]) from None


def _hashes_here(found: Key, token: Any) -> bool:
    """Return whether the text has to be hashed on this side: some tokens sign by curves no other way."""
    from pkcs11 import Mechanism

    certificate = found.signer.signing_cert
    curved = certificate is not None and certificate.public_key.algorithm == "ec"
    return curved and Mechanism.ECDSA_SHA256 not in token.slot.get_mechanisms()


def _holder(tokens: list[Any], label: str | None, module: str) -> tuple[Any, str]:
    """Return the token that has the certificate, and the certificate's label."""
    import pkcs11

    seen: list[tuple[Any, str]] = []
    for token in tokens:
        with token.open() as session:
            for one in session.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}):
                seen.append((token, str(one[pkcs11.Attribute.LABEL])))
    fitting = [(token, name) for token, name in seen if label is None or name == label]
    if len(fitting) != 1:
        raise InvalidInput([_which(module, label, [name for _, name in seen])])
    return fitting[0]


def _not_installed(module: str) -> Problem:
    return Problem(
        code="token-support-missing",
        location=Location(module),
        found=Text(
            "chưa cài phần hỗ trợ thiết bị ký (PKCS#11)", "support for tokens (PKCS#11) is not installed"
        ),
        expected=Text("gói bổ sung token của secaudit", "the extra token of secaudit"),
        advice=same('pip install "secaudit[token]"'),
    )


def _no_module(module: str, error: Exception) -> Problem:
    return Problem(
        code="no-token-library",
        location=Location(module),
        found=Text(
            f"không nạp được thư viện của thiết bị ký ({error})", f"the library cannot be loaded ({error})"
        ),
        expected=Text(
            "thư viện PKCS#11 do nhà cung cấp thiết bị ký phát hành",
            "the PKCS#11 library of the token's maker",
        ),
        advice=Text("kiểm tra đường dẫn của --token", "check the path of --token"),
    )


def _refused(module: str, error: Exception) -> Problem:
    reason = type(error).__name__
    return Problem(
        code="token-refused",
        location=Location(module),
        found=Text(f"thiết bị ký từ chối ({reason})", f"the token refuses ({reason})"),
        expected=Text(
            "thiết bị đã cắm, mã PIN đúng, chưa bị khóa", "a token that is there, its PIN, and not locked"
        ),
        advice=Text(
            "kiểm tra thiết bị và mã PIN; nhập sai nhiều lần thiết bị sẽ khóa",
            "check token and PIN; after too many wrong ones it locks itself",
        ),
    )


def _which(module: str, label: str | None, seen: list[str]) -> Problem:
    listed = ", ".join(seen) or "–"
    return Problem(
        code="no-such-certificate",
        location=Location(module),
        found=Text(
            f"không chọn được chứng thư số {label or ''}; thiết bị có: {listed}".replace("  ", " "),
            f"which certificate is meant is not clear ({label or '-'}); there are: {listed}",
        ),
        expected=Text("nhãn của đúng một chứng thư số", "the label of exactly one certificate"),
        advice=Text("nêu nhãn bằng --label", "name it with --label"),
    )
