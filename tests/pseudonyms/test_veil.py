"""Under pseudonyms: names are gone from every format, law and figures are as they were, the key decides."""

from __future__ import annotations

import html
import re
import stat
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit import catalogue, inventory, remediation
from secaudit.attesting import enclosed
from secaudit.audit import judge, ready
from secaudit.explanation.exposed.telling import exposure_info
from secaudit.model.problem import InvalidInput
from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from secaudit.model.text import Text
from secaudit.pseudonyms import PseudonymKey, key_in, names_of, veiled
from secaudit.pseudonyms.alias import cell_holds
from secaudit.pseudonyms.fields import Holds
from secaudit.pseudonyms.prose import EVERYDAY, Prose
from secaudit.reporting import dump, load, render, restrict
from tests.cli.running import SAMPLE
from tests.reporting.canonical import canonical
from tests.reporting.city import big_city

KEY = PseudonymKey(b"k" * 32)
"""A key of the tests."""


UNIT = "p-anmau"
"""A unit of the sample with exposed devices, a waiver's subject and people."""


@pytest.fixture(scope="module")
def result() -> AuditResult:
    """The sample inventory, judged, with actions and register."""
    controls = ready(catalogue.load())
    judged = judge(
        inventory.read([SAMPLE]),
        controls,
        date(2026, 11, 22),
        generated_at=datetime(2026, 11, 22, tzinfo=UTC),
        survey=exposure_info,
        keep_register=True,
    )
    return remediation.with_actions(judged, controls, ())


@pytest.fixture(scope="module")
def sentences() -> Mapping[str, Text]:
    """The sentence of every control."""
    return {control.id: control.message for control in catalogue.load().controls}


@pytest.fixture(scope="module")
def hidden(result: AuditResult, sentences: Mapping[str, Text]) -> AuditResult:
    """The same under pseudonyms."""
    return veiled(result, KEY, sentences)


@pytest.fixture(scope="module")
def originals(result: AuditResult) -> frozenset[str]:
    """Everything that the sample inventory says in words of its own, and law and catalogue do not."""
    said = {
        value
        for name, table in inventory.read([SAMPLE]).tables.items()
        for column in table.rows.column_names
        for value in table.rows[column].to_pylist()
        if isinstance(value, str) and cell_holds(name, column, value) is not Holds.PLAIN
    }
    said |= {file.path for file in result.inventory.files} | {file.sha256 for file in result.inventory.files}
    said |= {finding.fingerprint for finding in result.findings}
    bare = replace(
        result,
        findings=(),
        units=(), scores=(), waivers=(), actions=(), contradictions=(), exposure=None, register=None,
        not_applicable=(), proportions=(), inventory=replace(result.inventory, files=(), paths=()),
    )  # fmt: skip
    law = dump(bare).decode() + str({one.control: one.remediation for one in result.findings})
    return frozenset(value for value in said if len(value) > 2 and not _stands_in(value, law))


def _stands_in(name: str, text: str) -> bool:
    return name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _leaks(names: frozenset[str], text: str) -> list[str]:
    return sorted(name for name in names if _stands_in(name, text))


def _words(file: Path) -> str:
    """Return all that a file holds, as text: attachments, metadata and parts of packages too."""
    content = file.read_bytes()
    if file.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = [package.read(name).decode("utf-8", "ignore") for name in package.namelist()]
        plain = html.unescape(" ".join(parts))
        return plain + re.sub(r"<[^>]+>", "", plain)
    if file.suffix == ".pdf":
        inside = enclosed(content)
        with pikepdf.open(BytesIO(content)) as opened:
            told = [str(value) for value in opened.docinfo.values()]
            told += [str(one.Title) for one in opened.objects if _titled(one)]
            told.append(opened.Root.Metadata.read_bytes().decode())
        text = " ".join((*told, *inside.words, *(held.decode() for held in inside.files.values())))
        return html.unescape(text)
    return html.unescape(content.decode())


def _titled(one: object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and "/Title" in one


def test_no_name_of_the_inventory_stays_in_any_format(
    hidden: AuditResult,
    result: AuditResult,
    sentences: Mapping[str, Text],
    originals: frozenset[str],
    tmp_path: Path,
) -> None:
    assert len(originals) > 400
    whole = render(hidden, ["json", "csv", "html", "xlsx"], tmp_path / "whole")
    part = render(veiled(restrict(result, UNIT), KEY, sentences), ["pdf", "docx"], tmp_path / "part")
    for file in (*whole, *part):
        assert _leaks(originals, _words(file)) == [], file.name
    before = render(result, ["json"], tmp_path / "before")
    assert len(_leaks(originals, _words(before[0]))) > 300


def test_every_format_says_that_names_are_pseudonyms(hidden: AuditResult, tmp_path: Path) -> None:
    for file in render(hidden, ["html", "xlsx"], tmp_path):
        assert f"bí danh (khóa {KEY.mark})" in _words(file)
    (paper,) = render(restrict(hidden, hidden.units[-1].id), ["pdf"], tmp_path)
    assert "bídanh(khóa" in "".join(enclosed(paper.read_bytes()).pages[:2])
    assert b'"pseudonyms": "' + KEY.mark.encode() in dump(hidden)


def test_law_days_figures_and_verdicts_are_as_they_were(hidden: AuditResult, result: AuditResult) -> None:
    assert hidden.controls == result.controls
    assert hidden.documents == result.documents
    assert hidden.counts.total == result.counts.total
    assert hidden.counts.by_control == result.counts.by_control
    for old, new in zip(result.findings, hidden.findings, strict=True):
        for name in ("control", "title", "severity", "status", "due", "days_overdue", "measure", "sources",
                     "remediation", "period"):  # fmt: skip
            assert getattr(new, name) == getattr(old, name)
        # What a waiver says stands in the finding's own, and not once more in its message.
        if new.status is Status.WAIVED:
            continue
        assert re.findall(r"\d{2}/\d{2}/\d{4}|\d+,\d+%", new.message.vi) == re.findall(
            r"\d{2}/\d{2}/\d{4}|\d+,\d+%", old.message.vi
        )
    assert [each.due for each in hidden.actions] == [each.due for each in result.actions]


def test_what_belongs_together_still_does(hidden: AuditResult) -> None:
    units = {unit.id for unit in hidden.units}
    assert {score.unit for score in hidden.scores} == units
    assert {unit.parent for unit in hidden.units} <= {*units, None}
    marks = {finding.fingerprint for finding in hidden.findings}
    assert len(marks) == len(hidden.findings)
    assert {mark for action in hidden.actions for mark in action.closes} <= marks
    assert hidden.exposure is not None
    stops = {stop.key for stop in hidden.exposure.map.stops}
    assert {end for line in hidden.exposure.map.lines for end in (line.source, line.target)} <= stops
    assert load(dump(hidden)) == replace(hidden, rolls=None)


def test_a_sentence_names_its_subject_by_the_pseudonym_that_it_has(
    hidden: AuditResult, result: AuditResult
) -> None:
    before = next(
        one
        for one in result.findings
        if one.subject.table == "systems" and one.subject.name in one.message.vi
    )
    after = hidden.findings[result.findings.index(before)]
    assert after.subject.name in after.message.vi
    assert after.message.vi.replace(after.subject.name, before.subject.name) == before.message.vi


def test_a_message_that_cannot_be_read_back_loses_its_details(result: AuditResult) -> None:
    failed = next(one for one in result.findings if one.status is Status.FAIL and one.due is not None)
    error = replace(failed, status=Status.ERROR, message=Text("Lỗi: 'Ông Lạ'.", "Error: 'Ông Lạ'."))
    told, broken = veiled(replace(result, findings=(failed, error)), KEY, {}).findings
    assert told.message.vi == f"{failed.title.vi}: (không nêu chi tiết)."
    assert "Ông Lạ" not in broken.message.vi + broken.message.en


def test_the_same_key_gives_the_same_names_and_another_gives_others(
    result: AuditResult, hidden: AuditResult
) -> None:
    part = restrict(result, UNIT)
    one, again, other = (veiled(part, key, {}) for key in (KEY, KEY, PseudonymKey(b"o" * 32)))
    assert one == again
    known = {unit.name for unit in hidden.units}
    assert {unit.name for unit in one.units} <= known
    assert not {unit.name for unit in one.units} & {unit.name for unit in other.units}
    assert not {each.fingerprint for each in one.findings} & {each.fingerprint for each in other.findings}


def test_the_way_back_needs_key_and_original(result: AuditResult, hidden: AuditResult) -> None:
    table = dict(names_of(result, KEY, {}))
    assert [table[unit.name] for unit in hidden.units] == [unit.name for unit in result.units]
    assert [table[unit.id] for unit in hidden.units] == [unit.id for unit in result.units]
    assert len(table) == len(names_of(result, KEY, {}))


def test_what_is_odd_or_empty_goes_through() -> None:
    for odd in (canonical(), big_city(units=5, controls=2)):
        hidden = veiled(odd, KEY, {})
        assert load(dump(hidden)) == hidden
        text = dump(hidden).decode()
        for unit in odd.units:
            assert f'"{unit.name}"' not in text


def test_a_person_who_stands_nowhere_else_is_hidden_all_the_same(result: AuditResult) -> None:
    action = replace(result.actions[0], who=Text("Ông Lạ Mặt", "Ông Lạ Mặt"))
    hidden = veiled(replace(result, actions=(action,)), KEY, {})
    assert hidden.actions[0].who.vi.startswith("Người ")


NAMES = st.text(st.characters(categories=("Lu", "Ll", "Nd")), min_size=3, max_size=12).filter(
    lambda name: not name.isdigit() and name.casefold() not in EVERYDAY
)


@given(st.lists(NAMES, min_size=1, max_size=6, unique=True), st.data())
def test_every_known_name_that_stands_as_a_word_is_replaced(names: list[str], data: st.DataObject) -> None:
    said = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=8))
    prose = Prose({name: f"⟨{number}⟩" for number, name in enumerate(names)})
    rewritten = prose.rewritten(" (".join(said) + ")")
    assert rewritten == " (".join(f"⟨{names.index(name)}⟩" for name in said) + ")"


def test_words_of_the_sentence_stay_and_the_longest_name_wins() -> None:
    prose = Prose({"an": "X", "Mạng": "A", "Mạng LAN": "B", "12": "C", "anmau-lan": "D", "tp": "E"})
    assert prose.rewritten("an Mạng LAN (anmau-lan), Mạngs 12 tp") == "an B (D), Mạngs 12 E"


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "key"
    made = key_in(file)
    assert key_in(file) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert made.secret.hex() not in repr(made)
    (tmp_path / "other").write_text("no key")
    with pytest.raises(InvalidInput, match="not-a-key"):
        key_in(tmp_path / "other")
