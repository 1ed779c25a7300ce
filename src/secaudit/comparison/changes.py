"""Row changes as a check tells them: each one sentence, what objects to it, and the verdicts it turned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from secaudit.comparison import rules
from secaudit.comparison.objections import Scene, crowds, objection
from secaudit.comparison.rows import RowDifference
from secaudit.comparison.words import row_named, told
from secaudit.lazily import dataclass
from secaudit.model.comparison import ChangeRule, RowChange, Turn, change_fingerprint
from secaudit.model.status import Severity, Status
from secaudit.model.tables import READABLE
from secaudit.model.text import Text

_ANY_ROW = "ROW"
"""Stands for the rule in the mark of a change that no rule objects to."""


@dataclass
class Effects:
    """What a row change did to verdicts: their marks, and whether another change may be the cause as well."""

    flips: list[str] = field(default_factory=list)
    shared: bool = False
    lost: int = 0
    worse: int = 0
    gone: int = 0

    def add(self, fingerprint: str, turn: Turn, after: Status | None, *, alone: bool) -> None:
        """Take in one verdict that turned."""
        self.flips.append(fingerprint)
        self.shared = self.shared or not alone
        if after is Status.NOT_APPLICABLE:
            self.lost += 1
        elif turn in (Turn.WORSE, Turn.NEW):
            self.worse += 1
        elif turn is Turn.GONE:
            self.gone += 1


def mark_of(change: RowDifference, rule: ChangeRule | None) -> str:
    """Return the fingerprint of a change: the rule, the row, the cell and both values."""
    name = _ANY_ROW if rule is None else rule.id
    parts = (
        change.kind,
        change.table,
        change.row,
        change.column or "",
        str(change.before),
        str(change.after),
    )
    return change_fingerprint(name, *parts)


def row_changes(
    changes: Sequence[RowDifference],
    objections: Sequence[ChangeRule | None],
    effects: Mapping[int, Effects],
    threshold: Severity | None,
) -> list[RowChange]:
    """Return the changes as they are told, those with a rule first and the worst of them first.

    `effects` are by the number of the change; `threshold` is the mildest severity that refuses, None where
    nothing does.
    """
    found = [
        _row_change(change, rule, effects.get(number, Effects()), threshold)
        for number, (change, rule) in enumerate(zip(changes, objections, strict=True))
    ]
    return sorted(found, key=lambda one: (one.rule is None, one.severity.rank, one.rule or ""))


def _row_change(
    change: RowDifference,
    rule: ChangeRule | None,
    effect: Effects,
    threshold: Severity | None,
) -> RowChange:
    mark = mark_of(change, rule)
    if rule is rules.OWNER_CHANGED and effect.lost:
        rule = rules.MOVED_AND_SHED
    severity = Severity.INFO if rule is None else rule.severity
    return RowChange(
        rule=None if rule is None else rule.id,
        severity=severity,
        kind=change.kind,
        table=change.table,
        row=change.row,
        name=change.name,
        unit=change.unit,
        column=change.column,
        before=change.before,
        after=change.after,
        sentence=_sentence(change, rule, effect),
        location=change.location,
        blocking=rule is not None and refuses(severity, threshold),
        fingerprint=mark,
        in_base=change.kind == "removed",
        flips=tuple(effect.flips),
        alone=not effect.shared,
        lost=effect.lost,
        worse=effect.worse,
    )


def refuses(severity: Severity, threshold: Severity | None) -> bool:
    """Whether something of a severity makes a check fail."""
    return threshold is not None and severity.rank <= threshold.rank


def objections_to(
    changes: Sequence[RowDifference], scene: Scene
) -> tuple[list[ChangeRule | None], list[RowDifference]]:
    """Return the rule that objects to each change, and the tables changed in bulk as changes of their own."""
    found = [objection(change, scene) for change in changes]
    bulk = []
    for table, count in crowds(changes, scene).items():
        first = next(one for one in changes if one.table == table and one.kind != "added" and not one.fills)
        size = scene.sizes.get(table, 0)
        cells = {"name": READABLE[table].label.vi}
        bulk.append(
            RowDifference("changed", table, "*", None, "*", count, size, cells, first.location)
        )  # fmt: skip
    return found, bulk


def _sentence(change: RowDifference, rule: ChangeRule | None, effect: Effects) -> Text:
    if rule is rules.MANY_AT_ONCE:
        label = READABLE[change.table].label
        return Text(
            f"Sửa hoặc xóa {change.before} dòng trên tổng số {change.after} dòng của bảng {change.table} "
            f"({label.vi}) cùng một lúc.",
            f"{change.before} of the {change.after} rows of {change.table} ({label.en}) were altered or "
            "removed at once.",
        )
    main, result = _main(change, rule), _consequence(effect)
    whole = main + result
    return Text(f"{whole.vi[:1].upper()}{whole.vi[1:]}.", f"{whole.en[:1].upper()}{whole.en[1:]}.")


def _main(change: RowDifference, rule: ChangeRule | None) -> Text:
    if rule is rules.LEVEL_LOWERED and change.after is not None:
        label = READABLE[change.table].by_name[str(change.column)].label
        row = row_named(change)
        return Text(
            f"hạ {label.vi} của {row.vi} từ {change.before} xuống {change.after}",
            f"lowered the {label.en} of {row.en} from {change.before} to {change.after}",
        )
    return told(change)


def _consequence(effect: Effects) -> Text:
    """Return what a change did to verdicts, in words that stand behind the change itself."""
    parts: list[Text] = []
    if effect.lost:
        duties = "duty no longer applies" if effect.lost == 1 else "duties no longer apply"
        parts.append(Text(f"làm mất {effect.lost} nghĩa vụ", f"{effect.lost} {duties}"))
    if effect.worse:
        verdicts = "verdict gets worse" if effect.worse == 1 else "verdicts get worse"
        parts.append(Text(f"làm xấu đi {effect.worse} kết quả", f"{effect.worse} {verdicts}"))
    if effect.gone:
        open_ones = "finding goes" if effect.gone == 1 else "findings go"
        parts.append(
            Text(f"mất theo {effect.gone} phát hiện chưa xử lý", f"{effect.gone} open {open_ones} with it")
        )
    if not parts:
        return Text("", "")
    vi, en = ", ".join(part.vi for part in parts), ", ".join(part.en for part in parts)
    if effect.shared:
        return Text(f"; cùng thay đổi khác {vi}", f"; together with other changes {en}")
    return Text(f" {vi}", f": {en}")
