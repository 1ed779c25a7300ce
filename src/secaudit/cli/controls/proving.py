"""`secaudit controls test`: every example judged by the real engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from secaudit.cli.console import Terminal
from secaudit.cli.controls.plain import DEFAULT_FORM, Form, FormName, both, expectation, place
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import DEFAULT_LANGUAGE, ControlsFolder, Lang, NoColor, Quiet

if TYPE_CHECKING:
    from secaudit.model.problem import Problem
    from secaudit.proving import ControlProof, Outcome, Proof

HELP = tr(
    "Chạy các ví dụ của tiêu chí: từng ví dụ phải cho đúng kết quả đã nêu (mã thoát 3 nếu có ví dụ sai).",
    "Run the controls' examples: each must give just what it says (exit code 3 if one does not).",
)


def prove(
    only: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]...", help=tr("Chỉ các tiêu chí này.", "Only these controls."), show_default=False
        ),
    ] = None,
    controls: ControlsFolder = None,
    form: Form = DEFAULT_FORM,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:
    """Print one line for each control, and what does not hold with its place."""
    from secaudit import catalogue, proving

    loaded = catalogue.load(controls)
    chosen = {catalogue.find(loaded, name).id for name in only} if only else None
    proof = proving.prove(loaded, chosen)
    terminal = Terminal(quiet=quiet, no_color=no_color)
    if form is FormName.JSON:
        terminal.line(_json(proof))
    else:
        for item in proof.controls:
            terminal.line(_line(item))
            for outcome in item.outcomes:
                if outcome.example.todo is not None and not outcome.state.is_error:
                    terminal.line(f"  {_todo(outcome)}")
        terminal.problems(proof.problems)
        terminal.line(_summary(proof))
    return ExitCode.INVALID if proof.problems else ExitCode.DONE


def _line(item: ControlProof) -> str:
    from secaudit.proving import State

    total, held, todo = len(item.outcomes), item.count(State.HOLDS), item.count(State.TODO)
    wrong = sum(1 for outcome in item.outcomes if outcome.state.is_error)
    said = tr(f"{held}/{total} ví dụ đúng", f"{held} of {total} examples hold")
    if wrong:
        said += tr(f", {wrong} sai", f", {wrong} wrong")
    if todo:
        said += tr(f", {todo} chờ sửa", f", {todo} todo")
    return f"{item.control.id}  {said}"


def _todo(outcome: Outcome) -> str:
    reason = outcome.example.todo
    said = reason.to(LANGUAGE) if reason is not None else ""
    return f"{outcome.example.location}: {tr('chờ sửa', 'todo')}: {said}"


def _summary(proof: Proof) -> str:
    outcomes = [outcome for item in proof.controls for outcome in item.outcomes]
    wrong = sum(1 for outcome in outcomes if outcome.state.is_error)
    if not wrong:
        return tr(
            f"{len(proof.controls)} tiêu chí, {len(outcomes)} ví dụ: không có ví dụ sai.",
            f"controls: {len(proof.controls)}, examples: {len(outcomes)}; none is wrong.",
        )
    return tr(
        f"{len(proof.controls)} tiêu chí, {len(outcomes)} ví dụ: {wrong} ví dụ sai; bộ tiêu chí chưa hợp lệ.",
        f"controls: {len(proof.controls)}, examples: {len(outcomes)}; wrong: {wrong}. "
        "The catalogue is invalid.",
    )


def _json(proof: Proof) -> str:
    import orjson

    content = {
        "schema_version": 1,
        "holds": not proof.problems,
        "controls": [
            {"id": item.control.id, "examples": [_outcome(outcome) for outcome in item.outcomes]}
            for item in proof.controls
        ],
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2).decode()


def _outcome(outcome: Outcome) -> dict[str, Any]:
    example = outcome.example
    return {
        "name": example.name,
        "location": place(example.location),
        "as_of": example.as_of,
        "expect": expectation(example),
        "state": outcome.state.value,
        "todo": both(example.todo),
        "problems": [_problem(problem) for problem in outcome.problems],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "location": place(problem.location),
        "found": both(problem.found),
        "expected": both(problem.expected),
        "advice": both(problem.advice),
    }
