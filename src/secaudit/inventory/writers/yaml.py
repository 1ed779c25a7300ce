"""Inventory files that people read and edit: YAML, one file a table.

Written by hand and not by PyYAML's emitter, which is ten times slower and knows neither the order of
our columns nor that a short row reads best on one line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from secaudit.inventory.writers.interface import Row, Sheet

WIDTH = 110
"""A row that fits into so many characters is written on one line."""

_PLAIN = re.compile(r"[^\W\d_](?:[\w./()%+ –-]*[\w.)%])?")
_TAKEN_FOR_SOMETHING_ELSE = re.compile(r"true|false|yes|no|on|off|y|n|null", re.IGNORECASE)
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


class YamlWriter:
    """Writes `<table>.yaml` for every table that has rows."""

    def encode(self, sheets: Sequence[Sheet], comment: str) -> Iterator[tuple[str, bytes]]:
        """Yield one file a table; see `Writer.encode`."""
        for sheet in sheets:
            yield f"{sheet.table.name}.yaml", _text(sheet, comment).encode()


def _text(sheet: Sheet, comment: str) -> str:
    lines = [f"# {line}".rstrip() for line in comment.splitlines()]
    rows = (_row(sheet, row) for row in sheet.rows)
    return "\n".join((*lines, f"{sheet.table.name}:", *rows)) + "\n"


def _row(sheet: Sheet, row: Row) -> str:
    pairs = [
        f"{column.name}: {scalar(value)}"
        for column in sheet.columns
        if (value := sheet.cell(row, column)) is not None
    ]
    line = f"  - {{{', '.join(pairs)}}}"
    return line if len(line) <= WIDTH else "  - " + "\n    ".join(pairs)


def scalar(value: object) -> str:
    """Return a cell as YAML that reads back as the same value in every YAML reader.

    Strings which some reader takes for a number, a date, a boolean or a piece of syntax are quoted.
    """
    if isinstance(value, str):
        if _PLAIN.fullmatch(value) and not _TAKEN_FOR_SOMETHING_ELSE.fullmatch(value):
            return value
        quoted = json.dumps(value, ensure_ascii=False)
        return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, list | tuple):
        return f"[{', '.join(scalar(item) for item in value)}]"
    return str(value)
