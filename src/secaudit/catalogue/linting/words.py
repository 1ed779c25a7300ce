"""What a control says: in both languages, with the same values, and about what it applies to."""

from __future__ import annotations

from collections.abc import Iterator

from secaudit.catalogue.linting.reading import Reading, problem
from secaudit.catalogue.placeholders import placeholders
from secaudit.model.control import Catalogue, Control
from secaudit.model.location import Location
from secaudit.model.problem import Problem
from secaudit.model.text import LANGUAGES, Text

_LONG_ENOUGH = 4
"""Words from which on a Vietnamese sentence is certain to have a diacritic."""


def find(reading: Reading) -> Iterator[Problem]:
    """Find what a reader of one language would not be told."""
    control = reading.control
    if control.applies_when is not None and control.applies_to is None:
        yield problem(
            "unsaid-scope",
            control.applies_when.location,
            Text(f"{control.id} có applies_when mà không có applies_to", f"{control.id} has no applies_to"),
            Text("đối tượng áp dụng nói bằng lời", "words for what applies_when chooses"),
            Text("thêm applies_to: {vi: …, en: …}", "add applies_to: {vi: …, en: …}"),
        )
    yield from _values(control)
    said = {
        "title": control.title,
        "message": control.message,
        "applies_to": control.applies_to,
        "remediation": control.remediation.text,
    }
    for key, text in said.items():
        if text is not None and _is_untranslated(text):
            yield _untranslated(control.location, f"{control.id}: {key}", text)


def find_in_law(catalogue: Catalogue) -> Iterator[Problem]:
    """Find sentences of the registry that are the same in both languages."""
    for duty in catalogue.obligations.values():
        said = {"says": duty.says, "reason": duty.reason}
        for key, text in said.items():
            if text is not None and _is_untranslated(text):
                yield _untranslated(duty.location or Location("registry"), f"{duty.id}: {key}", text)


def _values(control: Control) -> Iterator[Problem]:
    values = [
        {found.name.removesuffix(f"_{language}") for found in placeholders(control.message.to(language))}
        for language in LANGUAGES
    ]
    differing = ", ".join(sorted(values[0] ^ values[1]))
    if differing:
        yield problem(
            "message-values",
            control.location,
            Text(
                f"{control.id}: chỉ một trong hai ngôn ngữ của message có {differing}",
                f"{control.id}: only one language of the message has {differing}",
            ),
            Text("cùng các giá trị trong cả hai ngôn ngữ", "the same values in both languages"),
            Text("bổ sung vào ngôn ngữ còn thiếu", "add them to the other language"),
        )


def _is_untranslated(text: Text) -> bool:
    return text.vi == text.en or (text.vi.isascii() and len(text.vi.split()) >= _LONG_ENOUGH)


def _untranslated(location: Location, what: str, text: Text) -> Problem:
    return problem(
        "untranslated",
        location,
        Text(f"{what} chưa có bản tiếng Việt và tiếng Anh riêng", f"{what} is not in both languages"),
        Text("câu tiếng Việt có dấu và câu tiếng Anh", "a Vietnamese sentence and an English one"),
        Text(f"dịch câu “{text.vi}”", f"translate “{text.vi}”"),
    )
