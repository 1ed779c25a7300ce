"""A small inventory in a real git repository, and checks of what is changed in it."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from secaudit.checking import Order, Revision, run
from secaudit.keeping import Shelf
from secaudit.model.comparison import CheckResult

DAY = date(2026, 11, 21)
MOMENT = datetime(2026, 11, 21, 8, tzinfo=UTC)

UNITS = """\
units:
  - {id: tp, name: Thành phố Thử (hư cấu), kind: city, head_name: A (hư cấu), security_officer: B (hư cấu)}
  - {id: p1, name: Phường Thử (hư cấu), kind: commune, parent: tp, head_name: C, headcount: 20, trained: 20}
"""
SYSTEMS = """\
systems:
  - id: S-12
    unit: p1
    operator: p1
    name: Cổng dịch vụ (mẫu)
    phase: operation
    proposed_level: 3
    approved_level: 3
    approved_on: 2025-03-01
    appraised_on: 2025-02-01
    regulation_on: 2025-02-20
    plan_status: full
    plan_full_on: 2025-06-01
    went_live_on: 2025-06-10
    state_secrets: none
    national_security: false
    admin_procedures: true
    population_db: false
    data_subjects: 5000
    segment: lan
    endpoint_protection: true
    mfa: true
    ids_ips: true
    backup: true
    restore_tested_on: 2026-05-01
    log_months: 6
    monitoring: city_centre
    monitoring_24x7: true
    risk_assessed_on: 2026-03-01
    scanned_on: 2026-04-01
    drilled_on: 2026-04-15
  - id: S-13
    unit: p1
    operator: p1
    name: Hồ sơ cũ (mẫu)
    phase: operation
    state_secrets: none
    backup: false
    mfa: false
"""
DEVICES = (
    "id,unit,name,kind,segment,internet,state_secrets,endpoint_protection,checked_before_use_on\n"
    + "".join(
        f"m{number:02},p1,Máy {number} (mẫu),workstation,lan,false,none,{'true' if number else ''},\n"
        for number in range(40)
    )
    + "mat,p1,Máy soạn thảo mật (mẫu),workstation,lan,true,mat,true,none\n"
)
NETWORK = """\
segments:
  - {id: net, unit: p1, name: Internet (mẫu), kind: internet}
  - {id: lan, unit: p1, name: Mạng nội bộ (mẫu), kind: lan}
  - {id: rieng, unit: p1, name: Mạng độc lập (mẫu), kind: independent_lan}
links:
  - {id: l1, source: lan, target: net, kind: network, both_ways: true, carries_secrets: none}
"""
MONEY = """\
budgets:
  - {id: b1, unit: p1, year: 2026, stage: allocated, it_dt_total_vnd: 1000000000, security_vnd: 200000000}
  - {id: b2, unit: p1, year: 2026, stage: estimate, it_dt_total_vnd: 1000000000, security_vnd: 100000000}
"""
EVENTS = """\
declarations:
  - {id: d1, unit: p1, tables: [systems, devices, links, incidents, documents], declared_on: 2026-10-01}
incidents:
  - {id: i1, unit: p1, serious: true, detected_at: 2026-07-01T08:00, first_notice_at: 2026-07-03T09:00}
observations:
  - {id: o1, table: systems, row: S-13, column: backup, value: "false", observed_on: 2026-09-01, method: scan}
"""

FILES = {
    "units.yaml": UNITS,
    "systems.yaml": SYSTEMS,
    "devices.csv": DEVICES,
    "network.yaml": NETWORK,
    "money.yaml": MONEY,
    "events.yaml": EVENTS,
}
"""The inventory as it was."""


@dataclass(frozen=True)
class Repository:
    """A repository whose branch `main` holds the inventory in the folder `kê khai`.

    What its checks find out about the base is kept on `shelf`, as users have it, where there is one.
    """

    top: Path
    shelf: Shelf | None = None

    @property
    def inventory(self) -> Path:
        return self.top / "kê khai"

    def git(self, *arguments: str) -> str:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        named = {"GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@example.invalid"}
        named |= {"GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@example.invalid"}
        done = subprocess.run(
            ["git", *arguments], cwd=self.top, capture_output=True, check=True, env={**clean, **named}
        )
        return done.stdout.decode()

    def commit(self, message: str = "change") -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)

    def read(self, name: str) -> str:
        return (self.inventory / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        (self.inventory / name).write_text(text, encoding="utf-8", newline="")

    def replace(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert old in text, old
        self.write(name, text.replace(old, new, 1))

    def check(self, base: str = "main", **options: Any) -> CheckResult:
        return run(Order(self.inventory, Revision(base), DAY, MOMENT, **{"shelf": self.shelf, **options}))


def repository(top: Path, shelf: Shelf | None = None) -> Repository:
    """Make a repository with the inventory on `main`, and a branch `change` that stands on it."""
    made = Repository(top, shelf)
    made.inventory.mkdir(parents=True)
    for name, text in FILES.items():
        made.write(name, text)
    made.git("init", "-q", "-b", "main")
    made.commit("base")
    made.git("checkout", "-q", "-b", "change")
    return made
