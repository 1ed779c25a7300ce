"""`secaudit controls new`: the draft of a control."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from secaudit.cli.console import Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import DEFAULT_LANGUAGE, Lang, Quiet
from secaudit.model.status import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secaudit.catalogue.drafting import Draft
    from secaudit.model.control import Catalogue
    from secaudit.model.law import Obligation
    from secaudit.model.table import Table

HELP = tr(
    "Soạn bản nháp một tiêu chí; controls lint báo lỗi cho đến khi mọi chỗ «…» được thay.",
    "Draft a control; controls lint refuses it until every «…» is replaced.",
)


NewId = Annotated[
    str, typer.Argument(metavar="ID", help=tr("Mã của tiêu chí mới.", "The new control's id."))
]  # fmt: skip
SubjectTable = Annotated[
    str,
    typer.Option(
        "--subject",
        metavar=tr("BẢNG", "TABLE"),
        help=tr("Bảng có các dòng được đánh giá.", "The table whose rows are judged."),
    ),
]  # fmt: skip
Cites = Annotated[
    list[str],
    typer.Option(
        "--cites",
        metavar="DOC/CLAUSE",
        help=tr("Nghĩa vụ làm căn cứ; nêu được nhiều lần.", "An obligation behind it; may be repeated."),
    ),
]  # fmt: skip
OutputFile = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        dir_okay=False,
        metavar=tr("TỆP", "FILE"),
        help=tr("Tệp để ghi; nếu đã có, tiêu chí được thêm vào cuối (mặc định: tệp của cùng nhóm).",
                "Where to write; an existing file gets it at its end (default: its family's file)."),
    ),
]  # fmt: skip
SeverityName = Annotated[
    Severity, typer.Option("--severity", help=tr("Mức nghiêm trọng.", "Its severity."))
]  # fmt: skip
OwnFolder = Annotated[
    list[Path] | None,
    typer.Option(
        "--controls",
        file_okay=False,
        metavar=tr("THƯ_MỤC", "DIR"),
        help=tr("Thư mục tiêu chí của đơn vị; thư mục nêu cuối cùng có thể chưa có.",
                "Folder of your own controls; the last one given may be yet to begin."),
    ),
]  # fmt: skip


def new(
    name: NewId,
    subject: SubjectTable,
    cites: Cites,
    output: OutputFile = None,
    severity: SeverityName = Severity.MEDIUM,
    controls: OwnFolder = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
) -> int:
    """Write a control that loads and that lint refuses."""
    from secaudit import catalogue
    from secaudit.catalogue import drafting, scaffold
    from secaudit.reporting.publishing import publish

    loaded = catalogue.load(_begun(controls or []))
    _check_name(name, loaded)
    table, duties = _table(subject), [_duty(cited, loaded) for cited in dict.fromkeys(cites)]
    path = output or (
        drafting.family_file(controls[-1], name) if controls else Path(f"{name.split('-')[0].lower()}.yaml")
    )
    text = scaffold.draft(name, table, duties, severity, LANGUAGE)
    draft = drafting.placed(path, scaffold.header(LANGUAGE), text)
    publish({draft.path.name: draft.content.encode()}, draft.path.parent)
    terminal = Terminal(quiet=quiet)
    terminal.line(_written(draft))
    terminal.message(_next(name, draft))
    return ExitCode.DONE


def _begun(folders: list[Path]) -> list[Path]:
    """Return the folders that hold a catalogue: the last may be the one that this control begins."""
    from secaudit.catalogue.files import has_files

    return folders if not folders or has_files(folders[-1]) else folders[:-1]


def _check_name(name: str, loaded: Catalogue) -> None:
    import re

    if not re.fullmatch(r"[A-Z][A-Z0-9]*-[0-9]+", name):
        raise typer.BadParameter(
            tr(
                f"{name!r} không phải mã tiêu chí; viết như SYS-01",
                f"{name!r} is no id of a control; write it like SYS-01",
            ),
            param_hint="ID",
        )
    if any(control.id == name for control in loaded.controls):
        raise typer.BadParameter(
            tr(f"đã có tiêu chí {name}", f"there is a control {name} already"), param_hint="ID"
        )


def _table(subject: str) -> Table:
    from secaudit.model.tables import SCHEMA

    if subject not in SCHEMA:
        raise typer.BadParameter(_unknown(subject, SCHEMA, tr("bảng", "table")), param_hint="--subject")
    return SCHEMA[subject]


def _duty(cited: str, loaded: Catalogue) -> Obligation:
    if cited not in loaded.obligations:
        raise typer.BadParameter(
            _unknown(cited, loaded.obligations, tr("nghĩa vụ", "obligation")), param_hint="--cites"
        )
    return loaded.obligations[cited]


def _unknown(word: str, known: Iterable[str], what: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1)
    hint = tr(f"; có phải là {near[0]}?", f"; did you mean {near[0]}?") if near else ""
    return tr(f"không có {what} {word}{hint}", f"there is no {what} {word}{hint}")


def _written(draft: Draft) -> str:
    if draft.is_new:
        return tr(f"Đã tạo {draft.path}", f"Wrote {draft.path}")
    return tr(f"Đã thêm vào cuối {draft.path}", f"Added to the end of {draft.path}")


def _next(name: str, draft: Draft) -> str:
    from secaudit.catalogue.scaffold import SCHEMA_FILE

    folder = draft.path.parent
    return tr(
        f"Bước tiếp theo: thay mọi chỗ «…» và effort_days, rồi chạy\n"
        f"  secaudit controls lint --controls {folder}\n"
        f"  secaudit controls test --controls {folder} {name}\n"
        f"Để trình soạn thảo gợi ý: secaudit schema controls -o {folder / SCHEMA_FILE}",
        f"Next: replace every «…» and effort_days, then run\n"
        f"  secaudit controls lint --controls {folder}\n"
        f"  secaudit controls test --controls {folder} {name}\n"
        f"For an editor that completes: secaudit schema controls -o {folder / SCHEMA_FILE}",
    )
