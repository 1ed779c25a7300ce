"""What frames an official document: its letterhead, number, place and day, and who signs it.

Decree 30/2020, annex I, for state bodies; 36-HD/VPTW for the Party's. What nobody has said is dotted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from secaudit.model.issuer import PARTY_KINDS, Issuer, PageLayout
from secaudit.model.result import AuditResult, UnitInfo
from secaudit.reporting.voice import Voice


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of a document, ready to be printed.

    `place_date` is empty for a document that has none (a record of what happened says its time itself);
    `about` is what a letter says below its number. `attached` is the line below the title of an annex.
    """

    layout: PageLayout
    parent: tuple[str, ...]
    body: tuple[str, ...]
    number: str
    about: str
    nation: str
    motto: str
    banner: str
    place_date: str
    attached: str


@dataclass(frozen=True, slots=True)
class Title:
    """What a document is, in capitals; what it is about; and a note below that."""

    kind: str
    about: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the lines above the signature, how it is to be done, and the name below it."""

    heading: tuple[str, ...]
    hint: str
    name: str


def letterhead(
    kind: str, result: AuditResult, voice: Voice, *, about: str = "", dated: bool = True
) -> Letterhead:
    """Return the head of a document of that kind. `about` makes it a letter; see `Letterhead`."""
    issuer = voice.issuer
    unit = next((each for each in result.units if each.id == issuer.unit), None)
    layout = layout_of(issuer, unit)
    parent, body = _bodies(issuer, unit, result, voice)
    return Letterhead(
        layout=layout,
        parent=parent,
        body=body,
        number=_number(kind, layout, voice),
        about=about,
        nation=voice("issuer.nation"),
        motto=voice("issuer.motto"),
        banner=voice("paper.banner"),
        place_date=_place_date(voice) if dated else "",
        attached=_attached(kind, layout, voice),
    )


def layout_of(issuer: Issuer, unit: UnitInfo | None) -> PageLayout:
    """Return the layout asked for, or that of the kind of unit that issues the document."""
    if issuer.layout:
        return issuer.layout
    return "party" if unit is not None and unit.kind in PARTY_KINDS else "state"


def signer(voice: Voice) -> Signer:
    """Return who signs for the issuer; the head of the unit where nobody is named."""
    issuer = voice.issuer
    post = (issuer.post.upper(),) if issuer.post else () if issuer.authority else (voice("signature.head"),)
    name = " ".join(part for part in (issuer.rank, issuer.name) if part) if issuer.name else ""
    heading = tuple(line.upper() for line in issuer.authority) + post
    if issuer.authority and not issuer.post:
        heading += (voice("paper.dots"),)
    return Signer(heading, voice("signature.seal"), name or voice("signature.name"))


def recipients(layout: PageLayout, voice: Voice, above: bool = True) -> tuple[str, ...]:
    """Return the lines of who gets the document; `above`: those whom it addresses are the first."""
    issuer = voice.issuer
    stop = "," if layout == "party" else ";"
    named = issuer.recipients or (voice("paper.dotted"),)
    first = (voice("paper.as_above"),) if above else ()
    return (*(f"- {line}{stop}" for line in (*first, *named)), _archive(layout, voice))


def recipients_of(result: AuditResult, voice: Voice, above: bool = True) -> tuple[str, ...]:
    """Return the lines of who gets a document, in the layout of its issuer."""
    issuer = voice.issuer
    unit = next((each for each in result.units if each.id == issuer.unit), None)
    return recipients(layout_of(issuer, unit), voice, above)


def _archive(layout: PageLayout, voice: Voice) -> str:
    issuer = voice.issuer
    copies = " " + voice("paper.archive.copies", count=f"{issuer.copies:02}") if issuer.copies else ""
    if layout == "party":
        return voice("paper.archive.party", archive=issuer.archive or voice("paper.dots")) + copies + "."
    parts = (issuer.archive or voice("paper.archive.office"), issuer.drafting_unit or voice("paper.dots"))
    return voice("paper.archive.state", archive=", ".join(parts)) + copies + "."


def _bodies(
    issuer: Issuer, unit: UnitInfo | None, result: AuditResult, voice: Voice
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines of the body above and of the issuing one."""
    if issuer.parent is None and issuer.body is None:
        if unit is None:
            return tuple(voice("issuer.parent").split("|")), tuple(voice("issuer.body").split("|"))
        above = next((each for each in result.units if each.id == unit.parent), None)
        return ((above.name.upper(),) if above else (), (unit.name.upper(),))
    dots = (voice("paper.dots"),)
    parent = dots if issuer.parent is None else _upper(issuer.parent)
    return parent, _upper(issuer.body) if issuer.body else ((unit.name.upper(),) if unit else dots)


def _upper(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(line.upper() for line in lines)


def _number(kind: str, layout: PageLayout, voice: Voice) -> str:
    issuer = voice.issuer
    if kind == "audit" and layout == "state" and not (issuer.numbers or issuer.symbol):
        return voice("issuer.number")
    return voice(f"paper.number.{layout}", code=_code(kind, layout, voice))


def _code(kind: str, layout: PageLayout, voice: Voice) -> str:
    """Return number and symbol: 12/BC-CATP, of a letter 12/CATP-PA05; the Party's 12-BC/VPTU."""
    issuer, dots = voice.issuer, voice("paper.dots")
    number, symbol = issuer.number(kind) or dots, issuer.symbol or dots
    code = voice(f"paper.code.{kind}")
    if layout == "party":
        return f"{number}-{code}/{symbol}"
    if code == _LETTER:
        return f"{number}/{symbol}-{issuer.drafting_unit or dots}"
    return f"{number}/{code}-{symbol}"


_LETTER = "CV"
"""The short name of a letter: state bodies put their drafting unit in its place (Decree 30/2020)."""


def _place_date(voice: Voice) -> str:
    issuer = voice.issuer
    if issuer.place is None and issuer.day is None and issuer.body is None:
        return voice("issuer.place_date")
    return voice("paper.place_date", place=issuer.place or voice("paper.dots"), day=_day(voice))


def _day(voice: Voice) -> str:
    """Return the day of issue in words: a day below 10 and the months 1 and 2 have a leading zero."""
    day = voice.issuer.day
    if day is None:
        return voice("paper.day_dotted")
    if voice.language == "en":
        return voice.day(day)
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return voice("paper.day", day=f"{day.day:02}", month=month, year=str(day.year))


def _attached(kind: str, layout: PageLayout, voice: Voice) -> str:
    issuer = voice.issuer
    if kind == "audit" and not (issuer.numbers or issuer.day or issuer.symbol):
        return voice("annex.attached")
    return voice(
        "paper.attached",
        document=voice(f"paper.name.{kind}"),
        code=_code(kind, layout, voice),
        day=_day(voice),
    )
