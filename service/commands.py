"""What the commands do: each checks all it can before anything is started."""

import asyncio
import json
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

from graph_schema.errors import BadSetting
from graph_schema.migrations import migrate
from service.answering import Secrets, answer_on
from service.console import ERR, OUT, log_into, print_line, write_lines
from service.documents import Found, check_paths, find_documents
from service.loading import LoadReport, load_documents
from service.offer import offer_of
from service.rereading import count_current, find_outdated, reread
from service.running import Stopped, run
from service.serving import address_of, listen, take_port
from service.settings import Settings, is_local
from service.store import Store, open_store
from service.summary import print_summary, progress
from service.tokens import WriteToken, signing_secret, write_token
from service.worker_process import Order
from service.workers import check_workers, keep_workers

ALL_LOADED, NOTHING_LOADED, PARTLY_LOADED = 0, 2, 3

_QUESTION = (
    '{ tasks(where: { overseer: { position: "Phó Chủ tịch" } }, first: 5) { totalCount nodes '
    "{ text due { text } plan { title } leads { name } overseers { position person { name } } } } }"
)
_QUESTION_TITLE = "Lãnh đạo phụ trách nhiệm vụ nào"
_QUESTION_PAGE = "graphiql?q=1"
"""Where GraphiQL opens with that question; its questions stand in web/questions.js."""


def load_paths(settings: Settings, paths: Sequence[Path]) -> int:
    """Load documents, print what became of each, and say by the exit code how it went."""
    found = _found(paths)
    if not found.files and not found.refused:
        raise BadSetting("Không có tệp nào để nạp trong " + ", ".join(map(str, paths)) + ".")
    log_into(settings.data_folder)
    report = LoadReport()

    async def work() -> None:
        # A service that runs on the folder goes on; the documents go to it.
        async with open_store(settings, join=True) as store:
            await _bring_in(store, found, report, ocr=settings.ocr)

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


def serve_paths(settings: Settings, paths: Sequence[Path]) -> None:
    """Load documents, then answer questions until a signal asks to stop."""
    check_workers(settings.workers)
    found = _found(paths)
    offer = offer_of(settings)

    async def work(taken: socket.socket) -> None:
        async with open_store(settings) as store:
            report = LoadReport()
            await _bring_in(store, found, report, ocr=settings.ocr)
            if paths:
                print_summary(report, ERR)

            def announce() -> None:
                _announce(address_of(taken), settings, token)

            if settings.workers > 1:
                order = _order(settings, store, shown, secret)
                await _serve_by_workers(settings.workers, order, store, taken, announce)
            else:
                shared = Secrets(shown, secret)
                await answer_on(taken, store, settings, offer, shared, announce)

    settings.check_open()
    with take_port(settings.host, settings.port) as taken:
        log_into(settings.data_folder)
        token = None if settings.mode == "served" else write_token(settings)
        secret, shown = signing_secret(settings), token.value if token else ""
        try:
            run(lambda: work(taken))
        except Stopped:
            print_line("Đã dừng dịch vụ.")


def _order(settings: Settings, store: Store, token: str, secret: str) -> Order:
    """What every worker is told; an embedded engine is this process's, and they connect to it."""
    password = settings.password
    auth = None if password is None else (settings.database_user, password)
    uri, database = store.uri, settings.database_name
    if store.engine is not None:
        auth, database = store.engine.auth, store.engine.database
    return Order(0, 0, settings.spoken(), uri, auth, database, token, secret)


async def _serve_by_workers(
    count: int, order: Order, store: Store, taken: socket.socket, announce: Callable[[], None]
) -> None:
    listen(taken)
    watch = asyncio.create_task(store.engine.watch_room()) if store.engine is not None else None
    try:
        await keep_workers(count, order, taken, announce)
    finally:
        if watch is not None:
            watch.cancel()


def _found(paths: Sequence[Path]) -> Found:
    check_paths(paths)
    return find_documents(paths)


async def _bring_in(store: Store, found: Found, report: LoadReport, *, ocr: bool) -> None:
    async with store.session() as session:
        await migrate(session)
    with progress(len(found.files)) as step:
        await load_documents(store, found, report, step, ocr=ocr)


def _announce(address: str, settings: Settings, token: WriteToken | None) -> None:
    if token is None:
        OUT.print(
            "Chế độ phục vụ nhiều người: ai hỏi cũng phải có khóa API (daumoi token create) hoặc "
            "mã đăng nhập OIDC.",
            soft_wrap=True,
        )
    elif not is_local(settings.host):
        OUT.print(
            "Chú ý: ai tới được địa chỉ này cũng đọc được những văn bản không mật. Muốn ai hỏi "
            "cũng phải đăng nhập thì đặt DAUMOI_MODE=served.",
            soft_wrap=True,
        )
    if token is not None and token.file is not None:
        where = f"nằm ở {token.file}, chỉ chủ tệp đọc được"
        told = f"mới tạo ({where}; chỉ in ra lần này): {token.value}" if token.fresh else where
        OUT.print(f"Mã ghi, để sửa qua API (giữ kín), {told}", soft_wrap=True)
    body = json.dumps({"query": _QUESTION}, ensure_ascii=False)
    OUT.print(
        f"Dịch vụ đã sẵn sàng: {address}/\n"
        f"Trang hỏi đáp GraphiQL: {address}/graphiql\n"
        f"Hỏi thử “{_QUESTION_TITLE}”: mở {address}/{_QUESTION_PAGE} hoặc chạy\n"
        f"  curl -s {address}/graphql -H 'Content-Type: application/json' -d '{body}'\n"
        "Nhấn Ctrl+C để dừng.",
        soft_wrap=True,
    )
