"""What a reader of a comparison has to know before believing its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from secaudit.model.course import Course, FindingCourse
from secaudit.model.history import Record, Snapshot
from secaudit.model.text import Text, counted


def notes_of(before: Snapshot, after: Snapshot, courses: Iterable[FindingCourse]) -> tuple[Text, ...]:
    """Return what keeps two audits from being quite alike, and what in the comparison looks like hiding."""
    return (
        *_of_findings(list(courses)),
        *_of_records(before.record, after.record),
        *_of_units(before, after),
    )


def _of_findings(courses: list[FindingCourse]) -> Iterator[Text]:
    blanked = sum(one.lost_data for one in courses)
    if blanked:
        yield Text(
            f"{blanked} phát hiện từ “không đạt” thành “chưa đủ căn cứ”: dữ liệu đã có nay không còn, không "
            "phải đã khắc phục.",
            f"{counted(blanked, 'finding')} went from fail to unknown: data that was there is missing, "
            "nothing was mended.",
        )
    exempt = sum(one.course is Course.EXEMPT for one in courses)
    if exempt:
        yield Text(
            f"{exempt} phát hiện hết vì tiêu chí không còn áp dụng cho đối tượng (ví dụ hạ cấp độ, đổi trạng "
            "thái): không tính là đã khắc phục.",
            f"{counted(exempt, 'finding')} closed because the control no longer applies to the row (a level "
            "lowered, a phase changed): not counted as fixed.",
        )
    gone = sum(one.course is Course.GONE for one in courses)
    if gone:
        yield Text(
            f"{gone} phát hiện hết vì đối tượng không còn trong danh mục: không tính là đã khắc phục.",
            f"{counted(gone, 'finding')} closed because the row is no longer listed: not counted as fixed.",
        )
    new_rows = sum(one.course in (Course.NEW, Course.REOPENED) and one.new_row is True for one in courses)
    if new_rows:
        yield Text(
            f"{new_rows} phát hiện mới thuộc đối tượng mới kê khai thêm.",
            f"Of rows that were not listed before: {counted(new_rows, 'new finding')}.",
        )


def _of_records(before: Record, after: Record) -> Iterator[Text]:
    for record in (before, after):
        if not record.complete:
            yield Text(
                f"Bản ghi số {record.number} chưa trọn vẹn: {record.rejected} dòng bị loại hoặc có tiêu chí "
                "gặp lỗi; phát hiện có thể hết chỉ vì không được đánh giá.",
                f"Record {record.number} is incomplete: rows were rejected ({record.rejected}), or a control "
                "ended in error; findings may be closed only because nothing judged them.",
            )
    if not after.has_verdicts:
        yield Text(
            f"Bản ghi số {after.number} lấy từ tệp kết quả nên không cho biết vì sao một phát hiện hết.",
            f"Record {after.number} was taken from a result's file: it does not tell how findings ended.",
        )
    if before.profile != after.profile:
        yield Text(
            f"Hai lần kiểm tra khác diện áp dụng ({before.profile or '–'}, {after.profile or '–'}).",
            f"The two audits used different profiles ({before.profile or '–'}, {after.profile or '–'}).",
        )
    if (before.tool_version, before.engine) != (after.tool_version, after.engine):
        yield Text(
            f"Hai lần kiểm tra dùng phiên bản chương trình khác nhau ({_tool(before)}; {_tool(after)}).",
            f"The two audits were made by different versions ({_tool(before)}; {_tool(after)}).",
        )
    if before.paths != after.paths:
        yield Text(
            f"Danh mục được đọc từ nơi khác nhau ({', '.join(before.paths)}; {', '.join(after.paths)}).",
            f"The inventory was read from different places ({', '.join(before.paths)}; "
            f"{', '.join(after.paths)}).",
        )


def _of_units(before: Snapshot, after: Snapshot) -> Iterator[Text]:
    names = {unit.id: unit.name for unit in before.units}
    renamed = [unit for unit in after.units if names.get(unit.id, unit.name) != unit.name]
    if renamed:
        first = renamed[0]
        yield Text(
            f"{len(renamed)} đơn vị cùng mã nhưng khác tên giữa hai lần (ví dụ {first.id}: "
            f"{names[first.id]} – {first.name}): kiểm tra có phải cùng một đơn vị.",
            f"{counted(len(renamed), 'unit')} with the same id but another name (as {first.id}: "
            f"{names[first.id]} – {first.name}): make sure that it is the same unit.",
        )


def _tool(record: Record) -> str:
    return f"{record.tool} {record.tool_version}, {record.engine}"
