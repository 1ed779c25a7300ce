"""`secaudit init`: start an inventory."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from secaudit.cli.console import Progress, Terminal
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import DEFAULT_LANGUAGE, Lang, Quiet

HELP = tr(
    "Tạo danh mục kiểm kê mới trong thư mục DIR; với --demo, thành phố hư cấu; với --ci, kiểm tra thay đổi.",
    "Start an inventory in DIR; with --demo, a whole fictitious city; with --ci, checks of every change.",
)


class Service(StrEnum):
    """Who checks every change, in `--ci`."""

    GITHUB = "github"
    GITLAB = "gitlab"
    PRE_COMMIT = "pre-commit"


class DemoFormat(StrEnum):
    """The formats of `--format`."""

    MIXED = "mixed"
    YAML = "yaml"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


Folder = Annotated[
    Path,
    typer.Argument(metavar="DIR", help=tr("Thư mục mới hoặc còn trống.", "A new or empty folder.")),
]  # fmt: skip
Demo = Annotated[
    bool,
    typer.Option("--demo", help=tr("Thành phố hư cấu 210 đơn vị.", "A fictitious city of 210 units.")),
]  # fmt: skip
TableFormat = Annotated[
    DemoFormat,
    typer.Option(
        "--format",
        help=tr("Định dạng của --demo (mixed: YAML, các bảng dài là CSV).",
                "Format of --demo (mixed: YAML, with long tables in CSV)."),
    ),
]  # fmt: skip
Seed = Annotated[
    int,
    typer.Option("--seed", help=tr("Số khởi tạo: cùng số, cùng dữ liệu.", "Same seed, same bytes.")),
]  # fmt: skip
Integration = Annotated[
    list[Service] | None,
    typer.Option("--ci",
                 help=tr("Thiết lập kiểm tra mọi thay đổi (dùng được nhiều lần); DIR có thể đã có sẵn.",
                         "Set up a check of every change (repeatable); DIR may be there already.")),
]  # fmt: skip


def init(
    folder: Folder,
    demo: Demo = False,
    format: TableFormat = DemoFormat.MIXED,  # noqa: A002  # the option's name is the contract's
    seed: Seed = 2026,
    ci: Integration = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
) -> None:
    """Write a starter inventory or the demo city, and what checks its changes."""
    from secaudit import demo as cities
    from secaudit.inventory.writers import put

    terminal = Terminal(quiet=quiet)
    progress = Progress(terminal)
    checks = cities.checks(folder, [service.value for service in ci or ()])
    written: list[Path] = []
    if ci and not demo and folder.is_dir() and any(folder.iterdir()):
        terminal.message(
            tr(f"Giữ nguyên danh mục trong {folder}", f"The inventory in {folder} stays as it is")
        )
    elif demo:
        written = cities.write(folder, seed=seed, format=format.value, progress=progress)
    else:
        written = cities.start(folder, LANGUAGE)
    progress.close()
    if written:
        terminal.line(
            tr(f"Đã tạo {len(written)} tệp trong {folder}", f"Files written to {folder}: {len(written)}")
        )
    for file, content in checks.items():
        put(file, content)
        terminal.line(tr(f"Đã ghi {file}", f"Wrote {file}"))
    terminal.message(
        tr(
            f"Bước tiếp theo: sửa các tệp, rồi chạy: secaudit validate {folder}",
            f"Next: edit the files, then run: secaudit validate {folder}",
        )
    )
