"""Makes the file of a text document depend on what it says and on nothing else."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from secaudit.model.text import Language
from secaudit.reporting.docx.markup import W

_TAGS = {"vi": "vi-VN", "en": "en-GB"}
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP file knows."""


def describe(
    document: Any, *, title: str, author: str, tool: str, made: datetime, language: Language
) -> None:
    """Write into a document what it is, by whom and of when."""
    facts = document.core_properties
    facts.title, facts.author, facts.last_modified_by = title[:255], author[:255], tool[:255]
    facts.created = facts.modified = made.astimezone(UTC).replace(tzinfo=None)
    facts.language, facts.revision = _TAGS[language], 1
    facts.comments = facts.keywords = facts.subject = facts.category = ""
    for lang in document.styles.element.iter(f"{{{W}}}lang"):
        lang.set(f"{{{W}}}val", _TAGS[language])


def sealed(document: Any) -> bytes:
    """Return the document's file: the same parts make the same bytes, at whatever time."""
    saved = BytesIO()
    document.save(saved)
    out = BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, source.read(name))
    return out.getvalue()
