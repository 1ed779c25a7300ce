"""A catalogue of one's own and profiles, through the command line: every report says by what was judged."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import SAMPLE, UNIT, Run, secaudit, write
from tests.cli.test_bad_usage import catalogue, control
from tests.reporting.paper import page_texts

DAY = "2026-11-21"
WHY = "reason: {vi: Đơn vị không có ngân sách riêng, en: No budget of its own}"
OFF = "switch_off:\n  - {id: BUD-03, " + WHY + "}\n"
WEIGHED = "severity:\n  - {id: STF-01, severity: critical, reason: {vi: Thiếu người, en: Too few people}}\n"
PROFILE = (
    "profiles:\n"
    "  - id: phuong-thu\n"
    "    title: {vi: Diện thử, en: A trial profile}\n"
    "    kinds: [commune]\n"
    "    without:\n"
    "      - {id: CIP-*, reason: {vi: Không dùng cơ yếu, en: No cipher is used}}\n"
    "    severity:\n"
    "      - {id: DOC-01, severity: low, reason: {vi: Đã có mẫu, en: A template exists}}\n"
)
UNITS = UNIT + "  - {id: so, name: Sở Giả Định, kind: department}\n"
WAIVERS = (
    "waivers:\n  - {id: w, control: BUD-03, subject: u, reason: r, approved_by: a,"
    " from_on: 2026-01-01, until_on: 2026-12-31}\n"
)


@dataclass(frozen=True)
class Audited:
    """How an audit ended and what it wrote."""

    run: Run
    folder: Path
    own: Path

    @property
    def result(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "audit.json").read_text(encoding="utf-8"))
        return found

    @property
    def told(self) -> tuple[str, str]:
        """What the terminal and the first pages of the report say, in one line each."""
        pages = page_texts((self.folder / "audit.pdf").read_bytes())[:2]
        return " ".join(self.run.out.split()), " ".join(" ".join(pages).split())


def own(tmp_path: Path, text: str = OFF + WEIGHED, profile: str = PROFILE) -> Path:
    folder = write(tmp_path / "bo-rieng", own=text)
    write(folder / "profiles", thu=profile)
    return folder


def audit(tmp_path: Path, *options: str | Path, formats: str = "json", **files: str) -> Audited:
    folder, out = write(tmp_path / "in", **(files or {"units": UNIT})), tmp_path / "out"
    run = secaudit(
        "audit", folder, "--as-of", DAY, "-o", out, "--format", formats, "--fail-on", "none",
        *options, COLUMNS="300",
    )  # fmt: skip
    return Audited(run, out, tmp_path / "bo-rieng")


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    """An audit with an overlay and a profile of it, of a unit that it is for and one that it is not."""
    folder = tmp_path_factory.mktemp("audited")
    options = ("--controls", own(folder), "--profile", "phuong-thu")
    done = audit(folder, *options, formats="json,pdf", units=UNITS, waivers=WAIVERS)
    assert done.run.code == 0, done.run.err
    return done


def test_every_report_tells_what_was_changed_and_why(audited: Audited) -> None:
    info = audited.result["catalogue"]
    assert info["base"] == "shipped"
    changes = {change["id"]: change for change in info["changes"]}
    assert changes["BUD-03"]["change"] == "switched_off"
    assert changes["BUD-03"]["reason"]["vi"] == "Đơn vị không có ngân sách riêng"
    assert changes["BUD-03"]["location"] == {"file": "bo-rieng/own.yaml", "line": 2, "column": 5}
    assert (changes["STF-01"]["before"], changes["STF-01"]["after"]) == ("medium", "critical")
    for text in audited.told:
        assert "Bộ tiêu chí đã thay đổi so với bản phát hành: 3 thay đổi" in text
        assert "ngừng áp dụng. Lý do: Đơn vị không có ngân sách riêng" in text
        assert "điều chỉnh mức độ từ “Trung bình” thành “Nghiêm trọng”. Lý do: Thiếu người" in text


def test_a_profile_is_told_with_what_it_leaves_out_and_whom_it_is_not_for(audited: Audited) -> None:
    profile = audited.result["catalogue"]["profile"]
    assert (profile["id"], profile["kinds"]) == ("phuong-thu", ["commune"])
    assert [change["id"] for change in profile["left_out"]] == ["CIP-01", "CIP-02"]
    (severity,) = profile["severities"]
    assert (severity["id"], severity["before"], severity["after"]) == ("DOC-01", "high", "low")
    assert "units.yaml:3:39: cảnh báo: đơn vị so thuộc loại department" in audited.run.err
    assert "units.yaml:2" not in audited.run.err
    for text in audited.told:
        assert "Diện áp dụng: Diện thử (mã phuong-thu); không xét 2 tiêu chí của bộ tiêu chí." in text
        assert "Không xét CIP-01, CIP-02. Lý do: Không dùng cơ yếu" in text
        assert "từ “Cao” thành “Thấp”. Lý do: Đã có mẫu" in text
        assert "Sở Giả Định (so)" in text


def test_what_is_off_is_not_judged_and_what_is_weighed_anew_counts_so(audited: Audited) -> None:
    severities = {item["id"]: item["severity"] for item in audited.result["controls"]}
    assert not {"BUD-03", "CIP-01", "CIP-02"} & set(severities)
    assert (severities["STF-01"], severities["DOC-01"]) == ("critical", "low")
    found = [item["severity"] for item in audited.result["findings"] if item["control"] == "STF-01"]
    assert set(found) == {"critical"}


def test_a_waiver_of_a_control_that_is_off_is_a_warning(audited: Audited) -> None:
    assert "waivers.yaml:2:22: cảnh báo: ngoại lệ w cho tiêu chí BUD-03" in audited.run.err
    assert [waiver["state"] for waiver in audited.result["waivers"]] == ["unused"]
    checked = secaudit("validate", audited.folder.parent / "in", "--controls", audited.own)
    assert checked.code == 0
    assert "waivers.yaml:2:22" in checked.err


def test_a_result_rendered_again_still_tells(audited: Audited, tmp_path: Path) -> None:
    run = secaudit("report", audited.folder / "audit.json", "--to", "pdf", "--lang", "en", "-o", tmp_path)
    assert run.code == 0, run.err
    first = " ".join(" ".join(page_texts((tmp_path / "audit.pdf").read_bytes())[:2]).split())
    assert "The controls differ from the released ones; differences: 3." in first
    assert "Left out: CIP-01, CIP-02. Reason: No cipher is used" in first


def test_what_changed_is_marked_where_controls_are_listed_and_shown(audited: Audited) -> None:
    common = ("--controls", audited.own, "--profile", "phuong-thu", "--lang", "en")
    listed = secaudit("controls", "list", *common, COLUMNS="300").out

    def line(name: str) -> str:
        return next(line for line in listed.splitlines() if line.strip().startswith(name))

    assert line("BUD-03").rstrip().endswith("switched off")
    assert line("STF-01").rstrip().endswith("severity changed (Medium → Critical)")
    assert "│ Critical │" in line("STF-01")
    assert line("CIP-01").rstrip().endswith("left out")
    shown = secaudit("controls", "show", "BUD-03", *common).out
    assert "Change: switched off (bo-rieng/own.yaml:2:5): No budget of its own" in shown


def test_profiles_are_listed(audited: Audited) -> None:
    run = secaudit("controls", "profiles", "--controls", audited.own, "--lang", "en", COLUMNS="300")
    assert run.code == 0, run.err
    line = next(line for line in run.out.splitlines() if line.strip().startswith("phuong-thu"))
    assert "A trial profile" in line
    assert "CIP-01, CIP-02" in line
    assert "DOC-01 (High → Low)" in line


def test_lint_takes_both(audited: Audited) -> None:
    run = secaudit("controls", "lint", "--controls", audited.own, "--profile", "phuong-thu")
    assert run.code == 0, run.err
    assert "bo-rieng/profiles/thu.yaml:2:5: cảnh báo: diện áp dụng phuong-thu xét MIL-01" in run.err


def test_a_released_catalogue_needs_no_words(tmp_path: Path) -> None:
    done = audit(tmp_path)
    assert "Bộ tiêu chí" not in done.run.out
    info = done.result["catalogue"]
    assert (info["base"], info["changes"], info["profile"]) == ("shipped", [], None)


def test_a_catalogue_that_stands_alone_says_so_and_deeds_wait_for_what_is_on(tmp_path: Path) -> None:
    second = control("Y-01", "headcount >= 1").replace("effort_days: 1}", "effort_days: 1, after: [X-01]}")
    alone = catalogue(tmp_path / "alone", control("X-01", "headcount >= 1"), second)
    upper = write(tmp_path / "upper", own=OFF.replace("BUD-03", "X-01"))
    units = "units:\n  - {id: u, name: U, kind: other, headcount: 0}\n"

    def waits(*folders: Path) -> dict[str, int]:
        options = [part for folder in folders for part in ("--controls", folder)]
        done = audit(tmp_path, *options, units=units)
        assert "Dùng bộ tiêu chí riêng, không dựa trên bản phát hành của chương trình." in done.run.out
        assert done.result["catalogue"]["base"] == "none"
        return {action["controls"][0]: len(action["after"]) for action in done.result["actions"]}

    assert waits(alone) == {"X-01": 0, "Y-01": 1}
    assert waits(alone, upper) == {"Y-01": 0}


def test_a_commune_of_the_sample_is_judged_by_the_shipped_profile(tmp_path: Path) -> None:
    run = secaudit(
        "audit", SAMPLE, "--unit", "p-bangtinh", "--profile", "commune", "--as-of", DAY,
        "-o", tmp_path, "--format", "json", "--fail-on", "none", COLUMNS="300",
    )  # fmt: skip
    assert run.code == 0, run.err
    assert "[profile-kind]" not in run.err
    assert "Diện áp dụng: Phường, xã, đặc khu (mã commune)" in run.out
    assert (
        "Lý do: Mục IV.6 Chương trình hành động 13-CTrHĐ/TU giao nhiệm vụ này cho Đảng ủy Quân sự" in run.out
    )
    found = json.loads((tmp_path / "audit.json").read_text(encoding="utf-8"))
    severities = {item["id"]: item["severity"] for item in found["controls"]}
    assert severities["ORG-01"] == "critical"
    assert "MIL-01" not in severities


def test_nothing_is_judged_with_a_wrong_overlay(tmp_path: Path) -> None:
    text = OFF.replace("BUD-03", "BUD-3") + "  - {id: BUD-04, reason: {en: x}}\n  - {id: BUD-05}\n"
    done = audit(tmp_path, "--controls", own(tmp_path, text))
    assert done.run.code == 3
    for said in (
        "bo-rieng/own.yaml:2:10: lỗi: không có tiêu chí BUD-3; cần mã của một tiêu chí. → có phải ý là BUD-0",
        "bo-rieng/own.yaml:3:26: lỗi: thiếu vi; cần vi: …. → thêm khóa vi.",
        "bo-rieng/own.yaml:4:5: lỗi: thiếu reason; cần reason: …. → thêm khóa reason.",
    ):
        assert said in done.run.err
    assert not done.folder.exists()


@pytest.mark.parametrize("command", ["validate", "list", "lint", "show", "profiles"])
def test_a_wrong_overlay_exits_with_3_wherever_it_is_given(tmp_path: Path, command: str) -> None:
    arguments: dict[str, tuple[str | Path, ...]] = {
        "validate": ("validate", write(tmp_path / "in", units=UNIT)),
        "show": ("controls", "show", "BUD-01"),
    }
    folder = own(tmp_path, OFF.replace("BUD-03", "BUD-3"))
    run = secaudit(*arguments.get(command, ("controls", command)), "--controls", folder)
    assert run.code == 3
    assert "bo-rieng/own.yaml:2:10" in run.err


def test_an_unknown_profile_exits_with_2_and_names_one_like_it(tmp_path: Path) -> None:
    done = audit(tmp_path, "--controls", own(tmp_path), "--profile", "phuong-tuh")
    assert done.run.code == 2
    assert "có phải ý là phuong-thu?" in done.run.err
    assert not done.folder.exists()
