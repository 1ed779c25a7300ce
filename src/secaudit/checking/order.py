"""What is to be checked, against what and by what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from secaudit.checking.bases import Folder, Revision, Stored
from secaudit.keeping import Shelf
from secaudit.lazily import dataclass
from secaudit.model.baseline import BASELINE_FILE
from secaudit.model.status import Severity

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Order:
    """What is to be checked: the inventory as it is now, against a base, and by what.

    `baseline` is the file of known findings, None for the one in the inventory's folder, if any; beside a
    stored audit only a file that is named counts. `fail_on` is the mildest severity that refuses, None where
    nothing does. What was read and judged before is taken from the `shelf`, if there is one.
    """

    path: Path
    base: Revision | Folder | Stored
    as_of: date
    generated_at: datetime
    controls: tuple[Path, ...] = ()
    baseline: Path | None = None
    profile: str | None = None
    fail_on: Severity | None = Severity.HIGH
    unknown_fails: bool = False
    keep_going: bool = False
    strict: bool = False
    list_unchanged: bool = False
    shelf: Shelf | None = None

    @property
    def baseline_file(self) -> Path:
        """The file of known findings that goes with the inventory; it need not exist."""
        folder = self.path if self.path.is_dir() else self.path.parent
        return self.baseline or folder / BASELINE_FILE
