"""The starter inventory: valid as it stands, explained, and never written over something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from secaudit.demo import FolderTaken, start
from secaudit.inventory import read
from secaudit.model.text import LANGUAGES, Language

NAMES = [
    "README.txt", "documents.yaml", "events.yaml", "issuer.yaml", "money.yaml", "network.yaml",
    "systems.yaml", "units.yaml",
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_validates_as_it_stands(tmp_path: Path, language: Language) -> None:
    written = start(tmp_path / "new", language)
    found = read([tmp_path / "new"], strict=True)
    assert [path.name for path in written] == NAMES
    assert all(path.parent == tmp_path / "new" for path in written)
    assert found.problems == ()
    assert found.tables["units"].rows.num_rows == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_commented_rows_are_valid_once_uncommented(tmp_path: Path, language: Language) -> None:
    start(tmp_path / "new", language)
    for name in ("events.yaml", "systems.yaml"):
        path = tmp_path / "new" / name
        lines = path.read_text("utf-8").splitlines()
        path.write_text("\n".join(_uncommented(lines)) + "\n", "utf-8")
    tables = read([tmp_path / "new"], strict=True).tables
    for name in ("vulnerabilities", "incidents", "observations", "waivers"):
        assert tables[name].rows.num_rows == 1, name


def _uncommented(lines: list[str]) -> list[str]:
    """Return the lines with every commented table opened: from `# name:` to the next blank line."""
    opened, inside = [], False
    for line in lines:
        starts = line.removeprefix("# ") in ("vulnerabilities:", "incidents:", "observations:", "waivers:")
        inside = starts or (inside and line.startswith("#"))
        opened.append(line.removeprefix("# ") if inside else line)
    return opened


@pytest.mark.parametrize(
    ("language", "warning"),
    [("vi", "KHÔNG NHẬP NỘI DUNG BÍ MẬT NHÀ NƯỚC"), ("en", "ENTER NO CLASSIFIED CONTENT")],
)
def test_it_warns_of_classified_content(tmp_path: Path, language: Language, warning: str) -> None:
    start(tmp_path / "new", language)
    assert warning in (tmp_path / "new" / "README.txt").read_text("utf-8")


def test_both_languages_have_the_same_files_and_tables(tmp_path: Path) -> None:
    tables = {}
    for language in LANGUAGES:
        start(tmp_path / language, language)
        found = read([tmp_path / language])
        tables[language] = {name: data.rows.num_rows for name, data in found.tables.items()}
    assert tables["vi"] == tables["en"]


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(FolderTaken, match=r"notes\.txt"):
        start(tmp_path, "vi")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "new").write_text("mine", "utf-8")
    with pytest.raises(FolderTaken, match="not a folder"):
        start(tmp_path / "new", "vi")


def test_an_empty_folder_and_a_new_repository_can_be_filled(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    start(tmp_path, "en")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".git", *NAMES]
