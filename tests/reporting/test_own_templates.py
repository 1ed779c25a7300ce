"""Layouts of the user's own: single blocks and words replaced, mistakes named, nothing loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from secaudit.model.problem import InvalidInput
from secaudit.reporting import view_of
from secaudit.reporting.pdf import render
from secaudit.reporting.voice import voice
from tests.reporting.canonical import canonical
from tests.reporting.paper import page_texts


def test_a_block_can_be_replaced(tmp_path: Path) -> None:
    _write(
        tmp_path / "templates" / "audit.html",
        '{% extends "shipped/audit.html" %}{% block opening %}<p>Kính gửi: Ban A</p>{% endblock %}',
    )
    _write(tmp_path / "texts" / "vi.yaml", "issuer:\n  parent: CƠ QUAN CỦA TÔI\n")
    view = view_of(canonical())
    pdf = render(view, voice("vi", tmp_path), templates=tmp_path)["audit.pdf"]
    first = page_texts(pdf)[0]
    assert "Kính gửi: Ban A" in first
    assert "CƠ QUAN CỦA TÔI" in first
    assert "VIII. NGUỒN GỐC SỐ LIỆU" in " ".join(page_texts(pdf))


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{% if %}", 1),
        ("\n{{ view.nothing }}", 2),
        ("\n\n{{ w('no.such.words') }}", 3),
        ("{{ ''.__class__ }}", 1),
        ("{% for i in range(10 ** 9) %}{% endfor %}", 1),
    ],
)
def test_a_wrong_template_is_named_with_its_line(tmp_path: Path, template: str, line: int) -> None:
    file = tmp_path / "templates" / "parts" / "scope.html"
    _write(file, template)
    with pytest.raises(InvalidInput) as caught:
        render(view_of(canonical()), voice("vi"), templates=tmp_path)
    problem = caught.value.problems[0]
    assert problem.code == "invalid-template"
    assert problem.location.file == str(file)
    assert problem.location.line == line


@pytest.mark.parametrize(
    "template",
    [
        '<img src="file:///etc/passwd">',
        '<img src="http://127.0.0.1:9/x.png">',
        '<link rel=stylesheet href="a.css">',
    ],
)
def test_a_template_that_loads_something_is_refused(tmp_path: Path, template: str) -> None:
    _write(tmp_path / "templates" / "parts" / "scope.html", template)
    with pytest.raises(InvalidInput) as caught:
        render(view_of(canonical()), voice("vi"), templates=tmp_path)
    assert caught.value.problems[0].code == "report-loads-file"


def _write(file: Path, content: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, "utf-8")
