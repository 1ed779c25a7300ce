"""How wide the columns of tables are, as the style sheet says: one place decides for both formats."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from secaudit.lazily import dataclass
from secaudit.model.text import Language

TWIPS_PER_MM = 1440 / 25.4

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_WIDTH = re.compile(r"(?:^|;)\s*width:\s*([\d.]+)(mm|%|pt)")
_SELECTOR = re.compile(
    r"^(?:\[lang=(?P<language>\w+)\]\s+)?(?:(?P<table>[\w.-]+)\s+)?col\.(?P<column>[\w-]+)$"
)
_UNITS = {"mm": TWIPS_PER_MM, "pt": 20.0}


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """A width for columns of a class, in tables that have all of `table`'s classes."""

    table: frozenset[str]
    column: str
    number: float
    unit: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths of a style sheet's columns."""

    rules: tuple[ColumnRule, ...]

    def widths(self, table: Collection[str], columns: Sequence[Collection[str]], whole: int) -> list[int]:
        """Return the widths of a table's columns in twips; those without a rule share what is left."""
        found = [self._of(table, names, whole) for names in columns]
        open_ = sum(width is None for width in found)
        left = max(whole - sum(width or 0 for width in found), open_ * whole // 20)
        share = left // open_ if open_ else 0
        widths = [share if width is None else width for width in found]
        scale = whole / sum(widths) if sum(widths) > whole or not open_ else 1.0
        return [max(int(width * scale), 1) for width in widths]

    def _of(self, table: Collection[str], names: Collection[str], whole: int) -> int | None:
        best: ColumnRule | None = None
        for rule in self.rules:
            fits = rule.column in names and rule.table.issubset(table)
            if fits and (best is None or len(rule.table) >= len(best.table)):
                best = rule
        if best is None:
            return None
        return int(best.number / 100 * whole) if best.unit == "%" else int(best.number * _UNITS[best.unit])


def columns_of(css: str, language: Language) -> Columns:
    """Return the column widths of a style sheet for documents in a language.

    Selectors are `col.x` and `.table col.x`, and each of them after `[lang=en]`.
    """
    rules = []
    for selectors, body in _RULE.findall(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
        width = _WIDTH.search(body)
        for selector in selectors.split(",") if width else ():
            match = _SELECTOR.match(selector.strip())
            if match and width and match["language"] in (None, language):
                table = frozenset((match["table"] or "").split(".")[1:])
                rules.append(ColumnRule(table, match["column"], float(width[1]), width[2]))
    return Columns(tuple(rules))
