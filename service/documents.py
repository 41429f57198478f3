"""Which files the given paths stand for, and which of them cannot be taken at all."""

import errno
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph_schema.errors import BadSetting, UnreadableDocument
from loaders.caps import MAX_BYTES


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not loaded, and why."""

    path: Path
    reason: str
    code: str = UnreadableDocument.code


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, in a stable order, and what could not even be looked at."""

    files: tuple[Path, ...]
    refused: tuple[Refused, ...]


def check_paths(paths: Iterable[Path]) -> None:
    """Refuse a path that is not there or may not be read, before anything is started."""
    for path in paths:
        try:
            path.stat()
            is_file, is_folder = path.is_file(), path.is_dir()
        except FileNotFoundError as error:
            raise BadSetting(f"Không có tệp hay thư mục {path}; hãy kiểm tra lại tên.") from error
        except OSError as error:
            raise BadSetting(f"Không xem được {path}: {why(error)}.") from error
        if not is_file and not is_folder:
            raise BadSetting(f"{path} không phải tệp hay thư mục; hãy đưa tệp văn bản.")
        rights = os.R_OK | os.X_OK if is_folder else os.R_OK
        if not os.access(path, rights):
            kind = "thư mục" if is_folder else "tệp"
            raise BadSetting(f"Không có quyền đọc {kind} {path}; hãy cấp quyền đọc rồi chạy lại.")


def find_documents(paths: Iterable[Path]) -> Found:
    """Every file of the paths once, folders recursively and sorted, hidden ones left out."""
    files: dict[Path, Path] = {}
    refused: list[Refused] = []
    for path in paths:
        found = _walk(path, refused) if path.is_dir() else iter((path,))
        for file in found:
            files.setdefault(file.resolve(), file)
    return Found(tuple(files.values()), tuple(refused))


def _walk(folder: Path, refused: list[Refused]) -> Iterator[Path]:
    def note(error: OSError) -> None:
        refused.append(Refused(Path(error.filename), f"Không mở được thư mục: {why(error)}."))

    for parent, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(parent, name)
            if name.startswith("."):
                continue
            if file.is_file():
                yield file
            else:
                refused.append(Refused(file, "Không phải tệp thường (liên kết hỏng, thiết bị …)."))


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; of one over the cap, no more than shows that it is."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableDocument(f"{path.name}: Không mở được tệp: {why(error)}.") from error


def why(error: OSError, *, writing: bool = False) -> str:
    """The system's reason, in the words of the user."""
    if writing and type(error) in _WRITING_REASONS:
        return _WRITING_REASONS[type(error)]
    told = _REASONS.get(type(error)) or _NUMBERED_REASONS.get(error.errno or 0)
    return told or error.strerror or type(error).__name__


_REASONS: dict[type[OSError], str] = {
    FileNotFoundError: "không có tệp này",
    PermissionError: "không có quyền đọc",
    IsADirectoryError: "đây là thư mục",
    NotADirectoryError: "một phần của đường dẫn không phải thư mục",
}
_WRITING_REASONS: dict[type[OSError], str] = {
    FileNotFoundError: "không có thư mục này",
    PermissionError: "không có quyền ghi",
}
_NUMBERED_REASONS = {
    errno.EIO: "thiết bị báo lỗi đọc ghi",
    errno.ELOOP: "các liên kết dẫn vòng quanh",
    errno.EMFILE: "đang mở quá nhiều tệp",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ENOSPC: "đĩa đã đầy",
    errno.EROFS: "nơi này chỉ cho đọc",
}
