"""The registry of law as it is written, read with nothing but PyYAML."""

from __future__ import annotations

import csv
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.plain_yaml import safe_load

from secaudit.model.day import day_told

HERE = Path(__file__).parent
REGISTRY = HERE.parents[1] / "controls" / "registry"

ISSUED = {
    "CT57": (date(2025, 12, 31), False),
    "CTHD13": (date(2026, 3, 30), False),
    "CV121": (date(2026, 3, 31), False),
    "CTTU26": (date(2026, 4, 1), True),
    "KH01": (date(2025, 10, 23), False),
    "TB07": (date(2025, 10, 15), False),
    "CV55": (date(2025, 12, 1), False),
    "CT17": (date(2022, 1, 1), True),
    "HN46": (date(2025, 10, 15), True),
}
"""The day of each document, and whether it is assumed."""

DOCUMENT_KEYS = {"id", "number", "title", "issuer", "issued", "issued_assumed", "checked", "note", "binding"}
OBLIGATION_KEYS = {"id", "document", "clause", "kind", "subject", "says", "due", "every", "reason"}


def read(path: Path) -> Any:
    return safe_load(path.read_text(encoding="utf-8"))


def all_obligations() -> list[tuple[str, dict[str, Any]]]:
    """Every entry with the stem of its file."""
    files = sorted(path for path in REGISTRY.glob("*.yaml") if path.name != "documents.yaml")
    return [(path.stem, entry) for path in files for entry in read(path)["obligations"]]


DOCUMENTS: list[dict[str, Any]] = read(REGISTRY / "documents.yaml")["documents"]
OBLIGATIONS = all_obligations()
ENTRIES = [entry for _, entry in OBLIGATIONS]


def ids(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["id"] for entry in entries]


def texts(entry: dict[str, Any]) -> dict[str, Any]:
    """The parts of an entry that a person reads."""
    return {
        key: entry[key] for key in ("title", "issuer", "note", "clause", "says", "reason") if key in entry
    }


def expected() -> dict[str, tuple[str, str, date | None, str | None]]:
    with (HERE / "expected_obligations.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["id"]: (
                row["kind"],
                row["subject"],
                date.fromisoformat(row["due"]) if row["due"] else None,
                row["every"] or None,
            )
            for row in csv.DictReader(file)
        }


def test_obligations_are_the_expected_ones_with_kind_subject_due_and_recurrence() -> None:
    written = {
        entry["id"]: (entry["kind"], entry["subject"], entry.get("due"), entry.get("every"))
        for entry in ENTRIES
    }
    assert written == expected()


def test_every_id_is_written_once() -> None:
    assert sorted(ids(ENTRIES)) == sorted(expected())
    assert sorted(ids(DOCUMENTS)) == sorted(ISSUED)


def test_ninety_five_clauses_of_which_eighty_one_are_to_be_judged() -> None:
    judged = {entry["id"] for entry in ENTRIES if entry["kind"] in {"control", "evidence"}}
    assert len(judged) == 81
    assert sorted(set(ids(ENTRIES)) - judged) == [
        "CT17/rest",
        "CTHD13/I",
        "CTHD13/IV.3",
        "CTHD13/IV.5",
        "CTTU26/11",
        "CTTU26/2d",
        "CTTU26/3",
        "CTTU26/5",
        "CTTU26/7e",
        "CTTU26/8",
        "CV121/1",
        "CV55/rest",
        "KH01/2-4,6-12,19-25,29-33,36-40",
        "TB07/rest",
    ]


def test_annex_of_plan_01_is_covered_from_task_1_to_40() -> None:
    tasks: set[int] = set()
    for name in (entry["id"].removeprefix("KH01/") for entry in ENTRIES if entry["document"] == "KH01"):
        for part in name.split(","):
            if match := re.fullmatch(r"(\d+)(?:-(\d+))?[ab]?", part):
                tasks.update(range(int(match[1]), int(match[2] or match[1]) + 1))
    assert tasks == set(range(1, 41))


@pytest.mark.parametrize(("stem", "entry"), OBLIGATIONS, ids=ids(ENTRIES))
def test_obligation_stands_in_the_file_of_its_document(stem: str, entry: dict[str, Any]) -> None:
    assert entry["document"] in ids(DOCUMENTS)
    assert stem == entry["document"].lower()
    assert entry["id"].startswith(entry["document"] + "/")
    assert set(entry) <= OBLIGATION_KEYS


@pytest.mark.parametrize("entry", ENTRIES, ids=ids(ENTRIES))
def test_obligation_gives_clause_and_duty_and_a_reason_where_it_is_not_judged(entry: dict[str, Any]) -> None:
    assert {"clause", "says"} <= set(entry)
    assert ("reason" in entry) == (entry["kind"] in {"outside", "context"})


@pytest.mark.parametrize("entry", DOCUMENTS + ENTRIES, ids=ids(DOCUMENTS) + ids(ENTRIES))
def test_all_that_is_read_is_in_both_languages(entry: dict[str, Any]) -> None:
    for key, text in texts(entry).items():
        assert set(text) == {"vi", "en"}, key
        for words in text.values():
            assert words == unicodedata.normalize("NFC", words).strip()
            assert words
        assert text["vi"] != text["en"], key


@pytest.mark.parametrize("entry", ENTRIES, ids=ids(ENTRIES))
def test_both_languages_give_the_same_shares_and_the_year_of_the_deadline(entry: dict[str, Any]) -> None:
    says = entry["says"]
    assert set(re.findall(r"\d+%", says["vi"])) == set(re.findall(r"\d+%", says["en"]))
    if due := entry.get("due"):
        named = due.year if due.strftime("%m-%d") == "12-31" else f"{due.month:02d}/{due.year}"
        assert str(named).lstrip("0") in says["vi"]
        assert str(due.year) in says["en"]


def test_shares_of_the_law_are_named_where_they_are_set() -> None:
    says = {entry["id"]: entry["says"]["vi"] for entry in ENTRIES}
    for obligation in ("CTHD13/II.2.3", "CTHD13/IV.2a", "CTTU26/7d"):
        assert "15%" in says[obligation]
    assert "4% đến 5%" in says["CTTU26/2a"]
    assert "30% đến 50%" in says["CTTU26/1b"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids(DOCUMENTS))
def test_document_has_its_day_and_says_when_that_is_assumed(document: dict[str, Any]) -> None:
    assert {"number", "title", "issuer", "checked"} <= set(document) <= DOCUMENT_KEYS
    day = document["issued"]
    assert (day, document["issued_assumed"]) == ISSUED[document["id"]]
    if document["issued_assumed"]:
        assert f"{day:%d/%m/%Y}" in document["note"]["vi"]
        assert day_told(day).en in document["note"]["en"]


def test_only_directive_57_is_still_to_be_compared() -> None:
    assert [document["id"] for document in DOCUMENTS if not document["checked"]] == ["CT57"]


def test_no_deadline_lies_before_its_document() -> None:
    early = [entry["id"] for entry in ENTRIES if entry.get("due", date.max) < ISSUED[entry["document"]][0]]
    assert early == []


@pytest.mark.parametrize("path", sorted(REGISTRY.glob("*.yaml")), ids=lambda path: path.stem)
def test_file_is_plain_yaml(path: Path) -> None:
    """No anchor, alias or tag, and no key twice: the strict loader would refuse them."""
    for event in yaml.parse(path.read_text(encoding="utf-8")):
        assert not isinstance(event, yaml.AliasEvent)
        assert getattr(event, "anchor", None) is None
        assert getattr(event, "tag", None) is None
    root = yaml.compose(path.read_text(encoding="utf-8"))
    assert duplicate_keys(root) == []


def duplicate_keys(node: yaml.Node | None) -> list[str]:
    """Keys that occur twice in one mapping, as "key (line)"."""
    found: list[str] = []
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                found.append(f"{key.value} (line {key.start_mark.line + 1})")
            seen.add(key.value)
            found += duplicate_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            found += duplicate_keys(item)
    return found


def test_a_key_written_twice_would_be_noticed() -> None:
    assert duplicate_keys(yaml.compose("documents:\n  - id: A\n    id: B\n")) == ["id (line 3)"]
