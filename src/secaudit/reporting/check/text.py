"""What a check found, as plain text: first whether the change is accepted, then what to do, unit by unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from secaudit.lazily import dataclass
from secaudit.model.comparison import CheckResult, RowChange, Turn, VerdictChange, YardstickChange
from secaudit.model.day import day_told
from secaudit.model.location import Location
from secaudit.model.text import Language, Text
from secaudit.reporting.check.told import one_line
from secaudit.reporting.check.words import named

MOST = 40
"""So many of a kind are told one by one; of more, how many there are."""

_TOLD = (Turn.NEW, Turn.WORSE, Turn.BETTER, Turn.FIXED, Turn.GONE, Turn.UNCHANGED, Turn.NOT_COMPARABLE)
_NOBODY = Text("Không thuộc đơn vị nào", "Of no unit")


def render(result: CheckResult, language: Language) -> bytes:
    """Return the result as UTF-8 text."""
    return "".join(f"{_harmless(line)}\n" for line in _Page(result, language).lines()).encode()


def _harmless(line: str) -> str:
    """Return a line that neither turns itself around nor gives a GitHub runner an order (`::…`)."""
    line = one_line(line)
    return line if not line.lstrip().startswith("::") else f"· {line}"


@dataclass(frozen=True)
class _Page:
    result: CheckResult
    language: Language

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield from self._blocking()
        yield from self._section(
            Text("Khác, không làm từ chối thay đổi", "Also seen, refusing nothing"), self._lesser()
        )
        yield from self._section(
            Text("Căn cứ đánh giá bị thay đổi", "Changes of what is judged by"),
            (self._yardstick(one) for one in self.result.yardstick if not one.blocking),
        )
        yield from self._mended()
        yield from self._section(
            Text("Những gì đã thay đổi trong danh mục", "What changed in the inventory"),
            (self._plain_row(one) for one in self.result.rows if one.rule is None),
        )
        yield from self._section(
            Text("Lưu ý", "Notes"), ([f"  - {self._(note)}"] for note in self.result.notes)
        )

    def _(self, text: Text) -> str:
        return text.to(self.language)

    def _head(self) -> Iterator[str]:
        result = self.result
        day = day_told(result.as_of).to(self.language)
        yield self._(Text("KIỂM TRA THAY ĐỔI CỦA DANH MỤC KIỂM KÊ", "CHECK OF A CHANGE OF THE INVENTORY"))
        yield self._(
            Text(
                f"{named(result.head).vi}, so với {named(result.base).vi}; tính đến ngày {day}",
                f"{named(result.head).en}, against {named(result.base).en}; as of {day}",
            )
        )
        yield ""
        yield self._(_outcome(result))
        parts = (f"{self._(turn.label)}: {result.turns[turn]}" for turn in _TOLD)
        yield self._(Text("Kết quả theo tiêu chí: ", "Verdicts: ")) + " · ".join(parts)
        rows = len(result.rows)
        yield self._(Text(f"Thay đổi của danh mục: {rows}", f"Changes of the inventory: {rows}"))

    def _blocking(self) -> Iterator[str]:
        result = self.result
        if not result.blocking:
            return
        yield ""
        yield self._(Text("PHẢI XỬ LÝ TRƯỚC KHI CHẤP NHẬN", "TO BE SETTLED BEFORE IT IS ACCEPTED"))
        for one in result.yardstick:
            if one.blocking:
                yield from self._yardstick(one)
        for unit in result.unit_turns:
            if unit.blocking:
                yield f"■ {unit.name}" if unit.unit else f"■ {self._(_NOBODY)}"
                yield from self._of_unit(unit.unit)

    def _of_unit(self, unit: str | None) -> Iterator[str]:
        rows = [one for one in self.result.rows if one.blocking and one.unit == unit]
        verdicts = [one for one in self.result.verdicts if one.blocking and one.finding.subject.unit == unit]
        yield from self._first(self._row(one) for one in rows)
        yield from self._first(self._verdict(one) for one in verdicts)

    def _lesser(self) -> Iterator[Sequence[str]]:
        """Yield what is told without refusing anything: rules, then verdicts that are new or worse."""
        yield from (self._row(one) for one in self.result.rows if one.rule is not None and not one.blocking)
        told = (Turn.NEW, Turn.WORSE, Turn.NOT_COMPARABLE, Turn.GONE)
        for one in self.result.verdicts:
            if one.turn in told and not one.blocking and (one.after is None or one.after.is_finding):
                yield self._verdict(one, brief=True)

    def _mended(self) -> Iterator[str]:
        better = [one for one in self.result.verdicts if one.turn in (Turn.FIXED, Turn.BETTER)]
        title = Text("Đã khắc phục, tốt lên", "Fixed, better")
        yield from self._section(title, (self._verdict(one, brief=True) for one in better))

    def _section(self, title: Text, items: Iterable[Sequence[str]]) -> Iterator[str]:
        listed = list(items)
        if listed:
            yield ""
            yield self._(title).upper()
            yield from self._first(listed)

    def _first(self, items: Iterable[Sequence[str]]) -> Iterator[str]:
        listed = list(items)
        for lines in listed[:MOST]:
            yield from lines
        if len(listed) > MOST:
            rest = len(listed) - MOST
            yield "  " + self._(
                Text(f"… và {rest} mục nữa (xem --format json)", f"… and {rest} more (see --format json)")
            )

    def _row(self, one: RowChange) -> list[str]:
        lines = [f"  [{self._(one.severity.label)}] {one.rule}: {self._(one.sentence)}"]
        lines += self._place(one.location, in_base=one.in_base)
        rule = next((rule for rule in self.result.rules if rule.id == one.rule), None)
        if rule is not None:
            lines.append(f"      {self._(Text('Việc cần làm', 'What to do'))}: {self._(rule.advice)}")
        return lines

    def _plain_row(self, one: RowChange) -> list[str]:
        return [f"  - {self._(one.sentence)}{self._at(one.location)}"]

    def _yardstick(self, one: YardstickChange) -> list[str]:
        return [
            f"  [{self._(one.severity.label)}] {one.rule}: {self._(one.sentence)}{self._at(one.location)}"
        ]

    def _verdict(self, one: VerdictChange, *, brief: bool = False) -> list[str]:
        finding = one.finding
        moved = " → ".join(self._(each.label) for each in (one.before, one.after) if each is not None)
        subject = f"{finding.subject.id} “{finding.subject.name}”"
        period = f" ({finding.period})" if finding.period else ""
        head = f"  [{self._(finding.severity.label)}] {finding.control}{period}, {subject}: "
        head += f"{self._(one.turn.label)} ({moved})"
        if brief:
            return [head + self._at(finding.location), *self._known(one.known)]
        lines = [
            head,
            f"      {self._(finding.message)}",
            *self._place(finding.location, in_base=one.in_base),
        ]
        remedy = self._(finding.remediation.text)
        return [*lines, f"      {self._(Text('Việc cần làm', 'What to do'))}: {remedy}."]

    def _place(self, location: Location | None, *, in_base: bool) -> list[str]:
        if location is None:
            return []
        where = Text("Vị trí ở trạng thái gốc", "Place in the base") if in_base else Text("Vị trí", "Place")
        return [f"      {self._(where)}: {self.result.head.prefix}{location}"]

    def _at(self, location: Location | None) -> str:
        return "" if location is None else f" ({self.result.head.prefix}{location})"

    def _known(self, known: bool) -> list[str]:
        words = Text("Đã có trong danh sách phát hiện đã biết.", "Known: the baseline lists it.")
        return [f"      {self._(words)}"] if known else []


def _outcome(result: CheckResult) -> Text:
    count = result.blocking
    if result.incomplete:
        more = Text(f" Đã thấy {count} mục phải xử lý.", f" To be settled so far: {count}.")
        words = Text(
            "KẾT LUẬN: CHƯA ĐẦY ĐỦ. Có phần chưa đánh giá hoặc chưa so sánh được.",
            "OUTCOME: INCOMPLETE. Not everything could be judged or compared.",
        )
        return words + more if count else words
    if result.refused:
        return Text(
            f"KẾT LUẬN: TỪ CHỐI. {count} mục phải xử lý trước khi chấp nhận.",
            f"OUTCOME: REFUSED. To be settled before it is accepted: {count}.",
        )
    return Text(
        "KẾT LUẬN: CHẤP NHẬN. Thay đổi không làm phát sinh hay xấu đi điều gì ở mức phải từ chối.",
        "OUTCOME: ACCEPTED. Nothing new or worse that has to be refused.",
    )
