"""Where data can travel: which machines, systems and segments a way joins to the internet, with proof."""

from secaudit.exposure.doubts import Doubt, Doubts
from secaudit.exposure.node import Node, Way
from secaudit.exposure.path import Path, Step, describe, written
from secaudit.exposure.search import Exposure, expose

__all__ = ["Doubt", "Doubts", "Exposure", "Node", "Path", "Step", "Way", "describe", "expose", "written"]
