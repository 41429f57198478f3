"""From the driver's errors to ours: one sentence for the user, the original kept for the log."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConnectionPoolError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph_schema.errors import (
    BadSetting,
    DauMoiError,
    DeadlineExceeded,
    QuestionTooLarge,
    StoreFull,
    StoreUnavailable,
)

_SCHEMES = (
    "neo4j+s://, bolt+s:// khi máy chủ có TLS; neo4j+ssc://, bolt+ssc:// khi chứng thư tự ký; "
    "neo4j://, bolt:// khi không có TLS"
)

# Raised while the server cannot be reached or is busy; the same question may succeed later.
PASSING = (ServiceUnavailable, SessionExpired, TransientError, ConnectionPoolError)


@contextmanager
def our_errors() -> Iterator[None]:
    """Turn what the driver raises inside into our errors; a mistake in a statement stays itself."""
    try:
        yield
    except (DriverError, Neo4jError) as error:
        ours = _translated(error)
        if ours is None:
            raise
        raise ours from error


def _translated(error: DriverError | Neo4jError) -> DauMoiError | None:
    if isinstance(error, Neo4jError) and _is_about_memory(error):
        return QuestionTooLarge(
            "Câu hỏi cần nhiều bộ nhớ hơn mức cơ sở dữ liệu cho phép: hãy hỏi hẹp hơn hoặc từng "
            "trang ngắn hơn. (The question needs too much memory; ask for less.)"
        )
    if isinstance(error, Neo4jError) and "TimedOut" in (error.code or ""):
        return DeadlineExceeded(
            "Câu hỏi chạy quá lâu nên cơ sở dữ liệu đã dừng nó: hãy thu hẹp câu hỏi rồi thử lại."
        )
    if isinstance(error, IncompleteCommit):
        return StoreUnavailable(
            "Mất kết nối với cơ sở dữ liệu đúng lúc ghi, chưa rõ đã ghi xong hay chưa: "
            "hãy thử lại, ghi lại lần nữa không làm trùng dữ liệu."
        )
    if isinstance(error, PASSING):
        return unavailable()
    if isinstance(error, AuthError):
        return StoreUnavailable(
            "Cơ sở dữ liệu không còn nhận người dùng hoặc mật khẩu của dịch vụ: "
            "hãy kiểm tra DAUMOI_DATABASE_USER và DAUMOI_DATABASE_PASSWORD rồi khởi động lại."
        )
    return None


def _is_about_memory(error: Neo4jError) -> bool:
    """One statement's own budget; the engines say so in their own ways."""
    return "heap budget" in (error.message or "").lower() or "MemoryPoolOutOfMemory" in (
        error.code or ""
    )


def unavailable() -> StoreUnavailable:
    """The database is away: restarting, or not reachable."""
    return StoreUnavailable("Cơ sở dữ liệu đang không trả lời: hãy thử lại sau vài giây.")


def too_late(seconds: float) -> DeadlineExceeded:
    """The database is silent: whoever asked is told in time, not when it wakes up."""
    return DeadlineExceeded(
        f"Cơ sở dữ liệu không trả lời trong {seconds:g} giây: hãy thử lại sau vài giây."
    )


def disk_full(folder: Path) -> StoreFull:
    """Nothing of the write was kept; it may be done again as it is."""
    return StoreFull(
        f"Ổ đĩa chứa thư mục dữ liệu {str(folder)!r} đã đầy nên chưa ghi được gì: "
        "hãy giải phóng chỗ trống rồi thử lại."
    )


def refused_connection(error: BaseException, uri: str) -> BadSetting | StoreUnavailable:
    """Why the first connection failed, and which variable to look at."""
    code = error.code or "" if isinstance(error, Neo4jError) else ""
    if isinstance(error, AuthError):
        return BadSetting(
            f"Cơ sở dữ liệu ở {uri} không nhận người dùng hoặc mật khẩu: hãy kiểm tra "
            "DAUMOI_DATABASE_USER và DAUMOI_DATABASE_PASSWORD."
        )
    if code.endswith("DatabaseNotFound"):
        return BadSetting(
            f"Máy chủ ở {uri} không có cơ sở dữ liệu mang tên đã đặt: hãy sửa "
            "DAUMOI_DATABASE_NAME, hoặc bỏ biến này để dùng tên mặc định của máy chủ."
        )
    if _is_about_tls(error) or isinstance(error, ConfigurationError):
        return BadSetting(
            f"Không bắt tay được với cơ sở dữ liệu ở {uri}: hãy kiểm tra phần đầu của "
            f"DAUMOI_DATABASE_URI ({_SCHEMES})."
        )
    tls = f" với đúng phần đầu ({_SCHEMES})" if "+s" in uri.partition("://")[0] else ""
    return StoreUnavailable(
        f"Không kết nối được tới cơ sở dữ liệu ở {uri}: hãy kiểm tra máy chủ đang chạy và "
        f"DAUMOI_DATABASE_URI ghi đúng địa chỉ{tls}."
    )


def _is_about_tls(error: BaseException) -> bool:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLError):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
