"""What an expression stands for while it is checked, and which values may meet."""

from __future__ import annotations

from sqlglot import exp

from secaudit.catalogue.errors import ExpressionError, did_you_mean, one_of
from secaudit.catalogue.syntax import Source, shown
from secaudit.lazily import dataclass
from secaudit.model.column import ValueType
from secaudit.model.text import Text, same

TYPE_WORDS = {
    ValueType.TEXT: Text("chữ", "text"),
    ValueType.INTEGER: Text("số nguyên", "a whole number"),
    ValueType.NUMBER: Text("số", "a number"),
    ValueType.BOOLEAN: Text("đúng hoặc sai", "true or false"),
    ValueType.DATE: Text("ngày", "a date"),
    ValueType.TIMESTAMP: Text("thời điểm (ngày và giờ)", "a day and time"),
    ValueType.LIST: Text("danh sách", "a list"),
}

NUMERIC = frozenset({ValueType.INTEGER, ValueType.NUMBER})
ORDERED = NUMERIC | {ValueType.TEXT, ValueType.DATE, ValueType.TIMESTAMP}


@dataclass(frozen=True, slots=True)
class Value:
    """What is known about a part of an expression before any row is seen.

    `type` is None for the literal NULL. `choices` are the only words that a choice column can hold;
    `literal` is the text of a text literal.
    """

    type: ValueType | None
    node: exp.Expression
    source: Source
    choices: tuple[str, ...] = ()
    literal: str | None = None

    @property
    def shown(self) -> str:
        """The part as a message names it."""
        if isinstance(self.node, exp.Column):
            return self.node.name
        if isinstance(self.node, exp.Literal) and self.node.is_string:
            return f"'{self.node.name}'"
        return shown(self.node)

    @property
    def offset(self) -> int | None:
        """Where the part stands in the text."""
        return self.source.offset(self.node)

    @property
    def words(self) -> Text:
        """What it is, for a message: "stage is text"."""
        if self.type is None:
            return same("NULL")
        kind = TYPE_WORDS[self.type]
        return Text(f"{self.shown} là {kind.vi}", f"{self.shown} is {kind.en}")


def fits(value: ValueType | None, wanted: frozenset[ValueType]) -> bool:
    """Whether a value of one type can stand where one of others is wanted: whole numbers are numbers."""
    return value in wanted or (value is ValueType.INTEGER and ValueType.NUMBER in wanted)


def wanted_words(wanted: frozenset[ValueType]) -> Text:
    """Return "a date or text" in both languages."""
    words = [TYPE_WORDS[kind] for kind in ValueType if kind in wanted]
    return Text(" hoặc ".join(word.vi for word in words), " or ".join(word.en for word in words))


def require(value: Value, wanted: frozenset[ValueType], place: Text) -> None:
    """Check that a value has one of the wanted types where `place` says ("beside AND").

    Raises:
        ExpressionError: it has not.
    """
    if fits(value.type, wanted):
        return
    raise ExpressionError(
        value.words,
        Text(f"{wanted_words(wanted).vi} {place.vi}", f"{wanted_words(wanted).en} {place.en}"),
        _advice(value, wanted),
        value.offset,
        code="type-clash",
    )


def _advice(value: Value, wanted: frozenset[ValueType]) -> Text:
    if value.type is None:
        return Text(
            "NULL chỉ được đứng sau IS, IS NOT hoặc làm kết quả của CASE",
            "NULL may only follow IS or IS NOT, or be a result of CASE",
        )
    if wanted == {ValueType.BOOLEAN}:
        return Text(
            "so sánh giá trị đó với một giá trị khác, ví dụ = hoặc >=",
            "compare it with something, by = or >=",
        )
    if value.type is ValueType.TIMESTAMP and ValueType.DATE in wanted:
        return Text(
            f"viết CAST({value.shown} AS DATE) để lấy ngày", f"write CAST({value.shown} AS DATE) for its day"
        )
    return Text("dùng cột hoặc giá trị đúng kiểu", "use a column or value of that type")


def check_comparable(left: Value, right: Value, operator: str) -> None:
    """Check that two values may be compared by the operator.

    Choices are compared by equality alone, with their own words: their alphabetical order means nothing.

    Raises:
        ExpressionError: the comparison would be senseless, or never true.
    """
    for value in (left, right):
        if value.type is None:
            raise ExpressionError(
                Text("so sánh với NULL", "a comparison with NULL"),
                Text("IS NULL hoặc IS NOT NULL", "IS NULL or IS NOT NULL"),
                Text(
                    "so sánh với NULL luôn cho kết quả không xác định; viết … IS NULL",
                    "a comparison with NULL is always unknown; write … IS NULL",
                ),
                value.offset if value.offset is not None else left.offset,
                code="null-comparison",
            )
    if not (left.type == right.type or {left.type, right.type} <= NUMERIC):
        raise _clash(left, right, operator)
    equality = operator in ("=", "<>", "IN", "CASE")
    if not equality and (left.type not in ORDERED or left.choices or right.choices):
        raise _no_order(left if left.choices or left.type not in ORDERED else right, operator)
    _check_words(left, right)
    _check_words(right, left)


def _clash(left: Value, right: Value, operator: str) -> ExpressionError:
    kinds = {left.type, right.type}
    text, other = (left, right) if left.type is ValueType.TEXT else (right, left)
    if kinds == {ValueType.DATE, ValueType.TIMESTAMP}:
        moment = left if left.type is ValueType.TIMESTAMP else right
        advice = Text(
            f"viết CAST({moment.shown} AS DATE): nếu không, mọi giờ trong ngày đó sẽ bị coi là sau ngày đó",
            f"write CAST({moment.shown} AS DATE): else any hour of a day counts as after that day",
        )
    elif text.literal is not None and other.type is ValueType.DATE:
        advice = Text(f"viết DATE '{text.literal}'", f"write DATE '{text.literal}'")
    elif text.literal is not None and other.type in NUMERIC:
        advice = Text("bỏ dấu nháy quanh số", "leave out the quotes around the number")
    else:
        advice = Text("chỉ so sánh hai giá trị cùng kiểu", "compare only values of the same type")
    return ExpressionError(
        Text(f"{left.words.vi}, còn {right.words.vi}", f"{left.words.en}, but {right.words.en}"),
        Text(f"hai vế cùng kiểu ở hai bên {operator}", f"the same type on both sides of {operator}"),
        advice,
        left.offset if left.offset is not None else right.offset,
        code="type-clash",
    )


def _no_order(value: Value, operator: str) -> ExpressionError:
    words = "', '".join(value.choices) or "TRUE"
    return ExpressionError(
        Text(f"{operator} với {value.shown}", f"{operator} with {value.shown}"),
        Text("=, <> hoặc IN", "=, <> or IN"),
        Text(
            f"các giá trị của {value.shown} không có thứ tự; viết {value.shown} IN ('{words}')",
            f"the values of {value.shown} have no order; write {value.shown} IN ('{words}')",
        )
        if value.choices
        else Text("giá trị đúng/sai không có thứ tự", "true and false have no order"),
        value.offset,
        code="type-clash",
    )


def _check_words(choice: Value, other: Value) -> None:
    """Check that a choice column meets only what it can hold."""
    if not choice.choices:
        return
    if other.literal is not None and other.literal not in choice.choices:
        raise ExpressionError(
            Text(
                f"{choice.shown} không bao giờ là '{other.literal}'",
                f"{choice.shown} is never '{other.literal}'",
            ),
            one_of(choice.choices),
            did_you_mean(
                other.literal, choice.choices, Text("chọn một trong các giá trị đó", "choose one of these")
            ),
            other.offset,
            code="unknown-choice",
        )
    if other.literal is None and not set(choice.choices) & set(other.choices):
        raise ExpressionError(
            Text(f"{choice.shown} so với {other.shown}", f"{choice.shown} beside {other.shown}"),
            one_of(choice.choices),
            Text(
                f"{choice.shown} chỉ nhận các giá trị cố định; so sánh với một trong các giá trị đó",
                f"{choice.shown} holds fixed words; compare it with one of them",
            ),
            choice.offset,
            code="type-clash",
        )
