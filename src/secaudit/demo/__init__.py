"""Inventories to begin with: a whole fictitious city to try the tool on, and a starter to fill in."""

from secaudit.demo.folder import FolderTaken
from secaudit.demo.output import write
from secaudit.demo.starter import start

__all__ = ["FolderTaken", "start", "write"]
