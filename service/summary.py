"""What a load says: a progress bar while it runs, a table of what became of every file after."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from service.console import ERR, print_line, write_lines
from service.loading import Loaded, LoadReport, Step
from service.unseen import printable

_STATUSES = (("new", "mới"), ("changed", "thay đổi"), ("unchanged", "không đổi"))
_WORDS = dict(_STATUSES)


@contextmanager
def progress(count: int) -> Iterator[Step]:
    """A bar on a terminal; elsewhere one plain line a file."""
    if not ERR.is_terminal:
        yield _plain_progress(count)
        return
    columns = (
        TextColumn("Đang nạp"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[file]}", markup=False),
    )
    with Progress(*columns, console=ERR, transient=True) as bar:
        task = bar.add_task("", total=count, file="")
        yield lambda path: bar.update(task, advance=1, file=printable(path.name))


def _plain_progress(count: int) -> Step:
    settled = 0

    def step(path: Path) -> None:
        nonlocal settled
        settled += 1
        print_line(f"[{settled}/{count}] {path}")

    return step


def print_summary(report: LoadReport, console: Console) -> None:
    """Every file that is new, changed or refused, with its reason; then the totals."""
    fresh = [loaded for loaded in report.loaded if loaded.outcome and loaded.status != "unchanged"]
    if fresh:
        header = ("Tệp", "Kết quả", "Nhiệm vụ", "Chỉ tiêu", "Chưa đọc", "Trích yếu")
        _print_rows(console, "Đã nạp", header, [_row(loaded) for loaded in fresh])
    if report.refused:
        rows = [(str(refused.path), refused.reason) for refused in report.refused]
        _print_rows(console, "Bị từ chối", ("Tệp", "Lý do"), rows)
    if console.is_terminal:
        console.print(_totals(report))
    else:
        write_lines([_totals(report)], console)


def _row(loaded: Loaded) -> tuple[str, ...]:
    outcome = loaded.outcome
    if outcome is None:
        return (str(loaded.path), _WORDS[loaded.status])
    result = _WORDS[outcome.status]
    moved = (("+", outcome.added), ("−", outcome.removed), ("~", outcome.changed))
    changes = " ".join(f"{sign}{len(refs)}" for sign, refs in moved if refs)
    return (
        str(loaded.path),
        f"{result} ({changes})" if changes else result,
        str(outcome.tasks),
        str(outcome.targets),
        str(outcome.unread),
        outcome.title or "",
    )


def _totals(report: LoadReport) -> str:
    parts = [f"{report.count(status)} {words}" for status, words in _STATUSES]
    unread = sum(loaded.outcome.unread for loaded in report.loaded if loaded.outcome)
    refused = f"{len(report.refused)} bị từ chối"
    return f"Tổng cộng: {', '.join(parts)}, {refused}; {unread} dòng chưa đọc được."


def _print_rows(
    console: Console, title: str, header: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    if not console.is_terminal:
        lines = ("\t".join(map(_one_line, row)) for row in (header, *rows))
        write_lines([title, *lines], console)
        return
    table = Table(title=title, title_justify="left", title_style="bold")
    for name in header:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    console.print(table)


def _one_line(cell: str) -> str:
    return " ".join(cell.split())
