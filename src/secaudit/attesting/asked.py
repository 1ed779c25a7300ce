"""What a document was told beside the result, had again: an earlier result, the devices of an inventory."""

from __future__ import annotations

from hashlib import sha256

from secaudit.attesting.claim import Claim, fails, holds, unasked, unchecked
from secaudit.attesting.sources import Given, Sources
from secaudit.audit.preparation import prepare
from secaudit.model.day import day_told
from secaudit.model.period import period_named
from secaudit.model.result import AuditResult
from secaudit.model.visit import Visit
from secaudit.onsite.visiting import visit_of
from secaudit.reporting import restrict
from secaudit.reporting.json import dump
from secaudit.reporting.making import Beside, Making
from secaudit.reporting.papers.summary import Asked

CHECKLIST, SUMMARY = "checklist", "summary"

_CONFIDENCE, _MARGIN = (0.5, 0.999), (0.01, 0.5)
"""Ratios that a sample can be drawn by."""


def asked_again(result: AuditResult, made: Making, given: Given, sources: Sources) -> object | Claim | None:
    """Return what a document was told beside the result, or None, a claim that it cannot be had."""
    if made.document == CHECKLIST:
        return _visit(result, made, sources)
    if made.beside is False:
        return None
    if not isinstance(made.beside, Beside) or made.document != SUMMARY or not _is_period(made.beside.period):
        return unchecked(
            "pages",
            "văn bản được lập từ nhiều hơn kết quả đính kèm và không ghi rõ từ những gì",
            "it was made from more than the attached result, and does not say plainly from what",
        )
    if made.beside.earlier is None:
        return Asked(made.beside.period)
    earlier = _part(result, made.beside.earlier, given.earlier)
    if earlier is None:
        return unchecked(
            "pages",
            "văn bản so sánh với một kết quả kỳ trước; nêu tệp đó bằng --since để lập lại các trang",
            "it compares with an earlier result: give that file by --since to have the pages made again",
        )
    return Asked(made.beside.period, earlier)


def earlier_claim(result: AuditResult, made: Making, given: Given) -> Claim | None:
    """Return whether an earlier result that was given is the one that a document compares with."""
    if given.earlier is None:
        return None
    if not isinstance(made.beside, Beside) or made.beside.earlier is None:
        return unasked(
            "earlier",
            "văn bản này không ghi là so sánh với kết quả kỳ trước nào",
            "this document names no earlier result that it compares with",
        )
    if _part(result, made.beside.earlier, given.earlier) is None:
        return fails(
            "earlier",
            f"kết quả nêu ở --since không phải kết quả mà văn bản so sánh (SHA-256 {made.beside.earlier})",
            f"the result of --since is not the one that it compares with (SHA-256 {made.beside.earlier})",
        )
    return holds(
        "earlier",
        f"kết quả kỳ trước ({day_told(given.earlier.as_of).vi}) đúng SHA-256 như văn bản ghi lại",
        f"the earlier result ({day_told(given.earlier.as_of).en}) has the SHA-256 that the document records",
    )


def _part(result: AuditResult, mark: str, earlier: AuditResult | None) -> AuditResult | None:
    """Return the earlier result, or the part of it that the document is about, whichever has the mark."""
    if earlier is None:
        return None
    if sha256(dump(earlier)).hexdigest() == mark:
        return earlier
    if result.scope is None or all(unit.id != result.scope for unit in earlier.units):
        return None
    part = restrict(earlier, result.scope)
    return part if sha256(dump(part)).hexdigest() == mark else None


def _visit(result: AuditResult, made: Making, sources: Sources) -> Visit | Claim:
    told = made.beside
    if not isinstance(told, Beside) or not _is_drawn(told) or result.scope is None:
        return unchecked(
            "pages",
            "phiếu kiểm tra không ghi lại cách rút mẫu thiết bị",
            "the checklist does not record how its devices were drawn",
        )
    if sources.read is None:
        return unchecked(
            "pages",
            "phiếu kiểm tra nêu từng thiết bị của danh mục kiểm kê; nêu --inputs để rút lại mẫu và lập lại",
            "a checklist tells of devices of the inventory: give --inputs to draw and make it again",
        )
    if sources.catalogue is None or not sources.are_those:
        return unchecked(
            "pages",
            "đầu vào hoặc bộ tiêu chí không phải của văn bản này nên không lập lại các trang",
            "inputs or controls are not those of this document, so its pages are not made again",
        )
    prepared = prepare(sources.read, result.as_of)
    return visit_of(
        sources.read, prepared, sources.catalogue, result, result.scope,
        confidence=told.confidence or 0, margin=told.margin or 0, seed=told.seed,
    )  # fmt: skip


def _is_drawn(told: Beside) -> bool:
    numbers = ((told.confidence, _CONFIDENCE), (told.margin, _MARGIN))
    return bool(told.seed) and all(low <= (one or 0) <= high for one, (low, high) in numbers)


def _is_period(name: str | None) -> bool:
    if name is None:
        return True
    try:
        period_named(name, "half-year" if "-" in name else "year")
    except ValueError:
        return False
    return True
