"""`secaudit history verify`: whether a history is what was recorded."""

from __future__ import annotations

from typing import Annotated

import typer

from secaudit.cli.console import Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.history.options import HistoryFile
from secaudit.cli.language import tr
from secaudit.cli.options import DEFAULT_LANGUAGE, Lang, Quiet

HELP = tr(
    "Kiểm chứng: lịch sử còn nguyên như khi ghi, không bị sửa hay cắt bớt.",
    "Prove that the history is as it was recorded: neither changed nor cut short.",
)


def verify(
    file: HistoryFile,
    head: Annotated[
        str | None,
        typer.Option(
            "--head",
            metavar=tr("MÃ_BĂM", "HASH"),
            help=tr("Mã băm của bản ghi cuối, đã giữ ở nơi khác: phát hiện phần cuối bị cắt.",
                    "The hash of the last record, kept elsewhere: shows that the end was cut off."),
        ),
    ] = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
) -> int:  # fmt: skip
    """Compute every hash again; exit code 5 where one does not hold."""
    from secaudit.history import verify as verified
    from secaudit.model.problem import NotAsClaimed

    found = verified(file, head)
    if found.problems:
        raise NotAsClaimed(found.problems)
    terminal = Terminal(quiet=quiet)
    terminal.line(
        tr(f"{file}: {found.records} bản ghi, chuỗi mã băm nguyên vẹn.",
           f"{file}: records: {found.records}, the chain of hashes holds.")
    )  # fmt: skip
    if found.head is not None:
        terminal.line(tr(f"Mã băm cuối: {found.head}", f"Hash of the last: {found.head}"))
    if found.kept is not None:
        later = found.records - found.kept
        terminal.line(
            tr(f"Mã băm đã giữ là của bản ghi số {found.kept}; sau đó có thêm {later} bản ghi.",
               f"The hash that was kept is that of record {found.kept}; records added since: {later}.")
        )  # fmt: skip
    else:
        terminal.message(
            tr("Giữ mã băm này ở nơi khác (văn bản, biên bản): chỉ so với mã đã giữ (--head) mới thấy được "
               "phần cuối bị cắt bỏ hoặc cả lịch sử bị lập lại.",
               "Keep this hash elsewhere (on paper): only against a hash that was kept (--head) does it show "
               "that the end was cut off, or that all of it was made anew.")
        )  # fmt: skip
    return ExitCode.DONE
