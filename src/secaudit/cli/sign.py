"""`secaudit sign`: an official's signature in a PDF that he has read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from secaudit.cli.clock import generation_time
from secaudit.cli.console import Progress, Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import tr
from secaudit.cli.options import DEFAULT_LANGUAGE, Lang, NoColor, Quiet
from secaudit.cli.passphrase import passphrase

if TYPE_CHECKING:
    from secaudit.signing import Details, Key

HELP = tr(
    "Ký số tệp PDF (PAdES) bằng tệp PKCS#12 hoặc thiết bị ký PKCS#11.",
    "Sign PDF files (PAdES) with a PKCS#12 file or a PKCS#11 token.",
)

Signed = Annotated[
    list[Path],
    typer.Argument(metavar="FILE.pdf...", exists=True, dir_okay=False,
                   help=tr("Tệp PDF cần ký.", "The PDF files to sign.")),
]  # fmt: skip
KeyFile = Annotated[
    Path | None,
    typer.Option("--key", exists=True, dir_okay=False, metavar="CERT.p12",
                 help=tr("Tệp PKCS#12 có khóa và chứng thư số.", "A PKCS#12 file with key and certificate.")),
]  # fmt: skip
Token = Annotated[
    str | None,
    typer.Option("--token", metavar=tr("THƯ_VIỆN", "MODULE"),
                 help=tr("Thư viện PKCS#11 của thiết bị ký.", "The PKCS#11 library of a token.")),
]  # fmt: skip
Label = Annotated[
    str | None,
    typer.Option("--label", metavar=tr("NHÃN", "LABEL"),
                 help=tr("Nhãn của chứng thư số trên thiết bị.", "Label of the certificate on the token.")),
]  # fmt: skip
PassphraseFile = Annotated[
    Path | None,
    typer.Option("--passphrase-file", exists=True, dir_okay=False, metavar=tr("TỆP", "FILE"),
                 help=tr("Tệp có mật khẩu hoặc mã PIN ở dòng đầu (mặc định: hỏi một lần).",
                         "File whose first line is the passphrase or PIN (default: ask once).")),
]  # fmt: skip
Reason = Annotated[
    str | None,
    typer.Option("--reason", metavar=tr("LÝ_DO", "TEXT"),
                 help=tr("Lý do ký, ghi trong chữ ký.", "Why it is signed, kept in the signature.")),
]  # fmt: skip
Place = Annotated[
    str | None,
    typer.Option("--place", metavar=tr("NƠI", "TEXT"),
                 help=tr("Nơi ký, ghi trong chữ ký.", "Where it is signed, kept in the signature.")),
]  # fmt: skip
Folder = Annotated[
    Path | None,
    typer.Option("--output", "-o", file_okay=False, metavar=tr("THƯ_MỤC", "DIR"),
                 help=tr("Nơi ghi tệp đã ký, giữ tên (mặc định: cạnh tệp gốc, tên thêm -signed).",
                         "Where to write, under the same names (default: beside the file, as NAME-signed).")),
]  # fmt: skip


def sign(
    files: Signed,
    key: KeyFile = None,
    token: Token = None,
    label: Label = None,
    passphrase_file: PassphraseFile = None,
    reason: Reason = None,
    place: Place = None,
    output: Folder = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:
    """Sign files one after another; the passphrase is asked for once."""
    from secaudit.signing import Details

    if (key is None) == (token is None):
        raise typer.BadParameter(
            tr("nêu --key CERT.p12 hoặc --token THƯ_VIỆN", "give --key CERT.p12 or --token MODULE"),
            param_hint="--key",
        )
    targets = _targets(files, output)
    terminal = Terminal(quiet=quiet, no_color=no_color)
    details = Details(generation_time(), reason, place)
    with _opened(key, token, label, passphrase_file, details) as opened:
        written = _signed(targets, opened, details, Progress(terminal))
        whose = opened.owner
    terminal.line(
        tr(
            f"Đã ký {len(written)} tệp bằng chứng thư số của {whose}",
            f"Signed as {whose}; files: {len(written)}",
        )
    )
    for path in written:
        terminal.message(str(path))
    return ExitCode.DONE


def _targets(files: Sequence[Path], output: Path | None) -> dict[Path, Path]:
    """Return where each file goes.

    Raises:
        typer.BadParameter: two would go to the same place.
    """
    if output is None:
        return {file: file.with_name(f"{file.stem}-signed{file.suffix}") for file in files}
    targets = {file: output / file.name for file in files}
    if len(set(targets.values())) < len(targets):
        raise typer.BadParameter(
            tr("nhiều tệp cùng tên không thể ghi vào một thư mục; bỏ -o",
               "files of the same name cannot go into one folder; leave out -o"),
            param_hint="-o",
        )  # fmt: skip
    return targets


@contextmanager
def _opened(
    file: Path | None, token: str | None, label: str | None, secret: Path | None, details: Details
) -> Iterator[Key]:
    from secaudit.signing import key_of_file, key_of_token

    if file is not None:
        content = file.read_bytes()
        word = passphrase(secret, tr(f"Mật khẩu của {file}", f"Passphrase of {file}"))
        yield key_of_file(content, word, details.at, str(file))
    else:
        word = passphrase(secret, tr("Mã PIN của thiết bị ký", "PIN of the token"))
        with key_of_token(str(token), label, word, details.at) as key:
            yield key


def _signed(targets: dict[Path, Path], key: Key, details: Details, progress: Progress) -> list[Path]:
    """Sign and write every file, each whole; nothing is written where one of them cannot be signed."""
    from secaudit.reporting.publishing import publish
    from secaudit.signing import sign as signed

    made: dict[Path, bytes] = {}
    for done, (file, target) in enumerate(targets.items()):
        progress("sign", done, len(targets))
        made[target] = signed(file.read_bytes(), key, details, str(file))
    progress.close()
    return [
        path for target, content in made.items() for path in publish({target.name: content}, target.parent)
    ]
