"""Units, what they declare complete, and the people in security roles."""

from secaudit.model.column import boolean as yes_no
from secaudit.model.column import choice, event, identifier, integer, reference, text, words
from secaudit.model.table import Table
from secaudit.model.text import Text

UNIT_KINDS = (
    "city", "department", "commune", "party_committee", "party_agency", "front",
    "military", "police", "public_service", "other",
)  # fmt: skip

PARTY_BLOC = ("party_committee", "party_agency", "front")
"""The bodies whose money KH01/35 and TB07/PL3d speak of: the party's, the Front's and mass organisations'."""

GOVERNMENT_BLOC = ("city", "department", "commune")
"""The government bodies, from city to commune, with which KH01/35 wants them to be in step."""

BLOCS = (*PARTY_BLOC, *GOVERNMENT_BLOC)

UNITS = Table(
    "units",
    Text("đơn vị", "units"),
    (
        identifier(),
        text("name", "tên đơn vị", "name", required=True),
        choice("kind", UNIT_KINDS, "loại đơn vị", "kind", required=True),
        reference("parent", "units", "đơn vị cấp trên", "parent unit"),
        text("head_name", "họ tên người đứng đầu", "name of the head"),
        text("head_post", "chức vụ người đứng đầu", "post of the head"),
        text("security_officer", "cán bộ phụ trách an ninh mạng", "security officer"),
        text("contact", "đầu mối liên hệ", "contact point"),
        integer("headcount", "tổng số cán bộ, công chức, viên chức", "headcount"),
        integer("trained", "số người đã được tập huấn", "people trained"),
        integer("it_staff", "số cán bộ chuyên trách công nghệ thông tin", "dedicated IT staff"),
        integer("security_staff", "số cán bộ chuyên trách an ninh mạng", "dedicated security staff"),
    ),
    owner=("id",),
    closed=True,
)

DECLARATIONS = Table(
    "declarations",
    Text("xác nhận kê khai đầy đủ", "declarations of completeness"),
    (
        identifier(),
        reference("unit", "units", "đơn vị", "unit", required=True),
        words("tables", "các bảng đã kê khai đầy đủ", "tables declared complete", required=True),
        event("declared_on", "ngày xác nhận", "declared on", required=True),
        text("by", "người xác nhận", "declared by"),
    ),
    closed=True,
)

STAFF = Table(
    "staff",
    Text("nhân sự an ninh mạng", "security staff"),
    (
        identifier(),
        reference("unit", "units", "đơn vị", "unit", required=True),
        choice("role", ("it", "security", "administrator"), "vai trò", "role"),
        yes_no("certified", "có chứng chỉ an ninh mạng", "certified"),
        yes_no("degree", "có bằng chuyên ngành an ninh mạng", "holds a cybersecurity degree"),
        event("trained_on", "ngày tập huấn gần nhất", "last trained on"),
    ),
)
