"""The plan on paper: the chief's one page first, then the schedule, the money and the grounds."""

from __future__ import annotations

from datetime import UTC, datetime, time

from secaudit.garbage import paused
from secaudit.model.plan import Plan
from secaudit.reporting.archiving import Attachment
from secaudit.reporting.making import FILE_NAME as MAKING
from secaudit.reporting.making import Beside, making, written
from secaudit.reporting.pdf import font_files, lay_out, printed
from secaudit.reporting.plan import json
from secaudit.reporting.plan.document import document
from secaudit.reporting.repertoire import repertoire
from secaudit.reporting.voice import Voice

ATTACHED = "plan.json"
"""The file inside that holds the whole plan, which pages tell only the first lines of."""

DOCUMENT = "plan"
"""What it is called in the record of its making."""

SMALLEST = 2
"""The smallest setting of the first page; see `document`."""


def encode(plan: Plan, voice: Voice, *, people: bool = False) -> bytes:
    """Return the PDF, with the plan for programs and the record of its making inside.

    What does not fit on the first page is set smaller, as far as can be read.

    Raises:
        FileNotFoundError: the installation lacks a font.
    """
    fonts = font_files()
    with paused():
        table = repertoire(fonts["Tinos-Regular.ttf"])

        def fits(density: int) -> bool:
            page = document(plan, voice, table, people=False, density=density, only_first=True)
            return len(lay_out(page, "", fonts).pages) == 1

        density = next((each for each in range(SMALLEST) if fits(each)), SMALLEST)
        html = document(plan, voice, table, people=people, density=density)
        made = datetime.combine(plan.as_of, time(), UTC)
        record = written(making(DOCUMENT, voice.language, beside=Beside(people=people)))
        return printed(
            html,
            "",
            fonts,
            Attachment(ATTACHED, json.encode(plan, voice), "The plan that this document tells of", made),
            Attachment(MAKING, record, "How this document was made", made),
        )
