"""What to undo so that no way to the internet is left: the smallest cut, and the best single one.

Nothing here imports networkx before a cut is computed: an audit never does.
"""

from secaudit.exposure.cutting.joint import OWN_CONNECTION, PLACE, SORTS, Joint, Weights
from secaudit.exposure.cutting.single import Single, best_single
from secaudit.exposure.cutting.smallest import Cut, smallest_cut
from secaudit.exposure.cutting.wiring import Wiring, wiring

__all__ = [
    "OWN_CONNECTION",
    "PLACE",
    "SORTS",
    "Cut",
    "Joint",
    "Single",
    "Weights",
    "Wiring",
    "best_single",
    "smallest_cut",
    "wiring",
]
