"""An expression taken apart, as a tree of lines."""

from __future__ import annotations

from collections.abc import Sequence

from secaudit.audit.messages import written_day
from secaudit.explanation.page import Page
from secaudit.explanation.part import TRUTH_WORDS, CellValue, Completeness, LookedAt, Lookup, Part, Rows
from secaudit.explanation.wording import EMPTY, declared_in_words
from secaudit.model.text import Text, same

_ARROW = same("  →  ")
_CONNECTIVES = {
    "and": Text("VÀ (AND): mọi vế phải đúng", "AND: every part has to be true"),
    "or": Text("HOẶC (OR): một vế đúng là đủ", "OR: one true part is enough"),
}
_DECIDES = Text("   ◄ vế quyết định", "   ◄ decides")
_TAKEN = Text("được chọn: ", "taken: ")
_PASSED = Text("không được chọn", "not taken")
_AS_ABOVE = Text("các dòng đã xét: như đã nêu ở trên", "the rows looked at: as told above")
_UNTAKEN = Text("không nhánh nào được chọn, nên chưa rõ", "no branch is taken, so it is unknown")
_PLAIN = ("column", "literal")


class Trees:
    """Writes expressions taken apart; what a subquery found is written once."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._written: list[Lookup] = []

    def add(self, part: Part, indent: int, stem: str = "") -> None:
        """Add a part and everything below it that says more than its own line."""
        self._page.add(_line(part), indent)
        self._below(part, indent, stem)

    def _below(self, part: Part, indent: int, stem: str) -> None:
        if part.rows is not None:
            self._lookup(part, part.rows, indent, stem)
        children = _told(part)
        marked = part.kind in ("and", "or") and not all(child.decisive for child in children)
        untaken = part.kind == "case" and not any(child.decisive for child in children)
        for index, child in enumerate(children):
            last = index == len(children) - 1 and not untaken
            branch, trunk = ("└─ ", "   ") if last else ("├─ ", "│  ")
            mark = _DECIDES if marked and child.decisive else same("")
            self._page.add(_line(child) + mark, indent, stem + branch, stem + trunk)
            self._below(child, indent, stem + trunk)
        if untaken:
            self._page.add(_UNTAKEN, indent, stem + "└─ ", stem + "   ")

    def _lookup(self, part: Part, lookup: Lookup, indent: int, stem: str) -> None:
        if lookup in self._written:
            self._page.add(_AS_ABOVE, indent, stem + "· ", stem + "  ")
            return
        self._written.append(lookup)
        add_lookup(self._page, lookup, part, indent, stem)


def _told(part: Part) -> list[Part]:
    """Return the parts below one that its line does not tell already."""
    if part.kind in ("and", "or"):
        return list(part.parts)
    if part.kind in ("when", "else"):
        tests, result = part.parts[:-1], part.parts[-1]
        return [*tests, *([] if result.kind in _PLAIN else [result])]
    return [child for child in part.parts if child.kind not in _PLAIN and not _is_fixed(child)]


def _is_fixed(part: Part) -> bool:
    """Whether a part is computed from nothing but what is written out."""
    return part.kind == "computed" and all(each.kind == "literal" for each in part.parts)


def _line(part: Part) -> Text:
    """Return a part as written, with its values, and what it comes to."""
    end = TRUTH_WORDS[part.truth] if part.truth is not None else part.shown
    if part.error is not None:
        end = Text(f"không tính riêng được ({part.error})", f"cannot be computed by itself ({part.error})")
    if part.kind in _CONNECTIVES:
        return _CONNECTIVES[part.kind] + _ARROW + end
    if part.kind == "case":
        return Text("CHỌN THEO TRƯỜNG HỢP (CASE)", "CASE") + _ARROW + end
    if part.kind in ("when", "else"):
        return same(part.brief) + _ARROW + (_TAKEN + end if part.decisive else _PASSED)
    if part.rows is not None:
        return _asks(part.rows) + _ARROW + end
    line = same(part.brief)
    for step in (part.filled, end):
        if step.vi != line.vi.rsplit("  →  ", 1)[-1]:
            line += _ARROW + step
    return line


def _asks(lookup: Lookup) -> Text:
    """Return in a few words what a subquery asks; the whole of it stands above the tree."""
    if lookup.kind == "exists":
        return Text(
            f"CÓ DÒNG THỎA ĐIỀU KIỆN TRONG BẢNG {lookup.table} (EXISTS)",
            f"A ROW OF {lookup.table} MEETS THE CONDITION (EXISTS)",
        )
    return Text(
        f"TÍNH {lookup.kind.upper()} TRÊN BẢNG {lookup.table}", f"{lookup.kind.upper()} OVER {lookup.table}"
    )


def add_lookup(page: Page, lookup: Lookup, part: Part, indent: int, stem: str) -> None:
    """Add what a subquery looked at."""
    ties = " AND ".join(f"{inner} = {_quoted(value)}" for inner, _, value in lookup.ties)
    page.add(
        Text(
            f"xét bảng {lookup.table} ({lookup.label.vi}), các dòng có {ties}",
            f"looks at {lookup.table} ({lookup.label.en}), rows with {ties}",
        ),
        indent,
        stem + "· ",
        stem + "  ",
    )
    for name in lookup.untied:
        page.add(
            Text(
                f"ô {name} của đối tượng để trống, nên chưa rõ dòng nào thuộc về nó",
                f"the subject's own {name} is empty, so it is unknown which rows are its",
            ),
            indent,
            stem + "· ",
        )
    _add_rows(page, lookup.found, _FOUND, indent, stem, part)
    _add_rows(page, lookup.doubtful, _DOUBTFUL, indent, stem, part)
    _add_rows(page, lookup.fell_out, _FELL_OUT, indent, stem, part)
    page.add(completeness_words(lookup.table, lookup.completeness), indent, stem + "· ", stem + "  ")


_FOUND = Text("dòng thỏa mọi điều kiện", "rows that meet every condition")
_DOUBTFUL = Text("dòng chưa rõ có thỏa hay không", "rows of which it is unknown")
_FELL_OUT = Text("dòng không thỏa", "rows that fall out")


def _add_rows(page: Page, rows: Rows, name: Text, indent: int, stem: str, part: Part) -> None:
    if not rows.total and name is not _FOUND:
        return
    cut = Text(f" (nêu {len(rows.first)} dòng đầu)", f" (the first {len(rows.first)} are listed)")
    head = Text(f"{rows.total} {name.vi}", f"{name.en}: {rows.total}")
    head += cut if len(rows.first) < rows.total else same("")
    page.add(head + same(":" if rows.first else ""), indent, stem + "· ", stem + "  ")
    for row in rows.first:
        page.add(_row(row, aggregate=part.kind == "aggregate"), indent, stem + "    - ", stem + "      ")


def _row(row: LookedAt, *, aggregate: bool) -> Text:
    named = row.id if row.name == row.id else f"{row.name} ({row.id})"
    place = Text(f", tại {row.location}", f", at {row.location}") if row.location else same("")
    text = same(named) + place
    if aggregate and row.argument is not None:
        text += Text(f", giá trị {row.argument}", f", value {row.argument}")
    for condition in row.conditions:
        text += same("; ") + _line(condition)
    if not row.conditions and not row.wanting:
        for cell in row.cells:
            text += same("; ") + cell.label + same(" = ") + cell.shown
    for cell in row.wanting:
        text += Text("; cần điền ", "; to be filled in: ") + named_cell(cell)
    return text


def named_cell(cell: CellValue) -> Text:
    """Return a cell by its label, column and place."""
    place = same(f" {cell.location}") if cell.location is not None else same("")
    return cell.label + same(f" ({cell.table}.{cell.column})") + place


def completeness_words(table: str, found: Completeness) -> Text:
    """Return whether the unit has declared a table complete, and where it says so."""
    if found.state == "always":
        return Text(
            f"bảng {table} luôn được coi là đầy đủ", f"{table} counts as complete without a declaration"
        )
    if found.state == "no_unit":
        return Text(
            f"không rõ đơn vị nào chịu trách nhiệm, nên bảng {table} chưa thể coi là đầy đủ",
            f"no unit answers for the row, so {table} cannot count as complete",
        )
    if found.state == "undeclared":
        return Text(
            f"đơn vị {found.unit} chưa xác nhận đã kê khai đầy đủ bảng {table}: có thể còn dòng chưa khai",
            f"unit {found.unit} has not declared {table} complete: there may be rows not entered",
        )
    words = Text(
        f"đơn vị {found.unit} đã xác nhận kê khai đầy đủ bảng {table} "
        f"(declarations {found.declaration}, tại {found.location})",
        f"unit {found.unit} has declared {table} complete "
        f"(declarations {found.declaration}, at {found.location})",
    )
    if found.state == "spoilt":
        words += Text(
            "; nhưng có dòng hoặc tệp bị loại, nên chưa thể coi là đầy đủ",
            "; but rows or files of it were rejected, so it cannot count as complete",
        )
    return words


def _quoted(value: object) -> str:
    return EMPTY.en if value is None else f"'{value}'" if isinstance(value, str) else str(value)


def cell_lines(page: Page, cells: Sequence[CellValue], indent: int) -> None:
    """Add cells, each with its place, and with what was declared where an observation replaced it."""
    for cell in cells:
        place = (
            Text("  (công cụ tính ra)", "  (computed by the tool)")
            if cell.location is None
            else same(f"  [{cell.location}]")
        )
        later = (
            Text(
                " (sau ngày đánh giá: coi là chưa diễn ra)", " (after the day of the audit: not yet happened)"
            )
            if cell.later
            else same("")
        )
        page.item(cell.label + same(f" ({cell.table}.{cell.column}) = ") + cell.shown + later + place, indent)
        if cell.observed is None:
            continue
        seen = cell.observed
        day = Text(written_day(seen.observed_on, "vi"), written_day(seen.observed_on, "en"))
        declared = declared_in_words(cell.declared)
        by = Text(f", người quan sát: {seen.by}", f", by {seen.by}") if seen.by else same("")
        proof = (
            Text(f", minh chứng: {seen.evidence}", f", evidence: {seen.evidence}")
            if seen.evidence
            else same("")
        )
        page.add(
            Text(
                f"đơn vị đã khai: {declared.vi}; quan sát {seen.id} ngày {day.vi} ({seen.method.vi}) "
                f"thấy: {cell.shown.vi}",
                f"declared: {declared.en}; the observation {seen.id} of {day.en} ({seen.method.en}) "
                f"saw: {cell.shown.en}",
            )
            + by
            + proof
            + same(f"  [{seen.location}]"),
            indent + 1,
            "↳ ",
        )
