"""The write token: whoever changes anything shows it; reading needs none."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from graph_schema.errors import BadSetting
from service.settings import Settings

TOKEN_FILE = "write-token"  # noqa: S105 - the name of the file that holds it
_LEAST = 16
_OWNER_ALONE = 0o600


@dataclass(frozen=True, slots=True)
class WriteToken:
    """The token, and the file that holds it when no setting does."""

    value: str
    file: Path | None = None
    fresh: bool = False
    """Whether it was made just now: then, and never again, it is told."""


def write_token(settings: Settings) -> WriteToken:
    """The token of the settings, or that of the data folder; made when there is none yet."""
    if settings.write_token is not None:
        return WriteToken(_checked(settings.write_token.get_secret_value(), "DAUMOI_WRITE_TOKEN"))
    path = settings.data_folder / TOKEN_FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ALONE)
    except FileExistsError:
        return WriteToken(_read(path), path)
    except OSError as error:
        raise BadSetting(f"Không tạo được tệp mã ghi {path}: {error.strerror}.") from error
    token = secrets.token_urlsafe(32)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{token}\n")
    return WriteToken(token, path, fresh=True)


def is_token(header: str | None, token: str | None) -> bool:
    """Whether an ``Authorization`` header carries the token; told in a time that tells nothing."""
    if not token or header is None:
        return False
    scheme, _, given = header.partition(" ")
    same = secrets.compare_digest(given.strip().encode(), token.encode())
    return scheme.lower() == "bearer" and same


def _read(path: Path) -> str:
    try:
        return _checked(path.read_text(encoding="ascii").strip(), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(
            f"Không đọc được tệp mã ghi {path}: hãy xóa tệp để chương trình tạo mã mới."
        ) from error


def _checked(token: str, where: str) -> str:
    if len(token) < _LEAST or not token.isascii() or any(c.isspace() for c in token):
        raise BadSetting(
            f"Mã ghi ở {where} không dùng được (giá trị không in ra ở đây): hãy dùng ít nhất "
            f"{_LEAST} chữ cái, chữ số, không có dấu cách."
        )
    return token
