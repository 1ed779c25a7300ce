"""What a good catalogue becomes."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from secaudit.catalogue import UnknownControl, find, load
from secaudit.model.control import Expression, Measure
from secaudit.model.location import Location
from secaudit.model.status import Severity, Status
from secaudit.model.text import Text
from tests.catalogue.sample import CONTROL, spoil, write


def test_a_control_is_read_whole(tmp_path: Path) -> None:
    catalogue = load(write(tmp_path))
    (control,) = catalogue.controls

    assert control.id == "SYS-01"
    assert control.title == Text("Xác thực đa yếu tố", "Multi-factor authentication")
    assert control.severity is Severity.HIGH
    assert control.subject == "systems"
    assert control.cites == (catalogue.obligations["LAW/1"],)
    assert control.applies_when == Expression("phase = 'operation'", Location("systems.yaml", 7, 19))
    assert control.condition == Expression("mfa AND log_months >= 3", Location("systems.yaml", 8, 13))
    assert control.key == "mfa"
    assert control.measure == Measure(
        Expression("log_months / 12", Location("systems.yaml", 10, 22)), 0.25, "ratio"
    )
    assert control.due == Expression("DATE '2026-12-31'", Location("systems.yaml", 11, 10))
    assert control.figures["short"].sql == "3 - log_months"
    assert control.waivable is True
    assert control.family == "SYS"
    assert control.location == Location("systems.yaml", 2, 5)
    assert control.allow == ()


def test_remediation_has_its_defaults(tmp_path: Path) -> None:
    remediation = load(write(tmp_path)).controls[0].remediation

    assert remediation.product == Text("Biên bản", "A record")
    assert remediation.authority == Text("Chủ quản", "Chủ quản")
    assert remediation.effort_days == 5
    assert (remediation.deed, remediation.per, remediation.after) == ("SYS-01", "subject", ())


def test_examples_keep_cells_as_an_inventory_would_hold_them(tmp_path: Path) -> None:
    text = spoil(
        CONTROL,
        "phase: operation, mfa: true, log_months: 3}]}",
        'phase: operation, mfa: no, log_months: "007", approved_on: 2026-05-04, approved_by: }], '
        "declarations: [{id: d, unit: u, tables: [devices, links], declared_on: none}]}\n"
        "        declared: []\n"
        "        subject: s\n"
        "        name: a name",
    )
    example = load(write(tmp_path, controls=text)).controls[0].examples[0]

    assert dict(example.given["systems"][0]) == {
        "id": "s", "unit": "u", "name": "S", "phase": "operation", "mfa": "no", "log_months": "007",
        "approved_on": "2026-05-04", "approved_by": None,
    }  # fmt: skip
    assert example.given["declarations"][0]["tables"] == ("devices", "links")
    assert example.as_of == date(2027, 1, 5)
    assert example.expect is Status.PASS
    assert (example.subject, example.declared) == ("s", ())
    assert example.location == Location("systems.yaml", 23, 9)


def test_the_law_is_read_with_its_dates(tmp_path: Path) -> None:
    catalogue = load(write(tmp_path))
    document, obligation = catalogue.documents["LAW"], catalogue.obligations["LAW/1"]

    assert (document.issued, document.issued_assumed, document.checked) == (date(2026, 1, 15), True, True)
    assert obligation.document is document
    assert (obligation.due, obligation.every, obligation.kind) == (date(2026, 12, 31), None, "control")
    assert obligation.location == Location("registry/law.yaml", 2, 5)
    assert catalogue.obligations["LAW/2"].reason == Text("Không có nghĩa vụ", "No duty")
    assert catalogue.version == "2026.1"


def test_the_hash_covers_every_byte_and_every_name(tmp_path: Path) -> None:
    first = load(write(tmp_path / "a")).sha256
    again = load(write(tmp_path / "b")).sha256
    commented = load(write(tmp_path / "c", controls=CONTROL + "# a comment\n")).sha256
    renamed = write(tmp_path / "d")
    (renamed / "systems.yaml").rename(renamed / "other.yml")

    assert first == again
    assert len({first, commented, load(renamed).sha256}) == 3


def test_controls_may_stand_in_folders_and_several_files(tmp_path: Path) -> None:
    second = spoil(CONTROL, "SYS-01", "AAA-02").replace(
        "effort_days: 5", "effort_days: 5\n      after: [SYS-01]"
    )
    catalogue = load(write(tmp_path, **{"more/deep": second}))

    assert [control.id for control in catalogue.controls] == ["AAA-02", "SYS-01"]
    assert catalogue.controls[0].remediation.after == ("SYS-01",)
    assert catalogue.controls[0].location.file == "more/deep.yaml"


def test_a_derived_subject_is_named_by_its_own_id(tmp_path: Path) -> None:
    text = """\
controls:
  - id: TRN-02
    title: {vi: "Tập huấn", en: "Training"}
    severity: low
    subject: subtree_training
    cites: [LAW/1]
    assert: trained >= headcount
    message: {vi: "Còn thiếu", en: "Too few"}
    remediation: {vi: "Mở lớp", en: "Hold a course", product: A, authority: B, effort_days: 1}
    examples:
      - given: {units: [{id: c, name: C, kind: city, headcount: 3, trained: 3}]}
        subject: "c:2026"
        as_of: 2026-11-21
        expect: pass
"""
    control = load(write(tmp_path, controls=text)).controls[0]

    assert control.examples[0].subject == "c:2026"
    assert control.applies_when is None


def test_the_shipped_catalogue_loads_and_holds_the_spine() -> None:
    catalogue = load()

    assert {"BUD-01", "SEC-02", "LVL-01", "ORG-01", "POP-01"} <= {
        control.id for control in catalogue.controls
    }
    assert catalogue.documents["CTTU26"].issued_assumed is True
    assert all(control.examples for control in catalogue.controls)


def test_a_control_is_found_whatever_its_capitals(tmp_path: Path) -> None:
    catalogue = load(write(tmp_path))

    assert find(catalogue, "sys-01").id == "SYS-01"
    with pytest.raises(UnknownControl) as caught:
        find(catalogue, "SYS-1")
    assert caught.value.found.en == "there is no control SYS-1"
    assert caught.value.advice == Text("có phải ý là SYS-01?", "did you mean SYS-01?")


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = "import sys, secaudit.catalogue; print(sorted({'yaml', 'sqlglot', 'pydantic'} & set(sys.modules)))"

    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert output.strip() == "[]"


def test_the_package_has_no_other_names() -> None:
    import secaudit.catalogue as package

    with pytest.raises(AttributeError, match="nonsense"):
        _ = package.nonsense
