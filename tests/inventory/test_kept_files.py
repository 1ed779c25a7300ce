"""Files that were read before say the same as when they are read: rows, places, and what is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

from secaudit.inventory import read
from secaudit.inventory.kept import KeptFiles
from secaudit.keeping import Shelf
from secaudit.model.inventory import Inventory
from tests.cli.running import SAMPLE


def assert_alike(one: Inventory, other: Inventory) -> None:
    assert (one.files, one.problems, one.rejected) == (other.files, other.problems, other.rejected)
    for name, data in one.tables.items():
        again = other.tables[name]
        assert data.rows.equals(again.rows), name
        for row in range(data.rows.num_rows):
            for column in (None, *data.table.readable):
                assert data.locate(row, column) == again.locate(row, column), (name, row, column)
                assert column is None or data.has_place(row, column) == again.has_place(row, column)


def test_the_sample_in_every_form_reads_alike(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")
    plain = read([SAMPLE])
    for _ in range(2):
        kept = KeptFiles(shelf, "sample")
        assert_alike(plain, read([SAMPLE], kept=kept))
        kept.save()


def test_only_what_changed_is_read_anew_and_errors_are_told_each_time(tmp_path: Path) -> None:
    shelf, folder = Shelf(tmp_path / "shelf"), tmp_path / "inventory"
    shutil.copytree(SAMPLE, folder)
    for change in (
        "",
        "# chú thích\n",
        "devices:\n  - {id: tp-mc01, unit: tp}\n",
        "systems:\n  - {id: x, unit: tp}\n",
    ):
        (folder / "new.yaml").write_text(change or "waivers: []\n", encoding="utf-8")
        (folder / "systems.yaml").rename(folder / f"systems-{len(change)}.yaml")
        kept = KeptFiles(shelf, "folder")
        assert_alike(read([folder], keep_going=True), read([folder], keep_going=True, kept=kept))
        kept.save()
        (folder / f"systems-{len(change)}.yaml").rename(folder / "systems.yaml")
