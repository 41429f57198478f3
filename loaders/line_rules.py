"""The table of kinds of lines: rows are tried in order, the first wins."""

import re

from loaders.letters import UPPER
from loaders.line_kinds import DOCUMENT_KINDS, Kind
from loaders.rules import Rule, Stand, Table, words

_HEAD = frozenset({Stand.HEAD})
_HEAD_TAIL = frozenset({Stand.HEAD, Stand.TAIL, Stand.TABLE})
_NOT_TABLE = frozenset({Stand.HEAD, Stand.BODY, Stand.TAIL})
_BODY = frozenset({Stand.HEAD, Stand.BODY, Stand.TAIL})

LINES: Table[Kind] = Table(
    "lines",
    (
        Rule(
            "national-name",
            words(
                r"^(?:CỘNG\s?H[ÒO]A XÃ HỘI(?: CHỦ NGHĨA VI|$)|CHỦ NGHĨA VIỆT NAM$|"
                r"ĐẢNG CỘNG SẢN VIỆT NAM$)"
            ),
            Kind.NATIONAL_NAME,
            (
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "ĐẢNG CỘNG SẢN VIỆT NAM",
                "CỘNG HÒA XÃ HỘI",
                "CHỦ NGHĨA VIỆT NAM",
            ),
            ("Đảng Cộng sản Việt Nam lãnh đạo",),
            _HEAD_TAIL,
        ),
        Rule(
            "motto",
            words(r"^Độc lập\s?[-–]\s?Tự do"),
            Kind.MOTTO,
            ("Độc lập - Tự do - Hạnh phúc",),
            ("Độc lập, tự chủ",),
            _HEAD_TAIL,
        ),
        Rule(
            "drawn-line",
            re.compile(r"^[-–—_=*~.…·○⁎ ]{2,}$"),
            Kind.RULE,
            ("-----", "***", "…………"),
            ("- Ngân sách",),
        ),
        Rule(
            "page-number",
            words(r"^(?:[-–] ?\d{1,3} ?[-–]|\d{1,3}|Trang \d{1,3}(?: ?/ ?\d{1,3})?)$"),
            Kind.PAGE_NUMBER,
            ("12", "- 3 -", "Trang 2/9"),
            ("12 tháng", "2026"),
            _NOT_TABLE,
        ),
        Rule(
            "form",
            words(r"^(?:Biểu mẫu|Biểu|Mẫu|Phụ biểu)(?: số)? ?\d{1,3}[\w/.-]{0,30}(?=$|[ :.])"),
            Kind.FORM,
            ("Biểu 01: BÁO CÁO TIẾN ĐỘ", "Mẫu số 01/HNCT", "Biểu mẫu số 2"),
            ("Mẫu nhà ở điển hình",),
            _NOT_TABLE,
        ),
        Rule(
            "report-outline",
            words(r"^ĐỀ CƯƠNG\b"),
            Kind.FORM,
            ("ĐỀ CƯƠNG BÁO CÁO",),
            ("Xây dựng đề cương",),
            _NOT_TABLE,
        ),
        Rule(
            "appendix",
            words(
                rf"^PHỤ LỤC(?: số)?(?: ?(?:\d{{1,2}}|[IVX]{{1,5}}|[A-H]))?(?=$| ?[:.(–-]|"
                rf" (?-i:[{UPPER}“\"]))"
            ),
            Kind.APPENDIX,
            ("Phụ lục", "PHỤ LỤC SỐ 01", "Phụ lục số 01:", "PHỤ LỤC II"),
            ("Phụ lục kèm theo Kế hoạch này quy định",),
            _NOT_TABLE,
        ),
        Rule(
            "number-line",
            words(
                rf"^Số ?:? ?(?:\d{{1,5}}|[.…_ ]{{0,30}}) ?[/-] ?(?=[\w/& .-]{{2,60}}$)(?-i:["
                rf"{UPPER}0-9])"
            ),
            Kind.NUMBER_LINE,
            ("Số: 69 /KH-UBND", "Số: /CTr-UBND", "Số 15-HD/TU", "Số: 3210/QĐ - UBND"),
            ("Số hóa 100% hồ sơ", "Số lượng cử tri"),
            _HEAD_TAIL,
        ),
        Rule(
            "place-and-date",
            words(
                r"^(?:(?:P|TP|X|T|H|Q)\. ?)?[^,.;:]{1,60}, ?ngày ?(?:\d ?\d?)? ?[.…_]{0,12} ?thán"
                r"g ?(?:\d ?\d?)? ?[.…_]{0,12} ?"
                r"năm ?[\d ]{0,7}[.…_]{0,8}$"
            ),
            Kind.PLACE_DATE,
            (
                "Kiến An, ngày tháng 6 năm 2026",
                "P. Lê Thanh Nghị, ngày tháng năm 2026",
                "Hà Nội, ngày 02 tháng 03 năm 2012",
            ),
            ("hoàn thành trước ngày 31 tháng 12 năm 2026",),
            _HEAD_TAIL,
        ),
        Rule(
            "subject",
            words(r"^(?:V/v|Về việc)\b ?:?"),
            Kind.SUBJECT,
            ("V/v tăng cường công tác quản lý",),
            ("Việc quản lý",),
            _HEAD_TAIL,
        ),
        Rule(
            "addressee",
            words(r"^Kính gửi ?:?"),
            Kind.ADDRESSEE,
            ("Kính gửi:",),
            ("Kính mời",),
            _HEAD_TAIL,
        ),
        Rule(
            "kind-line",
            re.compile(
                r"^(?:"
                + "|".join(kind.upper() for kind in DOCUMENT_KINDS)
                + rf")(?= ?:?$| [{UPPER}]{{2,}}(?: [{UPPER}]{{2,}}){{0,8}}$)"
            ),
            Kind.KIND_LINE,
            (
                "KẾ HOẠCH",
                "CHƯƠNG TRÌNH HÀNH ĐỘNG",
                "QUYẾT ĐỊNH:",
                "CHƯƠNG TRÌNH HÀNH ĐỘNG CỦA CHÍNH PHỦ",
            ),
            ("Kế hoạch này là cơ sở", "KẾ HOẠCH số 5", "BÁO CÁO TIẾN ĐỘ (Biểu 1)"),
            _HEAD_TAIL,
        ),
        Rule(
            "kind-line-alone",
            words(r"^(?:" + "|".join(DOCUMENT_KINDS) + r")$"),
            Kind.KIND_LINE,
            ("Kế hoạch", "Chương trình hành động"),
            ("Kế hoạch này",),
            frozenset({Stand.HEAD}),
        ),
        Rule(
            "recipients",
            words(r"^Nơi nhận ?:?"),
            Kind.RECIPIENTS,
            ("Nơi nhận:", "Nơi nhận: - Thủ tướng;"),
            ("Nơi ở",),
        ),
        Rule(
            "signature",
            re.compile(
                rf"^(?:(?:TM|KT|TL|TUQ|Q)\s?\.\s?|(?:T/M|K/T|T/L)\s?\.?\s?)(?=[{UPPER}]{{2}})"
            ),
            Kind.SIGNATURE,
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "T/M ĐẢNG ĐOÀN QUỐC HỘI", "TM.ỦY BAN NHÂN DÂN"),
            ("TM và DV",),
            frozenset({Stand.BODY, Stand.TAIL, Stand.TABLE}),
        ),
        Rule(
            "office-alone",
            re.compile(
                r"^(?:PHÓ )?(?:CHỦ TỊCH|BÍ THƯ|GIÁM ĐỐC|BỘ TRƯỞNG|THỦ TƯỚNG|CHÁNH VĂN PHÒNG|"
                r"TRƯỞNG BAN|TRƯỞNG TIỂU BAN|TRƯỞNG PHÒNG|CỤC TRƯỞNG|HIỆU TRƯỞNG|TỔNG GIÁM ĐỐC)$"
            ),
            Kind.SIGNATURE,
            ("CHỦ TỊCH", "PHÓ GIÁM ĐỐC"),
            ("CHỦ TỊCH NƯỚC", "Chủ tịch"),
            frozenset({Stand.BODY, Stand.TAIL}),
        ),
        Rule(
            "footnote",
            re.compile(r"^(?:[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}|\[\d{1,3}\])\s?"),
            Kind.FOOTNOTE,
            ("¹“4 xin”: Xin chào", "[1] Chỉ thị số 46-CT/TW"),
            ("(1) Tổ chức",),
            _NOT_TABLE,
        ),
        Rule(
            "big-part",
            words(
                rf"^PHẦN (?:thứ )?(?:[IVX]{{1,5}}|[A-H]|\d{{1,2}}|nhất|hai|ba|tư|năm|"
                rf"sáu)\b(?= ?[.:–-]|$| (?-i:[{UPPER}]))"
            ),
            Kind.BIG_PART,
            ("Phần thứ nhất", "PHẦN II: NHIỆM VỤ", "PHẦN I"),
            ("Phần đầu hằng năm",),
            _BODY,
        ),
        Rule(
            "chapter",
            words(r"^CHƯƠNG (?:[IVX]{1,6}|\d{1,2})\b ?[.:–-]?"),
            Kind.CHAPTER,
            ("Chương I", "CHƯƠNG II. NHIỆM VỤ"),
            ("Chương trình hành động",),
            _BODY,
        ),
        Rule(
            "section",
            words(r"^MỤC (?:[IVX]{1,6}|\d{1,2})\b ?[.:–-]? ?"),
            Kind.SECTION,
            ("Mục 1. Nhiệm vụ",),
            ("Mục tiêu chung",),
            _BODY,
        ),
        Rule(
            "article",
            words(r"^Điều \d{1,3}[a-zđ]? ?[.:] ?"),
            Kind.ARTICLE,
            ("Điều 1. Ban hành kèm theo", "Điều 2: Hiệu lực"),
            ("Điều 9 Nghị định quy định", "Điều chỉnh"),
            _BODY,
        ),
        Rule(
            "part",
            re.compile(rf"^[A-H] ?(?:[.)/]|-(?= |[{UPPER}])) ?(?=[{UPPER}])"),
            Kind.PART,
            ("A. MỤC ĐÍCH, YÊU CẦU", "B- NHIỆM VỤ"),
            ("A và B", "Đ. Nguyễn Văn Linh"),
            _BODY,
        ),
        Rule(
            "roman",
            re.compile(
                rf"^(?=[IVX])X{{0,2}}(?:IX|IV|V?I{{0,3}}) ?(?:[.)/:]|[-–](?= |[{UPPER}])) ?(?=\S)"
            ),
            Kind.ROMAN,
            ("I. MỤC ĐÍCH, YÊU CẦU", "IV.NHIỆM VỤ", "II- NHIỆM VỤ", "XIV. KINH PHÍ", "I/ MỤC ĐÍCH"),
            ("VI phạm", "XÃ HỘI"),
            _BODY,
        ),
        Rule(
            "deep-dotted",
            re.compile(r"^\d{1,2}\.\d{1,2}\.(?:\d{1,2}|[a-zđ])(?:\.\d{1,2})?[.)]? ?(?=[^\d\s%,])"),
            Kind.DEEP_DOTTED,
            ("2.1.a. Thành lập Ban Chỉ đạo", "1.1.1. Nội dung", "1.2.3 Rà soát"),
            ("1.1. Rà soát",),
            _BODY,
        ),
        Rule(
            "dotted",
            re.compile(
                rf"^\d{{1,2}}\.(?:\d{{1,2}}(?:[.)] ?|[-–] ?| )(?=[^\d\s%,])|"
                rf"[1-9]\d{{2}}[.)] ?(?=[{UPPER}]))"
            ),
            Kind.DOTTED,
            (
                "1.105. Rà soát",
                "1.1. Đẩy mạnh",
                "1.2 Tuyên truyền",
                "1.1- Nội dung",
                "12.5. Mô hình",
            ),
            ("1.000 cây xanh", "2.5%"),
            _BODY,
        ),
        Rule(
            "number",
            re.compile(
                rf"^(?:\d{{1,2}} ?(?:[.)/](?!\d)|[-–](?= [^\W\d_]|[{UPPER}])) ?(?=[^\d\s%]|"
                rf"\d{{1,3}} ?%|\d{{1,4}} [^\W\d])|"
                # A wrapped line may begin with a larger number, or with a year.
                rf"(?!(?:19|20)\d\d[.)])[1-9]\d{{2,3}}[.)] ?(?=[{UPPER}]))"
            ),
            Kind.NUMBER,
            (
                "105. Rà soát hộ nghèo",
                "1. Mục đích",
                "1- Quan điểm",
                "10) Sở Y tế",
                "2.Yêu cầu",
                "1. 100% tổ dân phố",
            ),
            ("10/12/2026", "1.000 cây", "2-3 trường học", "100% hộ", "2026. Phòng", "150. 000"),
            _BODY,
        ),
        Rule(
            "letter",
            re.compile(rf"^[a-zđ] ?(?:\)|\.(?= ?[{UPPER}])) ?(?=\S)"),
            Kind.LETTER,
            ("a) Cơ quan chủ trì", "đ) Tổ chức các đội", "b. Đơn vị"),
            ("và các đơn vị",),
            _BODY,
        ),
        Rule(
            "paren",
            re.compile(r"^\((?:\d{1,2}|[a-zđ]|[ivx]{1,4})\) ?(?=\S)"),
            Kind.PAREN,
            ("(1) Tổ chức hiệp thương", "(a) Rà soát"),
            ("(có phụ lục kèm theo)", "(1)"),
            _BODY,
        ),
        Rule(
            "ordinal",
            words(
                r"^(?:Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|"
                r"(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười) là) ?[,:;.] ?"
            ),
            Kind.ORDINAL,
            ("Thứ nhất, rà soát", "Một là, tăng cường"),
            ("Thứ Bảy tình nguyện",),
            _BODY,
        ),
        Rule(
            "numbered-work",
            words(
                r"^(?:Nhiệm vụ|Công việc|Đầu việc|Hoạt động|Giải pháp|Nội dung|Tiểu dự án|Dự án)"
                r"(?: số)? \d{1,2}(?:[:.] |: ?)(?=\S)"
            ),
            Kind.ORDINAL,
            ("Nhiệm vụ 1: Nạo vét kênh", "Hoạt động số 2. Tập huấn", "Tiểu dự án 1: Kè bờ"),
            ("Nhiệm vụ 1 của Kế hoạch", "Nhiệm vụ: rà soát", "Hoạt động 2 lần: sáng và chiều"),
            _BODY,
        ),
        Rule(
            "star",
            re.compile(r"^[*✱※❖►➢] ?(?=[^\s*])"),
            Kind.STAR,
            ("* Đơn vị thực hiện", "* Thời gian thực hiện:"),
            ("**Điều 1**",),
            _BODY,
        ),
        Rule(
            "plus",
            re.compile(rf"^(?:\+|[○◦▫]|o(?= [{UPPER}])) ?(?=\S)"),
            Kind.PLUS,
            ("+ Đoàn Thanh niên: thực hiện",),
            ("o nhiễm",),
            _BODY,
        ),
        Rule(
            "dash",
            re.compile(r"^[-–—−•▪●·■♦◆\uf0b7\uf02d\uf0a7] ?(?=[^\s-])"),
            Kind.DASH,
            ("- 100% tuyến đường", "-Kiểm tra việc", "– Ngân sách", "• Rà soát"),
            ("-----",),
            _BODY,
        ),
    ),
)
