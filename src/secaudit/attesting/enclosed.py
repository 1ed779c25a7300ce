"""What travels inside a document, and the words on its pages, read without what wrote them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from secaudit.attesting.claim import Claim, fails, holds, unasked, unchecked
from secaudit.lazily import dataclass
from secaudit.model.day import day_told
from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.result import AuditResult
from secaudit.model.text import Text, same
from secaudit.reporting.json import FILE_NAME as RESULT
from secaudit.reporting.making import FILE_NAME as MAKING
from secaudit.reporting.making import Making
from secaudit.reporting.making import read as read_making
from secaudit.reporting.pdf import DOCUMENT
from secaudit.reporting.stored import load


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The text of each page, the attached files by name, and what they hold.

    `result` and `made` are None where they are not there or cannot be read.
    """

    words: tuple[str, ...]
    files: Mapping[str, bytes]
    result: AuditResult | None
    made: Making | None
    fault: Text | None = None

    @property
    def pages(self) -> tuple[str, ...]:
        """The text of each page without spaces, so that breaks of lines do not matter."""
        return tuple("".join(page.split()) for page in self.words)

    def claims(self) -> Iterator[Claim]:
        """Yield what holds of the attached result: that it is there, can be read, and is the printed one."""
        content = self.files.get(RESULT)
        if content is None:
            yield unchecked("attachment", "tệp không đính kèm kết quả", "no result is attached to the file")
            return
        if self.result is None:
            fault = self.fault or same("–")
            yield fails(
                "attachment",
                f"không đọc được kết quả đính kèm: {fault.vi}",
                f"the attached result cannot be read: {fault.en}",
            )
        else:
            yield holds(
                "attachment",
                f"có kết quả đính kèm, thời điểm đánh giá {day_told(self.result.as_of).vi}",
                f"a result is attached, as of {day_told(self.result.as_of).en}",
            )
        digest = sha256(content).hexdigest()
        if any(digest in page for page in self.pages):
            yield holds(
                "attachment-hash",
                f"SHA-256 của kết quả đính kèm đúng như in trong văn bản: {digest}",
                f"the SHA-256 of the attached result is as printed: {digest}",
            )
        elif self.made is not None and self.made.document != DOCUMENT:
            yield unasked(
                "attachment-hash",
                "loại văn bản này không in mã băm của kết quả đính kèm",
                "a document of this kind does not print the hash of the attached result",
            )
        else:
            yield fails(
                "attachment-hash",
                f"kết quả đính kèm có SHA-256 {digest}, không phải mã in trong văn bản",
                f"the attached result has the SHA-256 {digest}, which is not the one printed",
            )


def enclosed(pdf: bytes, file: str = "audit.pdf") -> Enclosed:
    """Return what is inside a document.

    Raises:
        InvalidInput: it is no PDF that can be read.
    """
    pages, files = _read(pdf, file)
    result, fault = None, None
    if RESULT in files:
        try:
            result = load(files[RESULT], f"{file}/{RESULT}")
        except InvalidInput as error:
            problem = error.problems[0]
            fault = Text(problem.describe("vi"), problem.describe("en"))
    made = None
    if MAKING in files:
        try:
            made = read_making(files[MAKING])
        except ValueError:
            made = None
    return Enclosed(pages, files, result, made, fault)


def page_words(pdf: bytes) -> tuple[str, ...]:
    """Return the words of each page without spaces.

    Raises:
        InvalidInput: it is no PDF that can be read.
    """
    return tuple("".join(page.split()) for page in _read(pdf, "audit.pdf")[0])


def _read(pdf: bytes, file: str) -> tuple[tuple[str, ...], dict[str, bytes]]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        opened = PdfDocument(pdf)
        try:
            words = tuple(" ".join(page.get_textpage().get_text_bounded().split()) for page in opened)
            held = [opened.get_attachment(number) for number in range(opened.count_attachments())]
            return words, {each.get_name(): bytes(each.get_data()) for each in held}
        finally:
            opened.close()
    except PdfiumError as error:
        raise InvalidInput([_unreadable(file, error)]) from None


def _unreadable(file: str, error: Exception) -> Problem:
    return Problem(
        code="not-a-pdf",
        location=Location(file),
        found=Text(f"không đọc được tệp PDF ({error})", f"the file cannot be read as PDF ({error})"),
        expected=Text("tệp PDF do secaudit lập", "a PDF that secaudit made"),
        advice=Text("chép lại tệp từ nơi gửi", "copy the file again from its sender"),
    )
