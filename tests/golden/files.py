"""The content of the golden files of the present versions, and where they lie.

`python -m tests.golden` writes those that are missing, and the layouts of the present version anew. It never
writes over a golden file: what an earlier program wrote must be read as it is.
"""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from secaudit.comparison.baseline import baseline_of
from secaudit.comparison.baseline_file import dump as dump_baseline
from secaudit.model.layouts import ACTIONS, AUDIT, BASELINE, HISTORY
from secaudit.model.migrations import Layout
from secaudit.model.result import AuditResult
from secaudit.reporting import dump
from tests.history.audits import Q1, Q2, audited, recorded, system, town
from tests.reporting.canonical import canonical

FOLDER = Path(__file__).parent

ACTIONS_FILE = """\
# Sổ việc khắc phục: ghi người nhận, ngày dự kiến, ngày xong và minh chứng.
version: 1
actions:
  - action: "0123456789ab"
    unit: "phuong-gia-dinh"
    what: "Phê duyệt cấp độ hệ thống Cổng thông tin"
    closes: ["00000000000000000000000000000001", "00000000000000000000000000000002"]
    taken_by: Nguyễn Văn Thử
    planned_on: 2026-12-15
    done_on: 2026-12-20
    evidence: ho-so/quyet-dinh-12.pdf
    note: Hồ sơ đã gửi phòng An ninh mạng
  - action: "ba9876543210"
    unit: "phuong-gia-dinh"
    what: "Ban hành phương án ứng cứu sự cố"
    closes: []
    taken_by:
    planned_on:
    done_on:
    evidence:
"""

ENDINGS = {AUDIT.id: "json", HISTORY.id: "duckdb.gz", BASELINE.id: "yaml", ACTIONS.id: "yaml"}


def golden(layout: Layout, version: int) -> Path:
    """Return the golden file of a version."""
    return FOLDER / f"{layout.id}-{version}.{ENDINGS[layout.id]}"


def present(layout: Layout) -> bytes:
    """Return what the present version writes."""
    if layout is AUDIT:
        return dump(canonical())
    if layout is BASELINE:
        return dump_baseline(baseline_of(canonical()))
    if layout is ACTIONS:
        return ACTIONS_FILE.encode()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "h.duckdb"
        first = audited(town(system("s1"), system("s2", True), system("s3", phase="planned")), Q1)
        recorded(file, first, audited(town(system("s1", True), system("s2", None)), Q2))
        return gzip.compress(file.read_bytes(), mtime=0)


def audit_layout() -> list[str]:
    """Return the layout of audit.json: every key of every kind of record, with its type."""
    schema = TypeAdapter(AuditResult).json_schema(mode="validation")
    kinds: dict[str, Any] = schema.pop("$defs") | {"AuditResult": schema}
    return sorted(line for name, kind in kinds.items() for line in _kind(name, kind))


def _kind(name: str, kind: dict[str, Any]) -> Iterator[str]:
    if "enum" in kind:
        yield f"{name}: {' | '.join(map(str, kind['enum']))}"
    required = kind.get("required", ())
    for key, value in kind.get("properties", {}).items():
        if key != "rolls":
            yield f"{name}.{key}: {_type(value)}{'' if key in required else ' (may be missing)'}"


def _type(value: dict[str, Any]) -> str:
    if "$ref" in value:
        return str(value["$ref"]).rpartition("/")[2]
    if "anyOf" in value:
        return " | ".join(_type(item) for item in value["anyOf"])
    if "items" in value:
        return f"[{_type(value['items'])}]"
    if isinstance(value.get("additionalProperties"), dict):
        return f"{{{_type(value['additionalProperties'])}}}"
    if "enum" in value or "const" in value:
        return " | ".join(map(str, value.get("enum", [value.get("const")])))
    return str(value.get("format") or value.get("type", "any"))
