"""Templates that were compiled before, from the user's cache, as long as neither they nor we changed."""

from __future__ import annotations

from jinja2.bccache import Bucket, BytecodeCache

from secaudit.keeping import Shelf
from secaudit.model.text import Language

_KIND = "template"


class CompiledTemplates(BytecodeCache):
    """The shipped templates as a program runs them, one by one under the hash of their text.

    Compiling works out what it can, words of the language among it: each language has its own.
    """

    def __init__(self, shelf: Shelf, language: Language) -> None:
        self._shelf, self._language = shelf, language

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a template's bucket, if it was compiled before."""
        kept = self._shelf.take(_KIND, bucket.key, bucket.checksum, self._language)
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        self._shelf.keep(bucket.bytecode_to_string(), _KIND, bucket.key, bucket.checksum, self._language)
