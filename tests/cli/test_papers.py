"""`secaudit report --document --issuer` through the real entry point."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from secaudit.reporting import dump
from tests.cli.running import secaudit
from tests.reporting.canonical import canonical


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("papers") / "audit.json"
    file.write_bytes(dump(canonical()))
    return file


def _issuer(folder: Path, text: str) -> Path:
    file = folder / "issuer.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def _text(file: Path) -> str:
    document = Document(BytesIO(file.read_bytes()))
    return "\n".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))


def test_documents_are_made_for_a_unit_with_its_issuer(result: Path, tmp_path: Path) -> None:
    issuer = _issuer(tmp_path, "unit: tp\nnumber: {minutes: 3, order: 4}\nsymbol: TP\nname: Nguyễn Văn Mẫu\n")
    run = secaudit(
        "report", result, "--document", "minutes,order", "--to", "docx", "--unit", "so-a",
        "--issuer", issuer, "-o", tmp_path / "out",
    )  # fmt: skip
    assert run.code == 0, run.err
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["minutes.docx", "order.docx"]
    order = _text(tmp_path / "out" / "order.docx")
    assert "Số: 04/TP-………" in order
    assert "THÀNH PHỐ GIẢ ĐỊNH" in order, "the issuing unit is above the one that is told of"
    assert "Nguyễn Văn Mẫu" in order
    assert "xa-b" not in order


def test_the_report_stays_the_default_and_has_a_text_document(result: Path, tmp_path: Path) -> None:
    run = secaudit("report", result, "--to", "docx", "-o", tmp_path)
    assert run.code == 0, run.err
    assert [path.name for path in tmp_path.iterdir()] == ["audit.docx"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--document", "minutes", "--to", "csv"), "minutes is not made as csv; choose: pdf, docx"),
        (("--document", "minuts"), "did you mean minutes?"),
        (("--to", "dox"), "did you mean docx?"),
        (("--issuer", "nowhere.yaml"), "nowhere.yaml"),
    ],
)
def test_what_cannot_be_made_is_a_usage_error(
    result: Path, tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    run = secaudit("report", result, *options, "-o", tmp_path / "out", "--lang", "en")
    assert run.code == 2
    assert words in " ".join(run.err.split())
    assert not (tmp_path / "out").exists()


def test_a_number_for_one_document_does_not_stand_on_many(result: Path, tmp_path: Path) -> None:
    issuer = _issuer(tmp_path, "number: 12\n")
    run = secaudit(
        "report", result, "--each-unit", "--issuer", issuer, "-o", tmp_path / "out", "--lang", "en"
    )
    assert run.code == 2
    assert "number belongs to one document" in " ".join(run.err.split())


@pytest.mark.parametrize(
    ("text", "words"),
    [("symbl: A\n", "issuer.yaml:1:1"), ("unit: so-b\n", "no issuing unit 'so-b'")],
)
def test_a_wrong_issuer_writes_nothing(result: Path, tmp_path: Path, text: str, words: str) -> None:
    issuer = _issuer(tmp_path, text)
    run = secaudit(
        "report", result, "--to", "docx", "--issuer", issuer, "-o", tmp_path / "out", "--lang", "en"
    )
    assert run.code == 3
    assert words in run.err
    assert not (tmp_path / "out").exists()


def test_every_units_documents_are_made_anew_for_another_issuer(result: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ("report", result, "--each-unit", "--document", "minutes,order", "--to", "docx", "-o", out)
    assert secaudit(*words, "--lang", "en").code == 0
    assert sorted(path.name for path in (out / "u-so-a").iterdir()) == ["minutes.docx", "order.docx"]
    assert "3 were there" in secaudit(*words, "--lang", "en").out
    issuer = _issuer(tmp_path, "name: Nguyễn Văn Mẫu\n")
    assert "Made the reports of 3 units" in secaudit(*words, "--issuer", issuer, "--lang", "en").out
    assert set(json.loads((out / "reports.json").read_text("utf-8"))["done"]) == {"tp", "so-a", "xa-b"}
