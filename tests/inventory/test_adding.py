"""A row is added to people's files without a letter of theirs being changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from secaudit.inventory.adding import CannotAdd, add_row, restore
from tests.plain_yaml import safe_load

ROW: dict[str, object] = {"id": "w2", "reason": "chờ: #1", "conditions": None}
BLOCK = '- id: w2\n  reason: "chờ: #1"\n'


def added(folder: Path, text: str, name: str = "a.yaml") -> str:
    file = folder / name
    file.write_bytes(text.encode())
    assert add_row(file, "waivers", ROW) == text.encode()
    assert [one.name for one in folder.iterdir()] == [name]
    return file.read_bytes().decode()


ITEM = "".join(f"  {line}\n" for line in BLOCK.splitlines())
LINE = '  - {id: w2, reason: "chờ: #1"}\n'


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        ("waivers:\n  - id: w1\n    reason: r  # why\n", ITEM, ""),
        ("waivers:\n- id: w1\n  reason: r\n", BLOCK, "\n# next\nunits: []\n"),
        ("waivers:\n  - id: w1\n", ITEM, "\n  # a remark\nunits:\n  - {id: u}\n"),
        ("waivers:\n  - {id: w1, reason: r}\n", LINE, ""),
        ("waivers:\n  - {id: w1,\n     reason: r}\n", LINE, "units: []\n"),
        ("waivers:\n  - id: w1\n    reason: |\n      one\n      two\n", ITEM, "units: []\n"),
        ("waivers:\n  - id: w1\n    reason: one\n      two\n", ITEM, ""),
        ("waivers:\n  - id: w1\n    reason:\n", ITEM, "units: []\n"),
        ("waivers: [{id: w1}", ', {id: w2, reason: "chờ: #1"}', "] # x\n"),
        ("units: []\n", "\nwaivers:\n" + ITEM, ""),
        ("# only a remark\n", "waivers:\n" + ITEM, ""),
    ],
    ids=(
        "block", "not indented", "between others", "one a line", "flow over lines", "literal", "over lines",
        "ends in nothing", "flow list", "no such table", "only a remark",
    ),
)  # fmt: skip
def test_a_row_stands_behind_the_others(tmp_path: Path, before: str, new: str, after: str) -> None:
    assert added(tmp_path, before + after) == before + new + after


@pytest.mark.parametrize("empty", ["", " []", " null", " ~"])
def test_an_empty_list_makes_room_and_its_remark_stays(tmp_path: Path, empty: str) -> None:
    found = added(tmp_path, f"waivers:{empty}  # none yet\nunits: []\n")
    assert found.replace("waivers:    #", "waivers:  #").replace("waivers:   #", "waivers:  #") == (
        "waivers:  # none yet\n" + ITEM + "units: []\n"
    )


def test_line_ends_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    found = added(tmp_path, "\ufeffwaivers:\r\n  - id: w1\r\nunits: []\r\n")
    assert found == ("\ufeffwaivers:\r\n  - id: w1\r\n" + ITEM.replace("\n", "\r\n") + "units: []\r\n")


def test_a_last_line_without_an_end_gets_one(tmp_path: Path) -> None:
    assert added(tmp_path, "waivers:\n  - id: w1") == "waivers:\n  - id: w1\n" + ITEM


def test_a_new_file_is_made(tmp_path: Path) -> None:
    assert add_row(tmp_path / "new.yaml", "waivers", ROW) is None
    assert (tmp_path / "new.yaml").read_text("utf-8") == "waivers:\n" + ITEM
    assert add_row(tmp_path / "new.csv", "waivers", ROW) is None
    assert (tmp_path / "new.csv").read_text("utf-8") == "id,reason\nw2,chờ: #1\n"


@pytest.mark.parametrize(
    ("before", "new"),
    [
        ("id,reason\nw1,r\n", "w2,chờ: #1\n"),
        ("reason;x;id\nr;1;w1", "\nchờ: #1;;w2\n"),
        ("id\treason\tconditions\r\nw1\tr\t\r\n", "w2\tchờ: #1\t\r\n"),
    ],
)
def test_a_line_is_added_in_the_order_of_the_header(tmp_path: Path, before: str, new: str) -> None:
    assert added(tmp_path, before, "waivers.csv") == before + new


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.yaml", "{units: []}\n", "no safe place"),
        ("a.yaml", "- a\n", "no safe place"),
        ("a.yaml", "waivers: x\n", "no safe place"),
        ("a.yaml", "waivers: {id: w1}\n", "no safe place"),
        ("a.yaml", "units: []\n...\n", "no safe place"),
        ("a.yaml", "units: [\n", "no safe place"),
        ("waivers.csv", "id\nw1\n", "has no column reason; add it"),
        ("waivers.csv", 'id,reason\nw1,"r', "ends half-way"),
        ("a.xlsx", "x", "--file"),
        ("a.json", "{}", "--file"),
    ],
)
def test_where_there_is_no_safe_place_nothing_is_written(
    tmp_path: Path, name: str, text: str, words: str
) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CannotAdd) as refused:
        add_row(file, "waivers", ROW)
    assert words in refused.value.text.en
    assert file.read_text("utf-8") == text


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.yaml").write_text("units: []\n", encoding="utf-8")
    (tmp_path / "a.yaml").symlink_to(tmp_path / "real" / "a.yaml")
    add_row(tmp_path / "a.yaml", "waivers", ROW)
    assert (tmp_path / "a.yaml").is_symlink()
    assert "w2" in (tmp_path / "real" / "a.yaml").read_text("utf-8")


def test_what_was_written_can_be_taken_back(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    restore(file, add_row(file, "waivers", ROW))
    assert not file.exists()
    file.write_bytes(b"units: []\r\n")
    restore(file, add_row(file, "waivers", ROW))
    assert file.read_bytes() == b"units: []\r\n"


CELLS = st.dictionaries(st.sampled_from(("id", "reason", "note")), st.text(max_size=8), min_size=1)
STYLES = st.sampled_from((None, True, False))


@settings(max_examples=60)
@given(rows=st.lists(CELLS, max_size=3), style=STYLES, indent=st.sampled_from((1, 2, 4)), row=CELLS)
def test_however_a_file_was_written_all_that_stood_in_it_stands_and_one_row_is_more(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[dict[str, str]],
    style: bool | None,
    indent: int,
    row: dict[str, str],
) -> None:
    content: dict[str, Any] = {"units": [{"id": "u"}], "waivers": rows, "links": [{"id": "l"}]}
    file = tmp_path_factory.mktemp("any") / "a.yaml"
    file.write_text(
        yaml.safe_dump(content, allow_unicode=True, default_flow_style=style, indent=indent, sort_keys=False),
        encoding="utf-8",
    )
    before = file.read_text("utf-8")
    if before.startswith("{"):
        return
    add_row(file, "waivers", row)
    after = file.read_text("utf-8")
    # As it is read, not as it was meant: a dumped U+0085 comes back as a space.
    stood = safe_load(before)
    assert safe_load(after) == stood | {"waivers": [*stood["waivers"], row]}
    kept = after.splitlines()
    assert all(line in kept for line in before.splitlines() if "waivers" not in line and "[" not in line)
