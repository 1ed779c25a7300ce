"""What commands find out again and again, found out once for all that are forked from one process.

All of it follows from what it is asked for alone, which tests of their own show: the shipped catalogue as it
is read, its expressions as they are parsed, and what comes of judging the same inventory by the same controls
on the same day. Nor does a command share its work with a second process: tests have every core at work.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import wraps
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from secaudit import ahead, beside, catalogue
from secaudit.audit import judging, shares
from secaudit.catalogue import loading
from secaudit.model.control import Catalogue
from secaudit.model.inventory import Inventory
from secaudit.model.result import AuditResult
from secaudit.model.text import LANGUAGES
from secaudit.reporting.voice import voice

Judge = Callable[..., AuditResult]


def hold(folder: Path) -> None:
    """Have it all ready in this process and those that are forked from it; `folder` takes what they judge."""
    for module in (ahead, beside, shares):
        vars(module)["can_be_beside"] = lambda: False
    shipped = loading.load()
    judging.ready(shipped)
    for language in LANGUAGES:
        voice(language)
    catalogue.load = loading.load = _read_once(loading.load, shipped)
    judging.judge = _judged_once(judging.judge, folder)


def _read_once(load: Callable[..., Catalogue], shipped: Catalogue) -> Callable[..., Catalogue]:
    @wraps(load)
    def loaded(folders: Path | Sequence[Path] | None = None) -> Catalogue:
        return load(folders) if folders else shipped

    return loaded


def _judged_once(judge: Judge, folder: Path) -> Judge:
    """Return what judges as `judge` does, but looks first whether another command asked for just the same.

    All that is to be judged is in the name of what is kept, byte for byte, but for the time of the day.
    """

    @wraps(judge)
    def judged(
        inventory: Inventory,
        controls: Catalogue,
        as_of: date,
        *,
        generated_at: datetime,
        progress: Any = None,
        **options: Any,
    ) -> AuditResult:
        asked = BytesIO()
        pickler = pickle.Pickler(asked)
        # Equal things are written alike, also where one of them has parts that are one and the same.
        pickler.fast = True
        pickler.dump((inventory, controls, as_of, sorted(options.items())))
        kept = folder / sha256(asked.getbuffer()).hexdigest()
        if kept.exists():
            found: AuditResult = pickle.loads(kept.read_bytes())
            return replace(found, generated_at=generated_at)
        result = judge(inventory, controls, as_of, generated_at=generated_at, progress=progress, **options)
        kept.write_bytes(pickle.dumps(result))
        return result

    return judged
