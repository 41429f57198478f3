"""``daumoi serve``: all is checked that can be before anything is started."""

import asyncio
import json
import logging
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

from graph_schema.errors import DauMoiError
from service.answering import Secrets, answer_on
from service.console import ERR, OUT, log_into, print_line
from service.gates import check_sign_in
from service.load_command import bring_in, found_in
from service.loading import LoadReport
from service.offer import offer_of
from service.rereading import find_outdated
from service.running import Stopped, run
from service.serving import address_of, listen, take_port
from service.settings import Settings, is_local
from service.store import Store, open_store
from service.summary import print_summary
from service.tokens import WriteToken, signing_secret, write_token
from service.worker_process import Order
from service.workers import check_workers, keep_workers

_QUESTION = (
    '{ tasks(where: { overseer: { position: "Phó Chủ tịch" } }, first: 5) { totalCount nodes '
    "{ text due { text } plan { title } leads { name } overseers { position person { name } } } } }"
)
_OUTDATED = (
    "{} văn bản trong kho do bản đọc cũ đọc: hãy chạy daumoi reread để có những gì bản này đọc "
    "thêm. (Read by an older reader: run daumoi reread.)"
)
_log = logging.getLogger("daumoi.serve")
_QUESTION_TITLE = "Lãnh đạo phụ trách nhiệm vụ nào"
_QUESTION_PAGE = "graphiql?q=1"
"""Where GraphiQL opens with that question; its questions stand in web/questions.js."""


def serve_paths(settings: Settings, paths: Sequence[Path]) -> None:
    """Load documents, then answer questions until a signal asks to stop."""
    check_workers(settings.workers)
    found = found_in(paths)
    offer = offer_of(settings)

    async def work(taken: socket.socket) -> None:
        async with open_store(settings) as store:
            report = LoadReport()
            await bring_in(store, found, report, ocr=settings.ocr)
            if paths:
                print_summary(report, ERR)
            await tell_outdated(store)

            def announce() -> None:
                _announce(address_of(taken), settings, token)

            if settings.workers > 1:
                order = _order(settings, store, shown, secret)
                await _serve_by_workers(settings.workers, order, store, taken, announce)
            else:
                shared = Secrets(shown, secret)
                await answer_on(taken, store, settings, offer, shared, announce)

    settings.check_open()
    check_sign_in(settings)
    with take_port(settings.host, settings.port) as taken:
        log_into(settings.data_folder)
        token = None if settings.mode == "served" else write_token(settings)
        secret, shown = signing_secret(settings), token.value if token else ""
        try:
            run(lambda: work(taken))
        except Stopped:
            print_line("Đã dừng dịch vụ.")


async def tell_outdated(store: Store) -> None:
    """Say how many stored documents an older reader has read, if any, and what to do.

    It is advice: a large store that has just started may not tell in time, and is served anyway.
    """
    try:
        outdated = len(await find_outdated(store))
    except DauMoiError as error:
        _log.warning("whether an older reader has read documents is not told: %s", error)
        return
    if outdated:
        print_line(_OUTDATED.format(outdated))


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
    shown = "" if token is not None else " -H 'Authorization: Bearer <khóa>'"
    page, opened = (
        f"Trang hỏi đáp GraphiQL: {address}/graphiql\n",
        f"mở {address}/{_QUESTION_PAGE} hoặc ",
    )
    if settings.production:  # nothing for strangers: there is no page
        page, opened = "", ""
    OUT.print(
        f"Dịch vụ đã sẵn sàng: {address}/\n"
        f"{page}Hỏi thử “{_QUESTION_TITLE}”: {opened}chạy\n"
        f"  curl -s {address}/graphql{shown} -H 'Content-Type: application/json' -d '{body}'\n"
        "Nhấn Ctrl+C để dừng.",
        soft_wrap=True,
    )
