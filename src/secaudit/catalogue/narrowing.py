"""A catalogue narrowed to the duties of some kinds of unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from secaudit.catalogue.errors import did_you_mean
from secaudit.catalogue.files import nothing
from secaudit.catalogue.lookup import Unknown
from secaudit.catalogue.selection import is_left_out
from secaudit.model.change import Change
from secaudit.model.control import Catalogue, Control
from secaudit.model.problem import CatalogueInvalid
from secaudit.model.profile import AppliedProfile, Profile, Reweighing
from secaudit.model.text import Text


class UnknownProfile(Unknown):
    """A profile was asked for that the catalogue does not have."""


def narrowed(catalogue: Catalogue, profile: str | None) -> Catalogue:
    """Return the catalogue with only the controls of a profile on, at its severities; without one, as it is.

    Raises:
        UnknownProfile: there is none of that id; the nearest is proposed.
        CatalogueInvalid: the profile leaves no control to judge by.
    """
    if profile is None:
        return catalogue
    chosen = _find(catalogue, profile)
    left_out = {change.id: change for change in _left_out(catalogue.controls, chosen)}
    kept = [control for control in catalogue.controls if control.id not in left_out]
    off = [*catalogue.off, *(control for control in catalogue.controls if control.id in left_out)]
    if not kept:
        raise CatalogueInvalid([nothing(str(chosen.location))])
    weighed, severities = reweighed(kept, chosen.severity)
    return replace(
        catalogue,
        controls=weighed,
        off=tuple(sorted(off, key=lambda control: control.id)),
        profile=AppliedProfile(
            id=chosen.id,
            title=chosen.title,
            kinds=chosen.kinds,
            left_out=tuple(left_out.values()),
            severities=severities,
            location=chosen.location,
        ),
    )


def reweighed(
    controls: Iterable[Control], reweighings: Iterable[Reweighing]
) -> tuple[tuple[Control, ...], tuple[Change, ...]]:
    """Return controls at the severities given to them, and what that changed."""
    by_control = {item.control: item for item in reweighings}
    weighed, changes = [], []
    for control in controls:
        item = by_control.get(control.id)
        if item is None:
            weighed.append(control)
            continue
        weighed.append(replace(control, severity=item.severity))
        changes.append(
            Change(
                control.id,
                "control",
                "severity",
                control.title,
                item.location,
                item.reason,
                control.severity,
                item.severity,
            )
        )
    return tuple(weighed), tuple(changes)


def _left_out(controls: Iterable[Control], profile: Profile) -> Iterator[Change]:
    for control in controls:
        by = is_left_out(control.id, profile.controls, profile.without)
        if not by:
            continue
        why, where = (profile.reason, profile.location) if by is True else (by.reason, by.location)
        yield Change(control.id, "control", "left_out", control.title, where, why)


def _find(catalogue: Catalogue, name: str) -> Profile:
    wanted = name.casefold()
    for profile in catalogue.profiles.values():
        if profile.id.casefold() == wanted:
            return profile
    raise UnknownProfile(
        Text(f"không có diện áp dụng {name}", f"there is no profile {name}"),
        Text("mã của một diện áp dụng", "the id of a profile"),
        did_you_mean(
            name,
            catalogue.profiles,
            Text(
                "xem các mã bằng lệnh secaudit controls profiles",
                "see the ids with secaudit controls profiles",
            ),
        ),
    )
