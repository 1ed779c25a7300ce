"""The plan as a calendar (iCalendar, RFC 5545): an all-day event for each action, with its legal date."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from secaudit.model.plan import Plan, PlannedAction
from secaudit.reporting.plan import phrases
from secaudit.reporting.plan.view import PlanView, plan_view
from secaudit.reporting.voice import Voice

if TYPE_CHECKING:
    from icalendar import Event

_DOMAIN = "secaudit"


def encode(plan: Plan, voice: Voice) -> bytes:
    """Return the calendar. An action keeps its UID in every run: a calendar is renewed and not doubled."""
    from icalendar import Calendar

    view = plan_view(plan)
    calendar = Calendar()
    calendar.add("prodid", f"-//{_DOMAIN}//plan//{voice.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", phrases.heading(view, voice))
    for one in plan.actions:
        calendar.add_component(_event(one, view, voice))
    return bytes(calendar.to_ical())


def _event(one: PlannedAction, view: PlanView, voice: Voice) -> Event:
    from icalendar import Event as NewEvent

    action, event = one.action, NewEvent()
    event.add("uid", f"{action.id}@{_DOMAIN}")
    # The plan's own day, and not the moment of writing: the same plan gives the same bytes.
    event.add("dtstamp", datetime.combine(view.plan.as_of, time(), UTC))
    event.add("dtstart", min(one.start, one.by))
    # The end of an all-day event is the day after it.
    event.add("dtend", one.by + timedelta(days=1))
    event.add(
        "summary", voice("plan.event", what=_short(voice.text(action.what)), unit=view.name(action.unit))
    )
    event.add("description", "\n".join(_lines(one, voice)))
    event.add("priority", action.severity.rank * 2 + 1)
    event.add("transp", "TRANSPARENT")
    return event


def _lines(one: PlannedAction, voice: Voice) -> list[str]:
    action = one.action
    due = voice.day(action.due) if action.due else voice("at_once")
    told = {
        "what": voice.text(action.what),
        "who": voice.text(one.responsible),
        "responsibility": voice.text(action.responsibility),
        "product": voice.text(action.product),
        "authority": voice.text(action.authority),
        "due": f"{due} ({phrases.timing(one, voice)})",
        "cost": phrases.money(one.cost, voice),
        "closes": voice.number(one.closes),
        "action": action.id,
    }
    return [f"{voice(f'plan.column.{name}')}: {text}" for name, text in told.items()]


def _short(text: str) -> str:
    return text if len(text) <= 100 else text[:99] + "…"
