"""What a baseline takes from an audit, and how it keeps up with later ones."""

from __future__ import annotations

from collections.abc import Iterable

from secaudit.lazily import dataclass
from secaudit.model.baseline import KNOWABLE, Baseline, KnownFinding
from secaudit.model.result import AuditResult
from secaudit.model.status import is_worse
from secaudit.model.text import Text


@dataclass(frozen=True, slots=True)
class Update:
    """A baseline brought up to date, and what that did: `gone` are entries that are no finding any more.

    `worse` were known with a better status. `gone` stay in the baseline unless they were to be dropped.
    """

    baseline: Baseline
    added: tuple[KnownFinding, ...]
    worse: tuple[KnownFinding, ...]
    better: tuple[KnownFinding, ...]
    gone: tuple[KnownFinding, ...]

    @property
    def is_change(self) -> bool:
        """Whether a status or an entry changed, apart from entries that are gone."""
        return bool(self.added or self.worse or self.better)


def baseline_of(result: AuditResult) -> Baseline:
    """Return everything that an audit found failing or unknown, as known."""
    entries = (
        KnownFinding(
            finding.fingerprint,
            finding.control,
            finding.subject.table,
            finding.subject.id,
            finding.period,
            finding.status,
            finding.subject.unit,
        )
        for finding in result.findings
        if finding.status in KNOWABLE
    )
    return Baseline(
        result.catalogue.version, result.catalogue.sha256, {entry.fingerprint: entry for entry in entries}
    )


def of_another_catalogue(known: Baseline, sha256: str, controls: Iterable[str]) -> Text | None:
    """Say that a baseline was made with another catalogue, and how much of it nothing can match.

    None where it is of the same one; `controls` are the ids of those that judge.
    """
    if known.catalogue_sha256 == sha256:
        return None
    strange = len(known.of_no_control(controls))
    mark = f"{known.catalogue_version}, {known.catalogue_sha256[:12]}"
    return Text(
        f"Tệp phát hiện đã biết được lập theo bộ tiêu chí khác ({mark}): {strange} phát hiện thuộc tiêu chí "
        "không được áp dụng, phần còn lại vẫn đối chiếu được.",
        f"The baseline is of another catalogue ({mark}): {strange} of its findings are of controls that "
        "do not judge here, the others still match.",
    )


def updated(old: Baseline, result: AuditResult, *, add: bool = True, prune: bool = False) -> Update:
    """Return a baseline brought up to date with an audit of the same inventory.

    What got better is kept as it is now, so that it may not get worse again. With `add`, what is new or
    worse is accepted too; with `prune`, entries that are no finding any more are dropped.
    """
    now = baseline_of(result)
    added, worse, better, kept = [], [], [], dict(old.findings)
    for mark, entry in now.findings.items():
        before = old.findings.get(mark)
        if before is None:
            added.append(entry)
        elif is_worse(before.status, entry.status):
            worse.append(entry)
        else:
            kept[mark] = entry
            if before.status is not entry.status:
                better.append(entry)
    gone = tuple(entry for mark, entry in old.findings.items() if mark not in now.findings)
    if add:
        kept |= {entry.fingerprint: entry for entry in (*added, *worse)}
    if prune:
        for entry in gone:
            del kept[entry.fingerprint]
    baseline = Baseline(now.catalogue_version, now.catalogue_sha256, kept)
    return Update(baseline, tuple(added), tuple(worse), tuple(better), gone)
