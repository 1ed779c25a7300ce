"""What holds for every test."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

# None fails on time, which is what benchmarks are for. `make test` tries the same examples every time, so
# that what passed still passes; `make search` looks for new ones.
settings.register_profile("secaudit", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, print_blob=True)
settings.load_profile("secaudit")

LONGEST = (
    "verdicts/", "cli/test_plan", "explanation/test_agreement", "completion/test_filling_in", "controls/",
    "comparison/test_bases", "comparison/test_kept", "oracle/test_agreement", "reporting/test_paper",
    "cli/test_commands", "cli/test_ci", "comparison/test_changes", "browser/", "cli/test_offline",
    "audit/test_shares", "attesting/test_again", "cli/test_overlay", "cli/test_explain",
)  # fmt: skip
"""Files that take long begin first, so that no process is left with one when the others are done."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def rank(item: pytest.Item) -> int:
        path = item.path.as_posix()
        return next((at for at, name in enumerate(LONGEST) if f"/tests/{name}" in path), len(LONGEST))

    items.sort(key=rank)


@pytest.fixture(scope="session", autouse=True)
def in_one_process() -> Iterator[None]:
    """Tests have every core at work already; that two processes judge alike has tests of its own."""
    from secaudit import ahead, beside
    from secaudit.audit import shares

    with pytest.MonkeyPatch.context() as patch:
        for module in (ahead, beside, shares):
            patch.setattr(module, "can_be_beside", lambda: False)
        yield


@pytest.fixture
def in_two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what a test does be shared with a second process, as it is outside of tests."""
    from secaudit import ahead, beside
    from secaudit.audit import shares

    for module in (ahead, beside, shares):
        monkeypatch.setattr(module, "can_be_beside", lambda: sys.platform == "linux")


@pytest.fixture(scope="session", autouse=True)
def a_cache_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests neither use nor fill the cache of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECAUDIT_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
