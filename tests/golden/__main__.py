"""Writes golden files of the present versions that are missing, and the present layout of audit.json."""

from __future__ import annotations

import sys

from secaudit.model.layouts import AUDIT, LAYOUTS
from tests.golden.files import FOLDER, audit_layout, golden, present

for layout in LAYOUTS:
    file = golden(layout, layout.version)
    if not file.exists():
        file.write_bytes(present(layout))
        sys.stdout.write(f"wrote {file.name}\n")

listed = FOLDER / f"audit-{AUDIT.version}.layout.txt"
lines = audit_layout()
lost = set(listed.read_text("utf-8").splitlines()) - set(lines) if listed.exists() else set()
if lost:
    sys.exit("these keys changed, so the version has to be raised:\n" + "\n".join(sorted(lost)))
listed.write_text("\n".join(lines) + "\n", encoding="utf-8")
