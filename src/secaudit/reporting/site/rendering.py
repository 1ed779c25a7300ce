"""The result as pages that a browser opens from a disk: complete without scripts, and without any network.

One unit or a few are one file, `audit.html`. A city is a folder, `html/`: an index, and a page for each unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from secaudit.model.exposure import ExposureInfo
from secaudit.model.problem import InvalidInput
from secaudit.model.status import Severity, Status
from secaudit.reporting.addresses import addresses
from secaudit.reporting.charts import stacked_bar, swatch
from secaudit.reporting.heat import heat
from secaudit.reporting.network_map import MOST_STOPS, svg
from secaudit.reporting.pages import template_faults, template_problem, template_room
from secaudit.reporting.repertoire import Everything
from secaudit.reporting.site.folio import MOST_FINDINGS, Folio, folio_of_all, folios, groups, of_no_unit
from secaudit.reporting.view import TOLD_ORDER, View
from secaudit.reporting.voice import Voice
from secaudit.reporting.waivers import waiver_words
from secaudit.resources import shipped

if TYPE_CHECKING:
    from jinja2 import Template

ONE_FILE = "audit.html"
INDEX = "html/index.html"
FOLDER = "units"
_MOST_UNITS = 30
"""Beyond so many units, or more findings than stand on a page, each unit has a page of its own."""

_SANS = "system-ui, 'Segoe UI', 'Noto Sans', Arial, sans-serif"


def render(view: View, voice: Voice, *, templates: Path | None = None) -> Mapping[str, bytes]:
    """Return the pages by name.

    Raises:
        InvalidInput: a template is wrong; the problem names its file and line.
    """
    try:
        site = _Site(view, voice, templates)
        pages = site.whole() if _fits(view) else site.folder()
    except template_faults(templates) as error:
        raise InvalidInput([template_problem(error)]) from error
    return {name: page.encode("utf-8", errors="replace") for name, page in pages.items()}


def _fits(view: View) -> bool:
    return len(view.result.units) <= _MOST_UNITS and len(view.result.findings) <= MOST_FINDINGS


class _Site:
    """Writes the pages of one result."""

    def __init__(self, view: View, voice: Voice, templates: Path | None) -> None:
        self._view, self._voice, self._templates = view, voice, templates
        self._room = template_room(voice, Everything(), [], templates)
        result = view.result
        self._controls = {control.id: control for control in result.controls}
        self._shared: dict[str, Any] = {
            "view": view,
            "result": result,
            "names": view.unit_names,
            "documents": {document.id: document for document in result.documents},
            "statuses": TOLD_ORDER,
            "severities": list(Severity),
            "families": sorted({control.family for control in result.controls}),
            "style": self._file("styles/site.css"),
            "script": self._file("scripts/site.js"),
            "groups": lambda findings: groups(findings, self._controls),
            "drawing": self._drawing,
            "waiver_words": lambda use: waiver_words(use, voice),
            "anchors": {},
            "swatches": {status: _drawn(swatch(status)) for status in TOLD_ORDER},
            "bar": self._bar,
            "inventory_path": result.inventory.paths[0] if result.inventory.paths else "",
        }

    def whole(self) -> dict[str, str]:
        """Return the one file with everything."""
        folio = folio_of_all(self._view.result)
        anchors = {unit.id: name for unit, name in self._named()}
        links = {unit: f"#{name}" for unit, name in anchors.items()}
        return {ONE_FILE: self._page("whole", folio, folio.findings, links=links, anchors=anchors)}

    def folder(self) -> dict[str, str]:
        """Return the index and the pages of every unit."""
        result = self._view.result
        names = {unit.id: name for unit, name in self._named()}
        of_all = Folio(None, None, exposure=result.exposure, findings=of_no_unit(result))
        links = {unit: f"{FOLDER}/{name}.html" for unit, name in names.items()}
        pages = {INDEX: self._page("index", of_all, of_all.findings, links=links, heat=heat(self._view))}
        links = {unit: f"{name}.html" for unit, name in names.items()}
        for folio in folios(result, self._view.units):
            assert folio.unit is not None, "every folio of a folder is a unit's"
            sheets = folio.sheets()
            files = [self._sheet(names[folio.unit.id], number) for number in range(len(sheets))]
            for number, findings in enumerate(sheets):
                place = {"links": links, "files": files, "number": number}
                pages[f"html/{FOLDER}/{files[number]}"] = self._page("unit", folio, findings, **place)
        return pages

    @staticmethod
    def _sheet(name: str, number: int) -> str:
        return f"{name}.html" if not number else f"{name}--{number + 1}.html"

    def _named(self) -> list[tuple[Any, str]]:
        units = [standing.unit for standing in self._view.units]
        return list(zip(units, addresses(unit.id for unit in units).values(), strict=True))

    def _page(self, kind: str, folio: Folio, findings: Any, **more: Any) -> str:
        return self._template(kind).render(**(self._shared | {"folio": folio, "findings": findings} | more))

    def _template(self, kind: str) -> Template:
        return self._room.get_template(f"site/{kind}.html")

    def _file(self, name: str) -> Any:
        from markupsafe import Markup

        own = self._templates / name if self._templates else None
        file = own if own is not None and own.is_file() else shipped("reports") / name
        return Markup(file.read_text("utf-8"))  # noqa: S704 - shipped, or the user's own

    def _drawing(self, exposure: ExposureInfo) -> Any:
        if len(exposure.map.stops) > MOST_STOPS:
            return ""
        return _drawn(svg(exposure.map, self._voice.language, _SANS))

    def _bar(self, counts: Mapping[Status, int], figure: str) -> Any:
        voice, total = self._voice, sum(counts.values())
        pieces = [
            (status, counts[status], voice.percent(counts[status] / total) if total else "")
            for status in TOLD_ORDER
        ]
        told = ", ".join(f"{voice.text(status.label)} {share}" for status, count, share in pieces if count)
        words = voice("summary.bar", total=total, parts=told or "–")
        return _drawn(stacked_bar(pieces, words, figure))


def _drawn(drawing: str) -> Any:
    from markupsafe import Markup

    return Markup(drawing)  # noqa: S704 - whoever draws escapes every text
