"""`secaudit verify`: whether a PDF is what it claims to be."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from secaudit.cli.console import Progress, Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import DEFAULT_LANGUAGE, ControlsFolder, Lang, NoColor, Quiet, Templates

if TYPE_CHECKING:
    from secaudit.attesting import Claim
    from secaudit.model.control import Catalogue
    from secaudit.model.result import AuditResult

HELP = tr(
    "Kiểm chứng tệp PDF: chữ ký, kết quả đính kèm, các trang và đầu vào.",
    "Prove a PDF: its signatures, the result inside, the pages, the inputs.",
)

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE.pdf...", exists=True, dir_okay=False,
                   help=tr("Tệp PDF cần kiểm chứng.", "The PDF files to prove.")),
]  # fmt: skip
Inputs = Annotated[
    list[Path] | None,
    typer.Option("--inputs", exists=True, metavar="PATH",
                 help=tr("Danh mục kiểm kê đã dùng: đối chiếu mã băm và đánh giá lại (dùng được nhiều lần).",
                         "The inventory: compare its hashes and judge it again (may be repeated).")),
]  # fmt: skip
Trust = Annotated[
    list[Path] | None,
    typer.Option("--trust", exists=True, dir_okay=False, metavar="CERT.pem",
                 help=tr("Chứng thư số gốc được tin cậy; tệp phải có chữ ký (dùng được nhiều lần).",
                         "A trusted root certificate; files have to be signed (may be repeated).")),
]  # fmt: skip
AsJson = Annotated[
    bool,
    typer.Option("--json", help=tr("In kết quả dạng JSON.", "Print the outcome as JSON.")),
]


def verify(
    files: Files,
    inputs: Inputs = None,
    trust: Trust = None,
    controls: ControlsFolder = None,
    templates: Templates = None,
    as_json: AsJson = False,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:
    """Check every claim of every file and tell each in a line."""
    from secaudit.attesting import Outcome

    terminal = Terminal(quiet=quiet, no_color=no_color)
    roots = [root.read_bytes() for root in trust or ()]
    progress = Progress(terminal)
    told: dict[str, list[Claim]] = {}
    for done, file in enumerate(files):
        progress("verify", done, len(files))
        told[str(file)] = list(_claims(file, roots, inputs, controls, templates))
    progress.close()
    if as_json:
        terminal.line(json.dumps(_plain(told), ensure_ascii=False, indent=1))
    else:
        _tell(told, terminal)
    outcomes = {claim.outcome for claims in told.values() for claim in claims}
    if Outcome.FAILS in outcomes:
        return ExitCode.NOT_AS_CLAIMED
    return ExitCode.INCOMPLETE if Outcome.UNCHECKED in outcomes else ExitCode.DONE


def _claims(
    file: Path,
    roots: Sequence[bytes],
    inputs: Sequence[Path] | None,
    controls: Sequence[Path] | None,
    templates: Path | None,
) -> Iterator[Claim]:
    from secaudit.attesting import enclosed
    from secaudit.attesting.claim import unasked, unchecked
    from secaudit.attesting.remade import pages_claim
    from secaudit.attesting.signed import signature_claims

    pdf = file.read_bytes()
    yield from signature_claims(pdf, roots, str(file))
    inside = enclosed(pdf, str(file))
    yield from inside.claims()
    yield pages_claim(pdf, inside, templates)
    if not inputs:
        yield unasked("inputs", "chưa đối chiếu đầu vào; nêu --inputs", "inputs not compared; give --inputs")
    elif inside.result is not None and inside.result.pseudonyms:
        yield unchecked(
            "inputs",
            "tên trong báo cáo là bí danh: không đối chiếu được với đầu vào",
            "names in the report are pseudonyms: they cannot be compared with inputs",
        )
    elif inside.result is None:
        yield unchecked(
            "inputs",
            "không có kết quả đính kèm để đối chiếu đầu vào",
            "no result inside to compare inputs with",
        )
    else:
        yield from _inputs(inside.result, inputs, controls)


def _inputs(result: AuditResult, inputs: Sequence[Path], controls: Sequence[Path] | None) -> Iterator[Claim]:
    """Yield what holds of the inputs, and of judging them again by the same controls on the same day."""
    from secaudit import inventory
    from secaudit.attesting.claim import unchecked
    from secaudit.attesting.inputs import again, input_claims, other_controls, verdict_claims
    from secaudit.model.problem import InvalidInput

    try:
        read = inventory.read(inputs, keep_going=not result.inventory.is_whole)
        yield from input_claims(result.inventory.files, read.files)
        catalogue = _catalogue(result, controls)
        if catalogue.sha256 != result.catalogue.sha256:
            yield other_controls(result, catalogue)
        else:
            yield from verdict_claims(result, again(result, read, catalogue))
    except InvalidInput as error:
        problem = error.problems[0]
        yield unchecked("inputs", problem.describe("vi"), problem.describe("en"))


def _catalogue(result: AuditResult, controls: Sequence[Path] | None) -> Catalogue:
    from secaudit import catalogue as catalogues
    from secaudit.audit import ready

    profile = result.catalogue.profile
    return ready(catalogues.narrowed(catalogues.load(controls), profile.id if profile else None))


def _tell(told: dict[str, list[Claim]], terminal: Terminal) -> None:
    for file, claims in told.items():
        terminal.line(file)
        for claim in claims:
            terminal.line(f"  {claim.outcome.label.to(LANGUAGE)}: {claim.told.to(LANGUAGE)}")


def _plain(told: dict[str, list[Claim]]) -> list[dict[str, object]]:
    return [
        {
            "file": file,
            "claims": [
                {"claim": claim.code, "outcome": claim.outcome.value, "told": asdict(claim.told)}
                for claim in claims
            ],
        }
        for file, claims in told.items()
    ]
