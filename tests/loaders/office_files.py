"""Word files built part by part, for what python-docx cannot write: numbering, changes, boxes."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/>'
    "{overrides}</Types>"
)
_OVERRIDE = (
    '<Override PartName="/word/{part}.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.{part}+xml"/>'
)


def paragraph(text: str, properties: str = "") -> str:
    """One paragraph of one run."""
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def item(text: str, number: int, level: int = 0) -> str:
    """One paragraph of a list."""
    numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, numbering)


def docx_of(body: str, **parts: str) -> bytes:
    """A Word file with this body; parts are the inner XML of styles, numbering, footnotes."""
    overrides = "".join(_OVERRIDE.format(part=name) for name in parts)
    links = "".join(
        f'<Relationship Id="r{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for name in parts
    )
    return zip_of(
        {
            "[Content_Types].xml": _TYPES.format(overrides=overrides),
            "_rels/.rels": (
                f'<Relationships xmlns="{_RELATIONSHIPS}"><Relationship Id="r1" '
                f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
            ),
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="{_RELATIONSHIPS}">{links}</Relationships>'
            ),
            **{f"word/{name}.xml": xml for name, xml in parts.items()},
        }
    )


def styles(inner: str) -> str:
    """A styles part."""
    return f"<w:styles {NAMESPACES}>{inner}</w:styles>"


def numbering(inner: str) -> str:
    """A numbering part."""
    return f"<w:numbering {NAMESPACES}>{inner}</w:numbering>"


def zip_of(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def bomb_of(name: str, block: bytes, times: int, *, declared: int | None = None) -> bytes:
    """A zip of one entry that unfolds to ``block`` again and again, made without unfolding it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = head * times + zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    size = len(block) * times if declared is None else declared
    path = name.encode()
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, 0, len(packed), size, len(path), 0)
    local = b"PK\x03\x04" + fields + path + packed
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0)
    directory = entry + path
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), len(local), 0)
    return local + directory + end


def with_entry(package: bytes, name: str, content: bytes) -> bytes:
    """The same zip with one entry replaced."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    return zip_of({**parts, name: content})
