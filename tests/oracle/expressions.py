"""Random conditions that a jurist could have written: every form that the grammar of controls allows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from secaudit.model.column import Column, Kind, ValueType
from secaudit.model.tables import SCHEMA
from tests.oracle.inventories import LEGAL_DAYS, MONEY, OTHER_DAYS, PERIODS, TEXTS

Visible = tuple[str, Column]
"""How a column is written in the expression, and what it is."""

_ORDERS = ("<", "<=", ">", ">=", "=", "<>")
_CODES = (Kind.ID, Kind.REFERENCE)
_WORDS = (Kind.TEXT, Kind.PATH)
_UNWRITTEN = ("exposure_path",)
"""Words of the tool, for people to read: no condition rests on them."""


@dataclass
class Author:
    """Writes expressions over the rows of one table.

    `inner` is the table of the subquery that is being written, under the alias `x`, or None. `recurs` says
    that the names of a period may be used.
    """

    chance: Random
    subject: str
    inner: str | None = None
    recurs: bool = False

    def condition(self, depth: int) -> str:
        """Return a condition: true, false or unknown."""
        forms = [self._comparison, self._truth, self._comparison, self._named]
        if depth > 0:
            forms += [self._connected, self._connected, self._negated, self._chosen, self._between]
            if self.inner is None:
                forms += [self._exists, self._exists, self._counted]
        return self.chance.choice(forms)(depth - 1)

    def _connected(self, depth: int) -> str:
        sign = self.chance.choice((" AND ", " OR "))
        parts = [self.condition(depth) for _ in range(self.chance.choice((2, 2, 3)))]
        return "(" + sign.join(parts) + ")"

    def _negated(self, depth: int) -> str:
        return f"NOT ({self.condition(depth)})"

    def _chosen(self, depth: int) -> str:
        otherwise = self.chance.choice((f" ELSE {self.condition(depth)}", " ELSE FALSE", " ELSE TRUE", ""))
        return f"CASE WHEN {self.condition(depth)} THEN {self.condition(depth)}{otherwise} END"

    def _between(self, depth: int) -> str:
        value = self._a(self.chance.choice((self.number, self.day)))
        return f"({value(depth)} BETWEEN {value(depth)} AND {value(depth)})"

    def _comparison(self, depth: int) -> str:
        form = self.chance.choice((self.number, self.number, self.day, self.day, self.text, self.moment))
        left, right = self._a(form)(depth), self._a(form)(depth)
        return f"{left} {self.chance.choice(_ORDERS)} {right}"

    def _a(self, form: Callable[[int], str]) -> Callable[[int], str]:
        """Return the form, or numbers where no column in sight has values of that form."""
        if form == self.moment and not self._columns(Kind.MOMENT):
            return self.number
        return form

    def _truth(self, depth: int) -> str:
        names = self._typed(ValueType.BOOLEAN)
        return self.chance.choice(names)[0] if names else self._named(depth)

    def _named(self, depth: int) -> str:
        """Return a condition about one column: among fixed words, a pattern, or filled in at all."""
        form = self.chance.choice((self._among, self._among, self._like, self._is_null))
        return form()

    def _among(self) -> str:
        column = self._columns(Kind.CHOICE, Kind.INTEGER)
        if not column:
            return self._is_null()
        name, declared = self.chance.choice(column)
        options: Sequence[object] = [f"'{word}'" for word in declared.choices] or range(6)
        some = ", ".join(str(option) for option in self.chance.sample(options, min(3, len(options))))
        first = some.split(",")[0]
        return self.chance.choice(
            (f"{name} IN ({some})", f"{name} NOT IN ({some})", f"{name} = {first}", f"{name} <> {first}")
        )

    def _like(self) -> str:
        pattern = self.chance.choice(("%ư%", "x", "2026%", "_ường%", "%", "BÍ THƯ"))
        names = self._columns(*_WORDS)
        if not names:
            return self._is_null()
        name = self.chance.choice(names)[0]
        return f"{self.chance.choice((name, f'lower(trim({name}))', f'upper({name})'))} LIKE '{pattern}'"

    def _is_null(self) -> str:
        name, _ = self.chance.choice(self._columns(*Kind))
        return f"{name} IS {self.chance.choice(('', 'NOT '))}NULL"

    def number(self, depth: int) -> str:
        """Return a number: whole, decimal, or of days."""
        columns = [name for name, _ in self._columns(Kind.INTEGER, Kind.MONEY)]
        simple = [
            str(self.chance.choice((0, 1, 2, 3, 5, 12, 2.5, 0.15, *MONEY))),
            *columns,
            *columns,
            *columns,
        ]
        if depth <= 0:
            return self.chance.choice(simple)
        one, two = self.number(depth - 1), self.number(depth - 1)
        options = [
            *simple, f"({one} + {two})", f"({one} - {two})", f"{self._factor()} * {self.number(0)}",
            f"{self.number(0)} / {self.number(0)}", f"-{self.number(0)}", f"abs({one} - {two})",
            f"({self.day(0)} - {self.day(0)})", f"year({self.day(0)})", f"month({self.day(0)})",
            f"day({self.day(0)})", f"least({one}, {two})", f"greatest({one}, {two})",
            f"coalesce({one}, {two})", f"length({self.text(0)})",
            f"round({one}, {self.chance.randint(0, 2)})",
            f"CASE WHEN {self.condition(0)} THEN {one} ELSE {two} END",
        ]  # fmt: skip
        return self.chance.choice(options)

    def _factor(self) -> str:
        return str(self.chance.choice((2, 3, 0.15, 0.5, 1.1)))

    def day(self, depth: int) -> str:
        """Return a day."""
        columns = [name for name, column in self._typed(ValueType.DATE) if column.type is ValueType.DATE]
        written = self.chance.choice(LEGAL_DAYS + OTHER_DAYS)
        simple = [*columns, *columns, "as_of", f"DATE '{written}'"]
        if self.recurs:
            simple += ["period_start", "period_end"]
        if moments := self._columns(Kind.MOMENT):
            simple.append(f"CAST({self.chance.choice(moments)[0]} AS DATE)")
        if depth <= 0:
            return self.chance.choice(simple)
        one, two = self.day(depth - 1), self.day(depth - 1)
        unit = self.chance.choice(("DAY", "MONTH", "YEAR"))
        sign, count = self.chance.choice("+-"), self.chance.choice((1, 1, 3, 12))
        options = [
            *simple, f"{one} {sign} INTERVAL '{count}' {unit}", f"least({one}, {two})",
            f"greatest({one}, {two})", f"coalesce({one}, {two})",
            f"make_date({self.chance.choice((f'year({one})', '2026'))}, {self.chance.randint(1, 12)}, 28)",
            f"CASE WHEN {self.condition(0)} THEN {one} ELSE {two} END", f"last_day({one})",
            f"working_days_after({one}, {self.chance.choice((1, 3, 5, 10))})",
        ]  # fmt: skip
        return self.chance.choice(options)

    def moment(self, depth: int) -> str:
        """Return a moment; only where `_a` found a column of them."""
        return self.chance.choice(self._columns(Kind.MOMENT))[0]

    def text(self, depth: int) -> str:
        """Return a text."""
        words = [
            f"'{self.chance.choice((*TEXTS, *PERIODS, ''))}'",
            *(name for name, _ in self._columns(*_WORDS)),
        ]
        if self.recurs:
            words += ["this_period", "this_period"]
        word = self.chance.choice([*words, *words[1:]])
        return self.chance.choice((word, word, f"lower({word})", f"trim({word})", f"upper({word})"))

    def _exists(self, depth: int) -> str:
        return f"{self.chance.choice(('', 'NOT '))}EXISTS (SELECT 1 {self._from(depth)})"

    def _counted(self, depth: int) -> str:
        """Return an aggregate compared with a number or a day."""
        source = self._from(depth)
        inside = Author(self.chance, self.subject, self._drawn, self.recurs)
        own = [name for name, column in inside._columns(Kind.INTEGER, Kind.MONEY) if name.startswith("x.")]
        days = [name for name, column in inside._columns(Kind.EVENT) if name.startswith("x.")]
        outputs = [
            "count(*)",
            *(f"{f}({name})" for name in own for f in ("sum", "min", "max", "avg", "count")),
        ]
        if days and self.chance.random() < 0.4:
            extreme = f"{self.chance.choice(('min', 'max'))}({self.chance.choice(days)})"
            return f"(SELECT {extreme} {source}) {self.chance.choice(_ORDERS)} {self.day(0)}"
        output = self.chance.choice(outputs)
        return f"(SELECT {output} {source}) {self.chance.choice(_ORDERS)} {self.number(0)}"

    def _from(self, depth: int) -> str:
        names = [name for name in SCHEMA if name != "data_quality" and keys_between(name, self.subject)]
        self._drawn = self.chance.choice(names)
        pairs = keys_between(self._drawn, self.subject)
        some = self.chance.sample(pairs, min(len(pairs), self.chance.choice((1, 1, 1, 2))))
        keys = [f"x.{own} = {self.subject}.{other}" for own, other in some]
        rest = (
            [Author(self.chance, self.subject, self._drawn, self.recurs).condition(depth)]
            if depth >= 0
            else []
        )
        return f"FROM {self._drawn} x WHERE {' AND '.join([*keys, *rest])}"

    def _typed(self, kind: ValueType) -> list[Visible]:
        return [
            (name, SCHEMA[table].by_name.get(word) or SCHEMA[table].by_name[SCHEMA[table].sources[word]])
            for table, prefix in self._tables()
            for word, found in SCHEMA[table].types.items()
            if found is kind
            for name in (prefix + word,)
        ]

    def _columns(self, *kinds: Kind) -> list[Visible]:
        return [
            (prefix + column.name, column)
            for table, prefix in self._tables()
            for column in SCHEMA[table].columns
            if column.kind in kinds and column.kind is not Kind.LIST and column.name not in _UNWRITTEN
        ]

    def _tables(self) -> list[tuple[str, str]]:
        own = [(self.subject, f"{self.subject}.")]
        return own if self.inner is None else [*own, (self.inner, "x."), (self.inner, "x.")]


def keys_between(table: str, subject: str) -> list[tuple[str, str]]:
    """Return the pairs of columns that may tie a row of a table to a subject; references more than once."""
    pairs = []
    for own in SCHEMA[table].columns:
        for other in SCHEMA[subject].columns:
            if own.kind in _CODES and other.kind in _CODES:
                pairs += [(own.name, other.name)] * 6 if _meet(table, own, subject, other) else []
            elif own.kind is other.kind and own.kind in (*_WORDS, Kind.INTEGER, Kind.EVENT):
                pairs += [(own.name, other.name)] if not own.computed and not other.computed else []
            elif own.kind is other.kind is Kind.CHOICE and own.choices == other.choices:
                pairs.append((own.name, other.name))
    return pairs


def _meet(table: str, own: Column, subject: str, other: Column) -> bool:
    """Whether two columns can hold the id of a row of the same table."""
    left = own.references or (table,)
    right = other.references or (subject,)
    return bool(set(left) & set(right))
