"""The plan as one HTML document, from which both the page in a browser and the pages on paper are made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from secaudit.model.plan import Plan, PlannedAction
from secaudit.reporting.charts import FAMILY
from secaudit.reporting.listing import Part, first
from secaudit.reporting.pages import template_room
from secaudit.reporting.plan import phrases
from secaudit.reporting.plan.gantt import Bar, gantt
from secaudit.reporting.plan.spending import to_review
from secaudit.reporting.plan.view import PlanView, Purse, plan_view
from secaudit.reporting.repertoire import Repertoire
from secaudit.reporting.voice import Voice
from secaudit.resources import shipped

TEMPLATE = "plan.html"
MOST_PURSES = 25
MOST_LINES = 25
FIRST_STEPS, LAST_STEPS = 12, 6
"""Of a long chain, where one can begin and what it ends with."""

_PAGE, _ROW = 455.0, 1.9
"""The room that a person's page has for rows, and what each takes beside its text; in points."""

_LETTERS = {"vi": (89, 51), "en": (81, 51)}
"""How many letters go on a line of the columns that say what to do and what shows that it is done."""

_SETS = ((1.0, 8.9), (8.2 / 7.2, 7.4), (8.2 / 6.3, 6.4))
"""How small a person's rows are set: how many more letters go on a line, and its height in points."""


def document(
    plan: Plan,
    voice: Voice,
    repertoire: Repertoire,
    *,
    people: bool,
    density: int = 0,
    only_first: bool = False,
) -> str:
    """Return the document; every character in it can be printed.

    `density` makes the first page's table smaller, from 0 to 2; with `only_first` there is nothing but it.
    """
    view = plan_view(plan)
    return (
        template_room(voice, repertoire, [])
        .get_template(TEMPLATE)
        .render(
            view=view,
            plan=plan,
            phrases=phrases,
            voice=voice,
            density=density,
            only_first=only_first,
            remarks=phrases.remarks(view, voice),
            grounds=phrases.grounds(view, voice),
            bars=_bars(view, voice, repertoire),
            path=_path(view),
            purses=_purses(view),
            review=first((cells for cells in to_review(view, voice)), MOST_LINES),
            people=view.people if people else (),
            set_of=lambda person: set_of(person.actions, voice),
            style=_style(),
        )
    )


def set_of(actions: Sequence[PlannedAction], voice: Voice) -> int:
    """Return how small a person's rows are set, from 0 to 2: as large as lets them stand on one page.

    What is more than a page holds goes on to the next, as large as on others' pages: nothing is left out.
    """
    texts = [(voice.text(one.action.what), voice.text(one.action.product)) for one in actions]
    for number, (wide, high) in enumerate(_SETS):
        lines = (
            max(
                -(-len(text) // int(room * wide))
                for text, room in zip(pair, _LETTERS[voice.language], strict=True)
            )
            for pair in texts
        )
        if sum(_ROW + high * max(count, 1) for count in lines) <= _PAGE:
            return number
    return 0


def _style() -> Any:
    from markupsafe import Markup

    css = (shipped("reports") / "styles" / "plan.css").read_text("utf-8")
    return Markup(css.replace("$FAMILY", FAMILY))  # noqa: S704 - a shipped file


def _bars(view: PlanView, voice: Voice, repertoire: Repertoire) -> Any:
    from markupsafe import Markup

    bars = [
        Bar(
            label=repertoire.fit(voice.text(line.measure.what)),
            start=line.measure.start,
            finish=max(line.measure.finish, line.measure.start),
            due=line.measure.due,
            late=line.measure.late > 0,
            told=f"{line.measure.start:%d/%m/%y} – {line.measure.finish:%d/%m/%y}",
        )
        for line in view.lines.shown
    ]
    sheets = gantt(bars, view.plan.as_of, voice("plan.gantt"))
    return Markup("\n".join(sheets))  # noqa: S704 - gantt escapes every text


def _path(view: PlanView) -> Part[tuple[int, PlannedAction]]:
    """Return the actions that decide when the last unit is done, numbered: the first and the last."""
    if view.last is None:
        return Part((), 0)
    known = {one.action.id: one for one in (*view.plan.actions, *view.plan.awaited)}
    steps = [(number, known[name]) for number, name in enumerate(view.last.path, start=1)]
    if len(steps) <= FIRST_STEPS + LAST_STEPS:
        return Part(tuple(steps), len(steps))
    return Part((*steps[:FIRST_STEPS], *steps[-LAST_STEPS:]), len(steps))


def _purses(view: PlanView) -> Part[Purse]:
    """Return the whole's money, and that of the units that lack most, of its year."""
    if view.whole is None:
        return Part((), 0)
    short = [purse for purse in view.short if purse.year == view.whole.year and purse is not view.whole]
    return first([view.whole, *short], MOST_PURSES)
