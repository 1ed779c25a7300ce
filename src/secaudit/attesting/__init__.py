"""Whether a PDF is what it claims to be: signed, whole, made of the result inside, made of these inputs.

Each claim is checked for itself and told in a line; what was not checked is never told as if it held.
"""

from __future__ import annotations

from secaudit.attesting.claim import Claim, Outcome
from secaudit.attesting.enclosed import Enclosed, enclosed

__all__ = ["Claim", "Enclosed", "Outcome", "enclosed"]
