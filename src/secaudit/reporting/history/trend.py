"""A line of audits, as a sheet."""

from __future__ import annotations

from collections.abc import Iterable

from secaudit.model.course import CLOSED, Course, Trend, TrendPoint, UnitTrend
from secaudit.reporting.history.charts import Bar, Mark, Segment, line_and_bars
from secaudit.reporting.history.sheet import Block, Column, Drawing, Grid, Limits, Prose, Sheet
from secaudit.reporting.history.words import about, cut, days, points, remarks, share
from secaudit.reporting.listing import Part, first
from secaudit.reporting.voice import Voice

_BLOCKS = "▁▂▃▄▅▆▇█"
_WIDE = 40
"""Letters of a full bar on a screen."""


def sheet(trend: Trend, voice: Voice, limits: Limits) -> Sheet:
    """Return how the audits of a line went; `limits` say how much of each list is shown."""
    blocks: list[Block] = [Prose((voice("history.trend.how"),))]
    if warnings := tuple(_warnings(trend, voice)):
        blocks.append(Prose(warnings, warning=True))
    blocks += [drawing(trend, voice), _points(trend, voice)]
    if len(trend.units) > 1:
        blocks.append(_units(trend, voice, limits.units))
    if trend.fix_times:
        blocks.append(_fix_times(trend, voice, limits.controls))
    if trend.repeats:
        blocks.append(_repeats(trend, voice, limits.findings))
    last, earliest = trend.points[-1].record, trend.points[0].record
    return Sheet(
        voice("history.trend.title"),
        voice(
            "history.trend.about",
            about=about(trend.names, len(trend.units), voice),
            audits=len(trend.points),
            before=earliest.as_of,
            after=last.as_of,
        ),
        tuple(blocks),
    )


def drawing(trend: Trend, voice: Voice) -> Drawing:
    """Return the scores as a line and the open findings as bars."""
    marks = [
        Mark(
            point.score,
            voice.percent(point.score),
            voice.day(point.record.as_of),
            "" if point.scores is None else voice("history.trend.alike", share=share(point.scores, voice)),
            _alike(point),
        )
        for point in trend.points
    ]
    bars = [
        Bar(voice.day(point.record.as_of), _segments(point, voice), voice.number(point.open))
        for point in trend.points
    ]
    legend = (
        ("plain", voice.text(Course.STILL.label)),
        ("hatched", voice.text(Course.REOPENED.label)),
        ("dark", voice.text(Course.NEW.label)),
        ("dotted", voice.text(Course.NOT_COMPARABLE.label)),
    )
    told = "; ".join(
        voice(
            "history.trend.point", day=point.record.as_of, score=voice.percent(point.score), open=point.open
        )
        for point in trend.points
    )
    titles = (voice("history.trend.scores"), voice("history.trend.open"))
    alternative = voice("history.trend.drawing", points=told)
    svg = line_and_bars(marks, bars, titles, legend, alternative)
    return Drawing(svg, voice("history.trend.caption"), tuple(_letters(trend, voice)))


def _letters(trend: Trend, voice: Voice) -> Iterable[str]:
    """Yield the scores as bars of letters, one line for each audit."""
    for point in trend.points:
        full = round((point.score or 0.0) * _WIDE)
        bar = "█" * full + "░" * (_WIDE - full)
        yield voice(
            "history.trend.letters",
            day=point.record.as_of,
            bar=bar,
            score=voice.percent(point.score),
            open=point.open,
        )


def _alike(point: TrendPoint) -> float | None:
    scores = point.scores
    if scores is None or scores.share_before is None or scores.share_after is None:
        return None
    return min(scores.share_before, scores.share_after)


def _segments(point: TrendPoint, voice: Voice) -> tuple[Segment, ...]:
    """Return what is open at a point: carried over, come back, new, and what cannot be compared."""
    courses = point.courses
    if not courses:
        return (Segment("plain", point.open, voice.number(point.open)),)
    known = [(Course.STILL, "plain"), (Course.REOPENED, "hatched"), (Course.NEW, "dark")]
    sizes = [(fill, courses[course]) for course, fill in known]
    sizes.append(("dotted", point.open - sum(size for _, size in sizes)))
    return tuple(Segment(fill, size, voice.number(size)) for fill, size in sizes)


def _warnings(trend: Trend, voice: Voice) -> Iterable[str]:
    for point in trend.points:
        yield from remarks(point.record, voice)
        if point.courses and point.courses[Course.NOT_COMPARABLE]:
            yield voice(
                "history.trend.not_comparable",
                day=point.record.as_of,
                count=point.courses[Course.NOT_COMPARABLE],
            )
    if trend.left_out:
        yield voice("history.trend.left_out", numbers=", ".join(map(str, trend.left_out)))


def _points(trend: Trend, voice: Voice) -> Grid:
    rows = [_point(point, voice) for point in trend.points]
    names = (
        "number", "as_of", "score", "alike", "moved_alike", "open_after", "new", "reopened", "fixed",
        "otherwise",
    )  # fmt: skip
    columns = tuple(Column(voice(f"history.column.{name}"), number=name != "as_of") for name in names)
    return Grid(voice("history.trend.points"), columns, first(rows, len(rows)))


def _point(point: TrendPoint, voice: Voice) -> tuple[str, ...]:
    scores, courses = point.scores, point.courses
    counted: tuple[str, ...] = ("–",) * 4
    if courses:
        otherwise = sum(courses[course] for course in CLOSED if course is not Course.FIXED)
        counts = (courses[Course.NEW], courses[Course.REOPENED], courses[Course.FIXED], otherwise)
        counted = tuple(voice.number(count) for count in counts)
    moved = "–" if scores is None else points(scores.alike_before, scores.alike_after, voice)
    return (
        str(point.record.number),
        voice.day(point.record.as_of),
        voice.percent(point.score),
        share(scores, voice),
        moved,
        voice.number(point.open),
        *counted,
    )


def _units(trend: Trend, voice: Voice, limit: int) -> Grid:
    ordered = sorted(trend.units, key=_fallen)
    rows: list[tuple[str, ...]] = [
        (
            one.unit.name,
            _spark(one.scores),
            voice.percent(_ends(one)[0]),
            voice.percent(_ends(one)[1]),
            points(*_ends(one), voice),
            "–" if one.open[-1] is None else voice.number(one.open[-1]),
        )
        for one in ordered
    ]
    names = ("score_first", "score_last", "moved", "open_after")
    columns = (
        Column(voice("summary.unit"), wide=4),
        Column(voice("history.column.course_of_score"), wide=2),
        *(Column(voice(f"history.column.{name}"), number=True) for name in names),
    )
    part = first(rows, limit)
    return Grid(voice("history.trend.units"), columns, part, cut(part, voice))


def _ends(one: UnitTrend) -> tuple[float | None, float | None]:
    """Return the first and the last score that a unit had."""
    known = [score for score in one.scores if score is not None]
    return (known[0], known[-1]) if known else (None, None)


def _fallen(one: UnitTrend) -> tuple[float, str, str]:
    before, after = _ends(one)
    moved = 0.0 if before is None or after is None else after - before
    return moved, one.unit.name, one.unit.id


def _spark(scores: Iterable[float | None]) -> str:
    """Return scores as a row of blocks, lowest for 0%, highest for 100%."""
    return "".join(
        "·" if score is None else _BLOCKS[min(int(score * len(_BLOCKS)), len(_BLOCKS) - 1)]
        for score in scores
    )


def _fix_times(trend: Trend, voice: Voice, limit: int) -> Grid:
    rows: list[tuple[str, ...]] = [
        (
            one.control,
            voice.text(one.title),
            voice.text(one.severity.label),
            voice.number(one.fixed),
            voice.number(one.median),
            voice.number(one.longest),
        )
        for one in trend.fix_times
    ]
    columns = (
        Column(voice("history.column.id")),
        Column(voice("history.column.control"), wide=5),
        Column(voice("summary.severity")),
        *(Column(voice(f"history.column.{name}"), number=True) for name in ("fixed", "median", "longest")),
    )
    part = first(rows, limit)
    return Grid(voice("history.trend.fix_times"), columns, part, cut(part, voice))


def _repeats(trend: Trend, voice: Voice, limit: int) -> Grid:
    names = {one.unit.id: one.unit.name for one in trend.units}
    shown: Part[tuple[str, ...]] = first(
        (
            (
                one.control,
                names.get(one.unit or "", one.unit or "–"),
                one.name if one.name == one.subject else f"{one.name} ({one.subject})",
                voice.text(one.severity.label),
                days(one.seen, voice),
                ", ".join(one.periods) or "–",
                voice("yes" if one.still_open else "no"),
            )
            for one in trend.repeats
        ),
        limit,
    )
    columns = (
        Column(voice("history.column.id")),
        Column(voice("summary.unit"), wide=3),
        Column(voice("failures.subject"), wide=3),
        Column(voice("summary.severity")),
        Column(voice("history.column.seen"), wide=3),
        Column(voice("history.column.periods"), wide=2),
        Column(voice("history.column.still")),
    )
    return Grid(voice("history.trend.repeats"), columns, shown, cut(shown, voice))
