"""Secrets of a service: the write token, which whoever changes anything shows, and the signing one.

Each stands in a setting, or is made once and kept in a file of the data folder for its owner alone.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from graph_schema.errors import BadSetting
from service.settings import Settings

TOKEN_FILE = "write-token"  # noqa: S105 - the name of the file that holds it
SECRET_FILE = "secret"  # noqa: S105 - the name of the file that holds it
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
        token = settings.write_token.get_secret_value()
        return WriteToken(_checked(token, "Mã ghi", "DAUMOI_WRITE_TOKEN"))
    path = settings.data_folder / TOKEN_FILE
    value, fresh = _kept(path, "mã ghi")
    return WriteToken(value, path, fresh)


def signing_secret(settings: Settings) -> str:
    """What services sign with: of the settings where several share it, else of the data folder."""
    given = settings.signing_secret
    if given is not None:
        return _checked(given, "Khóa ký", "DAUMOI_SECRET, DAUMOI_SECRET_FILE")
    return _kept(settings.data_folder / SECRET_FILE, "khóa ký")[0]


def is_token(header: str | None, token: str | None) -> bool:
    """Whether an ``Authorization`` header carries the token; told in a time that tells nothing."""
    if not token or header is None:
        return False
    scheme, _, given = header.partition(" ")
    same = secrets.compare_digest(given.strip().encode(), token.encode())
    return scheme.lower() == "bearer" and same


def _kept(path: Path, what: str) -> tuple[str, bool]:
    """The file's secret and whether it was made just now, whole or not at all."""
    if path.exists():
        return _read(path, what), False
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    secret = secrets.token_urlsafe(32)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ALONE)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(f"{secret}\n")
        try:
            os.link(fresh, path)
        finally:
            fresh.unlink()
    except FileExistsError:  # another service was faster
        return _read(path, what), False
    except OSError as error:
        raise BadSetting(f"Không tạo được tệp {what} {path}: {error.strerror}.") from error
    return secret, True


def _read(path: Path, what: str) -> str:
    try:
        return _checked(path.read_text(encoding="ascii").strip(), what.capitalize(), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(
            f"Không đọc được tệp {what} {path}: hãy xóa tệp để chương trình tạo mã mới."
        ) from error


def _checked(token: str, what: str, where: str) -> str:
    if len(token) < _LEAST or not token.isascii() or any(c.isspace() for c in token):
        raise BadSetting(
            f"{what} ở {where} không dùng được (giá trị không in ra ở đây): hãy dùng ít nhất "
            f"{_LEAST} chữ cái, chữ số, không có dấu cách."
        )
    return token
