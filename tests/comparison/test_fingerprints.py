"""The mark of a finding hangs on its control, subject and period, and on nothing that a file looks like."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from secaudit import catalogue, inventory
from secaudit.audit import judge
from secaudit.model.finding import Finding, fingerprint
from tests.comparison.repository import DAY, DEVICES, FILES, MOMENT
from tests.hearing import heard

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


class _AsWritten(yaml.SafeLoader):
    """Reads every plain value as the text that stands there."""


_AsWritten.yaml_implicit_resolvers = {}


def rows_of_files() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for name, text in FILES.items():
        if name.endswith(".yaml"):
            for table, rows in yaml.load(text, _AsWritten).items():
                found.setdefault(table, []).extend(rows)
    found["devices"] = [
        {name: cell for name, cell in row.items() if cell} for row in csv.DictReader(DEVICES.splitlines())
    ]
    return found


ROWS = rows_of_files()


def findings(folder: Path) -> dict[str, Finding]:
    """Return the findings of an audit by their marks."""
    result = judge(inventory.read([folder]), catalogue.load(None), DAY, generated_at=MOMENT)
    return {one.fingerprint: one for one in result.findings}


def marked(folder: Path) -> dict[str, str]:
    """Return the ids of the subjects of all findings by their marks, without writing the findings."""
    controls = catalogue.load(None)
    tables = {control.id: control.subject for control in controls.controls}
    return {
        fingerprint(control, tables[control], subject, period): subject
        for (control, subject, period), status in heard(inventory.read([folder]), controls, DAY).items()
        if status.is_finding
    }


def put(folder: Path, name: str, form: str, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows of one table as a file in one of several forms."""
    if form == "csv":
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{table}-{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, columns)
            writer.writeheader()
            for row in rows:
                writer.writerow(
                    {key: ";".join(cell) if isinstance(cell, list) else cell for key, cell in row.items()}
                )
    elif form == "json":
        (folder / f"{name}.json").write_text(json.dumps({table: list(rows)}, indent=3), encoding="utf-8")
    else:
        text = yaml.safe_dump(
            {table: [dict(row) for row in rows]}, allow_unicode=True, default_flow_style=form == "flow"
        )
        (folder / f"{name}.yaml").write_text(f"# {name}\n{text}", encoding="utf-8")


def laid_out(data: st.DataObject, rows: Rows, folder: Path) -> None:
    """Spread rows over files: split, in any order, in any form, under any name, in any folder."""
    number = 0
    for table, listed in rows.items():
        shuffled = (
            data.draw(st.permutations(range(len(listed)))) if len(listed) < 9 else range(len(listed))[::-1]
        )
        cut = data.draw(st.integers(1, len(listed)))
        ordered = [listed[place] for place in shuffled]
        for part in (ordered[:cut], ordered[cut:]):
            if not part:
                continue
            number += 1
            place = folder / data.draw(st.sampled_from(["", "phường", "a/b"]))
            place.mkdir(parents=True, exist_ok=True)
            form = data.draw(st.sampled_from(["block", "flow", "json", "csv"]))
            put(place, f"{data.draw(st.sampled_from('xyz'))}{number}", form, table, part)


@pytest.fixture(scope="module")
def marks(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    folder = tmp_path_factory.mktemp("as-it-was")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    audited = {mark: one.subject.id for mark, one in findings(folder).items()}
    assert marked(folder) == audited
    return frozenset(audited)


@given(data=st.data())
@settings(max_examples=5, deadline=None)
def test_moving_reordering_reformatting_and_splitting_change_none(
    marks: frozenset[str], data: st.DataObject
) -> None:
    with TemporaryDirectory() as name:
        laid_out(data, ROWS, Path(name))
        assert frozenset(marked(Path(name))) == marks


@pytest.mark.parametrize("subject", ["S-12", "S-13", "b2", "i1", "rieng"])
def test_renaming_one_subject_changes_exactly_its_own(
    marks: frozenset[str], tmp_path: Path, subject: str
) -> None:
    whole = re.compile(rf"(?<![\w-]){re.escape(subject)}(?![\w-])")
    for name, text in FILES.items():
        (tmp_path / name).write_text(whole.sub("moi-ten", text), encoding="utf-8")
    renamed = marked(tmp_path)
    fresh = {mark for mark, subject in renamed.items() if subject == "moi-ten"}
    assert renamed.keys() - marks == fresh
    assert len(marks - renamed.keys()) == len(fresh)
    assert marks & renamed.keys() == renamed.keys() - fresh
