"""One control, read from its YAML: shape, expressions, message and examples."""

from __future__ import annotations

from typing import Any

from yaml.nodes import Node

from secaudit.catalogue.control_keys import CONTROL
from secaudit.catalogue.errors import ExpressionError, did_you_mean
from secaudit.catalogue.examples import read_example, read_period
from secaudit.catalogue.expression import parse
from secaudit.catalogue.nodes import Book
from secaudit.catalogue.placeholders import MEASURED, available, check_message, plain_message
from secaudit.catalogue.registry import Registry
from secaudit.catalogue.scope import GIVEN_NAMES
from secaudit.catalogue.shapes import (
    Record,
    Refused,
    Shape,
    list_of,
    pairs,
    record,
    scalar,
)
from secaudit.model.column import ValueType
from secaudit.model.control import Control, Cost, Expression, Measure, Remediation
from secaudit.model.law import Obligation
from secaudit.model.period import Period
from secaudit.model.status import Severity
from secaudit.model.table import Table
from secaudit.model.tables import SCHEMA
from secaudit.model.text import Text, same

_ANY_SCALAR = frozenset(ValueType) - {ValueType.LIST}


class _Reader:
    """Reads the parts of one control that depend on its subject; goes on after an error to find more."""

    def __init__(self, book: Book, found: Record) -> None:
        self.book = book
        self.found = found
        self.subject: Table = SCHEMA[found["subject"]]
        self.recurring = found["every"] is not None
        self.refused = False

    def expression(
        self, node: Node | None, wants: frozenset[ValueType]
    ) -> tuple[Expression, ValueType] | tuple[None, None]:
        if node is None:
            return None, None
        try:
            return read_expression(self.book, node, self.subject, wants, recurring=self.recurring)
        except Refused:
            self.refused = True
            return None, None

    def part(self, shape: Shape[Any], node: Node | None) -> Any:
        if node is None:
            return None
        try:
            return shape(self.book, node)
        except Refused:
            self.refused = True
            return None


def read_expression(
    book: Book, node: Node, subject: Table, wants: frozenset[ValueType], *, recurring: bool = False
) -> tuple[Expression, ValueType]:
    """Read and check an expression over a table; errors in it are placed to the character.

    Raises:
        Refused: it is wrong; why has been noted.
    """
    written = scalar(book, node, Text("một biểu thức SQL", "an SQL expression"))
    sql = written.value.strip()
    try:
        parsed = parse(sql, subject, wants=wants, recurring=recurring)
    except ExpressionError as error:
        lead = len(written.value) - len(written.value.lstrip())
        place = book.locate_in(written, None if error.offset is None else error.offset + lead)
        book.report(error.code, place, error.found, error.expected, error.advice)
        raise Refused from error
    return Expression(sql, book.locate(node)), parsed.type


def read_control(book: Book, node: Node, registry: Registry) -> Control:
    """Read one control.

    Raises:
        Refused: something in it is wrong; every error that could be found has been noted.
    """
    found = record(book, node, CONTROL)
    reader = _Reader(book, found)
    boolean = frozenset({ValueType.BOOLEAN})
    applies_when, _ = reader.expression(found["applies_when"], boolean)
    condition, _ = reader.expression(found["assert"], boolean)
    due, _ = reader.expression(found["due"], frozenset({ValueType.DATE}))
    measure = _read_measure(reader)
    figures, types = _read_figures(reader)
    cites = _read_cites(reader, registry)
    remediation = _read_remediation(reader, registry)
    _check_key(reader)
    from_period = _read_from_period(reader)
    measured = found["measure"] is not None
    names = available(reader.subject, types, measured=measured, recurring=reader.recurring)
    written = found["message"]
    if written is not None and not check_message(book, found.nodes["message"], written, names):
        reader.refused = True
    examples = reader.part(
        list_of(lambda book, item: read_example(book, item, reader.subject, found["every"])),
        found.nodes.get("examples"),
    )
    if reader.refused or condition is None:
        raise Refused
    plain = ("id", "title", "subject", "applies_to", "waivable", "key", "allow", "every")
    return Control(
        **{name: found[name] for name in plain},
        message=written or plain_message(found["title"], _cells(reader, condition), reader.subject),
        severity=Severity(found["severity"]),
        cites=cites,
        applies_when=applies_when,
        condition=condition,
        due=due,
        measure=measure,
        figures=figures,
        remediation=remediation,
        examples=examples or (),
        family=found["family"] or found["id"].split("-")[0],
        from_period=from_period,
        location=book.locate(node),
    )


def _cells(reader: _Reader, condition: Expression) -> frozenset[str]:
    """Return the subject's names that a checked condition reads."""
    return parse(condition.sql, reader.subject, recurring=reader.recurring).columns


def _read_measure(reader: _Reader) -> Measure | None:
    found = reader.found["measure"]
    if found is None:
        return None
    value, _ = reader.expression(found["value"], frozenset({ValueType.NUMBER}))
    return None if value is None else Measure(value, found["target"], found["unit"])


def _read_figures(reader: _Reader) -> tuple[dict[str, Expression], dict[str, ValueType]]:
    figures: dict[str, Expression] = {}
    types: dict[str, ValueType] = {}
    node = reader.found["figures"]
    for name, key, value in reader.part(lambda b, n: list(pairs(b, n)), node) or ():
        if name in reader.subject.types or name in (*GIVEN_NAMES, *MEASURED) or not name.isidentifier():
            reader.book.report(
                "figure-name",
                key,
                Text(
                    f"tên {name} không dùng được hoặc đã có nghĩa khác",
                    f"the name {name} is taken or unusable",
                ),
                Text(
                    "tên khác tên cột, as_of, tên của kỳ, measure và target",
                    "a name that is no column, as_of, name of a period, measure or target",
                ),
                Text("đổi tên", "choose another name"),
            )
            reader.refused = True
            continue
        expression, kind = reader.expression(value, _ANY_SCALAR)
        # A broken figure keeps its name, so that the message that shows it is not called wrong as well.
        types[name] = kind or ValueType.NUMBER
        if expression is not None:
            figures[name] = expression
    return figures, types


def _read_from_period(reader: _Reader) -> Period | None:
    name, node = reader.found["from_period"], reader.found.nodes.get("from_period")
    if name is None or node is None:
        return None
    try:
        return read_period(reader.book, node, name, reader.found["every"])
    except Refused:
        reader.refused = True
        return None


def _read_cites(reader: _Reader, registry: Registry) -> tuple[Obligation, ...]:
    cites: dict[str, Obligation] = {}
    seen: set[str] = set()
    for node in reader.found.nodes["cites"].value:
        name = node.value
        if name not in registry.written:
            found = Text(f"không có nghĩa vụ {name}", f"there is no obligation {name}")
            expected = Text("mã nghĩa vụ trong registry/", "an obligation's id from registry/")
            advice = did_you_mean(
                name, registry.written, Text("thêm nghĩa vụ vào registry/", "add it to registry/")
            )
            reader.book.report("unknown-obligation", node, found, expected, advice)
            reader.refused = True
        elif name in seen:
            found = Text(f"{name} được dẫn hai lần", f"{name} is cited twice")
            advice = Text("xóa một lần", "remove one")
            reader.book.report("duplicate-cite", node, found, Text("mỗi mã một lần", "every id once"), advice)
            reader.refused = True
        elif name in registry.obligations:
            cites[name] = registry.obligations[name]
        seen.add(name)
    return tuple(cites.values())


def _read_remediation(reader: _Reader, registry: Registry) -> Remediation:
    found: Record = reader.found["remediation"]
    for name, node in zip(found["after"], found.nodes["after"].value if found["after"] else (), strict=True):
        if name not in registry.controls:
            unknown = Text(f"không có tiêu chí {name}", f"there is no control {name}")
            expected = Text("mã của một tiêu chí", "the id of a control")
            advice = did_you_mean(name, registry.controls, Text("sửa hoặc xóa mã đó", "correct or remove it"))
            reader.book.report("unknown-control", node, unknown, expected, advice)
            reader.refused = True
    return Remediation(
        text=Text(found["vi"], found["en"]),
        product=found["product"],
        authority=found["authority"],
        effort_days=found["effort_days"],
        deed=found["deed"] or reader.found["id"],
        per=found["per"],
        after=found["after"],
        cost=_read_cost(reader, found["cost"]),
    )


NO_MONEY = Text(
    "Làm bằng nhân lực sẵn có của đơn vị, không cần kinh phí riêng",
    "Done by the unit's own people, without money of its own",
)
"""What a cost of nothing rests on, unless its control says otherwise."""


def _read_cost(reader: _Reader, found: Record | None) -> Cost | None:
    if found is None:
        return None
    vnd, _ = reader.expression(found["vnd"], frozenset({ValueType.NUMBER}))
    if vnd is None:
        return None
    if found["basis"] is None and vnd.sql != "0":
        reader.refused = True
        reader.book.report(
            "missing-key",
            found.node,
            Text("chi phí khác 0 mà không nêu căn cứ", "a cost other than 0 without a basis"),
            same("basis: {vi: …, en: …}"),
            Text("nêu đơn giá hoặc cách tính đã giả định", "say what prices or rule it assumes"),
        )
    return Cost(vnd, found["basis"] or NO_MONEY)


def _check_key(reader: _Reader) -> None:
    name = reader.found["key"]
    if name is None or name in reader.subject.by_name:
        return
    reader.refused = True
    table = reader.subject
    reader.book.report(
        "unknown-column",
        reader.found.nodes["key"],
        Text(f"{table.name} không có cột {name}", f"{table.name} has no column {name}"),
        Text(f"một cột của {table.name}", f"a column of {table.name}"),
        did_you_mean(name, table.by_name, same(", ".join(table.by_name))),
    )
