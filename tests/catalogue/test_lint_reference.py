from __future__ import annotations

import re

from tools.lint_reference import PAGE, page

from secaudit.catalogue.rules import RULES


def test_the_page_of_rules_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python tools/lint_reference.py"


def test_every_rule_has_a_test_that_names_it() -> None:
    folder = PAGE.parents[1] / "tests" / "catalogue"
    tests = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("test_*lint*.py")))
    assert [rule.code for rule in RULES if not re.search(rf'"{rule.code}"', tests)] == []
