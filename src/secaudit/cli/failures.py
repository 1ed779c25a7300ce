"""From exceptions to messages and exit codes."""

from __future__ import annotations

import signal
import sys
import traceback
from collections.abc import Callable

import typer
from typer.exceptions import TyperException

from secaudit.cli.console import Terminal, end_progress
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import LANGUAGE, tr
from secaudit.model import file_error
from secaudit.model.problem import (
    CatalogueInvalid,
    InvalidInput,
    InventoryInvalid,
    NotAsClaimed,
    SecauditError,
)


def guarded(command: Callable[[], int | None]) -> int:
    """Run a command and return its exit code; every failure becomes a message and a code."""
    terminal = Terminal()
    try:
        code = int(_undisturbed(command) or 0)
        # The parser turns what stops a command into its exit code.
        return _stopped(terminal) if code == ExitCode.INTERRUPTED else code
    except typer.Exit as stop:
        return stop.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return _stopped(terminal)
    except TyperException as error:
        no_arguments = type(error).__name__ == "NoArgsIsHelpError"
        terminal.error(error.format_message() if no_arguments else usage_text(error))
        return ExitCode.USAGE
    except InvalidInput as error:
        terminal.problems(error.problems)
        terminal.error(_nothing_judged(error))
        return ExitCode.NOT_AS_CLAIMED if isinstance(error, NotAsClaimed) else ExitCode.INVALID
    except SecauditError as error:
        terminal.error(tr("Lỗi: ", "Error: ") + explained(error))
        return ExitCode.USAGE
    except BrokenPipeError:
        # The reader of a pipe went away (`| head`): not our failure, and nothing more to say.
        sys.stdout = None
        return ExitCode.DONE
    except OSError as error:
        return _of_the_system(error, terminal)
    except Exception:
        # A fault of the program must not look like findings (exit 1), nor hide where it happened.
        traceback.print_exc()
        terminal.error(
            tr("Lỗi của chương trình; hãy gửi thông báo trên cho người phát triển.",
               "A fault of the program; please send the message above to its developers.")
        )  # fmt: skip
        return ExitCode.INTERNAL


_stops: list[int] = []
"""The signals by which the user has stopped the command."""


def heed_stops() -> None:
    """Remember that the user stops the command: a library may make an error of its own out of that.

    Where the signal is ignored, as for what runs in the background, it stays so.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _stop)


def _stop(number: int, _: object) -> None:
    _stops.append(number)
    raise KeyboardInterrupt


def _stopped(terminal: Terminal) -> ExitCode:
    terminal.error(tr("Đã dừng theo yêu cầu", "Stopped"))
    return ExitCode.INTERRUPTED


def _undisturbed(command: Callable[[], int | None]) -> int | None:
    """Run a command; what is said of its failure does not stand behind the words of its progress."""
    try:
        return command()
    except BaseException as error:
        end_progress()
        if _stops:
            raise KeyboardInterrupt from error
        raise


def explained(error: SecauditError) -> str:
    """Return what an error of ours says, in the language of the run where it has both."""
    text = getattr(error, "text", None)
    return text.to(LANGUAGE) if text is not None else str(error)


def _of_the_system(error: OSError, terminal: Terminal) -> ExitCode:
    """Tell what the operating system refused; a helper process that it ended is no fault of the command's."""
    if isinstance(error, ChildProcessError):
        terminal.error(
            tr("Lỗi: một tiến trình phụ dừng giữa chừng, có thể do hết bộ nhớ; đóng bớt chương trình "
               "rồi chạy lại.",
               "Error: a helper process ended half-way, perhaps for lack of memory; close other programs and "
               "run again.")
        )  # fmt: skip
        return ExitCode.INTERNAL
    found = file_error.told(error)
    where = f"{error.filename2 or error.filename}: " if error.filename else ""
    terminal.error(
        tr("Lỗi tệp: ", "File error: ")
        + f"{where}{found.what.to(LANGUAGE)}. {tr('Cách xử lý', 'What to do')}: {found.advice.to(LANGUAGE)}."
    )
    return ExitCode.USAGE


def _nothing_judged(error: InvalidInput) -> str:
    if isinstance(error, CatalogueInvalid):
        return tr(
            "Bộ tiêu chí chưa hợp lệ; chưa đánh giá gì.", "The catalogue is invalid; nothing was judged."
        )
    if isinstance(error, InventoryInvalid):
        return tr(
            "Danh mục kiểm kê chưa hợp lệ; chưa đánh giá gì. Sửa các lỗi trên rồi chạy lại "
            "(hoặc thêm --keep-going để bỏ qua các dòng bị loại).",
            "The inventory is invalid; nothing was judged. Mend the errors above and run again "
            "(or add --keep-going to leave rejected rows out).",
        )
    if isinstance(error, NotAsClaimed):
        return tr("Tệp không còn đúng như khi ghi; chưa ghi gì.",
                  "The file is not what it claims to be; nothing was written.")  # fmt: skip
    return tr("Không dùng được tệp này; chưa ghi gì.", "This file cannot be used; nothing was written.")


def usage_text(error: TyperException) -> str:
    """Return what is wrong with the command line and how to get help."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "secaudit"
    return f"{tr('Lỗi: ', 'Error: ')}{_usage_reason(error)}\n" + tr(
        f"Xem hướng dẫn: {path} --help", f"For help: {path} --help"
    )


def _usage_reason(error: TyperException) -> str:
    """Return the reason in the language of the run; the parser's own words are English."""
    message = error.format_message()
    if LANGUAGE == "en":
        return message
    param = getattr(error, "param", None)
    hint = param.opts[0] if param is not None and param.opts else ""
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near = getattr(error, "possibilities", None)
        asked = getattr(error, "option_name", "")
        return f"không có tùy chọn {asked}" + (f" (có phải ý bạn là {', '.join(near)}?)" if near else "")
    if kind == "MissingParameter":
        return f"thiếu tham số {hint if hint.startswith('-') else getattr(param, 'metavar', None) or hint}"
    if isinstance(error, typer.BadParameter):
        reason = _in_vietnamese(error.message)
        is_option = hint.startswith("-")
        named = error.param_hint or (hint if is_option else getattr(param, "metavar", None) or hint)
        return f"giá trị của {named} không dùng được: {reason}"
    if message.startswith("No such command"):
        return "không có lệnh " + message.removeprefix("No such command ").split(".")[0]
    return message


_PARSER_WORDS = {
    "Value error, ": "",
    "does not exist": "không tồn tại",
    "is not one of": "không thuộc các giá trị",
    "is a directory": "là thư mục",
    "is a file": "là tệp",
    "path ": "đường dẫn ",
    "file '": "tệp '",
    "dir '": "thư mục '",
}
"""What the parser says of values, in the pieces of its sentences."""


def _in_vietnamese(message: str) -> str:
    for english, vietnamese in _PARSER_WORDS.items():
        message = message.replace(english, vietnamese)
    return message
