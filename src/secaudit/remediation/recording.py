"""New entries for `actions.yaml`: added behind what stands there, of which not a letter is changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NoReturn

from yaml.nodes import MappingNode, Node, SequenceNode

from secaudit.catalogue.nodes import Book, compose
from secaudit.model.action import Action
from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.text import Language, Text
from secaudit.model.undertaking import UNDERTAKINGS_FILE, UNDERTAKINGS_VERSION, Undertaking
from secaudit.remediation.undertakings import matched

_HEAD = Text(
    "# Sổ việc khắc phục: ghi người nhận, ngày dự kiến, ngày xong và minh chứng. Chương trình chỉ ghi thêm\n"
    "# việc mới, không sửa mục đã có. Ngày viết như 2026-12-31. Không ghi nội dung thuộc bí mật nhà nước.\n",
    "# Who does which action, by when, when it was done, and what shows it. New actions are added behind;\n"
    "# nothing that stands here is changed. Days as in 2026-12-31. Nothing classified may be written here.\n",
)
_TO_FILL_IN = ("taken_by", "planned_on", "done_on", "evidence")


def recorded(
    text: str | None, actions: Sequence[Action], entries: Iterable[Undertaking], language: Language
) -> tuple[str, int]:
    """Return what to write behind a file's text, an entry for each action that has none, and how many.

    `text` is what the file holds, None where there is none; `entries` are those of every file.

    Raises:
        InvalidInput: its list of actions is not written one under the other at the end of the file.
    """
    found, _ = matched(entries, actions)
    new = [action for action in actions if action.id not in found]
    if not new:
        return "", 0
    if text is None:
        lead, indent = f"{_HEAD.to(language)}version: {UNDERTAKINGS_VERSION}\nactions:\n", 2
    else:
        lead, indent = "" if text.endswith("\n") else "\n", _indent(text)
    return lead + "".join(_entry(action, " " * indent, language) for action in new), len(new)


def _entry(action: Action, indent: str, language: Language) -> str:
    # A string of JSON is one of YAML, too, whatever stands in it.
    what = json.dumps(action.what.to(language), ensure_ascii=False)
    lines = [
        f"- action: {json.dumps(action.id)}",
        f"  unit: {json.dumps(action.unit or '-', ensure_ascii=False)}",
        f"  what: {what}",
        f"  closes: [{', '.join(map(json.dumps, action.closes))}]",
        *(f"  {name}:" for name in _TO_FILL_IN),
    ]
    return "".join(f"{indent}{line}\n" for line in lines)


def _indent(text: str) -> int:
    """Return how far the entries of a file's list are indented."""
    root = compose(Book(UNDERTAKINGS_FILE, text))
    pairs = root.value if isinstance(root, MappingNode) else []
    key, listed = pairs[-1] if pairs else (None, root)
    if key is None or key.value != "actions" or not isinstance(listed, SequenceNode) or listed.flow_style:
        _refuse(listed)
    return int(listed.start_mark.column)


def _refuse(node: Node | None) -> NoReturn:
    mark = None if node is None else node.start_mark
    place = (
        Location(UNDERTAKINGS_FILE, mark.line + 1, mark.column + 1) if mark else Location(UNDERTAKINGS_FILE)
    )
    raise InvalidInput(
        [
            Problem(
                "actions-layout",
                place,
                Text("không ghi thêm được vào sau phần này", "nothing can be added behind this"),
                Text(
                    "khóa actions đứng cuối tệp, mỗi mục bắt đầu bằng dấu - ở dòng mới",
                    "actions as the last key, each entry on a new line after -",
                ),
                Text(
                    "viết lại danh sách như vậy, hoặc tự ghi thêm mục",
                    "write it so, or add the entries by hand",
                ),
            )
        ]
    )
