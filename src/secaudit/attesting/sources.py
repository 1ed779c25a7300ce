"""What a document is held against: the inputs and controls that it was made from, read once more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from secaudit import catalogue as catalogues
from secaudit import inventory, remediation
from secaudit.attesting.claim import Claim, Outcome, unasked, unchecked
from secaudit.attesting.inputs import input_claims
from secaudit.audit import ready
from secaudit.lazily import dataclass
from secaudit.model.control import Catalogue
from secaudit.model.inventory import FileAccount, Inventory
from secaudit.model.problem import InvalidInput
from secaudit.model.result import AuditResult
from secaudit.model.undertaking import Undertaking, UndertakingsFile


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody has at hand to prove documents with.

    `inputs` are paths of the inventory, `controls` folders of controls above the released ones, `templates` a
    layout of the user's own, `earlier` the result that a summary compares with.
    """

    inputs: tuple[Path, ...] = ()
    controls: tuple[Path, ...] = ()
    templates: Path | None = None
    earlier: AuditResult | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """What a document says that it was made from: its inputs, and the controls by their mark."""

    files: tuple[FileAccount, ...]
    is_whole: bool
    catalogue: str
    version: str
    profile: str | None


def origin_of(result: AuditResult) -> Origin:
    """Return what a result was made from."""
    info = result.catalogue
    profile = info.profile.id if info.profile else None
    return Origin(result.inventory.files, result.inventory.is_whole, info.sha256, info.version, profile)


@dataclass(frozen=True, slots=True)
class Sources:
    """What was read, and whether it is what the document names.

    `read` is None where the inputs cannot be read, `catalogue` where the controls are others, `entries` (what
    people say of actions, in `files`) where a file of them is broken. `claims` say so.
    """

    claims: tuple[Claim, ...]
    read: Inventory | None = None
    catalogue: Catalogue | None = None
    entries: tuple[Undertaking, ...] | None = None
    files: tuple[UndertakingsFile, ...] | None = None

    @property
    def are_those(self) -> bool:
        """Whether inputs and controls are at hand, and are those that the document names."""
        return self.catalogue is not None and all(one.outcome is Outcome.HOLDS for one in self.claims)


def nothing_given() -> Sources:
    """Return that there is nothing to hold a document against."""
    return Sources(
        (unasked("inputs", "chưa đối chiếu đầu vào; nêu --inputs", "inputs not compared; give --inputs"),)
    )


def sources(origin: Origin, given: Given) -> Sources:
    """Return the inputs and controls at hand, held against those that a document names."""
    if not given.inputs:
        return nothing_given()
    try:
        read = inventory.read(given.inputs, keep_going=not origin.is_whole)
    except InvalidInput as error:
        return Sources((_broken(error),))
    claims = list(input_claims(origin.files, read.files))
    said: tuple[tuple[Undertaking, ...] | None, tuple[UndertakingsFile, ...] | None] = (None, None)
    try:
        said = remediation.read_undertakings(given.inputs)
    except InvalidInput as error:
        claims.append(_broken(error, "said"))
    try:
        catalogue = _catalogue(origin.profile, given.controls)
    except InvalidInput as error:
        return Sources((*claims, _broken(error)), read, None, *said)
    if catalogue.sha256 != origin.catalogue:
        return Sources((*claims, _other_controls(origin, catalogue)), read, None, *said)
    return Sources(tuple(claims), read, catalogue, *said)


def _catalogue(profile: str | None, controls: Sequence[Path]) -> Catalogue:
    return ready(catalogues.narrowed(catalogues.load(controls), profile))


def _broken(error: InvalidInput, code: str = "inputs") -> Claim:
    problem = error.problems[0]
    return unchecked(code, problem.describe("vi"), problem.describe("en"))


def _other_controls(origin: Origin, catalogue: Catalogue) -> Claim:
    """Return that verdicts cannot be compared: the controls at hand are not those of the report."""
    here, there = catalogue.sha256[:12], origin.catalogue[:12]
    return unchecked(
        "verdicts",
        f"bộ tiêu chí tại đây ({catalogue.version}, {here}) không phải bộ đã dùng "
        f"({origin.version}, {there}); nêu --controls hoặc dùng đúng phiên bản",
        f"the controls here ({catalogue.version}, {here}) are not those of the report "
        f"({origin.version}, {there}); give --controls, or use that version",
    )
