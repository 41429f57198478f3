"""Every setting, typed, from the environment, checked once.

Each variable is ``DAUMOI_`` and the field's name in capitals; a command-line option overrides it.
"""

import difflib
import os
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph_schema.errors import BadSetting

PREFIX = "DAUMOI_"
SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_IN_FILES = {
    "database_password": "mật khẩu",
    "secret": "khóa ký",
    "smtp_password": "mật khẩu thư",
}
"""Secrets that may stand in a file of their own (``…_FILE``), and what they are called."""
_SECRET = frozenset({*_IN_FILES, "write_token"})
_LIKENESS = 0.8  # two letters swapped or one missing; further apart, it is somebody else's variable

_REMEDIES = {
    "database_uri": (
        "hãy ghi địa chỉ dạng neo4j://máy-chủ:7687 (hoặc neo4j+s://, bolt://, bolt+s://; người "
        "dùng và mật khẩu ghi ở biến riêng), hoặc bỏ biến này để dùng cơ sở dữ liệu kèm theo"
    ),
    "database_user": "hãy ghi tên người dùng của cơ sở dữ liệu, thường là neo4j",
    "database_password": "hãy ghi mật khẩu, hoặc dùng DAUMOI_DATABASE_PASSWORD_FILE",
    "database_password_file": "hãy chỉ tới một tệp văn bản đọc được, chỉ chứa mật khẩu",
    "database_name": "hãy ghi tên cơ sở dữ liệu, hoặc bỏ biến này để dùng tên mặc định của máy chủ",
    "data_folder": "hãy chỉ tới một thư mục ghi được",
    "host": "hãy ghi địa chỉ để lắng nghe, thường là 127.0.0.1 hoặc 0.0.0.0",
    "write_token": "hãy ghi mã ghi, hoặc bỏ biến này để dùng mã trong thư mục dữ liệu",
    "secret": "hãy ghi khóa ký, như nhau ở mọi dịch vụ, hoặc dùng DAUMOI_SECRET_FILE",
    "secret_file": "hãy chỉ tới một tệp văn bản đọc được, chỉ chứa khóa ký",
    "ocr": "hãy ghi true để nhận dạng chữ của bản quét, hoặc false",
    "production": "hãy ghi true để không cho người lạ xem lược đồ và GraphiQL, hoặc false",
    "federation": "hãy ghi true để làm một subgraph của Apollo Federation, hoặc false",
    "trusted": "hãy ghi off, allow hoặc only",
    "trusted_documents": "hãy chỉ tới một thư mục tệp .graphql hoặc một tệp JSON {mã: câu hỏi}",
    "smtp_host": "hãy ghi tên máy chủ thư, thí dụ smtp.coquan.gov.vn",
    "smtp_port": "hãy ghi một số nguyên từ 1 đến 65535, thường là 587, 465 hoặc 25",
    "smtp_security": "hãy ghi starttls, tls hoặc none (none: chỉ với máy chủ thư ngay trên máy)",
    "smtp_user": "hãy ghi tên đăng nhập máy chủ thư",
    "smtp_password": "hãy ghi mật khẩu thư, hoặc dùng DAUMOI_SMTP_PASSWORD_FILE",
    "smtp_password_file": "hãy chỉ tới một tệp văn bản đọc được, chỉ chứa mật khẩu thư",
    "smtp_from": "hãy ghi địa chỉ gửi, thí dụ daumoi@coquan.gov.vn",
    "workers": "hãy ghi một số nguyên từ 1 đến 64",
    "mode": "hãy ghi local (máy này) hoặc served (phục vụ nhiều người, ai cũng phải đăng nhập)",
    "open_reading": "hãy ghi true để cho đọc không cần đăng nhập qua mạng, hoặc false",
    "oidc_issuer": "hãy ghi đúng iss mà hệ thống đăng nhập cấp, thí dụ https://id.xa.gov.vn/realms/xa",
    "oidc_audience": "hãy ghi đúng aud mà mã đăng nhập mang, thường là daumoi",
    "jwks_url": "hãy ghi địa chỉ https:// của bộ khóa công khai (JWKS), hoặc dùng DAUMOI_JWKS_FILE",
    "jwks_file": "hãy chỉ tới tệp JSON chứa bộ khóa công khai (JWKS)",
    "oidc_role_claim": "hãy ghi tên trường vai trò, thường là roles hoặc realm_access.roles",
    "oidc_role_prefix": "hãy ghi phần đứng trước tên vai trò, mặc định daumoi-",
    "oidc_unit_claim": "hãy ghi tên trường chứa mã đơn vị",
    "oidc_clearance_claim": "hãy ghi tên trường chứa độ mật được xem",
    "port": "hãy ghi một số nguyên từ 0 đến 65535, thường là 8000",
}


class Settings(BaseSettings):
    """What a service is told from outside; nothing else of the environment is read."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, extra="forbid", frozen=True, env_ignore_empty=True
    )

    database_uri: str | None = None
    database_user: str = Field(default="neo4j", min_length=1)
    database_password: SecretStr | None = None
    database_password_file: Path | None = None
    database_name: str | None = None
    data_folder: Path = Field(default=Path(".data"), validate_default=True)
    host: str = Field(default="127.0.0.1", min_length=1)
    jwks_file: Path | None = None
    jwks_url: str | None = None
    mode: Literal["local", "served"] = "local"
    ocr: bool = False
    oidc_audience: str | None = None
    oidc_clearance_claim: str = Field(default="daumoi_clearance", min_length=1)
    oidc_issuer: str | None = None
    oidc_role_claim: str = Field(default="roles", min_length=1)
    oidc_role_prefix: str = "daumoi-"
    oidc_unit_claim: str = Field(default="daumoi_units", min_length=1)
    open_reading: bool = False
    port: int = Field(default=8000, ge=0, le=65535)
    secret: SecretStr | None = None
    secret_file: Path | None = None
    smtp_host: str | None = None
    smtp_port: int | None = Field(default=None, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_password_file: Path | None = None
    smtp_from: str | None = None
    workers: int = Field(default=1, ge=1, le=64)
    write_token: SecretStr | None = None
    production: bool = False
    federation: bool = False
    trusted: Literal["off", "allow", "only"] = "off"
    trusted_documents: Path | None = None

    @field_validator("database_uri")
    @classmethod
    def _known_scheme(cls, uri: str | None) -> str | None:
        if uri is None:
            return None
        parts = urlsplit(uri)
        if parts.scheme not in SCHEMES or not parts.hostname or parts.port == 0:
            raise ValueError("not an address of Neo4j")
        if "@" in parts.netloc:
            raise ValueError("a user or a password stands in the address")
        return uri

    @field_validator("jwks_url")
    @classmethod
    def _safe_way(cls, url: str | None) -> str | None:
        """Keys that came over an open line could be anybody's."""
        if url is None:
            return None
        parts = urlsplit(url)
        if not parts.hostname or "@" in parts.netloc:
            raise ValueError("not an address")
        if parts.scheme != "https" and not (parts.scheme == "http" and is_local(parts.hostname)):
            raise ValueError("not a safe way")
        return url

    @field_validator("data_folder")
    @classmethod
    def _absolute(cls, folder: Path) -> Path:
        return Path(os.path.abspath(folder.expanduser()))

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        for name in _IN_FILES:
            if getattr(self, name) is not None and getattr(self, f"{name}_file") is not None:
                variable = PREFIX + name.upper()
                raise BadSetting(
                    f"Cả {variable} lẫn {variable}_FILE đều được đặt: hãy bỏ một trong hai."
                )
        return self

    @model_validator(mode="after")
    def _documents_to_trust(self) -> Self:
        if self.trusted == "only" and self.trusted_documents is None:
            raise BadSetting(
                "DAUMOI_TRUSTED = 'only' cần DAUMOI_TRUSTED_DOCUMENTS: "
                f"{_REMEDIES['trusted_documents']}."
            )
        return self

    @model_validator(mode="after")
    def _whole_sign_in(self) -> Self:
        keys = [self.jwks_url, self.jwks_file]
        said = [self.oidc_issuer, self.oidc_audience, *keys]
        if not any(said):
            return self
        if not self.oidc_issuer or not self.oidc_audience or all(keys) or not any(keys):
            raise BadSetting(
                "Đăng nhập OIDC cần đủ DAUMOI_OIDC_ISSUER, DAUMOI_OIDC_AUDIENCE và đúng một trong "
                "DAUMOI_JWKS_URL, DAUMOI_JWKS_FILE: hãy đặt đủ, hoặc bỏ hết để chỉ dùng khóa API."
            )
        if self.mode != "served":
            raise BadSetting(
                "Đăng nhập OIDC chỉ có ở chế độ phục vụ nhiều người: hãy đặt DAUMOI_MODE=served."
            )
        return self

    def check_open(self) -> None:
        """Refuse to be read by a whole network unless that is what is asked for."""
        if self.mode == "served" or is_local(self.host) or self.open_reading:
            return
        raise BadSetting(
            f"DAUMOI_HOST = {self.host!r} mở dịch vụ ra mạng: hãy đặt DAUMOI_MODE=served để ai hỏi "
            "cũng phải đăng nhập, hoặc DAUMOI_OPEN_READING=true nếu muốn ai cũng đọc được những "
            "văn bản không mật."
        )

    def check_stored(self) -> None:
        """Refuse a data folder without data: a mistyped one is not made, and not told as empty."""
        if self.database_uri is None and not (self.data_folder / "engine").is_dir():
            raise BadSetting(
                f"Chưa có dữ liệu trong {str(self.data_folder)!r}: hãy xem lại --data-folder "
                "(DAUMOI_DATA_FOLDER), hoặc nạp văn bản trước bằng daumoi load."
            )

    def spoken(self) -> dict[str, str]:
        """Every setting that is no secret, in words that ``load_settings`` takes."""
        return {
            name: str(value)
            for name in type(self).model_fields
            if name not in _SECRET and (value := getattr(self, name)) is not None
        }

    @property
    def password(self) -> str | None:
        """The password, wherever it stands; a file that cannot be read is a BadSetting."""
        return self._word("database_password")

    @property
    def signing_secret(self) -> str | None:
        """The secret that services share, wherever it stands; None when this one keeps its own."""
        return self._word("secret")

    @property
    def mail_password(self) -> str | None:
        """The password of the mail server, wherever it stands."""
        return self._word("smtp_password")

    def check_files(self) -> None:
        """Refuse a file of a secret that cannot be read, before anything is started."""
        for name in _IN_FILES:
            self._word(name)

    def _word(self, name: str) -> str | None:
        """A secret of the table, from its own setting or from the file of it."""
        value: SecretStr | None = getattr(self, name)
        if value is not None:
            return value.get_secret_value()
        file: Path | None = getattr(self, f"{name}_file")
        return None if file is None else _word_in(file, f"{name}_file", _IN_FILES[name])


def is_local(host: str) -> bool:
    """Whether a name or address is this machine's own."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def load_settings(**overrides: str | int | Path | None) -> Settings:
    """The settings of this process; an override of None leaves the environment's value.

    Whatever is wrong becomes one BadSetting that names the variable and what to do.
    """
    _refuse_misspelt(os.environ)
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        # The values are unchecked words of a user: checking them is what Settings is for.
        settings = Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        raise BadSetting(_sentence(error.errors()[0])) from None
    settings.check_files()
    return settings


def _word_in(path: Path, name: str, what: str) -> str:
    """The secret that a file holds; the sentence about a bad file never shows it."""
    said = f"{what} {PREFIX}{name.upper()} = {str(path)!r}"
    try:
        word = path.read_text(encoding="utf-8").strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"Không đọc được tệp {said}: {_REMEDIES[name]}.") from error
    if not word:
        raise BadSetting(f"Tệp {said} trống: hãy ghi {what} vào tệp đó.")
    return word


def _sentence(error: ErrorDetails) -> str:
    name = str(error["loc"][0])
    if name not in _REMEDIES:
        return f"Không có thiết đặt {name!r}: hãy bỏ nó đi."
    variable, value = PREFIX + name.upper(), str(error["input"])
    if name in _SECRET or "@" in value:  # an address may carry a password
        return f"{variable} không dùng được (giá trị không in ra ở đây): {_REMEDIES[name]}."
    return f"{variable} = {value!r} không dùng được: {_REMEDIES[name]}."


def _refuse_misspelt(environment: os._Environ[str]) -> None:
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    for name in environment:
        if not name.upper().startswith(PREFIX) or name.upper() in known:
            continue
        near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=_LIKENESS)
        if near:
            raise BadSetting(
                f"Không có biến {name}: có phải là {near[0]}? Hãy sửa tên hoặc bỏ biến này."
            )
