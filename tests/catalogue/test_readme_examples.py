"""The examples of the READMEs for a catalogue of one's own load, pass lint and do what is said of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from secaudit.catalogue import find, lint, load, narrowed
from secaudit.model.status import Severity
from tests.cli.running import ROOT

_BLOCK = re.compile(r"^```yaml\n# ([\w./-]+)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def written(readme: str, folder: Path) -> Path:
    """Write the files that a README shows, and return their folder."""
    blocks: list[tuple[str, str]] = _BLOCK.findall((ROOT / readme).read_text(encoding="utf-8"))
    assert blocks, readme
    for name, text in blocks:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / blocks[0][0].split("/")[0]


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md", "controls/README.md"])
def test_the_example_switches_a_control_off(readme: str, tmp_path: Path) -> None:
    catalogue = load(written(readme, tmp_path))

    assert "BUD-03" in {control.id for control in catalogue.off}
    assert catalogue.changes[0].reason is not None


def test_the_example_adds_replaces_and_weighs(tmp_path: Path) -> None:
    catalogue = load(written("controls/README.md", tmp_path))

    assert {change.id: change.change for change in catalogue.changes} == {
        "BUD-03": "switched_off",
        "OWN-01": "added",
        "STF-01": "severity",
        "CTHD13/II.2.1b": "replaced",
        "school": "added",
        "high": "replaced",
    }
    assert find(catalogue, "STF-01").severity is Severity.HIGH
    due = {duty.id: duty.due for duty in find(catalogue, "DOC-02").cites}
    assert str(due["CTHD13/II.2.1b"]) == "2026-09-30"
    own = {control.id for control in catalogue.controls if control.location.file.startswith("my-controls/")}
    assert own == {"OWN-01"}
    assert [problem for problem in lint(catalogue) if problem.location.file == "my-controls/own.yaml"] == []


def test_the_example_of_a_profile_leaves_a_family_out(tmp_path: Path) -> None:
    catalogue = narrowed(load(written("controls/README.md", tmp_path)), "school")

    assert catalogue.profile is not None
    assert [change.id for change in catalogue.profile.left_out] == [
        control.id for control in load().controls if control.family == "MIL"
    ]
    assert find(catalogue, "TRN-01").severity is Severity.HIGH
