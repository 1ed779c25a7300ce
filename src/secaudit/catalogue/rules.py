"""What lint looks for, declared once: the page in docs and the words that `allow` takes come from here."""

from __future__ import annotations

from secaudit.lazily import dataclass
from secaudit.model.problem import Gravity
from secaudit.model.text import Text

_ERROR, _WARNING = Gravity.ERROR, Gravity.WARNING


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that lint finds.

    `acceptable` says whether a control may live with it by naming the code under `allow`. `finds` is what is
    wrong, `why` what it leads to and how it is mended.
    """

    code: str
    gravity: Gravity
    acceptable: bool
    finds: Text
    why: Text


PLACEHOLDER = ("«", "»")
"""What a draft has around everything that its author has to write."""

RULES: tuple[Rule, ...] = (
    Rule(
        "placeholder",
        _ERROR,
        False,
        Text(
            "còn chỗ «…» của bản nháp, hoặc effort_days là 0",
            "a «…» of the draft is left, or 0 `effort_days`",
        ),
        Text("viết nội dung thật vào đó", "write what belongs there"),
    ),
    Rule(
        "no-duty",
        _ERROR,
        False,
        Text(
            "tiêu chí không dẫn nghĩa vụ nào loại control hoặc evidence",
            "a control that cites no obligation of kind control or evidence",
        ),
        Text(
            "không có căn cứ để kết luận ai vi phạm; dẫn nghĩa vụ mà tiêu chí kiểm tra",
            "nobody can have broken what nobody is asked to do; cite the duty that it checks",
        ),
    ),
    Rule(
        "dead-control",
        _ERROR,
        False,
        Text("applies_when không bao giờ đúng", "an `applies_when` that no row can match"),
        Text(
            "tiêu chí không đánh giá dòng nào mà báo cáo vẫn liệt kê nó; sửa điều kiện",
            "it judges nothing, and yet the report lists it; mend the condition",
        ),
    ),
    Rule(
        "constant-scope",
        _WARNING,
        False,
        Text("applies_when luôn đúng", "an `applies_when` that every row matches"),
        Text("bỏ khóa đó, hoặc sửa điều kiện", "leave it out, or mend it"),
    ),
    Rule(
        "never-passes",
        _ERROR,
        False,
        Text(
            "assert không bao giờ đúng khi tiêu chí áp dụng",
            "an `assert` that is never true where it applies",
        ),
        Text("không đơn vị nào đạt được; sửa điều kiện", "nobody can ever meet it; mend the condition"),
    ),
    Rule(
        "never-fails",
        _ERROR,
        False,
        Text(
            "assert không bao giờ sai khi tiêu chí áp dụng",
            "an `assert` that is never false where it applies",
        ),
        Text("tiêu chí không phát hiện được gì; sửa điều kiện", "it can find nothing; mend the condition"),
    ),
    Rule(
        "dead-subquery",
        _ERROR,
        False,
        Text("điều kiện WHERE của truy vấn con không bao giờ đúng", "a subquery whose WHERE is never true"),
        Text(
            "EXISTS luôn sai, hàm tổng hợp luôn trống; sửa điều kiện",
            "EXISTS is always false and an aggregate always empty; mend the condition",
        ),
    ),
    Rule(
        "is-null",
        _WARNING,
        True,
        Text(
            "IS NULL, COALESCE, LEAST, GREATEST, CONCAT_WS với cột có thể trống, trong điều kiện hoặc due",
            "IS NULL, COALESCE, LEAST, GREATEST or CONCAT_WS of a column that may be empty, "
            "in a condition or in `due`",
        ),
        Text(
            "biến ô trống thành kết luận hoặc thời hạn, trong khi ô trống nghĩa là chưa biết; "
            "riêng IS NULL với `expires_on`, `ends_on` được miễn: không ghi là không có hạn",
            "it turns an empty cell into a verdict or a deadline, where empty means unknown; "
            "IS NULL of `expires_on` and `ends_on` is excepted: no end given is none",
        ),
    ),
    Rule(
        "case-else",
        _WARNING,
        True,
        Text(
            "CASE trong một điều kiện đi tiếp sang nhánh sau khi cột của WHEN để trống",
            "a CASE in a condition that goes on to a later branch when a column of its WHEN is empty",
        ),
        Text(
            "ô trống nhận kết quả của ELSE; bỏ ELSE, hoặc viết bằng AND và OR để ô trống vẫn là chưa biết",
            "an empty cell gets the result of ELSE; leave ELSE out, or write it with AND and OR",
        ),
    ),
    Rule(
        "division",
        _WARNING,
        True,
        Text("phép chia trong một điều kiện", "a division in a condition"),
        Text(
            "làm tròn và có thể chia cho 0; nhân chéo, ví dụ a >= 0.15 * b",
            "it rounds, and may be by zero; multiply instead, as in `a >= 0.15 * b`",
        ),
    ),
    Rule(
        "no-example",
        _ERROR,
        False,
        Text("không có ví dụ đạt hoặc không đạt", "no example that passes, or none that fails"),
        Text(
            "chưa ai chứng minh tiêu chí phân biệt được hai kết quả; ví dụ có todo không tính",
            "nobody has shown that it tells the two apart; an example with `todo` does not count",
        ),
    ),
    Rule(
        "unknown-example",
        _WARNING,
        True,
        Text(
            "không có ví dụ chưa đủ căn cứ, trong khi dữ liệu có thể thiếu",
            "no example of an unknown, where data can be missing",
        ),
        Text(
            "thiếu dữ liệu có thể đã thành đạt hoặc không đạt mà không ai biết",
            "missing data may have become a verdict without anybody noticing",
        ),
    ),
    Rule(
        "not-applicable-example",
        _WARNING,
        True,
        Text("không có ví dụ không áp dụng", "no example of what it does not apply to"),
        Text(
            "thêm ví dụ trước ngày có hiệu lực và ngoài diện áp dụng",
            "add one before the day of force, and one outside `applies_when`",
        ),
    ),
    Rule(
        "not-yet-due-example",
        _WARNING,
        True,
        Text(
            "không có ví dụ chưa đến hạn, trong khi tiêu chí có thời hạn",
            "no example that is not yet due, where there is a deadline",
        ),
        Text("thêm ví dụ vào ngày cuối của thời hạn", "add one on the last day"),
    ),
    Rule(
        "unsaid-scope",
        _WARNING,
        False,
        Text("có applies_when mà không có applies_to", "an `applies_when` without `applies_to`"),
        Text("báo cáo không nói được vì sao không áp dụng", "a report cannot say why it does not apply"),
    ),
    Rule(
        "message-values",
        _WARNING,
        False,
        Text(
            "message của hai ngôn ngữ nêu các giá trị khác nhau",
            "messages that show different values in the two languages",
        ),
        Text(
            "hai người đọc hai báo cáo khác nhau; ten_vi và ten_en là một giá trị bằng hai ngôn ngữ",
            "two readers get two reports; `name_vi` and `name_en` are one value in two languages",
        ),
    ),
    Rule(
        "untranslated",
        _WARNING,
        True,
        Text(
            "câu như nhau ở hai ngôn ngữ, hoặc câu tiếng Việt không có dấu",
            "a sentence alike in both languages, or a Vietnamese one without any diacritic",
        ),
        Text("dịch câu đó", "translate it"),
    ),
    Rule(
        "recurrence",
        _WARNING,
        True,
        Text(
            "every của tiêu chí khác every của các nghĩa vụ được dẫn",
            "a control whose `every` differs from that of the obligations it cites",
        ),
        Text(
            "nghĩa vụ định kỳ bị coi là làm một lần, hoặc ngược lại; tiêu chí đọc cột year hay period "
            "của dòng được miễn",
            "a recurring duty is taken as done once and for all, or the reverse; a control that reads "
            "its row's own year or period is excepted",
        ),
    ),
    Rule(
        "uncovered-obligation",
        _WARNING,
        False,
        Text("nghĩa vụ không có tiêu chí nào dẫn", "an obligation that no control cites"),
        Text(
            "viết tiêu chí, hoặc đổi kind và nêu reason nếu không kiểm tra được",
            "write a control, or change its kind and give a reason if it cannot be checked",
        ),
    ),
    Rule(
        "same-severity",
        _WARNING,
        False,
        Text("severity đổi một mức thành chính mức đó", "a `severity` that changes one to what it is"),
        Text("xóa mục đó", "remove the entry"),
    ),
    Rule(
        "profile-never",
        _WARNING,
        False,
        Text(
            "diện áp dụng xét một tiêu chí không thể áp dụng cho loại đơn vị của nó",
            "a profile that judges a control which can never apply to its kinds of unit",
        ),
        Text(
            "báo cáo liệt kê tiêu chí ấy mà không giải thích; loại trong without và nêu lý do",
            "reports list it without saying why it is idle; leave it out under `without`, with the reason",
        ),
    ),
    Rule(
        "unread-column",
        _WARNING,
        False,
        Text(
            "cột của danh mục kiểm kê mà không tiêu chí nào đọc (chỉ khi thư mục có lint.yaml)",
            "columns of the inventory that no control reads (where the folder has a lint.yaml)",
        ),
        Text(
            "đơn vị khai mà không ai dùng; viết tiêu chí, hoặc nêu cột và lý do trong lint.yaml",
            "units fill in what nobody uses; write a control, or name the column in lint.yaml with a reason",
        ),
    ),
    Rule(
        "read-column",
        _WARNING,
        False,
        Text("lint.yaml nêu một cột mà tiêu chí có đọc", "a column in lint.yaml that a control does read"),
        Text("xóa cột đó khỏi lint.yaml", "remove it from lint.yaml"),
    ),
    Rule(
        "unused-allow",
        _WARNING,
        False,
        Text("allow nêu cảnh báo không xảy ra", "an `allow` for a warning that does not occur"),
        Text("xóa khỏi allow", "remove it from `allow`"),
    ),
)

BY_CODE = {rule.code: rule for rule in RULES}

ACCEPTABLE = tuple(rule.code for rule in RULES if rule.acceptable)
"""The warnings that a control may accept under `allow`."""
