"""Cells that hold words: ids, references, texts and paths."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time, timedelta

from secaudit.inventory.cells.none import is_none_word
from secaudit.inventory.fault import CellFault, Fault, quoted
from secaudit.model.column import Column
from secaudit.model.text import Text

LONGEST_ID = 200
_EXACT_FLOAT = 10**15
"""Above this a spreadsheet has already rounded the digits of a number."""

_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of writing: they make a text look like another one."""

_DRIVE = re.compile(r"[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]+://")


def clean(raw: str, *, lines: bool = False) -> str:
    """Return a text in Unicode's composed form (NFC) without white space around it.

    Raises:
        CellFault: it holds a control character, a direction override or half a surrogate pair. With
            `lines`, line breaks and tabs are let through.
    """
    if raw.isascii() and raw.isprintable():
        return raw.strip()
    text = unicodedata.normalize("NFC", raw).strip().strip("\ufeff")
    if lines:
        text = text.replace("\r\n", "\n")
    for letter in text:
        if letter.isprintable() or (lines and letter in "\n\t"):
            continue
        if unicodedata.category(letter) in ("Cc", "Cs") or _OVERRIDES.match(letter):
            raise CellFault(_unseen(raw, letter))
    return text


def words_of(raw: object, column: Column) -> str:
    """Return the text of a cell that must hold words.

    A whole number is taken for its digits, as a spreadsheet stores "2026" as a number.

    Raises:
        CellFault: it holds a yes-or-no, a fraction, a date, a list or a nested value.
    """
    if isinstance(raw, str):
        return clean(raw, lines=True)
    if isinstance(raw, bool):
        raise CellFault(_not_words(column, Text(f"giá trị đúng/sai {raw}", f"the yes-or-no value {raw}")))
    if isinstance(raw, (int, float)) and raw == raw // 1 and abs(raw) < _EXACT_FLOAT:
        return str(int(raw))
    if isinstance(raw, (int, float)):
        raise CellFault(_turned_into(column, Text(f"số {raw}", f"the number {raw}")))
    if isinstance(raw, (date, time, timedelta)):
        raise CellFault(_turned_into(column, Text(f"ngày giờ {raw}", f"the date or time {raw}")))
    raise CellFault(_not_words(column, described(raw)))


def described(raw: object) -> Text:
    """Return what sort of thing stands in a cell where a single value should."""
    if isinstance(raw, (tuple, list)):
        return Text("một danh sách", "a list")
    if isinstance(raw, str):
        return Text(quoted(raw), quoted(raw))
    if isinstance(raw, (bool, int, float, date, time)):
        return Text(f"giá trị {raw}", f"the value {raw}")
    return Text("một cấu trúc lồng nhau", "a nested structure")


def text(column: Column, raw: object) -> str | None:
    """Return a text: None when empty, "" when it is known not to exist.

    Raises:
        CellFault: it is no text, it is not in the column's form, or it is "none" where the column must be
            filled.
    """
    words = words_of(raw, column)
    if not words:
        return None
    if is_none_word(words):
        return _none_of(column, words)
    if column.form is not None and not re.fullmatch(column.form.pattern, words):
        raise CellFault(
            Fault(
                "wrong-form",
                Text(f"cột {column.name} có {quoted(words)}", f"{quoted(words)} in the column {column.name}"),
                column.form.shown,
                Text("viết đúng dạng đó; để trống nếu chưa biết", "write it so; leave it empty if unknown"),
            )
        )
    return words


def identifier(column: Column, raw: object) -> str | None:
    """Return an id, or None when the cell is empty.

    Raises:
        CellFault: a spreadsheet has turned it into a number or a date, or it is a word for "none".
    """
    words = _code(column, raw)
    if words and is_none_word(words):
        raise CellFault(
            Fault(
                "none-as-id",
                Text(f"mã {quoted(words)}", f"the id {quoted(words)}"),
                Text(
                    "một mã; từ này trong danh mục có nghĩa là “không có”",
                    "an id; in an inventory this word means “known not to exist”",
                ),
                Text(f"chọn mã khác, ví dụ “{words}-1”", f"choose another id, for example “{words}-1”"),
            )
        )
    return words or None


def reference(column: Column, raw: object) -> str | None:
    """Return the id of another row: None when empty, "" when there is known to be none.

    Raises:
        CellFault: as for ids, or it is "none" where the column must be filled.
    """
    words = _code(column, raw)
    if not words:
        return None
    return _none_of(column, words) if is_none_word(words) else words


def path(column: Column, raw: object) -> str | None:
    """Return a path below the inventory's folder, with forward slashes.

    Raises:
        CellFault: it leads outside that folder.
    """
    words = text(column, raw)
    if not words:
        return words
    posix = words.replace("\\", "/")
    parts = [part for part in posix.split("/") if part not in ("", ".")]
    if posix.startswith(("/", "~")) or ".." in parts or _DRIVE.match(posix) or not parts:
        raise CellFault(
            Fault(
                "path-outside",
                Text(f"đường dẫn {quoted(words)} ra ngoài thư mục", f"{quoted(words)}, a path outside"),
                Text(
                    "đường dẫn tương đối tới một tệp nằm trong thư mục danh mục",
                    "a relative path of a file below the inventory's folder",
                ),
                Text(
                    "chép tệp vào thư mục danh mục và ghi đường dẫn từ đó, ví dụ “minh-chung/qd-12.pdf”",
                    "copy the file into the inventory's folder and write the path from there, "
                    "for example “minh-chung/qd-12.pdf”",
                ),
            )
        )
    return "/".join(parts)


def _code(column: Column, raw: object) -> str:
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        raise CellFault(_turned_into(column, Text(f"số {raw:.15g}", f"the number {raw:.15g}")))
    words = words_of(raw, column)
    if len(words) > LONGEST_ID or not words.isprintable():
        raise CellFault(
            Fault(
                "bad-id",
                Text(f"mã {quoted(words)}", f"the id {quoted(words)}"),
                Text(
                    f"mã trên một dòng, không quá {LONGEST_ID} ký tự, không có ký tự ẩn",
                    f"an id on one line, of at most {LONGEST_ID} characters, without hidden ones",
                ),
                Text("gõ lại mã", "type the id again"),
            )
        )
    return words


def _none_of(column: Column, words: str) -> str:
    if not column.required:
        return ""
    raise CellFault(
        Fault(
            "missing-value",
            Text(f"cột {column.name} ghi {quoted(words)}", f"{quoted(words)} in the column {column.name}"),
            Text("một giá trị: cột này bắt buộc", "a value: this column is required"),
            Text(f"điền {column.label.vi}", f"fill in the {column.label.en}"),
        )
    )


def _unseen(raw: str, letter: str) -> Fault:
    return Fault(
        "control-character",
        Text(
            f"ký tự điều khiển U+{ord(letter):04X} trong {quoted(raw)}",
            f"the control character U+{ord(letter):04X} in {quoted(raw)}",
        ),
        Text("chữ đọc được", "readable text"),
        Text("xóa ô và gõ lại", "clear the cell and type it again"),
    )


def _not_words(column: Column, found: Text) -> Fault:
    return Fault(
        "wrong-type",
        Text(f"cột {column.name} có {found.vi}", f"{found.en} in the column {column.name}"),
        Text("chữ", "text"),
        Text(
            "ghi giá trị thành chữ; trong JSON thì đặt trong ngoặc kép",
            "write it as text; in JSON, in quotes",
        ),
    )


def _turned_into(column: Column, found: Text) -> Fault:
    return Fault(
        "text-became-number",
        Text(f"cột {column.name} có {found.vi}", f"{found.en} in the column {column.name}"),
        Text(
            "chữ; bảng tính đã tự đổi nội dung ô (mất số 0 ở đầu hoặc thành ngày)",
            "text; the spreadsheet has changed what was typed (leading zeros lost, or a date made of it)",
        ),
        Text(
            "định dạng cả cột là Text (Văn bản) rồi gõ lại; trong JSON thì đặt trong ngoặc kép",
            "format the whole column as Text and type it again; in JSON, put it in quotes",
        ),
    )
