"""What a document's signatures claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from secaudit.attesting.claim import Claim, Outcome, fails, holds, unasked
from secaudit.model.day import moment_told
from secaudit.model.text import Text, same
from secaudit.signing import Signature, signatures


def signature_claims(pdf: bytes, roots: Sequence[bytes], file: str) -> Iterator[Claim]:
    """Yield what holds of each signature, in the order in which they were given.

    Raises:
        InvalidInput: the file is no PDF, or a root is no certificate.
    """
    found = signatures(pdf, roots, file)
    if not found:
        no = (
            "signature", "tệp không có chữ ký số", "the file is not signed",
        )  # fmt: skip
        yield fails(*no) if roots else unasked(*no)
    for number, one in enumerate(found, 1):
        yield from _claims(one, f"{number}/{len(found)}" if len(found) > 1 else "")


def _claims(one: Signature, number: str) -> Iterator[Claim]:
    vi, en = (f"chữ ký {number}".strip(), f"signature {number}".strip())
    if one.fault:
        yield fails("signature", f"{vi} hỏng: {one.fault}", f"{en} is broken: {one.fault}")
        return
    when = moment_told(one.at) + same(" UTC") if one.at else same("–")
    yield holds(
        "signature",
        f"{vi} của {one.owner}, ghi thời điểm {when.vi}" + (f", lý do: {one.reason}" if one.reason else ""),
        f"{en} of {one.owner}, which gives its time as {when.en}"
        + (f", reason: {one.reason}" if one.reason else ""),
    )
    yield _told(
        "coverage", one.covers,
        Text(f"{vi} bao trùm toàn bộ tệp", f"{en} covers the whole file"),
        Text(f"sau {vi} tệp còn bị thêm nội dung", f"something was added to the file after {en}"),
    )  # fmt: skip
    yield _told(
        "integrity", one.intact,
        Text(f"nội dung được ký còn nguyên vẹn ({vi})", f"what was signed is intact ({en})"),
        Text(f"nội dung đã bị sửa sau khi ký ({vi})", f"it was changed after signing ({en})"),
    )  # fmt: skip
    yield _told(
        "validity", one.in_time,
        Text(f"chứng thư số còn hiệu lực tại thời điểm mà {vi} tự ghi",
             f"the certificate was valid at the time that {en} gives itself"),
        Text(f"chứng thư số không có hiệu lực tại thời điểm mà {vi} tự ghi",
             f"the certificate was not valid at the time that {en} gives itself"),
    )  # fmt: skip
    yield _chain(one, vi, en)


def _chain(one: Signature, vi: str, en: str) -> Claim:
    if one.trusted is None:
        return unasked(
            "chain",
            f"chưa rõ ai cấp chứng thư số của {vi}: ai cũng có thể tự lập; nêu chứng thư số gốc bằng --trust",
            f"who issued the certificate of {en} is open, anybody can make one: name its root with --trust",
        )
    return _told(
        "chain", one.trusted,
        Text(f"chứng thư số của {vi} do tổ chức gốc đã nêu chứng thực (không tra thu hồi: cần mạng)",
             f"the certificate of {en} comes from a root that was given (revocation not looked up)"),
        Text(f"chứng thư số của {vi} không do tổ chức gốc đã nêu chứng thực",
             f"the certificate of {en} comes from none of the roots that were given"),
    )  # fmt: skip


def _told(code: str, good: bool, yes: Text, no: Text) -> Claim:
    return Claim(code, Outcome.HOLDS, yes) if good else Claim(code, Outcome.FAILS, no)
