"""A baseline: what it knows, how its file reads and merges, and how it keeps up with an inventory."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.comparison.baseline import baseline_of, updated
from secaudit.comparison.baseline_file import dump, read
from secaudit.model.baseline import Baseline, KnownFinding
from secaudit.model.finding import fingerprint
from secaudit.model.problem import InvalidInput
from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from tests.audit.factory import audit, control, finding, unit

FINE = {"trained": 1, "headcount": 1}


def entry(
    subject: str,
    *,
    of: str = "T-01",
    status: Status = Status.FAIL,
    of_unit: str | None = "u",
    period: str | None = None,
) -> KnownFinding:
    mark = fingerprint(of, "units", subject, period)
    return KnownFinding(mark, of, "units", subject, period, status, of_unit)


def baseline(*entries: KnownFinding) -> Baseline:
    return Baseline("1", "ab" * 32, {one.fingerprint: one for one in entries})


def found(**trained: int | None) -> AuditResult:
    """Judge units by whether somebody is trained: 0 fails, None is unknown."""
    units = [unit(name, trained=count) for name, count in trained.items()]
    return audit({"units": units}, control("trained > 0"))


def of_units(entries: object) -> list[str]:
    assert isinstance(entries, tuple)
    return [one.subject for one in entries]


def test_it_knows_what_fails_or_is_unknown_and_nothing_else() -> None:
    known = baseline_of(found(a=0, b=None, c=1))
    assert {one.subject: one.status for one in known.findings.values()} == {
        "a": Status.FAIL,
        "b": Status.UNKNOWN,
    }


def test_a_known_finding_that_got_worse_is_not_known() -> None:
    known = baseline_of(found(a=None, b=0))
    now = found(a=0, b=None)
    assert not known.knows(finding(now, "a"))
    assert known.knows(finding(now, "b"))


def test_an_error_is_never_known() -> None:
    result = found(a=0)
    crashed = replace(finding(result, "a"), status=Status.ERROR)
    assert not baseline_of(result).knows(crashed)


NAMES = st.text(min_size=1, max_size=12)
ENTRIES = st.builds(
    entry,
    NAMES,
    of=st.sampled_from(("T-01", "T-02", "no", "1e3")),
    status=st.sampled_from((Status.FAIL, Status.UNKNOWN)),
    of_unit=st.none() | NAMES,
    period=st.none() | st.sampled_from(("2026", "2026-H1")),
)


@given(st.lists(ENTRIES, max_size=6))
def test_whatever_it_holds_reads_back_the_same_one_finding_a_line(entries: list[KnownFinding]) -> None:
    known = baseline(
        *(one for one in entries if one.subject.encode("utf-8", "ignore").decode() == one.subject)
    )
    written = dump(known)
    assert read(written) == known
    lines = [line for line in written.decode().splitlines() if line.startswith("  - ")]
    assert len(lines) == len(known.findings)


@given(st.permutations([entry(name, of_unit=name[0]) for name in ("aa", "ab", "ba", "c")]))
def test_its_bytes_do_not_hang_on_the_order_of_findings(entries: list[KnownFinding]) -> None:
    assert dump(baseline(*entries)) == dump(baseline(*sorted(entries, key=lambda one: one.order)))


def test_the_file_as_people_see_it() -> None:
    text = dump(baseline(entry("b", status=Status.UNKNOWN), entry("no", period="2026-H1"))).decode()
    first, second = fingerprint("T-01", "units", "b"), fingerprint("T-01", "units", "no", "2026-H1")
    assert text.splitlines()[2:] == [
        "schema_version: 1",
        f'catalogue: {{version: "1", sha256: {"ab" * 32}}}',
        "findings:",
        "  # u",
        f'  - {{fingerprint: "{first}", control: T-01, table: units, subject: b, status: unknown, unit: u}}',
        f'  - {{fingerprint: "{second}", control: T-01, table: units, subject: "no", period: "2026-H1", '
        "status: fail, unit: u}",
    ]


HEAD = "schema_version: 1\ncatalogue: {version: x, sha256: y}\nfindings:\n"
MARK = fingerprint("T-01", "units", "a")
GOOD = f'  - {{fingerprint: "{MARK}", control: T-01, table: units, subject: a, status: fail}}\n'


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (f"{HEAD}<<<<<<< ours\n{GOOD}=======\n>>>>>>> theirs\n", "merge-conflict", "f:4:1"),
        (f"{HEAD}{GOOD}=======\r\n", "merge-conflict", "f:5:1"),
        (HEAD + GOOD.replace("subject: a", "subject: b"), "fingerprint-mismatch", "f:4:5"),
        (HEAD + GOOD.replace("T-01", "T-02"), "fingerprint-mismatch", "f:4:5"),
        (HEAD + GOOD.replace("status: fail", "status: pass"), "wrong-value", "f:4:104"),
        (HEAD + GOOD.replace(", status: fail", ""), "missing-key", "f:4:5"),
        (HEAD + GOOD.replace("subject", "subjekt"), "unknown-key", "f:4:84"),
        (HEAD.replace(": 1", ": 2") + GOOD, "schema-version", "f:1:17"),
        ("findings: []\n", "schema-version", "f"),
        (HEAD + "  - {\n", "yaml", "f:5:1"),
        ("- a\n", "not-a-baseline", "f:1:1"),
        ("schema_version: 1\n", "not-a-baseline", "f"),
        ("", "not-a-baseline", "f"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_its_place(text: str, code: str, place: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(text.encode(), "f")
    assert [(one.code, str(one.location)) for one in refused.value.problems] == [(code, place)]


def test_text_that_is_not_utf_8_is_refused_with_its_line() -> None:
    with pytest.raises(InvalidInput) as refused:
        read(HEAD.encode() + b"\xff", "f")
    assert [(one.code, str(one.location)) for one in refused.value.problems] == [("encoding", "f:4:1")]


def test_of_two_lines_on_one_finding_the_one_that_excuses_less_counts() -> None:
    text = HEAD + GOOD + GOOD.replace("status: fail", "status: unknown") + GOOD
    assert [one.status for one in read(text.encode()).findings.values()] == [Status.UNKNOWN]


OLD = baseline_of(found(same=0, better=0, worse=None, gone=0))
NOW = found(same=0, better=None, worse=0, gone=1, new=0)


def test_an_update_accepts_what_is_new_or_worse_and_keeps_what_is_gone() -> None:
    new = updated(OLD, NOW)
    assert [of_units(part) for part in (new.added, new.worse, new.better, new.gone)] == [
        ["new"], ["worse"], ["better"], ["gone"]
    ]  # fmt: skip
    assert {one.subject: one.status for one in new.baseline.findings.values()} == {
        "same": Status.FAIL,
        "better": Status.UNKNOWN,
        "worse": Status.FAIL,
        "gone": Status.FAIL,
        "new": Status.FAIL,
    }


def test_an_update_that_adds_nothing_and_prunes_only_shrinks() -> None:
    new = updated(OLD, NOW, add=False, prune=True)
    assert {one.subject: one.status for one in new.baseline.findings.values()} == {
        "same": Status.FAIL,
        "better": Status.UNKNOWN,
        "worse": Status.UNKNOWN,
    }


def test_changes_of_two_units_merge_without_a_conflict(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=x", "-c", "user.email=x@example.com")
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    def commit(*entries: KnownFinding) -> None:
        (tmp_path / "baseline.yaml").write_bytes(dump(baseline(*entries)))
        git("add", ".")
        git("commit", "-m", "x")

    first = [entry(f"{name}1", of_unit=name) for name in ("a", "b")]
    of_a, of_b = entry("a2", of_unit="a"), entry("b0", of_unit="b")
    git("init", "-b", "main")
    commit(*first)
    git("checkout", "-b", "unit-a")
    commit(*first, of_a)
    git("checkout", "main")
    commit(*first, of_b)
    git("merge", "unit-a")
    assert (tmp_path / "baseline.yaml").read_bytes() == dump(baseline(*first, of_a, of_b))
