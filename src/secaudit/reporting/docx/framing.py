"""The frame of a text document: a Word file with fields, which the user may open and change.

It has the page, the styles and the letterhead; `{{p body }}`, `{{p signature }}` and `{{p annexes }}` are
where the document itself goes. Values are put into the fields as text: nothing in them is ever run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.text import Text, same
from secaudit.reporting.docx.markup import THIN, W, escaped, paragraph
from secaudit.resources import shipped

if TYPE_CHECKING:
    from markupsafe import Markup

PARTS = ("body", "signature", "annexes")
"""What the document itself is put in place of."""

_MARK = "\ue000{}\ue000"
"""What stands for a part while the fields are filled in; no template can write it by accident."""

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    }.items()
)


class Frame:
    """One frame, opened and not yet filled in."""

    def __init__(self, file: Path) -> None:
        from docx.opc.exceptions import OpcError
        from docxtpl import DocxTemplate

        self._file = file
        self._template = DocxTemplate(BytesIO(file.read_bytes()))
        try:
            self._template.init_docx()
        except (BadZipFile, OpcError, SyntaxError, LookupError, ValueError, AttributeError) as error:
            raise InvalidInput([_no_frame(file, f"{type(error).__name__}: {error}")]) from None
        self.widths = _widths(self.document.sections[-1])

    @property
    def document(self) -> Any:
        """The document behind the frame, of python-docx."""
        return self._template.docx

    def add_picture(self, png: bytes) -> str:
        """Add a picture and return the name of its relation."""
        relation, _ = self.document.part.get_or_add_image(BytesIO(png))
        return str(relation)

    def new_list(self, numbered: bool) -> int:
        """Return the number of a new list that counts from 1, or has bullets.

        Raises:
            InvalidInput: the frame has no style for such lists.
        """
        name = "List Number" if numbered else "List Bullet"
        try:
            numbering = self.document.part.numbering_part.element
            style = self.document.styles[name]
            base = numbering.num_having_numId(style.element.pPr.numPr.numId.val)
        except (KeyError, AttributeError):
            raise InvalidInput([_no_frame(self._file, name)]) from None
        added = numbering.add_num(base.abstractNumId.val)
        if numbered:
            added.add_lvlOverride(0).add_startOverride(1)
        return int(added.numId)

    def fill(self, fields: Mapping[str, object]) -> None:
        """Fill in the fields; the parts' places are marked.

        Raises:
            InvalidInput: a field of the frame is wrong.
        """
        from jinja2 import StrictUndefined, TemplateError
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
        context = {name: _inert(value) for name, value in fields.items()}
        context |= {part: _paragraph(_MARK.format(part)) for part in PARTS}
        try:
            self._template.render(context, environment)
        except (TemplateError, OverflowError, ValueError) as error:
            raise InvalidInput([_bad_field(self._file, error)]) from None

    def put(self, parts: Mapping[str, Sequence[str]]) -> None:
        """Put each part in its place.

        Raises:
            InvalidInput: the frame has no place for the body.
        """
        from lxml import etree

        places = _places(self.document.element.body)
        if "body" not in places:
            raise InvalidInput([_no_frame(self._file, "{{p body }}")])
        for part, place in places.items():
            tree = etree.fromstring(f"<part {_NAMESPACES}>{''.join(parts.get(part, ()))}</part>")
            parent = place.getparent()
            at = parent.index(place)
            parent[at : at + 1] = list(tree)
        _lay_sections(self.document.element.body)
        _close_up(self.document.element.body)


def _widths(section: Any) -> tuple[int, int]:
    """Return how wide text is on an upright and on a turned page, in twips."""
    sides = section.left_margin + section.right_margin
    turned = 2 * section.right_margin
    return (section.page_width - sides) // 635, (section.page_height - turned) // 635


def frame_file(layout: str, templates: Path | None) -> Path:
    """Return the frame of a layout: the user's own, where there is one."""
    name = {"state": "official.docx", "party": "party.docx"}[layout]
    own = templates / "papers" / name if templates else None
    return own if own is not None and own.is_file() else shipped("reports") / "papers" / name


def _inert(value: object) -> object:
    """Return a value as it may stand in the XML: no brace of it can be taken for a field."""
    from markupsafe import Markup

    if isinstance(value, str):
        flat = escaped(" ".join(value.split()))
        return Markup(flat.replace("{", "&#123;").replace("}", "&#125;"))  # noqa: S704 - escaped above
    if isinstance(value, list | tuple):
        return [_inert(item) for item in value]
    return value


def _paragraph(mark: str) -> Markup:
    from markupsafe import Markup

    return Markup(f"<w:p><w:r><w:t>{mark}</w:t></w:r></w:p>")  # noqa: S704 - our own mark


def _places(body: Any) -> dict[str, Any]:
    found = {}
    marks = {_MARK.format(part): part for part in PARTS}
    for place in body.iter(f"{{{W}}}p"):
        text = "".join(run.text or "" for run in place.iter(f"{{{W}}}t")).strip()
        if text in marks:
            found[marks[text]] = place
    return found


def _lay_sections(body: Any) -> None:
    """Give every section its pages: the frame's own, turned where the section is laid out across."""
    last = body[-1]
    breaks = [node for node in body.iter(f"{{{W}}}sectPr") if node is not last]
    if not breaks:
        return
    names = [node.get(f"{{{W}}}rsidR") for node in breaks] + ["upright"]
    frame = deepcopy(last)
    holder = breaks[-1].getparent().getparent()
    if holder.getnext() is last:
        # Nothing follows the last break: its pages are the document's last ones.
        holder.getparent().remove(holder)
        breaks, names = breaks[:-1], names[:-1]
    for index, (node, name) in enumerate(zip([*breaks, last], names, strict=True)):
        section = _section(frame, name, first=index == 0)
        node.getparent().replace(node, section)


def _close_up(body: Any) -> None:
    """Leave no space after a table that ends a section: a full page would be followed by an empty one."""
    from lxml import etree

    for end in [node.getparent().getparent() for node in body.iter(f"{{{W}}}sectPr") if node is not body[-1]]:
        if _is_space(end.getprevious()) and end.getprevious().getprevious().tag == f"{{{W}}}tbl":
            body.remove(end.getprevious())
    last = body[-1].getprevious()
    if _is_space(last) and last.getprevious().tag == f"{{{W}}}tbl":
        thin = etree.fromstring(f"<part {_NAMESPACES}>{paragraph('Gap', '', THIN)}</part>")
        body.replace(last, thin[0])


def _is_space(node: Any) -> bool:
    """Whether something is the small space after a table."""
    style = None if node is None else node.find(f"{{{W}}}pPr/{{{W}}}pStyle")
    return style is not None and style.get(f"{{{W}}}val") == "Gap" and node.getprevious() is not None


def _section(frame: Any, name: str, *, first: bool) -> Any:
    section = deepcopy(frame)
    if not first:
        for node in list(section):
            if node.tag in (f"{{{W}}}titlePg", f"{{{W}}}headerReference", f"{{{W}}}footerReference"):
                section.remove(node)
    if name == "across":
        size, margin = section.find(f"{{{W}}}pgSz"), section.find(f"{{{W}}}pgMar")
        wide, high = size.get(f"{{{W}}}w"), size.get(f"{{{W}}}h")
        size.set(f"{{{W}}}w", high)
        size.set(f"{{{W}}}h", wide)
        size.set(f"{{{W}}}orient", "landscape")
        for side in ("left", "bottom"):
            margin.set(f"{{{W}}}{side}", margin.get(f"{{{W}}}right"))
    return section


def _no_frame(file: Path, found: str) -> Problem:
    return Problem(
        code="invalid-frame",
        location=Location(str(file)),
        found=Text(f"khung văn bản không dùng được ({found})", f"a frame that cannot be used ({found})"),
        expected=Text(
            "tệp Word có đoạn {{p body }} và các kiểu của khung có sẵn",
            "a Word file with a paragraph {{p body }} and the styles of the shipped one",
        ),
        advice=Text("chép lại khung có sẵn rồi sửa", "copy the shipped frame again and change that"),
    )


def _bad_field(file: Path, error: Exception) -> Problem:
    near = " ".join(" ".join(getattr(error, "docx_context", ())).split())[:120]
    return Problem(
        code="invalid-frame",
        location=Location(str(file)),
        found=same(f"{error}" + (f": {near}" if near else "")),
        expected=Text("các trường nêu ở reports/README.md", "the fields that reports/README.md lists"),
        advice=Text("mở bằng Word và sửa trường đó", "open it in Word and mend that field"),
    )
