"""Writes docs/lint.md from the rules of lint: `python tools/lint_reference.py`.

A test makes sure that the page in the repository is what this writes.
"""

from __future__ import annotations

from pathlib import Path

from secaudit.catalogue.rules import RULES, Rule

PAGE = Path(__file__).resolve().parents[1] / "docs" / "lint.md"

_HEAD = """# What lint finds · Những điều lệnh lint phát hiện

Generated from `src/secaudit/catalogue/rules.py` by `tools/lint_reference.py`; do not edit.

`secaudit controls lint` reads a catalogue that loads and tells what may still be wrong with it. An error
makes it exit with 3; a warning does not. A control accepts a warning marked *allow* by naming its code:
`allow: [is-null]`, with a comment that says why. An `allow` for what does not occur is itself told.

*Lỗi khiến lệnh kết thúc với mã 3; cảnh báo thì không. Cảnh báo có chữ allow có thể được chấp nhận bằng cách
nêu mã của nó ở khóa `allow` của tiêu chí, kèm chú thích lý do.*

Conditions are tried over all values that their columns can hold: every choice, yes and no, the numbers and
days that they are compared with and what lies between, and no value. What else they ask is taken as free to
be true or false. So what is called impossible is impossible; what is impossible for a deeper reason goes
unnoticed. `NOT IN` over written values hides nothing: of an empty cell it is unknown like any comparison.
"""


def page() -> str:
    """Return the whole page."""
    return _HEAD + "".join(_section(rule) for rule in RULES)


def _section(rule: Rule) -> str:
    marks = [rule.gravity.label.en] + ["allow"] * rule.acceptable
    return (
        f"\n## {rule.code}\n\n*{', '.join(marks)}*\n\n"
        f"{_sentence(rule.finds.en)}: {rule.why.en}.\n\n{_sentence(rule.finds.vi)}: {rule.why.vi}.\n"
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
