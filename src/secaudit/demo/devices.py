"""The computers, printers and cipher devices of the fictitious city."""

from __future__ import annotations

from datetime import date

from secaudit.demo.body import Body, Row
from secaudit.demo.calendar import EARLY, LATELY, PROGRAMME, day
from secaudit.demo.dice import Dice
from secaudit.demo.network import lan, sealed

_KINDS = (
    *("workstation",) * 62, *("laptop",) * 16, *("printer",) * 10,
    *("phone",) * 4, *("network",) * 4, *("server",) * 4,
)  # fmt: skip

_SUPPORT_ENDS = (date(2025, 10, 14), date(2027, 10, 12), date(2029, 1, 9), date(2031, 10, 14))
"""Days on which makers stop mending the operating systems in use."""


def devices(seed: int, city: list[Body]) -> list[Row]:
    """Return the `devices` rows: a unit's classified machines first, then those of its office."""
    dice = Dice(seed, "devices")
    return [row for body in city for row in _of(dice, body)]


def _of(dice: Dice, body: Body) -> list[Row]:
    classified = dice.between(3, 6) if body.secrets else 0
    if body.kind in ("military", "police", "party_agency", "party_committee", "city"):
        classified *= 3
    rows = [_classified(dice, body, number) for number in range(classified)]
    if body.secrets:
        rows.append(_cipher(dice, body))
    offices = body.devices - len(rows)
    rows += [_ordinary(dice, body) for _ in range(offices)]
    return [{"id": f"{body.id}-tb{number:03}", "unit": body.id} | row for number, row in enumerate(rows, 1)]


def _classified(dice: Dice, body: Body, number: int) -> Row:
    """Return a machine for secrets: nearly all are as they must be, a few are not or are not known.

    Where a machine leaks, it is the first one, and the unit says so, or it was once seen on the
    internet, or only the observation of an inspector will tell.
    """
    row: Row = {
        "kind": dice.pick(("workstation", "workstation", "laptop", "printer")),
        "segment": None if dice.below(60) == 0 else sealed(body.id),
        "internet": None if dice.below(50) == 0 else False,
        "state_secrets": dice.pick(("mat", "mat", "mat", "toi_mat", "tuyet_mat")),
        "checked_before_use_on": body.fills(dice, day(dice, EARLY) if body.does(dice, 85) else "none"),
        "endpoint_protection": body.fills(dice, True),
    }
    if body.leak == "machine" and number == 0:
        row |= dice.pick(
            ({"internet": True}, {"observed_internet_on": day(dice, LATELY)}, {"internet": False})
        )
    return row


def _cipher(dice: Dice, body: Body) -> Row:
    inspected = day(dice, PROGRAMME if body.does(dice, 75) else EARLY) if body.does(dice, 95) else "none"
    return {
        "kind": "cipher",
        "segment": sealed(body.id),
        "internet": False,
        "state_secrets": "none",
        "cipher_inspected_on": body.fills(dice, inspected),
    }


def _ordinary(dice: Dice, body: Body) -> Row:
    kind = dice.pick(_KINDS)
    computer = kind in ("workstation", "laptop", "server")
    return {
        "kind": kind,
        "segment": None if dice.chance(2) else lan(body.id),
        "internet": None if dice.chance(2) else dice.chance(85),
        "state_secrets": None if dice.below(500) == 0 else "none",
        "endpoint_protection": body.fills(dice, body.does(dice, 88)) if computer else None,
        "os_support_until": dice.pick(_SUPPORT_ENDS) if computer else None,
    }
