"""A catalogue of one's own and profiles, through the command line: every report says by what was judged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import SAMPLE, UNIT, Run, secaudit, write
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


def own(tmp_path: Path, text: str = OFF + WEIGHED, profile: str = PROFILE) -> Path:
    folder = write(tmp_path / "bo-rieng", own=text)
    write(folder / "profiles", thu=profile)
    return folder


def audit(tmp_path: Path, *options: str | Path, formats: str = "json", units: str = UNIT) -> Run:
    folder = write(tmp_path / "in", units=units)
    return secaudit(
        "audit", folder, "--as-of", DAY, "-o", tmp_path / "out", "--format", formats, "--fail-on", "none",
        *options, COLUMNS="300",
    )  # fmt: skip


def result(tmp_path: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((tmp_path / "out/audit.json").read_text(encoding="utf-8"))
    return found


def test_every_report_tells_what_was_changed_and_why(tmp_path: Path) -> None:
    run = audit(tmp_path, "--controls", own(tmp_path), formats="json,pdf")
    assert run.code == 0, run.err
    catalogue = result(tmp_path)["catalogue"]
    assert isinstance(catalogue, dict)
    assert catalogue["base"] == "shipped"
    told = {change["id"]: change for change in catalogue["changes"]}
    assert told["BUD-03"]["change"] == "switched_off"
    assert told["BUD-03"]["reason"]["vi"] == "Đơn vị không có ngân sách riêng"
    assert told["BUD-03"]["location"] == {"file": "bo-rieng/own.yaml", "line": 2, "column": 5}
    assert (told["STF-01"]["before"], told["STF-01"]["after"]) == ("medium", "critical")
    first = " ".join(" ".join(page_texts((tmp_path / "out/audit.pdf").read_bytes())[:2]).split())
    for text in (" ".join(run.out.split()), first):
        assert "Bộ tiêu chí đã thay đổi so với bản phát hành: 3 thay đổi" in text
        assert "ngừng áp dụng. Lý do: Đơn vị không có ngân sách riêng" in text
        assert "điều chỉnh mức độ từ “Trung bình” thành “Nghiêm trọng”. Lý do: Thiếu người" in text


def test_a_released_catalogue_needs_no_words(tmp_path: Path) -> None:
    run = audit(tmp_path, formats="json,pdf")
    assert "Bộ tiêu chí đã" not in run.out
    catalogue = result(tmp_path)["catalogue"]
    assert isinstance(catalogue, dict)
    assert (catalogue["base"], catalogue["changes"], catalogue["profile"]) == ("shipped", [], None)
    assert "Bộ tiêu chí được dùng" not in " ".join(page_texts((tmp_path / "out/audit.pdf").read_bytes()))


def test_what_is_switched_off_is_not_judged(tmp_path: Path) -> None:
    assert audit(tmp_path, "--controls", own(tmp_path)).code == 0
    controls = result(tmp_path)["controls"]
    assert isinstance(controls, list)
    assert "BUD-03" not in {control["id"] for control in controls}
    severities = {control["id"]: control["severity"] for control in controls}
    assert severities["STF-01"] == "critical"
    findings = result(tmp_path)["findings"]
    assert isinstance(findings, list)
    assert {item["severity"] for item in findings if item["control"] == "STF-01"} == {"critical"}


def test_a_deed_does_not_wait_for_what_is_switched_off(tmp_path: Path) -> None:
    from tests.cli.test_bad_usage import catalogue, control

    second = control("Y-01", "headcount >= 1").replace("effort_days: 1}", "effort_days: 1, after: [X-01]}")
    alone = catalogue(tmp_path / "alone", control("X-01", "headcount >= 1"), second)
    upper = write(tmp_path / "upper", own=OFF.replace("BUD-03", "X-01"))
    units = "units:\n  - {id: u, name: U, kind: other, headcount: 0}\n"

    def waits(*folders: Path) -> dict[str, int]:
        options = [part for folder in folders for part in ("--controls", folder)]
        assert audit(tmp_path, *options, units=units).code == 0
        actions = result(tmp_path)["actions"]
        assert isinstance(actions, list)
        return {action["controls"][0]: len(action["after"]) for action in actions}

    assert waits(alone) == {"X-01": 0, "Y-01": 1}
    assert waits(alone, upper) == {"Y-01": 0}


def test_a_result_rendered_again_still_tells(tmp_path: Path) -> None:
    audit(tmp_path, "--controls", own(tmp_path), "--profile", "phuong-thu")
    run = secaudit("report", tmp_path / "out/audit.json", "--to", "pdf", "--lang", "en")
    assert run.code == 0, run.err
    first = " ".join(" ".join(page_texts((tmp_path / "out/audit.pdf").read_bytes())[:2]).split())
    assert "The controls differ from the released ones; differences: 3." in first
    assert "Left out: CIP-01, CIP-02. Reason: No cipher is used" in first


def test_a_profile_is_told_with_what_it_leaves_out_and_whom_it_is_not_for(tmp_path: Path) -> None:
    units = UNIT + "  - {id: so, name: Sở Giả Định, kind: department}\n"
    run = audit(
        tmp_path, "--controls", own(tmp_path), "--profile", "phuong-thu", formats="json,pdf", units=units
    )
    assert run.code == 0, run.err
    catalogue = result(tmp_path)["catalogue"]
    assert isinstance(catalogue, dict)
    profile = catalogue["profile"]
    assert (profile["id"], profile["kinds"]) == ("phuong-thu", ["commune"])
    assert [change["id"] for change in profile["left_out"]] == ["CIP-01", "CIP-02"]
    (severity,) = profile["severities"]
    assert (severity["id"], severity["before"], severity["after"]) == ("DOC-01", "high", "low")
    assert "units.yaml:3:39: cảnh báo: đơn vị so thuộc loại department" in run.err
    assert "units.yaml:2" not in run.err
    first = " ".join(" ".join(page_texts((tmp_path / "out/audit.pdf").read_bytes())[:2]).split())
    for text in (" ".join(run.out.split()), first):
        assert "Diện áp dụng: Diện thử (mã phuong-thu); không xét 2 tiêu chí của bộ tiêu chí." in text
        assert "Không xét CIP-01, CIP-02. Lý do: Không dùng cơ yếu" in text
        assert "từ “Cao” thành “Thấp”. Lý do: Đã có mẫu" in text
        assert "Sở Giả Định (so)" in text


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
    severities = {control["id"]: control["severity"] for control in found["controls"]}
    assert severities["ORG-01"] == "critical"
    assert "MIL-01" not in severities


def test_a_waiver_of_a_control_that_is_off_is_a_warning(tmp_path: Path) -> None:
    write(
        tmp_path / "in",
        waivers="waivers:\n  - {id: w, control: BUD-03, subject: u, reason: r, approved_by: a,"
        " from_on: 2026-01-01, until_on: 2026-12-31}\n",
    )
    folder = own(tmp_path)
    run = audit(tmp_path, "--controls", folder)
    assert run.code == 0, run.err
    assert "waivers.yaml:2:22: cảnh báo: ngoại lệ w cho tiêu chí BUD-03" in run.err
    waivers = result(tmp_path)["waivers"]
    assert isinstance(waivers, list)
    assert [waiver["state"] for waiver in waivers] == ["unused"]
    checked = secaudit("validate", tmp_path / "in", "--controls", folder)
    assert checked.code == 0
    assert "waivers.yaml:2:22" in checked.err


def test_what_changed_is_marked_where_controls_are_listed_and_shown(tmp_path: Path) -> None:
    folder = own(tmp_path)
    listed = secaudit("controls", "list", "--controls", folder, "--lang", "en", COLUMNS="300").out

    def line(control: str) -> str:
        return next(line for line in listed.splitlines() if line.strip().startswith(control))

    assert line("BUD-03").rstrip().endswith("switched off")
    assert line("STF-01").rstrip().endswith("severity changed (Medium → Critical)")
    assert "│ Critical │" in line("STF-01")
    shown = secaudit("controls", "show", "BUD-03", "--controls", folder, "--lang", "en").out
    assert "Change: switched off (bo-rieng/own.yaml:2:5): No budget of its own" in shown
    narrowed = secaudit(
        "controls", "list", "--controls", folder, "--profile", "phuong-thu", "--lang", "en", COLUMNS="300"
    )
    assert "left out" in next(line for line in narrowed.out.splitlines() if line.strip().startswith("CIP-01"))


def test_profiles_are_listed(tmp_path: Path) -> None:
    run = secaudit("controls", "profiles", "--controls", own(tmp_path), "--lang", "en", COLUMNS="300")
    assert run.code == 0, run.err
    line = next(line for line in run.out.splitlines() if line.strip().startswith("phuong-thu"))
    assert "A trial profile" in line
    assert "CIP-01, CIP-02" in line
    assert "DOC-01 (High → Low)" in line


def test_lint_takes_both(tmp_path: Path) -> None:
    run = secaudit("controls", "lint", "--controls", own(tmp_path), "--profile", "phuong-thu")
    assert run.code == 0, run.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OFF.replace("BUD-03", "BUD-3"), "bo-rieng/own.yaml:2:10: lỗi: không có tiêu chí BUD-3"),
        (OFF + "  - {id: BUD-03, " + WHY + "}\n", "own.yaml:3:10: lỗi: mã BUD-03 đã dùng"),
        ("switch_off: [{id: BUD-03}]\n", "own.yaml:1:14: lỗi: thiếu reason"),
        ("switch_off: [{id: BUD-03, reason: {en: x}}]\n", "own.yaml:1:35: lỗi: thiếu vi"),
    ],
)
def test_nothing_is_judged_with_a_wrong_overlay(tmp_path: Path, text: str, said: str) -> None:
    run = audit(tmp_path, "--controls", own(tmp_path, text))
    assert run.code == 3
    assert said in run.err
    assert "→" in run.err
    assert not (tmp_path / "out").exists()


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
    run = audit(tmp_path, "--controls", own(tmp_path), "--profile", "phuong-tuh")
    assert run.code == 2
    assert "có phải ý là phuong-thu?" in run.err
    assert not (tmp_path / "out").exists()


def test_a_catalogue_that_stands_alone_says_so(tmp_path: Path) -> None:
    from tests.cli.test_bad_usage import catalogue, control

    folder = catalogue(tmp_path / "alone", control("X-01", "headcount >= 1"))
    run = audit(tmp_path, "--controls", folder)
    assert run.code == 0, run.err
    assert "Dùng bộ tiêu chí riêng, không dựa trên bản phát hành của chương trình." in run.out
    info = result(tmp_path)["catalogue"]
    assert isinstance(info, dict)
    assert info["base"] == "none"
