"""`secaudit waiver add`: an exception written down, if it may be one at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from secaudit.cli.clock import today
from secaudit.cli.console import Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import tr
from secaudit.cli.options import DEFAULT_LANGUAGE, ControlsFolder, Lang, Paths, Quiet, parse_day
from secaudit.model.day import day_told

if TYPE_CHECKING:
    from secaudit.model.control import Catalogue
    from secaudit.model.inventory import Inventory

HELP = tr(
    "Thêm một ngoại lệ, nếu được phép, vào danh mục kiểm kê.",
    "Add a waiver to the inventory, if it may be one.",
)
NEW_FILE = "waivers.yaml"


def _words(names: str, vi: str, en: str, metavar: str = "") -> Any:
    metavar = metavar or tr("CHỮ", "TEXT")
    return typer.Option(names, metavar=metavar, help=tr(vi, en))


def _day(names: str, vi: str, en: str) -> Any:
    return typer.Option(names, parser=parse_day, metavar=tr("NGÀY", "DAY"), help=tr(vi, en))


def add(
    paths: Paths,
    control: Annotated[str, _words("--control", "Tiêu chí được chấp nhận ngoại lệ.", "The control waived.",
                                   "ID")],
    subject: Annotated[str, _words("--subject", "Mã đối tượng.", "The id of the row.", "ID")],
    reason: Annotated[str, _words("--reason", "Lý do.", "Why.")],
    approved_by: Annotated[str, _words("--approved-by", "Người chấp nhận.", "Who approved it.")],
    until: Annotated[date, _day("--until", "Ngày cuối cùng.", "Its last day.")],
    start: Annotated[date | None, _day("--from", "Ngày đầu tiên (mặc định: hôm nay).",
                                       "Its first day (default: today).")] = None,
    post: Annotated[str | None, _words("--post", "Chức vụ người chấp nhận.", "The approver's post.")] = None,
    conditions: Annotated[str | None, _words("--conditions", "Điều kiện kèm theo.", "On what terms.")] = None,
    name: Annotated[str | None, _words("--id", "Mã ngoại lệ (mặc định: theo tiêu chí, đối tượng và ngày).",
                                       "Its id (default: made of control, row and day).", "ID")] = None,
    file: Annotated[
        Path | None,
        typer.Option("--file", dir_okay=False, metavar=tr("TỆP", "FILE"),
                     help=tr(f"Tệp để ghi (mặc định: tệp đang có ngoại lệ, hoặc {NEW_FILE}).",
                             f"Where to write (default: the file that has waivers, or {NEW_FILE}).")),
    ] = None,
    controls: ControlsFolder = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
) -> int:  # fmt: skip
    """Check that it may be granted, write it, and read everything again."""
    from secaudit import catalogue, inventory
    from secaudit.audit.granting import granted

    first = start or today()
    row = {
        "id": name or f"nl-{control}-{subject}-{first.isoformat()}",
        "control": control,
        "subject": subject,
        "reason": reason.strip(),
        "approved_by": approved_by.strip(),
        "approver_post": (post or "").strip() or None,
        "from_on": first,
        "until_on": until,
        "conditions": (conditions or "").strip() or None,
    }
    for option, cell in (("--reason", "reason"), ("--approved-by", "approved_by")):
        if not row[cell]:
            raise typer.BadParameter(tr("không được để trống", "it may not be empty"), param_hint=option)
    loaded = catalogue.load(controls)
    read = inventory.read(paths)
    row = granted(read, loaded, row, today())
    home = file or _home(paths, read)
    _write(paths, home, row, loaded)
    Terminal(quiet=quiet).line(
        tr(
            f"Đã thêm ngoại lệ {row['id']} vào {home}, hiệu lực đến hết {day_told(until).vi}",
            f"Added the waiver {row['id']} to {home}, in force until {day_told(until).en}",
        )
    )
    return ExitCode.DONE


def _home(paths: Sequence[Path], read: Inventory) -> Path:
    """Return the file that has the inventory's waivers, or where a new one belongs."""
    from secaudit.inventory.adding import ENDINGS
    from secaudit.inventory.files import search

    data = read.tables["waivers"]
    named = {data.locate(position).file for position in range(data.rows.num_rows)}
    files = [
        found.path
        for found in search(paths).found
        if found.file in named and found.path.suffix.lower() in ENDINGS
    ]
    if len(files) == 1:
        return files[0]
    if not files and len(paths) == 1:
        return paths[0] / NEW_FILE if paths[0].is_dir() else paths[0]
    several = ", ".join(map(str, files or paths))
    raise typer.BadParameter(
        tr(f"nêu một tệp, ví dụ: {several}", f"name one file, such as: {several}"), param_hint="--file"
    )


def _write(paths: Sequence[Path], home: Path, row: dict[str, Any], loaded: Catalogue) -> None:
    """Write the row, read the inventory again, and take it back if that does not find it valid."""
    from secaudit import inventory
    from secaudit.audit.waivers import checked, read_waivers
    from secaudit.inventory.adding import CannotAdd, add_row, restore
    from secaudit.model.problem import InvalidInput
    from secaudit.model.text import Text

    before = add_row(home, "waivers", row)
    try:
        again = inventory.read(paths)
        waivers = read_waivers(again, loaded, today())
        checked(again, waivers, keep_going=False)
    except InvalidInput:
        restore(home, before)
        raise
    if all(use.id != row["id"] for use in waivers.all):
        restore(home, before)
        raise CannotAdd(Text(f"{home} không thuộc danh mục này", f"{home} is no part of this inventory"))
