"""When two Vietnamese names are one name.

Not by likeness: "họp trực tuyến" and "học trực tuyến" are one letter apart and two systems. Two names are
one where they differ in nothing but writing: capitals, spaces, punctuation, composition of letters, where
the tone stands ("hoà", "hòa"), i and y ("quản lí", "quản lý"), leading zeros, the usual abbreviations, or
because one of the two was typed without any diacritics.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
"""Grave, acute, tilde, hook above, dot below: the marks that move within a syllable."""

_WORDS = re.compile(r"[^\W_]+")

_LONG = {
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "hdnd": "hội đồng nhân dân",
    "mttq": "mặt trận tổ quốc",
    "tp": "thành phố",
    "tphcm": "thành phố hồ chí minh",
    "hcm": "hồ chí minh",
    "tw": "trung ương",
    "cntt": "công nghệ thông tin",
    "cđs": "chuyển đổi số",
    "cds": "chuyển đổi số",
    "csdl": "cơ sở dữ liệu",
    "httt": "hệ thống thông tin",
    "tttt": "thông tin truyền thông",
    "khcn": "khoa học công nghệ",
    "attt": "an toàn thông tin",
    "anm": "an ninh mạng",
    "ttđt": "thông tin điện tử",
    "ttdt": "thông tin điện tử",
    "dvc": "dịch vụ công",
    "dvctt": "dịch vụ công trực tuyến",
    "tthc": "thủ tục hành chính",
    "qlvb": "quản lý văn bản",
    "bqlda": "ban quản lý dự án",
    "bv": "bệnh viện",
    "đtxd": "đầu tư xây dựng",
    "q": "quận",
    "h": "huyện",
    "x": "xã",
    "và": "",
    "va": "",
}
"""What abbreviations stand for; "và" is left out as often as it is written."""

_HEADS = (("hệ", "thống", "thông", "tin"), ("hệ", "thống"))
"""What may stand before the name of any system, or not."""

_WARD, _OFFICE = "phường", "phòng"
_P = "p"
"""Short for "phường" and for "phòng": it agrees with both, and they do not agree with each other."""


@lru_cache(maxsize=65_536)
def loose(name: str) -> str:
    """Return what names that might be one have in common: no diacritics, no punctuation, no abbreviations."""
    words = [_P if word in (_WARD, _OFFICE) else word for word in _spelt(name)]
    return " ".join(_bare(word) for word in words)


def one_name(first: str, second: str) -> bool:
    """Return whether two names differ in nothing but writing."""
    if loose(first) != loose(second):
        return False
    if _is_bare(first) or _is_bare(second):
        return True
    pairs = zip(_spelt(first), _spelt(second), strict=True)
    return all(_agree(one, other) for one, other in pairs)


def _agree(one: str, other: str) -> bool:
    return _tight(one) == _tight(other) or (_P in (one, other) and {one, other} <= {_P, _WARD, _OFFICE})


@lru_cache(maxsize=65_536)
def _spelt(name: str) -> tuple[str, ...]:
    """Return the words of a name, in small letters and with abbreviations written out."""
    composed = unicodedata.normalize("NFC", name).casefold()
    words = [word for short in _WORDS.findall(composed) for word in _LONG.get(short, short).split()]
    words = [word.lstrip("0") or "0" if word.isdigit() else word for word in words]
    for head in _HEADS:
        size = len(head)
        if len(words) > size and _same(words[:size], head):
            return tuple(words[size:])
    return tuple(words)


def _same(words: list[str], head: tuple[str, ...]) -> bool:
    return [_bare(word) for word in words] == [_bare(word) for word in head]


@lru_cache(maxsize=65_536)
def _tight(word: str) -> str:
    """Return a syllable with its tone at the end and i for y where they sound alike."""
    letters, tone = "", ""
    for letter in unicodedata.normalize("NFD", word):
        if letter in _TONES:
            tone += letter
        else:
            letters += letter
    return re.sub(r"(?<=[hklmrstv])y$|(?<=^qu)y$", "i", letters) + tone


@lru_cache(maxsize=65_536)
def _bare(word: str) -> str:
    tight = _tight(word).replace("đ", "d")
    return "".join(letter for letter in tight if not unicodedata.combining(letter))


def _is_bare(name: str) -> bool:
    return unicodedata.normalize("NFC", name).isascii()
