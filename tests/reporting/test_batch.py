"""Every unit's reports in one go: the same as one by one, stopped and taken up again, failures named."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path

import pytest

from secaudit.reporting import Order, render, render_each
from secaudit.reporting.batch import NOTES
from tests.reporting.canonical import canonical

NAMES = {"tp": "u-tp", "so-a": "u-so-a", "xa-b": "u-xa-b"}


def order(folder: Path, *formats: str) -> Order:
    return Order(canonical(), formats or ("json", "csv"), folder, "vi")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}


@pytest.mark.parametrize("workers", [1, 2])
def test_each_unit_has_the_report_that_it_would_have_alone(tmp_path: Path, workers: int) -> None:
    batch = render_each(order(tmp_path / "all"), workers=workers)
    assert (batch.made, batch.kept, dict(batch.failed)) == (3, 0, {})
    for unit, name in NAMES.items():
        render(canonical(), ["json", "csv"], tmp_path / "alone" / unit, unit=unit)
        assert contents(tmp_path / "all" / name) == contents(tmp_path / "alone" / unit)


def test_what_is_there_is_not_made_again(tmp_path: Path) -> None:
    render_each(order(tmp_path), workers=1)
    (tmp_path / "u-tp" / "audit.json").write_text("kept")
    (tmp_path / "u-so-a" / "audit.json").unlink()
    batch = render_each(order(tmp_path), workers=1)
    assert (batch.made, batch.kept) == (1, 2)
    assert (tmp_path / "u-tp" / "audit.json").read_text() == "kept"
    assert (tmp_path / "u-so-a" / "audit.json").is_file()


def test_another_result_language_or_format_is_made_anew(tmp_path: Path) -> None:
    render_each(order(tmp_path), workers=1)
    for other in (
        replace(order(tmp_path), language="en"),
        order(tmp_path, "json"),
        replace(order(tmp_path), result=replace(canonical(), claims=())),
    ):
        assert render_each(other, workers=1).made == 3


def test_notes_that_are_spoilt_count_for_nothing(tmp_path: Path) -> None:
    render_each(order(tmp_path), workers=1)
    for spoilt in ("", "[]", '{"mark": 1}', '{"mark": "x", "done": 7}'):
        (tmp_path / NOTES).write_text(spoilt)
        assert render_each(order(tmp_path), workers=1).made == 3


def test_a_unit_that_fails_is_named_and_the_others_have_theirs(tmp_path: Path) -> None:
    (tmp_path / "u-so-a").write_text("in the way")
    for workers in (1, 2):
        batch = render_each(order(tmp_path), workers=workers)
        assert list(batch.failed) == ["so-a"]
        assert "FileExistsError" in batch.failed["so-a"]
    assert (tmp_path / "u-xa-b" / "audit.json").is_file()
    (tmp_path / "u-so-a").unlink()
    assert render_each(order(tmp_path), workers=1).made == 1


@pytest.mark.parametrize("workers", [1, 2])
def test_stopped_it_goes_on_where_it_was(tmp_path: Path, workers: int) -> None:
    def stop(step: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render_each(order(tmp_path), progress=stop, workers=workers)
    assert not list(tmp_path.rglob("*.tmp"))
    batch = render_each(order(tmp_path), workers=workers)
    assert (batch.kept, batch.made) == (1, 2)


def test_layouts_of_the_users_own_are_part_of_the_order(tmp_path: Path) -> None:
    own = tmp_path / "own" / "texts"
    own.mkdir(parents=True)
    (own / "vi.yaml").write_text("nothing: Trống.\n", encoding="utf-8")
    first = replace(order(tmp_path), templates=tmp_path / "own")
    mark = first.mark
    (own / "vi.yaml").write_text("nothing: Không.\n", encoding="utf-8")
    assert first.mark != mark


def test_another_version_of_the_program_makes_all_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    order = Order(canonical(), ("csv",), Path("out"), "vi")
    mark = order.mark
    assert order.mark == mark
    monkeypatch.setattr("secaudit.reporting.batch.__version__", "9.9")
    assert order.mark != mark


def test_other_words_or_styles_of_ours_make_all_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    order = Order(canonical(), ("csv",), Path("out"), "vi")
    mark = order.mark
    monkeypatch.setattr("secaudit.reporting.batch.layout_mark", lambda templates: "other")
    assert order.mark != mark


def lines_alive() -> int:
    """How many lines of laid-out documents are still held in memory."""
    return sum(type(one).__name__ == "LineBox" for one in gc.get_objects())


def test_a_batch_holds_the_lines_of_one_document_at_a_time(tmp_path: Path) -> None:
    held: list[int] = []

    def note(step: str, done: int, total: int) -> None:
        held.append(lines_alive())

    gc.collect()
    gc.disable()  # as the command line has it
    try:
        before = lines_alive()
        render(canonical(), ["pdf"], tmp_path / "one")
        one = lines_alive() - before
        render_each(replace(order(tmp_path, "pdf"), documents=("audit", "minutes")), workers=1, progress=note)
        assert len(held) == 3
        assert 0 < max(held) - before <= one
    finally:
        gc.enable()
