"""A network as a drawing (SVG) and as a graph for other programs (GraphML)."""

from secaudit.reporting.network_map.graphml import graphml
from secaudit.reporting.network_map.svg import svg, svg_sheets

__all__ = ["MOST_STOPS", "graphml", "svg", "svg_sheets"]

MOST_STOPS = 2000
"""More on one drawing nobody can look at, and lanes would take minutes to find."""
