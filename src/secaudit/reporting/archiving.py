"""What makes a PDF one for the archive and for everyone: its marks, its attachment, its compression.

A document carries the marks of PDF/A-3a (ISO 19005-3) and of PDF/UA-1 (ISO 14289-1) at once: the first allows
the attached result, the second promises what the first leaves open. What a template of the user lays out
against the rules of the second has the first alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from secaudit.lazily import dataclass
from secaudit.reporting.regular import regular
from secaudit.reporting.tagging import tidy

VARIANT = "pdf/a-3a"

_LEVEL = 6
"""Of compression: 9 takes three times as long for one part in a hundred."""

_ACCESSIBLE = b"""\
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the document conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""The second mark. PDF/A asks that a property which it does not know is described (ISO 19005-3, 6.6.2)."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside a document: what the document was made from (AFRelationship Source)."""

    name: str
    content: bytes
    description: str
    made: datetime

    @property
    def sha256(self) -> str:
        """The hash of the content, as the document prints it."""
        return sha256(self.content).hexdigest()


def archival(document: Any, identifier: bytes, attached: Sequence[Attachment] = ()) -> bytes:
    """Return a laid out `weasyprint.Document` as a PDF; the same document gives the same bytes.

    `identifier` is the document's own, 32 hexadecimal digits.
    """
    from weasyprint import Attachment as Attached

    made: bytes = document.write_pdf(
        finisher=lambda _, pdf: _finish(pdf),
        pdf_variant=VARIANT,
        pdf_identifier=identifier,
        attachments=[
            Attached(
                string=each.content,
                name=each.name,
                description=each.description,
                created=each.made,
                modified=each.made,
                relationship="Source",
            )
            for each in attached
        ],
    )
    return made


def _finish(pdf: Any) -> None:
    """Tidy the structure, add the second mark where it holds, compress once and not twice."""
    tidy(pdf, [_at(pdf, _at(pdf, page)["Contents"]) for page in pdf.page_references])
    metadata = _at(pdf, pdf.catalog["Metadata"])
    mark = _ACCESSIBLE if regular(pdf) else b""
    metadata.stream = [b"\n".join(metadata.stream).replace(b"</rdf:RDF>", mark + b"</rdf:RDF>")]
    # Programs that know nothing of PDF look for it in plain text.
    metadata.compress = False
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    for each in pdf.objects:
        if getattr(each, "compress", False):
            pieces = [one if one.__class__ is bytes else _bytes(one) for one in each.stream]
            plain = b"\n".join(pieces)
            each.stream, each.compress = [zlib.compress(plain, _LEVEL)], False
            each.extra["Filter"] = "/FlateDecode"


def _at(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _bytes(piece: Any) -> bytes:
    made: bytes = piece.encode("ascii") if isinstance(piece, str) else piece.data
    return made
