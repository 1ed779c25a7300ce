"""The report as an official document on paper: `audit.pdf`, laid out as Decree 30/2020 asks.

Only the shipped typeface is used and nothing is fetched. The same view gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from secaudit import ahead
from secaudit.garbage import Leavings, paused
from secaudit.lazily import dataclass
from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.text import Text, same
from secaudit.reporting import engine, json
from secaudit.reporting.archiving import Attachment, archival
from secaudit.reporting.charts import FAMILY
from secaudit.reporting.making import FILE_NAME as MAKING
from secaudit.reporting.making import Making, making, written
from secaudit.reporting.pages import page_source, style_sheet
from secaudit.reporting.repertoire import repertoire
from secaudit.resources import shipped

if TYPE_CHECKING:
    from secaudit.model.result import AuditResult
    from secaudit.reporting.view import View
    from secaudit.reporting.voice import Voice

FILE_NAME = "audit.pdf"

DOCUMENT = "audit"
"""What the report is called in the record of its making."""

_NOWHERE = "report:/"
"""What relative addresses are relative to: a place that nothing can be fetched from."""

_SVG = "{http://www.w3.org/2000/svg}"

_PAGES = Leavings()

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
        whole = _result_of(view.result)
        html = page_source(view, voice, table, templates, attached=whole.sha256)
        how = _record_of(view.result, making(DOCUMENT, voice.language, templates, voice.issuer))
        return {FILE_NAME: printed(html, style_sheet(templates), fonts, whole, how)}


def enclosures(result: AuditResult, made: Making) -> tuple[Attachment, Attachment]:
    """Return what a document of a result carries inside: the result itself, and how the document was made."""
    return _result_of(result), _record_of(result, made)


def _result_of(result: AuditResult) -> Attachment:
    about = "The result that this document was made from"
    return Attachment(json.FILE_NAME, json.dump(result), about, result.generated_at)


def _record_of(result: AuditResult, made: Making) -> Attachment:
    return Attachment(MAKING, written(made), "How this document was made", result.generated_at)


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


@dataclass(frozen=True, slots=True)
class Laid:
    """A document divided into pages. Every PDF that is ever made comes out of `write_pdf`."""

    document: Any
    identifier: bytes

    @property
    def pages(self) -> Sequence[Any]:
        """The pages, each a `weasyprint.document.Page`."""
        return self.document.pages  # type: ignore[no-any-return]

    def write_pdf(self, *attached: Attachment) -> bytes:
        """Return the document as an archival, accessible PDF with files attached; see `archiving`."""
        return archival(self.document, self.identifier, attached)


def get_ready() -> None:
    """Do all that is slow and needs no document: load the engine, and have it and its fonts used once."""
    lay_out("<title>-</title><p>-", "", font_files())


def printed(html: str, css: str, fonts: Mapping[str, Path], *attached: Attachment) -> bytes:
    """Return a document as a PDF, made where somebody got ready for it; see `lay_out` and `archival`.

    Raises:
        InvalidInput: it asks for a file or an address, or a drawing has no words.
    """
    return ahead.done(_printed, html, css, fonts, attached)


def _printed(html: str, css: str, fonts: Mapping[str, Path], attached: Sequence[Attachment]) -> bytes:
    with paused():
        return lay_out(html, css, fonts).write_pdf(*attached)


def lay_out(html: str, css: str, fonts: Mapping[str, Path]) -> Laid:
    """Return the document divided into pages.

    Every drawing in it needs words for those who cannot see it (`aria-label` or a title), or says that it
    is decoration (`aria-hidden="true"`).

    Raises:
        InvalidInput: it asks for a file or an address, or a drawing has no words.
    """
    _PAGES.clear()
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
        page = HTML(string=html, url_fetcher=fetcher, base_url=_NOWHERE)
        _name_drawings(page.etree_element)
        document = page.render(font_config=config, stylesheets=sheets)
    except FatalURLFetchingError as error:
        raise InvalidInput([_outside(str(error))]) from error
    return Laid(document, sha256(html.encode()).hexdigest()[:32].encode())


def _name_drawings(root: Any) -> None:
    """Give every drawing its words where the engine looks for them, in a title."""
    from xml.etree.ElementTree import SubElement

    for drawing in root.iter(f"{_SVG}svg"):
        title = drawing.find(f"{_SVG}title")
        if drawing.get("aria-hidden") == "true" or (title is not None and title.text):
            continue
        if not drawing.get("aria-label"):
            raise InvalidInput([_wordless()])
        SubElement(drawing, f"{_SVG}title").text = drawing.get("aria-label")


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


def _wordless() -> Problem:
    return Problem(
        code="drawing-without-words",
        location=Location("templates"),
        found=Text("một hình vẽ không có lời mô tả", "a drawing that no words describe"),
        expected=Text(
            "aria-label trên thẻ svg, hoặc aria-hidden", "aria-label on the svg element, or aria-hidden"
        ),
        advice=Text(
            'thêm aria-label; hình chỉ để trang trí thì ghi aria-hidden="true"',
            'add an aria-label; write aria-hidden="true" where it only decorates',
        ),
    )
