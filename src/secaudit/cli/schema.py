"""`secaudit schema`: JSON Schema for editors that complete and check while somebody writes."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from secaudit.cli.console import Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import DEFAULT_LANGUAGE, Lang, Quiet

HELP = tr(
    "In JSON Schema của tệp tiêu chí, văn bản, diện áp dụng, danh mục hoặc nơi ban hành.",
    "Print the JSON Schema of files of controls, law, profiles, an inventory or an issuer, for editors.",
)


class Kind(StrEnum):
    """The kinds of file that have a schema."""

    CONTROLS = "controls"
    REGISTRY = "registry"
    PROFILES = "profiles"
    INVENTORY = "inventory"
    ISSUER = "issuer"


def schema(
    kind: Annotated[
        Kind,
        typer.Argument(
            metavar="controls|registry|profiles|inventory|issuer",
            help=tr("Loại tệp.", "The kind of file."),
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            dir_okay=False,
            metavar=tr("TỆP", "FILE"),
            help=tr("Ghi vào tệp này thay vì in ra.", "Write to this file instead of printing."),
        ),
    ] = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
) -> int:
    """Print a schema, or write it to a file."""
    import orjson

    written = orjson.dumps(_schema(kind), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    terminal = Terminal(quiet=quiet)
    if output is None:
        terminal.line(written.decode().rstrip())
        return ExitCode.DONE
    from secaudit.reporting.publishing import publish

    publish({output.name: written}, output.parent)
    terminal.line(tr(f"Đã ghi {output}", f"Wrote {output}"))
    terminal.message(
        tr(
            f"Dòng đầu của tệp YAML: # yaml-language-server: $schema={output.name}",
            f"First line of a YAML file: # yaml-language-server: $schema={output.name}",
        )
    )
    return ExitCode.DONE


def _schema(kind: Kind) -> dict[str, Any]:
    if kind is Kind.ISSUER:
        from secaudit.issuing import issuer_schema

        return issuer_schema(LANGUAGE)
    from secaudit import inventory

    rows = inventory.json_schema(LANGUAGE)
    if kind is Kind.INVENTORY:
        return rows
    from secaudit.catalogue import document_schemas

    match kind:
        case Kind.CONTROLS:
            return document_schemas.controls_schema(LANGUAGE, rows["properties"])
        case Kind.REGISTRY:
            return document_schemas.registry_schema(LANGUAGE)
    return document_schemas.profiles_schema(LANGUAGE)
