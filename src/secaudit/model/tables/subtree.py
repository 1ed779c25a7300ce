"""Figures that the law sets for a whole: sums over a unit and every unit below it.

One row stands for a unit that has units below it. A subtree has reported when each of its `members`
gave the figures (`reported` counts those that did), so a control can tell a sum that is known from one
that is only known so far. See the contract, "Roll-up".
"""

from secaudit.model.column import choice, identifier, integer, money, reference
from secaudit.model.table import Table
from secaudit.model.tables.money import FIRST_YEAR, LAST_YEAR, STAGES
from secaudit.model.text import Text

_MEMBERS = (
    integer("members", "số đơn vị trong cây", "units in the subtree"),
    integer("reported", "số đơn vị đã có số liệu", "units that reported"),
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
        *_MEMBERS,
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
