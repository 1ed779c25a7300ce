"""`secaudit explain`: why this verdict, from clause to source cell."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from secaudit.cli.clock import today
from secaudit.cli.console import Progress, Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.folding import screen_width
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import (
    DEFAULT_LANGUAGE,
    AsOf,
    ControlsFolder,
    KeepGoing,
    Lang,
    OutputFile,
    ProfileId,
    Quiet,
    Strict,
)
from secaudit.lazily import dataclass

if TYPE_CHECKING:
    from secaudit.audit.bench import Bench
    from secaudit.model.control import Catalogue

HELP = tr(
    "Giải thích một kết luận: điều khoản, biểu thức với giá trị thực tế, tệp và ô của từng giá trị. "
    "Viết đường dẫn trước, rồi mã tiêu chí, rồi mã đối tượng. Với --why-applies: chỉ viết đường dẫn.",
    "Explain a verdict: the clause, the expression with its actual values, file and cell of each value. "
    "Paths come first, then the control's id, then the subject's. With --why-applies: paths alone.",
)


class Form(StrEnum):
    """The formats of an explanation."""

    TEXT = "text"
    JSON = "json"


Words = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH... CONTROL SUBJECT",
        help=tr("Danh mục kiểm kê, mã tiêu chí, mã đối tượng (dòng được đánh giá).",
                "The inventory, the control's id, the subject's id (the row judged)."),
    ),
]  # fmt: skip
PeriodName = Annotated[
    str | None,
    typer.Option("--period", metavar="2026|2026-H1",
                 help=tr("Kỳ của tiêu chí định kỳ (mặc định: kỳ có kết luận xấu nhất).",
                         "The period of a recurring control (default: the worst one).")),
]  # fmt: skip
WhyApplies = Annotated[
    str | None,
    typer.Option("--why-applies", metavar=tr("ĐƠN_VỊ", "UNIT"),
                 help=tr("Liệt kê các nghĩa vụ của đơn vị này và lý do từng nghĩa vụ áp dụng.",
                         "List the duties of this unit instead, and the reason each applies.")),
]  # fmt: skip
FormName = Annotated[
    Form, typer.Option("--format", help=tr("Dạng: text hoặc json.", "Form: text or json.")),
]  # fmt: skip


def explain(
    words: Words,
    as_of: AsOf = None,
    period: PeriodName = None,
    why_applies: WhyApplies = None,
    controls: ControlsFolder = None,
    profile: ProfileId = None,
    form: FormName = Form.TEXT,
    output: OutputFile = None,
    keep_going: KeepGoing = False,
    strict: Strict = False,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
) -> int:
    """Print why a verdict is what it is, or which duties a unit has and why."""
    from secaudit import catalogue as catalogues
    from secaudit import inventory
    from secaudit.cli.judging import kept_catalogue

    terminal = Terminal(quiet=quiet)
    progress = Progress(terminal)
    question = _question(words, why_applies)
    catalogue = kept_catalogue(controls, profile)
    if question.control is not None:
        _check_order(catalogue, question.control, question.subject)
        catalogues.find(catalogue, question.control)
    read = inventory.read(question.paths, keep_going=keep_going, strict=strict, progress=progress)
    progress.close()
    from secaudit.audit import bench as benches

    with benches.Bench(read, catalogue, as_of or today(), keep_going=keep_going) as bench:
        answer = _answer(bench, catalogue, question, period)
        told = answer.json(bench, catalogue) if form is Form.JSON else answer.text(_width(output))
        _tell(terminal, told, output)
        incomplete = answer.failed or not bench.inventory.is_whole
    return ExitCode.INCOMPLETE if incomplete else ExitCode.DONE


@dataclass(frozen=True)
class _Question:
    """What is asked: why a control's verdict on a subject, or (without a control) a unit's duties."""

    paths: list[Path]
    control: str | None
    subject: str


@dataclass(frozen=True)
class _Answer:
    """An answer in both forms; `failed` says that a control ended in error."""

    kind: str
    content: Mapping[str, object]
    lines: Callable[[int], Sequence[str]]
    failed: bool

    def json(self, bench: Bench, catalogue: Catalogue) -> bytes:
        """Return the answer as a JSON document."""
        from secaudit.explanation.json import dump

        return dump(self.kind, self.content, bench.inventory, catalogue)

    def text(self, width: int) -> bytes:
        """Return the answer as text."""
        return ("\n".join(self.lines(width)) + "\n").encode()


def _answer(bench: Bench, catalogue: Catalogue, question: _Question, period: str | None) -> _Answer:
    from secaudit.explanation import json
    from secaudit.model.status import Status

    if question.control is None:
        from secaudit.explanation.duties import why_applies
        from secaudit.explanation.text_duties import duty_lines

        duties = why_applies(bench, catalogue, question.subject)
        failed = any(duty.statuses.get(Status.ERROR) for duty in duties.duties)
        return _Answer(
            "duties", json.of_duties(duties), lambda width: duty_lines(duties, LANGUAGE, width), failed
        )
    from secaudit import catalogue as catalogues
    from secaudit.explanation.explaining import explain as explained
    from secaudit.explanation.text import explanation_lines

    found = explained(bench, catalogues.find(catalogue, question.control), question.subject, period)
    return _Answer(
        "explanation",
        json.of_explanation(found),
        lambda width: explanation_lines(found, LANGUAGE, width),
        found.finding.status is Status.ERROR,
    )


def _question(words: Sequence[str], unit: str | None) -> _Question:
    """Return what the words ask; with a unit, all of them are paths.

    Raises:
        typer.BadParameter: there are not enough words, or a path does not exist.
    """
    if unit is not None:
        return _Question(_paths(words), None, unit)
    if len(words) < 3:
        raise typer.BadParameter(
            tr("cần đủ ba phần, theo thứ tự: đường dẫn, mã tiêu chí, mã đối tượng, "
               "ví dụ: secaudit explain inventory SYS-02 khoahoc-troly",
               "three parts are needed, in this order: path, control, subject, "
               "as in: secaudit explain inventory SYS-02 khoahoc-troly"),
            param_hint="PATH... CONTROL SUBJECT",
        )  # fmt: skip
    *paths, control, subject = words
    return _Question(_paths(paths), control, subject)


def _paths(words: Sequence[str]) -> list[Path]:
    """Return the paths that words name.

    Raises:
        typer.BadParameter: one does not exist; the message recalls the order of the arguments.
    """
    for word in words:
        if not Path(word).exists():
            raise typer.BadParameter(
                tr(f"không có tệp hoặc thư mục {word!r}; viết đường dẫn trước, mã sau",
                   f"there is no file or folder {word!r}; paths come first, then ids"),
                param_hint="PATH",
            )  # fmt: skip
    return [Path(word) for word in words]


def _check_order(catalogue: Catalogue, control: str, subject: str) -> None:
    """Say so when control and subject were exchanged.

    Raises:
        typer.BadParameter: the second id is a control's, and the first is not.
    """
    ids = {each.id.casefold() for each in (*catalogue.controls, *catalogue.off)}
    if control.casefold() not in ids and subject.casefold() in ids:
        raise typer.BadParameter(
            tr(f"{subject} là mã tiêu chí, phải viết trước mã đối tượng: … {subject} {control}",
               f"{subject} is a control's id and comes before the subject's: … {subject} {control}"),
            param_hint="CONTROL SUBJECT",
        )  # fmt: skip


def _width(output: Path | None) -> int:
    """Return how wide lines may be: as the screen, but readable; as a page in a file or a pipe."""
    from secaudit.explanation.page import WIDTH

    if output is not None or not sys.stdout.isatty():
        return WIDTH
    return screen_width()


def _tell(terminal: Terminal, told: bytes, output: Path | None) -> None:
    """Print a result, or write it to a file that appears whole or not at all."""
    if output is None:
        terminal.line(told.decode().removesuffix("\n"))
        return
    from secaudit.reporting.publishing import publish

    publish({output.name: told}, output.parent)
    terminal.line(tr(f"Đã ghi {output}", f"Wrote {output}"))
