"""Writes the parts of docs/ that repeat what stands in the sources: codes, limits, questions."""

import dataclasses
import re
from pathlib import Path

from queries import caps
from service import intake_http, request, serving
from service.error_codes import ERROR_CODES
from service.limits import Allowance

DOCS = Path(__file__).resolve().parent.parent / "docs"
_QUESTION = re.compile(r"^### \d+\. .+?^```json\n.+?^```$", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"(<!-- (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def error_table() -> str:
    """Every code of the API."""
    rows = [
        f"| `{row.code}` | {row.status} | {row.vietnamese} / {row.english} |" for row in ERROR_CODES
    ]
    return "\n".join(["| mã | trạng thái HTTP | nghĩa |", "|---|---|---|", *rows])


_WORDS = {
    "characters": ("Chữ trong một câu hỏi", "letters of a question", "QUERY_TOO_COMPLEX"),
    "tokens": ("Từ và dấu mà bộ đọc cú pháp nhận", "tokens", "QUERY_TOO_MANY_TOKENS"),
    "nesting": ("Ngoặc lồng nhau", "nested brackets", "QUERY_TOO_DEEP"),
    "depth": ("Số tầng của dữ liệu", "depth of data", "QUERY_TOO_DEEP"),
    "schema_depth": ("Số tầng dưới __schema, __type", "depth of introspection", "QUERY_TOO_DEEP"),
    "aliases": ("Bí danh", "aliases", "QUERY_TOO_COMPLEX"),
    "repeats": ("Một trường lặp lại trong một khối", "one field repeated", "QUERY_TOO_COMPLEX"),
    "directives": ("Chỉ thị", "directives", "QUERY_TOO_COMPLEX"),
    "fields": ("Trường ở gốc", "fields at the root", "QUERY_TOO_COMPLEX"),
    "cost": ("Số mục câu trả lời có thể chứa", "things an answer may hold", "QUERY_TOO_COMPLEX"),
    "usual_list": ("Danh sách không phân trang được tính là", "a list without pages counts", ""),
    "line": ("Văn bản lên xuống nhiều tầng được tính là", "documents of a line count", ""),
}


def limit_table() -> str:
    """Every limit, with its number from the sources."""
    found = [(*_WORDS[name], value) for name, value in dataclasses.asdict(Allowance()).items()]
    found += [
        ("Nội dung gửi lên, byte", "bytes of a body", "BODY_TOO_LARGE", request.MAX_BODY),
        (
            "Tệp gửi tới POST /documents, byte",
            "bytes of a document",
            "BODY_TOO_LARGE",
            intake_http.MAX_DOCUMENT,
        ),
        (
            "Giây để gửi xong nội dung",
            "seconds for a body",
            "REQUEST_TIMEOUT",
            request.BODY_SECONDS,
        ),
        ("Giây để gửi xong phần đầu", "seconds for a header", "", serving.HEADER_SECONDS),
        ("Chữ trong một giá trị", "letters of one value", "BAD_USER_INPUT", caps.MAX_TEXT),
        ("Chữ trong một giá trị của phép ghi", "of a change", "BAD_USER_INPUT", caps.MAX_WORDS),
        ("Mục trong một danh sách đưa vào", "items of one list", "BAD_USER_INPUT", caps.MAX_ITEMS),
    ]
    rows = [
        f"| {vietnamese} / {english} | {value:,.0f} | {f'`{code}`' if code else ''} |"
        for vietnamese, english, code, value in found
    ]
    return "\n".join(["| giới hạn | tối đa | quá thì nhận mã |", "|---|--:|---|", *rows])


def questions() -> str:
    """The questions of the README with their answers, which its own test runs."""
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    found = _QUESTION.findall(readme)
    return "\n\n".join(text.replace("###", "##", 1).strip() for text in found)


TABLES = {"questions": questions, "errors": error_table, "limits": limit_table}


def written(text: str) -> str:
    """A page with its tables made anew."""
    return _BLOCK.sub(lambda m: f"{m[1]}{TABLES[m[2]]()}\n{m[3]}", text)


if __name__ == "__main__":
    for page in sorted(DOCS.glob("*.md")):
        page.write_text(written(page.read_text(encoding="utf-8")), encoding="utf-8")
