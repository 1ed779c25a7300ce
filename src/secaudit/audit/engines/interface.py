"""What the audit asks of an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from secaudit.model.problem import SecauditError

if TYPE_CHECKING:
    import pyarrow as pa
    from sqlglot import exp


class EngineError(SecauditError):
    """The engine could not evaluate a query; the message is the engine's own."""


class Engine(Protocol):
    """Holds tables and answers queries over them.

    Queries are syntax trees without a dialect; an engine writes them in its own. Tables are loaded
    first, then `seal` is called, and only then are expressions of a catalogue evaluated.
    """

    @property
    def name(self) -> str:
        """The engine's name and version, for reports."""
        ...

    def load(self, name: str, rows: pa.Table) -> None:
        """Store a table under a name."""
        ...

    def seal(self) -> None:
        """Give up every way to files, extensions and the network, and the means to get them back."""
        ...

    def store(self, name: str, query: exp.Query) -> None:
        """Store the result of a query as a table, in place of one of that name.

        Raises:
            EngineError: evaluating it failed; no new table is left behind.
        """
        ...

    def fetch(self, query: exp.Query) -> pa.Table:
        """Return the result of a query.

        Raises:
            EngineError: evaluating it failed.
        """
        ...

    def close(self) -> None:
        """Forget every table."""
        ...
