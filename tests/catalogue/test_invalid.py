"""Every way in which a catalogue is refused, with file, line, column and advice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from secaudit.catalogue import load
from secaudit.model.problem import CatalogueInvalid
from tests.catalogue.sample import CONTROL, DOCUMENTS, OBLIGATIONS, problems_of, spoil, the_problem, write

ROW = "[{id: s, unit: u, name: S, phase: operation, mfa: true"
FAIL = "as_of: 2027-01-05\n        expect: fail"
PASS = "as_of: 2027-01-05\n        expect: pass"
EN = '      en: "The system {name} keeps {log_months:number} months ({measure:percent}), {short} short"\n'


@pytest.mark.parametrize(
    ("old", "new", "code", "place", "advice"),
    [
        ("severity: high", "severty: high", "unknown-key", "4:5", "did you mean severity?"),
        ("severity: high", "severity: hihg", "wrong-value", "4:15", "did you mean high?"),
        ("severity: high", "severity: [high]", "wrong-type", "4:15", "write it here"),
        ("severity: high", "severity:", "wrong-type", "4:14", "write it here"),
        ("id: SYS-01", "id: SYS 01", "wrong-value", "2:9", "choose another id"),
        ("subject: systems", "subject: system", "wrong-value", "5:14", "did you mean systems?"),
        ("cites: [LAW/1]", "cites: [LAW/11]", "unknown-obligation", "6:13", "did you mean LAW/1?"),
        ("cites: [LAW/1]", "cites: [LAW/1, LAW/1]", "duplicate-cite", "6:20", "remove one"),
        ("cites: [LAW/1]", "cites: []", "wrong-value", "6:12", "add at least one item"),
        ("cites: [LAW/1]", "cites: LAW/1", "wrong-type", "6:12", "write [a, b]"),
        ("cites: [LAW/1]", "cites: [LAW]", "wrong-value", "6:13", "CTHD13/II.2.3"),
        ("key: mfa", "key: mfaa", "unknown-column", "9:10", "did you mean mfa?"),
        ("key: mfa", "key: regulation", "unknown-column", "9:10", "did you mean regulation_on?"),
        ("target: 0.25", "target: '25%'", "wrong-type", "10:47", "without quotes"),
        ("unit: ratio", "unit: percent", "wrong-value", "10:59", "choose one of these"),
        ("effort_days: 5", "effort_days: five", "wrong-type", "21:20", "without quotes"),
        ("effort_days: 5", "effort_days: -5", "wrong-value", "21:20", "not negative"),
        ("effort_days: 5", "effort_days: 5\n      per: row", "wrong-value", "22:12", "choose one of these"),
        ("effort_days: 5", "effort_days: 5\n      after: [SYS-02]", "unknown-control", "22:15", "SYS-01?"),
        ("effort_days: 5", "effort_days: 5\n      cost: {vnd: 9}", "missing-key", "22:13", "prices or rule"),
        ("effort_days: 5", "effort_days: 5\n      cost: {vnd: name}", "type-clash", "22:19", "of that type"),
        ("effort_days: 5", "effort_days: 5\n      cost: {vnd: mfaa}", "unknown-column", "22:19", "mfa?"),
        ("effort_days: 5", "effort_days: 5\n      cost: {vdn: 0}", "unknown-key", "22:14", "vnd, basis"),
        ("effort_days: 5", "effort_days: 5\n    waivable: yes", "wrong-type", "22:15", "true or false"),
        ("figures: {short:", "figures: {mfa: 1, short:", "figure-name", "12:15", "another name"),
        ("{short: 3 - log_months}", "{short: 3 - log_monts}", "unknown-column", "12:26", "log_months?"),
        ("log_months / 12", "name", "type-clash", "10:22", "use a column or value of that type"),
        ("due: DATE '2026-12-31'", "due: 2026-12-31", "type-clash", "11:10", "of that type"),
        ("measure: {value", "measure: {vlaue", "unknown-key", "10:15", "did you mean value?"),
        ("thiếu {short}", "thiếu {shrt}", "placeholder", "14:94", "did you mean short?"),
        ("{log_months:number} months", "{log_months:nummer} months", "placeholder", "15:37", "number?"),
        ("The system {name}", "The system {name:vnd}", "placeholder", "15:24", "leave out the format"),
        ("The system {name}", "The system {name", "placeholder", "15:11", "close every brace"),
        ("The system {name}", "The system {}", "placeholder", "15:11", "close every brace"),
    ],
)  # fmt: skip
def test_a_spoilt_control(tmp_path: Path, old: str, new: str, code: str, place: str, advice: str) -> None:
    problems = problems_of(write(tmp_path, controls=spoil(CONTROL, old, new)))
    problem = next(problem for problem in problems if problem.code == code)

    assert str(problem.location) == f"systems.yaml:{place}"
    assert advice in problem.advice.en
    assert problem.advice.vi


@pytest.mark.parametrize("key", ["id", "title", "severity", "subject", "cites", "assert", "remediation"])
def test_a_key_that_must_be_there(tmp_path: Path, key: str) -> None:
    if key == "id":
        without = spoil(CONTROL, "id: SYS-01", "family: SYS")
    else:
        # The key, what follows it on its line, and every deeper line below it.
        without = re.sub(rf"^    {key}:.*\n(?:      .*\n)*", "", CONTROL, flags=re.MULTILINE)

    problem = the_problem(write(tmp_path, controls=without))

    assert (problem.code, str(problem.location)) == ("missing-key", "systems.yaml:2:5")
    assert problem.advice.en == f"add the key {key}"


@pytest.mark.parametrize(
    ("old", "place"),
    [
        (', en: "Multi-factor authentication"', "3:12"),
        (EN, "14:7"),
        (', en: "A record"', "19:16"),
    ],
)  # fmt: skip
def test_a_missing_language(tmp_path: Path, old: str, place: str) -> None:
    problem = the_problem(write(tmp_path, controls=spoil(CONTROL, old, "")))

    assert (problem.code, str(problem.location)) == ("missing-key", f"systems.yaml:{place}")
    assert problem.advice.en == "add the key en"


@pytest.mark.parametrize(
    ("sql", "code", "place", "advice"),
    [
        ("mfaa AND log_months >= 3", "unknown-column", "8:13", "did you mean mfa?"),
        ("mfa AND log_month >= 3", "unknown-column", "8:21", "did you mean log_months?"),
        ('"mfa AND log_month >= 3"', "unknown-column", "8:22", "did you mean log_months?"),
        ("'name = ''x'' AND log_month >= 3'", "unknown-column", "8:31", "did you mean log_months?"),
        ("mfa\n      AND log_month >= 3", "unknown-column", "9:11", "did you mean log_months?"),
        (">-\n      mfa AND\n      log_month >= 3", "unknown-column", "10:7", "did you mean log_months?"),
        ("|\n      mfa AND\n\n      log_month >= 3", "unknown-column", "11:7", "did you mean log_months?"),
        ('"\\x6dfa AND log_month >= 3"', "unknown-column", "8:13", "did you mean log_months?"),
        ("log_months >= '3'", "type-clash", "8:13", "leave out the quotes"),
        ("log_months", "type-clash", "8:13", "compare it with something"),
        ("SELECT mfa FROM systems", "statement", "8:13", "begin with the condition"),
        ("mfa; DROP TABLE systems", "not-allowed", "8:16", "one expression only"),
        ("mfa AND read_csv('/etc/passwd')", "function", "8:21", "functions that can be used"),
        ("[mfa]", "wrong-type", "8:13", "write it here"),
        ("", "wrong-type", "8:12", "write it here"),
    ],
)
def test_a_wrong_expression_is_placed_to_the_character(
    tmp_path: Path, sql: str, code: str, place: str, advice: str
) -> None:
    text = spoil(CONTROL, "assert: mfa AND log_months >= 3", f"assert: {sql}")

    problem = the_problem(write(tmp_path, controls=text))

    assert (problem.code, str(problem.location)) == (code, f"systems.yaml:{place}")
    assert advice in problem.advice.en


@pytest.mark.parametrize(
    ("old", "new", "code", "place", "advice"),
    [
        (PASS, "expect: pass", "missing-key", "23:9", "add the key as_of"),
        ("expect: unknown", "expect: unkown", "wrong-value", "31:17", "did you mean unknown?"),
        (FAIL, FAIL.replace("01-05", "02-30"), "date", "27:16", "2026-12-31"),
        (ROW, "[{id: s, mfaa: true", "unknown-column", "23:35", "mfa?"),
        (ROW, "[{id: s, exposed: true", "unknown-column", "23:35", ""),
        ("[{id: s, unit", "[{unit", "missing-key", "23:27", "add an id"),
        ("{systems: [{id: s,", "{sistems: [{id: s,", "unknown-table", "23:17", "did you mean systems?"),
        ("{systems: [{id: s,", "{systems: [{id: q}, {id: s,", "example-subject", "23:9", "which row"),
        (PASS, PASS + "\n        subject: ss", "example-subject", "26:18", "use the id"),
        (PASS, PASS + "\n        declared: [device]", "wrong-value", "26:20", "did you mean devices?"),
    ],
)  # fmt: skip
def test_a_spoilt_example(tmp_path: Path, old: str, new: str, code: str, place: str, advice: str) -> None:
    problem = the_problem(write(tmp_path, controls=spoil(CONTROL, old, new)))

    assert (problem.code, str(problem.location)) == (code, f"systems.yaml:{place}")
    assert advice in problem.advice.en


@pytest.mark.parametrize(
    ("old", "new", "code", "place", "advice"),
    [
        ("kind: control", "kind: contrl", "wrong-value", "5:11", "did you mean control?"),
        ("document: LAW\n    clause: {vi: \"mục 1\"", "document: LAWS\n    clause: {vi: \"mục 1\"",
         "unknown-document", "3:15", "did you mean LAW?"),
        ("id: LAW/2", "id: LOW/2", "obligation-id", "9:9", "begins with its document's"),
        ("id: LAW/2", "id: law/1", "duplicate-id", "9:5", "change one of the two"),
        ("due: 2026-12-31", "due: 31/12/2026", "date", "7:10", "2026-12-31"),
        ("due: 2026-12-31", "every: month", "wrong-value", "7:12", "choose one of these"),
        ('    reason: {vi: "Không có nghĩa vụ", en: "No duty"}\n', "", "missing-key", "9:5", "say why"),
        ("obligations:", "obligation:", "unknown-key", "1:1", "did you mean obligations?"),
    ],
)  # fmt: skip
def test_a_spoilt_obligation(tmp_path: Path, old: str, new: str, code: str, place: str, advice: str) -> None:
    problems = problems_of(write(tmp_path, obligations=spoil(OBLIGATIONS, old, new)))
    problem = next(problem for problem in problems if problem.code == code)

    assert str(problem.location) == f"registry/law.yaml:{place}"
    assert advice in problem.advice.en


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("issued: 2026-01-15", "issued: 2026", "date", "7:13"),
        ("issued_assumed: true", 'issued_assumed: "true"', "wrong-type", "8:21"),
        ('number: "1/FICT"', "nubmer: 1", "unknown-key", "4:5"),
    ],
)
def test_a_spoilt_document(tmp_path: Path, old: str, new: str, code: str, place: str) -> None:
    problems = problems_of(write(tmp_path, documents=spoil(DOCUMENTS, old, new)))

    assert (code, f"registry/documents.yaml:{place}") in {(p.code, str(p.location)) for p in problems}
    assert {p.location.file for p in problems} == {"registry/documents.yaml"}


def test_two_controls_with_one_id(tmp_path: Path) -> None:
    problem = the_problem(write(tmp_path, zz=spoil(CONTROL, "SYS-01", "sys-01")))

    assert (problem.code, str(problem.location)) == ("duplicate-id", "zz.yaml:2:5")
    assert problem.found.en == "the id sys-01 is taken (SYS-01 at systems.yaml:2:5)"


def test_deeds_that_wait_for_each_other(tmp_path: Path) -> None:
    first = CONTROL.replace("effort_days: 5", "effort_days: 5\n      after: [SYS-02]")
    second = spoil(CONTROL, "SYS-01", "SYS-02").replace(
        "effort_days: 5", "effort_days: 5\n      after: [SYS-03]"
    )
    third = spoil(CONTROL, "SYS-01", "SYS-03").replace(
        "effort_days: 5", "effort_days: 5\n      after: [SYS-01]"
    )

    problem = the_problem(write(tmp_path, controls=first, b=second, c=third))

    assert (problem.code, str(problem.location)) == ("after-cycle", "systems.yaml:2:5")
    assert problem.found.en == "after makes a circle: SYS-01 → SYS-02 → SYS-03 → SYS-01"


def test_a_deed_does_not_wait_for_itself(tmp_path: Path) -> None:
    second = spoil(CONTROL, "SYS-01", "SYS-02").replace(
        "effort_days: 5", "effort_days: 5\n      deed: SYS-01\n      after: [SYS-01]"
    )

    assert the_problem(write(tmp_path, b=second)).code == "after-cycle"


@pytest.mark.parametrize(
    ("text", "code", "place", "advice"),
    [
        ("controls:\n  - {id: A-1\n", "yaml", "3:1", "check indentation"),
        ("controls: []\ncontrols: []\n", "duplicate-key", "2:1", "remove one or merge them"),
        ("controls: &x []\nother: *x\n", "alias", "2:1", "copy the value"),
        ("controls: !!python/object:os.system []\n", "tag", "1:11", "remove the tag"),
        ("", "empty-file", "1:1", "delete the file"),
        ("- a\n", "wrong-type", "1:1", "key: value"),
        ("control: []\n", "unknown-key", "1:1", "did you mean controls?"),
        ("controls: {}\n", "wrong-type", "1:11", "write [a, b]"),
        ("controls: []\n---\ncontrols: []\n", "yaml", "2:1", "check"),
        ("controls: [" * 5000, "yaml", None, "check"),
    ],
)
def test_a_file_that_is_no_catalogue(
    tmp_path: Path, text: str, code: str, place: str | None, advice: str
) -> None:
    problems = problems_of(write(tmp_path, bad=text))
    problem = next(problem for problem in problems if problem.code == code)

    assert problem.location.file == "bad.yaml"
    assert place is None or str(problem.location) == f"bad.yaml:{place}"
    assert advice in problem.advice.en


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    (write(tmp_path) / "bad.yaml").write_bytes(b"controls: [\xff\xfe]")

    problem = the_problem(tmp_path)

    assert (problem.code, str(problem.location)) == ("encoding", "bad.yaml")


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    (write(tmp_path) / "bad.yaml").write_bytes(b"#" * 5_000_001)

    assert the_problem(tmp_path).code == "too-large"


def test_a_folder_without_controls(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()

    assert the_problem(empty).code == "no-controls"
    assert the_problem(tmp_path / "absent").code == "no-controls"
    assert the_problem(write(tmp_path / "none", controls="controls: []\n")).code == "no-controls"


def test_all_errors_are_told_at_once_in_the_order_of_the_files(tmp_path: Path) -> None:
    control = spoil(spoil(CONTROL, "severity: high", "severity: hihg"), "key: mfa", "kye: mfa")
    obligations = spoil(OBLIGATIONS, "kind: control", "kind: contrl")

    with pytest.raises(CatalogueInvalid) as caught:
        load(write(tmp_path, controls=control, obligations=obligations))

    assert [str(problem.location) for problem in caught.value.problems] == [
        "registry/law.yaml:5:11",
        "systems.yaml:4:15",
        "systems.yaml:9:5",
    ]


def test_one_error_does_not_make_references_to_its_place_wrong(tmp_path: Path) -> None:
    broken = spoil(CONTROL, "severity: high", "severity: hihg")
    second = spoil(CONTROL, "SYS-01", "SYS-02").replace(
        "effort_days: 5", "effort_days: 5\n      after: [SYS-01]"
    )

    assert str(the_problem(write(tmp_path, controls=broken, b=second)).location) == "systems.yaml:4:15"


def test_a_problem_reads_as_one_line_in_either_language(tmp_path: Path) -> None:
    problem = the_problem(write(tmp_path, controls=spoil(CONTROL, "key: mfa", "key: mfaa")))

    assert problem.describe("vi") == (
        "systems.yaml:9:10: lỗi: systems không có cột mfaa; cần một cột của systems. → "
        "có phải ý là mfa? [unknown-column]"
    )
