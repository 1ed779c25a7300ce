"""Lines of money that somebody has to look at: counted twice, spent in vain, or uneven between the blocs."""

from __future__ import annotations

from collections.abc import Iterator

from secaudit.model.money import Bloc
from secaudit.reporting.plan.view import PlanView
from secaudit.reporting.rows import Cell
from secaudit.reporting.voice import Voice


def to_review(view: PlanView, voice: Voice) -> Iterator[list[Cell]]:
    """Yield what each line is about and what it says."""
    money = view.plan.money
    for double in money.doubles:
        line = double.lines[0]
        told = voice(
            "plan.money.double_line",
            unit=view.name(line.unit),
            year=str(line.year),
            item=line.item,
            amount=line.amount,
            count=len(double.lines),
            ids=", ".join(each.id for each in double.lines),
            excess=double.excess,
        )
        yield [voice("plan.money.double"), told]
    for line in money.retired:
        told = voice(
            "plan.money.retired_line",
            unit=view.name(line.unit),
            year=str(line.year),
            item=line.item,
            amount=line.amount,
            system=line.system or "",
            id=line.id,
        )
        yield [voice("plan.money.retired"), told]
    for party, government in zip(money.blocs[::2], money.blocs[1::2], strict=True):
        yield [voice("plan.money.blocs"), _blocs(party, government, view, voice)]


def _blocs(party: Bloc, government: Bloc, view: PlanView, voice: Voice) -> str:
    return voice(
        "plan.money.bloc_line",
        unit=view.name(party.unit),
        year=str(party.year),
        stage=voice(f"plan.stage.{party.stage}"),
        party=_share(party, voice),
        party_security=party.security,
        party_total=party.total,
        government=_share(government, voice),
        government_security=government.security,
        government_total=government.total,
        reported=party.reported,
        members=party.members,
    )


def _share(bloc: Bloc, voice: Voice) -> str:
    return "–" if bloc.ratio is None else voice.share(bloc.ratio)
