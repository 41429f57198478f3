"""Lines of task parts that are no work: closing words, pointers, memberships, money."""

import re

from loaders.rules import Rule, Table, words

NO_TASK: Table[str] = Table(
    "no-task",
    (
        Rule(
            "closing",
            words(
                r"^Trên đây,? là|^Kế hoạch này (?:là|có hiệu lực|thay)|"
                r"^(?:Kế hoạch|Chương trình|Nghị quyết|Đề án) này (?:đã )?được [^.;]{3,160}"
                r"thông qua|"
                r"^(?:Kế hoạch|Chương trình|Chỉ thị|Nghị quyết|Hướng dẫn|Kết luận|Đề án|Quy định|"
                r"Thông báo|Văn bản)(?: hành động| công tác)? này (?:được )?(?:phổ biến|quán triệt|"
                r"gửi|thông báo|triển khai) (?:đến|tới|rộng rãi)|^(?:Nhận được|"
                r"Căn cứ (?:văn bản|Kế hoạch|Công văn|Chỉ thị) này,? (?:các|yêu cầu|đề nghị)"
                r"(?! [^.]{3,160} (?:chủ động|xây dựng|ban hành) [^.]{0,40}(?:xây dựng|ban hành)))"
            ),
            "closing",
            (
                "Trên đây là Kế hoạch của Ủy ban",
                "Chương trình này phổ biến đến các chi bộ, đảng viên để thực hiện./.",
                "Nghị quyết này được Hội đồng nhân dân khóa II thông qua ngày 24/7/2026./.",
                "Căn cứ văn bản này, các cơ quan, đơn vị triển khai thực hiện./.",
            ),
            (
                "Căn cứ Kế hoạch của Ủy ban",
                "Căn cứ Kế hoạch này, các đơn vị chủ động xây dựng tiêu chuẩn khen thưởng",
            ),
        ),
        Rule(
            "voids-another",
            words(
                r"^(?:Kế hoạch|Chương trình|Quyết định|Nghị quyết|Chỉ thị|Công văn|Hướng dẫn|"
                r"Quy chế) [^;]{3,240}? (?:hết hiệu lực|được thay thế (?:bởi|bằng)|bị bãi bỏ)"
            ),
            "closing",
            ("Kế hoạch số 8/KH-UBND của xã hết hiệu lực kể từ ngày Kế hoạch này được ban hành.",),
            ("Rà soát các kế hoạch đã hết hiệu lực",),
        ),
        Rule(
            "conveying",
            words(
                r"^(?:Trân trọng |Văn phòng [^.;]{3,80} )?thông báo (?:ý kiến |nội dung )?"
                r"(?:kết luận|ý kiến|để)[^.]{0,400}biết"
            ),
            "closing",
            (
                "Trân trọng thông báo kết luận của đồng chí Phó Chủ tịch đến các sở biết, thực "
                "hiện./.",
                "Văn phòng UBND tỉnh thông báo để các cơ quan, đơn vị biết, thực hiện./.",
            ),
            ("Thông báo kết luận kiểm tra đến các xã",),
        ),
        Rule(
            "difficulties",
            words(
                r"^(?:Trong quá trình|Quá trình|Nếu)[^.]{0,160}(?:khó khăn|vướng mắc|phát sinh|"
                r"sửa đổi|bổ sung)"
            ),
            "closing",
            ("Trong quá trình thực hiện, nếu có khó khăn, vướng mắc",),
            ("Trong quá trình thực hiện, UBND phường tổ chức kiểm tra",),
        ),
        Rule(
            "closing-demand",
            words(
                r"(?:yêu cầu|đề nghị) (?:các|thủ trưởng|giám đốc)[^.]{3,240}?thực hiện (?:đảm bảo|"
                r"bảo đảm|nghiêm túc|kế hoạch này|các nội dung)[^.]{0,160}\.?(?:/\.)?$|"
                r"nghiêm túc (?:triển khai,? |tổ chức )?thực hiện"
                r"(?:(?: (?:kế hoạch|nội dung)[^.]{0,60})?\.|"
                r"; (?:định kỳ|hằng năm|hàng năm)[^.;]{0,80} báo cáo)|"
                r"đề nghị các (?:cơ quan|đơn vị|sở|ban)[^.;]{0,160} nghiêm túc triển khai"
                r"[^.;]{0,60}\.(?:/\.)?$|"
                r"yêu cầu (?:các|thủ trưởng)[^.;]{3,240} nghiêm túc (?:triển khai |tổ chức )?"
                r"thực hiện; (?:định kỳ|báo cáo)"
            ),
            "closing",
            (
                "UBND xã yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện; định kỳ báo cáo kết quả",
                "Đề nghị các tổ chức, cá nhân có liên quan thực hiện các nội dung và thời gian "
                "theo đúng Kế hoạch đề ra./.",
                "Chủ tịch Ủy ban đề nghị các cơ quan, đơn vị khẩn trương, nghiêm túc triển khai./.",
                "Ủy ban yêu cầu các thôn nghiêm túc triển khai, thực hiện./.",
                "Ủy ban yêu cầu các thôn nghiêm túc thực hiện; định kỳ hằng quý báo cáo kết quả.",
            ),
            ("Yêu cầu các đơn vị lắp đặt hệ thống",),
        ),
        Rule(
            "table-follows",
            words(
                r"^(?:Thực hiện )?(?:theo|như) (?:bảng|biểu|danh mục|phụ lục)[^.;:]{0,60}"
                r"(?:sau|dưới đây)(?: đây)? ?:?$"
            ),
            "pointer",
            ("Thực hiện theo bảng phân công sau:", "Theo biểu dưới đây"),
            ("Thực hiện theo bảng giá sau khi được duyệt; báo cáo",),
        ),
        Rule(
            "pointer",
            words(
                r"^\(?(?:có |chi tiết |kèm |xem )?(?:tại |theo )?(?:các |\d{1,2} )?(?:phụ lục|"
                r"biểu|danh mục|mẫu)[^.]{0,60}(?:kèm theo|đính kèm)\)?[.;]?$|"
                r"^\([^()]{0,160}(?:phụ lục|kèm theo)[^()]{0,80}\)[.;]?$"
            ),
            "pointer",
            (
                "(có phụ lục số 01 kèm theo)",
                "(Một số nhiệm vụ trọng tâm thực hiện có Phụ lục kèm theo)",
            ),
            ("Ban hành kèm theo Quyết định",),
        ),
        Rule(
            "pointing-sentence",
            words(
                r"^(?:(?:các|những|một số) )?(?:nhiệm vụ|nội dung|chỉ tiêu|mục tiêu|thời (?:gian|"
                r"hạn)|công việc|đề án|giải pháp|chi tiết|cụ thể|lộ trình|tiến độ|phân công|"
                r"kế hoạch chi tiết)[^.;:]{0,240} (?:được )?(?:nêu |quy định |thể hiện |ghi |"
                r"giao )?"
                r"(?:cụ thể |chi tiết )?(?:tại|trong|ở|theo) (?:các |\d{1,2} )?(?:phụ lục|biểu|"
                r"bảng|danh mục)"
                r"[^.;]{0,60}(?:kèm theo|đính kèm|dưới đây|sau đây|này|"
                r"sau(?= ?:?$))[^.;]{0,40}[.;:]?(?:/\.)?$"
            ),
            "pointer",
            (
                "Các nhiệm vụ cụ thể, cơ quan chủ trì nêu tại Phụ lục kèm theo Kế hoạch này.",
                "Thời hạn từng việc theo Biểu 01 kèm theo",
                "Các nhiệm vụ cụ thể, đơn vị chủ trì được phân công tại bảng sau:",
            ),
            (
                "Triển khai nhiệm vụ tại Phụ lục kèm theo; báo cáo kết quả",
                "(có phụ lục số 01 kèm theo)",
            ),
        ),
        Rule(
            "difficulties-inside",
            words(
                r"^[^.;]{0,160}nếu (?:có |gặp |thấy )?[^.;]{0,60}(?:khó khăn|vướng mắc|phát sinh|"
                r"vấn đề|sửa đổi)[^.;]{0,200}(?:báo cáo|phản ánh|đề xuất|kiến nghị)"
            ),
            "closing",
            (
                "Đoàn kiểm tra trong quá trình kiểm tra nếu có vấn đề gì phát sinh đề nghị phản "
                "ánh về Ban",
            ),
            ("nếu để xảy ra vi phạm",),
        ),
        Rule(
            "funding-statement",
            words(r"^(?:nguồn )?kinh phí [^.;]{0,320}(?:được|do|từ|theo quy định)(?![\w])"),
            "funding",
            (
                "Kinh phí thực hiện Kế hoạch được bảo đảm từ ngân sách",
                "Kinh phí phục vụ công tác kiểm tra được thực hiện theo quy định",
            ),
            ("Bố trí kinh phí thực hiện",),
        ),
        Rule(
            "membership",
            words(
                r"^(?:Thành phần(?: tham gia| tham dự)?(?: gồm)?|Trưởng đoàn|"
                r"Thành viên đoàn|Cơ cấu)\b[^:.]{0,60}:?|"
                r"^(?:Các )?thành viên\b[^:.]{0,60}?(?: gồm| là|:)"
            ),
            "membership",
            (
                "Thành phần tham gia gồm: Bí thư Chi bộ",
                "Trưởng đoàn: Đại diện",
                "Các thành viên gồm: đại diện Công an",
            ),
            (
                "Thành lập tổ tự quản gồm đại diện",
                "Các thành viên Tiểu ban căn cứ nhiệm vụ được phân công chủ động thực hiện",
            ),
        ),
        Rule(
            "member",
            words(
                r"^(?:(?:Phó )?Trưởng (?:Ban|đoàn|tiểu ban|tổ)|Tổ trưởng|Tổ phó|Ủy viên|Thư ký)"
                r"(?: thường trực)? ?: ?(?:Các )?(?:ông|bà|đồng chí|đ/c)(?![\w])|"
                r"^(?:Ông|Bà|Đồng chí|Đ/c)(?: \(bà\))? ?[:.]? ?[^.:;]{5,200}[,–-] ?"
                r"(?:(?:Phó )?Trưởng (?:Ban|đoàn|tiểu ban|tổ)|Tổ trưởng|Tổ phó|Ủy viên|"
                r"Thành viên|Thư ký)(?: thường trực| Ban Chỉ đạo)?[.;]?$"
            ),
            "membership",
            (
                "Trưởng Ban: Ông Nguyễn Văn An - Chủ tịch UBND xã.",
                "Ông: Nguyễn Văn An - Phó Giám đốc Sở, Trưởng đoàn;",
            ),
            (
                "Đồng chí Nguyễn Văn An, Trưởng Ban: Phụ trách chung.",
                "Trưởng Ban phân công nhiệm vụ cho các thành viên.",
            ),
        ),
        Rule(
            "slogan",
            re.compile(r"^[^.;:]{8,300}![”\"]?$"),
            "slogan",
            ("Toàn dân đoàn kết xây dựng quê hương giàu đẹp!",),
            ("Tuyên truyền khẩu hiệu “Tất cả vì học sinh!” trong trường học.",),
        ),
        Rule(
            "strive-heading",
            words(r"^(?:phấn|phân|phần) đ[ấầâ]u ?:?$"),
            "targets",
            ("Phấn đấu:",),
            ("Phấn đấu hoàn thành",),
        ),
    ),
)
