"""Rules across links that no clause of ours asks for: what they find is told, and judged by nobody.

What a clause asks is a control (CIP-02, POP-01, SEC-02); what two rows say differently of one thing is a
matter of the data's quality (`secaudit quality`). See docs/decisions/0020.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from secaudit.explanation.exposed.field import Field
from secaudit.explanation.exposed.reaching import lower_neighbours
from secaudit.explanation.exposed.survey import Observation
from secaudit.explanation.exposed.systems import System, systems_of
from secaudit.exposure import Step
from secaudit.lazily import dataclass
from secaudit.model.inventory import UNIT_COLUMN
from secaudit.model.tables.choices import choice_label
from secaudit.model.tables.network import LINK_ENDS
from secaudit.model.text import Text

_EVERYBODYS = ("internet", "dedicated_wan", "party_wan")
"""Segments that are no unit's own."""

_OPEN = ("network", "vpn", "dedicated_line", "removable_media")
"""Kinds of links that are no boundary."""


@dataclass(frozen=True, slots=True)
class _Link:
    id: str
    unit: str | None
    source: str
    target: str
    kind: str
    secrets: str | None
    encryption: str | None
    agreement: str | None


def observations(field: Field, scope: Collection[str] | None) -> Iterator[Observation]:
    """Yield what should be looked at, of all units or of some."""
    links = _links(field)
    systems = systems_of(field)
    for found in (
        *_levels_share_a_segment(field, systems),
        *_levels_joined(field, systems, links),
        *_lower_reaches_higher(field, systems),
        *_one_sided(field, links),
        *_secrets_on_media(field, links),
    ):
        if scope is None or found.unit in scope:
            yield found


def _links(field: Field) -> list[_Link]:
    """Return the links in force through which data passes."""
    standing = {way.id for way in field.links if way.in_force(field.as_of) and not way.is_cut}
    rows = field.prepared.tables["links"]
    names = ("id", UNIT_COLUMN, "source", "target", "kind", "carries_secrets", "encryption", "agreement")
    cells = zip(*(rows[name].to_pylist() for name in names), strict=True)
    return [_Link(*row) for row in cells if row[0] in standing]


def _told(field: Field, code: str, step: Step, column: str, words: Text, why: Text) -> Observation:
    row = field.cells.position(step.table, step.id)
    place = None if row is None else field.cells.place(step.table, row, column)
    return Observation(code, step.table, step.id, field.unit_of(*step[:2]), words, why, place)


_ONLY_AS_SAFE = Text(
    "hệ thống cấp độ cao chỉ an toàn bằng hệ thống cấp độ thấp nhất thông với nó; cần ranh giới (vùng DMZ, "
    "tường lửa, thiết bị một chiều) hoặc vùng riêng",
    "a system of a high level is only as safe as the lowest one beside it; a boundary is needed (a DMZ, a "
    "firewall, a data diode), or a segment of its own",
)


def _levels_share_a_segment(field: Field, systems: list[System]) -> Iterator[Observation]:
    by_segment: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for system in systems:
        if system.segment and system.level is not None:
            by_segment[system.segment][system.level] += 1
    for segment, levels in by_segment.items():
        if len(levels) > 1:
            step = Step("segments", segment)
            name = field.teller.name(step)
            counted = sorted(levels.items())
            vi = ", ".join(f"cấp độ {level}: {count}" for level, count in counted)
            en = ", ".join(f"level {level}: {count}" for level, count in counted)
            words = Text(
                f"vùng mạng {name} đặt chung hệ thống khác cấp độ ({vi})",
                f"the segment {name} holds systems of different levels ({en})",
            )
            yield _told(field, "levels-share-a-segment", step, "kind", words, _ONLY_AS_SAFE)


def _levels_joined(field: Field, systems: list[System], links: list[_Link]) -> Iterator[Observation]:
    highest: dict[str, int] = {}
    for system in systems:
        if system.level is not None:
            for place in (system.id, system.segment):
                if place:
                    highest[place] = max(system.level, highest.get(place, 0))
    kinds = _kinds(field)
    for link in links:
        ends = (highest.get(link.source), highest.get(link.target))
        boundary = "dmz" in (kinds.get(link.source), kinds.get(link.target))
        if link.kind in _OPEN and not boundary and None not in ends and ends[0] != ends[1]:
            source, target = _names(field, link)
            kind = choice_label("kind", link.kind)
            words = Text(
                f"kết nối {link.id} ({kind.vi}) nối thẳng {source} (cấp độ cao nhất {ends[0]}) với "
                f"{target} (cấp độ cao nhất {ends[1]})",
                f"the link {link.id} ({kind.en}) joins {source} (highest level {ends[0]}) directly to "
                f"{target} (highest level {ends[1]})",
            )
            yield _told(field, "levels-joined", Step("links", link.id), "kind", words, _ONLY_AS_SAFE)


def _lower_reaches_higher(field: Field, systems: list[System]) -> Iterator[Observation]:
    for reach in lower_neighbours(field, systems):
        high, low = reach.higher, reach.lower
        name = field.teller.name(Step("systems", high.id))
        other = field.teller.name(Step("systems", low.id))
        bears = (
            Text("kết nối Cơ sở dữ liệu quốc gia về dân cư", "connected to the national population database")
            if high.population_db
            else Text(f"cấp độ {high.level}", f"level {high.level}")
        )
        words = Text(
            f"hệ thống {name} ({bears.vi}) có thể truy cập từ {other} (cấp độ {low.level}), không qua "
            "Internet: ",
            f"the system {name} ({bears.en}) can be reached from {other} (level {low.level}) without the "
            "internet: ",
        ) + field.told(reach.path)
        why = Text(
            "xâm nhập hệ thống cấp thấp là bước đệm sang hệ thống này; cần ranh giới kiểm soát trên đường đó",
            "who breaks into the lower one is on the way to this one, which needs a boundary with control",
        )
        yield _told(field, "lower-reaches-higher", Step("systems", high.id), "segment", words, why)


def _one_sided(field: Field, links: list[_Link]) -> Iterator[Observation]:
    """Links between two units of which only one has written down anything, not even an agreement."""
    kinds = _kinds(field)
    known = {(link.source, link.target) for link in links}
    for link in links:
        there = _owner(field, link.target)
        shared = {kinds.get(link.source), kinds.get(link.target)} & {*_EVERYBODYS}
        alone = (link.target, link.source) not in known
        if there and link.unit and there != link.unit and not shared and alone and not link.agreement:
            source, target = _names(field, link)
            here, other = (field.unit_names.get(unit, unit) for unit in (link.unit, there))
            words = Text(
                f"kết nối {link.id} giữa {source} ({here}) và {target} ({other}) chỉ do {here} kê khai, "
                "không có văn bản thỏa thuận",
                f"the link {link.id} between {source} ({here}) and {target} ({other}) is declared by {here} "
                "alone, without an agreement",
            )
            why = Text(
                "đơn vị kia có thể không biết mạng của mình đang thông với bên ngoài; cần hai bên xác nhận",
                "the other unit may not know that its network is joined to another; both should confirm it",
            )
            yield _told(field, "one-sided-link", Step("links", link.id), "agreement", words, why)


def _secrets_on_media(field: Field, links: list[_Link]) -> Iterator[Observation]:
    """Sticks that carry secrets unciphered: CIP-02 is about networks, as its clauses are."""
    for link in links:
        carried = link.kind == "removable_media" and link.secrets not in (None, "none")
        if carried and link.encryption != "government_cipher":
            degree = choice_label("carries_secrets", str(link.secrets))
            source, target = _names(field, link)
            words = Text(
                f"{link.id} chuyển bí mật nhà nước độ {degree.vi} giữa {source} và {target} bằng thiết bị "
                "lưu trữ di động, không ghi là dùng mật mã của Ban Cơ yếu Chính phủ",
                f"{link.id} carries state secrets of the degree {degree.en} between {source} and {target} on "
                "removable media, and does not say that the Government Cipher is used",
            )
            why = Text(
                "tiêu chí CIP-02 chỉ xét đường truyền trên mạng; thiết bị thất lạc là lộ bí mật",
                "CIP-02 judges network links alone; a lost stick is a leak",
            )
            yield _told(field, "secrets-on-media", Step("links", link.id), "encryption", words, why)


def _kinds(field: Field) -> dict[str, str | None]:
    return {node.id: node.kind for node in field.nodes[0]}


def _names(field: Field, link: _Link) -> tuple[str, str]:
    return field.named(link.source), field.named(link.target)


def _owner(field: Field, end: str) -> str | None:
    return next((unit for table in LINK_ENDS if (unit := field.unit_of(table, end))), None)
