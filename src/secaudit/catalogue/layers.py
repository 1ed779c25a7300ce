"""The folders that a catalogue is made of: the released one at the bottom, the user's own above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from secaudit.catalogue.files import files_of, nothing
from secaudit.catalogue.nodes import MAX_BYTES, Book, compose, peek
from secaudit.lazily import dataclass
from secaudit.model.change import Base
from secaudit.model.location import Location
from secaudit.model.problem import CatalogueInvalid, Problem
from secaudit.model.text import Text
from secaudit.resources import shipped

if TYPE_CHECKING:
    from hashlib import _Hash

SETTINGS = ("catalogue.yaml", "catalogue.yml")
"""The file of a folder that says what it builds on."""


@dataclass
class Layer:
    """One folder: its files by their path within it. Layers above the bottom name places with `prefix`."""

    prefix: str
    books: dict[str, Book] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Stack:
    """The layers from the bottom up, and the hash over all of them."""

    layers: list[Layer]
    sha256: str
    base: Base


def read_stack(folders: Sequence[Path]) -> Stack:
    """Read the folders of a catalogue, later ones above earlier ones.

    Raises:
        CatalogueInvalid: a folder is given twice, or has no YAML file.
        FileNotFoundError: the installation lacks its shipped catalogue.
    """
    resolved = [folder.resolve() for folder in folders]
    for folder, known in zip(folders, resolved, strict=True):
        if resolved.count(known) > 1:
            raise CatalogueInvalid([_twice(folder)])
    alone = bool(folders) and _stands_alone(folders[0])
    above = folders[1:] if alone else folders
    digest = sha256()
    layers = [_read(folders[0] if alone else shipped("controls"), "", digest)]
    for folder, label in zip(above, _labels(above), strict=True):
        # What stands above is hashed as such: the same files in one folder are another catalogue.
        digest.update(b"\0above\0")
        layers.append(_read(folder, f"{label}/", digest))
    return Stack(layers, digest.hexdigest(), "none" if alone else "shipped")


def _stands_alone(folder: Path) -> bool:
    for name in SETTINGS:
        try:
            root = compose(Book(name, (folder / name).read_text("utf-8-sig")))
        except (OSError, ValueError):
            continue
        if root is not None and peek(root, "base") == "none":
            return True
    return False


def _labels(folders: Sequence[Path]) -> list[str]:
    """Return the names of folders, with as many of those around them as it takes to tell them apart."""
    parts = [folder.resolve().parts for folder in folders]
    depth = 1
    while len({part[-depth:] for part in parts}) < len(parts):
        depth += 1
    return ["/".join(part[-depth:]) for part in parts]


def _read(folder: Path, prefix: str, digest: _Hash) -> Layer:
    """Read every YAML file below a folder, adding each to the hash."""
    layer = Layer(prefix)
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
        try:
            if len(content) > MAX_BYTES:
                raise ValueError
            text = content.decode("utf-8-sig").replace("\r\n", "\n")
            layer.books[name] = Book(f"{prefix}{name}", text)
        except ValueError:
            layer.problems.append(_unreadable(f"{prefix}{name}", len(content)))
    return layer


def _files(folder: Path) -> list[Path]:
    files = files_of(folder)
    if not files:
        raise CatalogueInvalid([nothing(folder.as_posix())])
    return files


def _unreadable(name: str, size: int) -> Problem:
    if size > MAX_BYTES:
        return Problem(
            "too-large",
            Location(name),
            Text(f"tệp {size:,} byte", f"a file of {size:,} bytes"),
            Text(f"nhiều nhất {MAX_BYTES:,} byte", f"at most {MAX_BYTES:,} bytes"),
            Text("tách thành nhiều tệp", "split it into several files"),
        )
    return Problem(
        "encoding",
        Location(name),
        Text("tệp không phải UTF-8", "a file that is not UTF-8"),
        Text("văn bản UTF-8", "UTF-8 text"),
        Text("lưu lại tệp với mã UTF-8", "save the file again as UTF-8"),
    )


def _twice(folder: Path) -> Problem:
    return Problem(
        "same-folder",
        Location(folder.as_posix()),
        Text("thư mục này được nêu hai lần", "this folder is given twice"),
        Text("mỗi thư mục sau --controls một lần", "each folder after --controls once"),
        Text("bỏ một lần", "leave one out"),
    )
