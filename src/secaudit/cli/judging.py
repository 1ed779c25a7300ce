"""An inventory read and judged, as the commands need it that only look at a part of the result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from secaudit.beside import beside
from secaudit.cli.clock import generation_time, today
from secaudit.cli.console import Progress, Terminal

if TYPE_CHECKING:
    from secaudit.model.control import Catalogue
    from secaudit.model.inventory import Inventory
    from secaudit.model.result import AuditResult


def judged(
    paths: Sequence[Path],
    terminal: Terminal,
    *,
    as_of: date | None,
    controls: Sequence[Path] | None,
    profile: str | None = None,
    narrow: Callable[[Inventory, Catalogue], Catalogue] = lambda _, catalogue: catalogue,
) -> AuditResult:
    """Read an inventory, judge it, and tell its warnings; `narrow` may leave controls out.

    Raises:
        InvalidInput: the inventory or the catalogue is invalid.
    """
    from secaudit import inventory

    progress = Progress(terminal)
    read, catalogue = beside(
        lambda: inventory.read(paths, progress=progress), lambda: _catalogue(controls, profile)
    )
    from secaudit.audit import judge

    result = judge(
        read,
        narrow(read, catalogue),
        as_of or today(),
        generated_at=generation_time(),
        progress=progress,
    )
    progress.close()
    terminal.problems(result.inventory.warnings)
    return result


def kept_catalogue(controls: Sequence[Path] | None, profile: str | None) -> Catalogue:
    """Return the catalogue to judge by, without its examples; from the user's cache if it was read before.

    Raises:
        CatalogueInvalid: something in it is wrong.
    """
    from secaudit import catalogue as catalogues
    from secaudit.catalogue.kept import load_kept
    from secaudit.keeping import own_shelf

    return catalogues.narrowed(load_kept(controls or (), own_shelf()), profile)


def _catalogue(controls: Sequence[Path] | None, profile: str | None) -> Catalogue:
    from secaudit.audit import ready

    return ready(kept_catalogue(controls, profile))
