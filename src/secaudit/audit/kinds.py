"""Units that a profile is not meant for."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from secaudit.audit.preparation import Prepared
from secaudit.model.inventory import Inventory
from secaudit.model.problem import Gravity, Problem
from secaudit.model.profile import AppliedProfile
from secaudit.model.text import Text


def misjudged(
    profile: AppliedProfile, inventory: Inventory, prepared: Prepared, units: Collection[str]
) -> Iterator[Problem]:
    """Yield a warning for each judged unit whose kind is none of the profile's.

    Such a unit is judged like the others: by controls that may not be all of its duties.
    """
    kinds = prepared.tables["units"]["kind"].to_pylist()
    for unit in units:
        row = prepared.unit_rows[unit]
        if kinds[row] in profile.kinds:
            continue
        meant = ", ".join(profile.kinds)
        yield Problem(
            "profile-kind",
            inventory.tables["units"].locate(row, "kind"),
            Text(
                f"đơn vị {unit} thuộc loại {kinds[row]} nhưng được xét theo diện áp dụng {profile.id}",
                f"the unit {unit} is of kind {kinds[row]}, but judged by the profile {profile.id}",
            ),
            Text(f"đơn vị thuộc loại {meant}", f"a unit of kind {meant}"),
            Text(
                "chọn diện áp dụng khác bằng --profile, hoặc chỉ xét các đơn vị phù hợp bằng --unit",
                "choose another profile with --profile, or only units that it is for with --unit",
            ),
            Gravity.WARNING,
        )
