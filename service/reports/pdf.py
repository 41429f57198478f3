"""A report as PDF: the letter in Word's form, laid out by LibreOffice where the machine has it."""

from graph_schema.errors import BadSetting, UnreadableDocument
from loaders.office import convert, office_program

_SECONDS = 60
_ROWS_A_SECOND = 20
"""What LibreOffice lays out at the least, on a busy machine."""


def to_pdf(document: bytes, rows: int) -> bytes:
    """The pages of a Word document with so many rows; what cannot be made says what to do."""
    if office_program() is None:
        raise BadSetting(
            "Máy này không có LibreOffice nên không xuất được PDF: hãy cài LibreOffice, hoặc xuất "
            "dạng docx rồi mở bằng Word và lưu thành PDF."
        )
    try:
        return convert(document, "docx", "pdf", _SECONDS + rows // _ROWS_A_SECOND)
    except UnreadableDocument as error:
        raise BadSetting(
            f"LibreOffice không dựng xong bản PDF của báo cáo có {rows} nhiệm vụ: hãy xuất dạng "
            "xlsx, csv hoặc docx (mở bằng Word, lưu thành PDF), hoặc thu hẹp báo cáo."
        ) from error
