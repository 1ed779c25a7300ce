"""Whether the signatures of a PDF hold: what is covered, what is intact, whose it is, who says so.

Chains end in roots that the caller names. Revocation is not looked up: that needs the network.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from secaudit.lazily import dataclass
from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.text import Text
from secaudit.signing.additions import only_signatures_after
from secaudit.signing.key import SIGNING_USES, owner


@dataclass(frozen=True, slots=True)
class Signature:
    """What holds of one signature.

    `covers` says that nothing stands in the file that it does not cover, but for later signatures. `intact`
    says that what it covers is what was signed, and that its own mathematics hold. `at` is the moment that it
    gives itself; nobody else vouches for it. `trusted` is None where no roots were given. `fault` is why it
    could not be checked at all.
    """

    owner: str
    at: datetime | None
    reason: str | None
    covers: bool
    intact: bool
    in_time: bool
    trusted: bool | None
    fault: str = ""


def signatures(pdf: bytes, roots: Sequence[bytes] = (), file: str = "audit.pdf") -> tuple[Signature, ...]:
    """Return the signatures of a PDF from the first to the last; `roots` are certificates, PEM or DER.

    Raises:
        InvalidInput: it is no PDF, or a root is no certificate.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader

    _hush()
    trusted = [each for root in roots for each in _certificates(root)]
    try:
        found = list(PdfFileReader(BytesIO(pdf)).embedded_regular_signatures)
    except _broken() as error:
        raise InvalidInput([_no_pdf(file, error)]) from None
    return tuple(_checked(each, trusted, last=each is found[-1]) for each in found)


def only_signed(pdf: bytes) -> bool:
    """Return whether nothing but signatures was added to the first state of a PDF.

    Raises:
        InvalidInput: it is no PDF.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader

    _hush()
    try:
        reader = PdfFileReader(BytesIO(pdf))
        signed = list(reader.embedded_regular_signatures)
        added = reader.xrefs.total_revisions - 1
        return 0 < len(signed) == added and only_signatures_after(reader, 0)
    except _broken() as error:
        raise InvalidInput([_no_pdf("audit.pdf", error)]) from None


def _broken() -> tuple[type[Exception], ...]:
    """Return what the library raises on a file that is not as it should be."""
    from pyhanko.pdf_utils.misc import PdfError

    return (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)


def _hush() -> None:
    """Keep the library from telling on standard error what is told here line by line."""
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _checked(embedded: Any, roots: list[Any], *, last: bool) -> Signature:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    try:
        at = embedded.self_reported_timestamp
        certificate = embedded.signer_cert
        context = ValidationContext(
            trust_roots=roots,
            other_certs=list(embedded.other_embedded_certs),
            moment=at,
            allow_fetching=False,
        )
        status = validate_pdf_signature(
            embedded,
            context,
            key_usage_settings=KeyUsageConstraints(key_usage=set(SIGNING_USES), match_all_key_usages=False),
            # Its own look at later changes takes minutes for a long structure tree.
            skip_diff=True,
        )
        added = only_signatures_after(embedded.reader, embedded.signed_revision)
    except _broken() as error:
        return Signature("", None, None, False, False, False, None, f"{type(error).__name__}: {error}")
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    revision = status.coverage == SignatureCoverageLevel.ENTIRE_REVISION
    return Signature(
        owner=owner(certificate),
        at=at,
        reason=_text(embedded.sig_object.get("/Reason")),
        covers=whole if last else revision and added,
        intact=bool(status.intact and status.valid),
        in_time=at is not None and certificate.not_valid_before <= at <= certificate.not_valid_after,
        trusted=bool(status.trusted) if roots else None,
    )


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _certificates(content: bytes) -> list[Any]:
    from asn1crypto import pem, x509

    try:
        if pem.detect(content):
            return [x509.Certificate.load(each) for _, _, each in pem.unarmor(content, multiple=True)]
        found = x509.Certificate.load(content, strict=True)
        _ = found.subject.native
    except (ValueError, TypeError) as error:
        raise InvalidInput([_no_certificate(error)]) from None
    return [found]


def _no_pdf(file: str, error: Exception) -> Problem:
    return Problem(
        code="not-a-pdf",
        location=Location(file),
        found=Text(f"không đọc được tệp PDF ({error})", f"the file cannot be read as PDF ({error})"),
        expected=Text("tệp PDF do secaudit lập", "a PDF that secaudit made"),
        advice=Text("chép lại tệp từ nơi gửi", "copy the file again from its sender"),
    )


def _no_certificate(error: Exception) -> Problem:
    return Problem(
        code="not-a-certificate",
        location=Location("--trust"),
        found=Text(f"tệp không phải chứng thư số ({error})", f"the file is no certificate ({error})"),
        expected=Text("chứng thư số gốc dạng PEM hoặc DER", "a root certificate as PEM or DER"),
        advice=Text("lấy chứng thư số gốc từ tổ chức cấp", "get the root certificate from its issuer"),
    )
