"""Two audits side by side, as a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from secaudit.model.course import CLOSED, Course, FindingCourse, HistoryDiff, Tally
from secaudit.reporting.history.charts import Bar, Segment, stacked_rows
from secaudit.reporting.history.sheet import Block, Column, Drawing, Grid, Limits, Prose, Sheet
from secaudit.reporting.history.words import about, cut, points, share, status, subject
from secaudit.reporting.listing import Part, first
from secaudit.reporting.view import TOLD_ORDER
from secaudit.reporting.voice import Voice

_OTHERWISE = tuple(course for course in CLOSED if course is not Course.FIXED)

FILLS = {
    Course.STILL: "plain",
    Course.NEW: "dark",
    Course.REOPENED: "hatched",
    Course.FIXED: "grey",
    Course.EXCUSED: "dotted",
}
"""How a drawing fills what became of findings; every other ending is drawn as EXCUSED is."""

_LISTED = (
    (Course.NEW, "history.diff.new"),
    (Course.REOPENED, "history.diff.reopened"),
    (Course.STILL, "history.diff.lost_data"),
    (Course.EXEMPT, "history.diff.exempt"),
    (Course.GONE, "history.diff.gone"),
    (Course.NOT_COMPARABLE, "history.diff.not_comparable"),
    (Course.FIXED, "history.diff.fixed"),
)
"""The lists of findings: first what an inspector has to look at. Of those still open, only lost data is."""


def sheet(diff: HistoryDiff, voice: Voice, limits: Limits) -> Sheet:
    """Return what changed; `limits` say how much of each list is shown."""
    blocks: list[Block] = [Prose(tuple(_headlines(diff, voice)))]
    if warnings := list(_warnings(diff, voice)):
        blocks.append(Prose(tuple(warnings), warning=True))
    blocks += [drawing(diff, voice), _statuses(diff, voice), _courses(diff, voice)]
    blocks += [_units(diff, voice, limits.units), _controls(diff, voice, limits.controls)]
    for course, title in _LISTED:
        listed = [one for one in diff.courses if one.course is course and (one.lost_data or _alone(course))]
        if listed and (limits.fixed or course is not Course.FIXED):
            blocks.append(_findings(listed, voice(title, count=len(listed)), diff, voice, limits.findings))
    return Sheet(
        voice("history.diff.title"),
        voice(
            "history.diff.about",
            about=about(diff.names, diff.units, voice),
            before=diff.before.as_of,
            first=diff.before.number,
            after=diff.after.as_of,
            second=diff.after.number,
        ),
        tuple(blocks),
    )


def drawing(diff: HistoryDiff, voice: Voice) -> Drawing:
    """Return what was open before and what is open after, drawn as two bars."""
    bars = (
        Bar(
            voice("history.diff.open_on", day=diff.before.as_of),
            _segments(diff, voice, (Course.STILL, Course.FIXED, *_OTHERWISE)),
        ),
        Bar(
            voice("history.diff.open_on", day=diff.after.as_of),
            _segments(diff, voice, (Course.STILL, Course.REOPENED, Course.NEW)),
        ),
    )
    legend = (
        ("plain", voice.text(Course.STILL.label)),
        ("grey", voice.text(Course.FIXED.label)),
        ("dotted", voice("history.column.otherwise")),
        ("hatched", voice.text(Course.REOPENED.label)),
        ("dark", voice.text(Course.NEW.label)),
    )
    words = voice(
        "history.diff.drawing",
        still=diff.totals[Course.STILL],
        fixed=diff.totals[Course.FIXED],
        otherwise=sum(diff.totals[course] for course in _OTHERWISE),
        reopened=diff.totals[Course.REOPENED],
        new=diff.totals[Course.NEW],
    )
    return Drawing(stacked_rows(bars, legend, words), words, ())


def _segments(diff: HistoryDiff, voice: Voice, courses: Iterable[Course]) -> tuple[Segment, ...]:
    return tuple(
        Segment(FILLS.get(course, "dotted"), diff.totals[course], voice.number(diff.totals[course]))
        for course in courses
    )


def _headlines(diff: HistoryDiff, voice: Voice) -> Iterable[str]:
    scores = diff.scores
    yield voice(
        "history.diff.score",
        before=voice.percent(scores.before),
        after=voice.percent(scores.after),
        moved=points(scores.before, scores.after, voice),
    )
    yield voice(
        "history.diff.alike",
        share=share(scores, voice),
        before=voice.percent(scores.alike_before),
        after=voice.percent(scores.alike_after),
        moved=points(scores.alike_before, scores.alike_after, voice),
    )
    for names, key in (
        (diff.controls_changed, "history.diff.controls_changed"),
        (diff.controls_added, "history.diff.controls_added"),
        (diff.controls_removed, "history.diff.controls_removed"),
        (diff.controls_begun, "history.diff.controls_begun"),
    ):
        if names:
            yield voice(key, count=len(names), names=", ".join(names))
    for names, key in (
        (diff.units_added, "history.diff.units_added"),
        (diff.units_removed, "history.diff.units_removed"),
    ):
        if names:
            part = first(names, 10)
            yield voice(key, count=len(names), names="; ".join(part.shown) + (" …" if part.cut else ""))


def _warnings(diff: HistoryDiff, voice: Voice) -> Iterable[str]:
    for note in diff.notes:
        yield voice.text(note)


def _statuses(diff: HistoryDiff, voice: Voice) -> Grid:
    before, after = diff.counts_before, diff.counts_after
    rows = [
        (
            voice.text(one.label),
            voice.number(before[one]),
            voice.number(after[one]),
            _signed(after[one] - before[one], voice),
        )
        for one in TOLD_ORDER
    ]
    columns = (
        Column(voice("summary.status"), wide=2),
        Column(voice.day(diff.before.as_of), number=True),
        Column(voice.day(diff.after.as_of), number=True),
        Column(voice("history.column.moved"), number=True),
    )
    return Grid(voice("history.diff.statuses"), columns, first(rows, len(rows)))


def _courses(diff: HistoryDiff, voice: Voice) -> Grid:
    rows = [
        (
            voice.text(course.label),
            voice.number(diff.totals[course]),
            voice(f"history.meaning.{course.value}"),
        )
        for course in Course
        if diff.totals[course] or course in (Course.NEW, Course.REOPENED, Course.STILL, Course.FIXED)
    ]
    columns = (
        Column(voice("history.column.course"), wide=2),
        Column(voice("summary.count"), number=True),
        Column(voice("history.column.meaning"), wide=6),
    )
    return Grid(voice("history.diff.courses"), columns, first(rows, len(rows)))


_TALLIED = ("open_before", "new", "reopened", "fixed", "otherwise", "open_after")


def _tallied(tally: Tally, voice: Voice) -> tuple[str, ...]:
    courses = tally.courses
    counts = (
        tally.open_before,
        courses[Course.NEW],
        courses[Course.REOPENED],
        courses[Course.FIXED],
        sum(courses[course] for course in (*_OTHERWISE, Course.NOT_COMPARABLE)),
        tally.open_after,
    )
    return tuple(voice.number(count) for count in counts)


def _units(diff: HistoryDiff, voice: Voice, limit: int) -> Grid:
    rows: list[tuple[str, ...]] = []
    for tally in diff.by_unit:
        scores = tally.scores
        assert scores is not None
        rows.append(
            (
                voice.text(tally.name),
                f"{voice.percent(scores.before)} → {voice.percent(scores.after)}",
                share(scores, voice),
                *_tallied(tally, voice),
            )
        )
    columns = (
        Column(voice("summary.unit"), wide=4),
        Column(voice("history.column.score"), number=True),
        Column(voice("history.column.alike"), number=True),
        *(Column(voice(f"history.column.{name}"), number=True) for name in _TALLIED),
    )
    return _grid(voice("history.diff.by_unit"), columns, first(rows, limit), voice)


def _controls(diff: HistoryDiff, voice: Voice, limit: int) -> Grid:
    rows = [(tally.id or "", voice.text(tally.name), *_tallied(tally, voice)) for tally in diff.by_control]
    columns = (
        Column(voice("history.column.id")),
        Column(voice("history.column.control"), wide=5),
        *(Column(voice(f"history.column.{name}"), number=True) for name in _TALLIED),
    )
    return _grid(voice("history.diff.by_control"), columns, first(rows, limit), voice)


def _findings(
    listed: Sequence[FindingCourse], title: str, diff: HistoryDiff, voice: Voice, limit: int
) -> Grid:
    names = {tally.id: voice.text(tally.name) for tally in diff.by_unit}
    part = first(listed, limit)
    rows = tuple(_finding(one, names.get(one.finding.unit) or "–", voice) for one in part.shown)
    columns = (
        Column(voice("summary.severity")),
        Column(voice("summary.unit"), wide=2),
        Column(voice("failures.subject"), wide=2),
        Column(voice("history.column.turn"), wide=2),
        Column(voice("history.column.told"), wide=6),
    )
    return _grid(title, columns, Part(rows, part.total), voice)


def _finding(one: FindingCourse, unit: str, voice: Voice) -> tuple[str, ...]:
    finding = one.finding
    told = voice.text(finding.message)
    place = f" [{finding.place}]" if finding.place else ""
    since = " " + voice("history.since", day=one.since, days=one.days or 0) if one.since and one.days else ""
    return (
        voice.text(finding.severity.label),
        unit,
        f"{finding.control}: {subject(finding)}",
        f"{status(one.before, voice)} → {status(one.after, voice)}",
        told + since + place,
    )


def _grid(title: str, columns: tuple[Column, ...], part: Part[tuple[str, ...]], voice: Voice) -> Grid:
    return Grid(title, columns, part, cut(part, voice))


def _alone(course: Course) -> bool:
    """Whether every finding of a course is listed."""
    return course is not Course.STILL


def _signed(number: int, voice: Voice) -> str:
    return ("+" if number > 0 else "−" if number < 0 else "") + voice.number(abs(number))
