"""The exposure of the canonical result: two holders, of two units, and what ends their ways."""

from __future__ import annotations

from secaudit.model.exposure import ExposedHolder, ExposureInfo, Severance
from secaudit.model.location import Location
from secaudit.model.network_map import Line, LineState, NetworkMap, Stop
from secaudit.model.text import Text, same
from tests.reporting.canonical_findings import AS_OF, LONG


def _stop(row: str, unit: str, *, holds: bool = False, internet: bool = False) -> Stop:
    return Stop(
        row, same(row), same("mạng"), unit, f"Đơn vị {unit}", (row,), "segments", "lan", True, holds, internet
    )


def _line(row: str, source: str, target: str, *, cut: bool = False) -> Line:
    return Line(row, source, target, "network", same(""), True, LineState.OPEN, on_path=True, cut=cut)


EXPOSURE = ExposureInfo(
    holders=(
        ExposedHolder(
            "devices", "may-03", "Máy soạn thảo 3", "so-a", "toi_mat",
            Text("Máy soạn thảo 3 → Mạng sở → Internet", "Máy soạn thảo 3 → Mạng sở → Internet"),
            Location("may.parquet", row=4),
        ),
        ExposedHolder(
            "devices", LONG, LONG, "xa-b", "mat", Text(f"{LONG} → Internet", f"{LONG} → Internet"), None
        ),
    ),
    severances=(
        Severance("so-a", Text("ngắt kết nối so-net", "cut the link so-net"), Location("so-a.xlsx")),
        Severance("xa-b", Text(f"ngắt kết nối của {LONG}", f"cut off {LONG}"), Location("xa-b.yaml", 9, 5)),
    ),
    is_least=True,
    map=NetworkMap(
        AS_OF,
        Text("Đường lộ lọt tới Internet", "Ways to the internet"),
        (
            _stop("net", "tp", internet=True),
            _stop("so-lan", "so-a"),
            _stop("may-03", "so-a", holds=True),
            _stop(LONG, "xa-b", holds=True),
        ),
        (
            _line("place may-03", "may-03", "so-lan"),
            _line("so-net", "so-lan", "net", cut=True),
            _line("xa-net", LONG, "net", cut=True),
        ),
    ),
)  # fmt: skip
