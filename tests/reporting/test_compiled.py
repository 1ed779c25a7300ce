"""Templates that were compiled before give the same pages, and only as long as they are the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment
from jinja2.environment import Environment as Room

from secaudit.keeping import Shelf
from secaudit.reporting.compiled import CompiledTemplates


def room(shelf: Shelf, text: str, language: Any = "vi") -> Environment:
    environment = Environment(
        loader=DictLoader({"page": text}),
        autoescape=True,
        bytecode_cache=CompiledTemplates(shelf, language),
    )
    environment.filters["spoken"] = lambda word: f"{word} {language}"
    return environment


def page(shelf: Shelf, text: str, language: Any = "vi") -> str:
    return room(shelf, text, language).get_template("page").render(name="<b>")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "cache")


def test_a_page_is_the_same_from_the_cache_and_is_not_compiled_again(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = page(shelf, "Chào {{ name }}")
    assert first == "Chào &lt;b&gt;"

    def never(*_: object, **__: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr(Room, "compile", never)
    assert page(shelf, "Chào {{ name }}") == first
    with pytest.raises(AssertionError, match="compiled again"):
        page(shelf, "Chào {{ name }}!")


def test_what_compiling_worked_out_is_of_one_language(shelf: Shelf) -> None:
    text = "{{ 'word'|spoken }}"
    assert page(shelf, text, "vi") == "word vi"
    assert page(shelf, text, "en") == "word en"
    assert page(shelf, text, "vi") == "word vi"


@pytest.mark.parametrize("spoilt", [b"", b"nothing of ours", None])
def test_a_spoilt_entry_is_compiled_anew(shelf: Shelf, tmp_path: Path, spoilt: bytes | None) -> None:
    first = page(shelf, "Chào {{ name }}")
    (entry,) = (tmp_path / "cache").iterdir()
    entry.write_bytes(entry.read_bytes()[:-5] + b"other" if spoilt is None else spoilt)
    assert page(shelf, "Chào {{ name }}") == first
