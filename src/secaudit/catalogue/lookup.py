"""Finding one control of a catalogue."""

from __future__ import annotations

from secaudit.catalogue.errors import did_you_mean
from secaudit.model.control import Catalogue, Control
from secaudit.model.problem import SecauditError
from secaudit.model.text import Text


class UnknownControl(SecauditError):
    """A control was asked for that the catalogue does not have."""

    def __init__(self, found: Text, expected: Text, advice: Text) -> None:
        self.found = found
        self.expected = expected
        self.advice = advice
        self.text = Text(
            f"{found.vi}; cần {expected.vi}. → {advice.vi}",
            f"{found.en}; expected {expected.en}. → {advice.en}",
        )
        super().__init__(f"{found.en}; expected {expected.en}. {advice.en}")


def find(catalogue: Catalogue, name: str) -> Control:
    """Return the control with an id, whatever its capitals.

    Raises:
        UnknownControl: there is none; the nearest id is proposed.
    """
    wanted = name.casefold()
    for control in catalogue.controls:
        if control.id.casefold() == wanted:
            return control
    raise UnknownControl(
        Text(f"không có tiêu chí {name}", f"there is no control {name}"),
        Text("mã của một tiêu chí", "the id of a control"),
        did_you_mean(
            name,
            [control.id for control in catalogue.controls],
            Text("xem các mã bằng lệnh secaudit controls list", "see the ids with secaudit controls list"),
        ),
    )
