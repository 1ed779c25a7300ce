"""Which controls a profile's words select."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from secaudit.model.profile import Exclusion


def selects(written: str, control: str) -> bool:
    """Whether a selector names a control."""
    return control.startswith(written[:-1]) if written.endswith("*") else control == written


def is_left_out(
    control: str, controls: Sequence[str] | None, without: Iterable[Exclusion]
) -> Exclusion | bool:
    """Return whether a profile leaves a control out: by which exclusion, or by not listing it."""
    if controls is not None:
        return not any(selects(written, control) for written in controls)
    return next((item for item in without if selects(item.control, control)), False)
