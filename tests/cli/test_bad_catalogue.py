"""Every kind of broken catalogue, through the command line: the place, what to do, and nothing judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogue.sample import CONTROL, OBLIGATIONS, spoil, write
from tests.cli.running import UNIT, Run, secaudit
from tests.cli.running import write as write_files

LANGUAGE_GONE = spoil(CONTROL, ', en: "Multi-factor authentication"', "")
WAITS = CONTROL.replace("effort_days: 5", "effort_days: 5\n      after: [SYS-02]")
WAITS_TOO = spoil(CONTROL, "SYS-01", "SYS-02").replace(
    "effort_days: 5", "effort_days: 5\n      after: [SYS-01]"
)
PASS = "as_of: 2027-01-05\n        expect: pass"

BROKEN = {
    "a typo in a key": (
        {"controls": spoil(CONTROL, "severity: high", "severty: high")},
        "systems.yaml:4:5", "unknown-key", "did you mean severity?",
    ),
    "a typo in a key of the remediation": (
        {"controls": spoil(CONTROL, "effort_days: 5", "effort_day: 5")},
        "systems.yaml:21:7", "unknown-key", "did you mean effort_days?",
    ),
    "a typo in a key of an example": (
        {"controls": spoil(CONTROL, PASS, PASS.replace("expect", "expct"))},
        "systems.yaml:25:9", "unknown-key", "did you mean expect?",
    ),
    "a typo in a key of the law": (
        {"obligations": spoil(OBLIGATIONS, "due: 2026-12-31", "duee: 2026-12-31")},
        "registry/law.yaml:7:5", "unknown-key", "did you mean due?",
    ),
    "a wrong type": (
        {"controls": spoil(CONTROL, "effort_days: 5", "effort_days: five")},
        "systems.yaml:21:20", "wrong-type", "write the number without quotes or unit",
    ),
    "a missing language": (
        {"controls": LANGUAGE_GONE}, "systems.yaml:3:12", "missing-key", "add the key en",
    ),
    "an empty language": (
        {"controls": spoil(CONTROL, 'en: "Multi-factor authentication"', 'en: ""')},
        "systems.yaml:3:43", "wrong-type", "write it here",
    ),
    "a language of white space": (
        {"controls": spoil(CONTROL, 'en: "Multi-factor authentication"', 'en: "  "')},
        "systems.yaml:3:43", "wrong-type", "write it here",
    ),
    "a cyclic after": (
        {"controls": WAITS, "other": WAITS_TOO},
        "systems.yaml:2:5", "after-cycle", "remove one id from an after of that circle",
    ),
    "two controls with one id": (
        {"other": CONTROL}, "systems.yaml:2:5", "duplicate-id", "change one of the two",
    ),
    "an unknown obligation": (
        {"controls": spoil(CONTROL, "cites: [LAW/1]", "cites: [LAW/7]")},
        "systems.yaml:6:13", "unknown-obligation", "did you mean LAW/",
    ),
    "an example that names an unknown table": (
        {"controls": spoil(CONTROL, "{systems: [{id: s,", "{sistems: [{id: s,")},
        "systems.yaml:23:17", "unknown-table", "did you mean systems?",
    ),
    "an example that names an unknown column": (
        {"controls": spoil(CONTROL, "[{id: s, unit", "[{id: s, unt")},
        "systems.yaml:23:35", "unknown-column", "did you mean unit?",
    ),
    "an example whose expect names no row": (
        {"controls": spoil(CONTROL, PASS, PASS.replace("pass", "{z: pass}"))},
        "systems.yaml:25:18", "example-subject", "use the id of a row that is given",
    ),
    "an example that leaves a row out": (
        {"controls": spoil(spoil(CONTROL, "mfa: true, log_months: 3}]", "mfa: true}, {id: r, unit: u}]"),
                           PASS, PASS.replace("pass", "{s: pass}"))},
        "systems.yaml:25:17", "example-subject", "add these rows",
    ),
    "an example with a gap that is none": (
        {"controls": spoil(CONTROL, "expect: unknown", "expect: unknown\n        missing: [systems.mfaa]")},
        "systems.yaml:32:19", "unknown-column", "did you mean mfa?",
    ),
    "a message without words": (
        {"controls": spoil(CONTROL, "expect: fail", "expect: fail\n        message: {}")},
        "systems.yaml:29:18", "wrong-value", "add vi or en",
    ),
    "an accepted warning that there is not": (
        {"controls": spoil(CONTROL, "key: mfa", "key: mfa\n    allow: [is-nul]")},
        "systems.yaml:10:13", "wrong-value", "did you mean is-null?",
    ),
}  # fmt: skip


def audited(tmp_path: Path, files: dict[str, str], lang: str) -> Run:
    controls = write(tmp_path / "controls", **files)
    inventory = write_files(tmp_path / "in", units=UNIT)
    return secaudit("audit", inventory, "--controls", controls, "-o", tmp_path / "out", "--lang", lang)


@pytest.mark.parametrize("name", BROKEN)
def test_nothing_is_judged_with_a_broken_catalogue(tmp_path: Path, name: str) -> None:
    files, place, code, advice = BROKEN[name]
    run = audited(tmp_path, files, "en")
    assert run.code == 3
    (line,) = [line for line in run.err.splitlines() if f"[{code}]" in line]
    assert line.startswith(f"{place}: error: ")
    assert "; expected " in line
    assert advice in line
    assert "The catalogue is invalid; nothing was judged." in run.err
    assert run.out == ""
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["list", "lint", "test", "coverage"])
def test_no_command_uses_a_broken_catalogue(tmp_path: Path, command: str) -> None:
    folder = write(tmp_path, controls=LANGUAGE_GONE)
    run = secaudit("controls", command, "--controls", folder)
    assert (run.code, run.out) == (3, "")
    assert "systems.yaml:3:12: lỗi: thiếu en; cần en: …. → thêm khóa en. [missing-key]" in run.err
