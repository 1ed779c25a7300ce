"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from secaudit.cli.language import LANGUAGE, tr
from secaudit.model.text import Text

if TYPE_CHECKING:
    from secaudit.model.issuer import Issuer


class LanguageName(StrEnum):
    """The languages of `--lang`."""

    VI = "vi"
    EN = "en"


DEFAULT_LANGUAGE = LanguageName(LANGUAGE)
"""What `--lang` is when it is not given."""


class FailOn(StrEnum):
    """The severities of `--fail-on`."""

    NONE = "none"
    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


def parse_day(text: str) -> date:
    """Return the day that an option names, in ISO or Vietnamese order.

    Raises:
        typer.BadParameter: it is no day.
    """
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007  # a day has no time zone
        except ValueError:
            continue
    raise typer.BadParameter(
        tr(f"{text!r} không phải là ngày; viết như 2026-11-21 hoặc 21/11/2026",
           f"{text!r} is no day; write 2026-11-21 or 21/11/2026")
    )  # fmt: skip


Paths = Annotated[
    list[Path],
    typer.Argument(
        exists=True,
        metavar="PATH...",
        help=tr("Tệp hoặc thư mục danh mục kiểm kê.", "Files or folders of the inventory."),
    ),
]
Lang = Annotated[
    LanguageName,
    typer.Option("--lang", help=tr("Ngôn ngữ: vi hoặc en.", "Language: vi or en.")),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=tr("Chỉ in lỗi.", "Print errors only."))]
NoColor = Annotated[bool, typer.Option("--no-color", help=tr("Không dùng màu.", "Use no colours."))]
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        parser=parse_day,
        metavar=tr("NGÀY", "DAY"),
        help=tr("Đánh giá theo tình trạng tại ngày này (mặc định: hôm nay).",
                "Judge as things stood on this day (default: today)."),
    ),
]  # fmt: skip
UnitId = Annotated[
    str | None,
    typer.Option(
        "--unit",
        metavar=tr("MÃ", "ID"),
        help=tr("Chỉ đơn vị này và các đơn vị trực thuộc.", "Only this unit and all below it."),
    ),
]
ControlsFolder = Annotated[
    list[Path] | None,
    typer.Option(
        "--controls",
        exists=True,
        file_okay=False,
        metavar=tr("THƯ_MỤC", "DIR"),
        help=tr("Bổ sung, thay thế hoặc ngừng áp dụng tiêu chí theo thư mục này (dùng được nhiều lần).",
                "Add, replace or switch off controls as this folder says (may be repeated)."),
    ),
]  # fmt: skip
ProfileId = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar=tr("MÃ", "ID"),
        help=tr("Chỉ xét các tiêu chí của diện áp dụng này; xem secaudit controls profiles.",
                "Only the controls of this profile; secaudit controls profiles lists them."),
    ),
]  # fmt: skip
KeepGoing = Annotated[
    bool,
    typer.Option(
        "--keep-going",
        help=tr("Bỏ qua các dòng bị loại và đánh giá phần còn lại (mã thoát 4).",
                "Leave rejected rows out and judge the rest (exit code 4)."),
    ),
]  # fmt: skip
Strict = Annotated[
    bool,
    typer.Option("--strict", help=tr("Cột lạ là lỗi.", "An unknown column is an error.")),
]
Formats = Annotated[
    str,
    typer.Option(
        metavar="json,csv,html,pdf,docx,xlsx",
        help=tr("Các định dạng cần ghi, cách nhau bằng dấu phẩy.", "Formats to write, with commas."),
    ),
]
NoCache = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        help=tr(
            "Không dùng và không ghi bộ nhớ đệm của người dùng.", "Neither use nor fill the user's cache."
        ),
    ),
]
Output = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        file_okay=False,
        metavar=tr("THƯ_MỤC", "DIR"),
        help=tr("Nơi ghi kết quả.", "Where to write the results."),
    ),
]
OutputFile = Annotated[
    Path | None,
    typer.Option("--output", "-o", dir_okay=False, metavar=tr("TỆP", "FILE"),
                 help=tr("Ghi vào tệp này thay vì màn hình.", "Write to this file, not to the screen.")),
]  # fmt: skip
Templates = Annotated[
    Path | None,
    typer.Option(
        "--templates",
        exists=True,
        file_okay=False,
        metavar=tr("THƯ_MỤC", "DIR"),
        help=tr("Mẫu báo cáo của đơn vị.", "Your own report templates."),
    ),
]


Documents = Annotated[
    str,
    typer.Option(
        "--document",
        metavar="audit,minutes,order,yearly,summary",
        help=tr("Văn bản cần lập: báo cáo, biên bản kiểm tra, yêu cầu khắc phục, báo cáo năm, tổng hợp.",
                "Documents: the report, inspection minutes, remediation order, yearly report, summary."),
    ),
]  # fmt: skip
IssuerFile = Annotated[
    Path | None,
    typer.Option(
        "--issuer",
        exists=True,
        dir_okay=False,
        metavar=tr("TỆP", "FILE"),
        help=tr("Nơi ban hành, người ký, nơi nhận (issuer.yaml).", "Who issues and signs (issuer.yaml)."),
    ),
]  # fmt: skip


RecordIn = Annotated[
    Path | None,
    typer.Option(
        "--record",
        dir_okay=False,
        metavar=tr("LỊCH_SỬ", "HISTORY"),
        help=tr("Ghi kết quả vào tệp lịch sử này (chỉ ghi thêm); xem secaudit history.",
                "Record the result in this history, which is only added to; see secaudit history."),
    ),
]  # fmt: skip


def take_language(lang: Lang = DEFAULT_LANGUAGE) -> None:
    """Take `--lang` before a command of a group, too; it is read from the raw arguments."""


def parse_formats(text: str, option: str = "--format") -> tuple[str, ...]:
    """Return the formats that an option lists, each once.

    Raises:
        typer.BadParameter: one of them is unknown.
    """
    from secaudit.reporting.formats import FORMATS

    return _listed(text, FORMATS, Text("định dạng", "format"), option)


def parse_documents(text: str, formats: Collection[str]) -> tuple[str, ...]:
    """Return the kinds of documents that `--document` lists, each once.

    Raises:
        typer.BadParameter: one of them is unknown, or is not made in one of the formats.
    """
    from secaudit.reporting.papers.kinds import DOCUMENTS, KINDS

    asked = _listed(text, DOCUMENTS, Text("văn bản", "document"), "--document") or DOCUMENTS[:1]
    for kind in asked:
        for name in formats:
            if name not in KINDS[kind].formats:
                known = ", ".join(KINDS[kind].formats)
                raise typer.BadParameter(
                    tr(f"văn bản {kind} không có dạng {name}; chọn: {known}",
                       f"{kind} is not made as {name}; choose: {known}"),
                    param_hint="--document",
                )  # fmt: skip
    return asked


def _listed(text: str, known: Sequence[str], what: Text, option: str) -> tuple[str, ...]:
    from difflib import get_close_matches

    asked = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    for name in asked:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = (
                tr(f"có phải {near[0]}?", f"did you mean {near[0]}?")
                if near
                else tr("chọn: ", "choose: ") + ", ".join(known)
            )
            raise typer.BadParameter(
                tr(f"không có {what.vi} {name!r}; {hint}", f"no {what.en} {name!r}; {hint}"),
                param_hint=option,
            )
    return asked


def read_issuer(file: Path | None, documents: Sequence[str] = ("audit",), *, each: bool = False) -> Issuer:
    """Return who issues documents: what a file says, or nobody. `each` is for a document for each unit.

    Raises:
        InvalidInput: the file is wrong.
        typer.BadParameter: what it says of one document would stand on several.
    """
    from secaudit.model.issuer import NOBODY

    if file is None:
        return NOBODY
    from secaudit.issuing import read_issuer as read
    from secaudit.issuing import shared

    issuer = read(file)
    if keys := shared(issuer, documents, each=each):
        listed = ", ".join(keys)
        raise typer.BadParameter(
            tr(f"{listed} chỉ thuộc về một văn bản, không ghi chung cho nhiều văn bản; bỏ khóa đó, "
               "hoặc với number thì ghi theo từng loại: {audit: 12, minutes: 3}",
               f"{listed} belongs to one document and cannot stand on several; leave it out, or for "
               "number write one for each kind: {audit: 12, minutes: 3}"),
            param_hint="--issuer",
        )  # fmt: skip
    return issuer


def check_unit(unit: str | None, known: Collection[str]) -> None:
    """Make sure that a unit is one of those known.

    Raises:
        typer.BadParameter: it is not; the message names units that look like it.
    """
    if unit is None or unit in known:
        return
    from difflib import get_close_matches

    near = get_close_matches(unit, list(known), n=3)
    hint = tr("; có phải là ", "; did you mean ") + ", ".join(near) + "?" if near else ""
    message = tr(f"không có đơn vị {unit!r}{hint}", f"there is no unit {unit!r}{hint}")
    raise typer.BadParameter(message, param_hint="--unit")
