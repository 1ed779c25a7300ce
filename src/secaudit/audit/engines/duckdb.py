"""The embedded engine: DuckDB in memory."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from secaudit.audit.engines.interface import EngineError

if TYPE_CHECKING:
    import pyarrow as pa
    from sqlglot import exp

_LOADING = "_loading"

_ROWS_WORTH_THREADS = 500_000
"""Below this many rows, handing work from thread to thread costs more than it saves (an eighth of a city)."""


def name() -> str:
    """Return the engine's name and version, as a result tells it."""
    import duckdb

    return f"duckdb {duckdb.__version__}"


class DuckDBEngine:
    """Judges inside this process, without a file and without a server."""

    def __init__(self) -> None:
        import duckdb

        self._error = duckdb.Error
        self._rows = 0
        self.name = name()
        # No extension is ever fetched or loaded, and no Python variable is readable from SQL.
        self._connection = duckdb.connect(
            ":memory:",
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "python_enable_replacements": "false",
                # Deterministic results matter more than speed where the two differ.
                "preserve_insertion_order": "true",
            },
        )

    def load(self, name: str, rows: pa.Table) -> None:
        """Store a table under a name."""
        self._connection.register(_LOADING, rows)
        self._connection.execute(f"CREATE TABLE {_quoted(name)} AS SELECT * FROM {_LOADING}")
        self._connection.unregister(_LOADING)
        self._rows += rows.num_rows

    def seal(self) -> None:
        """Switch off files, extensions and the network, and lock the configuration."""
        if self._rows < _ROWS_WORTH_THREADS:
            self._connection.execute("SET threads = 1")
        self._connection.execute("SET enable_external_access = false")
        self._connection.execute("SET lock_configuration = true")

    def store(self, name: str, query: exp.Query) -> None:
        """Store the result of a query as a table, in place of one of that name. Raises EngineError."""
        self.run(f"CREATE OR REPLACE TABLE {_quoted(name)} AS {_written(query)}")

    def fetch(self, query: exp.Query) -> pa.Table:
        """Return the result of a query. Raises EngineError."""
        try:
            # A relation would be planned twice, once for its columns and once for its rows; that costs
            # more than the copy of a few rows which the library warns of.
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", message="Arrow output", category=UserWarning)
                return self._connection.execute(_written(query)).to_arrow_table()
        except self._error as error:
            raise _explained(error) from error

    def run(self, sql: str) -> None:
        """Run one statement. Raises EngineError."""
        try:
            self._connection.execute(sql)
        except self._error as error:
            raise _explained(error) from error

    def close(self) -> None:
        """Forget every table."""
        self._connection.close()


def _written(query: exp.Query) -> str:
    """Return a query as text. It was made for this one use, so it need not be copied first."""
    return query.sql(dialect="duckdb", copy=False)


def _explained(error: Exception) -> EngineError:
    return EngineError(str(error).splitlines()[0])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
