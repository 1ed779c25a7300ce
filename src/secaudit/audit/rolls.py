"""Every verdict with its row, for those who keep what an audit said of each."""

from __future__ import annotations

from secaudit.model.roll import Roll
from secaudit.model.sheet import STATUS_OF, Sheet


def rolls(sheet: Sheet) -> dict[str, Roll]:
    """Return the roll of each question of a sheet by its key, its rows in the sheet's order."""
    ids = {name: tuple(rows["id"].to_pylist()) for name, rows in sheet.tables.items()}
    found: dict[str, Roll] = {}
    for key, question in sheet.questions.items():
        statuses = tuple(STATUS_OF[code] for code in sheet.tables[question.table][key].to_pylist())
        found[key] = Roll(question.control, question.period, ids[question.table], statuses)
    return found
