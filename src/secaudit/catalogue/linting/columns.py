"""Columns of the inventory that no control reads: asked for in vain, unless somebody says why."""

from __future__ import annotations

from collections.abc import Iterator

from secaudit.catalogue.linting.reading import Reading, problem
from secaudit.catalogue.placeholders import placeholders
from secaudit.model.control import Catalogue
from secaudit.model.problem import Problem
from secaudit.model.tables import READABLE
from secaudit.model.text import LANGUAGES, Text, same


def find(catalogue: Catalogue) -> Iterator[Problem]:
    """Find unread columns of each table, and accepted ones that are read, where a list of these is kept."""
    if not catalogue.unread:
        return
    read = {name for control in catalogue.controls for name in _read(Reading(control))}
    accepted = {name: entry.location for entry in catalogue.unread for name in entry.columns}
    for name, location in accepted.items():
        if name in read:
            yield problem(
                "read-column",
                location,
                Text(f"có tiêu chí đọc {name}", f"a control reads {name}"),
                Text("chỉ các cột không tiêu chí nào đọc", "only columns that no control reads"),
                Text("xóa cột đó khỏi danh sách", "remove it from the list"),
            )
    for table in READABLE.values():
        names = [f"{table.name}.{name}" for name, column in table.readable.items() if name != "id"]
        unread = [name for name in names if name not in read and name not in accepted]
        if unread:
            listed = ", ".join(unread)
            yield problem(
                "unread-column",
                catalogue.unread[0].location,
                Text(f"không tiêu chí nào đọc {listed}", f"no control reads {listed}"),
                same(f"- columns: [{listed}]"),
                Text(
                    "viết tiêu chí dùng cột đó, hoặc nêu cột và lý do tại đây",
                    "write a control that uses it, or name it here with a reason",
                ),
            )


def _read(reading: Reading) -> Iterator[str]:
    """Yield the columns, as table.column, that a control reads anywhere: in SQL, in words, as its key."""
    control, subject = reading.control, reading.subject
    yield from (f"{table}.{name}" for table, name in reading.columns)
    names = {control.key} if control.key else set()
    for language in LANGUAGES:
        names |= {found.name for found in placeholders(control.message.to(language))}
    yield from (f"{subject.name}.{subject.sources[name]}" for name in names if name in subject.sources)
