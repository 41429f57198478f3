"""A report as PDF: the letter in Word's form, laid out by LibreOffice where the machine has it."""

from graph_schema.errors import BadSetting, UnreadableDocument
from loaders.office import convert, office_program


def to_pdf(document: bytes) -> bytes:
    """The pages of a Word document; without LibreOffice, a refusal that says what to do."""
    if office_program() is None:
        raise BadSetting(
            "Máy này không có LibreOffice nên không xuất được PDF: hãy cài LibreOffice, hoặc xuất "
            "dạng docx rồi mở bằng Word và lưu thành PDF."
        )
    try:
        return convert(document, "docx", "pdf")
    except UnreadableDocument as error:
        raise BadSetting(
            "LibreOffice không dựng xong bản PDF của báo cáo: hãy xuất dạng docx rồi mở bằng Word "
            "và lưu thành PDF, hoặc thu hẹp báo cáo."
        ) from error
