"""From a result to the files of a report, in as many formats as are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from secaudit.model.issuer import NOBODY, Issuer
from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.result import AuditResult
from secaudit.model.text import Language, Text, same
from secaudit.reporting.formats import FORMATS, RENDERERS
from secaudit.reporting.papers.kinds import DOCUMENTS, KINDS
from secaudit.reporting.papers.letterhead import settled
from secaudit.reporting.publishing import publish
from secaudit.reporting.scope import restrict
from secaudit.reporting.view import View, view_of
from secaudit.reporting.voice import Voice, voice

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, how much of it is done, and of how much."""


class Renderer(Protocol):
    """Turns a view into the files of one format. It neither counts nor judges, and writes nothing."""

    def __call__(self, view: View, voice: Voice, *, templates: Path | None) -> Mapping[str, bytes]:
        """Return the files by name.

        Raises:
            InvalidInput: a template or text of the user's own is wrong.
        """


def render(
    result: AuditResult,
    formats: Sequence[str],
    folder: Path,
    *,
    language: Language = "vi",
    unit: str | None = None,
    templates: Path | None = None,
    documents: Sequence[str] = ("audit",),
    issuer: Issuer = NOBODY,
    asked: Mapping[str, object] | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write documents about a result into a folder, in each of the formats, and return the files' paths.

    `unit` restricts everything to that unit and all below it. `templates` is a folder laid out as the
    shipped `reports`; what it has takes the place of the shipped file. `issuer` signs. `asked` has
    what a kind of document is told beside the result. Nothing is written before everything is made.

    Raises:
        InvalidInput: an unknown document, format or unit, a document that is not made in one of the
            formats, or an error in `templates`.
        OSError: the folder cannot be written to.
    """
    pieces = [(kind, name) for kind in dict.fromkeys(documents) for name in dict.fromkeys(formats)]
    renderers = {piece: _renderer(*piece) for piece in pieces}
    part = result if unit is None else restrict(result, unit)
    view = view_of(part) if any(kind == "audit" for kind, _ in pieces) else None
    speaker = voice(language, templates, settled(issuer, result.units))
    files: dict[str, bytes] = {}
    for done, ((kind, name), renderer) in enumerate(renderers.items()):
        if progress:
            progress(f"report {name}", done, len(renderers))
        if renderer is not None and view is not None:
            files |= renderer(view, speaker, templates=templates)
        else:
            from secaudit.reporting.papers.writing import make

            files[f"{kind}.{name}"] = make(
                kind, name, part, speaker, templates=templates, asked=(asked or {}).get(kind)
            )
    paths = publish(files, folder)
    if progress:
        progress("report", len(renderers), len(renderers))
    return paths


def _renderer(kind: str, name: str) -> Renderer | None:
    """Return the renderer of the audit report in a format, None for another kind of document.

    Its module is read only now, because some are slow to load.
    """
    if kind not in KINDS:
        raise InvalidInput([_unknown("--document", kind, DOCUMENTS)])
    if name not in RENDERERS:
        raise InvalidInput([_unknown("--format", name, FORMATS)])
    if name not in KINDS[kind].formats:
        raise InvalidInput([_not_made(kind, name)])
    return cast(Renderer, import_module(RENDERERS[name]).render) if kind == "audit" else None


def _unknown(option: str, name: str, known: Sequence[str]) -> Problem:
    near = get_close_matches(name, known, n=1)
    advice = (
        Text(f"có phải là {near[0]!r}?", f"did you mean {near[0]!r}?")
        if near
        else Text("chọn trong danh sách", "choose one of them")
    )
    found = {
        "--format": Text(f"không có định dạng {name!r}", f"there is no format {name!r}"),
        "--document": Text(f"không có loại văn bản {name!r}", f"there is no document {name!r}"),
    }
    return Problem(
        code="unknown-format" if option == "--format" else "unknown-document",
        location=Location(option),
        found=found[option],
        expected=same(", ".join(known)),
        advice=advice,
    )


def _not_made(kind: str, name: str) -> Problem:
    return Problem(
        code="format-of-document",
        location=Location("--document"),
        found=Text(f"văn bản {kind} không có dạng {name}", f"{kind} is not made as {name}"),
        expected=same(", ".join(KINDS[kind].formats)),
        advice=Text("bỏ định dạng đó, hoặc lập riêng", "leave that format out, or ask for it by itself"),
    )
