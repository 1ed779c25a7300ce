"""Rows that others can refer to: by a number, a code or a row that is known outside the unit, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from secaudit.lazily import dataclass
from secaudit.model.inventory import TableData
from secaudit.model.text import Text
from secaudit.quality.check import Check, Row, Words
from secaudit.quality.predicate import Absent, Condition, Holds, Not, Shaped, Within
from secaudit.quality.result import Quality


@dataclass(frozen=True, slots=True)
class Identifier:
    """A column that identifies rows to others, and which rows have to have one.

    `form` is what makes a code known to all (RE2, somewhere in the text). `none_will_do` where it may be
    known that there is nothing to refer to: a spending line that is for no system.
    """

    table: str
    column: str
    of: Condition | None = None
    form: str | None = None
    none_will_do: bool = False


IDENTIFIERS = (
    Identifier("units", "contact"),
    Identifier("documents", "number", Holds("issued")),
    Identifier("documents", "sha256", Not(Absent("evidence"))),
    Identifier("systems", "approval_number", Holds("approved")),
    Identifier("systems", "segment", Within("phase", ("trial", "operation"))),
    Identifier("devices", "segment"),
    Identifier("links", "agreement", Within("carries_secrets", ("mat", "toi_mat", "tuyet_mat"))),
    Identifier("spending", "system", none_will_do=True),
    Identifier("spending", "contract", Within("stage", ("spent",))),
    # CVE, CNVD, GHSA, a vendor's bulletin: letters, then a number with its year or serial.
    Identifier("vulnerabilities", "reference", form="[A-Za-z]{2,}[-_ ]?[0-9A-Za-z]*[-_:/]?[0-9]{2,}"),
    Identifier("observations", "evidence"),
)


def sharing(tables: Mapping[str, TableData]) -> Iterator[Check]:
    """Yield a check for every common identifier: which rows need it, and which of them have none."""
    for identifier in IDENTIFIERS:
        data = tables[identifier.table]
        if data.rows.num_rows:
            yield _check(identifier, data)


def _check(identifier: Identifier, data: TableData) -> Check:
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = data.rows[identifier.column]
    if identifier.of is None:
        wanted = pa.chunked_array([pa.repeat(pa.scalar(True), data.rows.num_rows)])
    else:
        wanted = pc.fill_null(identifier.of.on(data.rows), False)
    if identifier.none_will_do:
        lacking = pc.is_null(cells)
    elif identifier.form is not None:
        lacking = pc.invert(
            pc.fill_null(Shaped(identifier.column, f".*(?:{identifier.form}).*").on(data.rows), False)
        )
    else:
        lacking = Absent(identifier.column).on(data.rows)
    label = data.table.by_name[identifier.column].label

    def tell(position: int) -> Words:
        return Words(
            Row(data, position).told(identifier.column),
            Text(
                f"{label.vi} mà đơn vị khác cũng dùng để tra cứu",
                f"{label.en} by which others can find it, too",
            ),
            Text("bổ sung mã định danh chung", "add the common identifier"),
        )

    return Check(
        Quality.SHARED,
        "no-common-identifier",
        data,
        identifier.column,
        wanted,
        pc.and_(wanted, lacking),
        tell,
    )
