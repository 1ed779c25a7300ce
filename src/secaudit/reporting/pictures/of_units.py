"""The pictures of a result's units: their scores, where they fail, and their money beside the 15%."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from secaudit.lazily import dataclass
from secaudit.model.proportion import Proportion
from secaudit.reporting.heat import heat
from secaudit.reporting.pictures.bars import Caption, ShareBar, bar_sheets
from secaudit.reporting.pictures.heat import MOST_ROWS, HeatRow, heat_map
from secaudit.reporting.standing import Standing
from secaudit.reporting.view import View
from secaudit.reporting.voice import Voice

TARGET = 0.15
"""The least share of cybersecurity in the money for IT and digital transformation (CTHD13/II.2.3)."""

_FULL = 0.3
"""The share that fills a bar of money: twice the line, so that it stands in the middle."""

MOST_COMPARED = 106
"""With more units, those whose money reaches the line are counted and not drawn: two columns of a page."""

Fit = Callable[[str], str]
"""What puts a box for every character that the typeface does not have."""


@dataclass(frozen=True, slots=True)
class UnitPictures:
    """Drawings for page after page; empty where there are too few units to compare, or no figures.

    `year` is that of the money, `mapped` how many units the map shows: the weakest, where there are more.
    `reaching` is how many units whose money reaches the line are left out, where there are too many.
    """

    scores: tuple[str, ...]
    heat: tuple[str, ...]
    money: tuple[str, ...]
    year: int | None
    mapped: int
    reaching: int


def unit_pictures(view: View, voice: Voice, fit: Fit) -> UnitPictures:
    """Return the drawings of a view's units; none of a single one."""
    if len(view.units) < 2:
        return UnitPictures((), (), (), None, 0, 0)
    year = money_year(view.result.proportions, view.result.as_of.year)
    money, left_out = _money(view, voice, fit, year) if year is not None else ([], 0)
    return UnitPictures(
        tuple(_scores(view.units, voice, fit)),
        tuple(_heat(view, voice, fit)),
        tuple(money),
        year,
        min(len(view.units), MOST_ROWS),
        left_out,
    )


def money_year(shares: Iterable[Proportion], latest: int) -> int | None:
    """Return the latest year, up to one, that anybody's money was allocated for."""
    years = [
        one.year
        for one in shares
        if one.of == "security_money" and one.stage == "allocated" and one.year and one.year <= latest
    ]
    return max(years, default=None)


def money_of_units(shares: Iterable[Proportion], year: int) -> dict[str, Proportion]:
    """Return every unit's own allocated money of a year, its lines taken together."""
    found: dict[str, Proportion] = {}
    for one in shares:
        if one.of != "security_money" or one.subtree or (one.year, one.stage) != (year, "allocated"):
            continue
        before = found.get(one.unit)
        found[one.unit] = one if before is None else _together(before, one)
    return found


def _together(one: Proportion, other: Proportion) -> Proportion:
    part = None if one.part is None or other.part is None else one.part + other.part
    whole = None if one.whole is None or other.whole is None else one.whole + other.whole
    return Proportion("security_money", one.unit, part, whole, one.year, one.stage)


def _scores(units: Iterable[Standing], voice: Voice, fit: Fit) -> list[str]:
    ordered = sorted(units, key=lambda one: (one.score is not None, one.score or 0.0, one.unit.name))
    bars = [
        ShareBar(
            fit(one.unit.name),
            one.score,
            voice.percent(one.score) if one.score is not None else voice("pictures.no_score"),
        )
        for one in ordered
    ]
    scored = [one for one in ordered if one.score is not None]
    described = (
        voice(
            "pictures.scores_told", units=len(ordered),
            lowest=fit(scored[0].unit.name), low=voice.percent(scored[0].score),
            highest=fit(scored[-1].unit.name), high=voice.percent(scored[-1].score),
        )
        if scored
        else voice("pictures.no_score")
    )  # fmt: skip
    return bar_sheets(bars, Caption(voice("pictures.scores"), described))


def _heat(view: View, voice: Voice, fit: Fit) -> list[str]:
    cells = heat(view)
    families = sorted({family for row in cells.values() for family in row})
    chosen = view.units
    if len(chosen) > MOST_ROWS:
        worst = sorted(chosen, key=lambda one: (one.score is None, one.score or 0.0, one.unit.name))
        chosen = tuple(worst[:MOST_ROWS])
    rows = [HeatRow(fit(one.unit.name), cells[one.unit.id]) for one in chosen]
    if not rows or not families:
        return []
    legend = [voice(f"pictures.heat_step.{step}") for step in range(5)]
    told = voice("pictures.heat_told", units=len(rows), families=len(families))
    return [heat_map(rows, families, legend, Caption(voice("pictures.heat"), told))]


def _money(view: View, voice: Voice, fit: Fit, year: int) -> tuple[list[str], int]:
    """Return the drawings, and how many units that reach the line they leave out: where they are too many."""
    shares = money_of_units(view.result.proportions, year)
    known = [(one, shares[one.unit.id]) for one in view.units if one.unit.id in shares]
    known.sort(key=lambda pair: (pair[1].ratio is not None, pair[1].ratio or 0.0, pair[0].unit.name))
    silent = [one for one in view.units if one.unit.id not in shares]
    reached = sum(_reaches(share) for _, share in known)
    told = voice(
        "pictures.money_told", year=str(year), units=len(view.units), reached=reached,
        silent=len(silent) + sum(share.ratio is None for _, share in known),
    )  # fmt: skip
    left_out = reached if len(view.units) > MOST_COMPARED else 0
    if left_out:
        known = [(one, share) for one, share in known if not _reaches(share)]
    none = voice("pictures.no_money")
    bars = [ShareBar(fit(one.unit.name), None, none) for one in silent]
    bars += [
        ShareBar(fit(one.unit.name), share.ratio, none if share.ratio is None else voice.share(share.ratio))
        for one, share in known
    ]
    caption = Caption(voice("pictures.money", year=str(year)), told, voice("pictures.line"))
    return bar_sheets(bars, caption, full=_FULL, line=TARGET), left_out


def _reaches(share: Proportion) -> bool:
    return share.ratio is not None and share.reaches(TARGET) is True
