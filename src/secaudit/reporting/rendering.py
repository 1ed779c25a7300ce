"""From a result to the files of a report, in as many formats as are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.result import AuditResult
from secaudit.model.text import Language, Text, same
from secaudit.reporting.formats import FORMATS, RENDERERS
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
    progress: Progress | None = None,
) -> list[Path]:
    """Write a result into a folder in each of the formats and return the files' paths.

    `unit` restricts every format to that unit and all below it. `templates` is a folder laid out as the
    shipped `reports`; what it has takes the place of the shipped file. Nothing is written before all
    formats are made.

    Raises:
        InvalidInput: an unknown format or unit, or an error in `templates`.
        OSError: the folder cannot be written to.
    """
    renderers = {name: _renderer(name) for name in dict.fromkeys(formats)}
    view = view_of(result if unit is None else restrict(result, unit))
    speaker = voice(language, templates)
    files: dict[str, bytes] = {}
    for done, (name, renderer) in enumerate(renderers.items()):
        if progress:
            progress(f"report {name}", done, len(renderers))
        files |= renderer(view, speaker, templates=templates)
    paths = publish(files, folder)
    if progress:
        progress("report", len(renderers), len(renderers))
    return paths


def _renderer(name: str) -> Renderer:
    """Return the renderer of a format; its module is read only now, because some are slow to load."""
    if name not in RENDERERS:
        raise InvalidInput([_unknown_format(name)])
    return cast(Renderer, import_module(RENDERERS[name]).render)


def _unknown_format(name: str) -> Problem:
    near = get_close_matches(name, FORMATS, n=1)
    advice = (
        Text(f"có phải là {near[0]!r}?", f"did you mean {near[0]!r}?")
        if near
        else Text("chọn một định dạng trong danh sách", "choose one of them")
    )
    return Problem(
        code="unknown-format",
        location=Location("--format"),
        found=Text(f"không có định dạng {name!r}", f"there is no format {name!r}"),
        expected=same(", ".join(FORMATS)),
        advice=advice,
    )
