"""Words as a file of an office program may hold them, and files that are the same every time."""

import io
import re
import zipfile

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MOMENT = (1980, 1, 1, 0, 0, 0)


def legible(words: str) -> str:
    """The words without the few letters that XML has no way to hold."""
    return _FORBIDDEN.sub("\ufffd", words)


def steady(package: bytes) -> bytes:
    """The same package with the times of its parts taken out: one report, one file."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(info, source.read(name))
    return target.getvalue()
