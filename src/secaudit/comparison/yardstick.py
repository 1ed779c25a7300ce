"""What a change does to that by which it is judged: controls, profiles, waivers, the baseline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from secaudit.comparison import rules
from secaudit.comparison.changes import refuses
from secaudit.model.baseline import Baseline
from secaudit.model.comparison import ChangeRule, YardstickChange, YardstickKind, change_fingerprint
from secaudit.model.control import Catalogue, Control
from secaudit.model.day import day_told
from secaudit.model.inventory import TableData
from secaudit.model.location import Location
from secaudit.model.rule import rule_sha256
from secaudit.model.status import Severity, is_worse
from secaudit.model.text import Text, counted

_TERMS = ("control", "subject", "reason", "approved_by", "approver_post", "from_on", "until_on", "conditions")


class Weighing:
    """Makes the changes of one check, and says which of them refuse."""

    def __init__(self, threshold: Severity | None) -> None:
        self._threshold = threshold

    def of(
        self,
        rule: ChangeRule,
        kind: YardstickKind,
        id_: str,
        sentence: Text,
        location: Location | None,
        *values: str,
        in_base: bool = False,
    ) -> YardstickChange:
        """Return one change; `values` are what makes it another one than that of yesterday."""
        mark = change_fingerprint(rule.id, kind, id_, *values)
        blocking = refuses(rule.severity, self._threshold)
        # A baseline knows findings: what a change does has to be looked at each time.
        return YardstickChange(rule.id, rule.severity, kind, id_, sentence, location, blocking, mark, in_base)


def catalogue_changes(base: Catalogue, head: Catalogue, weigh: Weighing) -> Iterator[YardstickChange]:
    """Yield what became of each control, of the profiles, and of the longest terms of waivers."""
    before = {one.id: one for one in base.controls}
    after = {one.id: one for one in head.controls}
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            yield _gone(before[name], head, weigh)
        elif name not in before:
            yield _fresh(after[name], weigh)
        else:
            yield from _altered(before[name], after[name], weigh)
    for name in sorted(base.profiles.keys() | head.profiles.keys()):
        one, other = base.profiles.get(name), head.profiles.get(name)
        if _judges(one) != _judges(other):
            location = None if other is None else other.location
            sentence = Text(f"Diện áp dụng {name} thay đổi.", f"The profile {name} changes.")
            values = (str(_judges(one)), str(_judges(other)))
            yield weigh.of(rules.CONTROL_CHANGED, "profile", name, sentence, location, *values)
    yield from _term_changes(base, head, weigh)


def _term_changes(base: Catalogue, head: Catalogue, weigh: Weighing) -> Iterator[YardstickChange]:
    """Yield which severities may be waived for longer or shorter; one without a term, for ever."""
    for severity in Severity:
        before, after = base.waiver_terms.get(severity), head.waiver_terms.get(severity)
        old, new = (None if term is None else term.days for term in (before, after))
        if old == new:
            continue
        longer = new is None or (old is not None and new > old)
        label, was, now = severity.label, _days(old), _days(new)
        sentence = Text(
            f"Thời hạn ngoại lệ tối đa của tiêu chí mức {label.vi} đổi từ {was.vi} thành {now.vi}.",
            f"The longest waiver of controls of severity {label.en} goes from {was.en} to {now.en}.",
        )
        rule = rules.WAIVER_ADDED if longer else rules.YARDSTICK_OTHER
        location = after.location if after is not None else before.location if before is not None else None
        in_base = after is None
        name = f"waiver_terms.{severity.value}"
        yield weigh.of(rule, "catalogue", name, sentence, location, str(old), str(new), in_base=in_base)


def _days(days: int | None) -> Text:
    if days is None:
        return Text("không giới hạn", "no limit")
    return Text(f"{days} ngày", counted(days, "day"))


def _judges(profile: Any) -> object:
    if profile is None:
        return None
    weights = [(one.control, one.severity) for one in profile.severity]
    return profile.kinds, profile.controls, [one.control for one in profile.without], weights


def _gone(control: Control, head: Catalogue, weigh: Weighing) -> YardstickChange:
    off = next((one for one in head.changes if one.id == control.id and one.change == "switched_off"), None)
    title = control.title
    if off is not None:
        reason = off.reason or Text("không nêu lý do", "no reason given")
        sentence = Text(
            f"Ngừng áp dụng tiêu chí {control.id} “{title.vi}”: {reason.vi}.",
            f"The control {control.id} “{title.en}” is switched off: {reason.en}.",
        )
        return weigh.of(rules.CONTROL_OFF, "control", control.id, sentence, off.location, "off")
    sentence = Text(
        f"Xóa tiêu chí {control.id} “{title.vi}”.", f"The control {control.id} “{title.en}” is removed."
    )
    return weigh.of(
        rules.CONTROL_OFF, "control", control.id, sentence, control.location, "removed", in_base=True
    )


def _fresh(control: Control, weigh: Weighing) -> YardstickChange:
    sentence = Text(
        f"Thêm tiêu chí {control.id} “{control.title.vi}”; chưa dùng trong lần kiểm tra này.",
        f"The control {control.id} “{control.title.en}” is added; this check does not use it yet.",
    )
    values = (rule_sha256(control),)
    return weigh.of(rules.YARDSTICK_OTHER, "control", control.id, sentence, control.location, *values)


def _altered(before: Control, after: Control, weigh: Weighing) -> Iterator[YardstickChange]:
    name = after.id
    if before.severity is not after.severity:
        lowered = after.severity.rank > before.severity.rank
        old, new = before.severity.label, after.severity.label
        sentence = Text(
            f"Mức độ của tiêu chí {name} {'giảm' if lowered else 'tăng'} từ {old.vi} thành {new.vi}.",
            f"The severity of {name} is {'lowered' if lowered else 'raised'} from {old.en} to {new.en}.",
        )
        rule = rules.SEVERITY_LOWERED if lowered else rules.YARDSTICK_OTHER
        yield weigh.of(rule, "control", name, sentence, after.location, before.severity, after.severity)
    if rule_sha256(before) != rule_sha256(after):
        sentence = Text(
            f"Sửa nội dung tiêu chí {name} “{after.title.vi}” (phạm vi, điều kiện, thời hạn hoặc căn cứ).",
            f"What {name} “{after.title.en}” asks is changed (scope, condition, deadline or law).",
        )
        values = (rule_sha256(before), rule_sha256(after))
        yield weigh.of(rules.CONTROL_CHANGED, "control", name, sentence, after.location, *values)


def waiver_changes(base: TableData, head: TableData, weigh: Weighing) -> Iterator[YardstickChange]:
    """Yield what became of each waiver: one that is new or lasts longer does not count in this check."""
    before, after = _rows(base), _rows(head)
    for name in sorted(before.keys() | after.keys()):
        at, row = after.get(name, (0, None))
        was = before.get(name, (0, None))[1]
        if row is None:
            assert was is not None
            place = before[name][0]
            sentence = Text(
                f"Xóa ngoại lệ {name} ({was['control']}, {was['subject']}).",
                f"The waiver {name} ({was['control']}, {was['subject']}) is removed.",
            )
            location = base.locate(place)
            yield weigh.of(rules.YARDSTICK_OTHER, "waiver", name, sentence, location, "removed", in_base=True)
        elif was is None or any(was[term] != row[term] for term in _TERMS):
            yield _waiver(name, was, row, head.locate(at), weigh)


def _waiver(
    name: str, was: Mapping[str, Any] | None, row: Mapping[str, Any], location: Location, weigh: Weighing
) -> YardstickChange:
    terms = tuple(str(row[term]) for term in _TERMS)
    of = f"{row['control']}, {row['subject']}"
    until = day_told(row["until_on"])
    if was is None:
        sentence = Text(
            f"Thêm ngoại lệ {name} ({of}) đến {until.vi}, {row['approved_by']} phê duyệt; "
            "chưa có hiệu lực trong lần kiểm tra này.",
            f"The waiver {name} ({of}) until {until.en}, approved by {row['approved_by']}, is added; "
            "it does not count in this check.",
        )
        return weigh.of(rules.WAIVER_ADDED, "waiver", name, sentence, location, *terms)
    same = all(was[term] == row[term] for term in ("control", "subject"))
    narrower = same and row["from_on"] >= was["from_on"] and row["until_on"] <= was["until_on"]
    sentence = Text(
        f"Sửa ngoại lệ {name} ({of}), từ {day_told(row['from_on']).vi} đến {until.vi}; "
        "lần kiểm tra này theo nội dung cũ.",
        f"The waiver {name} ({of}) is altered, from {day_told(row['from_on']).en} to {until.en}; "
        "this check goes by what it was.",
    )
    rule = rules.YARDSTICK_OTHER if narrower else rules.WAIVER_ADDED
    return weigh.of(rule, "waiver", name, sentence, location, *terms)


def _rows(data: TableData) -> dict[str, tuple[int, Mapping[str, Any]]]:
    return {row["id"]: (place, row) for place, row in enumerate(data.rows.to_pylist())}


def baseline_changes(
    base: Baseline | None, head: Baseline | None, name: str, weigh: Weighing
) -> Iterator[YardstickChange]:
    """Yield how the list of known findings grew or shrank; `name` is its file.

    An entry that is worse than it was counts as a new one.
    """
    before = {} if base is None else {mark: one.status for mark, one in base.findings.items()}
    after = {} if head is None else {mark: one.status for mark, one in head.findings.items()}
    added = sorted(
        mark for mark, status in after.items() if mark not in before or is_worse(before[mark], status)
    )
    gone = sorted(before.keys() - after.keys())
    if added:
        sentence = Text(
            f"Thêm {len(added)} mục vào danh sách phát hiện đã biết; lần kiểm tra này chưa tính.",
            f"Entries added to the baseline, which do not count in this check: {len(added)}.",
        )
        yield weigh.of(rules.BASELINE_GROWN, "baseline", name, sentence, Location(name), *added)
    if gone:
        sentence = Text(
            f"Bỏ {len(gone)} mục khỏi danh sách phát hiện đã biết.",
            f"Entries taken out of the baseline: {len(gone)}.",
        )
        yield weigh.of(rules.YARDSTICK_OTHER, "baseline", name, sentence, Location(name), *gone)
