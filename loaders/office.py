"""Old office files (.doc, .rtf, .odt, .xls), which LibreOffice turns into new ones if present."""

import shutil
import tempfile
from pathlib import Path

from graph_schema.errors import UnreadableDocument
from loaders.outside import run_outside

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 60
_MEMORY = 1024**3
_LOCKED_DOWN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""  # no macro runs, no link of the document is followed


def office_program() -> str | None:
    """LibreOffice, where the machine has it."""
    return next((path for name in _PROGRAMS if (path := shutil.which(name))), None)


def convert(content: bytes, suffix: str, wanted: str, seconds: int = _SECONDS) -> bytes:
    """The same document in a new format, made by LibreOffice in a process of its own."""
    program = office_program()
    if program is None:
        raise UnreadableDocument(
            f"Tệp thuộc dạng cũ .{suffix} mà máy chủ không có LibreOffice để chuyển; hãy mở bằng "
            f"Word hoặc Excel, lưu thành .{wanted} rồi nạp lại."
        )
    with tempfile.TemporaryDirectory(prefix="daumoi-") as folder:
        source, target = Path(folder, f"source.{suffix}"), Path(folder, f"source.{wanted}")
        source.write_bytes(content)
        settings = Path(folder, "profile", "user", "registrymodifications.xcu")
        settings.parent.mkdir(parents=True)
        settings.write_text(_LOCKED_DOWN, encoding="utf-8")
        command = [program, *_options(folder), "--convert-to", wanted, "--outdir", folder]
        _run([*command, str(source)], seconds)
        if not target.is_file():
            raise UnreadableDocument(
                f"LibreOffice không mở được tệp .{suffix} (tệp hỏng hoặc có mật khẩu); hãy mở bằng "
                f"Word hoặc Excel, lưu thành .{wanted} rồi nạp lại."
            )
        return target.read_bytes()


def _options(folder: str) -> tuple[str, ...]:
    profile = Path(folder, "profile").as_uri()
    return (f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck")


def _run(command: list[str], seconds: int) -> None:
    """Run to its end or to the deadline; the whole group of processes ends with it."""
    if run_outside(command, seconds, _MEMORY) is None:
        raise UnreadableDocument(
            f"LibreOffice không chuyển xong tệp sau {seconds} giây; hãy mở bằng Word, lưu "
            "thành .docx rồi nạp lại."
        )
