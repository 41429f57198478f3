"""Labels: attribute lines such as "Đơn vị chủ trì: …", in all their wordings."""

import re
from dataclasses import dataclass
from enum import StrEnum

from loaders.passages import Words
from loaders.rules import Rule, Table, words


class Attribute(StrEnum):
    """What an attribute line tells of its item."""

    LEAD = "lead"
    EXECUTE = "execute"
    SUPPORT = "support"
    OVERSEE = "oversee"
    ASSIGNMENT = "assignment"
    """A heading over several of the former: "Cơ quan chủ trì, phối hợp"."""
    DUE = "due"
    RESULT = "result"
    CONTENT = "content"
    GOAL = "goal"
    TARGETS = "targets"
    OTHER = "other"


ROLE_ATTRIBUTES = frozenset(
    {
        Attribute.LEAD,
        Attribute.EXECUTE,
        Attribute.SUPPORT,
        Attribute.OVERSEE,
        Attribute.ASSIGNMENT,
    }
)

_WHO = (
    r"(?:(?:các )?(?:đơn vị|cơ quan|bộ phận|sở|ban|ngành|phòng|tổ chức|cá nhân|người|cán bộ|"
    r"công chức|địa phương|lực lượng|"
    r"tập thể|đầu mối|chủ thể|đoàn thể|uỷ viên|thành viên)(?: ?[,/&] ?| và | hoặc | )){1,4}"
)
_DO = (
    r"(?:,? ?(?:và )?(?:thực hiện|tham mưu|triển khai|tổ chức|theo dõi|soạn thảo|xây dựng|trình|"
    r"đánh giá|thẩm định|chính|nhiệm vụ|việc|giúp việc|tham gia)){0,3}"
)
_END = r"(?: \([^()]{1,60}\))? ?(?::|$)"
_TIME = (
    r"(?:hoàn thành|thực hiện|hoàn tất|triển khai|tổ chức|bắt đầu|kết thúc|báo cáo|trình|"
    r"ban hành|và|tiến hành|dự kiến|,)"
)

LABELS: Table[Attribute] = Table(
    "labels",
    (
        Rule(
            "lead-and-support-heading",
            words(rf"^(?:{_WHO})?chủ trì ?(?:,|và|;|/|-) ?(?:{_WHO})?phối hợp{_DO}{_END}"),
            Attribute.ASSIGNMENT,
            ("Cơ quan chủ trì, phối hợp", "Đơn vị chủ trì và đơn vị phối hợp:"),
            ("Chủ trì, phối hợp với Sở",),
        ),
        Rule(
            "lead-label",
            words(
                rf"^(?:{_WHO})?(?:chủ trì|(?<=vị )đầu mối|(?<=quan )đầu mối|"
                rf"chịu trách nhiệm chính|(?<=quan )thường trực|đầu mối(?= ?:)){_DO}{_END}"
            ),
            Attribute.LEAD,
            (
                "Đơn vị chủ trì thực hiện: Phòng Văn hóa - Xã hội.",
                "Cơ quan chủ trì",
                "Chủ trì thực hiện",
                "Sở, ngành chủ trì tham mưu",
                "Cơ quan chủ trì, thực hiện",
                "Chủ trì: Công an xã",
                "Cơ quan chủ trì theo dõi, đánh giá",
                "Cơ quan đầu mối: Văn phòng",
            ),
            ("Chủ trì tham mưu các giải pháp", "Đơn vị chủ trì có trách nhiệm báo cáo"),
        ),
        Rule(
            "support-label",
            words(rf"^(?:{_WHO})?(?:phối hợp|hỗ trợ|tham gia|cùng thực hiện){_DO}{_END}"),
            Attribute.SUPPORT,
            (
                "Đơn vị phối hợp: Các phòng chuyên môn",
                "Cơ quan phối hợp",
                "Đơn vị phối hợp thực hiện",
                "Phối hợp: Sở Y tế",
                "Đơn vị tham gia:",
            ),
            ("Phối hợp thực hiện các nhiệm vụ", "Tham gia thực hiện các nhiệm vụ:"),
        ),
        Rule(
            "oversee-label",
            words(
                r"^(?:(?:(?:các )?(?:đồng chí )?lãnh đạo(?: (?:UBND|ủy ban nhân dân|đảng ủy|sở|"
                r"bộ|phường|xã|tỉnh|thành phố|cơ quan|đơn vị))*|đồng chí|"
                r"người|thường trực|cấp ủy|cá nhân|cán bộ|ủy viên) )(?:trực tiếp )?(?:phụ trách|"
                r"chỉ đạo|theo dõi)(?:,? (?:và )?(?:chỉ đạo|phụ trách|theo dõi|thực hiện|chung|"
                r"chính|đôn đốc))*"
                rf"{_END}".replace("))*", ")){0,3}")
            ),
            Attribute.OVERSEE,
            (
                "Lãnh đạo chỉ đạo: Đồng chí Nguyễn Văn A, Chủ tịch UBND phường.",
                "Lãnh đạo phụ trách: Giám đốc Sở.",
                "Đồng chí phụ trách:",
                "Người chỉ đạo: Bà Trần Thị B",
                "Lãnh đạo UBND phường phụ trách:",
            ),
            ("Đơn vị phụ trách", "Lãnh đạo, chỉ đạo chung"),
        ),
        Rule(
            "direction-label",
            words(
                r"^(?:chỉ đạo|phụ trách|trực tiếp chỉ đạo|phụ trách chỉ đạo|"
                r"chịu trách nhiệm chỉ đạo)(?: (?:chung|thực hiện|trực tiếp))? ?:"
            ),
            Attribute.OVERSEE,
            ("Chỉ đạo: Đồng chí Chủ tịch", "Phụ trách chỉ đạo: Phó Chủ tịch"),
            ("Chỉ đạo thực hiện tốt công tác",),
        ),
        Rule(
            "execute-label",
            words(
                rf"^(?:{_WHO}(?:được giao )?(?:thực hiện|triển khai|tổ chức(?: thực hiện)?|"
                rf"phụ trách|thi hành|tham mưu|xử lý|đảm nhận|chịu trách nhiệm|giải quyết|"
                rf"được giao|làm điểm){_DO}|"
                r"(?:phân công|giao|trách nhiệm|tổ chức) (?:đơn vị )?(?:thực hiện|nhiệm vụ|"
                r"phụ trách)|phân công|thực hiện|(?:đơn vị|cơ quan)(?= ?(?::|$)))" + _END
            ),
            Attribute.EXECUTE,
            (
                "Đơn vị thực hiện: Phòng Văn hóa - Xã hội",
                "Đơn vị/ Bộ phận thực hiện",
                "Người thực hiện",
                "Đơn vị/ cá nhân phụ trách",
                "Phân công thực hiện: Công an phường",
                "Đơn vị thực hiện",
            ),
            ("Thực hiện đầy đủ các chính sách", "Tổ chức thực hiện hiệu quả", "Đơn vị liên quan"),
        ),
        Rule(
            "time-label",
            words(
                rf"^(?:dự kiến )?(?:thời gian|thời hạn|tiến độ|thời điểm|"
                rf"hạn(?: chót| cuối)?|deadline|lộ trình|"
                rf"(?:ngày|tháng)(?= (?:phải )?(?:hoàn|kết thúc)))(?: phải)?"
                rf"(?: ?,? ?(?:{_TIME}|tiến độ|thời hạn|lộ trình)){{0,3}}{_END}"
            ),
            Attribute.DUE,
            (
                "Thời gian hoàn thành: Quý I/2026;",
                "Thời gian thực hiện:",
                "Thời gian",
                "Thời gian hoàn tất: trước ngày 27 tháng 6 năm 2014.",
                "Thời hạn hoàn thành",
                "Tiến độ thực hiện: Quý II/2026",
                "Ngày hoàn thành",
                "Ngày phải hoàn thành: 15/7/2026",
            ),
            (
                "Thời gian qua, công tác",
                "Lộ trình thực hiện các mục tiêu",
                "Ngày hoàn thành công trình là ngày ký biên bản",
            ),
        ),
        Rule(
            "done-label",
            words(r"^(?:hoàn thành|xong)(?: (?:trước|trong|vào))? ?:"),
            Attribute.DUE,
            ("Hoàn thành: Quý II/2026",),
            ("Hoàn thành gắn biển số nhà",),
        ),
        Rule(
            "result-label",
            words(
                r"^(?:(?:dự kiến )?(?:kết quả|sản phẩm)(?:,? ?(?:và |/ ?)?(?:kết quả|sản phẩm|"
                r"đầu ra|dự kiến|mong đợi|cần đạt|đạt được|hoàn thành|chủ yếu|thực hiện|"
                r"yêu cầu)){0,3}|đầu ra)" + _END
            ),
            Attribute.RESULT,
            (
                "Kết quả: Dự thảo Hướng dẫn",
                "Kết quả mong đợi",
                "Sản phẩm dự kiến:",
                "Kết quả/ sản phẩm",
            ),
            ("Kết quả thực hiện được báo cáo",),
        ),
        Rule(
            "targets-label",
            words(
                r"^(?:(?:các )?chỉ tiêu|chỉ số)(?: (?:phấn đấu|cụ thể|chủ yếu|thực hiện|chính|"
                r"đánh giá))*".replace(")*", "){0,2}")
                + _END
            ),
            Attribute.TARGETS,
            ("Chỉ tiêu phấn đấu", "Chỉ tiêu phấn đấu: đến năm 2030"),
            ("Chỉ tiêu “gia đình văn hóa” đạt",),
        ),
        Rule(
            "goal-label",
            words(
                r"^(?:mục tiêu|mục đích|yêu cầu|ý nghĩa|nguyên tắc|quan điểm|mục đích,? yêu cầu|"
                r"phương châm|căn cứ|lý do)(?: (?:chính|chung|cụ thể|tổ chức|xử lý|thực hiện|"
                r"tổng quát|hiệp thương|tổ chức hiệp thương|xử lý đơn thư)){0,2}" + _END
            ),
            Attribute.GOAL,
            ("Mục tiêu chính: Đổi mới", "Yêu cầu:", "Nguyên tắc tổ chức hiệp thương: Bảo đảm"),
            ("Mục tiêu đến năm 2030, tỷ lệ thu gom",),
        ),
        Rule(
            "content-label",
            words(
                r"^(?:(?:các )?(?:nội dung|nhiệm vụ|giải pháp|biện pháp|hoạt động|cách làm|"
                r"công việc|việc làm|nhiệm vụ cụ thể|một số nhiệm vụ))"
                r"(?: ?[,/] ?(?:và )?(?:nội dung|nhiệm vụ|giải pháp|biện pháp|hoạt động|"
                r"cách thức|hình thức)| và (?:giải pháp|biện pháp|"
                r"nhiệm vụ)){0,2}(?: (?:triển khai|thực hiện|cụ thể|chủ yếu|trọng tâm|công việc|"
                r"nhiệm vụ|chính))?" + _END
            ),
            Attribute.CONTENT,
            (
                "Nhiệm vụ, giải pháp",
                "Nội dung triển khai:",
                "Nội dung, biện pháp",
                "Giải pháp thực hiện",
                "Nội dung: Hiệp thương về cơ cấu",
            ),
            ("Nội dung và trình tự thực hiện Hội nghị",),
        ),
        Rule(
            "other-label",
            words(
                r"^(?:địa điểm|thành phần(?: tham (?:gia|dự))?|đối tượng|"
                r"(?:(?:nguồn|tổng|dự kiến|dự toán|khái toán|ước tính) ){0,2}(?:kinh phí|vốn)"
                r"(?: (?:dự kiến|dự toán|ước tính|bố trí|đầu tư))?|tổng mức đầu tư|"
                r"hình thức|phương thức|phương pháp|số lượng|phạm vi|"
                r"tài liệu(?: phục vụ hội nghị)?|ghi chú|chủ đề|khẩu hiệu|quy mô|"
                r"cơ sở vật chất|cách thức|điều kiện|nơi thực hiện)(?: (?:thực hiện|tổ chức))?"
                + _END
            ),
            Attribute.OTHER,
            (
                "Địa điểm: Hội trường",
                "Thành phần: Ban Thường trực",
                "Kinh phí:",
                "Kinh phí dự kiến: 4,5 tỷ đồng",
                "Dự kiến kinh phí thực hiện: 200 triệu đồng",
            ),
            ("Kinh phí thực hiện Kế hoạch được bảo đảm", "Kinh phí dự kiến phân bổ cho các thôn"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """An attribute, its value (empty when the value stands below), and the row that told it."""

    attribute: Attribute
    value: Words
    rule: str


_NOBODY = re.compile(r"(?:không(?: có)?|chưa(?: có)?|[-–/x]|0)[ .;]{0,3}", re.IGNORECASE)


def names_nobody(value: str) -> bool:
    """Whether the value of an assignment says that there is nobody: "Không", "-"."""
    return _NOBODY.fullmatch(value) is not None


_BRACKETED = re.compile(r"\((?P<inside>[^()]{1,60}: .{1,400})\)[ .;]{0,3}")


def out_of_brackets(words_: Words) -> Words:
    """ "(Đơn vị chủ trì: A; thời gian: B)" on a line of its own says what it says without them."""
    found = _BRACKETED.fullmatch(words_.text)
    return words_.cut(*found.span("inside")) if found else words_


_NEXT_LABEL = re.compile(
    r"(?<=[;.]) (?=[^\W\d_])|(?<=\)) (?=(?:Đơn vị|Cơ quan|Thời gian|Lãnh đạo))"
)


def read_labels(words_: Words) -> tuple[Labelled, ...]:
    """The attributes of a line; several may share it: "Đơn vị chủ trì: A; Đơn vị phối hợp: B"."""
    text = words_.text
    found = LABELS.first(text)
    if found is None:
        return ()
    starts = [0]
    for gap in _NEXT_LABEL.finditer(text, found.match.end()):
        rest = text[gap.end() : gap.end() + 120]
        again = LABELS.first(rest)
        if again is not None and again.match[0].endswith(":"):
            starts.append(gap.end())
    labels: list[Labelled] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        part = words_.cut(start, end)
        label = LABELS.first(part.text)
        if label is not None:
            value = part.cut(label.match.end()).strip(" ;")
            labels.append(Labelled(label.yields, value, label.rule.name))
    return tuple(labels)


_INSIDE = re.compile(r"(?<=[.;]) (?=[^\W\d_])| \((?=[^\W\d_])")
_ASSIGNS = ROLE_ATTRIBUTES | {Attribute.DUE, Attribute.RESULT}


def embedded_labels(words_: Words) -> tuple[Words, tuple[Labelled, ...]]:
    """ "Rà soát A. Đơn vị chủ trì: B; phối hợp: C": the work, and the attributes after it."""
    text = words_.text
    for gap in _INSIDE.finditer(text):
        found = LABELS.first(text[gap.end() : gap.end() + 120])
        if found is None or not found.match[0].endswith(":") or found.yields not in _ASSIGNS:
            continue
        closed = text.find(")", gap.end()) if gap[0].endswith("(") else len(text)
        if text[closed:].strip(" .;)") or not (
            labels := read_labels(words_.cut(gap.end(), closed))
        ):
            continue
        return words_.cut(0, gap.start()), labels
    return words_, ()
