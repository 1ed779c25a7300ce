"""The kinds of official documents, and what each can be made as; nothing is loaded to know them."""

from __future__ import annotations

from secaudit.lazily import dataclass
from secaudit.reporting.formats import FORMATS

ON_PAPER = ("pdf", "docx")
"""The formats of a document that is signed."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document.

    `module` has `contents(result, voice) -> Contents`, and the template is `papers/<name>.html`; both are
    None for the audit report, which is older than the others and has renderers of its own. Where more is
    asked for than the result, that is a third argument, and `beside(asked)` says how it can be had again. A
    kind that is made as a spreadsheet, too, has `workbook(result, voice) -> bytes` in its module. One that
    is not `stored` needs more than a stored result holds, and has a command of its own.
    """

    name: str
    formats: tuple[str, ...] = ON_PAPER
    module: str | None = None
    stored: bool = True


KINDS = {
    kind.name: kind
    for kind in (
        Kind("audit", FORMATS),
        Kind("checklist", module="secaudit.reporting.papers.checklist", stored=False),
        Kind("minutes", module="secaudit.reporting.papers.minutes"),
        Kind("order", module="secaudit.reporting.papers.order"),
        Kind("summary", module="secaudit.reporting.papers.summary"),
        Kind("yearly", (*ON_PAPER, "xlsx"), "secaudit.reporting.papers.yearly"),
    )
}
"""Every kind by its name. A new one needs its line here, a module, a template and its words."""

DOCUMENTS = tuple(name for name, kind in KINDS.items() if kind.stored)
"""The names of the kinds that are made from a stored result, the default first."""
