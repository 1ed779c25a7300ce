"""What holds for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

# None fails on time, which is what benchmarks are for.
settings.register_profile("secaudit", deadline=None)
settings.load_profile("secaudit")


@pytest.fixture(scope="session", autouse=True)
def audits_in_one_process() -> Iterator[None]:
    """Tests have every core at work already; that two processes judge alike has tests of its own."""
    from secaudit.audit import shares

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shares, "can_be_beside", lambda: False)
        yield


@pytest.fixture(scope="session", autouse=True)
def a_cache_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests neither use nor fill the cache of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECAUDIT_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
