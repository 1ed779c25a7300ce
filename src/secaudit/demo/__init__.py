"""What to begin with: a fictitious city to try the tool on, a starter to fill in, checks of every change."""

from secaudit.demo.folder import FolderTaken
from secaudit.demo.output import write
from secaudit.demo.ready import checks
from secaudit.demo.starter import start

__all__ = ["FolderTaken", "checks", "start", "write"]
