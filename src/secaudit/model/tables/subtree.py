"""Figures that the law sets for a whole: sums over a unit and every unit below it.

One row stands for a unit that has units below it. A subtree has reported when each of its `members`
told its figures (`reported` counts those that did), so a control can tell a sum that is known from one
that is only known so far. Of money some of these may have told that they have no line, which counts as zero
and is no figure: they are `without_lines`. See the contract, "Roll-up".
"""

from secaudit.model.column import choice, identifier, integer, money, reference
from secaudit.model.table import Table
from secaudit.model.tables.money import FIRST_YEAR, LAST_YEAR, STAGES
from secaudit.model.text import Text

_MEMBERS = (
    integer("members", "số đơn vị trong cây", "units in the subtree"),
    integer("reported", "số đơn vị đã kê khai số liệu", "units that reported"),
)

_MONEY_MEMBERS = (
    *_MEMBERS,
    integer(
        "without_lines",
        "số đơn vị kê khai không có số liệu kinh phí, tính là 0",
        "units that reported having no line, counted as 0",
    ),
)

SUBTREE_BUDGETS = Table(
    "subtree_budgets",
    Text("ngân sách toàn cây đơn vị", "budgets of whole subtrees"),
    (
        identifier(),
        reference("unit", "units", "đơn vị đầu cây", "top unit", required=True),
        integer("year", "năm", "year", required=True, minimum=FIRST_YEAR, maximum=LAST_YEAR),
        choice("stage", STAGES, "giai đoạn ngân sách", "stage", required=True),
        money(
            "it_dt_total_vnd",
            "tổng kinh phí công nghệ thông tin, chuyển đổi số của các đơn vị đã có số liệu (đồng)",
            "IT and digital transformation total of the units that reported (VND)",
        ),
        money(
            "security_vnd",
            "kinh phí an ninh mạng của các đơn vị đã có số liệu (đồng)",
            "cybersecurity of the units that reported (VND)",
        ),
        *_MONEY_MEMBERS,
    ),
    derived=True,
)

SUBTREE_TRAINING = Table(
    "subtree_training",
    Text("tập huấn toàn cây đơn vị", "training of whole subtrees"),
    (
        identifier(),
        reference("unit", "units", "đơn vị đầu cây", "top unit", required=True),
        integer(
            "headcount", "tổng số cán bộ của các đơn vị đã có số liệu", "headcount of the units that reported"
        ),
        integer(
            "trained",
            "số người đã tập huấn của các đơn vị đã có số liệu",
            "trained in the units that reported",
        ),
        *_MEMBERS,
    ),
    derived=True,
)

BLOC_BUDGETS = Table(
    "bloc_budgets",
    Text(
        "ngân sách khối Đảng, Mặt trận so với khối chính quyền",
        "budgets of the party bloc beside the government's",
    ),
    (
        identifier(),
        reference("unit", "units", "đơn vị đầu cây", "top unit", required=True),
        integer("year", "năm", "year", required=True, minimum=FIRST_YEAR, maximum=LAST_YEAR),
        choice("stage", STAGES, "giai đoạn ngân sách", "stage", required=True),
        money(
            "party_it_dt_vnd",
            "kinh phí công nghệ thông tin, chuyển đổi số của khối Đảng, Mặt trận (đồng)",
            "IT and digital transformation of the party bloc (VND)",
        ),
        money(
            "party_security_vnd",
            "kinh phí an ninh mạng của khối Đảng, Mặt trận (đồng)",
            "cybersecurity of the party bloc (VND)",
        ),
        money(
            "government_it_dt_vnd",
            "kinh phí công nghệ thông tin, chuyển đổi số của khối chính quyền (đồng)",
            "IT and digital transformation of the government bloc (VND)",
        ),
        money(
            "government_security_vnd",
            "kinh phí an ninh mạng của khối chính quyền (đồng)",
            "cybersecurity of the government bloc (VND)",
        ),
        money(
            "matching_vnd",
            "kinh phí an ninh mạng khối Đảng, Mặt trận cần có để bằng tỷ lệ của khối chính quyền (đồng)",
            "what the party bloc would have for cybersecurity at the government's share (VND)",
        ),
        *_MONEY_MEMBERS,
    ),
    derived=True,
)
"""Of a unit with both blocs below it (see `organisation`), for each year and stage on record in either."""

SUBTREES = frozenset(table.name for table in (SUBTREE_BUDGETS, SUBTREE_TRAINING, BLOC_BUDGETS))
"""The tables of figures that every unit of a subtree adds to."""
