"""One signed POST to an address that an administrator named: short, capped, never redirected."""

import asyncio
import hashlib
import hmac
import ssl
import time
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from graph_schema.errors import BadSetting

_SECONDS = 15.0
_MAX_HEAD = 16_384
_MAX_ADDRESS = 2_000
_GOOD = range(200, 300)
_INTERIM = range(100, 200)


@dataclass(frozen=True, slots=True)
class Sent:
    """How a delivery went."""

    arrived: bool
    why: str
    """Empty when it arrived; never words of the receiver's."""


def checked_address(url: str) -> SplitResult:
    """The parts of an address that can be posted to; anything else is a BadSetting."""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= _MAX_ADDRESS
    if not sound or not plain or "@" in parts.netloc or parts.fragment:
        raise BadSetting(
            "Địa chỉ nhận không dùng được: hãy ghi http://… hoặc https://…, không kèm tên, mật "
            "khẩu hay dấu #. (The address is no plain http or https address.)"
        )
    return parts


def signature(secret: str, at: int, body: bytes) -> str:
    """What ``Daumoi-Signature`` says: the time, and HMAC-SHA256 over the time, a dot, the body."""
    signed = hmac.digest(secret.encode(), f"{at}.".encode() + body, hashlib.sha256)
    return f"t={at},v1={signed.hex()}"


async def post(url: str, secret: str, event: int, body: bytes, seconds: float = _SECONDS) -> Sent:
    """Deliver one event; whatever happens comes back as how it went."""
    parts = checked_address(url)
    try:
        async with asyncio.timeout(seconds):
            status = await _exchange(parts, _request(parts, secret, event, body))
    except TimeoutError:
        return Sent(False, f"không trả lời trong {seconds:g} giây (no answer in time)")
    except ssl.SSLError as error:
        return Sent(False, f"TLS: {error.reason or 'lỗi'} (TLS failed)")
    except OSError as error:
        return Sent(False, f"không kết nối được: {error.strerror or error} (no connection)")
    except (ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return Sent(False, "câu trả lời không phải HTTP (the answer is no HTTP)")
    if status in _GOOD:
        return Sent(True, "")
    return Sent(False, f"trả lời {status} (it answered {status})")


def _request(parts: SplitResult, secret: str, event: int, body: bytes) -> bytes:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    head = (
        f"POST {path} HTTP/1.1",
        f"Host: {parts.netloc}",
        "User-Agent: daumoi",
        "Content-Type: application/json; charset=utf-8",
        f"Content-Length: {len(body)}",
        f"Daumoi-Event-Id: {event}",
        f"Daumoi-Signature: {signature(secret, int(time.time()), body)}",
        "Connection: close",
    )
    return "\r\n".join((*head, "", "")).encode("ascii") + body


async def _exchange(parts: SplitResult, request: bytes) -> int:
    """Send, and read the status alone: what the receiver says besides is not taken."""
    secure = parts.scheme == "https"
    reader, writer = await asyncio.open_connection(
        parts.hostname,
        parts.port or (443 if secure else 80),
        ssl=ssl.create_default_context() if secure else None,
        limit=_MAX_HEAD,
    )
    try:
        writer.write(request)
        await writer.drain()
        while True:
            status = await _status(reader)
            if status not in _INTERIM:
                return status
            await reader.readuntil(b"\r\n\r\n")
    finally:
        writer.transport.abort()


async def _status(reader: asyncio.StreamReader) -> int:
    version, _, rest = (await reader.readuntil(b"\r\n")).partition(b" ")
    if not version.startswith(b"HTTP/1.") or not rest[:3].isdigit():
        raise ValueError("no status line")
    return int(rest[:3])
