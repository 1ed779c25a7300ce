"""How a report speaks: its fixed words in one language, and how it writes numbers and days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from secaudit.lazily import dataclass
from secaudit.model.day import day_told
from secaudit.model.finding import MeasureResult, Value
from secaudit.model.issuer import NOBODY, Issuer
from secaudit.model.location import Location
from secaudit.model.period import period_told
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.share import cut, nearest_tenths, percentage
from secaudit.model.tables import SCHEMA
from secaudit.model.tables.choices import choice_label
from secaudit.model.text import Language, Text
from secaudit.resources import shipped

DOTTED = "……"
"""What stands for something that only the signer knows. Reports never invent it."""


class _Filled(str):
    """A value among fixed words. `{count:|finding|findings}` writes a number and the word that fits it."""

    __slots__ = ()

    def __format__(self, form: str) -> str:
        if not form.startswith("|"):
            return super().__format__(form)
        one, many = form[1:].split("|")
        return f"{self} {one if self == '1' else many}"


@dataclass(frozen=True)
class Voice:
    """Speaks one language, for somebody. `words` are the fixed words of the reports, by dotted key."""

    language: Language
    words: Mapping[str, str]
    issuer: Issuer = NOBODY

    def __call__(self, key: str, **values: object) -> str:
        """Return fixed words, with numbers and days among `values` written as the language does.

        Raises:
            KeyError: there are no such words.
        """
        words = self.words[key]
        return (
            words.format(**{name: _Filled(self.write(value)) for name, value in values.items()})
            if values
            else words
        )

    def text(self, text: Text) -> str:
        """Return a text in this language."""
        return text.to(self.language)

    def write(self, value: object) -> str:
        """Return a value as this language writes it."""
        if isinstance(value, Text):
            return self.text(value)
        if isinstance(value, bool):
            return self("yes" if value else "no")
        if isinstance(value, int | float):
            return self.number(value)
        if isinstance(value, date):
            return self.day(value)
        return str(value)

    def cell(self, value: Value) -> str:
        """Return a cell of the inventory for readers; ISO days become days, an empty cell says so."""
        if value is None:
            return self("empty_cell")
        if value == "none":
            return self("none_cell")
        if isinstance(value, str) and len(value) == len("2026-11-21"):
            try:
                return self.day(date.fromisoformat(value))
            except ValueError:
                return value
        return self.write(value)

    def number(self, value: float, apart: Iterable[float] = ()) -> str:
        """Return a number with separators: 1.234,5 in Vietnamese, 1,234.5 in English.

        Fractions have four decimals, or as many as tell it from the numbers `apart`.
        """
        whole = isinstance(value, int) or value.is_integer()
        written = f"{int(value):,}" if whole else f"{cut(value, 4, apart):,f}".rstrip("0").rstrip(".")
        return written.translate(_SWAP) if self.language == "vi" else written

    def percent(self, ratio: float | None) -> str:
        """Return a ratio (0 to 1) as a percentage with one decimal, or a dash for None.

        Rounded to the nearest tenth, but never up to the whole: 99.96% must not read as 100%.
        """
        if ratio is None:
            return "–"
        tenths = nearest_tenths(ratio)
        return self._share(f"{tenths // 10}.{tenths % 10}")

    def share(self, ratio: float, target: float | None = None) -> str:
        """Return a measured ratio as a percentage, cut off: 14.96% must not read as the 15% asked for.

        With a `target`, it has as many decimals as tell it from that.
        """
        return self._share(percentage(ratio, () if target is None else (target,)))

    def _share(self, written: str) -> str:
        return f"{written.translate(_SWAP) if self.language == 'vi' else written}%"

    def day(self, day: date | None) -> str:
        """Return a day: 05/01/2027 in Vietnamese, 5 January 2027 in English, a dash for None."""
        if day is None:
            return "–"
        return self.text(day_told(day))

    def moment(self, moment: datetime) -> str:
        """Return a moment with its offset from UTC, because a report may be read elsewhere."""
        offset = moment.strftime("%z")
        zone = (
            "" if not offset else " UTC" if offset.startswith("+0000") else f" UTC{offset[:3]}:{offset[3:5]}"
        )
        return f"{moment:%H:%M:%S}{zone}, {self.day(moment.date())}"

    def measure(self, measure: MeasureResult) -> str:
        """Return a measured value and its target."""
        value, target, unit = measure.value, measure.target, measure.unit
        return f"{self._quantity(value, unit, target)} / {self._quantity(target, unit, value)}"

    def _quantity(self, value: float | None, unit: str, beside: float | None) -> str:
        if value is None:
            return "–"
        if unit == "ratio":
            return self.share(value, beside)
        return self(f"unit.{unit}", value=self.number(value, () if beside is None else (beside,)))

    def period(self, name: str) -> str:
        """Return what readers call a period of the calendar."""
        return self.text(period_told(name))

    def table(self, name: str) -> str:
        """Return what a table is called."""
        return self.text(SCHEMA[name].label) if name in SCHEMA else name

    def column(self, table: str, column: str) -> str:
        """Return what a column is called."""
        known = SCHEMA[table].by_name.get(column) if table in SCHEMA else None
        return self.text(known.label) if known else column

    def method(self, method: str) -> str:
        """Return what a method of observation is called."""
        return self.words.get(f"method.{method}", method)

    def value(self, value: Value, table: str, column: str) -> str:
        """Return a cell for readers, and the words for a value of a column that has a few fixed ones."""
        known = SCHEMA[table].by_name.get(column) if table in SCHEMA else None
        if column == YEAR and isinstance(value, int):
            return str(value)
        if isinstance(value, str) and known is not None and value in (known.choices or ()):
            return self.choice(column, value)
        return self.cell(value)

    def choice(self, column: str, value: str) -> str:
        """Return what people call a value of a column that has a few fixed ones."""
        return self.text(choice_label(column, value))

    def place(self, location: Location | None) -> str:
        """Return where something was written."""
        return str(location) if location else "–"


YEAR = "year"
"""The column whose number is a name: 2026 and not 2.026."""

_SWAP = str.maketrans(",.", ".,")


def voice(language: Language, folder: Path | None = None, issuer: Issuer = NOBODY) -> Voice:
    """Return the voice of a language, in which `issuer` speaks.

    Words in `folder`/texts/<language>.yaml take the place of the shipped ones, key by key.

    Raises:
        InvalidInput: the user's file is no map of words, or has words that no report uses.
    """
    words = dict(_shipped_words(language))
    own = folder / "texts" / f"{language}.yaml" if folder else None
    if own is not None and own.is_file():
        changed = _read(own)
        if strange := sorted(set(changed) - set(words)):
            raise InvalidInput([_strange_words(own, strange)])
        for key, phrase in changed.items():
            if not _fills(phrase) <= _fills(words[key]):
                raise InvalidInput([_not_words(Location(str(own)), f"{key}: {phrase}")])
        words |= changed
    return Voice(language, words, issuer)


@cache
def _shipped_words(language: Language) -> Mapping[str, str]:
    return _read(shipped("reports") / "texts" / f"{language}.yaml")


def _read(file: Path) -> Mapping[str, str]:
    import yaml

    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # a tenth of the time, where it was built
        content = yaml.load(file.read_text("utf-8"), Loader=loader)  # noqa: S506  # makes plain values alone
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        raise InvalidInput([_not_words(Location(str(file), line, column), str(error))]) from None
    if not isinstance(content, dict):
        raise InvalidInput([_not_words(Location(str(file)), type(content).__name__)])
    return dict(_flat(content, ""))


def _flat(content: Mapping[str, Any], prefix: str) -> list[tuple[str, str]]:
    words: list[tuple[str, str]] = []
    for key, value in content.items():
        if isinstance(value, dict):
            words += _flat(value, f"{prefix}{key}.")
        else:
            words.append((f"{prefix}{key}", str(value)))
    return words


def _fills(phrase: str) -> set[str]:
    """Return the names in braces, with a name that no phrase has where something in braces is wrong."""
    try:
        filled = [(name, form or "") for _, name, form, _ in Formatter().parse(phrase) if name is not None]
    except ValueError:
        return {""}
    return {name if form.count("|") in (0, 2) else "" for name, form in filled}


def _not_words(location: Location, found: str) -> Problem:
    return Problem(
        code="invalid-texts",
        location=location,
        found=Text(f"tệp câu chữ không đọc được ({found})", f"the words cannot be read ({found})"),
        expected=Text("YAML gồm khóa và câu chữ", "YAML of keys and words"),
        advice=Text("chép từ reports/texts rồi sửa", "copy the file from reports/texts and change that"),
    )


def _strange_words(file: Path, keys: list[str]) -> Problem:
    return Problem(
        code="unknown-words",
        location=Location(str(file)),
        found=Text(f"khóa không có: {', '.join(keys)}", f"unknown keys: {', '.join(keys)}"),
        expected=Text("các khóa của reports/texts", "the keys of reports/texts"),
        advice=Text("sửa hoặc bỏ các khóa này", "mend or remove these keys"),
    )
