"""Every kind of file that people keep, the version it is written in now, and the steps from earlier ones.

A golden file of every version stands in the tests and is opened there for ever.
"""

from __future__ import annotations

from secaudit.model.baseline import BASELINE_VERSION
from secaudit.model.history import HISTORY_VERSION
from secaudit.model.migrations import Layout
from secaudit.model.result import SCHEMA_VERSION
from secaudit.model.text import Text
from secaudit.model.undertaking import UNDERTAKINGS_VERSION

AUDIT = Layout(
    id="audit",
    name=Text("kết quả kiểm tra", "audit result"),
    key="schema_version",
    version=SCHEMA_VERSION,
    remedy=Text("chạy lại secaudit audit trên danh mục kiểm kê", "run secaudit audit on the inventory again"),
)
"""audit.json. A step turns the whole document, as JSON reads it."""

HISTORY = Layout(
    id="history",
    name=Text("lịch sử kiểm tra", "history"),
    key="schema_version",
    version=HISTORY_VERSION,
    remedy=Text("khôi phục tệp từ bản sao lưu", "restore the file from a backup"),
)
"""Histories. A step turns the rows of one record, by table and column; the file itself is never changed."""

BASELINE = Layout(
    id="baseline",
    name=Text("danh sách phát hiện đã biết", "baseline"),
    key="schema_version",
    version=BASELINE_VERSION,
    remedy=Text(
        "xóa tệp và lập lại bằng secaudit baseline write",
        "delete the file and make it again with secaudit baseline write",
    ),
)
"""Baselines. A step turns the node at the top of the YAML file."""

ACTIONS = Layout(
    id="actions",
    name=Text("sổ việc khắc phục", "file of actions"),
    key="version",
    version=UNDERTAKINGS_VERSION,
    code="actions-version",
    remedy=Text(
        "chuyển các mục sang các khóa của phiên bản này (docs/plan.md), rồi ghi lại số phiên bản",
        "put the entries into the keys of this version (docs/plan.md), then change the number",
    ),
)
"""actions.yaml. A step turns the node at the top of the YAML file."""

LAYOUTS = (AUDIT, HISTORY, BASELINE, ACTIONS)
