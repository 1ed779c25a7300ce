"""Signing with a key that never leaves its token: SoftHSM plays the token."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from secaudit.model.problem import InvalidInput
from secaudit.signing import Details, key_of_token, sign, signatures
from tests.signing.authority import SIGNED_AT, official, root
from tests.signing.test_signing import page

LIBRARIES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so")
PIN = "4711"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The library of a token that holds one key and certificate, under the label "signer"."""
    pkcs11 = pytest.importorskip("pkcs11", reason="python-pkcs11 is not installed: no token is tried")
    found = next((each for each in LIBRARIES if Path(each).exists()), None)
    if found is None or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM (softhsm2) is not installed: no token is tried")
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    (folder / "key.pem").write_bytes(official().key_pem())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
        util = ["softhsm2-util", "--token", "secaudit", "--pin", PIN]
        for step in (
            [
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                "secaudit",
                "--pin",
                PIN,
                "--so-pin",
                "0815",
            ],
            [*util, "--import", str(folder / "key.pem"), "--label", "signer", "--id", "A1"],
        ):
            subprocess.run(step, check=True, capture_output=True)
        from pkcs11.util.x509 import decode_x509_certificate

        token = pkcs11.lib(found).get_token(token_label="secaudit")
        with token.open(rw=True, user_pin=PIN) as session:
            held = decode_x509_certificate(official().certificate.public_bytes(Encoding.DER))
            label = {pkcs11.Attribute.LABEL: "signer", pkcs11.Attribute.TOKEN: True}
            session.create_object(held | label | {pkcs11.Attribute.PRIVATE: False})
        yield found


@pytest.mark.parametrize("label", ["signer", None])
def test_a_token_signs(library: str, label: str | None) -> None:
    with key_of_token(library, label, PIN, SIGNED_AT) as key:
        signed = sign(page(), key, Details(SIGNED_AT))
    (found,) = signatures(signed, [root().pem()])
    assert found.owner.startswith("Nguyễn Văn Giả")
    assert found.covers
    assert found.intact
    assert found.trusted


def test_a_wrong_pin_or_label_is_told(library: str) -> None:
    with (
        pytest.raises(InvalidInput, match="token-refused"),
        key_of_token(library, "signer", "0000", SIGNED_AT),
    ):
        pass
    with pytest.raises(InvalidInput, match="there are: signer"), key_of_token(library, "x", PIN, SIGNED_AT):
        pass


def test_a_library_that_is_none_is_told(tmp_path: Path) -> None:
    pytest.importorskip("pkcs11", reason="python-pkcs11 is not installed: no token is tried")
    with (
        pytest.raises(InvalidInput, match="no-token-library"),
        key_of_token(str(tmp_path / "none.so"), None, PIN, SIGNED_AT),
    ):
        pass


def test_without_the_optional_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pkcs11", None)
    with pytest.raises(InvalidInput, match=r"secaudit\[token\]"), key_of_token("x.so", None, PIN, SIGNED_AT):
        pass
