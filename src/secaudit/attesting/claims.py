"""All that a document claims about itself, checked as far as what is at hand allows."""

from __future__ import annotations

from collections.abc import Iterator

from secaudit.attesting.asked import CHECKLIST, asked_again, earlier_claim
from secaudit.attesting.claim import Claim, unchecked
from secaudit.attesting.enclosed import Enclosed
from secaudit.attesting.inputs import again, verdict_claims
from secaudit.attesting.planned import plan_claims
from secaudit.attesting.remade import pages_claim
from secaudit.attesting.said import said_claims
from secaudit.attesting.sources import Given, Sources, nothing_given, origin_of, sources
from secaudit.model.control import Catalogue
from secaudit.model.inventory import Inventory
from secaudit.model.problem import InvalidInput
from secaudit.model.result import AuditResult
from secaudit.reporting.plan.pdf import ATTACHED as PLAN


def document_claims(pdf: bytes, inside: Enclosed, given: Given) -> Iterator[Claim]:
    """Yield what holds of a document but for its signatures."""
    if PLAN in inside.files and inside.result is None:
        yield from plan_claims(pdf, inside, given)
        return
    yield from inside.claims()
    result, made = inside.result, inside.made
    found = _sources(inside, given)
    if result is None or made is None:
        yield pages_claim(pdf, inside, given.templates)
    else:
        if told := earlier_claim(result, made, given):
            yield told
        yield _pages(pdf, inside, given, asked_again(result, made, given, found))
    yield from found.claims
    if result is not None and found.read is not None and found.catalogue is not None:
        is_list = made is not None and made.document == CHECKLIST
        yield from _judged_again(result, found, found.read, found.catalogue, is_list=is_list)


def _pages(pdf: bytes, inside: Enclosed, given: Given, asked: object | Claim | None) -> Claim:
    return asked if isinstance(asked, Claim) else pages_claim(pdf, inside, given.templates, asked)


def _sources(inside: Enclosed, given: Given) -> Sources:
    result = inside.result
    if not given.inputs:
        return nothing_given()
    if result is None:
        return _unread(
            "không có kết quả đính kèm để đối chiếu đầu vào", "no result inside to compare inputs with"
        )
    if result.pseudonyms:
        return _unread(
            "tên trong báo cáo là bí danh: không đối chiếu được với đầu vào",
            "names in the report are pseudonyms: they cannot be compared with inputs",
        )
    return sources(origin_of(result), given)


def _unread(vi: str, en: str) -> Sources:
    return Sources((unchecked("inputs", vi, en),))


def _judged_again(
    result: AuditResult, found: Sources, read: Inventory, catalogue: Catalogue, *, is_list: bool
) -> Iterator[Claim]:
    try:
        now = again(result, read, catalogue, found.entries or (), found.files, is_list=is_list)
    except InvalidInput as error:
        problem = error.problems[0]
        yield unchecked("verdicts", problem.describe("vi"), problem.describe("en"))
        return
    yield from verdict_claims(result, now)
    if found.entries is not None and not is_list:
        yield from said_claims(result, now, found.entries)
