"""Parts that a person takes out or cuts: where what hangs on them goes."""

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from typing import TypeVar

from graph_schema.corrections import Part
from graph_schema.errors import NotCorrected
from graph_schema.model import PlanRecord, Quote, Target, Task
from graph_schema.vietnamese import normal

PIECE = "/"
"""Between the ref of a split task and the number of its second and later pieces."""
P = TypeVar("P")


def with_instead(parts: tuple[P, ...], index: int, *instead: P) -> tuple[P, ...]:
    """The parts with others in the place of one."""
    return (*parts[:index], *instead, *parts[index + 1 :])


def drop(record: PlanRecord, part: Part, index: int) -> PlanRecord:
    """Without a part; targets and reporting duties keep their places, so that ids stay."""
    match part:
        case Part.TASK:
            return _drop_task(record, index)
        case Part.TARGET:
            target = replace(record.targets[index], dropped=True)
            return replace(record, targets=with_instead(record.targets, index, target))
        case _:
            duty = replace(record.reports[index], dropped=True)
            return replace(record, reports=with_instead(record.reports, index, duty))


def holder_of(record: PlanRecord, task: Task) -> str | None:
    """The task above a task; none where only a heading or the plan itself stands over it."""
    return task.parent_ref if any(t.ref == task.parent_ref for t in record.tasks) else None


def _drop_task(record: PlanRecord, index: int) -> PlanRecord:
    """What stood under the task goes to the task above it, or to the plan itself."""
    gone = record.tasks[index]
    above = holder_of(record, gone)
    targets = tuple(
        replace(target, task_ref=above) if target.task_ref == gone.ref else target
        for target in record.targets
    )
    tasks = tuple(
        replace(task, parent_ref=above) if task.parent_ref == gone.ref else task
        for task in with_instead(record.tasks, index)
    )
    return replace(record, tasks=tasks, targets=targets)


def split(
    record: PlanRecord, index: int, task: Task, pieces: Sequence[str], taken: Container[str]
) -> tuple[PlanRecord, tuple[str, ...]]:
    """The first piece keeps the ref, and so what is recorded of the task; others follow it.

    No piece gets a ref that is ``taken``, be it by a task that was dropped.
    """
    quotes = _slices(record, task, pieces)
    refs = [task.ref]
    number = 2
    while len(refs) < len(quotes):
        ref = f"{task.ref}{PIECE}{number}"
        number += 1
        if ref not in taken:
            refs.append(ref)
    parts = [
        replace(task, ref=ref, text=normal(" ".join(quote.text.split())), quote=quote)
        for ref, quote in zip(refs, quotes, strict=True)
    ]
    targets = tuple(_moved(target, task.ref, parts) for target in record.targets)
    return (
        replace(record, tasks=with_instead(record.tasks, index, *parts), targets=targets),
        tuple(refs),
    )


def _moved(target: Target, ref: str, pieces: Sequence[Task]) -> Target:
    """A target goes with the piece that holds its words; without one, it stays."""
    if target.task_ref != ref:
        return target
    for piece in pieces:
        if piece.quote.start <= target.quote.start < piece.quote.end:
            return replace(target, task_ref=piece.ref)
    return target


def _slices(record: PlanRecord, task: Task, pieces: Sequence[str]) -> list[Quote]:
    """Each piece where it stands in the task's words, one after the other."""
    wanted = [piece.split() for piece in pieces if piece.strip()]
    if len(wanted) < 2:
        raise NotCorrected("Hãy nêu ít nhất hai phần để tách. (Name two pieces or more.)", "value")
    text, whole, said = record.source.text, task.quote, _flat(task.text)
    at, found, end = whole.start, [], _end_of(record, task)
    for words in wanted:
        piece = re.compile(_BETWEEN.join(map(re.escape, words))).search(text, at, end)
        within = piece is not None and piece.end() <= whole.end
        if piece is None or not (within or _flat(" ".join(words)) in said):
            raise NotCorrected(
                f"“{' '.join(words)[:80]}” không phải một đoạn của nguyên văn, theo đúng thứ tự: "
                "hãy chép nguyên văn từng phần. (A piece is no slice of the words.)",
                "value",
            )
        found.append(replace(whole, text=piece[0], start=piece.start(), end=piece.end()))
        at = piece.end()
    return found


# Between two words of a task whose text runs on over the lines below its item.
_BETWEEN = r"\s+(?:[-–+•*]\s+)?"


def _flat(text: str) -> str:
    return " ".join(normal(text).casefold().split())


def _end_of(record: PlanRecord, task: Task) -> int:
    """Where the lines below an item end at the latest: at the next piece of work."""
    later = [one.quote.start for one in record.tasks if one.quote.start > task.quote.start]
    return max(task.quote.end, min(later, default=len(record.source.text)))
