"""A network as a drawing (SVG) and as a graph for other programs (GraphML)."""

from secaudit.reporting.network_map.graphml import graphml
from secaudit.reporting.network_map.svg import svg

__all__ = ["graphml", "svg"]
