"""Information systems, the devices and products in them, and their weaknesses."""

from secaudit.model.column import (
    Column,
    Kind,
    boolean,
    choice,
    date,
    event,
    identifier,
    integer,
    reference,
    term,
    text,
)
from secaudit.model.table import Table
from secaudit.model.text import Text

SECRET_DEGREES = ("none", "mat", "toi_mat", "tuyet_mat")
"""Degrees of state secrets, mildest first: none, Mật, Tối mật, Tuyệt mật (Law 117/2025)."""

EXPOSURE = (
    Column(
        "exposed",
        Kind.BOOLEAN,
        Text("có đường truyền dữ liệu với Internet", "data can travel between it and the internet"),
        computed=True,
    ),
    Column("exposure_path", Kind.TEXT, Text("đường lộ lọt", "exposure path"), computed=True),
)

SYSTEMS = Table(
    "systems",
    Text("hệ thống thông tin", "information systems"),
    (
        identifier(),
        reference("unit", "units", "chủ quản", "owner", required=True),
        reference("operator", "units", "đơn vị vận hành", "operator"),
        text("name", "tên hệ thống", "name", required=True),
        choice(
            "phase",
            ("planned", "design", "build", "trial", "operation", "retired"),
            "giai đoạn",
            "phase",
            required=True,
        ),
        integer("proposed_level", "cấp độ đề xuất", "proposed level", minimum=1, maximum=5),
        integer("approved_level", "cấp độ được phê duyệt", "approved level", minimum=1, maximum=5),
        text("approval_number", "số quyết định phê duyệt cấp độ", "approval number"),
        event("approved_on", "ngày phê duyệt cấp độ", "level approved on"),
        text("approved_by", "cơ quan phê duyệt cấp độ", "level approved by"),
        event("appraised_on", "ngày thẩm định", "appraised on"),
        text("appraised_by", "cơ quan thẩm định", "appraised by"),
        event("regulation_on", "ngày ban hành quy chế bảo đảm an ninh mạng", "regulation issued on"),
        choice(
            "plan_status",
            ("none", "partial", "full"),
            "tình trạng triển khai phương án bảo vệ",
            "protection plan deployed",
        ),
        event("plan_full_on", "ngày triển khai đầy đủ phương án bảo vệ", "protection plan fully deployed on"),
        event("went_live_on", "ngày đưa vào sử dụng", "went live on"),
        choice("state_secrets", SECRET_DEGREES, "bí mật nhà nước", "state secrets"),
        boolean(
            "national_security", "hệ thống quan trọng về an ninh quốc gia", "important to national security"
        ),
        boolean("admin_procedures", "phục vụ thủ tục hành chính", "handles administrative procedures"),
        integer("data_subjects", "số chủ thể dữ liệu cá nhân", "data subjects"),
        integer("sensitive_subjects", "số chủ thể dữ liệu cá nhân nhạy cảm", "subjects of sensitive data"),
        choice("scope", ("unit", "province", "national"), "phạm vi phục vụ", "scope"),
        boolean(
            "population_db",
            "kết nối Cơ sở dữ liệu quốc gia về dân cư",
            "connected to the national population database",
        ),
        reference("segment", "segments", "vùng mạng", "segment"),
        choice(
            "monitoring",
            ("none", "local", "city_centre", "national_centre"),
            "giám sát an ninh mạng",
            "monitoring",
        ),
        boolean("monitoring_24x7", "giám sát 24/7", "monitored round the clock"),
        boolean("ids_ips", "phát hiện, ngăn chặn xâm nhập (IDS/IPS)", "IDS/IPS"),
        boolean("endpoint_protection", "bảo vệ điểm cuối", "endpoint protection"),
        boolean("mfa", "xác thực đa yếu tố", "multi-factor authentication"),
        boolean("backup", "sao lưu dữ liệu", "backup"),
        event("restore_tested_on", "ngày thử khôi phục dữ liệu", "restore tested on"),
        integer("log_months", "số tháng lưu nhật ký", "months of logs kept"),
        event("risk_assessed_on", "ngày đánh giá rủi ro", "risk assessed on"),
        event("scanned_on", "ngày rà quét điểm yếu", "scanned for weaknesses on"),
        event("pentested_on", "ngày kiểm thử xâm nhập", "penetration tested on"),
        event("drilled_on", "ngày diễn tập", "drilled on"),
        event("assessed_on", "ngày kiểm tra, đánh giá", "inspected and assessed on"),
        integer(
            "staff_involved",
            "số người tham gia quy trình công việc trên hệ thống",
            "people whose work touches the system",
        ),
        integer(
            "staff_trained",
            "số người trong đó đã được tập huấn nâng cao ý thức",
            "of them, made aware by training",
        ),
        event(
            "dossier_sent_on",
            "ngày gửi thẩm định hồ sơ đề xuất cấp độ",
            "dossier of the level sent for appraisal on",
        ),
        term("approval_expected_on", "ngày dự kiến phê duyệt cấp độ", "level expected to be approved on"),
        term(
            "plan_expected_on",
            "ngày dự kiến triển khai đầy đủ phương án bảo vệ",
            "protection plan expected to be fully deployed on",
        ),
        *EXPOSURE,
    ),
)

DEVICES = Table(
    "devices",
    Text("thiết bị", "devices"),
    (
        identifier(),
        reference("unit", "units", "đơn vị", "unit", required=True),
        text("name", "tên thiết bị", "name"),
        choice(
            "kind",
            ("workstation", "laptop", "server", "printer", "phone", "network", "cipher"),
            "loại thiết bị",
            "kind",
        ),
        reference("segment", "segments", "vùng mạng", "segment"),
        reference("system", "systems", "hệ thống thông tin", "system"),
        boolean("internet", "kết nối Internet", "connected to the internet"),
        event("observed_internet_on", "ngày phát hiện kết nối Internet", "seen on the internet on"),
        choice("state_secrets", SECRET_DEGREES, "bí mật nhà nước", "state secrets"),
        event("checked_before_use_on", "ngày kiểm tra an ninh trước khi sử dụng", "checked before use on"),
        event("cipher_inspected_on", "ngày kiểm tra thiết bị mật mã", "cipher device inspected on"),
        boolean("endpoint_protection", "bảo vệ điểm cuối", "endpoint protection"),
        date("os_support_until", "hạn hỗ trợ hệ điều hành", "operating system supported until"),
        *EXPOSURE,
    ),
)

PRODUCTS = Table(
    "products",
    Text("sản phẩm, dịch vụ an ninh mạng", "security products and services"),
    (
        identifier(),
        reference("unit", "units", "đơn vị", "unit", required=True),
        reference("system", "systems", "hệ thống thông tin", "system"),
        text("name", "tên sản phẩm, dịch vụ", "name", required=True),
        text("vendor", "nhà cung cấp", "vendor"),
        boolean("domestic", "sản phẩm trong nước", "domestic"),
        boolean("public_investment", "thuộc dự án đầu tư công", "bought by public investment"),
        text("justification", "lý do dùng sản phẩm nước ngoài", "justification of a foreign product"),
        event("warned_on", "ngày có cảnh báo", "warned about on"),
        event("fixed_on", "ngày khắc phục cảnh báo", "warning fixed on"),
    ),
)

VULNERABILITIES = Table(
    "vulnerabilities",
    Text("điểm yếu, lỗ hổng", "vulnerabilities"),
    (
        identifier(),
        reference("system", "systems", "hệ thống thông tin", "system", required=True),
        choice("severity", ("critical", "high", "medium", "low"), "mức độ", "severity"),
        event("found_on", "ngày phát hiện", "found on", required=True),
        term("fix_due_on", "hạn khắc phục", "fix due on"),
        event("fixed_on", "ngày khắc phục", "fixed on"),
        text("source", "nguồn phát hiện", "source"),
        text("reference", "mã tham chiếu", "reference"),
    ),
    owner=("system", "unit"),
)
