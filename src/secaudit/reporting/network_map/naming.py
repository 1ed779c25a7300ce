"""What stops and units are called on a drawing: on two or three lines, cut only where that is not enough."""

from __future__ import annotations

from collections.abc import Iterable

from secaudit.model.network_map import Stop
from secaudit.model.text import Language
from secaudit.reporting.network_map.lettering import broken, clean, is_cut

STOP_WIDTH = 196.0
TITLE_WIDTH = 132.0
NAME_SIZE = 11.0
NOTE_SIZE = 9.0
_STOP_LINES = 2
_UNIT_LINES = 3


def stop_lines(stop: Stop, language: Language) -> list[str]:
    """Return the lines of a stop's name."""
    return broken(clean(stop.name.to(language)), NAME_SIZE, STOP_WIDTH - 22, _STOP_LINES, bold=True)


def note_lines(stop: Stop, language: Language) -> list[str]:
    """Return the lines of what stands below a stop's name."""
    return broken(clean(stop.note.to(language)), NOTE_SIZE, STOP_WIDTH - 22, _STOP_LINES)


def unit_lines(name: str) -> list[str]:
    """Return the lines of the name of a unit's band."""
    return broken(clean(name), NAME_SIZE, TITLE_WIDTH - 12, _UNIT_LINES, bold=True)


def shortened(stops: Iterable[Stop], units: Iterable[str], language: Language) -> list[str]:
    """Return in full the names that a drawing cuts, each once."""
    names = [(stop.name.to(language), stop_lines(stop, language)) for stop in stops]
    names += [(name, unit_lines(name)) for name in units]
    return list(dict.fromkeys(clean(name) for name, lines in names if is_cut(clean(name), lines)))
