"""The report as one HTML document, from the templates of `reports/`, for an engine that makes pages of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from secaudit.keeping import own_shelf
from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.text import Text, same
from secaudit.reporting.basis import basis
from secaudit.reporting.charts import stacked_bar, swatch
from secaudit.reporting.papers.letterhead import Title, letterhead, recipients_of, signer
from secaudit.reporting.repertoire import Repertoire
from secaudit.reporting.view import TOLD_ORDER, View
from secaudit.reporting.voice import Voice
from secaudit.resources import shipped

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATE = "audit.html"

_MOST_CHANGES = 30
"""How many changes of the catalogue are printed; more would push the results off the first pages."""

_MOST_DRAWN = 150
"""How many stops a map in a report may have; a larger one is for a screen."""

_SHEET = 620.0
"""How high a map may be on a page laid across, beside its title and legend (pixels)."""


def page_source(
    view: View,
    voice: Voice,
    repertoire: Repertoire,
    templates: Path | None = None,
    *,
    attached: str | None = None,
) -> str:
    """Return the document as HTML: everything from the inventory escaped, every character printable.

    `attached` is the SHA-256 of the result that travels with it.

    A template in `templates`/templates takes the place of the shipped one of that name, and may extend
    it as `shipped/<name>`.

    Raises:
        InvalidInput: a template is wrong; the problem names its file and line.
    """
    boxed: list[bool] = []
    try:
        environment = template_room(voice, repertoire, boxed, templates)
        return environment.get_template(TEMPLATE).render(
            view=view,
            result=view.result,
            head=letterhead("audit", view.result, voice),
            title=_title(view, voice),
            signer=signer(voice),
            addressees=voice.issuer.addressees,
            recipients=recipients_of(view.result, voice),
            names=view.unit_names,
            documents={document.id: document for document in view.result.documents},
            statuses=TOLD_ORDER,
            basis=basis(view.result, voice, _MOST_CHANGES),
            bar=_bar(view, voice),
            drawings=_drawings(view, voice, repertoire),
            pictures=_pictures(view, voice, repertoire),
            swatches={status: _drawn(swatch(status)) for status in TOLD_ORDER},
            boxed=lambda: bool(boxed),
            attached=attached,
        )
    except template_faults(templates) as error:
        raise InvalidInput([template_problem(error)]) from error


def style_sheet(templates: Path | None = None) -> str:
    """Return the style sheet: the user's own, where there is one."""
    own = templates / "styles" / "audit.css" if templates else None
    file = own if own is not None and own.is_file() else shipped("reports") / "styles" / "audit.css"
    return file.read_text("utf-8")


def template_room(
    voice: Voice, repertoire: Repertoire, boxed: list[bool], templates: Path | None = None
) -> Environment:
    """Return where templates are found and run; a sandbox, slower, for those that are not ours.

    Every printed text passes through `repertoire`; where a character is boxed, `boxed` gets an entry.
    """
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    from secaudit.reporting.compiled import CompiledTemplates

    # What is not ours is compiled for the sandbox, and each time. Compiled templates are programs: where it
    # cannot be told whether others may write to the cache, none is taken from it.
    shelf = None if templates or sys.platform == "win32" else own_shelf()
    ours = FileSystemLoader(shipped("reports") / "templates")
    own = [FileSystemLoader(templates / "templates")] if templates else []
    kind = ImmutableSandboxedEnvironment if templates else Environment
    environment = kind(
        loader=ChoiceLoader([*own, ours, PrefixLoader({"shipped": ours})]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_fitting(repertoire, boxed),
        bytecode_cache=None if shelf is None else CompiledTemplates(shelf, voice.language),
    )
    environment.globals.update(
        w=_speaking(voice),
        w_language=voice.language,
        w_table=voice.table,
        w_column=voice.column,
        w_method=voice.method,
        w_choice=voice.choice,
    )
    environment.filters.update(
        t=voice.text,
        n=voice.number,
        pct=voice.percent,
        day=voice.day,
        moment=voice.moment,
        cell=voice.cell,
        value=voice.value,
        place=voice.place,
        measure=voice.measure,
        period=voice.period,
    )
    return environment


def _speaking(voice: Voice) -> Any:
    """Return the voice for templates: words that do not exist are an error of the template."""
    from jinja2 import TemplateRuntimeError

    def speak(key: str, **values: object) -> str:
        try:
            return voice(key, **values)
        except KeyError as error:
            raise TemplateRuntimeError(f"no words {error} for {key!r}") from None

    return speak


def _fitting(repertoire: Repertoire, boxed: list[bool]) -> Any:
    """Return what passes every printed value through the typeface's characters, noting any box."""
    from jinja2 import pass_context
    from markupsafe import Markup

    @pass_context  # so that it is never asked while a template is compiled, for all who print it
    def finalize(_: object, value: object) -> object:
        if isinstance(value, Markup) or not isinstance(value, str):
            return value
        printable = repertoire.fit(value)
        if printable != value and "□" in printable and "□" not in value:
            boxed.append(True)
        return printable

    return finalize


def _title(view: View, voice: Voice) -> Title:
    about = voice("title.about_unit", unit=view.head.name) if view.head else voice("title.about_all")
    return Title(voice("title.kind"), about, voice("title.as_of", day=view.result.as_of))


def _bar(view: View, voice: Voice) -> Any:
    pieces = [(line.status, line.count, voice.percent(line.share)) for line in view.statuses]
    told = ", ".join(
        voice("summary.bar_part", status=line.status.label, share=voice.percent(line.share))
        for line in view.statuses
        if line.count
    )
    return _drawn(
        stacked_bar(pieces, voice("summary.bar", total=view.result.counts.expected, parts=told or "–"))
    )


def _drawings(view: View, voice: Voice, repertoire: Repertoire) -> list[Any]:
    """Return the map of the ways from secrets to the internet; none where it would take too many pages."""
    if view.result.exposure is None or len(view.result.exposure.map.stops) > _MOST_DRAWN:
        return []
    from secaudit.reporting.network_map import svg_sheets

    sheets = svg_sheets(view.result.exposure.map, voice.language, _SHEET, "Tinos Report")
    return [_drawn(repertoire.fit(one)) for one in sheets]


def _pictures(view: View, voice: Voice, repertoire: Repertoire) -> Any:
    from secaudit.reporting.pictures.of_units import UnitPictures, unit_pictures

    found = unit_pictures(view, voice, repertoire.fit)
    scores, heat, money = (
        tuple(_drawn(one) for one in group) for group in (found.scores, found.heat, found.money)
    )
    return UnitPictures(scores, heat, money, found.year, found.mapped, found.reaching)


def _drawn(svg: str) -> Any:
    from markupsafe import Markup

    return Markup(svg)  # noqa: S704 - made by charts, which escapes every text


def template_faults(templates: Path | None) -> tuple[type[Exception], ...]:
    """Return what can go wrong in templates: in the user's own, whatever their expressions do.

    In the shipped ones anything but a fault of the template itself is a fault of the program.
    """
    from jinja2 import TemplateError

    ours = (TemplateError, OverflowError)
    if templates is None:
        return ours
    return (*ours, RecursionError, ArithmeticError, TypeError, ValueError, LookupError, AttributeError)


def template_problem(error: Exception) -> Problem:
    """Return what is wrong with a template, with its file and line."""
    return Problem(
        code="invalid-template",
        location=_where(error),
        found=same(str(error) or type(error).__name__),
        expected=Text(
            "một mẫu Jinja2 chỉ dùng dữ liệu của báo cáo", "a Jinja2 template on the report's data"
        ),
        advice=Text(
            "sửa mẫu, hoặc bỏ tệp để dùng mẫu có sẵn", "mend it, or remove the file to use the shipped one"
        ),
    )


def _where(error: Exception) -> Location:
    """Return the line of the template at which it went wrong: the last one of the traceback."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError):
        return Location(error.filename or error.name or TEMPLATE, error.lineno)
    if isinstance(error, TemplateNotFound):
        return Location(str(error.name or TEMPLATE))
    place = Location(TEMPLATE)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".html"):
            place = Location(trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return place
