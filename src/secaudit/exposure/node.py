"""What exposure is judged on: rows that hang on the network, and the links between them."""

from __future__ import annotations

from datetime import date

from secaudit.lazily import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """A segment, a system or a device.

    `table` is "segments", "systems" or "devices"; `id` is unique within it. `segment` is the one that a
    system or device hangs on: "" where it is known to hang on none, None where that is not known.
    `internet` says that the machine has a connection of its own to the internet, `observed_internet`
    that it was seen there by the day of the audit; of both, only a yes says anything here. `kind` is the
    kind of a segment, and None for the rest.
    """

    table: str
    id: str
    segment: str | None
    internet: bool | None = None
    observed_internet: bool | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """A link: a way that data can take between two rows, whichever tables they are in.

    `ends_on` is the last day on which it is in force, None where no end is set.
    """

    id: str
    source: str
    target: str
    kind: str
    both_ways: bool
    encryption: str | None
    ends_on: date | None

    def in_force(self, as_of: date) -> bool:
        """Whether the link still stands on a day, its last one included."""
        return self.ends_on is None or self.ends_on >= as_of

    @property
    def is_cut(self) -> bool:
        """Whether nothing passes: a gateway with the Government Cipher ends a way."""
        return self.kind == "cipher_gateway" and self.encryption == "government_cipher"

    @property
    def is_certain(self) -> bool:
        """Whether it is known to let data pass: with a cipher gateway that hangs on its encryption."""
        return self.kind != "cipher_gateway" or self.encryption is not None

    @property
    def directions(self) -> tuple[tuple[str, str], ...]:
        """The pairs of ids between which data can travel; a data diode never runs backwards."""
        there = (self.source, self.target)
        if self.kind == "data_diode" or not self.both_ways:
            return (there,)
        return (there, (self.target, self.source))
