"""Maps of networks to be drawn, of any size, always the same for the same seed."""

from __future__ import annotations

import random
from datetime import date

from secaudit.model.network_map import Line, LineState, NetworkMap, Stop
from secaudit.model.text import Text, same

KINDS = (same(""), Text("thiết bị lưu trữ di động", "removable media"), Text("mạng riêng ảo", "VPN"))


def stop(key: str, unit: str, name: str = "", *, internet: bool = False, exposed: bool | None = True) -> Stop:
    return Stop(
        key, same(name or key), same("mạng LAN · 12 máy"), unit, f"Phường {unit}", (key,), "segments", "lan",
        exposed, holds=key.endswith("7"), internet=internet,
    )  # fmt: skip


def line(
    number: int, source: str, target: str, label: Text, state: LineState, *, both: bool, on_path: bool
) -> Line:
    return Line(
        f"kn{number}", source, target, "network", label, both, state, on_path, on_path and number % 3 == 0
    )


def random_map(size: int, seed: int) -> NetworkMap:
    """Return a map like a city's: hubs with many links, units of a few stops, some links across."""
    dice = random.Random(seed)
    stops = [stop("net", "0", internet=True), stop("wan", "0")]
    stops += [
        stop(
            f"s{number}",
            str(number // 3),
            f"Mạng văn phòng Ủy ban nhân dân phường số {number}",
            exposed=dice.choice([True, False, None]),
        )
        for number in range(size - 2)
    ]
    lines: list[Line] = []
    for number, each in enumerate(stops[1:]):
        for other in dice.sample(
            ["net", "wan", *(each.key for each in stops[2:])], dice.choice([0, 1, 1, 2])
        ):
            if other != each.key:
                lines.append(
                    line(
                        len(lines), each.key, other, dice.choice(KINDS), dice.choice(list(LineState)),
                        both=dice.random() < 0.8, on_path=number % 9 == 0,
                    )
                )  # fmt: skip
    return NetworkMap(date(2026, 11, 21), Text("Bản vẽ", "Drawing"), tuple(stops), tuple(lines))
