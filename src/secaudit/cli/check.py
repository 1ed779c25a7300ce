"""`secaudit check`: what a change does, against a revision, a folder or a stored audit."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from secaudit.cli.baseline import BaselineFile
from secaudit.cli.check_forms import parse_forms, publish_forms
from secaudit.cli.clock import generation_time, today
from secaudit.cli.console import Progress, Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import tr
from secaudit.cli.options import (
    DEFAULT_LANGUAGE,
    AsOf,
    ControlsFolder,
    FailOn,
    KeepGoing,
    Lang,
    NoCache,
    NoColor,
    OutputFile,
    ProfileId,
    Quiet,
    Strict,
)

if TYPE_CHECKING:
    from secaudit.checking import Folder, Revision, Stored
    from secaudit.model.comparison import CheckResult

HELP = tr(
    "Kiểm tra một thay đổi của danh mục: điều gì mới phát sinh, xấu đi hay đã khắc phục.",
    "Check a change of the inventory: what is new, worse or fixed.",
)


Inventory = Annotated[
    Path,
    typer.Argument(exists=True, metavar="PATH", help=tr("Tệp hoặc thư mục danh mục kiểm kê hiện nay.",
                                                        "The inventory's file or folder as it is now.")),
]  # fmt: skip
Against = Annotated[
    str,
    typer.Option(
        "--against",
        metavar="REF|AUDIT.json|DIR",
        help=tr("So với: một phiên bản git (main, HEAD~1 …), một audit.json, hoặc một thư mục.",
                "Compare with: a git revision (main, HEAD~1 …), an audit.json, or a folder."),
    ),
]  # fmt: skip
Forms = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar=tr("DẠNG[:TỆP]", "FORM[:FILE]"),
        help=tr("text, json, markdown, github, gitlab, sarif hoặc junit, có thể kèm tệp cần ghi: "
                "--format sarif:check.sarif (dùng được nhiều lần).",
                "text, json, markdown, github, gitlab, sarif or junit, with a file to write to if given: "
                "--format sarif:check.sarif (repeatable)."),
    ),
]  # fmt: skip
RefusedFrom = Annotated[
    FailOn,
    typer.Option("--fail-on", help=tr("Mã thoát 1 khi có điều mới phát sinh, xấu đi từ mức này trở lên.",
                                      "Exit with 1 for what is new or worse of this severity or above.")),
]  # fmt: skip
UnknownFails = Annotated[
    bool,
    typer.Option("--unknown-fails", help=tr("Coi “chưa đủ căn cứ” của đối tượng mới cũng là không đạt.",
                                            "Count an unknown of a new row as failed, too.")),
]  # fmt: skip
Unchanged = Annotated[
    bool,
    typer.Option("--all", help=tr("Liệt kê cả phát hiện không đổi.", "List unchanged findings, too.")),
]  # fmt: skip
WithWaived = Annotated[
    bool,
    typer.Option("--with-waived",
                 help=tr("Nêu cả ngoại lệ và phát hiện đã biết (SARIF: suppressions).",
                         "Tell what is waived or known, too (SARIF: as suppressions).")),
]  # fmt: skip


def check(
    path: Inventory,
    against: Against,
    as_of: AsOf = None,
    controls: ControlsFolder = None,
    baseline: BaselineFile = None,
    profile: ProfileId = None,
    format: Forms = None,  # noqa: A002  # the option's name is the contract's
    output: OutputFile = None,
    fail_on: RefusedFrom = FailOn.HIGH,
    unknown_fails: UnknownFails = False,
    all_verdicts: Unchanged = False,
    with_waived: WithWaived = False,
    no_cache: NoCache = False,
    keep_going: KeepGoing = False,
    strict: Strict = False,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:
    """Judge both states by what stood in the base, and say what turned."""
    from secaudit import checking
    from secaudit.keeping import own_shelf
    from secaudit.model.status import Severity

    if baseline is not None and not baseline.is_file():
        raise typer.BadParameter(
            tr(f"không có tệp {baseline}", f"there is no file {baseline}"), param_hint="--baseline"
        )
    forms = parse_forms(format or [], output)
    terminal = Terminal(quiet=quiet, no_color=no_color)
    progress = Progress(terminal)
    base = _base(path, against)
    order = checking.Order(
        path=path,
        base=base,
        as_of=_day(base, as_of),
        generated_at=generation_time(),
        controls=tuple(controls or ()),
        baseline=baseline,
        profile=profile,
        fail_on=None if fail_on is FailOn.NONE else Severity(fail_on.value),
        unknown_fails=unknown_fails,
        keep_going=keep_going,
        strict=strict,
        list_unchanged=all_verdicts,
        shelf=None if no_cache else own_shelf(),
    )
    result = checking.run(order, progress)
    progress.close()
    terminal.problems(result.problems)
    publish_forms(result, forms, terminal, with_waived=with_waived)
    return exit_code(result)


def exit_code(result: CheckResult) -> ExitCode:
    """Return how a check ends, whatever it was written as: incomplete first, then what refuses."""
    if result.incomplete:
        return ExitCode.INCOMPLETE
    return ExitCode.FINDINGS if result.refused else ExitCode.DONE


def _base(path: Path, against: str) -> Folder | Revision | Stored:
    """Return what to compare with: a file or folder of that name, else a revision.

    Raises:
        typer.BadParameter: it may be either.
    """
    from secaudit.checking import Folder, Revision, Stored
    from secaudit.revision import GitFailure, is_revision, repository_of

    place = Path(against)
    if not place.exists():
        return Revision(against)
    if "/" not in against and "\\" not in against:
        with suppress(GitFailure):
            if is_revision(repository_of(path), against):
                raise typer.BadParameter(
                    tr(f"{against!r} vừa là phiên bản git vừa là tệp hoặc thư mục; viết ./{against} nếu là "
                       f"thư mục, refs/heads/{against} nếu là nhánh",
                       f"{against!r} is both a git revision and a file or folder; write ./{against} for the "
                       f"folder, refs/heads/{against} for the branch"),
                    param_hint="--against",
                )  # fmt: skip
    if place.is_file() and place.suffix.lower() == ".json":
        from secaudit.reporting import load

        return Stored(load(place.read_bytes(), place.name), place.as_posix())
    return Folder(place)


def _day(base: Folder | Revision | Stored, asked: date | None) -> date:
    """Return the one day by which both states are judged; a stored audit brings its own.

    Raises:
        typer.BadParameter: another day is asked for than that of the stored audit.
    """
    from secaudit.checking import Stored
    from secaudit.model.day import day_told

    if not isinstance(base, Stored):
        return asked or today()
    day = base.result.as_of
    if asked is not None and asked != day:
        raise typer.BadParameter(
            tr(f"{base.file} được lập cho ngày {day_told(day).vi}, không đánh giá lại cho ngày khác được; "
               "bỏ --as-of hoặc tạo lại tệp đó",
               f"{base.file} is of {day_told(day).en} and cannot be judged again for another day; "
               "leave --as-of out, or make that file anew"),
            param_hint="--as-of",
        )  # fmt: skip
    return day
