"""The longest terms of waivers: where they are written, who may change them, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from secaudit import catalogue
from secaudit.model.problem import CatalogueInvalid
from secaudit.model.status import Severity

REASON = "reason: {vi: Vì sao, en: Why}"


def layer(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "waivers.yaml").write_text(text, encoding="utf-8")
    return folder


def test_every_severity_of_the_shipped_catalogue_has_a_term_and_none_is_over_a_year() -> None:
    terms = catalogue.load().waiver_terms
    assert {severity: term.days for severity, term in terms.items()} == {
        Severity.CRITICAL: 92,
        Severity.HIGH: 184,
        Severity.MEDIUM: 366,
        Severity.LOW: 366,
        Severity.INFO: 366,
    }


def test_a_layer_above_sets_a_term_which_reports_then_tell(tmp_path: Path) -> None:
    own = layer(tmp_path / "own", f"waiver_terms:\n  - {{severity: high, days: 30, {REASON}}}\n")
    loaded = catalogue.load(own)
    assert loaded.waiver_terms[Severity.HIGH].days == 30
    assert loaded.waiver_terms[Severity.CRITICAL].days == 92
    (change,) = loaded.changes
    assert (change.of, change.id, change.change, str(change.location)) == (
        "waiver_term", "high", "replaced", "own/waivers.yaml:2:5"
    )  # fmt: skip
    assert "30 ngày" in change.title.vi
    assert change.reason is not None
    assert change.reason.en == "Why"


@pytest.mark.parametrize(
    ("entry", "code", "place"),
    [
        ("{severity: hihg, days: 30, reason: {vi: V, en: E}}", "wrong-value", "own/waivers.yaml:2:16"),
        ("{severity: high, days: 0, reason: {vi: V, en: E}}", "wrong-value", "own/waivers.yaml:2:28"),
        ("{severity: high, days: 30}", "missing-key", "own/waivers.yaml:2:5"),
        ("{severity: high, days: 3, x: 1, reason: {vi: V, en: E}}", "unknown-key", "own/waivers.yaml:2:31"),
    ],
)  # fmt: skip
def test_a_bad_term_is_refused_with_its_place(tmp_path: Path, entry: str, code: str, place: str) -> None:
    own = layer(tmp_path / "own", f"waiver_terms:\n  - {entry}\n")
    with pytest.raises(CatalogueInvalid) as refused:
        catalogue.load(own)
    assert [(problem.code, str(problem.location)) for problem in refused.value.problems] == [(code, place)]


def test_a_severity_has_one_term_in_a_layer(tmp_path: Path) -> None:
    entry = f"  - {{severity: high, days: 30, {REASON}}}\n"
    with pytest.raises(CatalogueInvalid) as refused:
        catalogue.load(layer(tmp_path / "own", f"waiver_terms:\n{entry}{entry}"))
    assert [(one.code, str(one.location)) for one in refused.value.problems] == [
        ("duplicate-id", "own/waivers.yaml:3:16")
    ]
