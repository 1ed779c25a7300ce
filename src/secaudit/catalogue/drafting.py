"""Where the draft of a new control is written: a new file, or the end of the one of its family."""

from __future__ import annotations

from pathlib import Path

from yaml.nodes import MappingNode, Node, SequenceNode

from secaudit.catalogue.nodes import Book, compose, peek
from secaudit.lazily import dataclass
from secaudit.model.problem import SecauditError
from secaudit.model.text import Text


class CannotDraft(SecauditError):
    """The draft of a control cannot be written where it was asked for."""

    def __init__(self, vi: str, en: str) -> None:
        self.text = Text(vi, en)
        super().__init__(en)


@dataclass(frozen=True, slots=True)
class Draft:
    """A file with a new control in it: its whole content, and whether the file is new."""

    path: Path
    content: str
    is_new: bool


def family_file(folder: Path, name: str) -> Path:
    """Return the file of a folder that holds the controls of an id's family, or the one to begin."""
    family = name.split("-")[0]
    for path in sorted(folder.rglob("*.yaml")):
        root = compose(Book(path.name, path.read_text(encoding="utf-8-sig")))
        if any(_family(control) == family for control in _controls(root)):
            return path
    return folder / f"{family.lower()}.yaml"


def _controls(root: Node | None) -> list[Node]:
    for key, value in root.value if isinstance(root, MappingNode) else ():
        if key.value == "controls" and isinstance(value, SequenceNode):
            return list(value.value)
    return []


def _family(control: Node) -> str:
    return peek(control, "family") or (peek(control, "id") or "").split("-")[0]


def placed(path: Path, header: str, draft: str) -> Draft:
    """Return a file with a draft at its end. What stands in it stays as it is.

    Raises:
        CannotDraft: the file holds something to which no control can be added.
    """
    if not path.exists():
        return Draft(path, header + draft, True)
    written = path.read_bytes().decode()
    book = Book(path.name, written)
    root = compose(book)
    last = root.value[-1] if isinstance(root, MappingNode) and root.value else None
    if last is None or last[0].value != "controls" or not _is_list_of_two_spaces(last[1]):
        raise CannotDraft(
            f"không thêm được vào {path}: tệp phải kết thúc bằng danh sách controls thụt vào hai khoảng "
            "trắng; nêu một tệp mới sau -o",
            f"cannot add to {path}: it has to end with a list of controls indented by two spaces; "
            "name a new file after -o",
        )
    return Draft(path, f"{written.rstrip()}\n\n{draft}", False)


def _is_list_of_two_spaces(node: object) -> bool:
    return isinstance(node, SequenceNode) and not node.flow_style and node.start_mark.column == 2
