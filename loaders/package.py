"""Package: a zip of XML parts (docx, xlsx), opened behind caps so that no bomb unfolds."""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from graph_schema.errors import DocumentTooLarge, UnreadableDocument
from loaders import caps

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_CHUNK = 1 << 16
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError,
    OverflowError,
)  # fmt: skip
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DOCTYPES = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(main|relationships)")
_TRANSITIONAL = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a package by name; each is unpacked only when asked for, up to its cap."""

    archive: zipfile.ZipFile
    names: frozenset[str]

    def part(self, name: str) -> bytes:
        """The bytes of one part, unpacked no further than the caps allow."""
        info = self.archive.getinfo(name)
        if info.flag_bits & 1:
            raise UnreadableDocument(
                "Tệp có mật khẩu nên không đọc được; hãy gỡ mật khẩu rồi nạp lại."
            )
        if info.compress_type not in _PACKINGS:
            raise _broken(name)
        limit = min(caps.MAX_PART, info.compress_size * caps.MAX_RATIO + (1 << 20))
        if info.file_size > limit:
            _refuse_bomb(name)
        pieces, size = [], 0
        try:
            with self.archive.open(info) as stream:
                while piece := stream.read(_CHUNK):
                    size += len(piece)
                    if size > limit:
                        _refuse_bomb(name)
                    pieces.append(piece)
        except _DAMAGE as error:
            raise _broken(name) from error
        return b"".join(pieces)

    def tree(self, name: str) -> etree._Element | None:
        """One part as a tree, or none when the package lacks it."""
        if name not in self.names:
            return None
        return parse_part(self.part(name), name)


def main_part(package: Package) -> str:
    """The part that the package names as its document, empty when it names none."""
    return related_parts(package, "").get("officeDocument", "")


def related_parts(package: Package, part: str, *, by_id: bool = False) -> dict[str, str]:
    """The parts inside the package that one part points to, by type's last word or by id."""
    folder, name = posixpath.split(part)
    tree = package.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
    items = () if tree is None else tree.iter(_RELATIONSHIP)
    return {
        str(item.get("Id" if by_id else "Type") or "").rsplit("/", 1)[-1]: _resolve(
            folder, str(item.get("Target") or "")
        )
        for item in items
        if item.get("TargetMode") != "External"
    }


def _resolve(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")


def open_package(content: bytes) -> Package:
    """Open a zip after its directory was checked: entries, sizes, nothing but a plain zip."""
    _check_directory(content)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _DAMAGE as error:
        raise _broken("mục lục của tệp nén") from error
    infos = archive.infolist()
    if len(infos) > caps.MAX_ENTRIES:
        caps.refuse_size("số mục trong tệp nén", caps.MAX_ENTRIES, "mục")
    if sum(info.file_size for info in infos) > caps.MAX_UNPACKED:
        caps.refuse_size("dung lượng sau giải nén", caps.MAX_UNPACKED // (1 << 20), "MB")
    return Package(archive, frozenset(info.filename for info in infos))


def parse_part(content: bytes, name: str) -> etree._Element:
    """Parse XML that declares no document type and is not dense beyond the cap."""
    if any(mark in content for mark in _DOCTYPES):
        raise _forbidden(name)
    if content.count(b"<") > caps.MAX_MARKUP:
        caps.refuse_size(f"số thẻ trong {name}", caps.MAX_MARKUP, "thẻ")
    content = _STRICT.sub(lambda m: _TRANSITIONAL.get(m[1] + b"/" + m[2], m[0]), content)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _broken(name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _forbidden(name)
    return root


def _check_directory(content: bytes) -> None:
    """Read the end record first: listing a directory of a million entries is a bomb of its own."""
    at = content.rfind(_END, max(0, len(content) - 66_000))
    if at < 0 or len(content) < at + 22:
        raise UnreadableDocument(
            "Tệp bị cắt cụt: thiếu phần cuối của tệp nén; hãy tải lại tệp gốc rồi nạp lại."
        )
    entries, size = struct.unpack_from("<HI", content, at + 10)
    if entries > caps.MAX_ENTRIES or size > caps.MAX_ENTRIES * 512:
        caps.refuse_size("số mục trong tệp nén", caps.MAX_ENTRIES, "mục")
    if content.rfind(_END_64, max(0, at - 64), at) >= 0:
        raise DocumentTooLarge(
            "Tệp nén khai theo kiểu ZIP64 dành cho tệp rất lớn; hãy mở bằng Word rồi lưu lại."
        )


def _refuse_bomb(name: str) -> None:
    raise DocumentTooLarge(
        f"Tệp nén bất thường: phần {name} phình quá {caps.MAX_PART // (1 << 20)} MB hoặc quá "
        f"{caps.MAX_RATIO} lần khi giải nén; hãy mở bằng Word rồi lưu lại."
    )


def _broken(name: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"Tệp hỏng ở {name}; hãy mở bằng Word (hoặc LibreOffice), lưu lại rồi nạp lại."
    )


def _forbidden(name: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"Tệp có khai báo DOCTYPE/ENTITY trong {name}, thứ mà Word không bao giờ ghi; hãy mở bằng "
        "Word rồi lưu lại."
    )
