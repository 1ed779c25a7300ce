"""The matrix of clauses and controls as Markdown, as one HTML page, as JSON, and for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from secaudit.model.coverage import Check, Clause, Coverage
from secaudit.model.law import LegalDocument
from secaudit.model.text import Language, Text
from secaudit.resources import shipped

if TYPE_CHECKING:
    from rich.table import Table as RichTable

TEMPLATE = "coverage.html"

KINDS: dict[str, Text] = {
    "control": Text("kiểm tra được", "can be judged"),
    "evidence": Text("chứng minh bằng văn bản", "proved by a document"),
    "context": Text("không đặt ra nghĩa vụ", "no duty of its own"),
    "outside": Text("ngoài phạm vi", "out of scope"),
}
_EVERY = {"year": Text("hằng năm", "every year"), "half-year": Text("mỗi 6 tháng", "every half-year")}
_NONE = Text("CHƯA CÓ TIÊU CHÍ", "NO CONTROL YET")
_HEADINGS = (
    Text("Nghĩa vụ", "Obligation"),
    Text("Nội dung", "What it asks"),
    Text("Thời hạn", "Due"),
    Text("Tiêu chí kiểm tra", "Controls"),
    Text("Ví dụ chứng minh", "Examples that prove it"),
)
_WIDTHS = (16, None, 11, 44)
"""How wide the columns of the terminal's table may get; the second takes what is left."""


def summary(coverage: Coverage) -> Text:
    """Return the sentence on how much is covered."""
    rest = len(coverage.clauses) - coverage.judged
    return Text(
        f"{coverage.covered}/{coverage.judged} nghĩa vụ phải kiểm tra đã có tiêu chí "
        f"({coverage.controls} tiêu chí); {rest} nghĩa vụ không kiểm tra, có nêu lý do",
        f"{coverage.covered} of {coverage.judged} obligations to be judged have a control "
        f"(controls: {coverage.controls}); {rest} are not judged, with the reason",
    )


def due(clause: Clause) -> Text:
    """Return the clause's own date, or how often it recurs; empty where it gives neither."""
    obligation = clause.obligation
    parts = [] if obligation.every is None else [_EVERY[obligation.every]]
    if obligation.due is not None:
        parts.insert(0, Text(obligation.due.strftime("%d/%m/%Y"), obligation.due.isoformat()))
    return Text(", ".join(part.vi for part in parts), ", ".join(part.en for part in parts))


def proofs(check: Check, language: Language) -> str:
    """Return which verdicts the examples of a control prove, and how many prove each."""
    return ", ".join(f"{status.label.to(language)} {count}" for status, count in check.proofs.items())


def table(coverage: Coverage, language: Language) -> RichTable:
    """Return the matrix for the terminal."""
    from rich.markup import escape
    from rich.table import Table as RichTable

    found = RichTable(show_edge=False)
    for heading, width in zip(_HEADINGS, _WIDTHS, strict=False):
        found.add_column(heading.to(language), overflow="fold", max_width=width)
    for document, clauses in coverage.sections:
        found.add_section()
        found.add_row("", f"[bold]{escape(_title(document, language))}[/bold]")
        for clause in clauses:
            found.add_row(*(escape(cell) for cell in _cells(clause, language)[:4]))
    return found


def markdown(coverage: Coverage, language: Language) -> str:
    """Return the matrix as a page of Markdown."""
    title = Text("Nghĩa vụ và tiêu chí kiểm tra", "Obligations and the controls that check them").to(language)
    made = Text(
        "Tạo từ bộ tiêu chí bằng `secaudit controls coverage`; không sửa tay.",
        "Generated from the catalogue by `secaudit controls coverage`; do not edit.",
    ).to(language)
    lines = [f"# {title}", "", made, "", f"**{summary(coverage).to(language)}.**"]
    headings = [heading.to(language) for heading in _HEADINGS]
    for document, clauses in coverage.sections:
        lines += ["", f"## {_title(document, language)}", ""]
        lines += [_line(headings), "|" + "---|" * len(headings)]
        lines += [_line(_cells(clause, language)) for clause in clauses]
    return "\n".join(lines) + "\n"


def _line(cells: Iterator[str] | list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _title(document: LegalDocument, language: Language) -> str:
    return f"{document.number} · {document.title.to(language)} ({document.issuer.to(language)})"


def _cells(clause: Clause, language: Language) -> list[str]:
    obligation = clause.obligation
    says = f"{obligation.clause.to(language)}: {obligation.says.to(language)}"
    return [obligation.id, says, due(clause).to(language), *_judged_by(clause, language)]


def _judged_by(clause: Clause, language: Language) -> list[str]:
    if clause.checks:
        names = "; ".join(f"{check.control} {check.title.to(language)}" for check in clause.checks)
        proved = "; ".join(f"{check.control}: {proofs(check, language)}" for check in clause.checks)
        return [names, proved]
    if clause.is_open:
        return [_NONE.to(language), ""]
    reason, kind = clause.obligation.reason, KINDS[clause.obligation.kind].to(language)
    return [f"({kind})" if reason is None else f"({kind}) {reason.to(language)}", ""]


def html(coverage: Coverage, language: Language) -> str:
    """Return the matrix as one page that needs no other file."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(shipped("reports") / "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(TEMPLATE).render(
        coverage=coverage,
        language=language,
        summary=summary(coverage),
        headings=_HEADINGS,
        kinds=KINDS,
        missing=_NONE,
        due=due,
        proofs=lambda check: proofs(check, language),
    )


def plain(coverage: Coverage) -> dict[str, Any]:
    """Return the matrix for programs; `schema_version` is raised when an older reader could not follow."""
    return {
        "schema_version": 1,
        "judged": coverage.judged,
        "covered": coverage.covered,
        "controls": coverage.controls,
        "clauses": [_plain_clause(clause) for clause in coverage.clauses],
    }


def _plain_clause(clause: Clause) -> dict[str, Any]:
    obligation = clause.obligation
    return {
        "obligation": obligation.id,
        "document": obligation.document.id,
        "clause": _both(obligation.clause),
        "says": _both(obligation.says),
        "kind": obligation.kind,
        "due": None if obligation.due is None else obligation.due.isoformat(),
        "every": obligation.every,
        "reason": None if obligation.reason is None else _both(obligation.reason),
        "controls": [
            {
                "id": check.control,
                "title": _both(check.title),
                "severity": check.severity.value,
                "subject": check.subject,
                "examples": {status.value: count for status, count in check.proofs.items()},
            }
            for check in clause.checks
        ],
    }


def _both(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}


def _as_json(coverage: Coverage, _language: Language) -> str:
    import json

    return json.dumps(plain(coverage), ensure_ascii=False, indent=2) + "\n"


WRITERS: Mapping[str, Callable[[Coverage, Language], str]] = {
    "markdown": markdown,
    "html": html,
    "json": _as_json,
}
"""How the matrix is written to a file, by the name of the format."""
