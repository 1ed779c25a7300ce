"""Network zones and the ways on which data can travel between them."""

from secaudit.model.column import boolean, choice, identifier, reference, term, text
from secaudit.model.table import Table
from secaudit.model.tables.systems import EXPOSURE, SECRET_DEGREES
from secaudit.model.text import Text

LINK_ENDS = ("segments", "systems", "devices")
"""The tables whose rows a link may join."""

SEGMENTS = Table(
    "segments",
    Text("vùng mạng", "network segments"),
    (
        identifier(),
        reference("unit", "units", "đơn vị", "unit", required=True),
        text("name", "tên vùng mạng", "name"),
        choice(
            "kind",
            ("internet", "dmz", "lan", "independent_lan", "dedicated_wan", "party_wan", "isolated"),
            "loại vùng mạng",
            "kind",
            required=True,
        ),
        *EXPOSURE,
    ),
)

LINKS = Table(
    "links",
    Text("kết nối", "links"),
    (
        identifier(),
        reference("source", LINK_ENDS, "điểm đầu", "source", required=True),
        reference("target", LINK_ENDS, "điểm cuối", "target", required=True),
        choice(
            "kind",
            ("network", "vpn", "dedicated_line", "data_diode", "cipher_gateway", "removable_media"),
            "loại kết nối",
            "kind",
            required=True,
        ),
        boolean("both_ways", "truyền hai chiều", "both ways", default=True),
        choice("carries_secrets", SECRET_DEGREES, "truyền bí mật nhà nước", "carries state secrets"),
        choice("encryption", ("none", "civil", "government_cipher"), "mã hóa", "encryption"),
        text("agreement", "văn bản thỏa thuận", "agreement"),
        term("ends_on", "ngày kết thúc", "ends on"),
    ),
    owner=("source", "unit"),
)
