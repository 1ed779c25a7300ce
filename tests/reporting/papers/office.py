"""Reads text documents back, and has LibreOffice lay them out."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import html as parser

from secaudit.model.result import AuditResult
from secaudit.model.text import Language
from secaudit.reporting import restrict
from secaudit.reporting.papers.writing import contents_of, make, source
from secaudit.reporting.repertoire import Everything
from secaudit.reporting.voice import voice
from tests.reporting.canonical import canonical


def lines(docx: bytes) -> list[str]:
    """Return the text of each paragraph as it stands, those of tables included; none is empty."""
    found = []
    for paragraph in Document(BytesIO(docx)).element.body.iter(qn("w:p")):
        text = "".join(_pieces(paragraph))
        if text.strip():
            found.append(" ".join(text.split()))
    return found


def _pieces(paragraph: object) -> Iterator[str]:
    for node in paragraph.iter(qn("w:t"), qn("w:br")):  # type: ignore[attr-defined]
        yield node.text or "" if node.tag == qn("w:t") else " "


def squeezed(texts: str | list[str]) -> str:
    """Return text without any white space: where lines break does not matter."""
    return "".join("".join(texts).split())


def page_text(html: str) -> str:
    """Return the text of a page without its drawings, squeezed."""
    body = parser.document_fromstring(re.sub(r"<svg\b.*?</svg>", "", html, flags=re.DOTALL)).body
    return squeezed("".join(body.itertext()))


@cache
def document(kind: str, format_: str, language: Language = "vi", unit: str | None = None) -> bytes:
    """Return a document about the canonical result; each is made once."""
    return make(kind, format_, result_of(unit), voice(language))


@cache
def page(kind: str, language: Language = "vi", unit: str | None = None) -> str:
    """Return the page that both formats of a document are made from."""
    speaker, result = voice(language), result_of(unit)
    return source(kind, contents_of(kind, result, speaker), result, speaker, Everything())


def result_of(unit: str | None) -> AuditResult:
    """Return the canonical result, or a unit's part of it."""
    return canonical() if unit is None else restrict(canonical(), unit)


def laid_out(docx: bytes, folder: Path) -> bytes:
    """Return a document as LibreOffice prints it, as PDF; without LibreOffice the test is skipped."""
    return saved_as("pdf", docx, "docx", folder)


def saved_as(other: str, content: bytes, ending: str, folder: Path) -> bytes:
    """Return a file as LibreOffice saves it in another format; without LibreOffice the test is skipped."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: nothing shows that the document opens")
    file = folder / f"document.{ending}"
    file.write_bytes(content)
    subprocess.run(
        [program, f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless",
         "--convert-to", other, "--outdir", str(folder), str(file)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return file.with_suffix(f".{other}").read_bytes()
