"""A catalogue read from its folders: the registry, then the controls, every error told at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from yaml.nodes import Node

from secaudit.catalogue.contents import Content, contents
from secaudit.catalogue.controls import read_control
from secaudit.catalogue.decisions import Decisions
from secaudit.catalogue.entries import Entries, Entry
from secaudit.catalogue.files import nothing
from secaudit.catalogue.layers import Stack, read_stack
from secaudit.catalogue.narrowing import reweighed
from secaudit.catalogue.nodes import Book
from secaudit.catalogue.order import find_cycles
from secaudit.catalogue.profiles import read_profile
from secaudit.catalogue.registry import Registry, read_document, read_obligation
from secaudit.catalogue.shapes import Refused
from secaudit.catalogue.unread import read_unread
from secaudit.catalogue.waiver_terms import WaiverTerms
from secaudit.garbage import paused
from secaudit.model.change import Change, ChangedPart
from secaudit.model.control import Catalogue, Control, Unread
from secaudit.model.problem import CatalogueInvalid, Problem
from secaudit.model.text import Text

_PARTS: tuple[ChangedPart, ...] = ("control", "profile", "obligation", "document")
"""What can be added or replaced; a file has the entries of one under the word in the plural."""

_TOLD: tuple[ChangedPart, ...] = (*_PARTS, "waiver_term")
"""The order in which changes are told."""


def load(folders: Path | Sequence[Path] | None = None) -> Catalogue:
    """Read and check a catalogue: the one that ships with the tool, and a user's folders above it.

    A folder holds `registry/documents.yaml`, `registry/*.yaml` with obligations, `profiles/*.yaml`, and any
    other YAML files with controls, in folders of any depth. Its entries are added to those below it, or
    replace those of the same id; `switch_off` and `severity` change controls that it does not write itself.
    Where its `catalogue.yaml` says `base: none`, the first folder stands alone.

    Raises:
        CatalogueInvalid: something in it is wrong; all that could be found is told.
        FileNotFoundError: the installation lacks its shipped catalogue.
    """
    with paused():
        return _load([folders] if isinstance(folders, Path) else folders or ())


def _load(folders: Sequence[Path]) -> Catalogue:
    stack = read_stack(folders)
    entries = {part: Entries(part) for part in _PARTS}
    decisions = Decisions()
    terms = WaiverTerms()
    versions, unread = _gather(stack, entries, decisions, terms)
    documents = list(entries["document"].read(read_document))
    laws = {law.id: law for _, law in documents}
    known = tuple(entries["document"].ids)
    obligations = list(
        entries["obligation"].read(lambda book, node: read_obligation(book, node, laws, known))
    )
    duties = {duty.id: duty for _, duty in obligations}
    names = entries["control"].ids
    registry = Registry(duties, entries["obligation"].ids, names)
    controls = list(entries["control"].read(lambda book, node: read_control(book, node, registry)))
    profiles = list(entries["profile"].read(lambda book, node: read_profile(book, node, names)))
    on = sorted((one for _, one in controls if one.id not in decisions.off), key=_id)
    _refuse(stack, on, folders)
    weighed, severities = reweighed(on, decisions.severities.values())
    off = tuple(sorted((one for _, one in controls if one.id in decisions.off), key=_id))
    changes = [
        *_changes(entries["control"], ((entry, one.id, one.title) for entry, one in controls)),
        *_switched_off(off, decisions),
        *severities,
        *_changes(entries["profile"], ((entry, one.id, one.title) for entry, one in profiles)),
        *_changes(entries["obligation"], ((entry, one.id, one.clause) for entry, one in obligations)),
        *_changes(entries["document"], ((entry, one.id, one.title) for entry, one in documents)),
        *terms.changes.values(),
    ]
    return Catalogue(
        controls=weighed,
        obligations=duties,
        documents=laws,
        sha256=stack.sha256,
        version="+".join(versions) or "0",
        off=off,
        base=stack.base,
        changes=tuple(sorted(changes, key=lambda change: (_TOLD.index(change.of), change.id))),
        profiles={one.id: one for _, one in sorted(profiles, key=lambda found: found[1].id)},
        unread=unread,
        waiver_terms=terms.terms,
    )


def _gather(
    stack: Stack, entries: Mapping[ChangedPart, Entries], decisions: Decisions, terms: WaiverTerms
) -> tuple[list[str], tuple[Unread, ...]]:
    """Take every layer's entries and decisions; return the versions and the unread columns that they give."""
    versions, unread = [], []
    for number, layer in enumerate(stack.layers):
        files = contents(layer, bottom=number == 0)
        below = entries["control"].ids
        own = {part: entries[part].add(number, _nodes(files, f"{part}s")) for part in _PARTS}
        decisions.take(files, own["control"], below)
        terms.take(_nodes(files, "waiver_terms"), bottom=number == 0)
        versions += [content.version for content in files if content.version is not None][-1:]
        unread += [entry for book, node in _nodes(files, "unread") if (entry := _unread(book, node))]
    return versions, tuple(unread)


def _unread(book: Book, node: Node) -> Unread | None:
    try:
        return read_unread(book, node)
    except Refused:
        return None


def _nodes(files: Sequence[Content], kind: str) -> Iterator[tuple[Book, Node]]:
    return ((content.book, node) for content in files for node in content.nodes(kind))


def _refuse(stack: Stack, controls: Sequence[Control], folders: Sequence[Path]) -> None:
    """Refuse a catalogue in which anything is wrong.

    Raises:
        CatalogueInvalid: it is so.
    """
    problems = [problem for layer in stack.layers for problem in layer.problems]
    problems += [
        problem for layer in stack.layers for book in layer.books.values() for problem in book.problems
    ]
    problems += find_cycles(controls)
    if not problems and not controls:
        problems.append(nothing(folders[-1].as_posix() if folders else "controls"))
    if problems:
        raise CatalogueInvalid(sorted(problems, key=_place))


def _changes(entries: Entries, read: Iterator[tuple[Entry, str, Text]]) -> Iterator[Change]:
    """Yield what the layers above the bottom add and replace."""
    for entry, name, title in read:
        kind = entries.change(name, entry)
        if kind is not None:
            yield Change(name, entries.part, kind, title, entry.book.locate(entry.node), entry.reason)


def _switched_off(controls: Sequence[Control], decisions: Decisions) -> Iterator[Change]:
    for control in controls:
        by = decisions.off[control.id]
        yield Change(control.id, "control", "switched_off", control.title, by.location, by.reason)


def _id(control: Control) -> str:
    return control.id


def _place(problem: Problem) -> tuple[str, int, int]:
    return problem.location.file, problem.location.line or 0, problem.location.column or 0
