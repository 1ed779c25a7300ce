"""The report as an official document on paper: `audit.pdf`, laid out as Decree 30/2020 asks.

Only the shipped typeface is used and nothing is fetched. The same view gives the same bytes.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.text import Text, same
from secaudit.reporting import engine
from secaudit.reporting.charts import FAMILY
from secaudit.reporting.pages import page_source, style_sheet
from secaudit.reporting.repertoire import repertoire
from secaudit.resources import shipped

if TYPE_CHECKING:
    from secaudit.reporting.view import View
    from secaudit.reporting.voice import Voice

FILE_NAME = "audit.pdf"

_NOWHERE = "report:/"
"""What relative addresses are relative to: a place that nothing can be fetched from."""

_CUTS = {
    "Tinos-Regular.ttf": ("normal", "normal"),
    "Tinos-Bold.ttf": ("bold", "normal"),
    "Tinos-Italic.ttf": ("normal", "italic"),
    "Tinos-BoldItalic.ttf": ("bold", "italic"),
}


def render(view: View, voice: Voice, *, templates: Path | None = None) -> Mapping[str, bytes]:
    """Return `audit.pdf` in the voice's language.

    Raises:
        InvalidInput: a template or style sheet of the user's own is wrong, or asks for another file.
        FileNotFoundError: the installation lacks a font.
    """
    fonts = font_files()
    with paused():
        table = repertoire(fonts["Tinos-Regular.ttf"])
        html = page_source(view, voice, table, templates)
        document = lay_out(html, style_sheet(templates), fonts)
        return {FILE_NAME: document.write_pdf()}


def font_files() -> dict[str, Path]:
    """Return the shipped font files by name.

    Raises:
        FileNotFoundError: one is missing; without it the engine would take another typeface.
    """
    folder = shipped("reports") / "fonts"
    fonts = {name: folder / name for name in _CUTS}
    for font in fonts.values():
        if not font.is_file():
            raise FileNotFoundError(f"the font {font} of secaudit is missing; install secaudit again")
    return fonts


def lay_out(html: str, css: str, fonts: Mapping[str, Path]) -> Any:
    """Return the document divided into pages, a `weasyprint.Document`.

    Raises:
        InvalidInput: it asks for a file or an address.
    """
    engine.load()
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError

    fetcher = _only(fonts)
    config = FontConfiguration()
    try:
        sheets = [
            CSS(string=text, font_config=config, url_fetcher=fetcher, base_url=_NOWHERE)
            for text in (_font_faces(fonts), css)
        ]
        return HTML(string=html, url_fetcher=fetcher, base_url=_NOWHERE).render(
            font_config=config,
            stylesheets=sheets,
            pdf_identifier=sha256(html.encode()).hexdigest()[:32].encode(),
        )
    except FatalURLFetchingError as error:
        raise InvalidInput([_outside(str(error))]) from error


def _font_faces(fonts: Mapping[str, Path]) -> str:
    return "\n".join(
        f'@font-face {{ font-family: "{FAMILY}"; src: url("{path.as_uri()}"); '
        f"font-weight: {_CUTS[name][0]}; font-style: {_CUTS[name][1]} }}"
        for name, path in fonts.items()
    )


def _only(fonts: Mapping[str, Path]) -> Any:
    """Return a fetcher that opens the shipped fonts and refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    known = {path.as_uri(): path for path in fonts.values()}

    class OnlyFonts(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if url not in known:
                raise ValueError(f"a report may not load {url}")
            return URLFetcherResponse(url, known[url].read_bytes())

    return OnlyFonts(fail_on_errors=True)


@contextmanager
def paused() -> Iterator[None]:
    """Pause garbage collection: a long document is one growing heap of boxes that all stay alive."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _outside(found: str) -> Problem:
    return Problem(
        code="report-loads-file",
        location=Location("templates"),
        found=same(found),
        expected=Text(
            "mẫu báo cáo không tải tệp hay địa chỉ nào", "a template that loads no file and no address"
        ),
        advice=Text("bỏ ảnh, liên kết CSS hoặc url() khỏi mẫu", "remove the image, style link or url()"),
    )
