"""`issuer.yaml`: what it says is read, and what is wrong in it is told with line and column."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import jsonschema
import pytest
import yaml

from secaudit.demo import start
from secaudit.issuing import FIELDS, GROUNDS, issuer_schema, read_issuer, shared
from secaudit.model.issuer import DOCUMENT_KINDS, ISSUER_FILE, Attendant, Issuer
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.text import LANGUAGES, Language
from secaudit.reporting.papers.kinds import KINDS
from secaudit.reporting.papers.minutes import GROUNDS as TOLD_GROUNDS
from secaudit.reporting.voice import voice
from tests.cli.test_schema import Plain

WHOLE = """\
layout: party
parent: [Đảng ủy Ủy ban nhân dân, Thành phố]
body: Văn phòng
number: {audit: 7, minutes: 12a}
symbol: VPĐU
place: Thành phố Mẫu
date: 2026-11-21
addressees: [Sở Mẫu]
authority: T/M BAN THƯỜNG VỤ
post: Phó Bí thư
name: Nguyễn Văn Mẫu
recipients: [Như trên]
copies: 3
inspection:
  started_at: 2026-11-21 08:30
  basis: [request, Kế hoạch 45]
  inspectors: [{name: Trần Thị Mẫu, post: Trưởng đoàn}]
"""


def _read(folder: Path, text: str) -> Issuer:
    file = folder / "issuer.yaml"
    file.write_text(text, encoding="utf-8")
    return read_issuer(file)


def _problems(folder: Path, text: str) -> list[Problem]:
    with pytest.raises(InvalidInput) as wrong:
        _read(folder, text)
    return list(wrong.value.problems)


def test_everything_that_is_written_is_read(tmp_path: Path) -> None:
    issuer = _read(tmp_path, WHOLE)
    assert (issuer.layout, issuer.day) == ("party", date(2026, 11, 21))
    assert issuer.parent == ("Đảng ủy Ủy ban nhân dân", "Thành phố")
    assert issuer.body == ("Văn phòng",)
    assert (issuer.number("audit"), issuer.number("minutes"), issuer.number("order")) == ("07", "12a", None)
    assert issuer.inspection.started_at == datetime(2026, 11, 21, 8, 30)  # noqa: DTZ001
    assert issuer.inspection.inspectors == (Attendant("Trần Thị Mẫu", "Trưởng đoàn"),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_is_read_and_so_is_all_that_it_shows(tmp_path: Path, language: Language) -> None:
    start(tmp_path / "new", language)
    text = (tmp_path / "new" / ISSUER_FILE).read_text("utf-8")
    assert _read(tmp_path, text) == Issuer(layout="state")
    shown = [line for line in text.splitlines() if line.startswith("# ") and not line.startswith("##")]
    opened = "\n".join(line.removeprefix("# ") for line in shown[shown.index("# unit: don-vi") :])
    issuer = _read(tmp_path, opened)
    assert (issuer.unit, issuer.number("order"), issuer.inspection.copies) == ("don-vi", "12", 3)
    assert set(FIELDS) <= {line.partition(":")[0] for line in opened.splitlines()} | {"layout"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_schema_for_editors_takes_what_the_reader_takes(language: Language) -> None:
    schema = issuer_schema(language)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert not list(validator.iter_errors(yaml.load(WHOLE, Loader=Plain)))
    wrong_ones: tuple[dict[str, object], ...] = (
        {"symbl": "A"}, {"number": "BC-12"}, {"layout": "x"}, {"inspection": {"basis": {}}},
    )  # fmt: skip
    for wrong in wrong_ones:
        assert list(validator.iter_errors(wrong)), wrong
    assert all("description" in key for key in schema["properties"].values())


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    assert [problem.code for problem in _problems(tmp_path, "# để sau\n")] == ["empty-file"]


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "words"),
    [
        ("symbol: A\nsymbl: B\n", "unknown-key", 2, 1, "symbol"),
        ("date: 31/02/2026\n", "date", 1, 7, "2026-12-31"),
        ("date: 2026-02-30\n", "date", 1, 7, "a real day"),
        ("layout: official\n", "wrong-value", 1, 9, "state"),
        ("copies: five\n", "wrong-type", 1, 9, "whole number"),
        ("number: BC-12\n", "wrong-value", 1, 9, "symbol"),
        ("number: {report: 3}\n", "wrong-value", 1, 10, "audit"),
        ("authority: Thay mặt\n", "wrong-value", 1, 12, "KT."),
        ("inspection:\n  started_at: 8 giờ\n", "date", 2, 15, "08:30"),
        ("inspection:\n  inspectors:\n  - {name: A, rank: B}\n", "unknown-key", 3, 15, "post"),
        ("parent: {a: b}\n", "wrong-type", 1, 9, "list"),
        ("- a\n", "wrong-type", 1, 1, "mapping"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, text: str, code: str, line: int, column: int, words: str
) -> None:
    (problem,) = _problems(tmp_path, text)
    assert (problem.code, problem.location.line, problem.location.column) == (code, line, column)
    assert words in problem.describe("en")
    assert problem.location.file.endswith("issuer.yaml")


def test_broken_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    (problem,) = _problems(tmp_path, "symbol: A\nbody: [x\n")
    assert problem.location.line in (2, 3)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "issuer.yaml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidInput, match="cannot be read"):
        read_issuer(file)


def test_every_error_is_told_at_once(tmp_path: Path) -> None:
    assert len(_problems(tmp_path, "date: x\ncopies: y\ncolour: red\n")) == 3


def test_what_belongs_to_one_document_may_not_stand_on_several() -> None:
    one = Issuer(numbers={"": "12"})
    assert shared(one, ("audit",), each=False) == ()
    assert shared(one, ("audit", "order"), each=False) == ("number",)
    assert shared(Issuer(numbers={"audit": "1", "order": "2"}), ("audit", "order"), each=False) == ()
    assert shared(Issuer(numbers={"audit": "1"}), ("audit",), each=True) == ("number",)


def test_the_reader_knows_the_documents_and_grounds_that_are_told() -> None:
    assert set(KINDS) <= set(DOCUMENT_KINDS)
    assert set(GROUNDS) == set(TOLD_GROUNDS)
    assert all(voice("vi")(f"minutes.ground.{ground}") for ground in GROUNDS)
