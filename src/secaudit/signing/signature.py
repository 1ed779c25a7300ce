"""A PDF signed: PAdES B-B (ETSI EN 319 142-1), added at its end, so that what was signed stays in it."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from secaudit.lazily import dataclass
from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.text import Text

if TYPE_CHECKING:
    from secaudit.signing.key import Key


@dataclass(frozen=True, slots=True)
class Details:
    """What a signature says besides whose it is: when, and if told so, why and where."""

    at: datetime
    reason: str | None = None
    place: str | None = None


def sign(pdf: bytes, key: Key, details: Details, file: str = "audit.pdf") -> bytes:
    """Return a PDF with a signature over all of it; `file` names it in error messages.

    The file stays what it was: nothing is seen on its pages, and its marks of PDF/A and PDF/UA hold.

    Raises:
        InvalidInput: it is no PDF, or one that cannot be signed.
    """
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError

    try:
        return _signed(pdf, key, details)
    except (PdfError, SigningError, ValueError) as error:
        raise InvalidInput([_unsigned(file, error)]) from None


def _signed(pdf: bytes, key: Key, details: Details) -> bytes:
    from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter, enumerate_sig_fields
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner, PdfSigningSession

    class Dated(PdfSigner):
        """Signs at the moment that it is told; the clock is read elsewhere."""

        def init_signing_session(self, *arguments: Any, **named: Any) -> PdfSigningSession:
            session = super().init_signing_session(*arguments, **named)
            session.system_time = details.at
            return session

    writer = _writer(pdf)
    taken = {name for name, _, _ in enumerate_sig_fields(writer.prev)}
    name = next(
        f"Signature{number}" for number in range(1, len(taken) + 2) if f"Signature{number}" not in taken
    )
    signer = Dated(
        PdfSignatureMetadata(
            field_name=name,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason=details.reason,
            location=details.place,
        ),
        key.signer,
        # Out of the page's bounds is what both PDF/A, which forbids hidden fields, and PDF/UA can bear.
        new_field_spec=SigFieldSpec(name, invis_sig_settings=InvisSigSettings(box_out_of_bounds=True)),
    )
    return bytes(signer.sign_pdf(writer).getvalue())


def _writer(pdf: bytes) -> Any:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Untouched(IncrementalPdfFileWriter):
        """Adds to a file and leaves its metadata: rewritten, they would lose the description of a mark."""

        def _update_meta(self) -> None:
            pass

        def ensure_output_version(self, version: tuple[int, int]) -> None:
            """Stay at PDF 1.7, on which PDF/A-3 stands; what is newer is told as an extension."""

    return Untouched(BytesIO(pdf))


def _unsigned(file: str, error: Exception) -> Problem:
    return Problem(
        code="cannot-be-signed",
        location=Location(file),
        found=Text(f"không ký được tệp này ({error})", f"this file cannot be signed ({error})"),
        expected=Text("tệp PDF không khóa do secaudit lập", "an unlocked PDF that secaudit made"),
        advice=Text("lập lại báo cáo rồi ký", "make the report again and sign it"),
    )
