"""A fault of the program is no wrong usage and no finding."""

from __future__ import annotations

import pytest

from secaudit.audit.counting import CountMismatch
from secaudit.cli.failures import guarded


def test_a_lost_verdict_is_a_fault_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    def lose() -> int:
        raise CountMismatch("SYS-01: 3 verdicts for 4 rows")

    assert guarded(lose) == 70
    said = capsys.readouterr().err
    assert "SYS-01: 3 verdicts for 4 rows" in said
    assert "Lỗi của chương trình" in said
