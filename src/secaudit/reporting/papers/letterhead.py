"""What frames an official document: its letterhead, number, place and day, and who signs it.

Decree 30/2020, annex I, for state bodies; 36-HD/VPTW for the Party's. What nobody has said is dotted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches

from secaudit.lazily import dataclass
from secaudit.model.issuer import PARTY_KINDS, Issuer, PageLayout
from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.result import AuditResult, UnitInfo
from secaudit.model.text import Text, same
from secaudit.reporting.voice import Voice
from secaudit.reporting.voice import voice as words


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
    issuer = settled(voice.issuer, result.units)
    layout = layout_of(issuer, None)
    nameless = issuer.parent is None and issuer.body is None and not _worded(layout, voice)
    parent, body = ((voice("paper.dots"),),) * 2 if nameless else _bodies(issuer, voice)
    return Letterhead(
        layout=layout,
        parent=parent,
        body=body,
        number=_number(kind, layout, voice),
        about=about,
        nation=voice("issuer.nation"),
        motto=voice("issuer.motto"),
        banner=voice("paper.banner"),
        place_date=_place_date(voice, nameless) if dated else "",
        attached=_attached(kind, layout, voice),
    )


def settled(issuer: Issuer, units: Sequence[UnitInfo]) -> Issuer:
    """Return an issuer that is a unit of the inventory with what the inventory says of that unit.

    It is asked of the whole result: a report on one unit may be issued by another.

    Raises:
        InvalidInput: there is no such unit.
    """
    if issuer.unit is None:
        return issuer
    unit = next((each for each in units if each.id == issuer.unit), None)
    if unit is None:
        raise InvalidInput([_unknown_unit(issuer.unit, [each.id for each in units])])
    above = next((each for each in units if each.id == unit.parent), None)
    return replace(
        issuer,
        unit=None,
        layout=layout_of(issuer, unit),
        parent=issuer.parent if issuer.parent is not None else ((above.name,) if above else ()),
        body=issuer.body or (unit.name,),
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
    return recipients(layout_of(settled(voice.issuer, result.units), None), voice, above)


def _archive(layout: PageLayout, voice: Voice) -> str:
    issuer = voice.issuer
    copies = " " + voice("paper.archive.copies", count=f"{issuer.copies:02}") if issuer.copies else ""
    if layout == "party":
        return voice("paper.archive.party", archive=issuer.archive or voice("paper.dots")) + copies + "."
    parts = (issuer.archive or voice("paper.archive.office"), issuer.drafting_unit or voice("paper.dots"))
    return voice("paper.archive.state", archive=", ".join(parts)) + copies + "."


def _bodies(issuer: Issuer, voice: Voice) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines of the body above and of the issuing one; nobody at all is whom the words name."""
    if issuer.parent is None and issuer.body is None:
        return tuple(voice("issuer.parent").split("|")), tuple(voice("issuer.body").split("|"))
    dots = (voice("paper.dots"),)
    return (
        dots if issuer.parent is None else _upper(issuer.parent),
        _upper(issuer.body) if issuer.body else dots,
    )


def _worded(layout: PageLayout, voice: Voice) -> bool:
    """Whether the words name who issues in that layout: the shipped ones name a body of the State."""
    return layout == "state" or voice("issuer.body") != words(voice.language)("issuer.body")


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


def _place_date(voice: Voice, nameless: bool) -> str:
    issuer = voice.issuer
    if issuer.place is None and issuer.day is None and issuer.body is None and not nameless:
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


def _unknown_unit(unit: str, known: Sequence[str]) -> Problem:
    near = get_close_matches(unit, known, n=1)
    return Problem(
        code="unknown-unit",
        location=Location("issuer.yaml"),
        found=Text(
            f"không có đơn vị ban hành {unit!r} trong kết quả", f"the result has no issuing unit {unit!r}"
        ),
        expected=Text("mã của một đơn vị đã được kiểm tra", "the id of a unit that was audited"),
        advice=same(f"{near[0]}?")
        if near
        else Text(
            "ghi parent, body và layout thay cho unit", "write parent, body and layout instead of unit"
        ),
    )
