"""What was added to a PDF after one of its states: nothing but signatures, or something else.

An update at the end of a file can put other content over what was signed. What a signature needs is little: a
form in the catalogue, and on a page a field of no size. Every other object has to stay as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from io import BytesIO
from typing import Any


def only_signatures_after(reader: Any, revision: int) -> bool:
    """Return whether all later states of a `PdfFileReader` differ from one by signatures alone."""
    before = reader.get_historical_resolver(revision)
    for later in range(revision + 1, reader.xrefs.total_revisions):
        now = reader.get_historical_resolver(later)
        if now.root_ref != before.root_ref or reader.xrefs.refs_freed_in_revision(later):
            return False
        may_grow = dict(_growing(before))
        for changed in reader.xrefs.explicit_refs_in_revision(later):
            if reader.xrefs.get_introducing_revision(changed) > revision:
                continue
            if changed not in may_grow or not _same(
                before.get_object(changed), now.get_object(changed), may_grow[changed]
            ):
                return False
        if not all(_is_bare_field(added) for added in _added(before, now)):
            return False
    return True


def _growing(state: Any) -> Iterator[tuple[Any, Collection[str]]]:
    """Yield each object that a signature changes, with the keys under which it may."""
    yield state.root_ref, ("/AcroForm", "/Extensions")
    if "/AcroForm" in state.root:
        yield from _at(state.root, "/AcroForm", ("/Fields", "/SigFlags"))
        yield from _at(state.root["/AcroForm"], "/Fields", ())
    for reference, page in _pages(state):
        yield reference, ("/Annots",)
        yield from _at(page, "/Annots", ())


def _at(holder: Any, name: str, keys: Collection[str]) -> Iterator[tuple[Any, Collection[str]]]:
    """Yield the object under a key where it is one of its own."""
    held = holder.raw_get(name) if name in holder else None
    if reference := getattr(held, "reference", None):
        yield reference, keys


def _pages(state: Any) -> Iterator[tuple[Any, Any]]:
    waiting = [state.root.raw_get("/Pages")]
    while waiting:
        held = waiting.pop()
        node = held.get_object()
        if node["/Type"] == "/Pages":
            kids = node["/Kids"]
            waiting.extend(kids.raw_get(place) for place in range(len(kids)))
        else:
            yield held.reference, node


def _same(old: Any, new: Any, keys: Collection[str]) -> bool:
    """Return whether an object is as it was but for what stands under the keys; a list may have grown."""
    if isinstance(old, dict) and isinstance(new, dict):
        names = (set(old) | set(new)) - set(keys)
        return all(
            name in old and name in new and _written(old, name) == _written(new, name) for name in names
        )
    if isinstance(old, list) and isinstance(new, list):
        return [_written(old, place) for place in range(len(old))] == [
            _written(new, place) for place in range(min(len(old), len(new)))
        ]
    return False


def _written(holder: Any, place: Any) -> bytes:
    stream = BytesIO()
    holder.raw_get(place).write_to_stream(stream, None)
    return stream.getvalue()


def _added(before: Any, now: Any) -> Iterator[Any]:
    """Yield every annotation of a page that it did not have."""
    had = {page: len(_annotations(held)) for page, held in _pages(before)}
    for page, held in _pages(now):
        yield from _annotations(held)[had.get(page, 0) :]


def _annotations(page: Any) -> list[Any]:
    return [each.get_object() for each in page["/Annots"]] if "/Annots" in page else []


def _is_bare_field(annotation: Any) -> bool:
    """Return whether it is the field of a signature that covers nothing of its page."""
    left, bottom, right, top = (float(side) for side in annotation["/Rect"])
    return (
        annotation.get("/Subtype") == "/Widget"
        and annotation.get("/FT") == "/Sig"
        and (left == right or bottom == top)
    )
