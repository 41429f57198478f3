"""Quantities: which numbers of a text measure something, their value, operator and unit."""

import re

from loaders.letters import UPPER
from loaders.lexicon import WORK_START
from loaders.rules import Found, Rule, Table, words

_N = r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d{1,6}(?:,\d{1,3})?"
_TO = r" ?(?:%|)? ?(?:-|–|đến) ?"
_AT_LEAST = r"(?:đạt |có |từ |là |còn |lên |xuống |đạt từ |có từ )*".replace(")*", "){0,3}")
# "05 tin, bài/quý": two things that are counted together.
_PAIR = r"(?:tin, bài|[^\W\d_]+, [^\W\d_]+ ?/ ?(?:năm|tháng|quý|tuần))(?![\w])"
_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5}

NUMBERS: Table[str] = Table(
    "numbers",
    (
        Rule(
            "percent-range",
            words(rf"(?<![\w,.])(?P<low>{_N}){_TO}(?P<high>{_N}) ?%(?P<per> ?/ ?năm)?"),
            "percent",
            ("14,5-15%/năm", "60-70%", "20% - 50%"),
            ("95%", "5 - 7 tuổi"),
        ),
        Rule(
            "percent",
            words(rf"(?<![\w,.])(?P<low>{_N}) ?[%‰](?P<per> ?/ ?năm)?"),
            "percent",
            ("95%", "0,7‰", "12,5%/năm", "10%/ năm"),
            ("95 hộ",),
        ),
        Rule(
            "count-range",
            words(
                rf"(?<![\w,./–-])(?P<low>{_N}) ?(?:-|–|"
                rf"đến) ?(?P<high>{_N}) (?P<noun>[^\W\d_][\w/]*(?: [^\W\d_][\w/]*){{0,3}})"
            ),
            "count",
            ("2-3 trường học đạt", "1,3 - 1,5 lần so với"),
            ("14,5-15%/năm",),
        ),
        Rule(
            "count-of-all",
            words(
                r"(?<![\w,./–-])(?P<low>\d{1,3}) ?/ ?(?P<all>\d{1,3}) (?!(?:giờ|ngày|tháng|năm|"
                r"hằng|hàng|số|tổng|diện tích|dân số|vốn|của|và|đến|phải|trở)(?![\w]))"
                r"(?P<noun>[^\W\d_][\w/]*(?: [^\W\d_][\w/]*){0,3})"
            ),
            "count",
            ("có 4/5 trường đạt chuẩn", "đạt 12/15 tiêu chí"),
            ("1/500", "22/4/2026", "24/24 giờ", "2/3 số hộ"),
        ),
        Rule(
            "count",
            words(
                rf"(?<![\w,./–-])(?P<low>{_N}) (?P<noun>{_PAIR}|[^\W\d_][\w/]*(?: [^\W\d_][\w/]*)"
                r"{0,3})"
            ),
            "count",
            ("500 tỷ đồng", "05 Khu công nghiệp", "1.000 cây xanh", "05 tin, bài/quý"),
            ("95%", "22/4/2026"),
        ),
        Rule(
            "index",
            words(r"(?<![\w,./–-])(?P<low>\d{1,3},\d{1,4})(?P<noun>)(?= ?(?:[.;)]|$))"),
            "index",
            ("đạt trên 0,8.", "chỉ số đạt 0,755"),
            ("0,8 điểm", "10,5%"),
        ),
        Rule(
            "count-in-words",
            words(
                r"(?:ít nhất|tối thiểu) (?P<word>một|hai|ba|bốn|năm)(?! (?:lần|ngày|"
                r"tháng)) (?P<noun>[^\W\d_]\w*(?: [^\W\d_]\w*){0,3})"
            ),
            "count",
            ("ít nhất một nhà đa năng cho",),
            ("một số nhiệm vụ",),
        ),
    ),
)

_MORE = re.compile(
    r"(?:trên|tối thiểu(?: là| đạt)?|ít nhất(?: là| đạt| có)?|hơn|từ|không thấp hơn|không dưới|"
    r"đạt trên|[≥>]=?|trở lên) ?$",
    re.IGNORECASE,
)
_LESS = re.compile(r"(?:dưới|không quá|tối đa|không vượt quá|thấp hơn|[≤<]=?) ?$", re.IGNORECASE)
_UPWARDS = re.compile(r"^(?: ?\([^()]{0,40}\))? ?(?:số |tổng số )?trở lên", re.IGNORECASE)
_NOT_NOUN = re.compile(
    r"(?:tuổi|tháng|ngày|năm|giờ|phút|tuần|nhóm|tiêu chí|nội dung|nhiệm vụ|giải pháp|khâu|cấp|"
    r"bước|đợt|kỳ|lĩnh vực|mặt|không|biết|"
    r"xin|luôn|sạch|an toàn|nhất|rõ|quan điểm|phần|trụ cột|chỉ tiêu|mô hình điểm|bản|đồng chí|và|"
    r"đến|của|trong|trường hợp|nguyên tắc)(?![\w])",
    re.IGNORECASE,
)

_OPENS_MEASURE = re.compile(
    r"(?:đạt|tăng|giảm|có|trồng|xây dựng|thành lập|hình thành|phát triển|tối thiểu|ít nhất|trên|"
    r"dưới|khoảng|lên|là|còn|từ|nâng|"
    r"thu hút|việc làm cho|đào tạo|bình quân|không quá|tối đa|hoàn thành|công nhận|kết nạp|mới|"
    r"thêm|hỗ trợ|"
    r"tổ chức|thiết kế|đấu giá|:|phấn đấu|xóa|tạo)"
    r"(?: (?:được|mới|thêm|việc làm cho|khoảng|trên|từ|tối thiểu|ít nhất|là|đạt|có)){0,3} ?$",
    re.IGNORECASE,
)

# "chuyển đổi 640 ha", "nạo vét xong 28 km": among the goals, work on so much of a thing.
_WORKS_ON = re.compile(r"(?:^|[,;] )(?:[^\W\d_]+ ){1,5}$")
_NOT_BEFORE = re.compile(
    r"(?:mức độ|cấp độ|mức|cấp|loại|số|điều|khoản|lần thứ|thứ|hạng|nhóm|điểm|khóa|quý|tháng|ngày|"
    r"(?<!mỗi )năm|giai đoạn|hiện có|quyết định|"
    r"nghị quyết|chỉ thị|kế hoạch|mục|phần|trang|giờ|lớp|khối|đề án|dân số|điện thoại|so với|gồm|"
    r"phiên bản|nhóm từ|chính quyền|địa phương|hiến pháp) ?$",
    re.IGNORECASE,
)

# Years are counted where a life or a part of it is measured.
_LIFE = re.compile(r"(?:tuổi thọ|số năm sống)[^,;]{0,60}$", re.IGNORECASE)

_THRESHOLD = re.compile(
    r"^ ?(?:tổng )?(?:số )?(?:cử tri|phiếu|đại biểu (?:có mặt|tham dự)|số phiếu)", re.IGNORECASE
)

# "100% các xã, phường có ít nhất 1 trạm": what each of the share has is one target with it.
_OF_THOSE = re.compile(
    r"\d ?%(?:[^,;]{0,160} (?:ít nhất|tối thiểu|từ)|(?:[^,;]|, (?!(?:mỗi|toàn|từng|trong|phấn|có|"
    r"bình|hằng|hàng|xây|đạt)(?![\w]))){0,160} có (?:ít nhất|tối thiểu)) ?$"
)

# What is so already: "đã hình thành 23 cụm, lấp đầy 29,0%".
_AS_IT_IS = re.compile(
    r"(?<![\w])(?:đã (?:hình thành|có|đạt|được|xây dựng|hoàn thành|thành lập|công nhận)|hiện có|"
    r"hiện nay|tính đến nay)(?![\w])[^.]{0,60}$",
    re.IGNORECASE,
)

_UNITS = re.compile(
    r"(?:(?:bác sĩ|người|giường bệnh|thuê bao) ?/ ?(?:\d+ |một |1\.000 )?(?:vạn dân|dân|hộ)|"
    r"(?:lít|m3|kWh|kg|tạ|tấn)(?: ?/ ?(?:người|hộ|ha|ngày đêm|ngày|đêm|giờ|vụ|tháng|năm)){1,2}|"
    rf"{_PAIR}|"
    r"(?:nghìn |ngàn )?(?:tỷ|triệu|nghìn|ngàn) (?:đồng|USD|VNĐ|người|tấn|ha|m2|m3|lượt|"
    r"lao động)(?: ?/ ?[\w]+){0,2}|tỷ đồng|triệu đồng|USD|ha|m2|m3|km2?|MWp?|kWh|kW|tấn|tạ|lít|"
    r"lần(?: ?/ ?(?:năm|quý|tháng|tuần|người))?|điểm phần trăm|người ?/ ?vạn dân|giường bệnh|"
    r"bác sĩ|[^\W\d_]+(?: [^\W\d_]+)? ?/ ?(?:năm|tháng|quý|người|hộ|ha|vạn dân)"
    r"(?: ?/ ?năm)?)(?![\w])",
    re.IGNORECASE,
)

_EACH_YEAR = re.compile(
    r"(?:mỗi|bình quân|trung bình|hằng|hàng) (?P<each>năm|quý|tháng)", re.IGNORECASE
)
# Two syllables of one word, where a name would else be cut: "hợp tác | xã", "mẫu nhà | ở".
_TOGETHER = re.compile(
    r"tác xã|hợp tác|nhà ở|xung kích|tự quản|dân phố|dân cư|công nghiệp|công nghệ|cộng đồng|"
    r"văn hóa|liên gia|chữa cháy|điểm (?:đen|nóng|trường)",
    re.IGNORECASE,
)

_SHORT_NOUN = re.compile(
    r"(?:trường|cây|mỏ|hộ|lớp|buổi|xe|con|người|ca|vụ|cuộc|tin|bài|suất|ngôi|căn|đội|câu|dự|"
    r"tuyến|điểm|thôn|xã|phường|giường|cặp)",
    re.IGNORECASE,
)


# "nhà Đại đoàn kết", "nhà Nhân ái": what is counted, and the name that it has.
_NAMED_AFTER = re.compile(rf"(?:nhà|xã|thôn|phường|ấp|bản) [{UPPER}][^\W\d_]")


# "ít nhất 08 trạm" is to be reached though no word says that one strives; "02 lần" is a rhythm.
_FLOOR = re.compile(r"(?:ít nhất|tối thiểu|không dưới) ?$", re.IGNORECASE)
_A_YEAR = re.compile(r"mỗi năm(?: (?:khoảng|trên|từ|có|đạt)){0,2} ?$", re.IGNORECASE)
_TIMES = re.compile(r"(?:lần|người ký|bản)(?![\w])", re.IGNORECASE)


_NEAR = 240
"""Letters before a number that tell what it is; looking further back would cost its square."""


def is_measure(text: str, hit: Found[str], strives: bool) -> bool:
    """Whether a number measures something to be reached, and names, dates, counts nothing else."""
    start, end = hit.match.span()
    before = text[:start]
    if before.count("“") > before.count("”"):
        return False
    if before.count("(") > before.count(")") and not re.search(
        r"\((?:trong đó|gồm (?:tỷ lệ|có))", before[-_NEAR:], re.IGNORECASE
    ):
        return False
    before = before[-_NEAR:]
    if _AS_IT_IS.search(re.split("phấn đấu", before[-100:])[-1]):
        return False
    if hit.yields == "percent":
        return not _THRESHOLD.match(text[end:])
    if hit.rule.name == "count-of-all":
        whole = int(hit.match["low"]) <= int(hit.match["all"])
        dated = re.search(r"(?:ngày|trước|sau|từ|đến|quyết định|số) ?$", before, re.IGNORECASE)
        return whole and strives and dated is None
    if hit.rule.name == "count-in-words":
        return strives and not re.search(r"\d ?%[^,;]{0,120}$", before)
    aged = _LIFE.search(before) is not None
    if (_NOT_NOUN.match(hit.match["noun"]) and not aged) or _NOT_BEFORE.search(before):
        return False
    if re.fullmatch(r"(?:19|20)\d\d", hit.match["low"]):
        return False
    if _OF_THOSE.search(before):
        return False
    opened = _OPENS_MEASURE.search(before) is not None or not before.strip(" -–“")
    opened = opened or _A_YEAR.search(before) is not None
    opened = opened or _works_on(before, hit.match["noun"])
    floor = (_FLOOR.search(before) or _A_YEAR.search(before)) is not None and not _TIMES.match(
        hit.match["noun"]
    )
    return opened and (strives or floor)


def _works_on(before: str, noun: str) -> bool:
    clause = _WORKS_ON.search(before)
    if clause is None or _UNITS.match(noun) is None:
        return False
    return WORK_START.match(clause[0].lstrip(" ,;")) is not None


def number_of(match: re.Match[str]) -> float:
    """The value of a number in digits or words."""
    groups = match.groupdict()
    if groups.get("word"):
        return float(_WORDS[groups["word"].lower()])
    return parse_number(match["low"])


def parse_number(printed: str) -> float:
    """Decimal comma, thousands point."""
    return float(printed.replace(".", "").replace(",", "."))


def operator_of(head: str, tail: str, after: str, ranged: bool, hit: Found[str]) -> str:
    """``>=``, ``<=`` or ``=``, by the words on both sides of the number."""
    if _LESS.search(head):
        return "<="
    if ranged or hit.rule.name == "count-in-words":
        return ">="
    if _MORE.search(head) and not (head.rstrip().lower().endswith("từ") and "trở lên" not in tail):
        return ">="
    return ">=" if _UPWARDS.match(after) else "="


def unit_of(hit: Found[str], segment: str) -> tuple[str | None, int, bool]:
    """The unit as printed, how many letters of the noun it takes, whether it is what is counted."""
    match = hit.match
    if hit.yields == "percent":
        sign = "‰" if "‰" in match[0] else "%"
        return (f"{sign}/năm" if match["per"] else sign), 0, False
    if hit.yields == "index":
        return None, 0, False
    noun = match["noun"]
    if known := _UNITS.match(noun):
        printed = re.sub(r" ?/ ?", "/", known[0])
        return _with_rate(printed, segment[: segment.find(match[0])]), known.end(), False
    parts = noun.split(" ")
    capitals = parts[0].isupper() and len(parts[0]) > 1
    if capitals or _SHORT_NOUN.fullmatch(parts[0]):
        longer = parts[0].lower() in ("dự", "tuyến") or (parts[:2] == ["trường", "học"])
        count = 2 if longer and len(parts) > 1 else 1
    elif _NAMED_AFTER.match(noun):
        count = 1
    elif parts[0].lower() in ("khu", "cụm", "nhà") and len(parts) > 2:
        count = 3
    else:
        count = 2
    count = min(count, len(parts))
    while count < len(parts) and _TOGETHER.fullmatch(" ".join(parts[count - 1 : count + 1])):
        count += 1
    unit = " ".join(parts[:count])
    return _with_rate(unit, segment), len(unit), True


def _with_rate(unit: str, said: str) -> str:
    each = _EACH_YEAR.search(said)
    return f"{unit}/{each['each'].lower()}" if each and "/" not in unit else unit
