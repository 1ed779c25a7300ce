"""Old files open for ever: one way to bring what an earlier version wrote into the present layout.

Every kind of file that people keep carries the number of its layout. Whoever changes a layout so that older
files no longer fit raises the number, adds the step from the old one, and puts a file of the new one beside
the others in the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from secaudit.lazily import dataclass
from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.text import Text, same

Step = Callable[[Any], Any]
"""Turns what a file of one version holds into what the next version would have written."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of file that is kept.

    `key` is where it carries its version, `version` the one that is written now. `steps` has, for every
    earlier version, the step to the next. `remedy` says what to do about a file whose version is none, and
    `code` is that of the problem.
    """

    id: str
    name: Text
    key: str
    version: int
    remedy: Text
    code: str = "schema-version"
    steps: Mapping[int, Step] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if sorted(self.steps) != list(range(1, self.version)):
            raise ValueError(f"{self.id}: a step is wanted from each version before {self.version}")

    def upgraded(self, content: Any, version: object, location: Location) -> Any:
        """Return what a file of some version holds, as the present version would have written it.

        Raises:
            InvalidInput: the version is newer than this program, or is none.
        """
        for step in range(self.checked(version, location), self.version):
            content = self.steps[step](content)
        return content

    def checked(self, version: object, location: Location) -> int:
        """Return a version that can be read.

        Raises:
            InvalidInput: it is newer than this program, or is none.
        """
        if not isinstance(version, int) or isinstance(version, bool) or not 1 <= version <= self.version:
            raise InvalidInput([self._refused(version, location)])
        return version

    def _refused(self, version: object, location: Location) -> Problem:
        newer = isinstance(version, int) and version > self.version
        told = "" if version is None else f"{self.key} {version}"
        known = "1" if self.version == 1 else f"1–{self.version}"
        return Problem(
            self.code,
            location,
            Text(f"{self.name.vi}, {told}", f"{self.name.en}, {told}")
            if told
            else Text(f"{self.name.vi} không ghi {self.key}", f"{self.name.en} without {self.key}"),
            same(f"{self.key} {known}"),
            Text("cập nhật secaudit rồi chạy lại", "update secaudit and run again") if newer else self.remedy,
        )


def yaml_version(root: Any, key: str) -> tuple[object, Any]:
    """Return the version that a YAML document carries at its top, and the node that holds it.

    A version that is no whole number is returned as it is written; both are None where there is none.
    """
    pairs = root.value if isinstance(getattr(root, "value", None), list) else ()
    for pair in pairs:
        if isinstance(pair, tuple) and getattr(pair[0], "value", None) == key:
            written = getattr(pair[1], "value", None)
            if isinstance(written, str) and written.isascii() and written.isdecimal():
                return int(written), pair[1]
            return str(written), pair[1]
    return None, None
