"""What a report was made from, so that it can be made and proved again."""

from __future__ import annotations

from hashlib import sha256
from shlex import quote

from secaudit.lazily import dataclass
from secaudit.model.inventory import FileAccount
from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from secaudit.reporting.listing import Part, first

_PRINTED_FILES = 2_000
_PRINTED_FILES_OF_A_UNIT = 60


@dataclass(frozen=True, slots=True)
class Provenance:
    """The inputs of an audit.

    `digest` is the SHA-256 over the lines "<sha256>  <path>" of every input file, sorted by path, as
    `sha256sum` prints them: it vouches for the files that a report does not list. `command` makes the same
    result again, from the same folder.
    """

    files: Part[FileAccount]
    digest: str
    rows_in: int
    rows_kept: int
    rows_rejected: int
    command: str


def provenance(result: AuditResult) -> Provenance:
    """Return the inputs of an audit.

    The report on a part of the inventory names the files that its findings point into, where there are
    too many to name them all.
    """
    files = sorted(result.inventory.files, key=lambda file: file.path)
    lines = "".join(f"{file.sha256}  {file.path}\n" for file in files)
    listed = Part(tuple(files), len(files))
    if len(files) > _PRINTED_FILES_OF_A_UNIT and result.scope is not None:
        cited = _cited(result)
        listed = Part(tuple(file for file in files if file.path in cited), len(files))
    return Provenance(
        files=Part(first(listed.shown, _PRINTED_FILES).shown, len(files)),
        digest=sha256(lines.encode()).hexdigest(),
        rows_in=sum(file.rows_in for file in files),
        rows_kept=sum(file.rows_kept for file in files),
        rows_rejected=sum(file.rows_rejected for file in files),
        command=_command(result),
    )


def _command(result: AuditResult) -> str:
    """Return the command line of the audit; what is not known of it is an ellipsis."""
    catalogue = result.catalogue
    words = ["secaudit", "audit", *map(quote, result.inventory.paths), "--as-of", result.as_of.isoformat()]
    if result.scope is not None:
        words += ["--unit", quote(result.scope)]
    if catalogue.profile is not None:
        words += ["--profile", quote(catalogue.profile.id)]
    if catalogue.changes or catalogue.base != "shipped":
        words += ["--controls", "…"]
    if not result.inventory.is_whole:
        words.append("--keep-going")
    if any(finding.status in (Status.PASS, Status.NOT_APPLICABLE) for finding in result.findings):
        words.append("--all-verdicts")
    return " ".join(words)


def _cited(result: AuditResult) -> frozenset[str]:
    places = [finding.location for finding in result.findings]
    places += [found.declared_at for found in result.contradictions]
    places += [found.observed_at for found in result.contradictions]
    places += [waiver.location for waiver in result.waivers]
    return frozenset(place.file for place in places if place is not None)
