"""Which files make up an inventory: everything below the given paths, in a fixed order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from secaudit.inventory.fault import Fault, quoted
from secaudit.inventory.readers import EXTENSIONS
from secaudit.lazily import dataclass
from secaudit.model.baseline import BASELINE_FILE
from secaudit.model.issuer import DOCUMENT_KINDS, ISSUER_FILE
from secaudit.model.location import Location
from secaudit.model.problem import Gravity, Problem
from secaudit.model.text import Text, same
from secaudit.model.undertaking import UNDERTAKINGS_FILE

_BESIDE = frozenset({
    "", ".md", ".txt", ".rst", ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".tif", ".tiff",
    ".asc", ".sig", ".p7s", ".p7m", ".sha256", ".html", ".eml",
})  # fmt: skip
"""Endings of evidence and of notes: such files belong beside an inventory and are no part of it."""

_ADVICE = {
    ".xls": Text("lưu lại thành .xlsx", "save it as .xlsx"),
    ".xlsm": Text("lưu lại thành .xlsx (không có macro)", "save it as .xlsx (without macros)"),
    ".xlsb": Text("lưu lại thành .xlsx", "save it as .xlsx"),
    ".docx": Text("chép bảng sang .xlsx hoặc .csv", "copy its tables to .xlsx or .csv"),
    ".doc": Text("chép bảng sang .xlsx hoặc .csv", "copy its tables to .xlsx or .csv"),
    ".jsonl": Text("gộp thành một tệp .json", "put it together as one .json file"),
    ".zip": Text("giải nén vào thư mục danh mục", "unpack it in the inventory's folder"),
}


_RESULTS = frozenset({
    "findings.csv", "actions.csv", UNDERTAKINGS_FILE, BASELINE_FILE, ISSUER_FILE,
    *(f"{kind}.{ending}" for kind in DOCUMENT_KINDS for ending in ("docx", "xlsx")),
})  # fmt: skip
_RESULT_MARK = b'"schema_version"'
_RESULT_HEAD = 64
"""An audit writes its results where its user says, often below the inventory; they are no part of it.

Nor is what people write about its actions, which the remediation reads, nor the list of known findings, nor
who issues its documents.
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, and its name for readers: relative to the path that was given."""

    file: str
    path: Path


@dataclass(slots=True)
class Search:
    """The files found, and what was passed over."""

    found: list[Found]
    problems: list[Problem]


def search(paths: Sequence[Path]) -> Search:
    """Return the files below the given paths, each once, sorted by name.

    Hidden files and folders are passed over. Links are followed only within the folder, where they lead to
    files that are found anyway. With several paths, names begin with the path's own name.
    """
    result = Search([], [])
    seen: set[Path] = set()
    for path, prefix in zip(paths, _prefixes(paths), strict=True):
        for found in _at(path, prefix, result.problems):
            # Below a single path no file is found twice: links are not followed.
            place = found.path.resolve() if len(paths) > 1 else found.path
            if place not in seen:
                seen.add(place)
                result.found.append(found)
    return result


def _at(path: Path, prefix: str, problems: list[Problem]) -> Iterator[Found]:
    if path.is_dir():
        below = list(_below(path, prefix, problems))
        if not below:
            problems.append(no_inventory(prefix.rstrip("/") or path.name or "."))
        yield from below
    elif not path.exists():
        problems.append(_missing(path))
    elif path.suffix.lower() not in EXTENSIONS:
        problems.append(_not_read(prefix, path.suffix.lower(), Gravity.ERROR))
    else:
        yield Found(prefix, path)


def _prefixes(paths: Sequence[Path]) -> list[str]:
    """Return what each path's files are called by: nothing for one folder, else names kept apart."""
    if len(paths) == 1:
        return ["" if paths[0].is_dir() else paths[0].name]
    names = [path.resolve().name for path in paths]
    clear = [
        name if names.count(name) == 1 else path.as_posix() for name, path in zip(names, paths, strict=True)
    ]
    return [f"{name}/" if path.is_dir() else name for name, path in zip(clear, paths, strict=True)]


def _below(folder: Path, prefix: str, problems: list[Problem]) -> Iterator[Found]:
    root = folder.resolve()
    for here, folders, files in os.walk(folder, onerror=_stop):
        place = Path(here)
        folders.sort()
        for name in list(folders):
            if name.startswith(".") or _leads_away(place / name, root, folder, prefix, problems):
                folders.remove(name)
        for name in sorted(files):
            path = place / name
            if name.startswith((".", "~$")) or _leads_away(path, root, folder, prefix, problems):
                continue
            file = prefix + path.relative_to(folder).as_posix()
            extension = path.suffix.lower()
            if _is_result(path):
                continue
            if extension in EXTENSIONS:
                yield Found(file, path)
            elif extension not in _BESIDE:
                problems.append(_not_read(file, extension, Gravity.WARNING))


def _is_result(path: Path) -> bool:
    """Return whether a file comes of an audit: by its name, and `audit.json` by how it begins."""
    if path.name != "audit.json":
        return path.name in _RESULTS
    with path.open("rb") as stream:
        return _RESULT_MARK in stream.read(_RESULT_HEAD)


def _stop(error: OSError) -> None:
    raise error


def _leads_away(path: Path, root: Path, folder: Path, prefix: str, problems: list[Problem]) -> bool:
    """Return whether a path is a link and so not followed; one that leads outside is a problem."""
    if not path.is_symlink():
        return False
    target = path.resolve()
    if not (target.exists() and target.is_relative_to(root)):
        problems.append(_outside(prefix + path.relative_to(folder).as_posix()))
    return True


def _outside(file: str) -> Problem:
    return Fault(
        "path-outside",
        Text("liên kết trỏ ra ngoài thư mục danh mục", "a link that leads outside the inventory's folder"),
        Text("tệp nằm trong thư mục", "files inside the folder"),
        Text("chép tệp vào thư mục thay cho liên kết", "copy the file into the folder in place of the link"),
    ).at(Location(file))


def _missing(path: Path) -> Problem:
    return Fault(
        "no-such-path",
        Text(f"không có tệp hoặc thư mục {quoted(path)}", f"no file or folder {quoted(path)}"),
        Text("một tệp hoặc thư mục danh mục kiểm kê", "an inventory's file or folder"),
        Text("kiểm tra lại đường dẫn", "check the path"),
    ).at(Location(path.as_posix()))


def no_inventory(name: str) -> Problem:
    """Return the error of a folder in which there is nothing to read."""
    return Fault(
        "no-inventory",
        Text("thư mục không có tệp danh mục kiểm kê nào", "a folder without any inventory file"),
        Text("tệp có đuôi ", "files that end in ") + same(", ".join(EXTENSIONS)),
        Text(
            "kiểm tra đường dẫn, hoặc tạo danh mục mới bằng “secaudit init”",
            "check the path, or start an inventory with “secaudit init”",
        ),
    ).at(Location(name))


def _not_read(file: str, extension: str, gravity: Gravity) -> Problem:
    return Fault(
        "file-not-read",
        Text(
            f"tệp không được đọc: đuôi {quoted(extension)}",
            f"a file not read: its ending is {quoted(extension)}",
        ),
        Text("tệp có đuôi ", "files that end in ") + same(", ".join(EXTENSIONS)),
        _ADVICE.get(
            extension,
            Text(
                "lưu lại ở một định dạng trên nếu có dữ liệu",
                "save it in one of these formats if it holds data",
            ),
        ),
    ).at(Location(file), gravity)
