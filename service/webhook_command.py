"""`daumoi webhook`: who is told of changes, and what never reached them."""

import getpass

from graph_schema.errors import BadSetting
from queries.webhooks import Webhook, read_letters, read_webhooks
from service.asking import with_store
from service.console import OUT, write_lines
from service.settings import Settings
from service.webhook_keeping import Asked, add, remove, retry


def add_one(settings: Settings, asked: Asked) -> None:
    """Keep a receiver, and print its secret, once."""
    identity, secret = with_store(settings, lambda store: add(store, asked, getpass.getuser()))
    said = (
        f"Đã thêm {identity}: nhận các thay đổi từ bây giờ, khi dịch vụ chạy.",
        f"Khóa ký (chỉ in ra lần này, hãy cất ở nơi nhận): {secret}",
    )
    write_lines(said, OUT)


def list_all(settings: Settings) -> None:
    """Print every receiver, without its secret."""
    hooks = with_store(settings, lambda store: read_webhooks(store.read))
    write_lines([_line(hook) for hook in hooks] or ["Chưa có webhook nào."], OUT)


def remove_one(settings: Settings, identity: str) -> None:
    """Forget a receiver."""
    if not with_store(settings, lambda store: remove(store, identity, getpass.getuser())):
        raise _unknown(identity)
    write_lines([f"Đã bỏ {identity}."], OUT)


def retry_one(settings: Settings, identity: str) -> None:
    """Let what waits and what never arrived be sent at once."""
    count = with_store(settings, lambda store: retry(store, identity))
    if count is None:
        raise _unknown(identity)
    said = f"{identity}: gửi ngay phần đang chờ, gửi lại {count} thay đổi không tới."
    write_lines([said], OUT)


def list_dead(settings: Settings) -> None:
    """Print what never arrived."""
    letters = with_store(settings, lambda store: read_letters(store.read))
    lines = [f"{one.webhook}: thay đổi {one.seq}, {one.at}: {one.why}" for one in letters]
    write_lines(lines or ["Mọi thay đổi đều đã tới, hoặc còn đang được gửi lại."], OUT)


def _unknown(identity: str) -> BadSetting:
    return BadSetting(f"Không có webhook {identity!r}: hãy xem daumoi webhook list.")


def _line(hook: Webhook) -> str:
    wanted = hook.wanted
    filters = [
        f"{name} {value}"
        for name, value in (
            ("đơn vị", wanted.unit),
            ("lãnh đạo", wanted.leader),
            ("kế hoạch", ", ".join(sorted(wanted.plans))),
        )
        if value
    ]
    state = f"lỗi: {hook.why}, thử lại lúc {hook.next_at}" if hook.attempt else "bình thường"
    words = "; ".join([", ".join(sorted(wanted.fields)), *filters])
    return f"{hook.id} {hook.url} ({words}); đã gửi tới thay đổi {hook.reached}; {state}"
