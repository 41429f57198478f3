"""Openings: the words of running text that open a role: "chủ trì", "phối hợp với", "giao"."""

from enum import StrEnum

from loaders.rules import Rule, Table, words


class Opening(StrEnum):
    """What a word or phrase opens."""

    LEAD = "lead"
    SUPPORT = "support"
    GIVE = "give"


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
