"""`secaudit plan`: the shortest way out: which deeds first, when, by whom, and for how much."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from secaudit.beside import beside
from secaudit.cli.clock import generation_time, today
from secaudit.cli.console import Progress, Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import (
    DEFAULT_LANGUAGE,
    AsOf,
    ControlsFolder,
    KeepGoing,
    Lang,
    NoColor,
    Paths,
    ProfileId,
    Quiet,
    Strict,
    UnitId,
    check_unit,
)
from secaudit.cli.output_file import output_file

if TYPE_CHECKING:
    from secaudit.model.control import Catalogue
    from secaudit.model.inventory import Inventory
    from secaudit.model.plan import Plan
    from secaudit.model.result import AuditResult
    from secaudit.model.undertaking import Undertaking, UndertakingsFile

HELP = tr(
    "Kế hoạch khắc phục: việc nào giải quyết được nhiều nhất, ai làm, bao giờ xong, hết bao nhiêu tiền.",
    "The remediation plan: which deeds close most, who does them, by when, at what cost.",
)
FILE_STEM = "plan"
_ENDINGS = ("pdf", "html", "xlsx", "csv", "ics", "json")


class PlanFormat(StrEnum):
    """The formats of `--format`."""

    TABLE = "table"
    JSON = "json"
    XLSX = "xlsx"
    CSV = "csv"
    ICS = "ics"
    HTML = "html"
    PDF = "pdf"


_BINARY = (PlanFormat.XLSX, PlanFormat.PDF)
_PAGES = (PlanFormat.HTML, PlanFormat.PDF)


def parse_money(text: str) -> int:
    """Return whole VND, written with or without separators: 2000000000 or 2.000.000.000.

    Raises:
        typer.BadParameter: it is no such sum.
    """
    if re.fullmatch(r"[0-9]{1,18}|[0-9]{1,3}([.,_ ][0-9]{3}){1,5}", text.strip()):
        return int(re.sub(r"[^0-9]", "", text))
    raise typer.BadParameter(
        tr(f"{text!r} không phải số tiền; viết như 2000000000 hoặc 2.000.000.000",
           f"{text!r} is no sum of money; write 2000000000 or 2.000.000.000")
    )  # fmt: skip


Budget = Annotated[
    int | None,
    typer.Option("--budget", parser=parse_money, metavar=tr("ĐỒNG", "VND"),
                 help=tr("Chọn các việc mà số tiền này giải quyết được nhiều nội dung nhất.",
                         "Choose the actions that this sum closes best.")),
]  # fmt: skip
Form = Annotated[
    PlanFormat | None,
    typer.Option("--format", help=tr("table, json, csv, ics, html, xlsx, pdf (mặc định: table; -o: pdf).",
                                     "table, json, csv, ics, html, xlsx, pdf (default: table, -o: pdf)")),
]  # fmt: skip
PlanFile = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar=tr("TỆP|THƯ_MỤC", "FILE|DIR"),
                 help=tr("Ghi kế hoạch: tệp .pdf, .html, .xlsx, .csv, .ics hoặc .json, hoặc một thư mục.",
                         "Write the plan: a .pdf, .html, .xlsx, .csv, .ics or .json file, or a folder.")),
]  # fmt: skip
ForPeople = Annotated[
    bool,
    typer.Option("--people", help=tr("Thêm “việc của ai”: mỗi người phụ trách một trang (html, pdf).",
                                     "Add a page for each person responsible (html, pdf).")),
]  # fmt: skip
RecordNew = Annotated[
    bool,
    typer.Option("--record", help=tr("Ghi thêm các việc mới vào actions.yaml; mục đã có giữ nguyên.",
                                     "Add new actions to actions.yaml; what is there stays.")),
]  # fmt: skip


def plan(
    paths: Paths,
    budget: Budget = None,
    as_of: AsOf = None,
    unit: UnitId = None,
    controls: ControlsFolder = None,
    profile: ProfileId = None,
    format: Form = None,  # noqa: A002  # the option's name is the contract's
    output: PlanFile = None,
    people: ForPeople = False,
    record: RecordNew = False,
    keep_going: KeepGoing = False,
    strict: Strict = False,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:
    """Judge an inventory and plan how to mend what was found."""
    from secaudit import inventory

    file = None if output is None else output_file(output, format, _ENDINGS, FILE_STEM)
    chosen = PlanFormat(file.suffix[1:]) if file is not None else format or PlanFormat.TABLE
    _check_format(chosen, to_file=file is not None, people=people)
    terminal = Terminal(quiet=quiet, no_color=no_color)
    progress = Progress(terminal)
    read, (catalogue, (entries, files)) = beside(
        lambda: inventory.read(paths, keep_going=keep_going, strict=strict, progress=progress),
        lambda: _tools(controls, profile, paths),
    )
    check_unit(unit, read.tables["units"].rows["id"].to_pylist() if unit else ())
    from secaudit.audit import judge
    from secaudit.remediation import with_actions

    # Everything is judged, whichever unit is asked for: one unit's actions may wait for another's.
    result = judge(
        read,
        catalogue,
        as_of or today(),
        generated_at=generation_time(),
        keep_going=keep_going,
        progress=progress,
    )
    result = with_actions(result, catalogue, entries, files)
    made = _planned(result, read, catalogue, entries, budget, unit, keep_going=keep_going)
    progress.close()
    terminal.problems(result.inventory.warnings)
    _tell(made, chosen, file, terminal, people=people)
    if record:
        _record(made, paths, entries, terminal)
    return ExitCode.DONE if result.is_complete else ExitCode.INCOMPLETE


def _planned(
    result: AuditResult,
    read: Inventory,
    catalogue: Catalogue,
    entries: Sequence[Undertaking],
    budget: int | None,
    unit: str | None,
    *,
    keep_going: bool,
) -> Plan:
    from secaudit.audit.bench import Bench
    from secaudit.remediation.planning import planned

    with Bench(read, catalogue, result.as_of, keep_going=keep_going) as bench:
        return planned(result, catalogue, bench, entries=entries, budget=budget, unit=unit)


def _check_format(chosen: PlanFormat, *, to_file: bool, people: bool) -> None:
    if chosen in _BINARY and not to_file:
        message = tr(f"{chosen} là tệp: thêm -o TỆP.{chosen}", f"{chosen} is a file: add -o FILE.{chosen}")
        raise typer.BadParameter(message, param_hint="--format")
    if people and chosen not in _PAGES:
        message = tr("chỉ dùng với html, pdf (bản xlsx luôn có trang “Việc của ai”)",
                     "only with html and pdf (the xlsx always has the sheet “Who does what”)")  # fmt: skip
        raise typer.BadParameter(message, param_hint="--people")


def _tools(
    controls: Sequence[Path] | None, profile: str | None, paths: Sequence[Path]
) -> tuple[Catalogue, tuple[tuple[Undertaking, ...], tuple[UndertakingsFile, ...]]]:
    """Load the catalogue, what people say of actions, and all that is needed once all is read."""
    from secaudit import remediation
    from secaudit.audit import ready
    from secaudit.cli.judging import kept_catalogue
    from secaudit.reporting.plan import screen

    _ = screen
    return ready(kept_catalogue(controls, profile)), remediation.read_undertakings(paths)


def _tell(made: Plan, chosen: PlanFormat, file: Path | None, terminal: Terminal, *, people: bool) -> None:
    from secaudit.reporting.plan import encode
    from secaudit.reporting.plan.screen import screen
    from secaudit.reporting.publishing import publish
    from secaudit.reporting.voice import voice

    speaker = voice(LANGUAGE)
    if file is not None:
        publish({file.name: encode(made, chosen, speaker, people=people)}, file.parent)
    elif chosen is not PlanFormat.TABLE:
        if not terminal.quiet:
            sys.stdout.write(encode(made, chosen, speaker, people=people).decode("utf-8-sig"))
        return
    terminal.result(screen(made, speaker))
    if file is not None:
        terminal.line(tr(f"Đã ghi {file}", f"Wrote {file}"))


def _record(made: Plan, paths: Sequence[Path], entries: Sequence[Undertaking], terminal: Terminal) -> None:
    from secaudit.remediation.recording import recorded
    from secaudit.remediation.undertakings import home
    from secaudit.reporting.publishing import publish

    file = home(paths)
    before = file.read_bytes() if file.is_file() else None
    text = None if before is None else before.decode("utf-8-sig")
    added, count = recorded(text, [one.action for one in made.actions], entries, LANGUAGE)
    if count:
        publish({file.name: (before or b"") + added.encode()}, file.parent)
    terminal.message(
        tr(f"Đã ghi thêm {count} việc vào {file}; các mục đã có giữ nguyên.",
           f"Actions added to {file}: {count}; what stood there is as it was.")
    )  # fmt: skip
