"""Openings: the words of running text that open a role: "chủ trì", "phối hợp với", "giao"."""

from enum import StrEnum

from loaders.letters import UPPER
from loaders.rules import Rule, Table, words


class Opening(StrEnum):
    """What a word or phrase opens."""

    LEAD = "lead"
    SUPPORT = "support"
    GIVE = "give"
    DIRECT = "direct"


# Those who give out the work of their own documents, named without their place.
_LEVEL = r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh|trường|cơ quan)"
_BODY = (
    r"(?:UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân|Đảng ủy|Tỉnh ủy|Thành ủy|Sở|Ban Chỉ đạo|BCĐ|"
    r"Ủy ban (?:MTTQ|Mặt trận Tổ quốc)(?: Việt Nam)?)"
)
_OFFICE = (
    r"(?:(?:Phó )?(?:Chủ tịch|Bí thư|Giám đốc)|(?:Ban )?Thường trực|(?:Ban )?Thường vụ|BTV|"
    r"Ban Chấp hành|BCH|Trưởng Ban|Lãnh đạo|Đảng ủy)"
)
_GIVER = (
    rf"(?P<giver>(?-i:(?:{_OFFICE} )?{_BODY}|Ban Thường vụ|Thường trực|BTV)(?: {_LEVEL})?"
    r"(?![\w]))"
)
_AGREES = r"(?:(?:đã )?(?:thống nhất|nhất trí|đồng ý|quyết định|kính|trân trọng|tiếp tục) )"
_CLAUSE = r"(?:^|(?<=[.;,:] )|(?<=\())"
_GIVES = (
    r"(?:(?:giao(?: nhiệm vụ| trách nhiệm)?|ủy quyền)(?: cho)?|phân công|đề nghị|yêu cầu):? "
    r"(?=[^\W\d_])"
)
# With its place it may stand in anybody's document: there only "giao" says who gives.
_PLACED = (
    rf"(?-i:(?:{_OFFICE} )?{_BODY} {_LEVEL}"
    rf"(?: [{UPPER}][\w’']{{0,9}}){{1,4}})"
)


OPENINGS: Table[Opening] = Table(
    "openings",
    (
        Rule(
            "lead-verb",
            words(
                r"(?<!đơn vị )(?<!cơ quan )(?<!người )(?<!ngành )(?<!giao )(?<!\()(?<!vai trò "
                r")chủ trì(?:(?<!được phân công chủ trì)|(?![^.;]{0,140} (?:có|chịu) trách nhiệm))"
                r"(?!:| ?/)(?! và phối hợp giữa)"
            ),
            Opening.LEAD,
            ("Chủ trì, phối hợp với Sở", "là đầu mối chủ trì tham mưu", "Sở Y tế chủ trì"),
            (
                "xác định rõ cơ quan chủ trì",
                "Đơn vị chủ trì: Sở",
                "Các tổ được phân công chủ trì việc nào có trách nhiệm lập kế hoạch",
            ),
        ),
        Rule(
            "standing-office",
            words(
                r"(?:là|làm) (?:cơ quan |đơn vị |bộ phận )?(?:đầu mối|thường trực)(?! (?:tổ|ban|"
                r"đảng|hội đồng|ủy)(?![\w]))"
            ),
            Opening.LEAD,
            ("Là đầu mối tổng hợp", "Làm đầu mối giải đáp", "Là cơ quan thường trực, đôn đốc"),
            ("giữ vai trò đầu mối",),
        ),
        Rule(
            "support-with",
            words(
                r"(?<!quy chế )(?<!cơ chế )(?<!sự )(?<!công tác )(?<!đơn vị )(?<!cơ quan "
                r")(?<!chương trình )(?<!kế hoạch )(?<!việc )"
                r"(?:phối|phhosi) hợp(?: (?:chặt chẽ|đồng bộ|hiệu quả|thường xuyên|tốt|"
                r"nhịp nhàng|kịp thời|có hiệu quả|thực hiện|công tác|"
                r"hoạt động|làm việc)){0,2}"
                r"(?:,? (?:cùng với|với|cùng)| (?=(?:các |Các |Sở|Công an|Phòng|"
                r"UBND|Ủy ban|Ban |Bộ |Hội |Đoàn |Cơ quan |cơ quan |Mặt trận|Văn phòng|"
                r"Trung tâm)))"
            ),
            Opening.SUPPORT,
            (
                "phối hợp với Công an phường",
                "Phối hợp chặt chẽ với lực lượng",
                "Phối hợp các cơ quan, đơn vị liên quan thực hiện",
                "Phhosi hợp với Sở",
            ),
            ("Phối hợp tuyên truyền nâng cao", "quy chế phối hợp với các tỉnh"),
        ),
        Rule(
            "given-by",
            words(rf"{_CLAUSE}(?:{_GIVER},? {_AGREES}?|{_AGREES}){_GIVES}"),
            Opening.GIVE,
            (
                "Chủ tịch UBND xã giao Phòng Kinh tế kiểm tra",
                "UBND phường yêu cầu Phòng Kinh tế lập danh sách",
                "Ban Thường vụ Đảng ủy giao Văn phòng tham mưu",
                "Rà soát hồ sơ. Thống nhất giao Phòng Kinh tế",
                "UBND xã giao: Phòng Kinh tế lập hồ sơ",
                "UBND xã trân trọng đề nghị Ủy ban MTTQ xã vận động",
                "Chủ tịch UBND xã giao trách nhiệm cho Trưởng các thôn",
            ),
            ("UBND các xã giao các thôn", "Phòng Kinh tế đề nghị UBND xã phê duyệt"),
        ),
        Rule(
            "given-by-named",
            words(rf"{_CLAUSE}{_PLACED},? {_AGREES}?(?:giao(?: cho)?|phân công) (?=[^\W\d_])"),
            Opening.GIVE,
            ("UBND phường Hồng An giao Phòng Kinh tế lập hồ sơ",),
            ("UBND phường Hồng An yêu cầu các hộ di dời", "UBND xã giao Phòng Kinh tế"),
        ),
        Rule(
            "directed-by",
            words(
                rf"{_CLAUSE}{_GIVER} (?:lãnh đạo,? )?(?:trực tiếp )?chỉ đạo,? "
                r"(?P<who>[^.;,()]{3,120}?) (?:tổ chức |triển khai )?thực hiện(?![\w])"
            ),
            Opening.DIRECT,
            (
                "UBND xã chỉ đạo Phòng Kinh tế thực hiện",
                "(Đảng ủy UBND xã lãnh đạo, chỉ đạo Trung tâm Y tế thực hiện)",
            ),
            ("UBND các xã chỉ đạo các thôn rà soát", "UBND xã chỉ đạo thống nhất"),
        ),
        Rule(
            "give",
            words(
                r"(?<!được )(?<!bàn )(?<!chuyển )(?:giao(?: cho| nhiệm vụ cho)?|phân công|"
                r"đề nghị|^yêu cầu) (?=[^\W\d_])"
            ),
            Opening.GIVE,
            (
                "Giao Sở Công Thương thẩm định",
                "(Giao Công an tỉnh tham mưu)",
                "Đề nghị Ủy ban",
                "Yêu cầu Sở Xây dựng, các sở, ngành xác định",
            ),
            ("được giao", "bàn giao mặt bằng", "Hướng dẫn, yêu cầu các đơn vị"),
        ),
    ),
)
