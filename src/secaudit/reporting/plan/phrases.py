"""The sentences of a plan, alike in every form of it."""

from __future__ import annotations

from secaudit.model.plan import Measure, PlannedAction, Timing
from secaudit.reporting.plan.view import PlanView, is_name
from secaudit.reporting.voice import Voice

LATE = (Timing.PASSED, Timing.CHAIN, Timing.PEOPLE, Timing.PROMISED)
"""What is told of actions that are not in time, in this order."""


def heading(view: PlanView, voice: Voice) -> str:
    """Return what the plan is about: whose it is, and of which day."""
    scope = view.plan.scope
    whom = view.name(scope) if scope else voice("screen.all_units")
    return voice("plan.heading", unit=whom, day=view.plan.as_of)


def totals(view: PlanView, voice: Voice) -> str:
    """Return how much there is to do and how much of it the first deeds close."""
    plan = view.plan
    told = voice("plan.totals", open=plan.open, actions=len(plan.actions), units=len(plan.crews))
    return f"{told} " + voice(
        "plan.closed", shown=len(view.lines.shown), closed=view.closed, share=voice.percent(view.share)
    )


def remarks(view: PlanView, voice: Voice) -> list[str]:
    """Return what has to be said beside the list: what is left out, late, paid for and taken for granted."""
    parts = [_severe(view, voice), _late(view, voice), _end(view, voice), _cost(view, voice)]
    parts += [_money(view, voice), *_choice(view, voice), _people(view, voice)]
    return [part for part in parts if part]


def who(measure: Measure, view: PlanView, voice: Voice) -> str:
    """Return who does a deed: the person where it is one, else how many units."""
    people = {(one.action.unit, one.responsible) for one in measure.actions}
    if len(people) == 1:
        unit, person = next(iter(people))
        told = voice.text(person) if is_name(person) else voice("plan.nobody")
        return told + ("" if unit == view.plan.scope else f" – {view.name(unit)}")
    if len(measure.units) == 1:
        return view.name(measure.units[0])
    return voice("plan.units", count=len(measure.units))


def legal_day(measure: Measure, voice: Voice) -> str:
    """Return by when the law asks for a deed."""
    return voice.day(measure.due) if measure.due else voice("at_once")


def money(amount: int | None, voice: Voice) -> str:
    """Return a sum, or that it is not known."""
    return voice("plan.no_cost") if amount is None else voice.number(amount)


def measure_cost(measure: Measure, voice: Voice) -> str:
    """Return what a deed costs, and of how many of its actions that is not known."""
    unknown = len(measure.actions) - measure.costed
    if not measure.costed:
        return voice("plan.no_cost")
    known = voice("plan.millions", millions=-(-measure.cost // 1_000_000))
    return known + (" " + voice("plan.part_cost", count=unknown) if unknown else "")


def timing(one: PlannedAction, voice: Voice) -> str:
    """Return how the planned end of an action stands to its legal date."""
    return voice.text(one.timing.label)


def _severe(view: PlanView, voice: Voice) -> str:
    if not view.severe:
        return ""
    listed = "; ".join(
        voice("plan.severe_one", what=voice.text(measure.what), count=measure.closes)
        for measure in view.severe
    )
    return voice("plan.severe", listed=listed)


def _late(view: PlanView, voice: Voice) -> str:
    told = [
        voice(f"plan.late.{timing.value}", count=view.timings[timing])
        for timing in LATE
        if view.timings.get(timing)
    ]
    return voice("plan.late.all", parts="; ".join(told)) if told else voice("plan.late.none")


def _end(view: PlanView, voice: Voice) -> str:
    crew = view.last
    if crew is None:
        return ""
    return voice(
        "plan.end",
        unit=view.name(crew.unit),
        day=crew.finish,
        people=crew.people,
        days=crew.effort_days,
        chain=len(crew.path),
    )


def _cost(view: PlanView, voice: Voice) -> str:
    told = voice("plan.cost", cost=view.cost)
    return told + (" " + voice("plan.uncosted", count=view.uncosted) if view.uncosted else "")


def _money(view: PlanView, voice: Voice) -> str:
    purse = view.whole
    if purse is None or purse.judged is None or purse.judged.security is None or purse.judged.total is None:
        return ""
    gap = purse.judged
    parts = [
        voice(
            "plan.money.whole",
            unit=view.name(gap.unit),
            year=str(gap.year),
            share=voice.share(gap.ratio or 0),
            security=gap.security,
            total=gap.total,
        )
    ]
    if gap.moved:
        parts.append(voice("plan.money.missing", moved=gap.moved, added=gap.added))
    if gap.reported < gap.members:
        parts.append(voice("plan.money.reported", reported=gap.reported, members=gap.members))
    short = [one.judged for one in view.short if one.year == gap.year and one.judged]
    if short and purse.subtree:
        moved = sum(one.moved or 0 for one in short)
        # Each unit's sum is rounded up by itself: the same money is not told twice, a dong apart.
        added = gap.added if moved == gap.moved else sum(one.added or 0 for one in short)
        parts.append(
            voice(
                "plan.money.short",
                units=len(short),
                moved=moved,
                added=added,
            )
        )
    return " ".join(parts)


def _choice(view: PlanView, voice: Voice) -> list[str]:
    choice, chosen = view.plan.choice, view.chosen
    if choice is None or chosen is None:
        return []
    share = chosen.closes / view.plan.open if view.plan.open else None
    told = voice(
        "plan.choice.done",
        budget=choice.budget,
        actions=chosen.actions,
        free=chosen.free,
        closes=chosen.closes,
        share=voice.percent(share),
        spent=choice.spent,
    )
    left = voice("plan.choice.left", actions=chosen.left, closes=chosen.left_closes)
    if chosen.uncosted:
        left += " " + voice("plan.choice.uncosted", actions=chosen.uncosted, closes=chosen.uncosted_closes)
    return [told, left, voice("plan.choice.exact" if choice.exact else "plan.choice.greedy")]


def _people(view: PlanView, voice: Voice) -> str:
    told = voice("plan.people")
    return told + (" " + voice("plan.assumed", count=len(view.assumed)) if view.assumed else "")


def grounds(view: PlanView, voice: Voice) -> list[str]:
    """Return what the costs rest on, and how many entries of `actions.yaml` belong to nothing."""
    told = [voice("plan.rule", control=rule.control, basis=rule.basis) for rule in view.plan.rules]
    told.append(voice("plan.zero_rule"))
    if view.plan.unmatched:
        told.append(voice("plan.unmatched", count=len(view.plan.unmatched)))
    return told
