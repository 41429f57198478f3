"""A report beside a frozen one: what is new, done, slipped, put off, taken up again, gone."""

from collections.abc import Sequence

from graph_schema.classes import Status
from service.reports.model import Comparison, Move, Moved, ReportRow, Summary
from service.reports.snapshot import Frozen, FrozenTask, summarise_tasks
from service.reports.words import STATUS_WORDS, day_words, rate_words, whole

MOVE_WORDS = {
    Move.NEW: "Mới giao",
    Move.DONE: "Đã hoàn thành trong kỳ",
    Move.SLIPPED: "Chuyển sang quá hạn",
    Move.PUT_OFF: "Không còn quá hạn (gia hạn)",
    Move.REOPENED: "Mở lại",
    Move.CANCELLED: "Đã rút/hủy trong kỳ",
    Move.GONE: "Không còn trong phạm vi báo cáo",
}


def compare(rows: Sequence[ReportRow], frozen: Frozen) -> Comparison:
    """What stands otherwise than in the frozen report; every task in at most one kind."""
    before = {task.id: task for task in frozen.tasks}
    now = {row.id for row in rows}
    moved = [
        Moved(move, row.id, row.text, was.status if was else None, row.status)
        for row in rows
        for was in (before.get(row.id),)
        if (move := _move(was, row)) is not None
    ]
    moved += [
        Moved(Move.GONE, task.id, task.text, task.status, None)
        for task in frozen.tasks
        if task.id not in now
    ]
    order = list(Move)
    moved.sort(key=lambda one: order.index(one.move))
    return Comparison(frozen.id, frozen.as_of, summarise_tasks(frozen.tasks), tuple(moved))


def _move(was: FrozenTask | None, row: ReportRow) -> Move | None:
    if was is None:
        return Move.NEW
    if row.status is was.status:
        return None
    if row.status is Status.CANCELLED:
        return Move.CANCELLED
    if row.status.is_done:
        return None if was.status.is_done else Move.DONE
    if not was.status.is_open:
        return Move.REOPENED
    if row.status is Status.OPEN_OVERDUE:
        return Move.SLIPPED
    return Move.PUT_OFF if was.status is Status.OPEN_OVERDUE else None


def comparison_words(comparison: Comparison, now: Summary) -> list[str]:
    """The comparison in sentences, for a letter."""
    before = comparison.before
    counts = {move: sum(one.move is move for one in comparison.moved) for move in Move}
    told = [
        f"So với kỳ trước (số liệu chốt đến hết ngày {day_words(comparison.as_of)}, bản chốt "
        f"{comparison.snapshot}): tổng số nhiệm vụ từ {whole(before.assigned)} thành "
        f"{whole(now.assigned)}; đã hoàn thành từ {whole(before.done)} thành {whole(now.done)}; "
        f"đang quá hạn từ {whole(before.open_overdue)} thành {whole(now.open_overdue)}; tỷ lệ hoàn "
        f"thành từ {rate_words(before.completion_rate)} thành {rate_words(now.completion_rate)}."
    ]
    parts = [f"{MOVE_WORDS[move].lower()}: {whole(counts[move])}" for move in Move if counts[move]]
    told.append(f"Thay đổi trong kỳ: {'; '.join(parts) or 'không có'}.")
    return told


def moved_words(one: Moved) -> tuple[str, str, str, str, str]:
    """A task that moved, as a line of a table."""
    return (
        MOVE_WORDS[one.move],
        one.text,
        STATUS_WORDS[one.before] if one.before else "",
        STATUS_WORDS[one.after] if one.after else "",
        one.id,
    )


MOVED_HEADS = ("Thay đổi", "Tên nhiệm vụ", "Trạng thái kỳ trước", "Trạng thái kỳ này", "Mã")
