"""A result under pseudonyms: whoever has the key gets the same ones each time, nobody else gets back.

What names a unit, a person, a system, a file or a value of the inventory is replaced; law, dates, counts,
money and verdicts stay. `fields` says of every field of a result which it is.
"""

from __future__ import annotations

from secaudit.pseudonyms.key import PseudonymKey, key_in
from secaudit.pseudonyms.veil import names_of, veiled

__all__ = ["PseudonymKey", "key_in", "names_of", "veiled"]
