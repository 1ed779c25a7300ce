"""The law behind an audit: documents, the clauses cited, and what is still to be checked about them."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import groupby

from secaudit.lazily import dataclass
from secaudit.model.finding import Source
from secaudit.model.law import LegalDocument
from secaudit.model.result import AuditResult
from secaudit.model.text import Text

_HALF, _HALF_OF_NOTES = 1200, 800
"""Characters of clauses and of notes that fill about half a page of the annex, in their columns."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A document and its clauses that the judged controls cite.

    `document` is None where the result does not describe it and only `id` is known. `date_assumed` and
    `checked` warn of a day that the source does not give and of a citation still to be compared with the
    official gazette.
    """

    id: str
    document: LegalDocument | None
    clauses: tuple[Source, ...]
    date_assumed: bool
    checked: bool

    @property
    def is_ground(self) -> bool:
        """Whether a report can be based on the document: one of another place is cited, and binds nobody."""
        return self.document is None or self.document.binding

    @property
    def listed(self) -> Text:
        """The clauses in one line, those of one section told together, by number: "mục 1: ý 1, 3; mục 2"."""
        clauses = sorted((one for source in self.clauses for one in _apart(source.clause)), key=_in_order)
        return Text(_in_sections([one.vi for one in clauses]), _in_sections([one.en for one in clauses]))

    @property
    def is_long(self) -> bool:
        """Whether its row may go on over the page: what it holds is about half a page or more."""
        note = self.document.note if self.document else None
        columns = [(self.listed, _HALF), *([(note, _HALF_OF_NOTES)] if note else [])]
        return any(len(words) > most for text, most in columns for words in (text.vi, text.en))


def citations(result: AuditResult) -> tuple[Citation, ...]:
    """Return the documents cited by the judged controls, in the order of the result's documents."""
    cited: dict[str, dict[str, Source]] = defaultdict(dict)
    for control in result.controls:
        for source in control.sources:
            cited[source.document].setdefault(source.obligation, source)
    known = {document.id: document for document in result.documents}
    order = [name for name in known if name in cited] + sorted(set(cited) - set(known))
    return tuple(_citation(name, known.get(name), cited[name]) for name in order)


def _citation(name: str, document: LegalDocument | None, cited: dict[str, Source]) -> Citation:
    clauses = tuple(cited[obligation] for obligation in sorted(cited, key=_counted))
    return Citation(
        id=name,
        document=document,
        clauses=clauses,
        date_assumed=any(source.date_assumed for source in clauses),
        checked=all(source.checked for source in clauses),
    )


def _counted(obligation: str) -> tuple[tuple[int, str], ...]:
    """Return a key that puts clause 9 before clause 10."""
    parts = re.split(r"(\d+)", obligation)
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)


def _apart(clause: Text) -> list[Text]:
    """Return the clauses that an obligation stands in, where these are several."""
    vi, en = clause.vi.split("; "), clause.en.split("; ")
    return [Text(*each) for each in zip(vi, en, strict=True)] if len(vi) == len(en) else [clause]


def _in_order(clause: Text) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """Return a key that puts section IX after V, item 10 after 7, a last sentence and annexes last."""
    section, _, within = clause.vi.partition(", ")
    kind = next((rank for rank, word in enumerate(_AFTER, 1) if section.casefold().startswith(word)), 0)
    return kind, _numbers(section), _numbers(within)


_AFTER = ("đoạn kết", "phụ lục")
"""How clauses begin that stand after all sections, in their order."""

_LAST = 1_000_000
_ROMAN = {"I": 1, "V": 5, "X": 10}


def _numbers(words: str) -> tuple[int, ...]:
    return tuple(
        int(found) if found.isdecimal() else _LAST if found == "cuối" else _of_roman(found)
        for found in re.findall(r"\d+|\b[IVX]+\b|\bcuối\b", words)
    )


def _of_roman(numeral: str) -> int:
    digits = [_ROMAN[letter] for letter in numeral]
    return sum(
        -digit if any(digit < later for later in digits[at:]) else digit for at, digit in enumerate(digits)
    )


def _in_sections(clauses: list[str]) -> str:
    parts = []
    for section, group in groupby(dict.fromkeys(clauses), key=lambda clause: clause.partition(", ")[0]):
        within = [clause.partition(", ")[2] for clause in group]
        parts += [section] * ("" in within)
        if listed := _numbers_joined([rest for rest in within if rest]):
            parts.append(f"{section}: {listed}")
    return "; ".join(parts)


def _numbers_joined(clauses: list[str]) -> str:
    """Return clauses in one line; those that differ only in the number at their end share its words."""
    listed = []
    for words, group in groupby(clauses, key=lambda clause: re.sub(r"(?<=\s)\d+$", "", clause)):
        alike = list(group)
        listed.append(words + ", ".join(clause.removeprefix(words) for clause in alike))
    return "; ".join(listed)
