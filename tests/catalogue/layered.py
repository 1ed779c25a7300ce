"""Folders above the sample catalogue, and profiles in it."""

from __future__ import annotations

from pathlib import Path

from secaudit.model.text import Text
from tests.catalogue.sample import CONTROL, spoil, write

SECOND = spoil(CONTROL, "SYS-01", "SYS-02")
AFTER = spoil(SECOND, "effort_days: 5", "effort_days: 5\n      after: [SYS-01]")
OFF = "switch_off:\n  - {id: SYS-01, reason: {vi: lý do, en: a reason}}\n"
WEIGHED = "severity:\n  - {id: SYS-01, severity: low, reason: {vi: lý do, en: a reason}}\n"
REASON = Text("lý do", "a reason")
END = CONTROL.count("\n")
"""How many lines the sample's control has."""

TITLE = Text("Xác thực đa yếu tố", "Multi-factor authentication")


def base(tmp_path: Path, **files: str) -> Path:
    """A catalogue of one control, SYS-01, and of SYS-02, which comes after it."""
    return write(tmp_path / "base", **{"second": AFTER, **files})


def above(tmp_path: Path, name: str = "own", **files: str) -> Path:
    """A folder of the user's own; `__` in a name stands for a folder."""
    folder = tmp_path / name
    for file, text in files.items():
        path = folder / f"{file.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


WHY = "reason: {vi: lý do, en: a reason}"
HEAD = "profiles:\n  - id: ward\n    title: {vi: Phường, en: Ward}\n    kinds: [commune]\n"
WITHOUT = HEAD + "    without:\n      - {id: NET-*, " + WHY + "}\n"
ONLY = HEAD + "    controls: [SYS-*]\n    " + WHY + "\n"
WEIGHING = WITHOUT + "    severity:\n      - {id: SYS-01, severity: critical, " + WHY + "}\n"

UNIT = """\
controls:
  - id: {id}
    title: {{vi: t, en: t}}
    severity: low
    subject: {subject}
    cites: [LAW/1]
    applies_when: {when}
    assert: {subject}.id <> ''
    message: {{vi: m, en: m}}
    remediation: {{vi: r, en: r, product: p, authority: a, effort_days: 1}}
"""


def folder(tmp_path: Path, profiles: str, **files: str) -> Path:
    """A catalogue of SYS-01 and NET-01 with profiles."""
    network = spoil(CONTROL, "SYS-01", "NET-01")
    return write(tmp_path, **{"network": network, "profiles/mine": profiles, **files})
