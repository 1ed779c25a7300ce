"""Whether a plan is the one that its inputs give: it is reckoned, laid out and compared once more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from secaudit import remediation
from secaudit.attesting.claim import Claim, fails, holds, unchecked
from secaudit.attesting.enclosed import Enclosed
from secaudit.attesting.remade import INPUTS, compared, differs
from secaudit.attesting.said import changed
from secaudit.attesting.sources import Given, Origin, Sources, sources
from secaudit.audit import judge
from secaudit.audit.bench import Bench
from secaudit.lazily import dataclass
from secaudit.model.control import Catalogue
from secaudit.model.day import day_told
from secaudit.model.inventory import FileAccount, Inventory
from secaudit.model.plan import Plan
from secaudit.model.problem import InvalidInput
from secaudit.model.result import Tool
from secaudit.model.text import Text
from secaudit.model.undertaking import UndertakingsFile
from secaudit.remediation.planning import planned
from secaudit.reporting.making import Beside, Making, making
from secaudit.reporting.plan import encode
from secaudit.reporting.plan.pdf import ATTACHED
from secaudit.reporting.voice import voice


@dataclass(frozen=True, slots=True)
class _Inventory:
    files: tuple[FileAccount, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class _Catalogue:
    sha256: str
    version: str
    profile: str | None


@dataclass(frozen=True, slots=True)
class _Choice:
    budget: int


@dataclass(frozen=True, slots=True)
class Attached:
    """Of an attached plan what it takes to reckon it again."""

    as_of: date
    scope: str | None
    choice: _Choice | None
    inventory: _Inventory
    catalogue: _Catalogue
    tool: Tool
    undertakings: tuple[UndertakingsFile, ...] | None = None

    @property
    def origin(self) -> Origin:
        """What it was made from."""
        info = self.catalogue
        return Origin(self.inventory.files, self.inventory.is_whole, info.sha256, info.version, info.profile)


def attached(content: bytes) -> Attached:
    """Return what an attached plan says of its making.

    Raises:
        ValueError: it is no plan, or one of a program that did not say.
    """
    from pydantic import TypeAdapter

    return TypeAdapter(Attached).validate_json(content)


def plan_claims(pdf: bytes, inside: Enclosed, given: Given) -> Iterator[Claim]:
    """Yield what holds of a plan: of what travels inside, of its inputs, of the plan, of its pages."""
    content = inside.files[ATTACHED]
    try:
        plan = attached(content)
    except ValueError as error:
        yield fails(
            "attachment", f"không đọc được {ATTACHED}: {error}", f"{ATTACHED} cannot be read: {error}"
        )
        return
    yield holds(
        "attachment",
        f"có kế hoạch đính kèm, thời điểm đánh giá {day_told(plan.as_of).vi}",
        f"a plan is attached, as of {day_told(plan.as_of).en}",
    )
    found = sources(plan.origin, given)
    yield from found.claims
    if inside.made is None or not isinstance(inside.made.beside, Beside):
        yield unchecked("pages", "tệp không ghi lại cách lập", "the file does not record how it was made")
    elif not given.inputs:
        yield unchecked(
            "pages",
            "kế hoạch chỉ lập lại được từ đầu vào; nêu --inputs",
            "a plan can only be made again from its inputs: give --inputs",
        )
    elif found.read is None or found.catalogue is None or found.entries is None or not found.are_those:
        yield unchecked(
            "pages",
            "đầu vào hoặc bộ tiêu chí không phải của văn bản này nên không lập lại các trang",
            "inputs or controls are not those of this document, so its pages are not made again",
        )
    else:
        try:
            now = _planned(plan, found, found.read, found.catalogue)
        except InvalidInput as error:
            problem = error.problems[0]
            yield unchecked("plan", problem.describe("vi"), problem.describe("en"))
            return
        yield from _compared(pdf, inside, inside.made, plan, now, changed(plan.undertakings, found.files))


def _told(plan: Attached, found: Sources) -> tuple[UndertakingsFile, ...] | None:
    """Return the files at hand, as far as the plan tells of any: those of earlier programs do not."""
    return None if plan.undertakings is None else found.files


def _compared(
    pdf: bytes, inside: Enclosed, made: Making, plan: Attached, now: Plan, since: Text | None
) -> Iterator[Claim]:
    speaker = voice(made.language)
    if encode(now, "json", speaker) == inside.files[ATTACHED]:
        yield holds(
            "plan",
            f"lập lại từ đầu vào cho đúng kế hoạch đính kèm ({len(now.actions)} việc)",
            f"made again from the inputs, the plan is the attached one (actions: {len(now.actions)})",
        )
    elif now.tool != plan.tool:
        yield unchecked(
            "plan",
            f"lập lại ra kế hoạch khác; bản này do phiên bản {plan.tool.version} lập",
            f"made again, the plan differs; version {plan.tool.version} made this one",
        )
        return
    elif since is not None:
        yield unchecked(
            "plan",
            f"{since.vi}; lập lại ra kế hoạch khác nên không đối chiếu được",
            f"{since.en}; made again, the plan differs and cannot be compared",
        )
        return
    else:
        yield fails(
            "plan",
            "kế hoạch đính kèm không phải kế hoạch lập được từ đầu vào và actions.yaml",
            "the attached plan is not what the inputs and actions.yaml give",
        )
    yield _pages(pdf, inside, made, now)


def _pages(pdf: bytes, inside: Enclosed, made: Making, now: Plan) -> Claim:
    here = making(made.document, made.language, issuer=made.issuer)
    if reason := differs(made, here):
        return unchecked("pages", f"văn bản lập bằng {reason} khác", f"it was made with another {reason}")
    people = isinstance(made.beside, Beside) and made.beside.people
    again = encode(now, "pdf", voice(made.language), people=people)
    return compared(pdf, again, inside, made, here, INPUTS)


def _planned(plan: Attached, found: Sources, read: Inventory, catalogue: Catalogue) -> Plan:
    """Return the plan that these inputs give, as the command makes it."""
    keep_going = not plan.inventory.is_whole
    moment = datetime.combine(plan.as_of, time(), UTC)
    result = judge(read, catalogue, plan.as_of, generated_at=moment, keep_going=keep_going)
    result = remediation.with_actions(result, catalogue, found.entries or (), _told(plan, found))
    with Bench(read, catalogue, plan.as_of, keep_going=keep_going) as bench:
        return planned(
            result, catalogue, bench,
            entries=found.entries or (), budget=plan.choice.budget if plan.choice else None, unit=plan.scope,
        )  # fmt: skip
