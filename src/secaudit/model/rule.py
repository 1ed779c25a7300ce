"""What decides the verdicts of a control, as one mark: two audits compare only where it is the same."""

from __future__ import annotations

import json
import re
from hashlib import sha256

from secaudit.model.control import Control, Expression

_QUOTED = re.compile(r"('(?:[^']|'')*')")


def rule_sha256(control: Control) -> str:
    """Return the mark of what decides a control's verdicts.

    These are the rows judged, the expressions `applies_when`, `assert` and `due`, the periods, whether it
    can be waived, and the dates of the obligations behind it. Titles, messages, severities and remediation
    decide nothing, and neither do line breaks and indentation of an expression.
    """
    parts = {
        "subject": control.subject,
        "applies_when": _text(control.applies_when),
        "assert": _text(control.condition),
        "due": _text(control.due),
        "every": control.every,
        "from_period": None if control.from_period is None else control.from_period.name,
        "waivable": control.waivable,
        "obligations": sorted(
            [
                obligation.id,
                obligation.document.issued.isoformat(),
                "" if obligation.due is None else obligation.due.isoformat(),
            ]
            for obligation in control.cites
        ),
    }
    return sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _text(expression: Expression | None) -> str | None:
    """Return an expression with single spaces, but for those within quotes."""
    if expression is None:
        return None
    pieces = _QUOTED.split(expression.sql.strip())
    return "".join(piece if number % 2 else re.sub(r"\s+", " ", piece) for number, piece in enumerate(pieces))
