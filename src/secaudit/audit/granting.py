"""Whether a new waiver may be granted: what an audit would refuse or cut short is not written down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from secaudit.audit.messages import written_day
from secaudit.audit.waivers import last_day, subjects_of
from secaudit.catalogue.lookup import find
from secaudit.model.control import Catalogue, Control
from secaudit.model.inventory import Inventory
from secaudit.model.problem import SecauditError
from secaudit.model.text import Text


class NotGranted(SecauditError):
    """A waiver that may not be; `text` says why and what can be done."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def granted(
    inventory: Inventory, catalogue: Catalogue, row: Mapping[str, Any], today: date
) -> dict[str, Any]:
    """Return a row of `waivers` with its control and subject as they are written in their own tables.

    Raises:
        UnknownControl: there is no such control.
        NotGranted: the control cannot be waived, there is no such row, the term is too long, over, or ends
            before it begins, or the id is taken.
    """
    control = find(catalogue, row["control"])
    _refuse_control(catalogue, control)
    subjects = subjects_of(inventory, (control.subject,))[control.subject]
    found = subjects.get(str(row["subject"]).casefold())
    if found is None:
        raise NotGranted(_no_subject(control, row["subject"], subjects))
    _refuse_term(catalogue, control, row["from_on"], row["until_on"], today)
    if row["id"] in inventory.tables["waivers"].rows["id"].to_pylist():
        raise NotGranted(
            Text(
                f"đã có ngoại lệ {row['id']}; nêu mã khác sau --id",
                f"there is a waiver {row['id']} already; give another id after --id",
            )
        )
    return {**row, "control": control.id, "subject": found[0]}


def _refuse_control(catalogue: Catalogue, control: Control) -> None:
    deed = control.remediation.text
    if not control.waivable:
        raise NotGranted(
            Text(
                f"tiêu chí {control.id} không cho phép ngoại lệ; phải khắc phục: {deed.vi}",
                f"the control {control.id} cannot be waived; mend it: {deed.en}",
            )
        )
    if control in catalogue.off:
        raise NotGranted(
            Text(
                f"tiêu chí {control.id} không được áp dụng, không cần ngoại lệ",
                f"the control {control.id} is off and needs no waiver",
            )
        )


def _no_subject(control: Control, subject: str, subjects: Mapping[str, tuple[str, str | None]]) -> Text:
    from difflib import get_close_matches

    near = [subjects[name][0] for name in get_close_matches(subject.casefold(), list(subjects), n=3)]
    vi = f"; có phải là {', '.join(near)}?" if near else ""
    en = f"; did you mean {', '.join(near)}?" if near else ""
    return Text(
        f"bảng {control.subject} không có dòng {subject}{vi}", f"{control.subject} has no row {subject}{en}"
    )


def _refuse_term(catalogue: Catalogue, control: Control, start: date, end: date, today: date) -> None:
    if end < start:
        raise NotGranted(
            Text(
                f"ngày cuối {written_day(end, 'vi')} trước ngày đầu {written_day(start, 'vi')}",
                f"the last day, {written_day(end, 'en')}, is before the first, {written_day(start, 'en')}",
            )
        )
    if end < today:
        raise NotGranted(
            Text(
                f"ngoại lệ đã hết hạn từ {written_day(end, 'vi')}; nêu ngày cuối chưa qua",
                f"the waiver was over on {written_day(end, 'en')}; give a last day to come",
            )
        )
    term = catalogue.waiver_terms.get(control.severity)
    last = last_day(start, end, term)
    if last < end and term is not None:
        label = control.severity.label
        raise NotGranted(
            Text(
                f"ngoại lệ của tiêu chí mức {label.vi} kéo dài nhiều nhất {term.days} ngày: chậm nhất đến "
                f"hết {written_day(last, 'vi')} ({term.reason.vi})",
                f"a waiver of a control of severity {label.en} lasts {term.days} days at most: until "
                f"{written_day(last, 'en')} at the latest ({term.reason.en})",
            )
        )
