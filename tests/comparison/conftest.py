"""The catalogue is read once for all checks of these tests: it is what most of their time would go into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from secaudit import catalogue
from secaudit.keeping import Shelf
from secaudit.model.control import Catalogue


@pytest.fixture(autouse=True, scope="session")
def _one_catalogue() -> Iterator[None]:
    load = catalogue.load
    shipped = load(None)

    def loaded(folders: Path | Sequence[Path] | None = None) -> Catalogue:
        return load(folders) if folders else shipped

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "load", loaded)
        yield


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """One cache for all checks of a session, which soon holds the base that they share."""
    return Shelf(tmp_path_factory.mktemp("shelf"))
