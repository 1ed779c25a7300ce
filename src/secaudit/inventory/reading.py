"""Reads an inventory from files and folders."""

from __future__ import annotations

import mmap
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from secaudit.garbage import paused
from secaudit.inventory.assembly import Numbered, assemble, in_order
from secaudit.inventory.conflicts import refuse_conflicts
from secaudit.inventory.fault import Fault, FileFault, quoted
from secaudit.inventory.files import Found, no_inventory, search
from secaudit.inventory.finish import InputFile
from secaudit.inventory.kept import KeptFiles
from secaudit.inventory.meaning import tables_named, which
from secaudit.inventory.named import resembles_table, table_of_file, table_of_sheet
from secaudit.inventory.raw import RawFile
from secaudit.inventory.readers import Reader, Source, reader_for
from secaudit.inventory.readers.interface import MEGABYTE
from secaudit.inventory.readers.sheet_faults import is_note
from secaudit.model.file_error import told
from secaudit.model.inventory import Inventory
from secaudit.model.location import Location
from secaudit.model.problem import Gravity, InventoryInvalid, Problem
from secaudit.model.tables import READABLE
from secaudit.model.text import Text, same

Progress = Callable[[str, int, int], None]
"""Called with the step's name, how much of it is done and how much there is."""


def read(
    paths: Sequence[Path],
    *,
    keep_going: bool = False,
    strict: bool = False,
    progress: Progress | None = None,
    kept: KeptFiles | None = None,
) -> Inventory:
    """Read and check the inventory that the files and folders make up together.

    With `keep_going`, rows and files that are wrong are left out and listed instead of making the whole
    invalid. With `strict`, an unknown column is an error. Files that were read before with the same content
    are taken from those `kept`, where there are any.

    Raises:
        InventoryInvalid: there is an error and `keep_going` is false; or nothing could be read at all.
    """
    with paused():
        return _read(paths, keep_going=keep_going, strict=strict, progress=progress, kept=kept)


def _read(
    paths: Sequence[Path],
    *,
    keep_going: bool,
    strict: bool,
    progress: Progress | None,
    kept: KeptFiles | None,
) -> Inventory:
    result = search(paths)
    problems = list(result.problems)
    files: list[InputFile] = []
    blocks: list[Numbered] = []
    incomplete: set[str] = set()
    alone = len(paths) == 1 and not paths[0].is_dir()
    for done, found in enumerate(result.found):
        if progress is not None:
            progress("read", done, len(result.found))
        try:
            account, raw = _read_file(found, alone=alone, strict=strict, kept=kept)
        except FileFault as error:
            problems.extend(error.problems)
            incomplete |= _tables_of(found)
            continue
        problems.extend(map(_strictly, raw.problems) if strict else raw.problems)
        incomplete |= _tables_of_unread_sheets(raw.problems)
        if account is not None:
            blocks.extend((len(files), block) for block in raw.blocks)
            files.append(account)
    if progress is not None:
        progress("read", len(result.found), len(result.found))
    names = tuple(path.as_posix() for path in paths)
    if not files:
        if not any(problem.gravity is Gravity.ERROR for problem in problems):
            problems.append(no_inventory(", ".join(names)))
        raise InventoryInvalid(in_order(problems))
    inventory = assemble(
        names,
        files,
        blocks,
        problems,
        keep_going=keep_going,
        strict=strict,
        incomplete=frozenset(incomplete),
    )
    if not inventory.tables["units"].rows.num_rows:
        # A report of nobody would say in official form that nothing is wrong.
        raise InventoryInvalid(in_order([*inventory.problems, _nobody(", ".join(names))]))
    return inventory


def _nobody(where: str) -> Problem:
    return Fault(
        "no-unit",
        Text("không có đơn vị nào", "there is no unit"),
        Text("ít nhất một dòng trong bảng units", "at least one row in the table units"),
        Text("khai đơn vị của mình trong bảng units", "enter your own unit in the table units"),
    ).at(Location(where))


def _strictly(problem: Problem) -> Problem:
    """Return what a problem is under `strict`: a sheet left unread, unless of notes, is an error."""
    unread = problem.code == "sheet-not-read" and not is_note(problem.location.sheet or "")
    return replace(problem, gravity=Gravity.ERROR) if unread else problem


def _tables_of(found: Found) -> set[str]:
    """Return the tables that a file which could not be read may have had rows of."""
    table = table_of_file(found.path.stem) if reader_for(found.path.suffix.lower()).named else None
    return set(READABLE) if table is None else {table}


def _tables_of_unread_sheets(problems: Sequence[Problem]) -> set[str]:
    """Return the tables of the sheets that were not read for an error; a file's own error is about all."""
    tables: set[str] = set()
    for problem in problems:
        if problem.gravity is Gravity.ERROR:
            sheet = problem.location.sheet
            table = table_of_sheet(sheet) if sheet else None
            tables |= set(READABLE) if table is None else {table}
    return tables


def _read_file(
    found: Found, *, alone: bool, strict: bool, kept: KeptFiles | None
) -> tuple[InputFile | None, RawFile]:
    extension = found.path.suffix.lower()
    reader = reader_for(extension)
    table = table_of_file(found.path.stem)
    if reader.named and table is None:
        gravity = Gravity.ERROR if alone or strict or resembles_table(found.path.stem) else Gravity.WARNING
        return None, RawFile(problems=(_nameless(found, gravity),))
    data = _bytes(found, reader)
    digest = sha256(data).hexdigest()
    account = InputFile(found.file, digest, len(data))
    known = None if kept is None else kept.take(digest, extension, table, found.file)
    if known is not None:
        return account, known
    refuse_conflicts(found.file, extension, data)
    raw = reader.read(Source(found.file, extension, table, data))
    return account, raw if kept is None else kept.add(raw, digest, extension, table)


def _bytes(found: Found, reader: Reader) -> bytes | mmap.mmap:
    try:
        size = found.path.stat().st_size
        if reader.largest is not None and size > reader.largest:
            raise _too_large(found, size, reader.largest)
        with found.path.open("rb") as stream:
            if reader.largest is None and size:
                return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            return stream.read()
    except OSError as error:
        raise FileFault(_unreadable(found, error)) from None


def _too_large(found: Found, size: int, largest: int) -> FileFault:
    return FileFault(
        Fault(
            "file-too-large",
            Text(f"tệp {size / MEGABYTE:.0f} MB", f"a file of {size / MEGABYTE:.0f} MB"),
            Text(f"không quá {largest // MEGABYTE} MB", f"at most {largest // MEGABYTE} MB"),
            Text(
                "tách thành nhiều tệp, hoặc dùng CSV hay Parquet cho danh sách dài",
                "split it, or use CSV or Parquet for long lists",
            ),
        ).at(Location(found.file))
    )


def _unreadable(found: Found, error: OSError) -> Problem:
    reason = told(error)
    return Fault(
        "unreadable-file",
        Text(f"không mở được tệp ({reason.what.vi})", f"a file that cannot be opened ({reason.what.en})"),
        Text("tệp đọc được", "a file that can be read"),
        reason.advice,
    ).at(Location(found.file))


def _nameless(found: Found, gravity: Gravity) -> Problem:
    stem = found.path.stem
    return Fault(
        "file-not-read",
        Text(
            f"tệp không được đọc: tên {quoted(stem)} không phải tên bảng",
            f"a file not read: its name {quoted(stem)} is no table's",
        ),
        Text("tên tệp bắt đầu bằng một trong: ", "a file name that begins with one of: ")
        + same(", ".join(READABLE)),
        which(
            stem,
            tables_named(),
            Text("đổi tên tệp, ví dụ devices-phuong-1.csv", "rename it, for example devices-phuong-1.csv"),
            Text("Nếu đúng thì đổi tên tệp thành", "If so, rename it"),
        ),
    ).at(Location(found.file), gravity)
