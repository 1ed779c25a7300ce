"""Control files and the registry as plain YAML; when a duty is in force and due (contract 3 "Deadlines")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from tests.oracle import subqueries as _subqueries  # noqa: F401  (teaches the evaluator its subqueries)
from tests.oracle.evaluate import Evaluator, compiled
from tests.oracle.periods import Span, spans
from tests.plain_yaml import safe_load


@dataclass(frozen=True)
class Source:
    """One cited obligation: the day from which it is in force, and its own last day if it has one."""

    since: date
    due: date | None


@dataclass(frozen=True)
class Duty:
    """A control as the oracle sees it."""

    id: str
    subject: str
    sources: tuple[Source, ...]
    applies_when: Evaluator
    condition: Evaluator
    due: Evaluator
    waivable: bool
    text: str
    every: str | None = None
    from_period: str | None = None
    longest_waiver: int | None = None

    def spans(self, day: date) -> list[Span] | list[None]:
        """The periods in which it is judged; a duty that does not recur is judged once, in none."""
        if self.every is None:
            return [None]
        since = min(source.since for source in self.sources)
        return list(spans(self.every, since, self.from_period, day))

    def is_in_force(self, day: date) -> bool:
        """A control applies from the first day on which one of its obligations is in force."""
        return any(source.since <= day for source in self.sources)

    def earliest(self, day: date) -> date | None:
        """The earliest date among the cited obligations in force; undated ones do not change it."""
        return min((source.due for source in self._in_force(day) if source.due), default=None)

    def last_since(self, day: date) -> date:
        """The last day on which one of them came into force: an undated duty is late since then."""
        return max(source.since for source in self._in_force(day))

    def _in_force(self, day: date) -> list[Source]:
        return [source for source in self.sources if source.since <= day]


def read_duties(folder: Path) -> tuple[Duty, ...]:
    """Return every control of a folder."""
    sources = _sources(folder / "registry")
    files = sorted(folder.glob("*.yaml"))
    longest = {raw["severity"]: raw["days"] for file in files for raw in _listed(file, "waiver_terms")}
    raws = [raw for file in files for raw in _listed(file, "controls")]
    return tuple(replace(_duty(raw, sources), longest_waiver=longest.get(raw["severity"])) for raw in raws)


def _listed(file: Path, key: str) -> list[dict[str, Any]]:
    content = safe_load(file.read_text(encoding="utf-8")) or {}
    found: list[dict[str, Any]] = content.get(key) or []
    return found


def _sources(folder: Path) -> dict[str, Source]:
    files = sorted(folder.glob("*.yaml"))
    since = {raw["id"]: raw["issued"] for file in files for raw in _listed(file, "documents")}
    return {
        raw["id"]: Source(since[raw["document"]], raw.get("due"))
        for file in files
        for raw in _listed(file, "obligations")
    }


_JUDGED = ("applies_when", "assert", "due", "every", "from_period", "waivable")


def _duty(raw: Mapping[str, Any], sources: Mapping[str, Source]) -> Duty:
    return Duty(
        id=raw["id"],
        subject=raw["subject"],
        sources=tuple(sources[name] for name in raw["cites"]),
        applies_when=compiled(str(raw.get("applies_when", "TRUE"))),
        condition=compiled(str(raw["assert"])),
        due=compiled(str(raw.get("due", "NULL"))),
        waivable=raw.get("waivable", True),
        every=raw.get("every"),
        from_period=str(raw["from_period"]) if "from_period" in raw else None,
        text="\n".join(f"{key}: {raw[key]}" for key in _JUDGED if key in raw),
    )
