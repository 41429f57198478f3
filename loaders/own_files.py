"""A file that Đầu Mối itself wrote is no plan: read as one, it would count every task twice."""

from graph_schema.errors import UnreadableDocument
from graph_schema.own_files import OWN_COMMENT, OWN_FILE
from loaders.package import Package, related_parts


def check_package(package: Package) -> None:
    """Refuse a docx or xlsx whose properties say that it is ours."""
    part = related_parts(package, "").get("core-properties", "")
    if part in package.names and OWN_FILE.encode() in package.part(part):
        raise _refusal()


def check_keywords(keywords: str) -> None:
    """Refuse a PDF whose keywords say that it is ours."""
    if OWN_FILE in keywords:
        raise _refusal()


def check_words(text: str) -> None:
    """Refuse a text that carries the comment of ours."""
    if OWN_COMMENT in text:
        raise _refusal()


def _refusal() -> UnreadableDocument:
    return UnreadableDocument(
        "Tệp là báo cáo hoặc công văn do Đầu Mối lập, không phải kế hoạch, nên không nạp; danh mục "
        "đã điền thì nhận lại bằng daumoi collect; nếu là văn bản mới soạn trên tệp ấy thì xóa từ "
        f"khóa “{OWN_FILE}” trong thuộc tính của tệp rồi nạp lại."
    )
