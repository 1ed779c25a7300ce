"""What holds for every test: none fails on time, which is what benchmarks are for."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("secaudit", deadline=None)
settings.load_profile("secaudit")
