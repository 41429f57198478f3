"""Roles of sections, told by their headings: which clause rules may run in them."""

from enum import StrEnum

from loaders.rules import Found, Rule, Table, words


class Role(StrEnum):
    """What a section of a plan is for."""

    PURPOSE = "purpose"
    """Mục đích, yêu cầu, quan điểm: no tasks, no targets."""
    SITUATION = "situation"
    """Thực trạng, đánh giá, đặc điểm: what was, not what is to be."""
    GOALS = "goals"
    """Mục tiêu, chỉ tiêu: targets, no tasks."""
    TASKS = "tasks"
    ROADMAP = "roadmap"
    ORGANISATION = "organisation"
    FUNDING = "funding"
    REPORTING = "reporting"
    TERMS = "terms"
    """Yêu cầu về kỹ thuật, điều kiện, lưu ý: how the work is to be; work only where a body acts."""
    METHOD = "method"
    """Đối tượng, phạm vi, hình thức, thành phần: about the work, no work itself."""


TASK_ROLES = frozenset({Role.TASKS, Role.ROADMAP, Role.ORGANISATION})

SECTIONS: Table[Role] = Table(
    "sections",
    (
        Rule(
            "reporting",
            words(
                r"^(?:(?:về )?(?:chế độ|công tác|thực hiện chế độ|"
                r"quy định về) )?(?:phối hợp,? )?(?:thông tin,? ?(?:và )?)?báo cáo(?! (?:kết quả|"
                r"viên))(?: |,|$|:)|^chế độ (?:thông tin|phối hợp)"
            ),
            Role.REPORTING,
            (
                "CHẾ ĐỘ BÁO CÁO",
                "Chế độ phối hợp, báo cáo",
                "Chế độ thông tin, báo cáo",
                "Công tác báo cáo",
            ),
            ("Báo cáo kết quả Hội nghị", "Tổng hợp báo cáo"),
        ),
        Rule(
            "funding",
            words(
                r"^(?:về )?(?:nguồn )?(?:kinh phí|nguồn lực(?: thực hiện|$)|tài chính(?:$|:)|"
                r"dự toán|cơ sở vật chất,? kinh phí|nguồn vốn)"
            ),
            Role.FUNDING,
            ("KINH PHÍ THỰC HIỆN", "Nguồn kinh phí", "KINH PHÍ, TIẾN ĐỘ THỰC HIỆN"),
            ("Bố trí kinh phí",),
        ),
        Rule(
            "goals",
            words(
                r"^(?:các |một số |hệ thống )?(?:mục tiêu|chỉ tiêu)(?!.{0,40}(?:nhiệm vụ|"
                r"giải pháp|nội dung))"
            ),
            Role.GOALS,
            (
                "MỤC TIÊU",
                "Chỉ tiêu cụ thể",
                "MỤC TIÊU CỤ THỂ GIAI ĐOẠN 2026 – 2030",
                "Các chỉ tiêu cụ thể đến năm 2030",
            ),
            ("MỤC TIÊU, NHIỆM VỤ",),
        ),
        Rule(
            "situation",
            words(
                r"^(?:đánh giá (?:thực trạng|tình hình|kết quả|chung|hiện trạng)|thực trạng|"
                r"(?:khái quát )?(?:đặc điểm|bối cảnh)|tình hình|hiện trạng|sự cần thiết|"
                r"kết quả (?:thực hiện|đạt được)|"
                r"những (?:tồn tại|hạn chế|kết quả)|tồn tại|hạn chế|nguyên nhân|ưu điểm|bài học|"
                r"khái quát|dự báo)"
            ),
            Role.SITUATION,
            ("ĐÁNH GIÁ THỰC TRẠNG", "Tình hình chung", "SỰ CẦN THIẾT"),
            ("Đánh giá mức độ hài lòng",),
        ),
        Rule(
            "purpose",
            words(
                r"^(?:về )?(?:mục đích|yêu cầu(?!.{0,30}(?:kỹ thuật|về ))"
                r"(?! (?:các |(?-i:[A-ZĐ][^\W\d_A-Z]|UBND|HĐND)))|quan điểm|nguyên tắc|"
                r"phương châm|tư tưởng|ý nghĩa|căn cứ(?: pháp lý|$| xây| ban)|cơ sở (?:pháp lý|"
                r"chính trị|xây)|giải thích từ ngữ|định hướng chung)"
            ),
            Role.PURPOSE,
            ("MỤC ĐÍCH, YÊU CẦU", "MỤC ĐÍCH - YÊU CẦU", "Yêu cầu", "QUAN ĐIỂM CHỈ ĐẠO"),
            ("Yêu cầu về kỹ thuật và chất lượng", "Yêu cầu Ban Quản lý dự án hoàn thiện hồ sơ"),
        ),
        Rule(
            "slogans",
            words(r"^(?:(?:các|một số|hệ thống|nội dung) ){0,2}(?:khẩu hiệu|câu khẩu hiệu)"),
            Role.PURPOSE,
            ("KHẨU HIỆU TUYÊN TRUYỀN", "Nội dung khẩu hiệu", "Một số khẩu hiệu tuyên truyền"),
            ("Nội dung tuyên truyền", "Treo khẩu hiệu tại trụ sở"),
        ),
        Rule(
            "terms",
            words(
                r"^(?:các |một số )?(?:yêu cầu (?:về|kỹ thuật)|(?:những |các )?(?:vấn đề|"
                r"nội dung|điểm) cần lưu ý|lưu ý|điều kiện|tiêu chuẩn)(?! và giải pháp)"
            ),
            Role.TERMS,
            ("Yêu cầu về kỹ thuật và chất lượng", "Các vấn đề cần lưu ý khi xây dựng Đề án"),
            ("Yêu cầu", "Điều tra, khảo sát"),
        ),
        Rule(
            "method",
            words(
                r"^(?:(?:xác định )?đối tượng(?!.{0,30}nhiệm vụ)|phạm vi|hình thức|phương pháp|"
                r"phương thức (?:kiểm|giám|tổ chức)|thành phần|địa điểm|"
                r"thời gian,? (?:và )?địa điểm|quy mô|thể lệ|cơ cấu giải|quy định (?:về|chung))"
            ),
            Role.METHOD,
            ("ĐỐI TƯỢNG KIỂM TRA, GIÁM SÁT", "Phạm vi thực hiện", "HÌNH THỨC KIỂM TRA"),
            ("Phương thức thực hiện xây dựng nhà ở",),
        ),
        Rule(
            "roadmap",
            words(
                r"^(?:lộ trình|tiến độ|thời gian(?:,| và|$| thực hiện| triển khai| tổ chức|"
                r" thi đua)|"
                r"kế hoạch thời gian|các bước|phân kỳ|giai đoạn)"
            ),
            Role.ROADMAP,
            ("LỘ TRÌNH TRIỂN KHAI", "THỜI GIAN THỰC HIỆN", "Tiến độ thực hiện"),
            ("Thời gian qua",),
        ),
        Rule(
            "tasks",
            words(
                r"^(?:(?:các |một số |những |hệ thống )?(?:nội dung|nhiệm vụ|giải pháp|biện pháp|"
                r"công việc|mô hình|hoạt động|chương trình|danh mục)|công tác|mục tiêu|chỉ tiêu)"
            ),
            Role.TASKS,
            (
                "NHIỆM VỤ, GIẢI PHÁP",
                "NỘI DUNG",
                "CÁC GIẢI PHÁP THỰC HIỆN",
                "MÔ HÌNH TRỌNG ĐIỂM",
                "MỤC TIÊU, NHIỆM VỤ",
            ),
            ("TỔ CHỨC THỰC HIỆN",),
        ),
        Rule(
            "organisation",
            words(
                r"^(?:tổ chức(?:,)? (?:thực hiện|triển khai|chỉ đạo)|công tác tổ chức|phân công|"
                r"trách nhiệm|tổ chức và|triển khai thực hiện|biện pháp tổ chức|giao nhiệm vụ|"
                r"điều khoản)"
            ),
            Role.ORGANISATION,
            ("TỔ CHỨC THỰC HIỆN", "PHÂN CÔNG NHIỆM VỤ", "Trách nhiệm của các cơ quan"),
            ("Tổ chức các hội nghị",),
        ),
    ),
)


def role_of(heading: str) -> Found[Role] | None:
    """The role that a heading tells, or None: it has the role of the section it stands in."""
    return SECTIONS.first(heading.strip(" .:"))
