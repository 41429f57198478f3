"""Who had a role before people assigned it anew: kept with the day on which others took over."""

from dataclasses import replace

from graph_schema.corrections import Correction, Part
from graph_schema.errors import NotCorrected
from graph_schema.model import Former, PlanRecord
from loaders.corrected_cuts import with_instead

ROLE_FIELDS = ("lead", "execute", "support", "overseers", "owners")
"""The fields of a task or target that say who has a role."""


def dated(record: PlanRecord, index: int, correction: Correction) -> PlanRecord:
    """The record, with those who have a role until the day from which a correction holds.

    One without a day says how it always was: nobody had the role before.
    """
    field, part, day = correction.field or "", correction.anchor.part, correction.on
    if day is None or field not in ROLE_FIELDS or part not in (Part.TASK, Part.TARGET):
        return record
    if part is Part.TASK:
        task = record.tasks[index]
        units, leaders = {
            "lead": (task.lead, ()),
            "execute": (task.execute, ()),
            "support": (task.support, ()),
        }.get(field, ((), task.overseers))
        former = _after(task.former, Former(field, units, leaders, day))
        return replace(
            record, tasks=with_instead(record.tasks, index, replace(task, former=former))
        )
    target = record.targets[index]
    former = _after(target.former, Former(field, target.owners, target.answerable, day))
    return replace(
        record, targets=with_instead(record.targets, index, replace(target, former=former))
    )


def _after(standing: tuple[Former, ...], new: Former) -> tuple[Former, ...]:
    last = max((one.until for one in standing if one.field == new.field), default="")
    if new.until < last:
        raise NotCorrected(
            f"Ngày {new.until} đứng trước lần phân công gần nhất của vai trò này ({last}). "
            "(Before the last assignment of this role.)",
            "on",
        )
    return (*standing, new)
