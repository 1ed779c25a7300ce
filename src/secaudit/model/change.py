"""How the controls that judge differ from the released ones, or from all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from secaudit.lazily import dataclass
from secaudit.model.location import Location
from secaudit.model.status import Severity
from secaudit.model.text import Text

ChangeKind = Literal["added", "replaced", "switched_off", "severity", "left_out"]
"""`left_out` is what a profile does; the others are done by a catalogue of the user's own."""

Base = Literal["shipped", "none"]
"""What a catalogue builds on: the released one, or none."""

ChangedPart = Literal["control", "profile", "obligation", "document", "waiver_term"]

CHANGE_LABELS: Mapping[ChangeKind, Text] = {
    "added": Text("bổ sung", "added"),
    "replaced": Text("thay thế", "replaced"),
    "switched_off": Text("ngừng áp dụng", "switched off"),
    "severity": Text("điều chỉnh mức độ", "severity changed"),
    "left_out": Text("không thuộc diện áp dụng", "left out"),
}
"""What was done, in words."""

PART_LABELS: Mapping[ChangedPart, Text] = {
    "control": Text("tiêu chí", "control"),
    "profile": Text("diện áp dụng", "profile"),
    "obligation": Text("nghĩa vụ", "obligation"),
    "document": Text("văn bản", "document"),
    "waiver_term": Text("thời hạn ngoại lệ", "term of waivers"),
}
"""What it was done to, in words."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, and why. Whoever reads a verdict has to know by which controls it was given.

    `of` says what `id` names. `reason` may be absent where something is added or replaced only; `before`
    and `after` are the severities where that is what changed. `location` is where the change was written.
    """

    id: str
    of: ChangedPart
    change: ChangeKind
    title: Text
    location: Location
    reason: Text | None = None
    before: Severity | None = None
    after: Severity | None = None
