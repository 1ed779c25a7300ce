"""Old files open for ever: one way to bring what an earlier version wrote into the present layout.

Every kind of file that people keep carries the number of its layout. Whoever changes a layout so that older
files no longer fit raises the number, adds the step from the old one, and puts a file of the new one beside
the others in the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.text import Text, same

Step = Callable[[Any], Any]
"""Turns what a file of one version holds into what the next version would have written."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of file that is kept.

    `key` is where it carries its version, `version` the one that is written now. `steps` has, for every
    earlier version, the step to the next.
    """

    name: Text
    key: str
    version: int
    steps: Mapping[int, Step] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if sorted(self.steps) != list(range(1, self.version)):
            raise ValueError(f"{self.name.en}: a step is wanted from each version before {self.version}")

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
            raise InvalidInput([self.refused(version, location)])
        return version

    def refused(self, version: object, location: Location) -> Problem:
        """Return what is said of a version that cannot be read."""
        newer = isinstance(version, int) and not isinstance(version, bool) and version > self.version
        advice = (
            Text("cập nhật secaudit rồi chạy lại", "update secaudit and run again")
            if newer
            else Text(
                "tệp bị sửa hoặc hỏng; lập lại tệp hoặc khôi phục từ bản sao lưu",
                "it was changed or damaged; make it again or restore it from a backup",
            )
        )
        told = self.version if self.version == 1 else f"1–{self.version}"
        return Problem(
            "schema-version",
            location,
            Text(f"{self.name.vi} {self.key} {version}", f"{self.name.en} of {self.key} {version}"),
            same(f"{self.key} {told}"),
            advice,
        )
