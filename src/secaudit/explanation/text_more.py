"""The rest of an explanation as text: ways to the internet, sums, waivers, and what to do."""

from __future__ import annotations

from secaudit.audit.messages import written_day
from secaudit.explanation.data import DataAccount
from secaudit.explanation.explaining import Explanation
from secaudit.explanation.page import Page
from secaudit.explanation.remedy import Remedy, Wanted
from secaudit.explanation.rollup import Member, RollUp
from secaudit.explanation.text_tree import cell_lines, completeness_words, named_cell
from secaudit.explanation.ways import ExposureAccount
from secaudit.explanation.wording import in_words
from secaudit.model.finding import WaiverUse
from secaudit.model.status import Status
from secaudit.model.tables import SCHEMA
from secaudit.model.text import Text, same


def add_exposure(page: Page, account: ExposureAccount, number: int) -> None:
    """Add why something is exposed to the internet, or is not, or nobody knows."""
    page.heading(Text(f"{number}. ĐƯỜNG TỚI INTERNET", f"{number}. THE WAY TO THE INTERNET"))
    page.add(_exposure_head(account))
    for index, hop in enumerate(account.way, start=1):
        doubt = same("") if hop.certain else Text(" (chưa chắc chắn)", " (not certain)")
        page.add(hop.words + doubt, 1, f"{index}. ")
        cell_lines(page, hop.cells, 3)
    for boundary in account.boundaries:
        page.add(boundary.words, 1, "■ ")
        cell_lines(page, boundary.cells, 3)
    if account.exposed == "unknown":
        for cell in account.missing:
            page.item(Text("còn thiếu: ", "missing: ") + named_cell(cell))
    if account.exposed != "true":
        page.item(completeness_words("links", account.links_declared))
        if account.rejected_in_the_way:
            page.item(
                Text(
                    "có dòng bị loại có thể là một phần của đường truyền, nên chưa thể nói là không có đường",
                    "rejected rows may be part of a way, so it cannot be said that there is none",
                )
            )


def _exposure_head(account: ExposureAccount) -> Text:
    if account.exposed == "true":
        return Text("Dữ liệu có thể đi theo các bước sau:", "Data can travel by these steps:")
    if account.exposed == "unknown":
        if account.way and not account.boundaries:
            return Text("Chưa rõ; đường sau đây có thể thông:", "Unknown; this way may be open:")
        return Text(
            "Chưa rõ: không thấy đường nào, nhưng chưa đủ căn cứ để nói là không có.",
            "Unknown: no way was found, but it cannot be said that there is none.",
        )
    if account.boundaries:
        return Text(
            "Không có đường tới Internet. Đường sau đây lẽ ra thông, nhưng bị chặn:",
            "There is no way to the internet. This one would be open, but is ended:",
        )
    return Text(
        "Không có đường nào tới Internet, kể cả khi bỏ các cổng cơ yếu và tính cả kết nối đã kết thúc.",
        "There is no way to the internet, not even without cipher gateways and with links that have ended.",
    )


def add_roll_up(page: Page, sums: RollUp, number: int) -> None:
    """Add every member's figures, who did not report, and the sums."""
    page.heading(Text(f"{number}. SỐ LIỆU TỪNG ĐƠN VỊ", f"{number}. THE FIGURES OF EVERY UNIT"))
    for member in sums.members:
        page.item(same(f"{member.name} ({member.unit}): ") + _reported(member, sums.behind))
        cell_lines(page, member.cells, 3)
    if sums.unplaced:
        page.item(
            Text(
                f"{sums.unplaced} dòng hoặc bảng bị loại không rõ của đơn vị nào: tính là chưa báo cáo",
                f"rejected rows or tables of unknown units: {sums.unplaced}, counted as not reported",
            )
        )
    total = len(sums.members) + sums.unplaced
    page.add(
        Text(
            f"Đã kê khai số liệu: {sums.reported}/{total} đơn vị. Tổng của các đơn vị này:",
            f"Units that reported: {sums.reported} of {total}. Sums over these:",
        )
    )
    for figure in sums.totals:
        money = figure.column.endswith("_vnd")
        page.item(figure.label + same(f" ({figure.column}) = ") + in_words(figure.sum, money=money), 2)


def add_data(page: Page, account: DataAccount, number: int) -> None:
    """Add the checks of a unit's data, table by table, and the cells to mend."""
    page.heading(Text(f"{number}. CÁC LƯỢT KIỂM TRA DỮ LIỆU", f"{number}. THE CHECKS OF THE DATA"))
    for tally in account.tallies:
        label = SCHEMA[tally.table].label
        page.item(
            Text(
                f"{tally.quality.label.vi}, bảng {tally.table} ({label.vi}): {tally.checked} lượt kiểm tra, "
                f"{tally.faults} chỗ chưa đạt",
                f"{tally.quality.label.en}, {tally.table} ({label.en}): checks {tally.checked}, "
                f"faults {tally.faults}",
            )
        )
    cut = Text(f" (nêu {len(account.first)} chỗ đầu)", f" (the first {len(account.first)} are listed)")
    head = Text(f"Chỗ cần sửa: {account.total}", f"To be mended: {account.total}")
    page.add(head + (cut if len(account.first) < account.total else same("")))
    for fault in account.first:
        place = same(f"  [{fault.location}]") if fault.location is not None else same("")
        page.item(Text(fault.describe("vi"), fault.describe("en")) + place, 2)


def _reported(member: Member, behind: str) -> Text:
    if member.reported == "figures":
        return Text("đã có số liệu", "reported")
    if member.reported == "nothing":
        return Text("không có dòng nào, tính bằng 0; ", "no row, counted as 0; ") + completeness_words(
            behind, member.completeness
        )
    if member.reported == "incomplete":
        return Text("CHƯA ĐỦ SỐ LIỆU, không tính vào tổng", "INCOMPLETE, not in the sums")
    return Text("CHƯA BÁO CÁO; ", "NOT REPORTED; ") + completeness_words(behind, member.completeness)


def add_waivers(page: Page, explanation: Explanation, number: int) -> None:
    """Add every waiver that names this control and row, and what it changes."""
    page.heading(Text(f"{number}. NGOẠI LỆ", f"{number}. WAIVERS"))
    if not explanation.waivers:
        page.add(
            Text(
                "Không có ngoại lệ nào nêu tiêu chí và đối tượng này.",
                "No waiver names this control and row.",
            )
        )
    for account in explanation.waivers:
        use = account.waiver
        page.item(_waiver(use) + same(f"  [{use.location}]"))
        page.add(_state(use, explanation.finding.status), 2)
        if account.without is not explanation.finding.status:
            without = account.without.label
            page.add(
                Text(f"Không có ngoại lệ này thì kết luận là: {without.vi}.", f"Without it: {without.en}."), 2
            )


def _waiver(use: WaiverUse) -> Text:
    post = f", {use.approver_post}" if use.approver_post else ""
    conditions = (
        Text(f"; điều kiện: {use.conditions}", f"; conditions: {use.conditions}")
        if use.conditions
        else same("")
    )
    return (
        Text(
            f"{use.id}: từ {written_day(use.from_on, 'vi')} đến hết {written_day(use.until_on, 'vi')}; "
            f"người chấp nhận: {use.approved_by}{post}; lý do: {use.reason}",
            f"{use.id}: from {written_day(use.from_on, 'en')} until {written_day(use.until_on, 'en')}; "
            f"approved by {use.approved_by}{post}; reason: {use.reason}",
        )
        + conditions
    )


def _state(use: WaiverUse, status: Status) -> Text:
    if use.state == "refused":
        return Text(
            "Bị từ chối: tiêu chí này không cho phép ngoại lệ.", "Refused: this control cannot be waived."
        )
    if use.state == "expired" and use.is_too_long:
        return Text(
            f"Dài hơn thời hạn tối đa: chỉ có hiệu lực đến hết {written_day(use.last_day, 'vi')}.",
            f"Longer than the longest term: it covered only until {written_day(use.last_day, 'en')}.",
        )
    if use.state == "expired":
        return Text("Đã hết hiệu lực vào ngày đánh giá.", "Expired on the day of the audit.")
    if use.state == "future":
        return Text("Chưa có hiệu lực vào ngày đánh giá.", "Not in force yet on the day of the audit.")
    if status is Status.WAIVED:
        return Text(
            "Còn hiệu lực: vi phạm được chấp nhận tạm thời.",
            "In force: the failure is accepted for the time being.",
        )
    return Text(
        "Còn hiệu lực nhưng không dùng đến: kết luận không phải là không đạt.",
        "In force, but not used: the verdict is not a failure.",
    )


def add_remedy(page: Page, remedy: Remedy, number: int) -> None:
    """Add what to do, and what to fill in where the verdict is unknown."""
    page.heading(Text(f"{number}. VIỆC CẦN LÀM", f"{number}. WHAT TO DO"))
    if not remedy.needed:
        page.add(Text("Không cần làm gì.", "Nothing."))
        return
    if remedy.wanted:
        page.add(Text("Điền vào danh mục kiểm kê:", "Fill in the inventory:"))
        for item in remedy.wanted:
            page.item(wanted_words(item), 2)
        for item in remedy.wanted_if_applies:
            page.item(wanted_words(item) + Text(" (nếu khi đó còn cần)", " (if it is then still needed)"), 2)
        if not remedy.settleable:
            page.add(
                Text(
                    "Điền đủ các mục trên vẫn có thể chưa kết luận được: còn dòng bị loại hoặc điều chưa rõ.",
                    "With all of that it may still be open: rows were rejected, or more may come to light.",
                )
            )
        page.add(Text("Nếu thực tế chưa đáp ứng:", "If the requirement is not met in fact:"))
    after = ", ".join(remedy.after)
    rows = [
        (Text("Việc", "Deed"), remedy.text),
        (Text("Sản phẩm", "Product"), remedy.product),
        (Text("Thẩm quyền", "Authority"), remedy.authority),
        (Text("Công sức", "Effort"), _days(remedy.effort_days)),
    ]  # fmt: skip
    if after:
        rows.append((Text("Làm sau khi đạt", "After"), same(after)))
    for name, words in rows:
        page.add(words, 1, f"{name.to(page.language)}: ", "    ")


def _days(count: int) -> Text:
    return Text(f"{count} ngày làm việc", f"working days: {count}")


def wanted_words(item: Wanted) -> Text:
    """Return what to fill in, and where."""
    if item.column is None:
        who = f" ({item.unit})" if item.unit else ""
        if item.undone:
            return Text(
                f"đơn vị{who} sửa các dòng bị loại của bảng {item.table} ({item.label.vi})",
                f"the unit{who} mends the rejected rows of {item.table} ({item.label.en})",
            )
        return Text(
            f"đơn vị{who} nhập đủ và xác nhận kê khai đầy đủ bảng {item.table} ({item.label.vi}) "
            "trong bảng declarations",
            f"the unit{who} enters and declares complete {item.table} ({item.label.en}), in declarations",
        )
    where = same(f"  [{item.location}]") if item.location is not None else same("")
    row = Text(f" của dòng {item.row}", f" of row {item.row}") if item.row else same("")
    added = Text(" (tệp chưa có cột này)", " (the file lacks the column)") if item.added else same("")
    return item.label + same(f" ({item.table}.{item.column})") + row + added + where
