"""What a column of the inventory may hold."""

from __future__ import annotations

from enum import StrEnum

from secaudit.lazily import dataclass
from secaudit.model.text import Text


class Kind(StrEnum):
    """How a cell is read and what it means."""

    ID = "id"
    TEXT = "text"
    REFERENCE = "reference"
    CHOICE = "choice"
    INTEGER = "integer"
    MONEY = "money"
    BOOLEAN = "boolean"
    DATE = "date"
    EVENT = "event"
    MOMENT = "moment"
    LIST = "list"
    PATH = "path"


class ValueType(StrEnum):
    """The type that a value has in an expression."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMP = "timestamp"
    LIST = "list"


_VALUE_TYPES = {
    Kind.INTEGER: ValueType.INTEGER,
    Kind.MONEY: ValueType.INTEGER,
    Kind.BOOLEAN: ValueType.BOOLEAN,
    Kind.DATE: ValueType.DATE,
    Kind.EVENT: ValueType.DATE,
    Kind.MOMENT: ValueType.TIMESTAMP,
    Kind.LIST: ValueType.LIST,
}

_EVENT_SUFFIXES = ("_on", "_at")


@dataclass(frozen=True, slots=True)
class Form:
    """How a text has to be written: a regular expression over the whole of it (RE2), and words for that."""

    pattern: str
    shown: Text


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: declared once, for readers, checks, the engine, schemas and labels.

    Money is whole VND. `references` names the tables that a reference may point into; `minimum` and
    `maximum` bound integers, both inclusive. `computed` columns are made by the tool before judging and
    refused in a file. `default` is what an empty cell means where that is not "unknown". `form` is how a
    text has to be written; "known not to be" always can be.
    """

    name: str
    kind: Kind
    label: Text
    required: bool = False
    choices: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    default: bool | None = None
    computed: bool = False
    term: bool = False
    form: Form | None = None

    @property
    def type(self) -> ValueType:
        """The type of its values in an expression."""
        return _VALUE_TYPES.get(self.kind, ValueType.TEXT)

    @property
    def is_event(self) -> bool:
        """Whether it records when something happened, and so has a boolean beside it."""
        return self.kind in (Kind.EVENT, Kind.MOMENT)

    @property
    def none_as(self) -> str | None:
        """What a file says where there certainly is none: `none`, `0`, or None where no word says it."""
        if self.required or self.kind in (Kind.ID, Kind.DATE):
            return None
        if self.kind in (Kind.INTEGER, Kind.MONEY):
            return None if self.minimum else "0"
        return "none" if self.kind is not Kind.CHOICE or "none" in self.choices else None

    @property
    def happened(self) -> str:
        """The name of an event's boolean: `appraised` for `appraised_on`.

        Raises:
            ValueError: the column is not an event.
        """
        for suffix in _EVENT_SUFFIXES:
            if self.is_event and self.name.endswith(suffix):
                return self.name.removesuffix(suffix)
        raise ValueError(f"{self.name} is not an event")


def identifier() -> Column:
    """Return the id column that every table has."""
    return Column("id", Kind.ID, Text("mã", "id"), required=True)


def text(name: str, vi: str, en: str, *, required: bool = False, form: Form | None = None) -> Column:
    """Return a column of free text, or of texts that are written in one form."""
    return Column(name, Kind.TEXT, Text(vi, en), required, form=form)


def path(name: str, vi: str, en: str) -> Column:
    """Return a column that names a file below the inventory's folder."""
    return Column(name, Kind.PATH, Text(vi, en))


def reference(name: str, to: str | tuple[str, ...], vi: str, en: str, *, required: bool = False) -> Column:
    """Return a column that holds the id of a row of another table."""
    tables = (to,) if isinstance(to, str) else to
    return Column(name, Kind.REFERENCE, Text(vi, en), required, references=tables)


def choice(name: str, values: tuple[str, ...], vi: str, en: str, *, required: bool = False) -> Column:
    """Return a column that holds one of a few fixed words."""
    return Column(name, Kind.CHOICE, Text(vi, en), required, choices=values)


def integer(
    name: str, vi: str, en: str, *, required: bool = False, minimum: int = 0, maximum: int | None = None
) -> Column:
    """Return a column of whole numbers, not negative unless `minimum` says so."""
    return Column(name, Kind.INTEGER, Text(vi, en), required, minimum=minimum, maximum=maximum)


def money(name: str, vi: str, en: str, *, required: bool = False) -> Column:
    """Return a column of whole VND, not negative."""
    return Column(name, Kind.MONEY, Text(vi, en), required, minimum=0)


def boolean(name: str, vi: str, en: str, *, default: bool | None = None) -> Column:
    """Return a yes-or-no column."""
    return Column(name, Kind.BOOLEAN, Text(vi, en), default=default)


def date(name: str, vi: str, en: str) -> Column:
    """Return a column that holds a day which is no event: a term that somebody else set."""
    return Column(name, Kind.DATE, Text(vi, en))


def event(name: str, vi: str, en: str, *, required: bool = False) -> Column:
    """Return a column that holds the day on which something happened, or that it did not."""
    return Column(name, Kind.EVENT, Text(vi, en), required)


def term(name: str, vi: str, en: str, *, required: bool = False) -> Column:
    """Return a column that holds a day set beforehand, a deadline or an end, or that there is none."""
    return Column(name, Kind.EVENT, Text(vi, en), required, term=True)


def moment(name: str, vi: str, en: str) -> Column:
    """Return a column that holds the day and time at which something happened, or that it did not."""
    return Column(name, Kind.MOMENT, Text(vi, en))


def words(name: str, vi: str, en: str, *, choices: tuple[str, ...] = (), required: bool = False) -> Column:
    """Return a column that holds a list of words, `;`-separated in a sheet."""
    return Column(name, Kind.LIST, Text(vi, en), required, choices=choices)
