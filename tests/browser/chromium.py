"""Debian's Chromium, driven through Playwright; where there is none, tests say so and are skipped."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
NEEDS_CHROMIUM = pytest.mark.skipif(
    PROGRAM is None, reason="no chromium on this machine: apt-get install chromium; the pages were NOT tried"
)
_ALONE = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give a browser without a window that asks nobody for anything."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=list(_ALONE))
        try:
            yield browser
        finally:
            browser.close()


class Tab:
    """A page of the report, opened from the disk, and everything that it asked for or complained of."""

    def __init__(
        self, browser: Browser, *, scripts: bool = True, scheme: Literal["light", "dark"] = "light"
    ) -> None:
        # What is injected to look at a page is no part of it: the page's own policy stays in the page.
        self._context = browser.new_context(
            color_scheme=scheme,
            java_script_enabled=scripts,
            viewport={"width": 1200, "height": 900},
            bypass_csp=True,
            locale="vi-VN",
        )
        self.page: Page = self._context.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self._refuse(dialog))

    def _refuse(self, dialog: object) -> None:
        self.complaints.append(f"dialog {dialog}")
        dialog.dismiss()  # type: ignore[attr-defined]

    def open(self, file: Path, anchor: str = "") -> Page:
        """Show a file, at an anchor if one is given."""
        self.page.goto(file.as_uri() + (f"#{anchor}" if anchor else ""))
        return self.page

    def violations(self) -> list[str]:
        """Return what axe finds against the rules of accessibility, each with its first element."""
        found = Axe().run(self.page, options={"resultTypes": ["violations"]}).response["violations"]
        return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]

    def close(self) -> None:
        """Close the page."""
        self._context.close()
