"""A certificate authority of the tests, and the certificates that it gives. All names are fictitious."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

SIGNED_AT = datetime(2027, 1, 6, 9, 0, tzinfo=UTC)
"""When the tests sign: the day after the canonical result was made."""

PASSPHRASE = "mật khẩu thử"


@dataclass(frozen=True)
class Bearer:
    """Somebody with a key and a certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    above: tuple[x509.Certificate, ...] = ()

    def p12(self, passphrase: str | None = PASSPHRASE) -> bytes:
        """Return key and certificates as a PKCS#12 file."""
        locked = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
        return pkcs12.serialize_key_and_certificates(
            b"signer", self.key, self.certificate, self.above, locked
        )

    def pem(self) -> bytes:
        """Return the certificate as PEM."""
        return self.certificate.public_bytes(Encoding.PEM)

    def key_pem(self) -> bytes:
        """Return the key as PEM, unprotected."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@cache
def root(name: str = "CA Giả Định") -> Bearer:
    """Return an authority of its own."""
    key = ec.generate_private_key(ec.SECP256R1())
    return Bearer(key, _certificate(name, key, name, key, authority=True))


@cache
def official(
    name: str = "Nguyễn Văn Giả",
    *,
    usage: str = "sign",
    until: datetime = SIGNED_AT + timedelta(days=365),
    since: datetime = SIGNED_AT - timedelta(days=365),
) -> Bearer:
    """Return somebody whom the authority certified; `usage` is "sign", "seal" or "any"."""
    key = ec.generate_private_key(ec.SECP256R1())
    above = root()
    issuer = above.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    made = _certificate(name, key, str(issuer), above.key, usage=usage, since=since, until=until)
    return Bearer(key, made, (above.certificate,))


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    signed_by: ec.EllipticCurvePrivateKey,
    *,
    authority: bool = False,
    usage: str = "sign",
    since: datetime = SIGNED_AT - timedelta(days=3650),
    until: datetime = SIGNED_AT + timedelta(days=3650),
) -> x509.Certificate:
    built = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signed_by.public_key()), critical=False
        )
    )
    if authority or usage != "any":
        built = built.add_extension(_usage(authority=authority, signs=usage == "sign"), critical=True)
    return built.sign(signed_by, SHA256())


def _usage(*, authority: bool, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs and not authority,
        content_commitment=signs and not authority,
        key_encipherment=not signs,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Thành phố Giả Định (hư cấu)"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )
