"""``daumoi load`` and ``daumoi reread``: documents into the store, and what became of each."""

from collections.abc import Sequence
from pathlib import Path

from graph_schema.errors import BadSetting
from graph_schema.migrations import migrate
from service.console import OUT, log_into, write_lines
from service.documents import Found, check_paths, find_documents
from service.loading import LoadReport, load_documents
from service.rereading import count_current, find_outdated, reread
from service.running import run
from service.settings import Settings
from service.store import Store, open_store
from service.summary import print_summary, progress

ALL_LOADED, NOTHING_LOADED, PARTLY_LOADED = 0, 2, 3


def load_paths(settings: Settings, paths: Sequence[Path]) -> int:
    """Load documents, print what became of each, and say by the exit code how it went."""
    found = found_in(paths)
    if not found.files and not found.refused:
        raise BadSetting("Không có tệp nào để nạp trong " + ", ".join(map(str, paths)) + ".")
    log_into(settings.data_folder)
    report = LoadReport()

    async def work() -> None:
        # A service that runs on the folder goes on; the documents go to it.
        async with open_store(settings, join=True) as store:
            await bring_in(store, found, report, ocr=settings.ocr)

    try:
        run(work)
    finally:
        if report.loaded or report.refused:
            print_summary(report, OUT)
    if not report.refused:
        return ALL_LOADED
    return PARTLY_LOADED if report.loaded else NOTHING_LOADED


def reread_stored(settings: Settings) -> int:
    """Read stored documents anew where an earlier reader did, and print what became of each."""
    settings.check_stored()
    log_into(settings.data_folder)
    report = LoadReport()
    current = 0

    async def work() -> None:
        nonlocal current
        async with open_store(settings, join=True) as store:
            async with store.session() as session:
                await migrate(session)
            current = await count_current(store)
            files = await find_outdated(store)
            with progress(len(files)) as step:
                await reread(store, files, report, step, ocr=settings.ocr)

    try:
        run(work)
        if current:
            said = f"{current} văn bản đã do chính bản đọc này đọc từ trước: không phải đọc lại."
            write_lines([said], OUT)
    finally:
        print_summary(report, OUT)
    return PARTLY_LOADED if report.refused else ALL_LOADED


def found_in(paths: Sequence[Path]) -> Found:
    """The documents of files and folders; a path that is not there is refused first."""
    check_paths(paths)
    return find_documents(paths)


async def bring_in(store: Store, found: Found, report: LoadReport, *, ocr: bool) -> None:
    """Load what was found into a store whose schema is brought to the newest version."""
    async with store.session() as session:
        await migrate(session)
    with progress(len(found.files)) as step:
        await load_documents(store, found, report, step, ocr=ocr)
