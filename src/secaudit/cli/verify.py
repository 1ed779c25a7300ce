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
    from secaudit.attesting.sources import Given

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
Since = Annotated[
    Path | None,
    typer.Option("--since", exists=True, dir_okay=False, metavar="EARLIER.json",
                 help=tr("Kết quả kỳ trước mà báo cáo tổng hợp so sánh.",
                         "The earlier result that a summary compares with.")),
]  # fmt: skip
AsJson = Annotated[
    bool,
    typer.Option("--json", help=tr("In kết quả dạng JSON.", "Print the outcome as JSON.")),
]


def verify(
    files: Files,
    inputs: Inputs = None,
    trust: Trust = None,
    since: Since = None,
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
    given = _given(inputs, controls, templates, since)
    progress = Progress(terminal)
    told: dict[str, list[Claim]] = {}
    for done, file in enumerate(files):
        progress("verify", done, len(files))
        told[str(file)] = list(_claims(file, roots, given))
    progress.close()
    if as_json:
        terminal.line(json.dumps(_plain(told), ensure_ascii=False, indent=1))
    else:
        _tell(told, terminal)
    outcomes = {claim.outcome for claims in told.values() for claim in claims}
    if Outcome.FAILS in outcomes:
        return ExitCode.NOT_AS_CLAIMED
    return ExitCode.INCOMPLETE if Outcome.UNCHECKED in outcomes else ExitCode.DONE


def _claims(file: Path, roots: Sequence[bytes], given: Given) -> Iterator[Claim]:
    from secaudit.attesting import enclosed
    from secaudit.attesting.claims import document_claims
    from secaudit.attesting.signed import signature_claims

    pdf = file.read_bytes()
    yield from signature_claims(pdf, roots, str(file))
    yield from document_claims(pdf, enclosed(pdf, str(file)), given)


def _given(
    inputs: Sequence[Path] | None, controls: Sequence[Path] | None, templates: Path | None, since: Path | None
) -> Given:
    from secaudit.attesting.sources import Given
    from secaudit.reporting import load

    earlier = None if since is None else load(since.read_bytes(), str(since))
    return Given(tuple(inputs or ()), tuple(controls or ()), templates, earlier)


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
