"""Cells that hold whole numbers and amounts of money."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from secaudit.inventory.cells.none import is_none_word
from secaudit.inventory.cells.text import clean, described
from secaudit.inventory.fault import CellFault, Fault, quoted
from secaudit.model.column import Column, Kind
from secaudit.model.text import Text

LARGEST = 10**16
"""No count of people and no budget comes near; a slip of the pen does. Sums stay within 64 bits."""

_DIGITS = re.compile(r"[+-]?[0-9]+")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:([.,])[0-9]{3}(?:\1[0-9]{3})+|(?:[ \u00a0\u202f][0-9]{3})+)")
_ONE_GROUP = re.compile(r"-?[0-9]{1,3}[.,][0-9]{3}")
_FRACTION = re.compile(r"-?[0-9]+[.,][0-9]+")
_CURRENCY = re.compile(r"\s*(?:đồng|vnđ|vnd|đ|₫)\.?$", re.IGNORECASE)
_SEPARATORS = str.maketrans("", "", "., \u00a0\u202f")


def integer(column: Column, raw: object) -> int | None:
    """Return a whole number, or None when the cell is empty.

    Digits may be grouped when that can be read in one way only: "1.500.000" and "1,500,000" are one and a
    half million, while "1.500" could also be one and a half and is refused.

    Raises:
        CellFault: it is no whole number, is ambiguous, or lies outside the column's bounds.
    """
    number = _from_text(column, raw) if isinstance(raw, str) else _from_number(column, raw)
    if number is None:
        return None
    lowest = column.minimum if column.minimum is not None else -LARGEST
    highest = column.maximum if column.maximum is not None else LARGEST
    if not lowest <= number <= highest:
        raise CellFault(_out_of_range(column, number, lowest, highest))
    return number


def _from_number(column: Column, raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        raise CellFault(_no_number(column, raw))
    if isinstance(raw, float) and not raw.is_integer():
        raise CellFault(_fraction(column, str(raw)))
    return int(raw)


def _from_text(column: Column, raw: str) -> int | None:
    words = clean(raw)
    if not words:
        return None
    if is_none_word(words):
        raise CellFault(_none_word(column, words))
    digits = _CURRENCY.sub("", words) if column.kind is Kind.MONEY else words
    if _DIGITS.fullmatch(digits) and len(digits) < 30:
        return int(digits)
    if _GROUPED.fullmatch(digits) and len(digits) < 40:
        return int(digits.translate(_SEPARATORS))
    if _ONE_GROUP.fullmatch(digits):
        raise CellFault(_ambiguous(column, words, digits))
    raise CellFault(_fraction(column, words) if _FRACTION.fullmatch(digits) else _no_number(column, raw))


def _named(column: Column, found: str) -> Text:
    return Text(f"cột {column.name} có {found}", f"{found} in the column {column.name}")


def _wanted(column: Column) -> Text:
    if column.kind is Kind.MONEY:
        return Text("số tiền chẵn tính bằng đồng", "an amount in whole VND")
    if column.minimum is not None and column.maximum is not None:
        return Text(
            f"số nguyên từ {column.minimum} đến {column.maximum}",
            f"a whole number, {column.minimum} to {column.maximum}",
        )
    return Text("số nguyên không âm", "a whole number, not negative")


def _out_of_range(column: Column, number: int, lowest: int, highest: int) -> Fault:
    bounded = column.maximum is not None
    above = not bounded and number > highest
    advice = (
        Text("kiểm tra lại: số này lớn bất thường", "check it: the number is too large to be right")
        if above
        else Text(f"sửa {column.label.vi}", f"correct the {column.label.en}")
    )
    return Fault("out-of-range", _named(column, str(number)), _wanted(column), advice)


def _none_word(column: Column, words: str) -> Fault:
    return Fault(
        "none-in-number",
        _named(column, quoted(words)),
        _wanted(column),
        Text(
            "ghi 0 nếu không có; để trống nếu chưa biết",
            "write 0 if there are none; leave it empty if unknown",
        )
        if column.none_as == "0"
        else Text(
            "ghi một số trong khoảng đó, hoặc để trống", "write a number in that range, or leave it empty"
        ),
    )


def _ambiguous(column: Column, words: str, digits: str) -> Fault:
    return Fault(
        "ambiguous-number",
        _named(column, quoted(words)),
        Text(
            "số đọc được theo một cách duy nhất; dấu này có thể là dấu thập phân",
            "a number that can be read in one way only; this mark may be a decimal point",
        ),
        Text(
            f"ghi liền các chữ số: {digits.translate(_SEPARATORS)}",
            f"write the digits without a mark: {digits.translate(_SEPARATORS)}",
        ),
    )


def _fraction(column: Column, words: str) -> Fault:
    return Fault(
        "not-whole",
        _named(column, quoted(words)),
        _wanted(column),
        Text(
            "làm tròn thành số nguyên, viết đủ các chữ số",
            "round it to a whole number and write all its digits",
        ),
    )


def _example(column: Column) -> int:
    """Return a number that the column takes: a level is no sum of money."""
    if column.kind is Kind.MONEY:
        return 1_500_000
    lowest, highest = column.minimum or 0, column.maximum
    return (lowest + highest) // 2 if highest is not None else max(12, lowest)


def _no_number(column: Column, raw: object) -> Fault:
    found, sample = described(raw), _example(column)
    advice = Text(
        f"chỉ ghi chữ số, ví dụ {sample}; ghi chú để ở cột khác",
        f"write digits only, for example {sample}; keep remarks in another column",
    )
    if isinstance(raw, (date, time, timedelta)):
        advice = Text(
            "định dạng cột là Number (Số) rồi gõ lại", "format the column as Number and type the value again"
        )
    return Fault(
        "wrong-type",
        Text(f"cột {column.name} có {found.vi}", f"{found.en} in the column {column.name}"),
        _wanted(column),
        advice,
    )
