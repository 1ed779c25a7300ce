"""Markdown for the comment of a merge request and for a job's summary; it never outgrows its limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from secaudit.lazily import dataclass
from secaudit.model.comparison import CheckResult, Turn
from secaudit.model.day import day_told
from secaudit.model.text import Language, Text
from secaudit.reporting.check.told import Told, one_line, told
from secaudit.reporting.check.words import named, outcome

LIMIT = 65_536
"""Characters that a comment may have at most, on GitHub; GitLab takes more."""

MARK = "<!-- secaudit-check -->"
"""The first line, by which whoever posts the comment finds the one to replace."""

_TAIL = 600
_MEANING = str.maketrans({letter: f"\\{letter}" for letter in "\\`*_[]<>|~#!&"} | {"@": "@\u200b"})


def render(
    result: CheckResult, language: Language, *, with_waived: bool = False, limit: int = LIMIT
) -> bytes:
    """Return the comment; items that do not fit are counted, and the least serious are the first to go."""
    page = _Page(result, language, told(result, with_waived=with_waived))
    written = page.head()
    left = 0
    for section in page.sections():
        written, cut = _filled(written, section, limit - _TAIL)
        left += cut
    if left:
        written += "\n" + Text(
            f"**Còn {left} mục không nêu ở đây vì quá dài**; xem kết quả đầy đủ của `secaudit check`.\n",
            f"**Left out for want of room: {left}**; see the whole result of `secaudit check`.\n",
        ).to(language)
    return written.encode()


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading, what opens and closes its list, and the lines of the list."""

    opening: str
    lines: Sequence[str]
    closing: str = ""


def _filled(written: str, section: _Section, limit: int) -> tuple[str, int]:
    """Return the text with as many of a section's lines as fit, and how many do not."""
    room = limit - len(written) - len(section.opening) - len(section.closing)
    fitting = 0
    for line in section.lines:
        room -= len(line)
        if room < 0:
            break
        fitting += 1
    if not fitting:
        return written, len(section.lines)
    shown = "".join(section.lines[:fitting])
    return f"{written}{section.opening}{shown}{section.closing}", len(section.lines) - fitting


@dataclass(frozen=True, slots=True)
class _Page:
    result: CheckResult
    language: Language
    items: Sequence[Told]

    def _(self, vi: str, en: str) -> str:
        return Text(vi, en).to(self.language)

    def head(self) -> str:
        """Return the mark, how it ended, what was compared, and the verdicts by what became of them."""
        result = self.result
        day = day_told(result.as_of).to(self.language)
        head, base = (escaped(named(state).to(self.language)[:200]) for state in (result.head, result.base))
        turns = [turn for turn in Turn if result.turns.get(turn)]
        table = ""
        if turns:
            table = "\n" + _row([turn.label.to(self.language) for turn in turns])
            table += "|" + "---:|" * len(turns) + "\n" + _row([str(result.turns[turn]) for turn in turns])
        title = self._("Kiểm tra thay đổi của danh mục kiểm kê", "Check of a change of the inventory")
        settled = self._(f"Phải xử lý: {result.blocking}", f"To be settled: {result.blocking}")
        return (
            f"{MARK}\n## {title}: {outcome(result).to(self.language)}\n\n**{settled}.** {head}, "
            f"{self._('so với', 'against')} {base}; {self._('tính đến ngày', 'as of')} {day}\n{table}"
        )

    def sections(self) -> Iterator[_Section]:
        """Yield the lists, the most important first."""
        blocking = [item for item in self.items if item.blocking]
        others = [item for item in self.items if not item.blocking]
        if blocking:
            title = self._("Phải xử lý trước khi chấp nhận", "To be settled before it is accepted")
            yield self._table(title, blocking)
        if others:
            title = self._("Khác, không làm từ chối thay đổi", "Also seen, refusing nothing")
            yield self._table(title, others, folded=True)
        fixed = [change for change in self.result.verdicts if change.turn in (Turn.FIXED, Turn.BETTER)]
        if fixed:
            title = self._("Đã khắc phục, tốt lên", "Fixed, better")
            lines = [
                f"- {change.finding.control}, {escaped(change.finding.subject.name)}: "
                f"{change.turn.label.to(self.language)}\n"
                for change in fixed
            ]
            yield _Section(
                f"\n<details><summary>{title}: {len(fixed)}</summary>\n\n", lines, "\n</details>\n"
            )
        if self.result.notes:
            lines = [f"- {escaped(note.to(self.language))}\n" for note in self.result.notes]
            yield _Section(f"\n### {self._('Lưu ý', 'Notes')}\n\n", lines)

    def _table(self, title: str, items: Sequence[Told], *, folded: bool = False) -> _Section:
        opening, closing = f"\n### {title}: {len(items)}\n\n", ""
        if folded:
            opening = f"\n<details><summary>{title}: {len(items)}</summary>\n\n"
            closing = "\n</details>\n"
        heads = (
            self._("Mức", "Severity"), self._("Tiêu chí", "Rule"), self._("Nội dung", "What"),
            self._("Vị trí", "Where"), self._("Việc cần làm", "What to do"),
        )  # fmt: skip
        opening += _row(heads) + "|" + "---|" * len(heads) + "\n"
        return _Section(opening, [self._line(item) for item in items], closing)

    def _line(self, item: Told) -> str:
        place = item.place
        where = (
            f"{place.file}:{place.line}:{place.column}"
            if place.cell is None
            else f"{place.file} {place.cell}"
        )
        what = escaped(item.message.to(self.language))
        if item.excuse is not None:
            what += f" ({escaped(item.excuse.to(self.language))})"
        return _row(
            (
                item.severity.label.to(self.language),
                escaped(item.rule.id),
                what,
                escaped(where),
                escaped(item.rule.advice.to(self.language)),
            )
        )


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"


def escaped(text: str) -> str:
    """Return a text that means nothing in Markdown and calls nobody: on one line, each sign as it is."""
    return one_line(text).translate(_MEANING)
