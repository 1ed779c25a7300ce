"""How a document was made, so that it can be made again and compared: it travels inside as `making.json`."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import orjson

from secaudit import __version__, ahead
from secaudit.lazily import dataclass
from secaudit.model.issuer import NOBODY, Issuer
from secaudit.model.text import Language
from secaudit.resources import shipped

FILE_NAME = "making.json"


@dataclass(frozen=True, slots=True)
class Beside:
    """What a document tells of beside the result, as far as it takes to have that again.

    `period` is the name of the period that was asked for. `earlier` is the SHA-256 of an earlier result, as
    this program writes results. `confidence` and `margin` (ratios) and `seed` are those of a random sample.
    `people` says that a plan has a page for each person.
    """

    period: str | None = None
    earlier: str | None = None
    confidence: float | None = None
    margin: float | None = None
    seed: str | None = None
    people: bool = False


@dataclass(frozen=True, slots=True)
class Making:
    """What a document is, and of what besides the result it was made.

    `layout` is the SHA-256 of all templates, styles and words, `engine` has the versions of everything that
    sets pages, `issuer` is who signs. With the same of all these, the same result gives the same bytes, but
    for a document that tells of more (`beside`): that takes the same earlier result or inventory, too. The
    first programs wrote only whether there was more: True.
    """

    document: str
    language: Language
    program: str
    layout: str
    engine: Mapping[str, str]
    issuer: Issuer = NOBODY
    beside: Beside | bool = False


def making(
    document: str,
    language: Language,
    templates: Path | None = None,
    issuer: Issuer = NOBODY,
    *,
    beside: Beside | bool = False,
) -> Making:
    """Return how this program makes a document now; `templates` is the user's own layout."""
    return Making(
        document, language, __version__, layout_mark(templates), ahead.done(_engine), issuer, beside
    )


def written(one: Making) -> bytes:
    """Return the record as JSON."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(one, option=options)


def read(content: bytes) -> Making:
    """Return the record that `written` made.

    Raises:
        ValueError: it is none.
    """
    from pydantic import TypeAdapter

    return TypeAdapter(Making).validate_json(content, strict=True)


def layout_mark(templates: Path | None = None) -> str:
    """Return the SHA-256 over the names and contents of every template, style and word."""
    hashed = sha256()
    for name, file in _layout(templates):
        content = file.read_bytes()
        hashed.update(f"{name}\0{len(content)}\0".encode() + content)
    return hashed.hexdigest()


def _layout(templates: Path | None) -> Iterator[tuple[str, Path]]:
    for owner, folder in (("shipped", shipped("reports")), ("own", templates)):
        for part in ("styles", "templates", "texts"):
            for file in sorted((folder / part).rglob("*")) if folder else ():
                if file.is_file():
                    yield f"{owner}/{file.relative_to(folder or file).as_posix()}", file


def _engine() -> dict[str, str]:
    from secaudit.reporting import engine

    engine.load()
    from weasyprint.text.ffi import pango

    packages = {name: version(name) for name in ("fonttools", "pydyf", "weasyprint")}
    return packages | {"pango": str(pango.pango_version()), "zlib": zlib.ZLIB_RUNTIME_VERSION}
