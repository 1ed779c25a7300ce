"""A survey of exposure as text, for a screen or a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from secaudit.audit.messages import written_day
from secaudit.explanation.exposed.survey import Holder, SmallestCut, Survey, Undoing
from secaudit.explanation.page import Page
from secaudit.explanation.part import CellValue
from secaudit.explanation.teller import Hop
from secaudit.explanation.text_tree import named_cell
from secaudit.explanation.wording import declared_in_words
from secaudit.model.tables.choices import choice_label
from secaudit.model.text import Language, Text, same

MOST_HOLDERS = 40
MOST_OF_A_KIND = 5
"""How much of each list a screen shows; `--to json` holds everything."""


def survey_lines(found: Survey, language: Language, width: int, *, whole: bool = False) -> Sequence[str]:
    """Return a survey as lines; `whole` leaves nothing out, however long it gets."""
    page = Page(language, width)
    _head(page, found)
    _exposed(page, found.exposed, len(found.exposed) if whole else MOST_HOLDERS)
    _unknown(page, found, len(found.unknown) if whole else MOST_HOLDERS)
    _cut(page, found)
    _observations(page, found, len(found.observations) if whole else MOST_OF_A_KIND)
    return page.lines()


def _head(page: Page, found: Survey) -> None:
    day = Text(written_day(found.as_of, "vi"), written_day(found.as_of, "en"))
    where = Text("toàn bộ danh mục kiểm kê", "the whole inventory")
    if found.unit is not None:
        where = Text(
            f"{found.unit_name} ({found.unit}) và các đơn vị trực thuộc",
            f"{found.unit_name} ({found.unit}) and all below it",
        )
    page.heading(
        Text(
            f"ĐƯỜNG LỘ LỌT tại ngày {day.vi}: {where.vi}",
            f"WAYS TO THE INTERNET on {day.en}: {where.en}",
        )
    )
    total = len(found.exposed) + len(found.unknown) + found.safe
    page.add(
        Text(
            f"{total} hệ thống, thiết bị chứa bí mật nhà nước: {len(found.exposed)} có đường truyền dữ liệu "
            f"với Internet, {len(found.unknown)} chưa đủ căn cứ, {found.safe} không có đường nào.",
            f"Systems and devices that hold state secrets: {total}. Exposed to the internet: "
            f"{len(found.exposed)}; not known: {len(found.unknown)}; not exposed: {found.safe}.",
        ),
        0,
    )
    if found.unclassified.total:
        first = found.unclassified.cells[0]
        page.add(
            Text(
                f"Ngoài ra, {found.unclassified.total} hệ thống, thiết bị có hoặc có thể có đường tới "
                f"Internet chưa khai có chứa bí mật nhà nước hay không, ví dụ {first.row}: {first.location}.",
                f"Besides, {found.unclassified.total} that are or may be exposed do not say whether they "
                f"hold state secrets, as {first.row}: {first.location}.",
            ),
            0,
        )


def _exposed(page: Page, holders: Sequence[Holder], limit: int) -> None:
    page.heading(Text("I. CÓ ĐƯỜNG TỚI INTERNET", "I. EXPOSED TO THE INTERNET"))
    if not holders:
        page.add(Text("Không có.", "None."))
    number = 0
    for name, own in _by_unit(holders[:limit]):
        page.add(name, 1)
        for holder in own:
            number += 1
            page.add(_title(holder), 2, f"{number}. ")
            if holder.path is not None:
                page.add(holder.path, 3, "⇒ ")
            for index, hop in enumerate(holder.way, start=1):
                _hop(page, hop, index)
    _rest(page, len(holders) - limit)


def _title(holder: Holder) -> Text:
    degree = choice_label("state_secrets", holder.degree)
    named = holder.id if holder.name == holder.id else f"{holder.name} ({holder.id})"
    return Text(f"{named}, độ {degree.vi}", f"{named}, {degree.en}")


def _hop(page: Page, hop: Hop, index: int) -> None:
    doubt = same("") if hop.certain else Text(" (chưa chắc chắn)", " (not certain)")
    page.add(hop.words + doubt, 3, f"{index}) ")
    for cell in hop.cells:
        page.item(_proof(cell), 5)


def _proof(cell: CellValue) -> Text:
    """Return a cell with its place, and whether the unit declared it or somebody saw it."""
    place = same(f"  [{cell.location}]") if cell.location is not None else same("")
    value = cell.label + same(f" ({cell.table}.{cell.column}) = ") + cell.shown
    if cell.observed is None:
        if cell.column == "observed_internet_on":
            return value + Text("; đã quan sát thấy, đơn vị ghi", "; seen, as the unit wrote down") + place
        return value + Text("; kê khai", "; declared") + place
    seen = cell.observed
    day = Text(written_day(seen.observed_on, "vi"), written_day(seen.observed_on, "en"))
    declared = declared_in_words(cell.declared)
    return value + Text(
        f"; quan sát {seen.id} ngày {day.vi} ({seen.method.vi})  [{seen.location}]; đơn vị khai: "
        f"{declared.vi}",
        f"; seen on {day.en} by the observation {seen.id} ({seen.method.en})  [{seen.location}]; declared: "
        f"{declared.en}",
    ) + place  # fmt: skip


def _unknown(page: Page, found: Survey, limit: int) -> None:
    page.heading(Text("II. CHƯA ĐỦ CĂN CỨ, CẦN BỔ SUNG", "II. NOT KNOWN, AND WHAT TO FILL IN"))
    if not found.unknown:
        page.add(Text("Không có.", "None."))
    for name, own in _by_unit(found.unknown[:limit]):
        page.add(name, 1)
        if any(holder.undeclared for holder in own):
            page.add(
                Text(
                    "đơn vị chưa xác nhận đã kê khai đầy đủ bảng links, hoặc có dòng bị loại: xác nhận ở "
                    "bảng declarations, sửa các dòng bị loại",
                    "the unit has not declared links complete, or rows were rejected: declare them in "
                    "declarations, mend the rows",
                ),
                2,
                "• ",
            )
        for holder in own:
            title = _title(holder)
            if holder.path is not None:
                title += Text("; có thể thông: ", "; perhaps by way of ") + holder.path
            page.item(title, 2)
            for cell in holder.missing:
                page.add(Text("cần điền ", "to be filled in: ") + named_cell(cell), 4, "→ ")
    _rest(page, len(found.unknown) - limit)


def _cut(page: Page, found: Survey) -> None:
    page.heading(Text("III. PHƯƠNG ÁN NGẮT TỐI THIỂU", "III. THE LEAST THAT HAS TO BE CUT"))
    if not found.exposed:
        page.add(Text("Không có gì phải ngắt.", "Nothing has to be cut."))
        return
    _undoings(page, found.cut)
    if found.single is not None:
        ended = len(found.single.ends)
        page.add(
            Text(
                f"Việc đơn lẻ có tác dụng nhất: {found.single.undoing.words.vi}; chấm dứt đường lộ lọt của "
                f"{ended} trong {len(found.exposed)} hệ thống, thiết bị.",
                f"The best single deed: {found.single.undoing.words.en}; of the exposures it ends {ended} of "
                f"{len(found.exposed)}.",
            )
        )
    if not found.by_unit:
        page.add(
            Text(
                "Mạng quá lớn để tính riêng cho từng đơn vị ở đây: dùng --unit cho từng đơn vị.",
                "The network is too large to tell each unit's own cut here: ask for one with --unit.",
            )
        )
    if len(found.by_unit) > 1:
        page.add(Text("Nếu chỉ tính cho từng đơn vị:", "For each unit alone:"))
        for own in found.by_unit:
            deeds = "; ".join(each.words.to(page.language) for each in own.cut.undoings)
            page.item(
                Text(
                    f"{own.unit_name} ({own.unit}), {own.holders} hệ thống, thiết bị: {deeds}",
                    f"{own.unit_name} ({own.unit}), exposed: {own.holders}: {deeds}",
                ),
                2,
            )


def _undoings(page: Page, cut: SmallestCut) -> None:
    proven = cut.at_least == cut.weight
    least = (
        Text("không phương án nào nhẹ hơn", "nothing lighter is enough")
        if proven
        else Text(
            f"chưa chứng minh là nhẹ nhất; mọi phương án đều nặng ít nhất {cut.at_least}",
            f"not proven to be the lightest; every one weighs at least {cut.at_least}",
        )
    )
    page.add(
        Text(
            f"{len(cut.undoings)} việc, tổng mức {cut.weight} ({least.vi}); làm đủ thì không còn đường lộ "
            "lọt nào trong số đã biết:",
            f"Deeds: {len(cut.undoings)}, weight {cut.weight} in all ({least.en}); once all are done, no "
            "known way is left:",
        )
    )
    for number, undoing in enumerate(cut.undoings, start=1):
        page.add(_undoing(undoing), 2, f"{number}. ")


def _undoing(undoing: Undoing) -> Text:
    place = f"  [{undoing.location}]" if undoing.location is not None else ""
    unit = f"{undoing.unit_name} ({undoing.unit})" if undoing.unit else ""
    return undoing.words + Text(
        f"; {unit}, mức {undoing.weight}{place}", f"; {unit}, weight {undoing.weight}{place}"
    )


def _observations(page: Page, found: Survey, limit: int) -> None:
    page.heading(
        Text(
            "IV. ĐIỀU CẦN XEM XÉT TRÊN CÁC KẾT NỐI (không phải kết luận vi phạm)",
            "IV. TO BE LOOKED AT ACROSS LINKS (no finding of a breach)",
        )
    )
    if not found.observations:
        page.add(Text("Không có.", "None."))
    for _, group in groupby(found.observations, key=lambda each: each.code):
        own = list(group)
        for each in own[:limit]:
            place = same(f"  [{each.location}]") if each.location is not None else same("")
            page.item(each.words + place)
        _rest(page, len(own) - limit)
        page.add(own[0].why, 2, "→ ")


def _by_unit(holders: Sequence[Holder]) -> Iterator[tuple[Text, list[Holder]]]:
    for (unit, name), own in groupby(holders, key=lambda each: (each.unit, each.unit_name)):
        yield Text(f"{name} ({unit})", f"{name} ({unit})"), list(own)


def _rest(page: Page, rest: int) -> None:
    if rest > 0:
        page.add(
            Text(f"… và {rest} mục nữa; -o TỆP ghi đủ, --to json cũng vậy",
                 f"… and {rest} more; -o FILE has them all, as has --to json")
        )  # fmt: skip
