"""Prints sample pages of the documents into docs/pages/: `python tools/pages.py`.

They are of the fictitious sample inventory and of the fictitious demo city, as of a fixed day.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2 as pdfium

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "pages"
DAY = "2026-11-21"
SCALE = 1.25
"""Pixels for each point of the page: enough to read it."""

PAGES = {
    "report": ("city/audit.pdf", 0),
    "figures": ("city/audit.pdf", 1),
    "summary": ("city/summary.pdf", 2),
    "form-08": ("city/yearly.pdf", 3),
    "minutes": ("ward/minutes.pdf", 0),
    "order-letter": ("ward/order.pdf", 0),
    "order-sheet": ("ward/order.pdf", 1),
    "checklist": ("ward/checklist.pdf", 0),
}
"""The file's name, and the document and page that it shows."""


def main() -> None:
    """Make the documents, and a picture of a page of each."""
    with tempfile.TemporaryDirectory() as name:
        made = Path(name)
        documents(made)
        FOLDER.mkdir(exist_ok=True)
        for picture, (file, page) in PAGES.items():
            (FOLDER / f"{picture}.png").write_bytes(printed(made / file, page))


def documents(made: Path) -> None:
    """Write the documents of the demo city and of a ward of the sample."""
    run("init", made / "demo", "--demo")
    audit = ("--as-of", DAY, "--fail-on", "none", "--format", "json")
    run("audit", made / "demo", *audit, "-o", made / "city")
    run("report", made / "city" / "audit.json", "--document", "audit,yearly,summary")
    run("audit", ROOT / "inventory", *audit, "-o", made / "ward")
    ward = ("--unit", "p-binhmau", "-o", made / "ward")
    run("report", made / "ward" / "audit.json", "--document", "minutes,order", *ward)
    run("checklist", ROOT / "inventory", "--as-of", DAY, *ward)


def run(*arguments: str | Path) -> None:
    """Run a command of secaudit."""
    command = [sys.executable, "-m", "secaudit", *map(str, arguments), "-q"]
    subprocess.run(command, check=True, cwd=ROOT)  # noqa: S603  # our own program, with fixed words


def printed(file: Path, page: int) -> bytes:
    """Return a page as PNG, in few shades: it is black on white."""
    with pdfium.PdfDocument(file) as document:
        sheet = document[page]
        picture = sheet.render(scale=SCALE).to_pil()
    stream = io.BytesIO()
    picture.convert("P", palette=1, colors=32).save(stream, "PNG", optimize=True)
    return stream.getvalue()


if __name__ == "__main__":
    main()
