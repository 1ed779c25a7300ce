"""The matrix of clauses and controls, from the catalogue alone."""

from __future__ import annotations

from collections import Counter

from secaudit.model.control import Catalogue, Control
from secaudit.model.coverage import Check, Clause, Coverage
from secaudit.model.status import Status


def coverage(catalogue: Catalogue) -> Coverage:
    """Return every clause of the registry with the controls that cite it and what proves them.

    Documents that are only quoted and oblige nobody themselves have no section.
    """
    citing: dict[str, list[Check]] = {}
    for control in catalogue.controls:
        for obligation in control.cites:
            citing.setdefault(obligation.id, []).append(_check(control))
    clauses: dict[str, list[Clause]] = {name: [] for name in catalogue.documents}
    for obligation in catalogue.obligations.values():
        clause = Clause(obligation, tuple(citing.get(obligation.id, ())))
        clauses[obligation.document.id].append(clause)
    sections = (
        (document, tuple(clauses[name])) for name, document in catalogue.documents.items() if clauses[name]
    )
    return Coverage(tuple(sections), len(catalogue.controls))


def _check(control: Control) -> Check:
    shown = Counter(example.expect for example in control.examples)
    proofs = {status: shown[status] for status in Status if shown[status]}
    return Check(control.id, control.title, control.severity, control.subject, proofs, control.location)
