"""`daumoi webhook`: who is told of changes, and what never reached them."""

import getpass
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from graph_schema.errors import BadSetting
from graph_schema.merge_webhooks import add_webhook, remove_webhook, send_again
from queries.feed import read_end
from queries.webhooks import EVENTS, Webhook, read_letters, read_webhooks
from service.console import OUT, write_lines
from service.review_command import with_store
from service.settings import Settings
from service.store import Store
from service.webhook_post import checked_address


@dataclass(frozen=True, slots=True)
class Asked:
    """What a new receiver wants."""

    url: str
    events: tuple[str, ...] = ()
    unit: str | None = None
    leader: str | None = None
    plans: tuple[str, ...] = ()


async def add(store: Store, asked: Asked, by: str) -> tuple[str, str]:
    """Keep a receiver; its id and its secret. It is told what comes from now on."""
    checked_address(asked.url)
    for event in asked.events:
        if event not in EVENTS:
            raise BadSetting(f"Không có sự kiện {event!r}: hãy chọn {', '.join(EVENTS)}.")
    identity, secret = f"webhook_{secrets.token_hex(6)}", secrets.token_urlsafe(32)
    kept: dict[str, object] = {
        "url": asked.url,
        "secret": secret,
        "events": sorted(asked.events or EVENTS),
        "unit": asked.unit,
        "leader": asked.leader,
        "plans": sorted(asked.plans),
        "by": by,
        "at": datetime.now(UTC).isoformat(timespec="microseconds"),
        "reached": await read_end(store.read),
        "attempt": 0,
        "next_at": "",
        "why": "",
    }
    await store.write(lambda tx: add_webhook(tx, identity, kept))
    return identity, secret


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
    if not with_store(settings, lambda s: s.write(lambda tx: remove_webhook(tx, identity))):
        raise _unknown(identity)
    write_lines([f"Đã bỏ {identity}."], OUT)


def retry_one(settings: Settings, identity: str) -> None:
    """Let what waits and what never arrived be sent at once."""
    count = with_store(settings, lambda s: s.write(lambda tx: send_again(tx, identity)))
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
