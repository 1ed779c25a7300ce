"""What to say about parts of SQL that an expression may not have.

The allow-list itself is in `syntax`; what stands here only makes the refusal of common cases helpful.
"""

from __future__ import annotations

from secaudit.model.text import Text

_NO_PARAMETERS = Text("viết thẳng giá trị vào biểu thức", "write the value itself")
_NO_LISTS = Text(
    "danh sách, cấu trúc và phép lấy phần tử không dùng được",
    "lists, structures and their parts cannot be used",
)
_JOINED = Text("nối chữ bằng concat_ws(', ', a, b)", "texts are joined by concat_ws(', ', a, b)")

TOKENS = {
    "SEMICOLON": Text(
        "bỏ dấu chấm phẩy: chỉ được có một biểu thức", "leave out the semicolon: one expression only"
    ),
    "PLACEHOLDER": _NO_PARAMETERS,
    "PARAMETER": _NO_PARAMETERS,
    "COLON": _NO_PARAMETERS,
    "COLON_EQ": _NO_PARAMETERS,
    "L_BRACKET": _NO_LISTS,
    "L_BRACE": _NO_LISTS,
    "BLOCK_START": _NO_LISTS,
    "ARROW": Text("hàm lambda và JSON không dùng được", "lambdas and JSON cannot be used"),
    "DARROW": Text("hàm lambda và JSON không dùng được", "lambdas and JSON cannot be used"),
    "FARROW": Text("đối số có tên không dùng được", "named arguments cannot be used"),
    "LAMBDA": Text("hàm lambda không dùng được", "lambdas cannot be used"),
    "HASH": _NO_PARAMETERS,
    "DPIPE": _JOINED,
    "DIV": Text("dùng / cho phép chia", "divide by /"),
    "MOD": Text("phép chia lấy dư không dùng được", "remainders cannot be used"),
}
"""Signs that never occur in an expression, by token name, with the advice for each."""

STATEMENTS = frozenset({
    "SELECT", "WITH", "FROM", "VALUES", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER",
    "COPY", "ATTACH", "DETACH", "PRAGMA", "SET", "INSTALL", "LOAD", "CALL", "EXPORT", "IMPORT",
    "DESCRIBE", "SHOW", "USE", "TRUNCATE", "MERGE", "EXPLAIN", "EXECUTE", "PREPARE", "VACUUM",
    "CHECKPOINT", "BEGIN", "COMMIT", "ROLLBACK", "GRANT", "SUMMARIZE", "PIVOT", "UNPIVOT",
})  # fmt: skip
"""Words that begin a statement; as the first word of a text that cannot be parsed they explain why."""

_CLAUSES = {
    "joins": "JOIN", "group": "GROUP BY", "having": "HAVING", "order": "ORDER BY", "limit": "LIMIT",
    "offset": "OFFSET", "distinct": "DISTINCT", "qualify": "QUALIFY", "windows": "WINDOW", "with_": "WITH",
    "with": "WITH", "sample": "USING SAMPLE", "pivots": "PIVOT", "laterals": "LATERAL", "into": "INTO",
    "hint": "hint", "query": "IN (SELECT …)", "count": "max(a, b), min(a, b)", "db": "schema.table",
    "catalog": "catalog.schema.table",
}  # fmt: skip

_NODES = {
    "Window": Text("hàm cửa sổ (OVER) không dùng được", "window functions (OVER) cannot be used"),
    "Star": Text("* chỉ dùng trong count(*)", "* is for count(*) only"),
    "Select": Text(
        "bắt đầu bằng điều kiện; truy vấn con viết EXISTS (SELECT 1 FROM … WHERE …)",
        "begin with the condition; a subquery is EXISTS (SELECT 1 FROM … WHERE …)",
    ),
    "Union": Text("viết hai điều kiện nối bằng OR", "write two conditions joined by OR"),
    "Tuple": Text("viết từng so sánh riêng, nối bằng AND", "write each comparison by itself, joined by AND"),
    "ILike": Text(
        "viết lower(cột) LIKE 'mẫu chữ thường'", "write lower(column) LIKE 'pattern in lower case'"
    ),
    "Escape": Text("LIKE … ESCAPE không dùng được", "LIKE … ESCAPE cannot be used"),
    "Concat": _JOINED,
    "Mod": Text("phép chia lấy dư không dùng được", "remainders cannot be used"),
    "IntDiv": Text("dùng / cho phép chia", "divide by /"),
    "NullSafeEQ": Text("viết = và IS NULL riêng", "write = and IS NULL separately"),
    "NullSafeNEQ": Text("viết <> và IS NULL riêng", "write <> and IS NULL separately"),
    "TryCast": Text("chỉ dùng được CAST(… AS DATE)", "only CAST(… AS DATE) can be used"),
    "If": Text("viết CASE WHEN … THEN … ELSE … END", "write CASE WHEN … THEN … ELSE … END"),
    "CurrentDate": Text("dùng as_of, ngày kiểm tra", "use as_of, the audit's date"),
    "CurrentTimestamp": Text("dùng as_of, ngày kiểm tra", "use as_of, the audit's date"),
    "Any": Text("dùng IN (…) hoặc EXISTS (…)", "use IN (…) or EXISTS (…)"),
    "All": Text("dùng NOT EXISTS (…)", "use NOT EXISTS (…)"),
}

GENERAL_ADVICE = Text(
    "chỉ dùng cột, giá trị, so sánh, AND/OR/NOT, IN, BETWEEN, IS NULL, CASE, phép tính, ngày tháng và EXISTS",
    "use columns, literals, comparisons, AND/OR/NOT, IN, BETWEEN, IS NULL, CASE, arithmetic, dates, EXISTS",
)


def clause_name(argument: str) -> str:
    """Return the SQL word behind an argument of a parsed SELECT or FROM."""
    return _CLAUSES.get(argument, argument.strip("_"))


def node_advice(kind: str) -> Text:
    """Return the advice for a refused kind of node."""
    return _NODES.get(kind, GENERAL_ADVICE)
