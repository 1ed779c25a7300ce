"""Reads XLSX and ODS: one table a sheet, the first line with anything in it is the header."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Any

from secaudit.inventory.fault import Fault, FileFault
from secaudit.inventory.named import table_of_sheet
from secaudit.inventory.origins import SheetOrigin, cell_name
from secaudit.inventory.raw import RawBlock, RawFile, RowFault
from secaudit.inventory.readers import sheet_faults
from secaudit.inventory.readers.header import UNNAMED, Header, header_of
from secaudit.inventory.readers.inspection import Inspection, row_and_index
from secaudit.inventory.readers.interface import MEGABYTE, Source
from secaudit.inventory.readers.workbook import damaged, inspector
from secaudit.lazily import dataclass
from secaudit.model.location import Location
from secaudit.model.problem import Gravity, Problem


class SheetReader:
    """Reads `.xlsx` and `.ods` files of at most 100 MB."""

    largest: int | None = 100 * MEGABYTE
    named = False

    def read(self, source: Source) -> RawFile:
        """Return the rows of every sheet whose name is a table's; the others are listed.

        Raises:
            FileFault: it is no spreadsheet of its kind.
        """
        from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

        inspect = inspector(source)
        result = _Sheets(source.file)
        try:
            workbook = CalamineWorkbook.from_filelike(io.BytesIO(source.data))
            for sheet in workbook.sheets_metadata:
                if sheet.typ is not SheetTypeEnum.WorkSheet:
                    continue
                table = table_of_sheet(sheet.name)
                if table is None:
                    result.problems.append(sheet_faults.not_read(source.file, sheet.name))
                    continue
                if sheet.visible is not SheetVisibleEnum.Visible:
                    result.problems.append(sheet_faults.hidden_sheet(source.file, sheet.name))
                seen = inspect(sheet.name) or Inspection()
                if result.readable(sheet.name, seen):
                    rows = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                    result.add(sheet.name, table, rows, seen)
        except CalamineError as error:
            raise damaged(source, str(error)) from None
        if not result.any_table:
            raise FileFault(sheet_faults.no_table(source.file), *result.problems)
        return RawFile(tuple(result.blocks), tuple(result.problems))


@dataclass(slots=True)
class _Sheets:
    file: str
    blocks: list[RawBlock] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    any_table: bool = False

    def readable(self, sheet: str, seen: Inspection) -> bool:
        """Note what a sheet hides; return whether its values can be trusted to be all."""
        self.any_table = True
        if seen.hidden_rows:
            self.problems.append(sheet_faults.hidden_rows(self.file, sheet, seen.hidden_rows))
        if seen.hidden_columns:
            self.problems.append(sheet_faults.hidden_columns(self.file, sheet, seen.hidden_columns))
        self.problems.extend(sheet_faults.merged(self.file, sheet, area) for area in seen.merged)
        if seen.too_large:
            self.problems.append(sheet_faults.too_large(self.file, sheet))
        return not seen.merged and not seen.too_large

    def add(self, sheet: str, table: str, rows: Sequence[Sequence[Any]], seen: Inspection) -> None:
        """Add a sheet's rows: those with a value, or with a formula that has none yet."""
        head = Location(self.file, sheet=sheet)
        broken = {row_and_index(cell): sheet_faults.STALE for cell in seen.stale}
        broken |= {row_and_index(cell): sheet_faults.FAILED for cell in seen.failed}
        touched = {row for row, _ in broken}
        numbers = [
            number
            for number, cells in enumerate(rows, 1)
            if number in touched or any(cell not in ("", None) for cell in cells)
        ]
        if not numbers:
            return
        first = numbers[0]
        try:
            header = header_of(rows[first - 1], lambda index: self._cell(sheet, first, index), head)
        except FileFault as error:
            self.problems.extend(error.problems)
            return
        own = numbers[1:]
        origin = SheetOrigin(self.file, sheet, own, header.indexes)
        columns = {name: _column(rows, own, index) for name, index in header.indexes.items()}
        self.problems.extend(self._beside(sheet, rows, own, header))
        faults = tuple(self._broken(sheet, own, header, broken))
        place = self._cell(sheet, first, 0)
        self.blocks.append(RawBlock(table, len(own), columns, header.places, place, origin, faults))

    def _beside(
        self, sheet: str, rows: Sequence[Sequence[Any]], numbers: Sequence[int], header: Header
    ) -> Iterator[Problem]:
        for number in numbers:
            cells = rows[number - 1]
            for index in (*header.unnamed, *range(header.width, len(cells))):
                if cells[index] not in ("", None):
                    yield UNNAMED.at(self._cell(sheet, number, index), Gravity.WARNING)
                    return

    def _broken(
        self, sheet: str, numbers: Sequence[int], header: Header, broken: dict[tuple[int, int], Fault]
    ) -> Iterator[RowFault]:
        row_of = {number: row for row, number in enumerate(numbers)}
        name_of = {index: name for name, index in header.indexes.items()}
        for (number, index), fault in sorted(broken.items(), key=lambda pair: pair[0]):
            place = self._cell(sheet, number, index)
            if number in row_of and index in name_of:
                yield RowFault(row_of[number], fault, place, name_of[index])
            elif number not in row_of:
                self.problems.append(fault.at(place))

    def _cell(self, sheet: str, number: int, index: int) -> Location:
        return Location(self.file, sheet=sheet, cell=cell_name(number, index))


def _column(rows: Sequence[Sequence[Any]], numbers: Sequence[int], index: int) -> list[object]:
    cells = (rows[number - 1][index] for number in numbers)
    return [None if cell == "" else cell for cell in cells]
