"""JUnit, GitLab, GitHub, Markdown and text: each read back as its reader does, all telling the same."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Failure, JUnitXml, Skipped

from secaudit.model.comparison import CheckResult, State, Turn
from secaudit.model.location import Location
from secaudit.model.status import Severity, Status
from secaudit.reporting.check import FORMATS, markdown, render
from secaudit.reporting.check.told import one_line, place_of, told
from secaudit.reporting.check.words import named
from tests.reporting.check.results import ALL_MARKS, MARKS, change, finding, result

HIDDEN = re.compile("[\u202e\x07]")


def text(checked: CheckResult, form: str, language: Any = "en", **options: Any) -> str:
    return render(checked, form, language, **options).decode()


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_form_lets_a_name_turn_a_line_around(form: str) -> None:
    if form == "json":
        assert "\\u202e" in text(result(), form) or "\u202e" in text(result(), form)
    else:
        assert not HIDDEN.search(text(result(), form, with_waived=True))


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_the_same_result_gives_the_same_bytes(form: str) -> None:
    assert render(result(), form, "vi") == render(result(), form, "vi")


# JUnit


def cases(checked: CheckResult, folder: Path, **options: Any) -> dict[str, Any]:
    file = folder / "junit.xml"
    file.write_bytes(render(checked, "junit", "en", **options))
    return {case.classname: case for suite in JUnitXml.fromfile(str(file)) for case in suite}


def test_junit_reads_back_with_failures_for_what_blocks(tmp_path: Path) -> None:
    found = cases(result(), tmp_path)
    failed = {name for name, case in found.items() if any(isinstance(one, Failure) for one in case.result)}
    assert failed == {"LVL-01", "SAF-01", "CHG-01"}
    assert set(found) == failed | {"DOC-01", "CHG-20"}
    (failure,) = found["SAF-01"].result
    assert "inventory/p.xlsx:7:28 [systems!AB7]" in failure.text
    assert "→ Have it appraised" in failure.text


def test_junit_skips_what_is_waived_or_known(tmp_path: Path) -> None:
    found = cases(result(), tmp_path, with_waived=True)
    skipped = {name for name, case in found.items() if any(isinstance(one, Skipped) for one in case.result)}
    assert skipped == {"LVL-02", "BUD-01"}


def test_junit_counts_what_it_holds(tmp_path: Path) -> None:
    file = tmp_path / "junit.xml"
    file.write_bytes(render(result(), "junit", "vi", with_waived=True))
    read = JUnitXml.fromfile(str(file))
    stated = (read.tests, read.failures, sum(suite.skipped for suite in read))
    read.update_statistics()  # type: ignore[no-untyped-call]
    assert stated == (read.tests, read.failures, read.skipped) == (7, 3, 2)


def test_junit_of_nothing_has_one_passed_case(tmp_path: Path) -> None:
    (case,) = cases(result((), (), ()), tmp_path).values()
    assert case.is_passed


# GitLab


def test_gitlab_gets_what_it_asks_for() -> None:
    issues = json.loads(text(result(), "gitlab"))
    assert {one["fingerprint"] for one in issues} == MARKS
    for one in issues:
        assert one["description"]
        assert one["check_name"]
        assert one["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not one["location"]["path"].startswith(("/", "./"))
        assert one["location"]["lines"]["begin"] >= 1
    first = issues[0]
    assert (first["check_name"], first["severity"]) == ("CHG-01", "critical")
    cell = next(one for one in issues if one["check_name"] == "SAF-01")
    assert cell["description"].endswith("(systems!AB7)")


def test_gitlab_is_told_of_what_is_waived_only_when_asked() -> None:
    issues = json.loads(text(result(), "gitlab", with_waived=True))
    assert {one["fingerprint"] for one in issues} == ALL_MARKS
    waived = next(one for one in issues if one["check_name"] == "LVL-02")
    assert waived["severity"] == "info"
    assert "Waiver w-1" in waived["description"]


# GitHub

COMMAND = re.compile(r"::(error|warning|notice) (.*?)::(.*)")


def commands(checked: CheckResult, **options: Any) -> list[tuple[str, dict[str, str], str]]:
    """Read workflow commands as a runner does."""
    found = []
    for line in text(checked, "github", **options).splitlines():
        match = COMMAND.fullmatch(line)
        assert match is not None, line
        pairs = (pair.partition("=") for pair in match[2].split(","))
        values = {name: _unescaped(value, ":,") for name, _, value in pairs}
        found.append((match[1], values, _unescaped(match[3], "")))
    return found


def _unescaped(value: str, more: str) -> str:
    for letter in f"\r\n{more}":
        value = value.replace(f"%{ord(letter):02X}", letter)
    return value.replace("%25", "%")


def test_a_runner_gets_one_command_for_each_item_the_worst_first() -> None:
    found = commands(result())
    assert [(level, values["title"][:6]) for level, values, _ in found] == [
        ("error", "CHG-01"),
        ("error", "LVL-01"),
        ("error", "SAF-01"),
        ("notice", "DOC-01"),
        ("notice", "CHG-20"),
    ]
    values, message = found[1][1:]
    assert values == {
        "file": "inventory/he thong.yaml",
        "line": "12",
        "col": "5",
        "title": "LVL-01: Control LVL-01",
    }
    assert "@all ::error ::x%0Ayevil" in message


@given(st.text(max_size=40), st.text(min_size=1, max_size=20).filter(lambda name: "\x00" not in name))
def test_no_name_or_file_breaks_out_of_its_command(name: str, file: str) -> None:
    place = Location(file, 1, 2)
    one = finding("LVL-01", "s", Status.FAIL, Severity.HIGH, place, name=name or "x")
    ((level, values, message),) = commands(result([change(Turn.NEW, one, None, blocking=True)], (), ()))
    assert level == "error"
    assert values["file"] == one_line(f"inventory/{file}")
    assert values["line"] == "1"
    assert message.startswith(one_line(name or "x"))


# Markdown


def test_markdown_says_how_it_ended_and_lists_what_blocks_first() -> None:
    page = text(result(), "markdown", "vi")
    assert page.startswith("<!-- secaudit-check -->\n## Kiểm tra thay đổi của danh mục kiểm kê: TỪ CHỐI\n")
    assert "**Phải xử lý: 3.**" in page
    assert page.index("CHG-01") < page.index("LVL-01") < page.index("DOC-01") < page.index("ORG-01")
    assert "inventory/p.xlsx systems!AB7" in page.replace("\\!", "!")


def test_markdown_takes_no_orders_from_names() -> None:
    page = text(result(), "markdown")
    line = next(line for line in page.splitlines() if "LVL-01" in line)
    assert re.sub(r"\\.", "", line).count("|") == 6
    assert "\\`x\\`" in line
    assert "\\<b\\>" in line
    assert "\\[a\\]" in line
    assert "@all" not in line


LONG = "Đ" * 80
MANY = tuple(
    change(
        Turn.NEW,
        finding("LVL-01", f"s-{number}", Status.FAIL, Severity.HIGH, Location("s.yaml", number), name=LONG),
        None,
        blocking=number < 400,
    )
    for number in range(1, 2001)
)  # fmt: skip


def test_markdown_never_outgrows_a_comment_and_says_what_is_left_out() -> None:
    page = text(result(MANY, (), ()), "markdown", "vi")
    assert len(page) <= markdown.LIMIT
    listed = sum(1 for line in page.splitlines() if "LVL-01" in line)
    assert 100 < listed < 2000
    assert f"**Còn {2000 - listed} mục không nêu ở đây" in page
    assert page.count("<details>") == page.count("</details>")


@given(st.integers(1_200, 20_000))
def test_markdown_keeps_to_any_limit(limit: int) -> None:
    assert len(markdown.render(result(MANY[:60]), "en", limit=limit).decode()) <= limit


def test_an_incomplete_check_is_not_called_accepted() -> None:
    assert ": INCOMPLETE" in text(result((), (), (), incomplete=True), "markdown")
    assert ": ACCEPTED" in text(result((), (), ()), "markdown")


# All


def test_every_form_tells_the_same_items(tmp_path: Path) -> None:
    items = told(result())
    assert {item.fingerprint for item in items} == MARKS
    assert len(json.loads(text(result(), "sarif"))["runs"][0]["results"]) == len(items)
    assert len(json.loads(text(result(), "gitlab"))) == len(items)
    assert len(commands(result())) == len(items)
    assert len(cases(result(), tmp_path)) == len(items)
    rows = [line for line in text(result(), "markdown").splitlines() if line.count(" | ") == 4]
    assert len(rows) == len(items) + len(("the heading of what blocks", "that of the rest"))


def test_a_line_of_text_gives_a_runner_no_order() -> None:
    one = finding("LVL-01", "s", Status.FAIL, Severity.HIGH, Location("s.yaml", 1, 1), name="::error ::x")
    page = text(result([change(Turn.NEW, one, None, blocking=True)], (), ()), "text")
    assert not [line for line in page.splitlines() if line.lstrip().startswith("::")]


@pytest.mark.parametrize(
    ("location", "place"),
    [
        (Location("a.yaml", 3, 4), ("in/a.yaml", 3, 4, None)),
        (Location("a.yaml"), ("in/a.yaml", 1, 1, None)),
        (Location("a.xlsx", sheet="s", cell="C7"), ("in/a.xlsx", 7, 3, "s!C7")),
        (Location("a.xlsx", sheet="s", cell="XFD1"), ("in/a.xlsx", 1, 16384, "s!XFD1")),
        (Location("a.xlsx", sheet="s"), ("in/a.xlsx", 1, 1, "s")),
        (Location("a.parquet", row=9), ("in/a.parquet", 9, 1, None)),
        (None, ("in", 1, 1, None)),
    ],
)
def test_every_kind_of_place_has_line_and_column(
    location: Location | None, place: tuple[str, int, int, str | None]
) -> None:
    found = place_of(location, "in/")
    assert (found.file, found.line, found.column, found.cell) == place


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("main", "revision main (abababab12)"),
        ("abababab12" + "c" * 30, "revision abababab12"),
        ("abab", "revision abababab12"),
    ],
)
def test_a_revision_is_named_once(label: str, words: str) -> None:
    assert named(State("revision", label, commit="abababab12" + "c" * 30)).en == words
