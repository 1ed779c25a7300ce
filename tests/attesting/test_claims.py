"""A document claims much; every claim that is false is named, and none is told that was not checked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import NameObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from secaudit.attesting import Claim, Outcome, enclosed
from secaudit.attesting.inputs import PARTS, input_claims, verdict_claims
from secaudit.attesting.remade import pages_claim
from secaudit.attesting.signed import signature_claims
from secaudit.model.inventory import FileAccount
from secaudit.model.issuer import Issuer
from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from secaudit.model.text import Text
from secaudit.reporting import pdf as printing
from secaudit.reporting import restrict, view_of
from secaudit.reporting.json import dump
from secaudit.reporting.making import making
from secaudit.reporting.pages import page_source, style_sheet
from secaudit.reporting.papers.writing import make
from secaudit.reporting.repertoire import repertoire
from secaudit.reporting.view import View
from secaudit.reporting.voice import Voice, voice
from secaudit.signing import Details, key_of_file, sign
from tests.reporting.canonical import canonical
from tests.reporting.paper import canonical_pdf
from tests.signing.authority import PASSPHRASE, SIGNED_AT, official, root

HOLDS, FAILS, UNCHECKED, UNASKED = Outcome.HOLDS, Outcome.FAILS, Outcome.UNCHECKED, Outcome.UNASKED


_MADE: dict[bytes, Any] = {}


@pytest.fixture(autouse=True)
def _made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the same pages once: it takes a second."""

    def render(view: View, speaker: Voice, *, templates: Path | None = None) -> Any:
        key = dump(view.result)
        if key not in _MADE:
            _MADE[key] = printing.render(view, speaker, templates=templates)
        return _MADE[key]

    monkeypatch.setattr("secaudit.attesting.remade.render", render)


def report() -> bytes:
    """Return the report of one unit, unsigned."""
    return canonical_pdf("vi", "so-a")


@cache
def signed() -> bytes:
    """Return it, signed."""
    return sign(report(), key_of_file(official().p12(), PASSPHRASE, SIGNED_AT), Details(SIGNED_AT))


def outcomes(claims: Iterable[Claim]) -> dict[str, Outcome]:
    """Return what came of each claim by its code."""
    return {claim.code: claim.outcome for claim in claims}


def pages(pdf: bytes) -> Claim:
    """Return the claim about the pages."""
    return pages_claim(pdf, enclosed(pdf))


def test_everything_holds_of_a_signed_report() -> None:
    assert outcomes(signature_claims(signed(), [root().pem()], "a.pdf")) == dict.fromkeys(
        ("signature", "coverage", "integrity", "validity", "chain"), HOLDS
    )
    assert outcomes(enclosed(signed()).claims()) == {"attachment": HOLDS, "attachment-hash": HOLDS}
    assert pages(signed()).outcome is HOLDS
    assert (
        pages(signed()).told.en
        == f"{len(enclosed(signed()).pages)} pages are, to the byte, what the attached result makes"
    )


def test_an_unsigned_report_says_so_and_is_refused_where_a_signature_is_asked_for() -> None:
    assert outcomes(signature_claims(report(), [], "a.pdf")) == {"signature": UNASKED}
    assert outcomes(signature_claims(report(), [root().pem()], "a.pdf")) == {"signature": FAILS}


def test_who_issued_a_certificate_is_not_told_without_roots_and_refused_with_others() -> None:
    assert outcomes(signature_claims(signed(), [], "a.pdf"))["chain"] is UNASKED
    assert outcomes(signature_claims(signed(), [root("CA khác").pem()], "a.pdf"))["chain"] is FAILS


def test_one_byte_of_a_page_is_named() -> None:
    changed = bytearray(signed())
    changed[3000] ^= 1
    assert outcomes(signature_claims(bytes(changed), [], "a.pdf"))["integrity"] is FAILS


def test_one_verdict_of_the_attached_result_is_named() -> None:
    with pikepdf.open(BytesIO(report())) as opened:
        held = json.loads(opened.attachments["audit.json"].get_file().read_bytes())
        finding = next(one for one in held["findings"] if one["status"] == "fail")
        finding["status"] = "waived"
        stream = opened.attachments["audit.json"].obj.EF.F
        stream.write(json.dumps(held).encode())
        out = BytesIO()
        opened.save(out)
    assert outcomes(enclosed(out.getvalue()).claims()) == {"attachment": HOLDS, "attachment-hash": FAILS}
    claim = pages(out.getvalue())
    assert (claim.code, claim.outcome) == ("pages", FAILS)


def test_pages_that_say_something_else_than_the_result_are_named() -> None:
    result = restrict(canonical(), "so-a")
    milder = tuple(
        replace(one, days_overdue=1) if one.status is Status.FAIL else one for one in result.findings
    )
    claim = pages(_with(result, replace(result, findings=milder)))
    assert claim.outcome is FAILS
    assert claim.told.en.startswith("it is not what the attached result makes; pages: 3")


def test_what_is_laid_over_the_pages_is_named_signed_or_not() -> None:
    over = _updated(report())
    assert pages(over).told.en == "something else than signatures was added after it was made"
    again = sign(over, key_of_file(official("Kẻ gian").p12(), PASSPHRASE, SIGNED_AT), Details(SIGNED_AT))
    assert outcomes(signature_claims(again, [], "a.pdf"))["coverage"] is HOLDS
    assert pages(again).outcome is FAILS
    after = _updated(signed())
    assert outcomes(signature_claims(after, [], "a.pdf"))["coverage"] is FAILS
    assert pages(after).outcome is FAILS
    assert pages(report() + b"%").outcome is FAILS


@pytest.mark.parametrize("changed", ["program", "layout"])
def test_pages_of_another_program_or_layout_are_not_said_to_hold(
    changed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here: Any = {changed: "0" * 64}
    monkeypatch.setattr("secaudit.attesting.remade.making", lambda *_: replace(making("audit", "vi"), **here))
    claim = pages(report())
    assert claim.outcome is UNCHECKED
    assert "0" * 12 in claim.told.en


def test_with_another_engine_the_words_are_compared_and_drawings_are_said_not_to_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = replace(making("audit", "vi"), engine={"weasyprint": "0"})
    monkeypatch.setattr("secaudit.attesting.remade.making", lambda *_: other)
    recompressed = BytesIO()
    with pikepdf.open(BytesIO(report())) as opened:
        opened.save(recompressed)
    claim = pages(recompressed.getvalue())
    assert claim.outcome is HOLDS
    assert "drawings not compared" in claim.told.en


def test_another_document_or_none_of_ours_is_not_said_to_hold() -> None:
    inside = enclosed(report())
    assert inside.made is not None
    other = pages_claim(report(), replace(inside, made=replace(inside.made, document="verse")))
    assert other.outcome is UNCHECKED
    assert pages_claim(report(), replace(inside, made=None)).outcome is UNCHECKED
    bare = replace(inside, files={}, result=None)
    assert outcomes(bare.claims()) == {"attachment": UNCHECKED}


def test_pages_that_tell_of_more_than_the_result_are_not_said_to_hold() -> None:
    inside = enclosed(report())
    assert inside.made is not None
    claim = pages_claim(report(), replace(inside, made=replace(inside.made, beside=True)))
    assert claim.outcome is UNCHECKED
    assert "an earlier result" in claim.told.en


def test_an_official_paper_is_made_again_with_its_issuer() -> None:
    signer = Issuer(body=("PHÒNG GIẢ ĐỊNH",), numbers={"": "12"}, day=date(2027, 1, 6), name="Nguyễn Văn Giả")
    speaker = voice("vi", issuer=signer)
    paper = make("minutes", "pdf", restrict(canonical(), "so-a"), speaker)
    made = enclosed(paper).made
    assert made is not None
    assert (made.document, made.issuer) == ("minutes", signer)
    assert pages(paper).outcome is HOLDS
    assert outcomes(enclosed(paper).claims())["attachment-hash"] is UNASKED


def test_inputs_that_changed_are_gone_or_new_are_each_named() -> None:
    before = [_file("a.yaml", "1"), _file("b.yaml", "2")]
    assert outcomes(input_claims(before, before)) == {"inputs": HOLDS}
    now = [_file("a.yaml", "3"), _file("c.yaml", "4")]
    found = list(input_claims(before, now))
    assert [claim.outcome for claim in found] == [FAILS] * 3
    assert [claim.told.en for claim in found] == [
        "a.yaml was changed", "b.yaml is not there", "c.yaml is not in the report",
    ]  # fmt: skip


def test_verdicts_that_come_out_otherwise_are_named() -> None:
    result = canonical()
    assert outcomes(verdict_claims(result, result)) == {"verdicts": HOLDS, "annexes": HOLDS}
    first, *rest = result.findings
    other = replace(first, status=Status.PASS)
    (claim,) = verdict_claims(result, replace(result, findings=(other, *rest)))
    assert (claim.code, claim.outcome) == ("verdict", FAILS)
    assert first.control in claim.told.en
    assert claim.told.en.endswith("judged again it is Pass")
    retold = replace(first, message=Text("Đã xong.", "All done."))
    (claim,) = verdict_claims(replace(result, findings=(retold, *rest)), result)
    assert (claim.code, claim.outcome) == ("verdict", FAILS)
    assert "the report says “All done.”" in claim.told.en
    (gone,) = verdict_claims(result, replace(result, findings=tuple(rest)))
    assert gone.told.en.endswith("judged again it is –")
    newer = replace(result, findings=tuple(rest), tool=replace(result.tool, version="9"))
    assert outcomes(verdict_claims(result, newer)) == {"verdicts": UNCHECKED}
    counted = replace(result.counts, by_cell=result.counts.by_cell[1:])
    claims = outcomes(verdict_claims(result, replace(result, counts=counted)))
    assert claims == {"verdicts": FAILS, "annexes": HOLDS}


@pytest.mark.parametrize("part", PARTS)
def test_each_other_part_that_comes_out_otherwise_is_named(part: str) -> None:
    result = canonical()
    value = getattr(result, part)
    other: Any = {part: ("something",) if value == () else () if isinstance(value, tuple) else None}
    without = replace(result, **other)
    for one, again in ((result, without), (without, result)):
        verdicts, annexes = verdict_claims(one, again)
        assert (verdicts.outcome, annexes.outcome) == (HOLDS, FAILS)
        assert annexes.told.en == f"made again, these differ: {PARTS[part].en}"
    newer = replace(without, tool=replace(result.tool, version="9"))
    assert outcomes(verdict_claims(result, newer)) == {"verdicts": HOLDS, "annexes": UNCHECKED}


def _file(path: str, digit: str) -> FileAccount:
    return FileAccount(path=path, sha256=digit * 64, size=1, rows_in=1, rows_kept=1, rows_rejected=0)


def _with(attached: AuditResult, printed: AuditResult) -> bytes:
    """Return a document whose pages come of one result while it carries another."""
    fonts = printing.font_files()
    sources = printing.enclosures(attached, making("audit", "vi"))
    table = repertoire(fonts["Tinos-Regular.ttf"])
    html = page_source(view_of(printed), voice("vi"), table, attached=sources[0].sha256)
    return printing.lay_out(html, style_sheet(), fonts).write_pdf(*sources)


def _updated(pdf: bytes) -> bytes:
    """Return a file with an update that takes another page's content for that of the first."""
    writer: Any = IncrementalPdfFileWriter(BytesIO(pdf))
    first, second = (writer.root["/Pages"]["/Kids"].raw_get(place).get_object() for place in (0, 1))
    first[NameObject("/Contents")] = second.raw_get("/Contents")
    writer.update_container(first)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
