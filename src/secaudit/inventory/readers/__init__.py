"""One reader per file format, behind one interface."""

from __future__ import annotations

from secaudit.inventory.readers.interface import Reader, Source

__all__ = ["EXTENSIONS", "Reader", "Source", "reader_for"]

EXTENSIONS = (".yaml", ".yml", ".json", ".csv", ".tsv", ".xlsx", ".ods", ".parquet")
"""What an inventory file's name may end in."""


def reader_for(extension: str) -> Reader:
    """Return the reader of files with one of the `EXTENSIONS`; its libraries are imported only now.

    Raises:
        KeyError: no reader knows the extension.
    """
    if extension in (".yaml", ".yml"):
        from secaudit.inventory.readers.yaml import YamlReader

        return YamlReader()
    if extension == ".json":
        from secaudit.inventory.readers.json import JsonReader

        return JsonReader()
    if extension in (".csv", ".tsv"):
        from secaudit.inventory.readers.csv import CsvReader

        return CsvReader()
    if extension in (".xlsx", ".ods"):
        from secaudit.inventory.readers.sheet import SheetReader

        return SheetReader()
    if extension == ".parquet":
        from secaudit.inventory.readers.parquet import ParquetReader

        return ParquetReader()
    raise KeyError(extension)
