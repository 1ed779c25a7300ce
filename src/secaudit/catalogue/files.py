"""The files of a catalogue's folders, found without reading any."""

from __future__ import annotations

from pathlib import Path

from secaudit.model.location import Location
from secaudit.model.problem import Problem
from secaudit.model.text import Text

_ENDINGS = (".yaml", ".yml")


def files_of(folder: Path) -> list[Path]:
    """Return the files of a folder that belong to a catalogue, in the order in which they are read."""
    found = (path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS and path.is_file())
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def has_files(folder: Path) -> bool:
    """Return whether there is anything to read in a folder, which need not exist."""
    return bool(files_of(folder))


def nothing(place: str) -> Problem:
    """Return the problem of a catalogue by which nothing can be judged."""
    return Problem(
        "no-controls",
        Location(place),
        Text("không có tiêu chí kiểm tra nào", "no control at all"),
        Text("một thư mục có tệp YAML chứa controls:", "a folder with YAML files that hold controls:"),
        Text("kiểm tra đường dẫn sau --controls", "check the path after --controls"),
    )
