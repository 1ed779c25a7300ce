"""audit.json: its shape, the way back, and what is said of a file that is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.text import Text
from secaudit.reporting import dump, load
from tests.reporting.canonical import canonical
from tests.reporting.canonical_findings import HOSTILE, LONG

_WORDS = st.text(st.characters(codec="utf-8"), max_size=20)
_VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _WORDS
)


def _document() -> Any:
    return orjson.loads(dump(canonical()))


def _refused(data: bytes) -> Problem:
    with pytest.raises(InvalidInput) as caught:
        load(data, "kiem-tra/audit.json")
    problem = caught.value.problems[0]
    assert problem.location.file == "kiem-tra/audit.json"
    assert problem.advice.vi
    assert problem.advice.en
    return problem


def test_a_result_survives_its_file() -> None:
    assert load(dump(canonical())) == canonical()


def test_a_file_written_again_has_the_same_bytes() -> None:
    assert dump(load(dump(canonical()))) == dump(canonical())


@given(
    evidence=st.dictionaries(_WORDS, _VALUES, max_size=4),
    observed=st.none() | st.dictionaries(_WORDS, _VALUES, max_size=2),
    words=st.tuples(_WORDS, _WORDS),
    hours=st.integers(-11, 13),
)
def test_every_value_of_a_finding_survives(
    evidence: dict[str, Any], observed: dict[str, Any] | None, words: tuple[str, str], hours: int
) -> None:
    result = canonical()
    finding = replace(result.findings[0], evidence=evidence, observed=observed, message=Text(*words))
    moment = datetime(2027, 1, 5, 8, 30, 1, 250_000, tzinfo=timezone(timedelta(hours=hours)))
    changed = replace(result, findings=(finding,), generated_at=moment)
    assert load(dump(changed)) == changed


def test_evidence_that_looks_like_a_day_stays_text() -> None:
    finding = load(dump(canonical())).findings[5]
    assert finding.evidence["appraised_on"] == "2026-12-01"
    assert finding.observed == {"approved_on": "2026-11-21"}


def test_the_top_level_is_that_of_the_contract() -> None:
    document = _document()
    assert list(document)[:5] == ["schema_version", "as_of", "generated_at", "tool", "scope"]
    for part in ("inventory", "catalogue", "counts", "scores", "findings", "actions"):
        assert part in document
    assert document["as_of"] == "2027-01-05"
    assert document["generated_at"] == "2027-01-05T08:30:00+00:00"
    assert document["inventory"]["files"][0]["sha256"] == "a" * 64
    assert document["catalogue"] == {
        "sha256": "f" * 64,
        "version": "2026.11",
        "base": None,
        "changes": [],
        "profile": None,
    }


def test_a_finding_has_the_fields_of_the_contract() -> None:
    finding = _document()["findings"][1]
    assert finding["title"] == {
        "vi": "Tỷ lệ chi an ninh mạng đạt tối thiểu 15%",
        "en": "Security spending is at least 15%",
    }
    assert finding["severity"] == "high"
    assert finding["status"] == "fail"
    assert finding["subject"] == {
        "table": "budgets",
        "id": "so-a-2026",
        "name": "Ngân sách 2026",
        "unit": "so-a",
    }
    assert (finding["measure"], finding["target"], finding["measure_unit"]) == (0.124, 0.15, "ratio")
    assert finding["due"] == "2026-12-31"
    assert finding["days_overdue"] == 5


def test_a_location_has_only_its_own_parts() -> None:
    findings = _document()["findings"]
    assert findings[0]["location"] == {"file": "ngan-sach.csv", "line": 2, "column": 1}
    assert findings[4]["location"] == {"file": "so-a.xlsx", "sheet": "systems", "cell": "H2"}
    assert findings[8]["location"] == {"file": "may.parquet", "row": 3}
    assert findings[4]["waiver"]["location"] == {"file": "mien-tru.xlsx", "sheet": "waivers", "cell": "A2"}


def test_all_seven_statuses_are_counted_everywhere() -> None:
    counts = _document()["counts"]
    assert counts["total"] == {
        "error": 1,
        "not_applicable": 3,
        "unknown": 3,
        "pass": 4,
        "waived": 1,
        "not_yet_due": 1,
        "fail": 4,
    }
    assert counts["by_control"]["DOC-01"]["not_applicable"] == 1
    assert set(counts["by_control"]["DOC-01"]) == set(counts["total"])


def test_hostile_text_is_kept_as_it_is() -> None:
    document = _document()
    assert document["units"][2]["name"] == HOSTILE
    assert document["findings"][5]["subject"]["id"] == LONG


def test_the_file_has_a_record_a_line_and_ends_with_a_newline() -> None:
    """A city's result is searched and compared by lines: one finding is one of them, whole."""
    result = canonical()
    data = dump(result)
    assert data.endswith(b"}\n")
    assert b'\n"as_of": "2027-01-05",\n' in data
    lines = [line.rstrip(b",") for line in data.splitlines()]
    plain = orjson.loads(data)["findings"]
    found = [
        orjson.loads(line) for line in lines if line.startswith(b'{"control"') and b'"fingerprint"' in line
    ]
    assert found == plain
    assert [item["fingerprint"] for item in found] == [item.fingerprint for item in result.findings]
    assert "Sở Ví Dụ (hư cấu)".encode() in data


@pytest.mark.parametrize("cut", [0, 1, 100, -2])
def test_a_file_cut_short_is_refused_with_its_place(cut: int) -> None:
    problem = _refused(dump(canonical())[:cut])
    assert problem.code == "not-json"
    assert problem.location.line is not None


@pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"\xff\xfe\x00", b"[" * 5000])
def test_what_is_not_json_is_refused(data: bytes) -> None:
    assert _refused(data).code == "not-json"


@pytest.mark.parametrize(
    "data", [b"[]", b"{}", b"null", b'{"schema_version": true}', b'{"schema_version": "1"}']
)
def test_json_that_is_no_audit_is_refused(data: bytes) -> None:
    assert _refused(data).code == "not-an-audit"


@pytest.mark.parametrize(("version", "advice"), [(0, "run secaudit audit"), (2, "update secaudit")])
def test_another_version_is_refused_with_the_way_out(version: int, advice: str) -> None:
    problem = _refused(orjson.dumps(_document() | {"schema_version": version}))
    assert problem.code == "schema-version"
    assert advice in problem.advice.en


def test_a_wrong_value_is_named_by_its_path() -> None:
    document = _document()
    document["findings"][3]["status"] = "đạt"
    problem = _refused(orjson.dumps(document))
    assert problem.code == "invalid-audit"
    assert "findings[3].status" in problem.found.en


def test_a_number_written_as_text_is_refused() -> None:
    document = _document()
    document["findings"][1]["days_overdue"] = "5"
    assert "findings[1].days_overdue" in _refused(orjson.dumps(document)).found.en


def test_a_missing_part_is_named() -> None:
    document = _document()
    del document["scores"]
    assert "scores" in _refused(orjson.dumps(document)).found.en


def test_counts_that_do_not_add_up_are_refused() -> None:
    document = _document()
    document["counts"]["total"]["fail"] = 3
    problem = _refused(orjson.dumps(document))
    assert problem.code == "counts-disagree"
    assert problem.found.en == "counts.total: 16"


def test_a_missing_status_is_refused() -> None:
    document = _document()
    del document["scores"][0]["own"]["waived"]
    assert _refused(orjson.dumps(document)).code == "counts-disagree"


def test_utc_is_written_as_an_offset() -> None:
    changed = replace(canonical(), generated_at=datetime(2027, 1, 5, tzinfo=UTC))
    assert b'"generated_at": "2027-01-05T00:00:00+00:00"' in dump(changed)
