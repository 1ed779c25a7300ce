"""Writing the fictitious city as files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from secaudit.demo import city
from secaudit.demo.body import Row
from secaudit.demo.folder import filled
from secaudit.inventory.writers import Format, put, write_tables

Progress = Callable[[str, int, int], None]
"""Told the step, how much of it is done, and how much there is."""

DemoFormat = Literal["mixed"] | Format

COMMENT = (
    "DỮ LIỆU HƯ CẤU: thành phố, đơn vị, tên người và số liệu đều do máy sinh ra để thử nghiệm.\n"
    "FICTITIOUS DATA, generated for trying the tool. Không nhập nội dung bí mật nhà nước vào tệp này."
)
"""Stands at the head of every generated YAML file."""

_LISTS = ("documents", "devices", "links", "spending", "vulnerabilities")
"""Tables that come from registers of papers, machines and accounts, not from people: CSV in a mixed city."""

_README = """\
DỮ LIỆU HƯ CẤU / FICTITIOUS DATA

Thư mục này chứa danh mục kiểm kê của "Thành phố Mẫu", một thành phố không có thật. Mọi đơn vị, tên
người, hệ thống, thiết bị, số tiền và sự cố đều do lệnh `secaudit init --demo` sinh ra từ một con số
ban đầu (seed {seed}); cùng con số đó luôn cho cùng các tệp. Không có gì ở đây mô tả một cơ quan,
một người hay một điểm yếu có thật.

This folder holds the inventory of "Thành phố Mẫu", a city that does not exist. Every unit, name,
system, device, amount and incident was made up by `secaudit init --demo` from one number (seed
{seed}); the same number always gives the same files. Nothing here describes a real body, person or
weakness.

    secaudit audit .
"""


def write(
    folder: Path,
    *,
    seed: int = 2026,
    format: DemoFormat = "mixed",  # noqa: A002
    units: int = city.UNITS,
    progress: Progress | None = None,
) -> list[Path]:
    """Write a whole fictitious city into a new folder and return the files' paths, sorted.

    "mixed" is how a city would keep its inventory: YAML for what people write, CSV for the long lists
    that machines give. The other formats hold the same rows. The same seed, format and number of units
    give the same bytes.

    Raises:
        FolderTaken: the folder holds something already; nothing is written.
        ValueError: a city of no units.
        OSError: the folder cannot be written; no half city is left.
    """
    tell = progress or _silent
    with filled(folder) as scratch:
        tell("demo-rows", 0, units)
        rows = city.rows(seed, units)
        tell("demo-rows", units, units)
        written = [put(scratch / "README.txt", _README.format(seed=seed).encode())]
        tell("demo-files", 0, 1)
        if format == "mixed":
            written += _write_mixed(scratch, rows)
        else:
            written += write_tables(scratch, rows, format, COMMENT)
        tell("demo-files", 1, 1)
    return sorted(folder / path.relative_to(scratch) for path in written)


def _silent(step: str, done: int, total: int) -> None:
    """Observe nothing."""


def _write_mixed(folder: Path, rows: dict[str, list[Row]]) -> list[Path]:
    lists = {name: rows[name] for name in _LISTS}
    rest = {name: table for name, table in rows.items() if name not in lists}
    return write_tables(folder, lists, "csv") + write_tables(folder, rest, "yaml", COMMENT)
