"""Reports: one view of an audit's result, and one renderer for each format.

`render` writes files, `dump` and `load` write and read `audit.json`, `restrict` takes a part of a
result, and `terminal.summary` makes the table for the screen. All of it comes from the result alone.
"""

from secaudit.reporting.json import dump, load
from secaudit.reporting.rendering import FORMATS, Progress, Renderer, render
from secaudit.reporting.scope import restrict
from secaudit.reporting.view import View, view_of

__all__ = ["FORMATS", "Progress", "Renderer", "View", "dump", "load", "render", "restrict", "view_of"]
