"""Reads PDFs back: their text without layout, and the fonts in them."""

from __future__ import annotations

from functools import cache, lru_cache
from io import BytesIO
from typing import cast

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from secaudit.model.text import Language
from secaudit.reporting import restrict, view_of
from secaudit.reporting.pdf import FILE_NAME, render
from secaudit.reporting.voice import voice


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of each page on one line: a table cell may break a sentence anywhere."""
    return list(_page_texts(pdf))


@lru_cache(maxsize=16)
def _page_texts(pdf: bytes) -> tuple[str, ...]:
    return tuple(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def squeezed(pdf: bytes) -> str:
    """Return all text without spaces, so that line breaks inside cells do not matter."""
    return "".join("".join(page.split()) for page in page_texts(pdf))


def font_names(pdf: bytes) -> set[str]:
    """Return the names of all fonts that any page uses, without the subset mark."""
    names = set()
    for page in PdfReader(BytesIO(pdf)).pages:
        resources = cast(DictionaryObject, page["/Resources"].get_object())
        for font in cast(DictionaryObject, resources["/Font"].get_object()).values():
            names.add(str(font.get_object()["/BaseFont"]).lstrip("/").partition("+")[2])
    return names


@cache
def canonical_pdf(language: Language = "vi", unit: str | None = None) -> bytes:
    """Return the PDF of the canonical result; made once, because it takes a second."""
    from tests.reporting.canonical import canonical

    result = canonical() if unit is None else restrict(canonical(), unit)
    return render(view_of(result), voice(language))[FILE_NAME]
