"""A finding's message taken apart by the sentence of its control: fixed words, values, the deadline.

Values of any column may stand in a message, also of those that are no evidence; so a message is not searched
for names but put together again from its parts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from string import Formatter

from secaudit.lazily import dataclass
from secaudit.model.finding import Finding
from secaudit.model.status import Status
from secaudit.model.text import LANGUAGES, Language, Text

_TIMING = {
    "vi": r"(?:Quá hạn|Còn|Hôm nay là ngày cuối|Phải thực hiện ngay)\b.*",
    "en": r"(?:Overdue by|\d+ days? left|Today is the last day|Due at once)\b.*",
}
"""How the sentence on the deadline begins, which ends every message that tells values."""

_WITHOUT_VALUES = frozenset({Status.UNKNOWN, Status.NOT_APPLICABLE, Status.PASS})
"""Their messages are made of titles and labels alone."""

_ERROR = Text("Không đánh giá được vì lỗi (không nêu chi tiết).", "It could not be evaluated (withheld).")

Way = Callable[[str, str], str]
"""Returns what stands for the value of a column, given the column's name and the value."""


@dataclass(frozen=True)
class Sentences:
    """The sentences of controls by id, with `{column}` where values stand."""

    templates: Mapping[str, Text]

    def message(self, finding: Finding, way: Way) -> Text:
        """Return a finding's message with its values replaced; one that cannot be read loses them."""
        if finding.status in _WITHOUT_VALUES:
            return finding.message
        if finding.status is Status.ERROR:
            return _ERROR
        return Text(*(self._told(finding, language, way) for language in LANGUAGES))

    def _told(self, finding: Finding, language: Language, way: Way) -> str:
        message = finding.message.to(language)
        title = finding.title.to(language)
        template = self.templates.get(finding.control)
        read = _pattern(template.to(language), language) if template else None
        found = read[0].fullmatch(message) if read else None
        if read and found:
            values = zip(read[1], found.groups(), strict=False)
            told = message
            pieces: list[str] = []
            place = 0
            for number, (name, value) in enumerate(values, 1):
                pieces += (told[place : found.start(number)], way(name, value))
                place = found.end(number)
            return _without_waiver("".join((*pieces, told[place:])), finding)
        plain = re.fullmatch(rf"{re.escape(title)}: [^.]*\. ({_TIMING[language]})", message)
        rest = plain.group(1) if plain else ""
        withheld = Text("(không nêu chi tiết)", "(withheld)").to(language)
        return _without_waiver(f"{title}: {withheld}. {rest}".strip(), finding)


def _without_waiver(message: str, finding: Finding) -> str:
    """Return a message without the sentence on its waiver, which stands in the finding's own."""
    if finding.status is not Status.WAIVED:
        return message
    return re.sub(r" (?:Chấp nhận ngoại lệ|Waived by) .*$", "", message)


@cache
def _pattern(template: str, language: Language) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Return what reads a message back, and the names of its values in order."""
    parts: list[str] = []
    names: list[str] = []
    for words, name, _, _ in Formatter().parse(template):
        parts.append(re.escape(words))
        if name is not None:
            names.append(name)
            parts.append("(.*?)")
    told = "".join(parts)
    return re.compile(rf"{told}\.? {_TIMING[language]}", re.DOTALL), tuple(names)
