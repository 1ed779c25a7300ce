"""Writers of inventory files: one module a format, behind one interface.

What they write, `secaudit.inventory.read` reads back as the same rows.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from secaudit.inventory.writers.csv import CsvWriter
from secaudit.inventory.writers.interface import Row, Rows, Writer, sheets
from secaudit.inventory.writers.parquet import ParquetWriter
from secaudit.inventory.writers.xlsx import XlsxWriter
from secaudit.inventory.writers.yaml import YamlWriter

__all__ = ["FORMATS", "Format", "Row", "Rows", "Writer", "put", "write_tables"]

Format = Literal["yaml", "csv", "xlsx", "parquet"]

FORMATS: tuple[Format, ...] = get_args(Format)
"""Every format that can be written, the one for people first."""

_WRITERS: dict[Format, Writer] = {
    "yaml": YamlWriter(),
    "csv": CsvWriter(),
    "xlsx": XlsxWriter(),
    "parquet": ParquetWriter(),
}


def write_tables(folder: Path, rows: Rows, format: Format, comment: str = "") -> list[Path]:  # noqa: A002
    """Write rows as inventory files of one format into a folder and return the files' paths.

    Columns stand in the declared order, tables without rows get no file. Every file is complete before
    it takes its place; all of them are encoded before the first is written. YAML and CSV have the same
    bytes everywhere, XLSX and Parquet with the same version of the library that writes them.

    Raises:
        ValueError: a table, column or value that an inventory file cannot hold; nothing is written.
        OSError: the folder cannot be written.
    """
    files = list(_WRITERS[format].encode(sheets(rows), comment))
    return [put(folder / name, content) for name, content in files]


def put(path: Path, content: bytes) -> Path:
    """Write a file under a temporary name, and only then give it its own.

    Raises:
        OSError: it cannot be written; no half file is left.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return path
