"""`secaudit checklist`, and the documents of `report` that ask for more than a result."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from secaudit.cli.app import app
from tests.cli.running import SAMPLE, secaudit
from tests.reporting.paper import page_texts

DAY = "2026-11-21"


def run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, [str(one) for one in arguments], standalone_mode=False)
    return int(
        done.return_value or 0
    ) if done.exception is None else -1, f"{done.output}{done.exception or ''}"


@pytest.fixture(scope="module")
def audits(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the sample's results as of two days."""
    files = {}
    for day in ("2026-06-30", DAY):
        folder = tmp_path_factory.mktemp("audit")
        code, told = run(
            "audit", SAMPLE, "--as-of", day, "-o", folder, "--format", "json", "--fail-on", "none", "-q"
        )
        assert code == 0, told
        files[day] = folder / "audit.json"
    return files


def test_a_checklist_is_made_with_the_sample_that_was_asked_for(tmp_path: Path) -> None:
    done = secaudit(
        "checklist", SAMPLE, "--unit", "so-khoahoc", "--as-of", DAY, "--seed", "20261121",
        "--confidence", "90", "--margin", "5", "-o", tmp_path, "--lang", "en",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert [path.name for path in tmp_path.iterdir()] == ["checklist.pdf"]
    told = " ".join(page_texts((tmp_path / "checklist.pdf").read_bytes()))
    assert "Seed: 20261121" in told
    assert "90.0% confidence and a margin of 5.0%" in told
    assert "Compliance with cybersecurity rules at Sở Khoa học Mẫu (hư cấu)" in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--unit", "so-khoahok"), "so-khoahoc"),
        (("--unit", "so-khoahoc", "--margin", "0"), "greater than or equal to 1"),
        (("--unit", "so-khoahoc", "--confidence", "100"), "less than or equal to 99.9"),
        (("--unit", "so-khoahoc", "--to", "xlsx"), "pdf, docx"),
        ((), "unit"),
    ],
)
def test_what_cannot_be_made_is_refused(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    code, told = run("checklist", SAMPLE, "--as-of", DAY, "-o", tmp_path / "out", *arguments)
    assert code != 0
    assert words in told
    assert not (tmp_path / "out").exists()


def test_the_yearly_papers_are_made_from_a_stored_result(audits: dict[str, Path], tmp_path: Path) -> None:
    code, told = run(
        "report", audits[DAY], "--document", "yearly,summary", "--to", "docx",
        "--since", audits["2026-06-30"], "--period", "2026", "-o", tmp_path, "-q",
    )  # fmt: skip
    assert code == 0, told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["summary.docx", "yearly.docx"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--document", "summary", "--period", "2026-H3"), "2026-H3"),
        (("--document", "yearly", "--period", "2026"), "--document summary"),
        (("--since", "{earlier}"), "--document summary"),
        (("--document", "summary", "--each-unit", "--period", "2026"), "--each-unit"),
        (("--document", "summary", "--since", "{same}"), "21 November 2026"),
        (
            (
                "--document",
                "checklist",
            ),
            "checklist",
        ),
        (("--document", "yearly", "--to", "html"), "pdf, docx, xlsx"),
    ],
)
def test_what_no_document_can_be_told_is_refused(
    audits: dict[str, Path], tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    files = {"earlier": str(audits["2026-06-30"]), "same": str(audits[DAY])}
    given = [argument.format(**files) for argument in arguments]
    code, told = run("report", audits[DAY], "-o", tmp_path / "out", *given)
    assert code != 0
    assert words in told
    assert not (tmp_path / "out").exists()
