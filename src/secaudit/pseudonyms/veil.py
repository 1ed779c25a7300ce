"""The one pass over a result that leaves nothing of the inventory's names in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

from secaudit.model.column import Kind
from secaudit.model.finding import Finding
from secaudit.model.network_map import Stop
from secaudit.model.result import AuditResult
from secaudit.model.tables import SCHEMA
from secaudit.model.text import Text
from secaudit.pseudonyms.alias import (
    ARROW,
    cell_holds,
    file_alias,
    id_alias,
    mark_alias,
    name_alias,
    sheet_alias,
)
from secaudit.pseudonyms.fields import FIELDS, Holds
from secaudit.pseudonyms.key import PseudonymKey
from secaudit.pseudonyms.prose import Prose
from secaudit.pseudonyms.sentences import Sentences

_WITHHELD = Text("(không nêu: trích nội dung đầu vào)", "(withheld: it quotes an input)")

_HEADS = frozenset(SCHEMA) | {"internet", "holders"}
"""What may stand before the slash of a stop's key."""


_SPOKEN = frozenset({Kind.ID, Kind.TEXT, Kind.REFERENCE, Kind.PATH, Kind.LIST})
"""The columns whose values stand in sentences as they are; others are days, figures and choices."""

_UNTOLD = frozenset({"(chưa rõ)", "(unknown)"})
"""What stands in a sentence for a value that nobody gave."""


def veiled(result: AuditResult, key: PseudonymKey, sentences: Mapping[str, Text]) -> AuditResult:
    """Return a result under pseudonyms.

    `sentences` has the message of each control, by id: with it a finding's message can be taken apart. One
    that it cannot read loses its details.

    Raises:
        LookupError: a record has a field of which `fields` does not say what it holds.
    """
    told = Sentences(sentences)
    first = _Pass(key, told, None)
    first.record(result)
    second = _Pass(key, told, Prose(first.sought))
    return replace(cast(AuditResult, second.record(result)), pseudonyms=key.mark)


def names_of(result: AuditResult, key: PseudonymKey, sentences: Mapping[str, Text]) -> list[tuple[str, str]]:
    """Return every pseudonym of a result and what it stands for, in order: the way back, for who has both."""
    told = Sentences(sentences)
    first = _Pass(key, told, None)
    first.record(result)
    second = _Pass(key, told, Prose(first.sought))
    second.record(result)
    return sorted((alias, name) for name, alias in first.aliases | second.aliases)


def _row(one: Any) -> str | None:
    """Return the id of the row that a record names."""
    return getattr(one, "id", None) or getattr(one, "row", None)


class _Pass:
    """Goes through a result once; without `prose`, to learn its names."""

    def __init__(self, key: PseudonymKey, told: Sentences, prose: Prose | None) -> None:
        self._key, self._told, self._prose = key, told, prose
        self.sought: dict[str, str] = {}
        self.aliases: set[tuple[str, str]] = set()
        self._done: dict[int, Any] = {}
        self._whole: Mapping[Holds, Callable[[Any, Any], Any]] = {
            Holds.DROPPED: lambda _, value: None,
            Holds.PART: lambda _, value: self.record(value),
            Holds.QUOTED: lambda _, value: _WITHHELD,
            Holds.NAME: lambda one, value: self._name(value, one.table, _row(one)),
            Holds.DOER: lambda _, value: self._doer(value),
            Holds.MESSAGE: lambda one, _: self._message(one),
            Holds.CELL: lambda one, value: self._cell(one.table, one.column, value),
            Holds.CELLS: lambda one, value: {
                column: self._cell(one.subject.table, column, each) for column, each in value.items()
            },
        }
        self._ways: Mapping[Holds, Callable[[str], str]] = {
            Holds.ID: lambda value: self._learnt(value, id_alias(key, value)),
            Holds.KEY: self._map_key,
            Holds.FILE: lambda value: self._learnt(value, file_alias(key, value)),
            Holds.SHEET: lambda value: sheet_alias(key, value),
            Holds.MARK: lambda value: mark_alias(key, value),
            Holds.PROSE: self._sentence,
            Holds.LISTED: self._listed,
            Holds.WAY: self._way,
            **{
                kind: self._namer(kind)
                for kind in (Holds.UNIT, Holds.SYSTEM, Holds.PERSON, Holds.POST, Holds.CONTACT)
            },
            Holds.NUMBER: self._namer(Holds.NUMBER),
            Holds.VALUE: self._namer(Holds.VALUE),
        }

    def record(self, one: Any) -> Any:
        """Return a record, or several, under pseudonyms; what is shared stays shared."""
        if isinstance(one, tuple):
            return tuple(self.record(each) for each in one)
        if one is None:
            return None
        made = self._done.get(id(one))
        if made is None:
            holds = FIELDS.get(type(one))
            if holds is None:
                raise LookupError(f"nobody said what the fields of {type(one).__name__} hold")
            if isinstance(one, Stop) and len(one.ids) == 1 and not one.internet:
                self._name(one.name.vi, one.table, one.ids[0])
            values = {name: self._field(one, name, holds) for name in one.__dataclass_fields__}
            made = self._done[id(one)] = type(one)(**values)
        return made

    def _field(self, one: Any, name: str, holds: Mapping[str, Holds]) -> Any:
        value, kind = getattr(one, name), holds.get(name)
        if kind is None:
            raise LookupError(f"nobody said what {type(one).__name__}.{name} holds")
        if value is None or kind is Holds.PLAIN:
            return value
        if kind in self._whole:
            return self._whole[kind](one, value)
        return self._each(value, self._ways[kind])

    def _each(self, value: Any, way: Callable[[str], str]) -> Any:
        """Return what a way makes of a text, of each of several, or of both languages of one."""
        if isinstance(value, Text):
            return Text(way(value.vi), way(value.en))
        return tuple(way(each) for each in value) if isinstance(value, tuple) else way(value)

    def _cell(self, table: str, column: str, value: Any) -> Any:
        if not isinstance(value, str) or not value:
            return value
        holds = cell_holds(table, column, value)
        if holds is Holds.PLAIN:
            return value
        return self._name(value, table, None) if holds is Holds.NAME else self._ways[holds](value)

    def _name(self, value: str, table: str, row: str | None) -> str:
        if value == row:
            return self._ways[Holds.ID](value)
        return self._learnt(value, name_alias(self._key, Holds.NAME, value, table))

    def _namer(self, kind: Holds) -> Callable[[str], str]:
        return lambda value: self._learnt(value, name_alias(self._key, kind, value))

    def _learnt(self, name: str, alias: str) -> str:
        """Return an alias, having learnt that the name may stand in sentences."""
        if name != alias:
            self.sought.setdefault(name, alias)
            self.aliases.add((name, alias))
        return alias

    def _map_key(self, value: str) -> str:
        place, _, rest = value.rpartition("place ") if value.startswith("place ") else ("", "", value)
        head, slash, row = rest.partition("/")
        prefix = value[: len(value) - len(rest)] + place
        if slash and head in _HEADS:
            return f"{prefix}{head}/{self._ways[Holds.ID](row)}"
        return prefix + self._ways[Holds.ID](rest)

    def _sentence(self, text: str) -> str:
        return self._prose.rewritten(text) if self._prose else text

    def _message(self, finding: Finding) -> Text:
        """Return a finding's message with the values of its subject replaced, column by column."""
        table = finding.subject.table
        columns = SCHEMA[table].by_name if table in SCHEMA else {}

        def shown(column: str, value: str) -> str:
            known = columns.get(column)
            if known is None or known.kind not in _SPOKEN or value in _UNTOLD:
                return self._sentence(value)
            return str(self._cell(table, column, value))

        return self._told.message(finding, shown)

    def _doer(self, text: Text) -> Text:
        """Return who is to do something; what is alike in both languages is a name, wherever it stands."""
        rewritten = self._sentence(text.vi)
        if text.vi != text.en:
            return Text(rewritten, self._sentence(text.en))
        if self._prose and rewritten == text.vi:
            rewritten = self._ways[Holds.PERSON](text.vi)
        return Text(rewritten, rewritten)

    def _listed(self, value: str) -> str:
        """Return the name of a row: what it has elsewhere, if it stands there."""
        if self._prose is None:
            return value
        return self._prose.alias(value) or self._ways[Holds.VALUE](value)

    def _way(self, text: str) -> str:
        return ARROW.join(self._stop(part) for part in text.split(ARROW)) if self._prose else text

    def _stop(self, part: str) -> str:
        rewritten = self._sentence(part)
        if rewritten != part or part.casefold().startswith("internet"):
            return rewritten
        return self._ways[Holds.VALUE](part)
