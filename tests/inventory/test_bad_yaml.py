"""YAML that a person has got wrong, or that somebody has made to do harm."""

import time
from pathlib import Path

import pytest
import yaml

from secaudit.inventory import read
from tests.inventory.helpers import only, put, rows


def test_a_duplicate_key_names_both_places(tmp_path: Path) -> None:
    put(tmp_path, units__yaml="units:\n  - id: tp\n    name: A\n    kind: city\n    name: B\n")
    problem = only(tmp_path)
    assert problem.code == "duplicate-key"
    assert str(problem.location) == "units.yaml:5:5"
    assert "line 3, column 5" in problem.describe("en")
    assert "dòng 3, cột 5" in problem.describe("vi")


def test_a_table_that_stands_twice_is_a_duplicate_key(tmp_path: Path) -> None:
    put(
        tmp_path,
        units__yaml="units:\n  - {id: a, name: A, kind: city}\nunits:\n  - {id: b, name: B, kind: city}\n",
    )
    problem = only(tmp_path)
    assert (problem.code, str(problem.location)) == ("duplicate-key", "units.yaml:3:1")


def test_an_alias_bomb_is_refused_at_once(tmp_path: Path) -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    put(tmp_path, bomb__yaml="\n".join(levels) + "\nunits: *a11\n")
    start = time.process_time()
    problem = only(tmp_path)
    assert time.process_time() - start < 1
    assert problem.location.file == "bomb.yaml"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("units:\n  - &a {id: a, name: A, kind: city}\n  - *a\n", "yaml-alias", "2:5"),
        (
            "units:\n  - {id: a, name: &n A, kind: city}\n  - {id: b, name: *n, kind: city}\n",
            "yaml-alias",
            "2:19",
        ),
        ("units: &u\n  - {id: a, name: A, kind: city}\ndevices: *u\n", "yaml-alias", "1:8"),
        ("units:\n  - {id: !!str a, name: A, kind: city}\n", "yaml-tag", "2:10"),
        ("units:\n  - !!python/object:os.system {id: a}\n", "yaml-tag", "2:5"),
        ("units:\n  - {<<: {kind: city}, id: a, name: A}\n", "yaml-merge-key", "2:6"),
        ("units: []\n---\nunits: []\n", "yaml-syntax", "2:1"),
        ("units:\n\t- id: a\n", "yaml-syntax", "2:1"),
        ("units:\n  - id: a\n    name: A: B\n", "yaml-syntax", "3:12"),
        ("units:\n  id: a\n", "wrong-shape", "2:3"),
        ("units:\n  - a\n", "wrong-shape", "2:5"),
        ("units: 5\n", "wrong-shape", "1:8"),
        ("- id: a\n", "wrong-shape", "1:1"),
        ("một dòng chữ\n", "wrong-shape", "1:1"),
        ("units:\n  - {[a]: b}\n", "wrong-shape", "2:6"),
        ("<<<<<<< HEAD\nunits: []\n=======\nunits: []\n>>>>>>> x\n", "merge-conflict", "1:1"),
    ],
)
def test_what_yaml_allows_and_a_form_does_not_need(tmp_path: Path, text: str, code: str, place: str) -> None:
    problem = only(put(tmp_path, x__yaml=text))
    assert (problem.code, str(problem.location)) == (code, f"x.yaml:{place}")


def test_syntax_errors_come_with_advice(tmp_path: Path) -> None:
    tab = only(put(tmp_path / "a", x__yaml="units:\n\t- id: a\n"))
    assert "not with tabs" in tab.describe("en")
    colon = only(put(tmp_path / "b", x__yaml="units:\n  - id: a\n    name: A: B\n"))
    assert "ngoặc kép" in colon.describe("vi")
    second = only(put(tmp_path / "c", x__yaml="units: []\n---\nunits: []\n"))
    assert "one document a file" in second.describe("en")


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    problem = only(put(tmp_path, x__yaml="units: " + "[" * 5000))
    assert problem.code == "yaml-syntax"


def test_a_control_character_is_refused_in_its_line(tmp_path: Path) -> None:
    problem = only(put(tmp_path, x__yaml=b"units:\n  - id: a\x07\n"))
    assert (problem.code, str(problem.location)) == ("yaml-syntax", "x.yaml:2")


def test_a_yaml_of_200_mb_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "big.yaml").open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    start = time.process_time()
    problem = only(tmp_path)
    assert time.process_time() - start < 0.5
    assert problem.code == "file-too-large"
    assert "200 MB; expected at most 32 MB" in problem.describe("en")
    assert "CSV hay Parquet" in problem.describe("vi")


@pytest.mark.parametrize("text", ["", "\n\n", "# chỉ có ghi chú\n", "---\n", "\ufeff"])
def test_an_empty_file_is_an_error(tmp_path: Path, text: str) -> None:
    problem = only(put(tmp_path, x__yaml=text))
    assert (problem.code, str(problem.location)) == ("empty-file", "x.yaml")


def test_scalars_stay_what_was_written(tmp_path: Path) -> None:
    put(
        tmp_path,
        units__yaml="units:\n"
        "  - {id: 007, name: 1e3, kind: city, contact: 0x1F, head_post: yes, security_officer: no}\n",
    )
    assert rows(read([tmp_path]), "units") == [
        {
            "id": "007",
            "name": "1e3",
            "kind": "city",
            "contact": "0x1F",
            "head_post": "yes",
            "security_officer": "",
            "_unit": "007",
        }
    ]


def test_null_is_empty_unless_it_is_quoted(tmp_path: Path) -> None:
    put(tmp_path, units__yaml="units:\n  - {id: a, name: 'null', kind: city, contact: ~, head_name: null}\n")
    (row,) = rows(read([tmp_path]), "units")
    assert row == {"id": "a", "name": "null", "kind": "city", "_unit": "a"}


def test_the_slow_composer_reads_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "units:\n- id: a\n  name: 'yes'\n  kind: city\n  contact: >-\n    hai\n    dòng\n"
    text += '- {id: b, name: "~", kind: other}\n'
    put(tmp_path, units__yaml=text)
    put(tmp_path / "bad", units__yaml="units:\n  - {id: a, id: b}\n")
    fast = rows(read([tmp_path / "units.yaml"]), "units")
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert rows(read([tmp_path / "units.yaml"]), "units") == fast
    assert str(only(tmp_path / "bad").location) == "units.yaml:2:13"
