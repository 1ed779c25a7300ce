"""Named verdicts of the sample inventory, explained from the clause to the cell."""

from __future__ import annotations

from datetime import date

from secaudit.model.status import Status
from tests.explanation.cases import CITY, shipped, stated, text, tree


def test_a_missing_appraisal() -> None:
    found = shipped("SYS-02", "khoahoc-troly")
    assert found.finding.status is Status.FAIL
    assert [step.status for step in found.trail] == list(Status)
    assert [step.status for step in found.trail if step.held] == [Status.FAIL]
    assert tree(found, "applies_when").filled.vi == "'trial' IN ('trial', 'operation')"
    assert (tree(found).sql, tree(found).truth) == ("appraised", "false")
    appraised = next(cell for cell in found.cells if cell.column == "appraised_on")
    assert (appraised.value, appraised.shown.vi) == ("none", "không có (none)")
    assert appraised.location is not None
    assert appraised.location.file == "systems.yaml"
    (clause,) = found.law.clauses
    assert (clause.obligation, clause.issued, clause.issued_assumed) == ("CTTU26/7a", date(2026, 4, 1), True)
    assert found.law.due.origin == "at_once"


def test_a_waiver_that_is_refused() -> None:
    found = shipped("SYS-02", "khoahoc-troly")
    (account,) = found.waivers
    assert (account.waiver.id, account.waiver.state, account.without) == ("nl-troly", "refused", Status.FAIL)
    assert "Bị từ chối: tiêu chí này không cho phép ngoại lệ." in text(found)


def test_a_waiver_in_force_and_what_would_be_without_it() -> None:
    found = shipped("LVL-01", "bv-benhan")
    (account,) = found.waivers
    assert found.finding.status is Status.WAIVED
    assert (account.waiver.state, account.without) == ("in_force", Status.FAIL)
    assert "Không có ngoại lệ này thì kết luận là: Không đạt." in text(found)


def test_a_waiver_that_has_expired_and_an_observation_that_contradicts() -> None:
    found = shipped("SAF-01", "giadinh-motcua")
    assert [account.waiver.state for account in found.waivers] == ["expired"]
    assert {part.sql: part.truth for part in tree(found).parts} == {
        "ids_ips": "true", "endpoint_protection": "true", "mfa": "false", "backup": "false",
        "restore_tested": "true",
    }  # fmt: skip
    assert [part.sql for part in tree(found).parts if part.decisive] == ["mfa", "backup"]
    backup = next(cell for cell in found.cells if cell.column == "backup")
    assert (backup.value, backup.declared) == (False, True)
    assert backup.observed is not None
    assert (backup.observed.id, backup.observed.method.vi) == ("qs-giadinh-saoluu", "kiểm thử")
    assert backup.location is not None
    assert backup.location.file == "systems.yaml"
    assert backup.observed.location.file == "inspection.yaml"
    assert "đơn vị đã khai: có; quan sát qs-giadinh-saoluu ngày 08/10/2026 (kiểm thử) thấy: không" in text(
        found
    )


def test_an_unknown_for_want_of_a_declaration() -> None:
    found = shipped("VUL-01", "hucau-dulich")
    assert found.finding.status is Status.UNKNOWN
    (exists,) = tree(found).parts
    assert (tree(found).kind, exists.kind, exists.truth) == ("not", "exists", "unknown")
    assert exists.rows is not None
    assert (exists.rows.completeness.state, exists.rows.completeness.unit) == ("undeclared", "dk-hucau")
    (wanted,) = found.remedy.wanted
    assert (wanted.table, wanted.column, wanted.unit) == ("vulnerabilities", None, "dk-hucau")


def test_an_unknown_for_want_of_a_cell() -> None:
    found = shipped("SYS-02", "binhmau-motcua")
    (wanted,) = found.remedy.wanted
    assert (wanted.table, wanted.row, wanted.column) == ("systems", "binhmau-motcua", "appraised_on")
    assert wanted.location is not None
    assert wanted.location.file == "systems.yaml"
    assert tree(found).truth == "unknown"


def test_a_budget_roll_up() -> None:
    found = shipped("BUD-02", "tp:2026:allocated")
    sums = found.roll_up
    assert sums is not None
    members = {member.unit: member.reported for member in sums.members}
    assert members["mattran-mau"] == "incomplete"
    assert members["bv-mau"] == "nothing"
    assert members["so-yte"] == "figures"
    assert sums.reported == len(members) - 1
    judged = {cell.column: cell.value for cell in found.cells}
    assert {total.column: total.sum for total in sums.totals} == {
        name: judged[name] for name in ("it_dt_total_vnd", "security_vnd")
    }
    (empty,) = found.remedy.wanted
    assert (empty.row, empty.column) == ("ns-mattran-26", "security_vnd")
    threshold, complete = tree(found).parts
    assert threshold.truth == "true"
    assert (complete.kind, complete.truth, complete.decisive) == ("case", "unknown", True)
    assert found.law.due.origin == "own"
    ward = next(member for member in sums.members if member.unit == "p-bangtinh")
    assert {(cell.location.sheet, cell.location.cell) for cell in ward.cells if cell.location} == {
        ("budgets", "E3"),
        ("budgets", "F3"),
    }


def test_two_blocs_of_units_beside_each_other() -> None:
    found = shipped("FND-04", "tp:2026:allocated")
    sums = found.roll_up
    assert sums is not None
    members = {member.unit: member.reported for member in sums.members}
    assert members["mattran-mau"] == "incomplete"
    assert members["du-mau"] == members["so-yte"] == members["p-anmau"] == "figures"
    assert {"bv-mau", "quansu-mau", "congan-mau"} & members.keys() == set()
    totals = {total.column: total.sum for total in sums.totals}
    assert (totals["party_it_dt_vnd"], totals["party_security_vnd"]) == (6_000_000_000, 1_020_000_000)
    judged = {cell.column: cell.value for cell in found.cells}
    assert totals["party_security_vnd"] == judged["party_security_vnd"]


def test_a_path_to_the_internet_step_by_step() -> None:
    found = shipped("SEC-02", "anmau-tb02")
    assert found.exposure is not None
    assert found.exposure.exposed == "true"
    assert [(hop.id, hop.link) for hop in found.exposure.way] == [
        ("anmau-tb02", None),
        ("anmau-mat", "kn-anmau-usb"),
        ("anmau-lan", "kn-anmau"),
    ]
    places = [
        (cell.table, cell.column, cell.location.file)
        for hop in found.exposure.way
        for cell in hop.cells
        if cell.location is not None
    ]
    assert places == [
        ("devices", "segment", "devices.csv"),
        ("links", "source", "network.yaml"),
        ("links", "target", "network.yaml"),
        ("links", "kind", "network.yaml"),
        ("links", "source", "network.yaml"),
        ("links", "target", "network.yaml"),
        ("links", "kind", "network.yaml"),
        ("segments", "kind", "network.yaml"),
    ]
    assert "(loại: thiết bị lưu trữ di động)" in text(found)


def test_a_path_that_an_observation_opened() -> None:
    found = shipped("SEC-02", "vpdanguy-tb02")
    assert found.exposure is not None
    (hop,) = found.exposure.way
    (cell,) = hop.cells
    assert (cell.column, cell.value, cell.declared) == ("internet", True, False)
    assert cell.observed is not None
    assert cell.observed.id == "qs-vpdanguy-internet"


def test_a_gateway_that_ends_the_way() -> None:
    found = shipped("SEC-02", "quansu-tb01")
    assert found.finding.status is Status.PASS
    assert found.exposure is not None
    assert found.exposure.exposed == "false"
    assert "kn-quansu-coyeu" in [boundary.link for boundary in found.exposure.boundaries]
    assert {boundary.kind for boundary in found.exposure.boundaries} == {"government_cipher"}
    assert "qua kết nối kn-quansu-coyeu (loại: cổng cơ yếu)" in text(found)
    assert "mật mã của Ban Cơ yếu Chính phủ" in text(found)


def test_a_link_that_has_ended() -> None:
    found = shipped("SEC-02", "giadinh-tb03")
    assert found.exposure is not None
    assert [(each.link, each.kind) for each in found.exposure.boundaries] == [("kn-giadinh-usb", "ended")]


def test_a_duty_that_is_not_yet_due() -> None:
    found = shipped("DOC-01", "p-binhmau")
    assert found.finding.status is Status.NOT_YET_DUE
    assert (found.law.due.origin, found.law.due.due) == ("earliest", date(2026, 12, 31))
    assert found.law.due.candidates == (("CTHD13/II.2.1a", date(2026, 12, 31)),)
    rows = tree(found).rows
    assert rows is not None
    assert (rows.found.total, rows.doubtful.total) == (0, 0)
    why = {row.id: [condition.sql for condition in row.conditions] for row in rows.fell_out.first}
    assert why["vb-binhmau-kehoach"] == ["d.type = 'internal_regulation'"]
    assert (rows.completeness.state, rows.completeness.declaration) == ("declared", "xn-binhmau")
    assert rows.completeness.location is not None
    assert rows.completeness.location.file == "units.yaml"


def test_a_law_that_is_not_in_force() -> None:
    found = shipped("SYS-02", "khoahoc-troly", date(2026, 3, 31))
    assert found.finding.status is Status.NOT_APPLICABLE
    assert not found.law.in_force
    assert stated(found, "assert").tree is None
    assert "chưa văn bản nào có hiệu lực; văn bản sớm nhất có hiệu lực từ 01/04/2026" in text(found)
    assert "Effective due date: none yet; the control is in force from 1 April 2026." in text(found, "en")


def test_what_a_control_does_not_apply_to() -> None:
    found = shipped("SYS-02", "khoahoc-thudien")
    assert [step.status for step in found.trail] == [Status.ERROR, Status.NOT_APPLICABLE]
    assert tree(found, "applies_when").filled.en == "'retired' IN ('trial', 'operation')"
    assert not found.remedy.needed


def test_an_appraisal_of_tomorrow_has_not_happened() -> None:
    found = shipped("SYS-02", "s-appr-late", date(2026, 11, 21), CITY)
    assert found.finding.status is Status.FAIL
    appraised = next(cell for cell in found.cells if cell.column == "appraised_on")
    assert (appraised.value, appraised.later) == ("2026-11-22", True)
    assert "22/11/2026 (sau ngày đánh giá: coi là chưa diễn ra)" in text(found)


def test_a_paper_that_does_not_say_for_which_system() -> None:
    found = shipped("SYS-01", "s-plan-loose", date(2026, 11, 21), CITY)
    assert found.finding.status is Status.UNKNOWN
    rows = tree(found).rows
    assert rows is not None
    assert rows.doubtful.total >= 1
    wanting = {cell.column for row in rows.doubtful.first for cell in row.wanting}
    assert wanting == {"system"}
    assert all(item.location is not None for item in found.remedy.wanted)


def test_the_quality_of_data_down_to_the_cell_to_mend() -> None:
    found = shipped("DAT-01", "p-anmau")
    assert found.data is not None
    judged = {cell.column: cell.value for cell in found.cells}
    assert sum(tally.checked for tally in found.data.tallies) == judged["valid_checked"]
    assert found.data.total == judged["valid_faults"]
    assert all(fault.location is not None for fault in found.data.first)
    assert "CÁC LƯỢT KIỂM TRA DỮ LIỆU" in text(found)


def test_what_a_row_that_was_found_holds() -> None:
    found = shipped("DOC-02", "p-anmau")
    assert found.finding.status is Status.PASS
    assert "loại văn bản = phương án ứng cứu sự cố (incident_plan); ngày ban hành = 10/10/2026" in text(found)
