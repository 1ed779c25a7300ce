"""Whether the pages are those that the attached result makes: they are made again and compared."""

from __future__ import annotations

from pathlib import Path

from secaudit.attesting.claim import Claim, fails, holds, unchecked
from secaudit.attesting.enclosed import Enclosed, page_words
from secaudit.model.problem import InvalidInput
from secaudit.model.result import AuditResult
from secaudit.model.text import Text
from secaudit.reporting.making import Beside, Making, making
from secaudit.reporting.papers.kinds import KINDS
from secaudit.reporting.papers.writing import make
from secaudit.reporting.pdf import DOCUMENT, FILE_NAME, render
from secaudit.reporting.view import view_of
from secaudit.reporting.voice import voice
from secaudit.signing import only_signed

_MOST_PAGES = 10

RESULT = Text("kết quả đính kèm", "the attached result")
MORE = Text("kết quả đính kèm và các tệp đã nêu", "the attached result and the files given")
INPUTS = Text("các tệp đầu vào", "the inputs")
"""What pages are made from."""


def pages_claim(
    pdf: bytes, inside: Enclosed, templates: Path | None = None, asked: object | None = None
) -> Claim:
    """Return whether the pages say what the attached result says; `templates` is the user's own layout.

    `asked` is what the document was told beside the result. With the same program, layout and engine a
    document is the same to the byte, signatures after it aside.
    """
    if inside.result is None or inside.made is None:
        return unchecked(
            "pages",
            "thiếu kết quả đính kèm hoặc bản ghi cách lập: không lập lại để đối chiếu các trang được",
            "the result inside, or the record of how it was made, is missing: the pages cannot be made again",
        )
    made = inside.made
    if made.document not in KINDS:
        return unchecked(
            "pages",
            f"chưa biết lập lại loại văn bản {made.document!r}",
            f"documents of the kind {made.document!r} cannot be made again here",
        )
    if made.beside and asked is None:
        return unchecked(
            "pages",
            "văn bản được lập từ nhiều hơn kết quả đính kèm (kết quả kỳ trước, danh mục thiết bị)",
            "it was made from more than the attached result (an earlier result, a list of devices)",
        )
    now = making(made.document, made.language, templates, made.issuer)
    if reason := differs(made, now):
        return unchecked("pages", f"văn bản lập bằng {reason} khác", f"it was made with another {reason}")
    try:
        again = _again(inside.result, made, templates, asked)
    except InvalidInput as error:
        problem = error.problems[0]
        return fails("pages", problem.describe("vi"), problem.describe("en"))
    return compared(pdf, again, inside, made, now, MORE if _has_more(made) else RESULT)


def _has_more(made: Making) -> bool:
    """Whether a document tells of an earlier result or an inventory."""
    more = made.beside
    return isinstance(more, Beside) and (more.earlier is not None or more.seed is not None)


def _again(result: AuditResult, made: Making, templates: Path | None, asked: object | None) -> bytes:
    speaker = voice(made.language, templates, made.issuer)
    if made.document == DOCUMENT:
        return render(view_of(result), speaker, templates=templates)[FILE_NAME]
    return make(made.document, "pdf", result, speaker, templates=templates, asked=asked)


def differs(made: Making, now: Making) -> str:
    """Return what is not the same as here, but for the engine."""
    if made.program != now.program:
        return f"secaudit {made.program} ≠ {now.program}"
    return f"layout {made.layout[:12]} ≠ {now.layout[:12]} (--templates)" if made.layout != now.layout else ""


def compared(
    pdf: bytes, again: bytes, inside: Enclosed, made: Making, now: Making, basis: Text = RESULT
) -> Claim:
    """Return whether a file is the one that was made again, but for signatures.

    `made` and `now` are how both were made, `basis` from what.
    """
    if pdf.startswith(again):
        if pdf != again and not only_signed(pdf):
            return fails(
                "pages",
                "sau khi lập, tệp còn bị thêm nội dung khác ngoài chữ ký",
                "something else than signatures was added after it was made",
            )
        return holds(
            "pages",
            f"{len(inside.pages)} trang đúng từng byte như lập lại từ {basis.vi}",
            f"{len(inside.pages)} pages are, to the byte, what {basis.en} make{_s(basis)}",
        )
    other = _other_pages(inside.pages, page_words(again))
    if made.engine == now.engine:
        return fails(
            "pages",
            f"khác với bản lập lại từ {basis.vi}, ở trang: {other or 'hình vẽ, dấu hoặc cấu trúc'}",
            f"it is not what {basis.en} make{_s(basis)}; pages: {other or 'drawings, marks or structure'}",
        )
    engine = ", ".join(f"{name} {version}" for name, version in sorted(made.engine.items()))
    if other:
        return unchecked(
            "pages",
            f"các trang dàn bằng bộ phần mềm khác ({engine})",
            f"the pages were set by another engine ({engine})",
        )
    return holds(
        "pages",
        f"chữ của {len(inside.pages)} trang đúng như lập lại (phần mềm khác nên chưa đối chiếu hình vẽ)",
        f"the words of {len(inside.pages)} pages are as made again (drawings not compared: another engine)",
    )


def _s(basis: Text) -> str:
    return "s" if basis is RESULT else ""


def _other_pages(found: tuple[str, ...], expected: tuple[str, ...]) -> str:
    """Return the numbers of the pages whose words differ."""
    last = max(len(found), len(expected))
    pages = [
        str(number + 1)
        for number in range(last)
        if found[number : number + 1] != expected[number : number + 1]
    ]
    more = ", …" if len(pages) > _MOST_PAGES else ""
    return ", ".join(pages[:_MOST_PAGES]) + more
