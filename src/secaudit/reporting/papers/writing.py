"""From a result to an official document; the audit report, older than they, has renderers of its own."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import cast

from secaudit.garbage import paused
from secaudit.lazily import dataclass
from secaudit.model.problem import InvalidInput
from secaudit.model.result import AuditResult
from secaudit.reporting.making import Beside, making
from secaudit.reporting.pages import template_faults, template_problem, template_room
from secaudit.reporting.papers.kinds import KINDS
from secaudit.reporting.papers.letterhead import Letterhead, Title
from secaudit.reporting.repertoire import Everything, Repertoire, repertoire
from secaudit.reporting.voice import Voice
from secaudit.resources import shipped


@dataclass(frozen=True, slots=True)
class Contents:
    """What a document tells: its head, its title (None for a letter), what it is called, and all else.

    `values` are what its template prints, by name.
    """

    head: Letterhead
    title: Title | None
    name: str
    values: Mapping[str, object]


def make(
    kind: str,
    format_: str,
    result: AuditResult,
    voice: Voice,
    *,
    templates: Path | None = None,
    asked: object | None = None,
) -> bytes:
    """Return a document's file; `asked` is what its kind is told beside the result.

    Raises:
        InvalidInput: a template, style sheet or frame of the user's own is wrong.
        FileNotFoundError: the installation lacks a font.
    """
    from secaudit.reporting.pdf import enclosures, font_files, printed

    if format_ == "xlsx":
        return cast(bytes, import_module(KINDS[kind].module or "").workbook(result, voice))
    with paused():
        contents = contents_of(kind, result, voice, asked)
        css = style_sheet(templates)
        if format_ == "pdf":
            fonts = font_files()
            html = source(kind, contents, result, voice, repertoire(fonts["Tinos-Regular.ttf"]), templates)
            made = making(
                kind,
                voice.language,
                templates,
                voice.issuer,
                beside=asked is not None and beside(kind, asked),
            )
            return printed(html, css, fonts, *enclosures(result, made))
        from secaudit.reporting.docx import Sheet, encode

        html = source(kind, contents, result, voice, Everything(), templates)
        tool = f"{result.tool.name} {result.tool.version}"
        sheet = Sheet(html, css, contents.head, contents.name, result.generated_at, tool)
        return encode(sheet, voice, templates)


def contents_of(kind: str, result: AuditResult, voice: Voice, asked: object | None = None) -> Contents:
    """Return what a document of that kind tells of a result."""
    more = () if asked is None else (asked,)
    return cast(Contents, import_module(KINDS[kind].module or "").contents(result, voice, *more))


def beside(kind: str, asked: object) -> Beside:
    """Return how what a document of that kind is told beside the result can be had again."""
    return cast(Beside, import_module(KINDS[kind].module or "").beside(asked))


def source(
    kind: str,
    contents: Contents,
    result: AuditResult,
    voice: Voice,
    table: Repertoire,
    templates: Path | None = None,
) -> str:
    """Return a document as HTML: everything from the inventory escaped, every character printable.

    Raises:
        InvalidInput: a template is wrong; the problem names its file and line.
    """
    from secaudit.reporting.papers.letterhead import recipients_of, signer

    boxed: list[bool] = []
    try:
        room = template_room(voice, table, boxed, templates)
        values = {
            "signer": signer(voice),
            "recipients": recipients_of(result, voice),
            "addressees": voice.issuer.addressees,
        }
        return room.get_template(f"papers/{kind}.html").render(
            values
            | {"kind": kind, "head": contents.head, "title": contents.title, "name": contents.name}
            | {"result": result, "voice": voice, "names": {unit.id: unit.name for unit in result.units}}
            | {"documents": {document.id: document for document in result.documents}}
            | {"boxed": lambda: bool(boxed)}
            | dict(contents.values)
        )
    except template_faults(templates) as error:
        raise InvalidInput([template_problem(error)]) from error


def style_sheet(templates: Path | None = None) -> str:
    """Return the style sheets: that of the audit report, and what the other documents add to it."""
    sheets = []
    for name in ("audit.css", "papers.css"):
        own = templates / "styles" / name if templates else None
        file = own if own is not None and own.is_file() else shipped("reports") / "styles" / name
        sheets.append(file.read_text("utf-8"))
    return "\n".join(sheets)
