"""The placeholders of a control's message: `{name}`, `{name:format}`, `{name:format|words for no value}`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from string import Formatter

from yaml.nodes import Node, ScalarNode

from secaudit.catalogue.errors import did_you_mean, one_of
from secaudit.catalogue.nodes import Book
from secaudit.catalogue.scope import AS_OF, PERIOD_NAMES
from secaudit.catalogue.values import NUMERIC, TYPE_WORDS
from secaudit.lazily import dataclass
from secaudit.model.column import Kind, ValueType
from secaudit.model.table import Table
from secaudit.model.text import Text, same

INSTEAD = "|"
"""What parts a format from the words that stand where there is no value."""

MEASURED = ("measure", "target")
"""The names that a control with a measure adds."""

FORMATS: dict[str, frozenset[ValueType]] = {
    "vnd": NUMERIC,
    "percent": NUMERIC,
    "change": NUMERIC,
    "number": NUMERIC,
    "date": frozenset({ValueType.DATE, ValueType.TIMESTAMP}),
}
"""What each format can write."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One `{name:format|instead}`; `text` is how its beginning is written.

    `instead` are the words where there is no value, None where none are given.
    """

    name: str
    format: str
    instead: str | None = None

    @property
    def text(self) -> str:
        """The placeholder as it stands in the message, up to its format."""
        return f"{{{self.name}:{self.format}" if self.format else f"{{{self.name}"


def placeholders(message: str) -> Iterator[Placeholder]:
    """Yield the placeholders of a message in one language.

    Raises:
        ValueError: a brace stands alone, or a placeholder is more than a name and a format.
    """
    for _, name, form, conversion in Formatter().parse(message):
        if name is None:
            continue
        if conversion or not name.isidentifier() or "{" in (form or ""):
            raise ValueError(f"{{{name}")
        form, alternative, instead = (form or "").partition(INSTEAD)
        yield Placeholder(name, form, instead if alternative else None)


def available(
    subject: Table, figures: Mapping[str, ValueType], *, measured: bool, recurring: bool
) -> dict[str, ValueType]:
    """Return every name that a message may show, with its type."""
    shown: dict[str, ValueType] = {
        name: kind for name, kind in subject.types.items() if kind is not ValueType.LIST
    }
    shown |= figures
    shown[AS_OF] = ValueType.DATE
    if recurring:
        shown |= PERIOD_NAMES
    if measured:
        shown |= dict.fromkeys(MEASURED, ValueType.NUMBER)
    return shown


def plain_message(title: Text, columns: Collection[str], subject: Table) -> Text:
    """Return the message of a control that has none of its own: its title, and the cells it looks at."""
    cells = list(
        dict.fromkeys(subject.by_name[subject.sources[name]] for name in subject.types if name in columns)
    )
    forms = {
        column.name: f"{{{column.name}:vnd}}" if column.kind is Kind.MONEY else f"{{{column.name}}}"
        for column in cells
    }
    vi = ", ".join(f"{_plain(column.label.vi)}: {forms[column.name]}" for column in cells)
    en = ", ".join(f"{_plain(column.label.en)}: {forms[column.name]}" for column in cells)
    return Text(
        f"{_plain(title.vi)}: chưa đáp ứng" + (f" ({vi})" if vi else ""),
        f"{_plain(title.en)}: not met" + (f" ({en})" if en else ""),
    )


def _plain(words: str) -> str:
    return words.replace("{", "{{").replace("}", "}}")


def check_message(book: Book, node: Node, message: Text, known: Mapping[str, ValueType]) -> bool:
    """Check the placeholders of both languages; False when one is wrong, which is then noted."""
    nodes = {key.value: value for key, value in node.value}
    sides = (("vi", message.vi), ("en", message.en))
    right = [_check_language(book, nodes[language], text, known) for language, text in sides]
    return all(right)


def _check_language(book: Book, node: ScalarNode, message: str, known: Mapping[str, ValueType]) -> bool:
    try:
        found = list(placeholders(message))
    except ValueError as error:
        book.report(
            "placeholder",
            node,
            Text(f"chỗ điền giá trị viết sai ({error})", f"a malformed placeholder ({error})"),
            same(
                "{name}, {name:vnd}, {name:percent}, {name:change}, {name:number}, {name:date}, {name:vnd|…}"
            ),
            Text(
                "đóng đủ ngoặc; dấu ngoặc nhọn thường viết {{ }}",
                "close every brace; write a plain brace twice",
            ),
        )
        return False
    right = [_check_placeholder(book, node, placeholder, known) for placeholder in found]
    return all(right)


def _check_placeholder(
    book: Book, node: ScalarNode, placeholder: Placeholder, known: Mapping[str, ValueType]
) -> bool:
    offset = node.value.find(placeholder.text)
    where = book.locate_in(node, offset + 1 if offset >= 0 else None)
    name, form = placeholder.name, placeholder.format
    if name not in known:
        book.report(
            "placeholder",
            where,
            Text(f"không có giá trị {name}", f"there is no value {name}"),
            Text(
                "một cột của chủ thể, figures, measure, target hoặc as_of",
                "a column, figure, measure, target, as_of",
            ),
            did_you_mean(name, known, Text("khai báo giá trị đó trong figures", "declare it under figures")),
        )
        return False
    if form and form not in FORMATS:
        book.report(
            "placeholder",
            where,
            Text(f"không có định dạng {form}", f"there is no format {form}"),
            one_of(FORMATS),
            did_you_mean(form, FORMATS, Text("dùng một trong các định dạng đó", "use one of these")),
        )
        return False
    if form and known[name] not in FORMATS[form]:
        word = TYPE_WORDS[known[name]]
        book.report(
            "placeholder",
            where,
            Text(f"{name} là {word.vi}", f"{name} is {word.en}"),
            Text(f"giá trị viết được theo {form}", f"a value that {form} can write"),
            Text("bỏ hoặc đổi định dạng", "leave out the format or change it"),
        )
        return False
    return True
