"""A key that signs, with the certificate that says whose it is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from secaudit.lazily import dataclass
from secaudit.model.day import day_told
from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.text import Text, same

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.signers import Signer

SIGNING_USES = frozenset({"digital_signature", "non_repudiation"})
"""The uses of a key one of which its certificate has to allow, where it names any (RFC 5280, 4.2.1.3)."""


@dataclass(frozen=True, slots=True)
class Key:
    """What signs, and whose certificate it is. It is made only where both may sign on that day."""

    signer: Signer
    owner: str


def key(signer: Signer, place: str, at: datetime) -> Key:
    """Return a signer as a key; `place` names its file or token in error messages.

    Raises:
        InvalidInput: the certificate is not valid at that moment, or is not one to sign with.
    """
    certificate = signer.signing_cert
    if certificate is None:
        raise InvalidInput([_without_certificate(place)])
    if not certificate.not_valid_before <= at <= certificate.not_valid_after:
        raise InvalidInput([_out_of_time(certificate, place)])
    uses = certificate.key_usage_value
    if uses is not None and not SIGNING_USES & uses.native:
        raise InvalidInput([_other_use(sorted(uses.native), place)])
    return Key(signer, owner(certificate))


def owner(certificate: Certificate) -> str:
    """Return whose certificate it is, as its issuer wrote it: name, organisation."""
    named = certificate.subject.native
    parts = (named.get("common_name"), named.get("organization_name"))
    return ", ".join(str(part) for part in parts if part) or certificate.subject.human_friendly


def _without_certificate(place: str) -> Problem:
    return Problem(
        code="no-signing-certificate",
        location=Location(place),
        found=Text("không có chứng thư số của khóa ký", "there is no certificate for the key"),
        expected=Text(
            "khóa bí mật cùng chứng thư số của người ký", "a private key with the signer's certificate"
        ),
        advice=Text("xuất lại cả khóa và chứng thư số", "export key and certificate together"),
    )


def _out_of_time(certificate: Certificate, place: str) -> Problem:
    since, until = (
        day_told(moment) for moment in (certificate.not_valid_before, certificate.not_valid_after)
    )
    return Problem(
        code="certificate-out-of-time",
        location=Location(place),
        found=Text(
            f"chứng thư số chỉ có hiệu lực từ {since.vi} đến {until.vi}",
            f"the certificate is valid from {since.en} to {until.en} only",
        ),
        expected=Text("chứng thư số đang có hiệu lực", "a certificate that is valid now"),
        advice=Text(
            "gia hạn chứng thư số, hoặc kiểm tra đồng hồ của máy",
            "renew the certificate, or check the machine's clock",
        ),
    )


def _other_use(uses: list[str], place: str) -> Problem:
    return Problem(
        code="certificate-not-for-signing",
        location=Location(place),
        found=Text(
            f"chứng thư số dùng cho việc khác: {', '.join(uses) or '–'}",
            f"the certificate is for other uses: {', '.join(uses) or '–'}",
        ),
        expected=same(", ".join(sorted(SIGNING_USES))),
        advice=Text("dùng chứng thư số để ký", "use a certificate for signing"),
    )
