"""What a catalogue that loads may still have wrong. Every rule is declared in `rules`."""

from __future__ import annotations

from collections.abc import Iterator

from secaudit.catalogue.linting import (
    changes,
    columns,
    drafts,
    duties,
    hiding,
    profiles,
    proofs,
    reach,
    words,
)
from secaudit.catalogue.linting.reading import Reading, problem
from secaudit.model.control import Catalogue, Control
from secaudit.model.problem import Problem
from secaudit.model.text import Text, same

__all__ = ["lint"]

_OF_A_CONTROL = (drafts.find, duties.find, reach.find, hiding.find, proofs.find, words.find)


def lint(catalogue: Catalogue) -> tuple[Problem, ...]:
    """Return every error and warning about a catalogue, in the order of its files.

    A control accepts some warnings by naming them under `allow`; one named there that does not occur is told.
    """
    found = [item for control in catalogue.controls for item in _of_a_control(control)]
    found += duties.find_uncovered(catalogue)
    found += words.find_in_law(catalogue)
    found += columns.find(catalogue)
    found += changes.find(catalogue)
    found += profiles.find(catalogue)
    return tuple(sorted(found, key=_place))


def _of_a_control(control: Control) -> Iterator[Problem]:
    reading, accepted = Reading(control), set()
    for find in _OF_A_CONTROL:
        for item in find(reading):
            if item.code in control.allow:
                accepted.add(item.code)
            else:
                yield item
    for code in control.allow:
        if code not in accepted:
            yield problem(
                "unused-allow",
                control.location,
                Text(
                    f"{control.id}: allow nêu {code}, cảnh báo không xảy ra",
                    f"{control.id} allows {code} in vain",
                ),
                same("allow: […]") if len(control.allow) > 1 else Text("không có allow", "no allow"),
                Text(f"xóa {code} khỏi allow", f"remove {code} from allow"),
            )


def _place(item: Problem) -> tuple[str, int, int, str]:
    where = item.location
    return where.file, where.line or 0, where.column or 0, item.code
