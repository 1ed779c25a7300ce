"""What stands in the place of a name: a word that says what it names, and the mark of the name."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from secaudit.model.column import Kind
from secaudit.model.tables import SCHEMA
from secaudit.pseudonyms.fields import Holds
from secaudit.pseudonyms.key import PseudonymKey

_WORDS = {
    Holds.UNIT: "Đơn vị",
    Holds.SYSTEM: "Hệ thống",
    Holds.PERSON: "Người",
    Holds.POST: "Chức vụ",
    Holds.CONTACT: "Liên hệ",
    Holds.NUMBER: "Số",
    Holds.VALUE: "Nội dung",
}
_OF_TABLES = {
    "units": "Đơn vị",
    "systems": "Hệ thống",
    "devices": "Thiết bị",
    "segments": "Vùng mạng",
    "links": "Kết nối",
    "products": "Sản phẩm",
    "documents": "Văn bản",
    "staff": "Nhân sự",
}
_PEOPLE = frozenset({"head_name", "security_officer", "by", "approved_by", "appraised_by", "who"})
_POSTS = frozenset({"head_post", "signed_by_post", "chaired_by_post", "approver_post"})
_SCHEMA_WORDS = frozenset({("observations", "table"), ("observations", "column"), ("waivers", "control")})

_ENDINGS = frozenset({".yaml", ".yml", ".json", ".csv", ".xlsx", ".ods", ".parquet", ".tsv"})

_FIGURE = re.compile(r"-?\d[\d.,]*|\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?)?"
                     r"|\d{4}-(H[12]|Q[1-4])|true|false|none|không|chưa|no", re.IGNORECASE)  # fmt: skip
"""What names nothing: numbers, days, moments, periods, yes and no."""

ARROW = " → "


def id_alias(key: PseudonymKey, value: str) -> str:
    """Return the pseudonym of a row's id; the empty id stays, for it is nobody's."""
    return f"m-{key.digest('id' + chr(0) + value, 12)}" if value else value


def name_alias(key: PseudonymKey, holds: Holds, value: str, table: str = "") -> str:
    """Return the pseudonym of a name; the same name has the same mark whatever it names."""
    if not value.strip():
        return value
    word = _OF_TABLES.get(table, "Mục") if holds is Holds.NAME else _WORDS[holds]
    return f"{word} {key.digest('name' + chr(0) + value, 8)}"


def file_alias(key: PseudonymKey, value: str) -> str:
    """Return the pseudonym of a path, with the ending that says what kind of file it is."""
    ending = PurePosixPath(value).suffix.lower()
    return f"tep-{key.digest('file' + chr(0) + value, 12)}{ending if ending in _ENDINGS else ''}"


def sheet_alias(key: PseudonymKey, value: str) -> str:
    """Return the pseudonym of a sheet; one that is called like a table says no more than that."""
    return value if value in SCHEMA else f"trang-{key.digest('sheet' + chr(0) + value, 8)}"


def mark_alias(key: PseudonymKey, value: str) -> str:
    """Return another mark, as long: one made from an id gives the id away to who guesses it."""
    return key.digest("mark" + chr(0) + value, len(value))


def cell_holds(table: str, column: str, value: str) -> Holds:
    """Return what a value of a column holds; what is not known is what somebody wrote freely."""
    known = SCHEMA.get(table)
    kind = known.by_name[column].kind if known and column in known.by_name else Kind.TEXT
    if kind in (Kind.ID, Kind.REFERENCE):
        return Holds.ID
    if kind is Kind.PATH:
        return Holds.FILE
    if kind not in (Kind.TEXT, Kind.LIST) or _FIGURE.fullmatch(value) or (table, column) in _SCHEMA_WORDS:
        return Holds.PLAIN
    if ARROW in value:
        return Holds.WAY
    if column in _PEOPLE:
        return Holds.PERSON
    if column in _POSTS:
        return Holds.POST
    if column == "name":
        return Holds.NAME
    return Holds.CONTACT if column == "contact" else Holds.VALUE
