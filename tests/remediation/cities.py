"""A small fictitious city whose money, people and systems leave something to do."""

from __future__ import annotations

CITY = """units:
  - {id: c, name: Thành phố Giả Định, kind: city}
  - {id: a, name: Phường Một, kind: commune, parent: c}
declarations:
  - {id: d1, unit: c, declared_on: 2026-11-01, tables: [budgets, spending, systems, devices]}
  - {id: d2, unit: a, declared_on: 2026-11-01, tables: [budgets, spending, systems, devices]}
"""
MONEY = """budgets:
  - {id: b1, unit: c, year: 2026, stage: allocated, it_dt_total_vnd: 1000000000, security_vnd: 200000000}
  - {id: b2, unit: a, year: 2026, stage: estimate, it_dt_total_vnd: 900000000, security_vnd: 90000000}
  - {id: b3, unit: a, year: 2026, stage: allocated, it_dt_total_vnd: 1000000000, security_vnd: 0}
spending:
  - {id: p1, unit: a, year: 2026, stage: spent, item: Tường lửa, amount_vnd: 5000000, system: s}
  - {id: p2, unit: a, year: 2026, stage: spent, item: Tường lửa, amount_vnd: 5000000, system: s}
systems:
  - {id: s, unit: a, name: Cũ, phase: retired}
"""
