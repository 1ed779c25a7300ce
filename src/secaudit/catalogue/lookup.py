"""Finding one control of a catalogue."""

from __future__ import annotations

from secaudit.catalogue.errors import did_you_mean
from secaudit.model.control import Catalogue, Control
from secaudit.model.problem import SecauditError
from secaudit.model.text import Text


class Unknown(SecauditError):
    """Something was asked for by an id that the catalogue does not have."""

    def __init__(self, found: Text, expected: Text, advice: Text) -> None:
        self.found = found
        self.expected = expected
        self.advice = advice
        self.text = Text(
            f"{found.vi}; cần {expected.vi}. → {advice.vi}",
            f"{found.en}; expected {expected.en}. → {advice.en}",
        )
        super().__init__(f"{found.en}; expected {expected.en}. {advice.en}")


class UnknownControl(Unknown):
    """A control was asked for that the catalogue does not have, or does not judge by."""


def find(catalogue: Catalogue, name: str, *, also_off: bool = False) -> Control:
    """Return the control with an id, whatever its capitals; with `also_off` also one that is not judged.

    Raises:
        UnknownControl: there is none, and the nearest id is proposed; or it is off.
    """
    wanted = name.casefold()
    for control in (*catalogue.controls, *(catalogue.off if also_off else ())):
        if control.id.casefold() == wanted:
            return control
    if any(control.id.casefold() == wanted for control in catalogue.off):
        raise _off(name)
    raise UnknownControl(
        Text(f"không có tiêu chí {name}", f"there is no control {name}"),
        Text("mã của một tiêu chí", "the id of a control"),
        did_you_mean(
            name,
            [control.id for control in (*catalogue.controls, *catalogue.off)],
            Text("xem các mã bằng lệnh secaudit controls list", "see the ids with secaudit controls list"),
        ),
    )


def _off(name: str) -> UnknownControl:
    return UnknownControl(
        Text(f"tiêu chí {name} không được áp dụng", f"the control {name} is off"),
        Text("một tiêu chí được áp dụng", "a control that is judged"),
        Text(
            "xem lý do bằng lệnh secaudit controls show, với cùng --controls và --profile",
            "see why with secaudit controls show and the same --controls and --profile",
        ),
    )
