"""Writing reports: all formats or none, and never half a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from secaudit.model.problem import InvalidInput
from secaudit.reporting import dump, load, render
from secaudit.reporting.publishing import publish
from tests.reporting.canonical import canonical


def test_each_format_writes_its_files(tmp_path: Path) -> None:
    paths = render(canonical(), ["json", "csv", "json"], tmp_path / "new" / "out")
    assert [path.name for path in paths] == ["audit.json", "findings.csv", "actions.csv"]
    assert sorted(path.name for path in paths) == sorted(
        path.name for path in (tmp_path / "new" / "out").iterdir()
    )
    assert paths[0].read_bytes() == dump(canonical())


def test_a_unit_s_json_can_be_read_again(tmp_path: Path) -> None:
    (path,) = render(canonical(), ["json"], tmp_path, unit="so-a")
    assert load(path.read_bytes()).scope == "so-a"


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    render(canonical(), ["json", "csv"], tmp_path, progress=lambda *step: told.append(step))
    assert told == [("report json", 0, 2), ("report csv", 1, 2), ("report", 2, 2)]


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        render(canonical(), ["json", "pfd"], tmp_path)
    assert caught.value.problems[0].advice.en == "did you mean 'pdf'?"
    assert list(tmp_path.iterdir()) == []


def test_an_error_in_one_format_leaves_no_file_of_another(tmp_path: Path) -> None:
    broken = tmp_path / "own" / "templates" / "audit.html"
    broken.parent.mkdir(parents=True)
    broken.write_text("{% broken %}")
    with pytest.raises(InvalidInput):
        render(canonical(), ["json", "pdf"], tmp_path / "out", templates=tmp_path / "own")
    assert not (tmp_path / "out").exists()


def test_a_failed_write_leaves_the_old_file_and_nothing_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b.txt").write_bytes(b"old")

    whole = Path.write_bytes

    def disk_full(path: Path, content: bytes) -> int:
        if "b.txt" in path.name:
            whole(path, content[:1])
            raise OSError(28, "No space left on device")
        return whole(path, content)

    monkeypatch.setattr(Path, "write_bytes", disk_full)
    with pytest.raises(OSError, match="No space left"):
        publish({"a.txt": b"new", "b.txt": b"new"}, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"b.txt": b"old"}


def test_a_folder_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(OSError, match="out"):
        render(canonical(), ["csv"], tmp_path / "out")
