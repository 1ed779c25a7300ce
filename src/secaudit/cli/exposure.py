"""`secaudit exposure`: every way from state secrets to the internet, with proof, and the least to cut."""

from __future__ import annotations

import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from secaudit.cli.clock import today
from secaudit.cli.console import Progress, Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import (
    DEFAULT_LANGUAGE,
    AsOf,
    KeepGoing,
    Lang,
    Paths,
    Quiet,
    Strict,
    UnitId,
    check_unit,
)

if TYPE_CHECKING:
    from secaudit.explanation.exposed.field import Field
    from secaudit.explanation.exposed.survey import Survey
    from secaudit.exposure.cutting import Weights

HELP = tr(
    "Đường lộ lọt từ nơi chứa bí mật nhà nước tới Internet: qua đâu, minh chứng, phương án ngắt tối thiểu.",
    "Ways to the internet: which holders of state secrets have one, by which hops, and the least to cut.",
)


class Form(StrEnum):
    """The forms of `--to`."""

    TEXT = "text"
    JSON = "json"
    SVG = "svg"
    GRAPHML = "graphml"


Target = Annotated[
    Form | None,
    typer.Option("--to", help=tr("Dạng: text, json, svg (bản vẽ), graphml (mặc định: theo đuôi tệp -o).",
                                 "Form: text, json, svg (a drawing), graphml (default: by -o's file).")),
]  # fmt: skip
WeightsFile = Annotated[
    Path | None,
    typer.Option("--weights", exists=True, dir_okay=False, metavar=tr("TỆP", "FILE"),
                 help=tr("Mức khó khi ngắt từng loại kết nối, tệp YAML.",
                         "What it weighs to cut each kind of link, a YAML file.")),
]  # fmt: skip
OutputFile = Annotated[
    Path | None,
    typer.Option("--output", "-o", dir_okay=False, metavar=tr("TỆP", "FILE"),
                 help=tr("Ghi toàn bộ vào tệp này thay vì màn hình.",
                         "Write all of it to this file, not to the screen.")),
]  # fmt: skip


def exposure(
    paths: Paths,
    as_of: AsOf = None,
    unit: UnitId = None,
    to: Target = None,
    weights: WeightsFile = None,
    output: OutputFile = None,
    keep_going: KeepGoing = False,
    strict: Strict = False,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
) -> int:
    """Survey the exposure of an inventory; what is found is told, and judged by `audit` alone."""
    from secaudit import inventory

    form = _form(to, output)
    terminal = Terminal(quiet=quiet)
    progress = Progress(terminal)
    weighed = _weights(weights)
    read = inventory.read(paths, keep_going=keep_going, strict=strict, progress=progress)
    check_unit(unit, read.tables["units"].rows["id"].to_pylist() if unit else ())
    from secaudit.explanation.exposed.field import field_of

    field = field_of(read, as_of or today())
    _check_links(weighed, field)
    told = _told(field, unit, weighed, form, output)
    progress.close()
    terminal.problems(read.problems)
    if output is None:
        terminal.line(told.decode().removesuffix("\n"))
    else:
        from secaudit.reporting.publishing import publish

        publish({output.name: told}, output.parent)
        terminal.line(tr(f"Đã ghi {output}", f"Wrote {output}"))
    return ExitCode.DONE if read.is_whole else ExitCode.INCOMPLETE


def _form(to: Form | None, output: Path | None) -> Form:
    """Return what is asked for: `--to`, else what the file's ending says, else text.

    Raises:
        typer.BadParameter: both are given and contradict each other.
    """
    ending = output.suffix.lower().removeprefix(".") if output is not None else ""
    meant = next((form for form in Form if form == ending), None)
    if to is not None and meant is not None and to != meant:
        message = tr(f"tệp .{ending} nhưng --to {to}", f"a .{ending} file, but --to {to}")
        raise typer.BadParameter(message, param_hint="--output")
    return to or meant or Form.TEXT


def _weights(file: Path | None) -> Weights:
    from secaudit.explanation.exposed.weights import read_weights

    return read_weights(file)


def _check_links(weights: Weights, field: Field) -> None:
    """Make sure that every link with a weight of its own is there.

    Raises:
        typer.BadParameter: one is not; the message names links that look like it.
    """
    known = {way.id for way in field.links}
    for link in sorted(weights.links.keys() - known):
        from difflib import get_close_matches

        near = get_close_matches(link, list(known), n=3)
        hint = tr("; có phải là ", "; did you mean ") + ", ".join(near) + "?" if near else ""
        raise typer.BadParameter(
            tr(f"không có kết nối {link!r}{hint}", f"there is no link {link!r}{hint}"), param_hint="--weights"
        )


def _told(field: Field, unit: str | None, weights: Weights, form: Form, output: Path | None) -> bytes:
    from secaudit.explanation.exposed.json import survey_json
    from secaudit.explanation.exposed.surveying import survey
    from secaudit.explanation.exposed.text import survey_lines

    found = survey(field, unit, weights)
    if form is Form.JSON:
        return survey_json(found, field.inventory)
    if form is not Form.TEXT:
        return _drawn(field, found, form)
    lines = survey_lines(found, LANGUAGE, _width(output), whole=output is not None)
    return ("\n".join(lines) + "\n").encode()


def _drawn(field: Field, found: Survey, form: Form) -> bytes:
    """Return the map of a survey.

    Raises:
        typer.BadParameter: it has more stops than anybody could look at on one drawing.
    """
    from secaudit.explanation.exposed.mapping import network_map
    from secaudit.reporting.network_map import MOST_STOPS, graphml, svg

    drawn = network_map(field, found)
    if form is Form.GRAPHML:
        return graphml(drawn, LANGUAGE).encode()
    if len(drawn.stops) > MOST_STOPS:
        raise typer.BadParameter(
            tr(f"sơ đồ có {len(drawn.stops)} nút, nhiều hơn {MOST_STOPS}: thêm --unit để vẽ từng đơn vị, "
               "hoặc dùng --to graphml",
               f"the drawing would have {len(drawn.stops)} stops, more than {MOST_STOPS}: add --unit to draw "
               "one unit, or use --to graphml"),
            param_hint="--to",
        )  # fmt: skip
    return svg(drawn, LANGUAGE).encode()


def _width(output: Path | None) -> int:
    """Return how wide lines may be: as the screen, but readable; as a page in a file or a pipe."""
    from secaudit.explanation.page import WIDTH

    if output is not None or not sys.stdout.isatty():
        return WIDTH
    return max(60, min(shutil.get_terminal_size().columns, 140))
