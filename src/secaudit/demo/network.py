"""Network zones of the fictitious city, and the links between them, forgotten ones too."""

from __future__ import annotations

from datetime import date

from secaudit.demo.body import Body, Row
from secaudit.demo.calendar import YEAR_ENDS
from secaudit.demo.dice import Dice

INTERNET, WIDE_AREA, PARTY_WIDE_AREA = "mang-internet", "mang-tsl", "mang-dang"
"""Ids of the zones that the whole city shares."""

_SHARED = (
    (INTERNET, "internet", "Internet"),
    (WIDE_AREA, "dedicated_wan", "Mạng truyền số liệu chuyên dùng (mẫu)"),
    (PARTY_WIDE_AREA, "party_wan", "Mạng diện rộng của Đảng (mẫu)"),
)


def lan(unit: str) -> str:
    """Return the id of a unit's office network."""
    return f"{unit}-lan"


def sealed(unit: str) -> str:
    """Return the id of the zone in which a unit handles state secrets, apart from every network."""
    return f"{unit}-mat"


def segments(seed: int, city: list[Body]) -> list[Row]:
    """Return the `segments` rows."""
    dice = Dice(seed, "segments")
    rows: list[Row] = [
        {"id": id_, "unit": city[0].id, "name": name, "kind": kind} for id_, kind, name in _SHARED
    ]
    for body in city:
        rows.append({"id": lan(body.id), "unit": body.id, "kind": "lan"})
        if body.kind in ("city", "department", "police"):
            rows.append({"id": f"{body.id}-dmz", "unit": body.id, "kind": "dmz"})
        if body.secrets:
            kind = "independent_lan" if dice.chance(60) else "isolated"
            rows.append({"id": sealed(body.id), "unit": body.id, "kind": kind})
    return rows


def links(seed: int, city: list[Body]) -> list[Row]:
    """Return the `links` rows; those that carry secrets go to the party's wide-area network."""
    dice = Dice(seed, "links")
    rows: list[Row] = []
    for body in city:
        ways = [_way(lan(body.id), INTERNET, "network"), _way(lan(body.id), WIDE_AREA, "dedicated_line")]
        if body.kind in ("city", "department", "police"):
            ways += [_way(f"{body.id}-dmz", INTERNET, "network"), _way(lan(body.id), f"{body.id}-dmz", "vpn")]
        if body.kind == "department":
            ways.append(_way(WIDE_AREA, f"{body.id}-dmz", "data_diode") | {"both_ways": False})
        if body.secrets:
            ways += _from_sealed(dice, body)
        rows += [{"id": f"{body.id}-kn{number}"} | way for number, way in enumerate(ways, start=1)]
    return rows


def _way(source: str, target: str, kind: str) -> Row:
    return {
        "source": source,
        "target": target,
        "kind": kind,
        "carries_secrets": "none",
        "encryption": "civil" if kind == "vpn" else "none",
    }


def _from_sealed(dice: Dice, body: Body) -> list[Row]:
    """Return the ways out of a sealed zone: the ciphered one, and what somebody forgot."""
    ways: list[Row] = []
    if dice.chance(70):
        secrets = dice.pick(("mat", "mat", "mat", "toi_mat"))
        way = _way(sealed(body.id), PARTY_WIDE_AREA, "cipher_gateway") | {"carries_secrets": secrets}
        ways.append(way | {"encryption": _cipher(dice, body), "agreement": f"{dice.between(1, 90)}/TT-MAU"})
    if body.leak == "link":
        ways.append(_forgotten(dice, body))
    return ways


def _cipher(dice: Dice, body: Body) -> str | None:
    """Return how a gateway encrypts: a unit that leaks does it well, or it would expose half the city."""
    if body.leak or body.does(dice, 80):
        return "government_cipher"
    return body.fills(dice, dice.pick(("civil", "none")))


def _forgotten(dice: Dice, body: Body) -> Row:
    """Return a way by which secrets can leave: some ended in time, some last, one day some will end."""
    kind = dice.pick(("removable_media", "removable_media", "network"))
    ended = dice.pick((date(2026, 6, 30), None, None, YEAR_ENDS[0]))
    return _way(sealed(body.id), lan(body.id), kind) | {"ends_on": ended}
