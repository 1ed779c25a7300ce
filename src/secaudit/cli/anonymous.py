"""`secaudit report --anonymous`: what may be asked for, and where the key and the way back are kept."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from secaudit.cli.console import Terminal
from secaudit.cli.language import tr

if TYPE_CHECKING:
    from secaudit.model.result import AuditResult


KeyFile = Annotated[
    Path | None,
    typer.Option("--anonymous", dir_okay=False, metavar=tr("TỆP_KHÓA", "KEYFILE"),
                 help=tr("Thay mọi tên bằng bí danh theo khóa này (tạo khóa nếu chưa có).",
                         "Put pseudonyms by this key for all names (made where there is none).")),
]  # fmt: skip
NamesFile = Annotated[
    Path | None,
    typer.Option("--names", dir_okay=False, metavar=tr("TỆP", "FILE"),
                 help=tr("Ghi bảng tra ngược từ bí danh về tên; giữ riêng, không gửi kèm.",
                         "Write the table from pseudonyms back to names; keep it apart.")),
]  # fmt: skip


def check_apart(
    key: Path | None,
    names: Path | None,
    original: Path,
    folder: Path,
    documents: Sequence[str],
    issuer: Path | None,
) -> None:
    """Make sure that what leads back to names stays apart from what is given away.

    Raises:
        typer.BadParameter: key, table of names or the original would lie among the reports, the table is
            asked for without a key, or a paper is asked for that has to bear real names.
    """
    if key is None:
        if names is not None:
            raise typer.BadParameter(
                tr("chỉ dùng cùng --anonymous", "only together with --anonymous"), param_hint="--names"
            )
        return
    for option, file in (("-o", original), ("--anonymous", key), ("--names", names)):
        if file is not None and folder.resolve() in file.resolve().parents:
            raise typer.BadParameter(
                tr(f"{file} nằm trong thư mục báo cáo {folder}; giữ ở nơi khác",
                   f"{file} lies in the folder of the reports, {folder}; keep it elsewhere"),
                param_hint=option,
            )  # fmt: skip
    if issuer is not None or any(document != "audit" for document in documents):
        raise typer.BadParameter(
            tr("văn bản hành chính phải ghi tên thật; bí danh chỉ dùng cho báo cáo audit",
               "an official paper bears real names; pseudonyms are for the report audit"),
            param_hint="--anonymous",
        )  # fmt: skip


def under_pseudonyms(
    result: AuditResult, key: Path, names: Path | None, controls: Sequence[Path] | None, terminal: Terminal
) -> AuditResult:
    """Return a result under the pseudonyms of a key, made where it is missing; write the way back if asked.

    `controls` are the folders of controls that judged beside the released ones.

    Raises:
        InvalidInput: the file holds no key.
        OSError: key or table cannot be read or written.
    """
    from secaudit import catalogue
    from secaudit.pseudonyms import key_in, names_of, veiled

    sentences = {control.id: control.message for control in catalogue.load(controls).controls}
    new = not key.exists()
    secret = key_in(key)
    if new:
        terminal.message(
            tr(f"Đã tạo khóa bí danh {key}: cất riêng; ai có khóa và báo cáo gốc thì tra ngược được tên",
               f"Made the key {key}: keep it apart; with it and the original, names can be found again")
        )  # fmt: skip
    if names is not None:
        _write(names, names_of(result, secret, sentences))
    return veiled(result, secret, sentences)


def _write(file: Path, rows: Sequence[tuple[str, str]]) -> None:
    """Write the table of names whole, so that only its owner may read it."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([("pseudonym", "name"), *map(_safe, rows)])
    temporary = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(b"\xef\xbb\xbf" + text.getvalue().encode())
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def _safe(row: tuple[str, str]) -> tuple[str, str]:
    """Return a row that no spreadsheet takes for a formula."""
    alias, name = row
    return alias, f"'{name}" if name[:1] in ("=", "+", "-", "@", "\t", "\r") else name
