"""The file of a baseline: one finding a line, sorted, without days or line numbers, so that it merges."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, NoReturn

from secaudit.model.baseline import BASELINE_FILE, BASELINE_VERSION, KNOWABLE, Baseline, KnownFinding
from secaudit.model.finding import fingerprint
from secaudit.model.layouts import BASELINE
from secaudit.model.location import Location
from secaudit.model.migrations import yaml_version
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.status import Status, is_worse
from secaudit.model.text import Text, same

if TYPE_CHECKING:
    from yaml.nodes import Node

_HEAD = (
    "# Phát hiện đã biết, tạm chấp nhận / Known findings. secaudit baseline write|update|show\n"
    "# Không sửa tay / Do not edit by hand.\n"
)
_CONFLICT = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?= |\r?$)", re.MULTILINE)
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")
_READ_AS_OTHER = re.compile(r"true|false|yes|no|on|off|y|n|null", re.IGNORECASE)
_TOP = ("schema_version", "catalogue", "findings")
_REQUIRED = ("fingerprint", "control", "table", "subject", "status")
_KEYS = (*_REQUIRED, "period", "unit")
_NULLS = ("", "~", "null")


def dump(baseline: Baseline) -> bytes:
    """Return the file of a baseline; its bytes depend on nothing but the findings and the catalogue.

    Every unit has a heading of its own: changes of two units are then never next to each other.
    """
    lines = [f"schema_version: {BASELINE_VERSION}\n"]
    version, digest = _scalar(baseline.catalogue_version), _scalar(baseline.catalogue_sha256)
    lines.append(f"catalogue: {{version: {version}, sha256: {digest}}}\n")
    entries = sorted(baseline.findings.values(), key=lambda entry: entry.order)
    lines.append("findings:\n" if entries else "findings: []\n")
    for unit, group in groupby(entries, key=lambda entry: entry.unit):
        lines.append(f"  # {_scalar(unit or '')}\n")
        lines += (f"  - {{{', '.join(_cells(entry))}}}\n" for entry in group)
    return (_HEAD + "".join(lines)).encode()


def _cells(entry: KnownFinding) -> Iterator[str]:
    yield f'fingerprint: "{entry.fingerprint}"'
    for name in ("control", "table", "subject", "period", "status", "unit"):
        value = getattr(entry, name)
        if value is not None:
            yield f"{name}: {_scalar(str(value))}"


def _scalar(text: str) -> str:
    """Return a text as YAML on one line, that every YAML reader takes for the same text."""
    if _PLAIN.fullmatch(text) and not _READ_AS_OTHER.fullmatch(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else _escaped(letter) for letter in quoted)


def _escaped(letter: str) -> str:
    number = ord(letter)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def read(data: bytes, file: str = BASELINE_FILE) -> Baseline:
    """Return the baseline that a file holds; `file` names it in messages.

    Entries may stand in any order and more than once, as a merge can leave them; of two that name the same
    finding with different statuses, the better one counts, which excuses less.

    Raises:
        InvalidInput: it is half of a merge, is no baseline, is of a newer version, or an entry is wrong.
    """
    text = _text(data, file)
    top = _mapping(_current(_root(text, file), file), file, _TOP)
    catalogue = _mapping(top["catalogue"], file, ("version", "sha256")) if "catalogue" in top else {}
    found: dict[str, KnownFinding] = {}
    for node in _items(top.get("findings"), file):
        entry = _entry(node, file)
        earlier = found.get(entry.fingerprint)
        if earlier is None or is_worse(entry.status, earlier.status):
            found[entry.fingerprint] = entry
    return Baseline(_word(catalogue, "version", file), _word(catalogue, "sha256", file), found)


def _text(data: bytes, file: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Location(file, data.count(b"\n", 0, error.start) + 1, 1)
        _refuse("encoding", place, Text("chữ không theo mã UTF-8", "text that is not UTF-8"))
    conflict = _CONFLICT.search(text)
    if conflict is not None:
        raise InvalidInput([_conflict(Location(file, text.count("\n", 0, conflict.start()) + 1, 1))])
    return text


def _conflict(place: Location) -> Problem:
    return Problem(
        "merge-conflict",
        place,
        Text(
            "dấu xung đột khi gộp phiên bản (<<<<<<<, =======, >>>>>>>)",
            "a merge conflict's mark (<<<<<<<, =======, >>>>>>>)",
        ),
        Text("một phiên bản duy nhất", "one version only"),
        Text(
            "xóa các dòng đánh dấu, giữ các dòng của cả hai bên, rồi chạy secaudit baseline update --no-add",
            "delete the marks, keep the lines of both sides, then run secaudit baseline update --no-add",
        ),
    )


def _root(text: str, file: str) -> Node:
    import yaml

    try:
        root: Node | None = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file)
        _refuse("yaml", place, Text("YAML sai cú pháp", "broken YAML"))
    if root is None:
        _refuse("not-a-baseline", Location(file), Text("tệp rỗng", "an empty file"))
    return root


def _mapping(node: Node, file: str, keys: tuple[str, ...]) -> dict[str, Node]:
    from yaml.nodes import MappingNode, ScalarNode

    if not isinstance(node, MappingNode):
        _refuse("not-a-baseline", _place(node, file), Text("không phải khóa: giá trị", "no key: value"))
    found: dict[str, Node] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, ScalarNode) else "?"
        if name not in keys or name in found:
            told = Text(f"khóa lạ hoặc lặp lại {name}", f"an unknown or repeated key, {name}")
            _refuse("unknown-key", _place(key, file), told, same(", ".join(keys)))
        found[name] = value
    return found


def _items(node: Node | None, file: str) -> list[Node]:
    from yaml.nodes import SequenceNode

    if not isinstance(node, SequenceNode):
        place = Location(file) if node is None else _place(node, file)
        _refuse("not-a-baseline", place, Text("không có danh sách findings", "no list of findings"))
    return list(node.value)


def _current(root: Node, file: str) -> Node:
    """Return the document as the present version would have written it."""
    from yaml.nodes import MappingNode

    if not isinstance(root, MappingNode):
        return root
    version, node = yaml_version(root, BASELINE.key)
    upgraded: Node = BASELINE.upgraded(root, version, Location(file) if node is None else _place(node, file))
    return upgraded


def _entry(node: Node, file: str) -> KnownFinding:
    cells = _mapping(node, file, _KEYS)
    if lacking := [name for name in _REQUIRED if not _word(cells, name, file)]:
        told = Text(f"thiếu {', '.join(lacking)}", f"no {', '.join(lacking)}")
        _refuse("missing-key", _place(node, file), told, same(", ".join(_REQUIRED)))
    words = {name: _word(cells, name, file) or None for name in _KEYS}
    status = next((status for status in KNOWABLE if status == words["status"]), None)
    if status is None:
        told = same(f"status: {words['status']}")
        _refuse("wrong-value", _place(cells["status"], file), told, same(", ".join(KNOWABLE)))
    return _checked(words, status, _place(node, file))


def _checked(words: Mapping[str, str | None], status: Status, place: Location) -> KnownFinding:
    """Return an entry whose fingerprint is that of what it names: else it would hide another finding."""
    mark, control = words["fingerprint"] or "", words["control"] or ""
    table, subject = words["table"] or "", words["subject"] or ""
    if mark != fingerprint(control, table, subject, words["period"]):
        _refuse(
            "fingerprint-mismatch",
            place,
            Text(
                f"dấu vân {mark} không phải của {control}, {subject}",
                f"the fingerprint {mark} is not that of {control}, {subject}",
            ),
        )
    return KnownFinding(mark, control, table, subject, words["period"], status, words["unit"])


def _word(cells: Mapping[str, Node], name: str, file: str) -> str:
    """Return the text under a key, "" where there is none."""
    from yaml.nodes import ScalarNode

    node = cells.get(name)
    if node is None:
        return ""
    if not isinstance(node, ScalarNode):
        _refuse("wrong-value", _place(node, file), Text(f"{name} không phải chữ", f"{name} is no text"))
    return "" if not node.style and node.value in _NULLS else str(node.value)


def _place(node: Node, file: str) -> Location:
    return Location(file, node.start_mark.line + 1, node.start_mark.column + 1)


def _refuse(code: str, place: Location, found: Text, expected: Text | None = None) -> NoReturn:
    raise InvalidInput(
        [
            Problem(
                code,
                place,
                found,
                expected or Text("tệp do secaudit baseline ghi", "a file that secaudit baseline wrote"),
                Text(
                    "khôi phục tệp, hoặc lập lại bằng secaudit baseline write",
                    "restore the file, or make it again with secaudit baseline write",
                ),
            )
        ]
    )
