"""The yearly or six-monthly summary to the Standing Committee of the City Party Committee."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from secaudit.lazily import dataclass
from secaudit.model.period import Period, period_named, period_of, period_told
from secaudit.model.result import AuditResult
from secaudit.model.status import Severity, Status
from secaudit.reporting.json import dump
from secaudit.reporting.listing import Part, first
from secaudit.reporting.making import Beside
from secaudit.reporting.papers.asked import register_of
from secaudit.reporting.papers.letterhead import Title, letterhead
from secaudit.reporting.papers.proposals import overdue, proposals
from secaudit.reporting.papers.silence import open_tables, silent_units
from secaudit.reporting.papers.since import Since, since
from secaudit.reporting.papers.targets import progress_of
from secaudit.reporting.papers.writing import Contents
from secaudit.reporting.pictures.bars import Caption, ShareBar, bar_sheets
from secaudit.reporting.pictures.drawing import drawable, markup
from secaudit.reporting.pictures.of_units import TARGET, money_of_units
from secaudit.reporting.standing import Standing, head_of, standings
from secaudit.reporting.voice import Voice

MOST_SILENT = 12
MOST_OPEN = 6
MOST_WEAK = 10
MOST_OVERDUE = 20
MOST_PROPOSALS = 6
MOST_WORSE = 8
MOST_IN_ANNEX = 2_000
"""How much of each list is printed: the paper is read in a meeting, on two to four pages.

Of the silent units the rest is in an annex; the critical duties are fewer than that."""

_FULL = 0.3


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for beside the result: the period, by its name, and an earlier result to compare with."""

    period: str | None = None
    since: AuditResult | None = None


NOTHING_ELSE = Asked()


@dataclass(frozen=True, slots=True)
class Weak:
    """A unit with a low score, how much failed there, and how much of that is critical."""

    standing: Standing
    failed: int
    critical: int


def beside(asked: Asked) -> Beside:
    """Return the period and the mark of the earlier result, for the summary to be made again."""
    earlier = None if asked.since is None else sha256(dump(asked.since)).hexdigest()
    return Beside(period=asked.period, earlier=earlier)


def contents(result: AuditResult, voice: Voice, asked: Asked = NOTHING_ELSE) -> Contents:
    """Return what the summary tells of a result.

    Raises:
        InvalidInput: the result has no register, or the earlier one is none.
        ValueError: the period has no such name.
    """
    register_of(result)
    period = _period(asked.period, result.as_of)
    head = head_of(result)
    unit = head.unit.name if head else voice("screen.all_units")
    silent = silent_units(result, period)
    compared = since(asked.since, result) if asked.since is not None else None
    told = voice.text(period_told(period.name))
    programme = next((one.number for one in result.documents if one.id == "CTHD13"), "CTHD13")
    return Contents(
        head=letterhead("summary", result, voice),
        title=Title(
            voice("summary_paper.kind"),
            voice("summary_paper.about", programme=programme, period=told),
            voice("title.as_of", day=result.as_of),
        ),
        name=voice("summary_paper.document", unit=unit, period=told),
        values={
            "addressees": voice.issuer.addressees or (voice("summary_paper.addressee"),),
            "unit": unit,
            "score": head.score if head else None,
            "period": told,
            "progress": progress_of(result, period.last.year),
            "silent": first(silent, MOST_SILENT),
            "all_silent": first(silent, MOST_IN_ANNEX),
            "open_tables": first(open_tables(result), MOST_OPEN),
            "undeclared": sum(one.undeclared for one in silent),
            "owing": sum(bool(one.owed) for one in silent),
            "unclear": sum(bool(one.unclear) for one in silent),
            "since": compared,
            "moved": first(compared.controls if compared else (), MOST_WORSE),
            "trend": _trend(compared, voice) if compared else (),
            "weak": _weak(result),
            "overdue": first(overdue(result), MOST_OVERDUE),
            "proposals": first(proposals(result), MOST_PROPOSALS),
            "pictures": _pictures(result, voice, period.last.year),
        },
    )


def _period(name: str | None, as_of: date) -> Period:
    """Return the period asked for; else the first half of the year while it lasts, then the year."""
    if name is not None:
        return period_named(name, "half-year" if "-" in name else "year")
    half = period_of(as_of, "half-year")
    return half if half.name.endswith("H1") else period_of(as_of, "year")


def _weak(result: AuditResult) -> Part[Weak]:
    failed = Counter(one.subject.unit for one in result.findings if one.status is Status.FAIL)
    critical = Counter(
        one.subject.unit
        for one in result.findings
        if one.status is Status.FAIL and one.severity is Severity.CRITICAL
    )
    scored = sorted(
        (one for one in standings(result) if one.score is not None),
        key=lambda one: (one.score or 0.0, one.unit.name, one.unit.id),
    )
    return first((Weak(one, failed[one.unit.id], critical[one.unit.id]) for one in scored), MOST_WEAK)


def _trend(compared: Since, voice: Voice) -> tuple[object, ...]:
    """Return the scores then and now as two bars; nothing where there are none."""
    points = ((compared.before, compared.score_before), (compared.after, compared.score_after))
    bars = [
        ShareBar(voice.day(day), score, voice.percent(score)) for day, score in points if score is not None
    ]
    told = _listed((bar.label, bar.told) for bar in bars)
    return tuple(markup(svg) for svg in bar_sheets(bars, Caption(voice("summary_paper.trend"), told)))


def _pictures(result: AuditResult, voice: Voice, year: int) -> tuple[object, ...]:
    """Return the share of money of the units that have least of it."""
    if len(result.units) < 2:
        return ()
    fit = drawable()
    names = {unit.id: fit(unit.name) for unit in result.units}
    shares = [one for one in money_of_units(result.proportions, year).values() if one.ratio is not None]
    least = sorted(shares, key=lambda one: (one.ratio or 0.0, names[one.unit]))[:MOST_WEAK]
    if not least:
        return ()
    caption = Caption(
        voice("summary_paper.money", year=str(year)),
        _listed((names[one.unit], voice.share(one.ratio or 0.0)) for one in least),
        voice("pictures.line"),
    )
    bars = [ShareBar(names[one.unit], one.ratio, voice.share(one.ratio or 0.0)) for one in least]
    return tuple(markup(svg) for svg in bar_sheets(bars, caption, full=_FULL, line=TARGET))


def _listed(pairs: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{name} {share}" for name, share in pairs)
