"""`secaudit controls coverage`, in every form."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import secaudit


def test_the_table_names_clause_and_control() -> None:
    run = secaudit("controls", "coverage", "--lang", "en", COLUMNS="160")
    assert run.code == 0, run.err
    row = next(line for line in run.out.splitlines() if line.lstrip().startswith("CTHD13/II.2.3"))
    assert "BUD-01" in run.out[run.out.index(row) :]
    assert "every year" in row
    assert run.out.rstrip().endswith("are not judged, with the reason.")


def test_each_form_can_be_written_to_a_file(tmp_path: Path) -> None:
    forms = (("markdown", "md", "# "), ("html", "html", "<!DOCTYPE html>"), ("json", "json", "{"))
    for form, ending, start in forms:
        path = tmp_path / "new" / f"matrix.{ending}"
        run = secaudit("controls", "coverage", "--format", form, "-o", path)
        assert run.code == 0, run.err
        assert str(path) in run.out
        assert path.read_text(encoding="utf-8").startswith(start)
        assert secaudit("controls", "coverage", "--format", form, "--quiet").out == ""


def test_json_goes_to_standard_output_alone() -> None:
    found = json.loads(secaudit("controls", "coverage", "--format", "json").out)
    assert found["covered"] == found["judged"] == 81


def test_a_table_is_not_written_to_a_file(tmp_path: Path) -> None:
    run = secaudit("controls", "coverage", "-o", tmp_path / "x.txt", "--lang", "en")
    assert run.code == 2
    assert "choose --format markdown, html or json" in run.err
    assert list(tmp_path.iterdir()) == []
