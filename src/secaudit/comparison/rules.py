"""The rules that judge a change and not a state; each says why it matters and what to do."""

from __future__ import annotations

from secaudit.model.comparison import ChangeRule
from secaudit.model.status import Severity
from secaudit.model.text import Text

_PROOF = Text(
    "Nếu thay đổi là đúng, gửi kèm văn bản chứng minh để người có thẩm quyền chấp thuận; nếu không, "
    "khôi phục giá trị cũ.",
    "If the change is right, have whoever may decide accept it, with the paper that proves it; if not, "
    "restore what was there.",
)
_RECORD = Text(
    "Khôi phục dòng đã xóa; việc đã kết thúc thì ghi ngày kết thúc, không xóa.",
    "Restore the row; what is over gets the day on which it ended, and is not deleted.",
)
_REVIEW = Text(
    "Người phụ trách bộ tiêu chí phải xem xét riêng thay đổi này trước khi chấp nhận.",
    "Whoever keeps the catalogue has to review this by itself before it is accepted.",
)


def _rule(
    id_: str, severity: Severity, title: tuple[str, str], why: tuple[str, str], advice: Text = _PROOF
) -> ChangeRule:
    return ChangeRule(id_, Text(*title), severity, Text(*why), advice)


LEVEL_LOWERED = _rule(
    "CHG-01", Severity.HIGH,
    ("Hạ cấp độ hệ thống thông tin", "The level of a system is lowered"),
    ("Nghĩa vụ bảo vệ đi theo cấp độ. Hạ cấp độ phải có thẩm định và phê duyệt lại.",
     "Duties of protection follow the level. Lowering it takes a new appraisal and approval."),
)  # fmt: skip
REMOVED_WITH_FINDINGS = _rule(
    "CHG-02", Severity.HIGH,
    ("Xóa hệ thống, thiết bị, sản phẩm, đơn vị khi còn phát hiện chưa xử lý",
     "A system, device, product or unit is removed while it has open findings"),
    ("Xóa khỏi danh mục không khắc phục được gì: phát hiện mất theo mà nguy cơ còn nguyên.",
     "Deleting it from the inventory mends nothing: the findings go and the risk stays."),
    Text("Khôi phục dòng; hệ thống đã dừng thì ghi giai đoạn “retired” sau khi xử lý xong phát hiện.",
         "Restore the row; a system that was shut down is “retired” once its findings are settled."),
)  # fmt: skip
OWNER_BLANKED = _rule(
    "CHG-03", Severity.HIGH,
    ("Xóa trống người hoặc đơn vị chịu trách nhiệm", "Who is responsible is blanked"),
    ("Không rõ người thì không ai chịu trách nhiệm khắc phục.",
     "Where nobody is named, nobody answers for putting it right."),
    Text("Điền lại người, đơn vị chịu trách nhiệm hiện nay.", "Enter who is responsible now."),
)  # fmt: skip
DATE_BLANKED = _rule(
    "CHG-04", Severity.HIGH,
    ("Xóa trống ngày đã khai", "A date is blanked"),
    ("Ngày đã khai là căn cứ đánh giá; xóa đi thì không còn đánh giá được.",
     "A declared date is what verdicts rest on; without it nothing can be judged."),
)  # fmt: skip
ANSWER_BLANKED = _rule(
    "CHG-05", Severity.HIGH,
    ("Xóa trống thông tin đã khai", "A declared fact is blanked"),
    ("Ô trống nghĩa là chưa rõ: điều đã biết, kể cả điều bất lợi, không được bỏ đi.",
     "An empty cell means unknown: what was known, also against the unit, may not be dropped."),
)  # fmt: skip
LINK_REMOVED = _rule(
    "CHG-06", Severity.HIGH,
    ("Xóa kết nối mạng đã khai", "A declared link is removed"),
    ("Kết nối không khai vẫn truyền được dữ liệu; đường lộ lọt không còn nhìn thấy.",
     "A link that nobody declares still carries data; the way out is just no longer seen."),
    Text("Khôi phục dòng; kết nối đã cắt thì ghi ngày kết thúc (ends_on).",
         "Restore the row; a link that was cut gets the day on which it ended (ends_on)."),
)  # fmt: skip
MONEY_REMOVED = _rule(
    "CHG-07", Severity.HIGH,
    ("Xóa dòng ngân sách, dòng chi, hoặc chuyển sang năm, giai đoạn khác",
     "A budget or spending line is removed, or moved to another year or stage"),
    ("Tỷ lệ chi an ninh mạng tính trên mọi dòng đã khai; bớt dòng là làm sai tỷ lệ.",
     "The share for cybersecurity is reckoned on every declared line; dropping one bends it."),
)  # fmt: skip
OBSERVATION_REMOVED = _rule(
    "CHG-08", Severity.HIGH,
    ("Xóa hoặc sửa kết quả quan sát", "An observation is removed or altered"),
    ("Quan sát là kết quả của đoàn kiểm tra hoặc công cụ quét, không phải của đơn vị được kiểm tra.",
     "An observation is an inspector's or a scanner's, and not for the inspected unit to change."),
    Text("Khôi phục; kết quả mới ghi thành một quan sát mới.",
         "Restore it; a new result is a new observation."),
)  # fmt: skip
HISTORY_REWRITTEN = _rule(
    "CHG-09", Severity.HIGH,
    ("Sửa bản ghi của việc đã xảy ra", "The record of a past event is rewritten"),
    ("Việc đã xảy ra không đổi ngày, loại, kỳ hay đối tượng; sửa lại có thể che việc chậm hạn hoặc chưa làm.",
     "What has happened keeps its day, kind, period and subject; changing them can hide what was late."),
)  # fmt: skip
RECORD_REMOVED = _rule(
    "CHG-10", Severity.HIGH,
    ("Xóa bản ghi việc đã xảy ra", "The record of an event is removed"),
    ("Sự cố, điểm yếu, đợt kiểm tra, diễn tập, văn bản đã ghi nhận là lịch sử của đơn vị.",
     "Incidents, weaknesses, inspections, drills and papers on record are the unit's history."),
    _RECORD,
)  # fmt: skip
DECLARATION_REMOVED = _rule(
    "CHG-11", Severity.HIGH,
    ("Rút xác nhận đã khai đầy đủ", "A declaration of completeness is withdrawn"),
    ("Rút xác nhận làm “không đạt” thành “chưa đủ căn cứ” mà không ai khắc phục gì.",
     "Withdrawing it turns failures into unknowns while nobody mends anything."),
    Text("Khôi phục xác nhận, hoặc bổ sung các dòng còn thiếu rồi xác nhận lại.",
         "Restore it, or add the rows that are missing and declare anew."),
)  # fmt: skip
SECRECY_LOWERED = _rule(
    "CHG-12", Severity.CRITICAL,
    ("Hạ độ mật đã khai", "A degree of state secrets is lowered"),
    ("Chỉ người có thẩm quyền được giảm mật, giải mật; hạ trong danh mục làm mất nghĩa vụ bảo vệ.",
     "Only whoever has the authority may downgrade or declassify; here it sheds duties of protection."),
)  # fmt: skip
IMPORTANCE_LOWERED = _rule(
    "CHG-13", Severity.HIGH,
    ("Hạ mức quan trọng của hệ thống", "A system is made to look less important"),
    ("An ninh quốc gia, kết nối dữ liệu dân cư, thủ tục hành chính, số chủ thể dữ liệu và phạm vi phục vụ "
     "quyết định hệ thống có những nghĩa vụ nào.",
     "National security, the population database, administrative procedures, data subjects and scope decide "
     "which duties a system has."),
)  # fmt: skip
PHASE_SET_BACK = _rule(
    "CHG-14", Severity.HIGH,
    ("Chuyển giai đoạn hệ thống để thoát nghĩa vụ", "A system's phase is changed and sheds duties"),
    ("Ghi “đã dừng” khi còn phát hiện, hoặc đưa hệ thống đang chạy về giai đoạn trước, làm mất nghĩa vụ.",
     "Calling it retired with findings open, or a running system one still being built, sheds duties."),
)  # fmt: skip
BELONGING_CHANGED = _rule(
    "CHG-15", Severity.HIGH,
    ("Đổi loại đơn vị", "The kind of a unit is changed"),
    ("Nghĩa vụ theo loại đơn vị; đổi loại là đổi toàn bộ nghĩa vụ.",
     "Duties follow the kind of unit; changing it changes all of them."),
)  # fmt: skip
OWNER_CHANGED = _rule(
    "CHG-16", Severity.MEDIUM,
    ("Chuyển sang đơn vị khác", "A row is moved to another unit"),
    ("Đơn vị chịu trách nhiệm thay đổi, phát hiện đi theo.",
     "Another unit answers for it from now on, and for its findings."),
    Text("Kiểm tra biên bản bàn giao; đơn vị nhận phải biết các phát hiện còn mở.",
         "Look for the record of the handover; who takes it over has to know the open findings."),
)  # fmt: skip
INTERNET_ADDED = _rule(
    "CHG-17", Severity.HIGH,
    ("Thêm đường nối với Internet", "A way to the internet is added"),
    ("Mỗi đường nối mới với Internet mở thêm một lối vào cho cả vùng mạng.",
     "Every new way to the internet is a way in for the whole segment."),
    Text("Chỉ giữ khi đã được phê duyệt và có biện pháp bảo vệ; nếu không, bỏ kết nối.",
         "Keep it only if it was approved and is protected; else remove it."),
)  # fmt: skip
DEADLINE_MOVED = _rule(
    "CHG-18", Severity.HIGH,
    ("Lùi hoặc bỏ thời hạn đã đặt", "A deadline is put off or dropped"),
    ("Thời hạn do người giao việc đặt; lùi hạn làm việc chậm thành đúng hạn.",
     "A deadline is set by whoever gave the task; putting it off makes the late look on time."),
)  # fmt: skip
FIGURES_CHANGED = _rule(
    "CHG-19", Severity.MEDIUM,
    ("Sửa số liệu ngân sách, chi, số người đã khai", "Declared figures of money or staff are altered"),
    ("Số đã giao, đã chi không đổi nếu không có quyết định điều chỉnh; một nửa số người không tự mất đi.",
     "What was allocated or spent does not change without a decision; half of a staff does not just go."),
)  # fmt: skip
MANY_AT_ONCE = _rule(
    "CHG-20", Severity.HIGH,
    ("Sửa hoặc xóa nhiều dòng cùng lúc", "Many rows are altered or removed at once"),
    ("Thay đổi hàng loạt không thể xem từng dòng, dễ là do nhập nhầm hoặc cố ý che giấu.",
     "Nobody can look at each row of a mass change; it is an import gone wrong, or hides something."),
    Text("Tách thành các thay đổi nhỏ theo đơn vị, mỗi thay đổi nêu rõ lý do.",
         "Split it by unit into small changes, each with its reason."),
)  # fmt: skip
ZONE_CHANGED = _rule(
    "CHG-21", Severity.HIGH,
    ("Đổi loại vùng mạng Internet hoặc loại kết nối", "The kind of an internet segment or link is changed"),
    ("Đổi loại làm đường lộ lọt không còn được tính.",
     "With another kind a way to the internet no longer counts as one."),
)  # fmt: skip
DUTY_TAKEN_BACK = _rule(
    "CHG-22", Severity.HIGH,
    ("Rút lại điều làm phát sinh nghĩa vụ", "A fact that brings duties is taken back"),
    ("Sự cố nghiêm trọng, mức độ điểm yếu, sản phẩm nước ngoài, đầu tư công quyết định có nghĩa vụ nào.",
     "A serious incident, a severe weakness, a foreign or publicly paid product bring duties."),
)  # fmt: skip
RUNNING_REMOVED = _rule(
    "CHG-23", Severity.HIGH,
    ("Xóa hệ thống đang chạy", "A running system is removed"),
    ("Hệ thống đang chạy không biến mất; xóa rồi khai lại dưới mã khác làm mất cấp độ và lịch sử của nó.",
     "A running system does not vanish; under another id it would lose its level and its history."),
    Text("Khôi phục dòng; hệ thống đã dừng thì ghi giai đoạn “retired”.",
         "Restore the row; a system that was shut down is “retired”."),
)  # fmt: skip
MOVED_AND_SHED = _rule(
    "CHG-24", Severity.HIGH,
    ("Chuyển đơn vị làm mất nghĩa vụ", "A row is moved to another unit and sheds duties"),
    ("Dưới đơn vị mới, nghĩa vụ không còn áp dụng: phải là bàn giao thật, không phải cách thoát nghĩa vụ.",
     "Under the new unit duties no longer apply: that has to be a real handover, and no way out of them."),
)  # fmt: skip
OBSERVATION_OVERRULED = _rule(
    "CHG-25", Severity.MEDIUM,
    ("Quan sát mới khác quan sát trước", "A new observation differs from the one before"),
    ("Quan sát sau thay quan sát trước khi đánh giá: phải là kết quả kiểm tra lại, không phải lời đơn vị.",
     "The later takes the place of the earlier: it has to come from a new inspection, not from the unit."),
    Text("Kiểm tra người quan sát và biên bản kiểm tra lại.",
         "Look at who observed it, and for the record of the new inspection."),
)  # fmt: skip

CONTROL_OFF = _rule(
    "CHG-31", Severity.HIGH,
    ("Ngừng áp dụng hoặc xóa tiêu chí", "A control is switched off or removed"),
    ("Sau khi chấp nhận, không ai còn kiểm tra nghĩa vụ này.",
     "Once accepted, nobody checks this duty any more."),
    _REVIEW,
)  # fmt: skip
SEVERITY_LOWERED = _rule(
    "CHG-32", Severity.HIGH,
    ("Giảm mức độ của tiêu chí", "The severity of a control is lowered"),
    ("Mức độ quyết định thay đổi nào bị từ chối.", "Severity decides which changes are refused."),
    _REVIEW,
)  # fmt: skip
CONTROL_CHANGED = _rule(
    "CHG-33", Severity.MEDIUM,
    ("Sửa nội dung tiêu chí", "What a control asks is changed"),
    ("Kết quả trước và sau không còn so sánh được; lần kiểm tra này vẫn theo nội dung cũ.",
     "Verdicts before and after cannot be compared; this check still goes by the old text."),
    _REVIEW,
)  # fmt: skip
WAIVER_ADDED = _rule(
    "CHG-34", Severity.MEDIUM,
    ("Thêm hoặc kéo dài ngoại lệ", "A waiver is added or extended"),
    ("Ngoại lệ mới chưa có hiệu lực trong lần kiểm tra này: thay đổi không thể tự miễn cho mình.",
     "It does not count in this check: a change cannot excuse itself."),
    Text("Trình người có thẩm quyền phê duyệt ngoại lệ trong một thay đổi riêng.",
         "Have it approved in a change of its own."),
)  # fmt: skip
BASELINE_GROWN = _rule(
    "CHG-35", Severity.MEDIUM,
    ("Thêm phát hiện vào danh sách đã biết", "The baseline grows"),
    ("Danh sách mới chưa có hiệu lực trong lần kiểm tra này.", "The new entries do not count in this check."),
    _REVIEW,
)  # fmt: skip
YARDSTICK_OTHER = _rule(
    "CHG-36", Severity.INFO,
    ("Thay đổi khác của căn cứ đánh giá", "Another change of what is judged by"),
    ("Được nêu để biết; lần kiểm tra này theo căn cứ của trạng thái gốc.",
     "Told for information; this check goes by what stood in the base."),
    _REVIEW,
)  # fmt: skip

RULES: tuple[ChangeRule, ...] = (
    LEVEL_LOWERED,
    REMOVED_WITH_FINDINGS,
    OWNER_BLANKED,
    DATE_BLANKED,
    ANSWER_BLANKED,
    LINK_REMOVED,
    MONEY_REMOVED,
    OBSERVATION_REMOVED,
    HISTORY_REWRITTEN,
    RECORD_REMOVED,
    DECLARATION_REMOVED,
    SECRECY_LOWERED,
    IMPORTANCE_LOWERED,
    PHASE_SET_BACK,
    BELONGING_CHANGED,
    OWNER_CHANGED,
    INTERNET_ADDED,
    DEADLINE_MOVED,
    FIGURES_CHANGED,
    MANY_AT_ONCE,
    ZONE_CHANGED,
    DUTY_TAKEN_BACK,
    RUNNING_REMOVED,
    MOVED_AND_SHED,
    OBSERVATION_OVERRULED,
    CONTROL_OFF,
    SEVERITY_LOWERED,
    CONTROL_CHANGED,
    WAIVER_ADDED,
    BASELINE_GROWN,
    YARDSTICK_OTHER,
)
"""Every rule, by id."""
