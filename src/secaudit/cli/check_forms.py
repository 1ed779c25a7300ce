"""What `--format` of a check asks for: which forms, where each goes, and what a runner's summary gets."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from secaudit.cli.console import Terminal
from secaudit.cli.folding import folded
from secaudit.cli.language import LANGUAGE, tr

if TYPE_CHECKING:
    from secaudit.model.comparison import CheckResult

SUMMARY = "GITHUB_STEP_SUMMARY"
"""The variable by which a GitHub runner names the file of a job's summary."""

_SUMMARY_LIMIT = 250_000
"""Characters, of at most four bytes: a runner takes a summary of 1 MiB."""

Form = tuple[str, Path | None]
"""The name of a form, and its file; None is standard output."""


def parse_forms(asked: list[str], output: Path | None) -> list[Form]:
    """Return the forms to write and where to: standard output takes one.

    Raises:
        typer.BadParameter: a form is unknown, or two of them would go to the same place.
    """
    from difflib import get_close_matches

    from secaudit.reporting.check import FORMATS

    forms: list[Form] = []
    for word in asked or ["text"]:
        name, _, file = word.partition(":")
        if name not in FORMATS:
            near = get_close_matches(name, FORMATS, n=1)
            known = ", ".join(FORMATS)
            hint = tr(f"có phải {near[0]}?", f"did you mean {near[0]}?") if near else known
            raise typer.BadParameter(
                tr(f"không có dạng {name!r}; {hint}", f"no form {name!r}; {hint}"), param_hint="--format"
            )
        forms.append((name, Path(file) if file else output))
    places = [place for _, place in forms]
    if len(set(places)) < len(places):
        raise typer.BadParameter(
            tr("hai dạng ghi vào cùng một chỗ; nêu tệp cho từng dạng, ví dụ json:check.json",
               "two forms go to the same place; name a file for each, as in json:check.json"),
            param_hint="--format",
        )  # fmt: skip
    return forms


def publish_forms(result: CheckResult, forms: list[Form], terminal: Terminal, *, with_waived: bool) -> None:
    """Write a result in every form asked for, and a GitHub job's summary beside its annotations.

    Raises:
        OSError: a file cannot be written.
    """
    from secaudit.reporting.check import render
    from secaudit.reporting.publishing import publish

    for form, place in forms:
        told = render(result, form, LANGUAGE, with_waived=with_waived)
        if form == "github":
            _summarise(result, with_waived=with_waived)
        if place is None:
            if told:
                words = told.decode().removesuffix("\n")
                terminal.line(folded(words) if form == "text" else words)
            continue
        publish({place.name: told}, place.parent)
        terminal.line(tr(f"Đã ghi {place}", f"Wrote {place}"))


def _summarise(result: CheckResult, *, with_waived: bool) -> None:
    file = os.environ.get(SUMMARY)
    if not file:
        return
    from secaudit.reporting.check import markdown

    page = markdown.render(result, LANGUAGE, with_waived=with_waived, limit=_SUMMARY_LIMIT)
    with Path(file).open("ab") as stream:
        stream.write(page)
