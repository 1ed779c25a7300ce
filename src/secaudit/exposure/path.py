"""Ways through the network, step by step, and how they are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from secaudit.model.text import Text, same

_ARROW = " → "
_DOUBT = " ?"
_PLAIN = "network"

_LINK_KINDS = {
    "vpn": Text("kênh VPN", "VPN"),
    "dedicated_line": Text("đường truyền riêng", "dedicated line"),
    "data_diode": Text("thiết bị truyền một chiều", "data diode"),
    "cipher_gateway": Text("cổng mật mã", "cipher gateway"),
    "removable_media": Text("thiết bị lưu trữ di động", "removable media"),
}


class Step(NamedTuple):
    """A stop on a path: a row, the link that was taken to the next one, or the internet itself.

    `kind` is that of a link. `certain` is false where the inventory does not say whether data gets
    through: a gateway of unknown encryption, a link whose end nobody declares, an unknown segment.
    """

    table: str
    id: str
    kind: str | None = None
    certain: bool = True

    def __str__(self) -> str:
        name = self.id if self.kind in (None, _PLAIN) else f"{self.id} ({self.kind})"
        return name if self.certain else name + _DOUBT


Path = tuple[Step, ...]
"""Stops in the direction in which data travels; links stand between the rows that they join."""

INTERNET = Step("internet", "internet")
"""The internet, where a machine is joined to it without a segment of that kind."""

SOMEWHERE = Step("internet", "internet", certain=False)
"""What the inventory leaves open: it may be the internet."""


def written(path: Path) -> str:
    """Return a path as the column `exposure_path` holds it: ids, alike in every language.

    Links other than plain network ones say their kind: "PC-07 → LAN-1 → USB-3 (removable_media) → ISO-2".
    A question mark follows a step of which the inventory does not say that data gets through.
    """
    return _ARROW.join(map(str, path))


def describe(path: Path, names: Mapping[tuple[str, str], str]) -> Text:
    """Return a path for people: rows by name, links by kind, plain network ones left out.

    `names` maps (table, id) to a name; a row without one keeps its id.
    """
    shown = [step for step in path if step.table != "links" or step.kind != _PLAIN or not step.certain]
    parts = [_name(step, names) for step in shown]
    return Text(_ARROW.join(part.vi for part in parts), _ARROW.join(part.en for part in parts))


def _name(step: Step, names: Mapping[tuple[str, str], str]) -> Text:
    if step.table == "links":
        kind = _LINK_KINDS.get(step.kind or "", Text("kết nối", "link"))
        name = kind + same(f" {step.id}")
    elif step.table == INTERNET.table:
        name = same("Internet")
    else:
        name = same(names.get((step.table, step.id)) or step.id)
    return name if step.certain else name + same(_DOUBT)
