"""Characters that do not belong into a Vietnamese text, and which nobody sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from secaudit.model.column import Kind
from secaudit.model.inventory import TableData
from secaudit.model.text import Text
from secaudit.quality.check import Check, Row, Words
from secaudit.quality.result import Quality

_STRAY = r"  |[\x{00a0}\x{00ad}\x{200b}-\x{200f}\x{2060}\x{feff}]|[\p{Greek}\p{Cyrillic}]"
"""Two spaces in a row, spaces that do not break, hyphens and joiners without a form, letters that only look
Latin. Readers take away what stands around a text, but not what stands in it."""


def strays(tables: Mapping[str, TableData]) -> Iterator[Check]:
    """Yield a check for every column of text: which cells hold a character that does not belong there."""
    import pyarrow.compute as pc

    for data in tables.values():
        for column in data.table.readable.values():
            cells = data.rows[column.name]
            if column.kind is not Kind.TEXT or cells.null_count == len(cells):
                continue
            faulty = pc.fill_null(pc.match_substring_regex(cells, _STRAY), False)

            def tell(position: int, data: TableData = data, name: str = column.name) -> Words:
                return Words(
                    Row(data, position).told(name) + _named(str(Row(data, position).cells[name])),
                    Text(
                        "chữ cái La-tinh, một dấu cách giữa hai từ", "Latin letters, one space between words"
                    ),
                    Text("gõ lại ô này", "type this cell again"),
                )

            yield Check(Quality.CLEAN, "stray-character", data, column.name, pc.is_valid(cells), faulty, tell)


def _named(words: str) -> Text:
    import re
    import unicodedata

    found = re.search("  |[\u00a0\u00ad\u200b-\u200f\u2060\ufeff\u0370-\u03ff\u0400-\u04ff]", words)
    if found is None:
        return Text("", "")
    if found.group() == "  ":
        return Text(", có hai dấu cách liền nhau", ", with two spaces in a row")
    name = f"U+{ord(found.group()):04X} {unicodedata.name(found.group(), '')}"
    return Text(f", có ký tự {name}", f", with the character {name}")
