"""The register of information systems, as the yearly report on their levels tells it (Decree 331, form 08).

What an inventory does not say is None here, never a guess: a report leaves it blank and counts it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal

from secaudit.lazily import dataclass
from secaudit.model.location import Location

Stage = Literal["draft", "sent", "appraised", "approved"]
"""How far a level is: its dossier being drafted, sent for appraisal, appraised, approved."""

Deployment = Literal["none", "partial", "full"]
"""How much of the protection plan of its level is deployed."""

Check = Literal["before_use", "periodic"]
"""When a system was inspected and assessed: before it went live, or afterwards."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A decision or regulation by which forms name it; a part that nobody declared is None."""

    number: str | None
    day: date | None
    body: str | None

    @property
    def is_whole(self) -> bool:
        """Whether number, day and body are all declared."""
        return None not in (self.number, self.day, self.body)


@dataclass(frozen=True, slots=True)
class RegisteredSystem:
    """One system as form 08 has it, as things stood on the audit's day.

    `unit` is its owner (chủ quản), `operator` who runs it. `approved` is what control LVL-01 asks: approved,
    with a level and the body that approved it; `stage` follows it. `dossier` says that the dossier of the
    level is complete, because it was sent, appraised or approved. `decision` and `regulation` are the papers,
    None where there is none or none is declared. `checks` are the kinds of checks that are known to have
    taken place; `checked` may be true without any, where the day on which the system went live is missing.
    The expected days are what the unit itself declares, never a legal deadline.
    """

    id: str
    name: str
    unit: str
    unit_name: str
    operator: str | None
    operator_name: str | None
    phase: str
    proposed_level: int | None
    approved_level: int | None
    stage: Stage | None
    dossier: bool | None
    appraised: bool | None
    approved: bool | None
    decision: Paper | None
    regulated: bool | None
    regulation: Paper | None
    approval_expected_on: date | None
    deployment: Deployment | None
    deployment_expected_on: date | None
    checked: bool | None
    checks: tuple[Check, ...]
    national_security: bool | None
    location: Location | None

    @property
    def is_listed(self) -> bool:
        """Whether it belongs into the form: what was taken out of use does not."""
        return self.phase != "retired"

    @property
    def level(self) -> int | None:
        """The level that it has or is to have; the approved one comes first."""
        return self.approved_level or self.proposed_level

    @property
    def periodically_checked(self) -> bool | None:
        """Whether it was inspected and assessed after it went live; None where that is not known."""
        if "periodic" in self.checks:
            return True
        if self.checked is False or (self.checked and self.checks):
            return False
        return None

    @property
    def kept_safe(self) -> bool | None:
        """Whether it is approved and periodically checked, the form's last count."""
        if self.approved is False or self.periodically_checked is False:
            return False
        return True if self.approved and self.periodically_checked else None

    @property
    def undeclared(self) -> tuple[str, ...]:
        """The columns of the form for which the inventory has nothing, or only a part."""
        regulation = self.regulation
        approving = self.approved is not True and self.approval_expected_on is None
        deploying = self.deployment != "full" and self.deployment_expected_on is None
        lacking = {
            "operator": self.operator is None,
            "level": self.proposed_level is None,
            "stage": self.stage is None,
            "decision": self.decision is not None and not self.decision.is_whole,
            "regulation": self.regulated is None or (regulation is not None and not regulation.is_whole),
            "approval_expected": approving,
            "deployment": self.deployment is None,
            "deployment_expected": deploying,
            "checks": self.checked is None or (self.checked and not self.checks),
        }
        return tuple(name for name, open_ in lacking.items() if open_)


@dataclass(frozen=True, slots=True)
class Tally:
    """Of how many systems something is known to hold, and of how many nobody declared it."""

    yes: int
    undeclared: int
    total: int

    @property
    def no(self) -> int:
        """Of how many it is known not to hold."""
        return self.total - self.yes - self.undeclared


def tally(systems: Iterable[RegisteredSystem], of: Callable[[RegisteredSystem], bool | None]) -> Tally:
    """Count what systems say of something."""
    said = [of(system) for system in systems]
    return Tally(sum(one is True for one in said), sum(one is None for one in said), len(said))


@dataclass(frozen=True, slots=True)
class Register:
    """Every system of the units in scope, in the order of the units; retired ones, too.

    `undeclared_units` are those that have not declared their systems complete: there may be more of theirs.
    """

    systems: tuple[RegisteredSystem, ...]
    undeclared_units: tuple[str, ...]

    @property
    def listed(self) -> tuple[RegisteredSystem, ...]:
        """The systems that belong into the form."""
        return tuple(system for system in self.systems if system.is_listed)

    @property
    def retired(self) -> int:
        """How many systems were taken out of use, and so left out of the form."""
        return len(self.systems) - len(self.listed)
