"""Signing a PDF, and telling whether its signatures hold: each claim for itself, without the network."""

from __future__ import annotations

import socket
from datetime import timedelta
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from secaudit.model.problem import InvalidInput
from secaudit.reporting.pdf import font_files, lay_out
from secaudit.signing import Details, Signature, key_of_file, sign, signatures
from tests.reporting.archival import faults
from tests.signing.authority import PASSPHRASE, SIGNED_AT, official, root

DETAILS = Details(SIGNED_AT, "Ban hành báo cáo", "Thành phố Giả Định")


@cache
def page() -> bytes:
    """Return a small document of ours."""
    html = "<!DOCTYPE html><html lang=vi><head><title>t</title></head><body><h1>Báo cáo</h1></body></html>"
    return lay_out(html, "", font_files()).write_pdf()


@cache
def signed() -> bytes:
    """Return it with one signature."""
    return sign(page(), key_of_file(official().p12(), PASSPHRASE, SIGNED_AT), DETAILS)


def one(pdf: bytes, *roots: bytes) -> Signature:
    """Return the only signature of a file."""
    (found,) = signatures(pdf, roots)
    return found


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_a_signature_is_added_and_everything_before_it_stays() -> None:
    assert signed().startswith(page())
    held = PdfFileReader(BytesIO(signed())).embedded_signatures[0].sig_object
    assert held["/SubFilter"] == "/ETSI.CAdES.detached"
    assert (held["/Reason"], held["/Location"]) == (DETAILS.reason, DETAILS.place)


def test_the_marks_of_archive_and_access_hold_after_signing() -> None:
    assert faults(signed()) == []


def test_what_holds_of_a_signature_is_told_claim_by_claim(capfd: pytest.CaptureFixture[str]) -> None:
    holds = Signature(
        owner="Nguyễn Văn Giả, Thành phố Giả Định (hư cấu)",
        at=SIGNED_AT,
        reason="Ban hành báo cáo",
        covers=True,
        intact=True,
        in_time=True,
        trusted=None,
    )
    assert one(signed()) == holds
    assert one(signed(), root().pem()).trusted is True
    assert one(signed(), root("CA khác").pem()).trusted is False
    assert signatures(page()) == ()
    assert capfd.readouterr().err == ""


def test_a_changed_byte_breaks_what_was_signed() -> None:
    for place in (len(page()) // 2, 2000):
        changed = bytearray(signed())
        changed[place] ^= 1
        assert not one(bytes(changed)).intact


def test_what_is_added_after_signing_is_not_covered() -> None:
    writer: Any = IncrementalPdfFileWriter(BytesIO(signed()))
    writer.root["/PageMode"] = writer.root["/Type"]
    writer.update_root()
    added = BytesIO()
    writer.write(added)
    assert (one(added.getvalue()).covers, one(added.getvalue()).intact) == (False, True)
    assert not one(signed() + b"% more\n").covers


def test_a_second_signature_leaves_the_first_whole() -> None:
    second = official("Trần Thị Thử")
    both = sign(signed(), key_of_file(second.p12(), PASSPHRASE, SIGNED_AT), Details(SIGNED_AT))
    found = signatures(both, [root().pem()])
    assert [each.owner.partition(",")[0] for each in found] == ["Nguyễn Văn Giả", "Trần Thị Thử"]
    assert all(each.covers and each.intact and each.trusted for each in found)


def test_an_unprotected_key_needs_no_passphrase_and_any_use_is_enough() -> None:
    bearer = official("Lê Thử", usage="any")
    assert key_of_file(bearer.p12(None), None, SIGNED_AT).owner.startswith("Lê Thử")


@pytest.mark.parametrize(
    ("content", "passphrase", "code"),
    [
        (official().p12(), "khác", "wrong-passphrase"),
        (official().p12(), None, "passphrase-needed"),
        (b"", PASSPHRASE, "not-a-p12"),
        (b"PK\x03\x04 a zip", PASSPHRASE, "not-a-p12"),
        (official().pem(), PASSPHRASE, "not-a-p12"),
        (official("Cũ", until=SIGNED_AT - timedelta(days=1)).p12(), PASSPHRASE, "certificate-out-of-time"),
        (official("Mới", since=SIGNED_AT + timedelta(days=1)).p12(), PASSPHRASE, "certificate-out-of-time"),
        (official("Mã hóa", usage="seal").p12(), PASSPHRASE, "certificate-not-for-signing"),
        (root().p12(), PASSPHRASE, "certificate-not-for-signing"),
    ],
)
def test_a_key_that_may_not_sign_is_refused_and_no_passphrase_is_told(
    content: bytes, passphrase: str | None, code: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        key_of_file(content, passphrase, SIGNED_AT)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert PASSPHRASE not in str(caught.value)
    assert "khác" not in str(caught.value)


@pytest.mark.parametrize("broken", [b"", b"a report", b"%PDF-1.7\n", None], ids=str)
def test_what_is_no_pdf_is_neither_signed_nor_checked(broken: bytes | None) -> None:
    broken = page()[:2000] if broken is None else broken
    with pytest.raises(InvalidInput, match="cannot-be-signed"):
        sign(broken, key_of_file(official().p12(), PASSPHRASE, SIGNED_AT), DETAILS)
    with pytest.raises(InvalidInput, match="not-a-pdf"):
        signatures(broken)


def test_a_root_that_is_no_certificate_is_refused() -> None:
    with pytest.raises(InvalidInput, match="not-a-certificate"):
        signatures(signed(), [b"no certificate"])
