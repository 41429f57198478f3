"""Every ``extensions.code``: what it means in both languages, and the status it comes with.

The message beside a code is Vietnamese first and names the matter; the code is for programs.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorCode:
    """One code of the API."""

    code: str
    status: str
    vietnamese: str
    english: str


ERROR_CODES: tuple[ErrorCode, ...] = tuple(
    ErrorCode(*row)
    for row in (
        # The request is no question.
        ("BAD_JSON", "400", "Nội dung gửi lên không phải JSON đúng chuẩn, UTF-8", "no sound JSON"),
        ("BAD_REQUEST", "400", "Yêu cầu thiếu phần hoặc sai dạng", "a part is missing or wrong"),
        ("BATCH", "400", "Gửi nhiều câu hỏi một lần: không nhận", "batches are not taken"),
        ("REQUEST_TIMEOUT", "408", "Nội dung gửi lên quá chậm", "the body came too slowly"),
        ("BODY_TOO_LARGE", "413", "Nội dung gửi lên quá giới hạn", "the body is over its cap"),
        ("UNSUPPORTED_MEDIA_TYPE", "415", "Phải gửi application/json", "send application/json"),
        ("NOT_ACCEPTABLE", "406", "Bên hỏi không nhận JSON", "the client accepts no JSON"),
        ("METHOD_NOT_ALLOWED", "405", "Phép này phải dùng POST", "this has to be POSTed"),
        ("FOREIGN_ORIGIN", "403", "Trang web khác không được hỏi", "a page of another site asks"),
        ("BAD_BOOKMARK", "400", "Dấu đọc không do dịch vụ này ký", "not signed with this secret"),
        ("STREAM_NEEDED", "406", "Theo dõi trực tiếp thì hỏi qua SSE", "subscribe over SSE"),
        ("TOO_MANY_STREAMS", "503", "Quá nhiều luồng đang mở", "too many streams are open"),
        ("STREAM_TOO_SLOW", "200", "Bên nhận chậm: nối lại từ chỗ dừng", "the client is too slow"),
        # The document.
        ("PERSISTED_QUERY_NOT_FOUND", "400", "Chưa biết mã này: gửi kèm cả câu hỏi", "send it"),
        ("PERSISTED_QUERY_MISMATCH", "400", "Mã không phải của câu hỏi gửi kèm", "another's hash"),
        ("DOCUMENT_NOT_TRUSTED", "400", "Chỉ nhận câu hỏi đã đăng ký", "not a registered document"),
        ("GRAPHQL_PARSE_FAILED", "400", "Câu hỏi sai cú pháp GraphQL", "a syntax error"),
        ("GRAPHQL_VALIDATION_FAILED", "400", "Câu hỏi không khớp lược đồ", "not of this schema"),
        ("INTROSPECTION_DISABLED", "400", "Không hỏi được lược đồ ở đây", "the schema is not told"),
        ("BAD_USER_INPUT", "400, 200", "Một giá trị đưa vào không dùng được", "an unusable value"),
        (
            "QUERY_TOO_DEEP",
            "400",
            "Câu hỏi quá sâu; `requested`, `limit` nêu số",
            "over the depth `limit`",
        ),
        (
            "QUERY_TOO_COMPLEX",
            "400, 200",
            "Câu hỏi quá rộng, quá dài hoặc quá tốn; `requested` hay `cost`, `limit` nêu số",
            "too wide, too long or too costly",
        ),
        (
            "QUERY_TOO_MANY_TOKENS",
            "400",
            "Câu hỏi có quá nhiều từ và dấu; `requested`, `limit` nêu số",
            "too many words and signs",
        ),
        # Who asks.
        (
            "UNAUTHENTICATED",
            "401",
            "Chưa nêu mã, hoặc mã sai hay hết hạn",
            "no token, or a bad one",
        ),
        ("FORBIDDEN", "403, 200", "Vai của người hỏi không cho phép", "the role does not allow it"),
        (
            "TOO_MANY_ATTEMPTS",
            "429",
            "Thử sai quá 10 lần một phút từ một địa chỉ",
            "too many wrong attempts",
        ),
        (
            "AUTH_UNAVAILABLE",
            "503",
            "Chưa lấy được khóa của hệ thống đăng nhập",
            "no keys of the sign-in",
        ),
        # Changes.
        ("CONFLICT", "200", "Đã đổi từ lúc xem; nêu cả hai bản", "it has changed meanwhile"),
        ("NOT_FOUND", "404, 200", "Không có gì mang mã này", "nothing has this id"),
        # The service.
        ("DB_UNAVAILABLE", "503", "Cơ sở dữ liệu không trả lời", "the database does not answer"),
        ("DEADLINE_EXCEEDED", "503", "Quá thời hạn trả lời", "it took too long"),
        ("STORE_FULL", "503", "Ổ đĩa đầy, chưa ghi gì", "the disk is full, nothing was written"),
        ("INTERNAL", "500, 200", "Lỗi bên trong; `requestId` để tra nhật ký", "a fault of ours"),
        # Of documents: told where one is loaded, or a stored one is read anew.
        ("UNREADABLE_DOCUMENT", "422, 200", "Tệp không đọc được trung thực", "an unreadable file"),
        ("DOCUMENT_TOO_LARGE", "422, 200", "Tệp quá lớn", "a file over the caps"),
        ("SCANNED_DOCUMENT", "422, 200", "Tệp là bản quét", "only pictures of pages"),
        ("BAD_RECORD", "422, 200", "Bản đọc tự mâu thuẫn", "a record that contradicts itself"),
        ("BAD_SETTING", "–", "Thiết đặt không dùng được", "a setting that cannot be used"),
        ("STORE_MISMATCH", "–", "Kho thuộc bản khác", "the store is of another version"),
    )
)
