"""Under keep-going, what was left out is not known not to be there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from secaudit import inventory
from secaudit.audit import judge
from secaudit.model.control import Control
from secaudit.model.problem import InventoryInvalid
from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from secaudit.remediation import completion
from secaudit.reporting.completion.columns import how
from secaudit.reporting.voice import voice
from tests.audit.factory import GENERATED, catalogue, control, statuses

PLAN = "EXISTS (SELECT 1 FROM documents d WHERE d.unit = units.id AND d.type = 'incident_plan' AND d.issued)"
UNITS = "id,name,kind\nu,U,other\nv,V,other\n"
DECLARATIONS = "id,unit,tables,declared_on\na,u,documents,2026-01-01\nb,v,documents,2026-01-01\n"


def judged(folder: Path, **files: str | bytes) -> dict[str, Status]:
    for name, content in {"units": UNITS, "declarations": DECLARATIONS, **files}.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / f"{name}.csv").write_bytes(data)
    read = inventory.read([folder], keep_going=True)
    result = judge(
        read, catalogue(control(PLAN)), date(2026, 11, 21), generated_at=GENERATED, all_verdicts=True
    )
    return statuses(result)


def test_without_rejected_rows_absence_is_known(tmp_path: Path) -> None:
    found = judged(tmp_path, documents="id,unit,type,issued_on\nd,u,other,2026-01-01\n")
    assert found == {"u": Status.FAIL, "v": Status.FAIL}


@pytest.mark.parametrize("row", ["d,u,incident_plan,31/02/2026", "d,u,incident_paln,2026-01-01"])
def test_a_rejected_row_makes_its_own_unit_unknown(tmp_path: Path, row: str) -> None:
    found = judged(tmp_path, documents=f"id,unit,type,issued_on\n{row}\n")
    assert found == {"u": Status.UNKNOWN, "v": Status.FAIL}


def test_a_table_that_a_rejected_row_opens_again_is_not_called_undeclared(tmp_path: Path) -> None:
    files = {
        "documents": "id,unit,type,issued_on\nd,u,incident_plan,31/02/2026\n",
        "declarations": DECLARATIONS,
    }
    for name, content in {"units": UNITS, **files}.items():
        (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")
    read = inventory.read([tmp_path], keep_going=True)
    result = judge(read, catalogue(control(PLAN)), date(2026, 11, 21), generated_at=GENERATED)

    (found,) = [item for item in result.findings if item.subject.id == "u"]

    assert "rejected rows have to be mended in: documents (documents)" in found.message.en
    assert "có dòng bị loại, cần sửa, trong bảng văn bản (documents)" in found.message.vi
    assert "not declared" not in found.message.en
    (entry,) = [item for item in completion(result).entries if item.blank.unit == "u"]
    assert entry.blank.undone
    assert "Mend the rejected rows of the table documents" in how(entry, voice("en"))


def test_a_rejected_row_of_nobody_knows_whom_makes_all_units_unknown(tmp_path: Path) -> None:
    found = judged(tmp_path, documents="id,unit,type,issued_on\nd,,incident_plan,2026-01-01\n")
    assert found == {"u": Status.UNKNOWN, "v": Status.UNKNOWN}


def test_a_file_that_cannot_be_read_makes_all_units_unknown(tmp_path: Path) -> None:
    found = judged(tmp_path, documents=b"\x89PNG\r\n\x1a\n\x00\x00")
    assert found == {"u": Status.UNKNOWN, "v": Status.UNKNOWN}


WAIVERS = """id,control,subject,reason,approved_by,from_on,until_on
w1,T-01,u,r,a,2026-01-01,2026-12-31
w2,T-99,u,r,a,2026-01-01,2026-12-31
w3,T-01,nobody,r,a,2026-01-01,2026-12-31
"""


def test_waivers_that_waive_nothing_are_rejected_rows_and_the_sums_still_hold(tmp_path: Path) -> None:
    for name, text in {"units": UNITS, "waivers": WAIVERS}.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    read = inventory.read([tmp_path], keep_going=True)
    arguments = (read, catalogue(control("trained > 0")), date(2026, 11, 21))
    with pytest.raises(InventoryInvalid) as refused:
        judge(*arguments, generated_at=GENERATED)
    assert [problem.code for problem in refused.value.problems] == ["unknown-control", "unknown-subject"]
    result = judge(*arguments, generated_at=GENERATED, keep_going=True)
    assert [(row.table, row.id) for row in result.inventory.rejected] == [
        ("waivers", "w2"),
        ("waivers", "w3"),
    ]
    account = next(item for item in result.inventory.files if item.path == "waivers.csv")
    assert (account.rows_in, account.rows_kept, account.rows_rejected) == (3, 1, 2)
    assert [use.id for use in result.waivers] == ["w1"]


def test_a_waiver_for_a_row_of_a_derived_table_is_checked_too(tmp_path: Path) -> None:
    units = "id,name,kind,parent,headcount,trained\nu,U,other,,1,0\nv,V,other,u,1,0\n"
    waivers = (
        WAIVERS.splitlines()[0]
        + "\nw1,T-01,u,r,a,2026-01-01,2026-12-31\nw2,T-01,v,r,a,2026-01-01,2026-12-31\n"
    )
    for name, text in {"units": units, "waivers": waivers}.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    judged_subtree = control("trained >= headcount", subject="subtree_training")
    read = inventory.read([tmp_path])
    result = judge(
        read, catalogue(judged_subtree), date(2026, 11, 21), generated_at=GENERATED, keep_going=True
    )
    assert [(use.id, use.state) for use in result.waivers] == [("w1", "in_force")]
    assert [row.id for row in result.inventory.rejected] == ["w2"]


def kept_going(folder: Path, *controls: Control, **files: str) -> AuditResult:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    read = inventory.read([folder], keep_going=True)
    assert read.rejected
    return judge(read, catalogue(*controls), date(2026, 11, 21), generated_at=GENERATED, all_verdicts=True)


TREE = "id,name,kind,parent,headcount,trained\nu,U,city,,10,10\nv,V,commune,u,10,10\n"
SUBTREE = "AND CASE WHEN reported = members THEN TRUE END"


def test_a_rejected_budget_row_has_not_been_reported(tmp_path: Path) -> None:
    found = kept_going(
        tmp_path,
        control(f"security_vnd >= 0.15 * it_dt_total_vnd {SUBTREE}", subject="subtree_budgets"),
        units=TREE,
        declarations="id,unit,tables,declared_on\na,u,budgets,2026-01-01\nb,v,budgets,2026-01-01\n",
        budgets="id,unit,year,stage,it_dt_total_vnd,security_vnd\nb1,u,2026,allocated,100,50\n"
        "b2,v,2026,allocated,1000,abc\nb3,v,2026,allocated,10,5\n",
    )
    assert statuses(found) == {"u:2026:allocated": Status.UNKNOWN}


def test_a_rejected_unit_is_a_member_that_has_not_reported(tmp_path: Path) -> None:
    item = control(f"trained >= headcount {SUBTREE}", subject="subtree_training")
    found = kept_going(tmp_path, item, units=TREE + "w,W,communee,u,100,0\n")
    assert statuses(found) == {"u": Status.UNKNOWN}


def test_a_rejected_device_may_have_been_a_way_out(tmp_path: Path) -> None:
    found = kept_going(
        tmp_path,
        control("NOT exposed", subject="devices"),
        units=UNITS,
        declarations="id,unit,tables,declared_on\na,u,links;devices,2026-01-01\nb,v,links,2026-01-01\n",
        segments="id,unit,kind\niso,u,isolated\nfar,v,isolated\n",
        devices="id,unit,segment,internet,os_support_until\nd1,u,iso,không,\nd2,u,iso,có,2026-99-99\nd3,v,far,không,\n",
    )
    assert statuses(found) == {"d1": Status.UNKNOWN, "d3": Status.PASS}


def test_a_row_of_a_mistyped_unit_may_have_been_anyones(tmp_path: Path) -> None:
    none = "NOT EXISTS (SELECT 1 FROM incidents i WHERE i.unit = units.id AND i.serious)"
    found = kept_going(
        tmp_path,
        control(none),
        units=UNITS,
        declarations=DECLARATIONS.replace("documents", "incidents"),
        incidents="id,unit,serious\ni,uu,có\n",
    )
    assert statuses(found) == {"u": Status.UNKNOWN, "v": Status.UNKNOWN}
