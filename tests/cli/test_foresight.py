"""What is guessed of a command line before it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from secaudit.cli.foresight import foreseen, makes_pages, readers
from tests.cli.running import SAMPLE, anew, secaudit


@pytest.mark.parametrize(
    "words",
    [
        "report audit.json",
        "--lang en report audit.json --unit p001",
        "report audit.json --to html,pdf",
        "audit inventory",
        "audit inventory --format=json,pdf",
        "plan inventory -o plan.pdf",
        "checklist inventory",
    ],
)
def test_a_command_that_makes_a_pdf_is_seen(words: str) -> None:
    assert makes_pages(words.split())


@pytest.mark.parametrize(
    "words",
    [
        "",
        "check inventory --against HEAD",
        "audit inventory --format json,csv",
        "report audit.json --to html",
        "report audit.json --each-unit",
        "plan inventory",
        "--help",
    ],
)
def test_one_that_makes_none_is_seen(words: str) -> None:
    assert not makes_pages(words.split())


@pytest.mark.parametrize("words", ["check inventory --against HEAD", "--lang en check inventory"])
def test_what_reads_an_inventory_is_loaded_for_a_check(words: str) -> None:
    assert foreseen(words.split()) is readers


def test_nothing_is_loaded_where_nothing_is_known() -> None:
    assert foreseen(["controls", "list"]) is None


def test_the_pdf_is_the_same_wherever_it_is_made(tmp_path: Path) -> None:
    folders = tmp_path / "ahead", tmp_path / "here"
    for folder, run in zip(folders, (anew, secaudit), strict=True):
        done = run("audit", SAMPLE, "--as-of", "2026-11-21", "--fail-on", "none", "-o", folder,
                   SOURCE_DATE_EPOCH="1790000000")  # fmt: skip
        assert done.code == 0, done.err
    ahead, here = ((folder / "audit.pdf").read_bytes() for folder in folders)
    assert ahead == here
