from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default
from io import BytesIO

import docx
import pytest

from graph_schema.errors import BadSetting
from service.reminders.letter import letter_docx
from service.reminders.mail import mail_server
from service.reminders.message import (
    check_address,
    due_words,
    letter_of,
    line_words,
    masked,
    message_of,
    when_words,
)
from service.reminders.stages import Digest, Item, Kind, Line, Party, Told
from service.reports.letter import Letterhead
from service.settings import Settings, load_settings

DAY = date(2026, 11, 26)
UNIT = Party("unit_a", "Phòng Kinh tế", "xã Suối Đá")
LATE = Item("task_1", Kind.TASK, date(2026, 11, 20), "Rà <soát> giếng", "Kế hoạch 22", (UNIT,))
SOON = Item("occ_1", Kind.REPORT, date(2026, 11, 28), "báo cáo tháng", "Kế hoạch 22", (UNIT,))
DIGEST = Digest(UNIT, DAY, (Line(LATE, 1, Told.DOER), Line(SOON, -7, Told.DOER)), known=3)


def test_a_letter_says_what_is_late_and_what_is_due_with_the_next_working_day() -> None:
    letter = letter_of(DIGEST)
    assert letter.subject == (
        "[Đầu Mối] Nhắc việc ngày 26/11/2026: 1 việc quá hạn, 1 việc sắp đến hạn; "
        "còn 3 việc quá hạn đã nhắc trước đây"
    )
    assert "Hạn 20/11/2026: quá hạn 6 ngày." in letter.text
    said = "Hạn 28/11/2026 (thứ Bảy; ngày làm việc tiếp theo 30/11/2026): còn 2 ngày."
    assert said in letter.text
    assert "Thư chỉ kể việc vừa đến một mốc nhắc" in letter.text
    counted = "\n\nNgoài ra còn 3 việc quá hạn đã nhắc trước đây: quá hạn cả thảy 4 việc.\n"
    assert letter.text.count("đã nhắc trước đây") == letter.text.count(counted) == 1
    assert "cả thảy" not in letter_of(replace(DIGEST, known=0)).text
    assert "Rà &lt;soát&gt; giếng" in letter.html
    assert letter_of(DIGEST) == letter


def test_the_same_reminder_is_the_same_letter_to_a_mail_server() -> None:
    now = datetime(2026, 11, 26, tzinfo=UTC)
    hostile = letter_of(
        Digest(Party("u", "Phòng\r\nBcc: x@y.vn"), DAY, (Line(LATE, 1, Told.DOER),))
    )
    message = message_of(hostile, "d@xa.vn", ("a@xa.vn",), "reminder_x", now)
    read = message_from_bytes(message.as_bytes(), policy=default)
    assert read["Message-ID"] == "<reminder_x@xa.vn>"
    assert read["Bcc"] is None
    assert read["Auto-Submitted"] == "auto-generated"
    assert max(len(line) for line in message.as_bytes().split(b"\r\n")) <= 998


@pytest.mark.parametrize(
    "words",
    ["", "a", "a@", "@b", "a b@c.vn", "a@b.vn\r\nBcc: c@d.vn", "á@b.vn", "a@b..vn", "a@b,c@d.vn"],
)
def test_what_is_no_address_is_refused(words: str) -> None:
    with pytest.raises(BadSetting):
        check_address(words)


def test_an_address_is_masked_where_others_read() -> None:
    assert masked(check_address(" van.a@suoida.gov.vn ")) == "v…@suoida.gov.vn"


def test_a_deadline_is_told_as_it_stands() -> None:
    assert due_words(date(2026, 2, 17)) == (
        "17/02/2026 (Tết Nguyên Đán; ngày làm việc tiếp theo 23/02/2026)"
    )
    assert when_words(DAY, DAY) == "hạn là hôm nay"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "DAUMOI_SMTP_HOST"),
        ({"smtp_host": "mail.test", "smtp_from": "x"}, "Địa chỉ"),
        ({"smtp_host": "mail.test", "smtp_from": "x@y.vn", "smtp_user": "u"}, "PASSWORD"),
        (
            {
                "smtp_host": "mail.test",
                "smtp_from": "x@y.vn",
                "smtp_user": "u",
                "smtp_password": "bí mật",
                "smtp_security": "none",
            },
            "lộ mật khẩu",
        ),
    ],
)
def test_a_mail_server_that_cannot_be_used_is_told_in_a_sentence(
    given: dict[str, str], said: str
) -> None:
    settings: Settings = load_settings(**given)
    with pytest.raises(BadSetting, match=said) as refused:
        mail_server(settings)
    assert "bí mật" not in refused.value.sentence


def test_the_letter_that_urges_has_the_form_of_the_decree_and_lists_all() -> None:
    head = Letterhead("Văn phòng", "Ủy ban nhân dân xã Suối Đá", "Suối Đá", "VP", DAY)
    content = letter_docx(UNIT, [SOON, LATE], DAY, head)
    assert letter_docx(UNIT, [LATE, SOON], DAY, head) == content
    document = docx.Document(BytesIO(content))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Kính gửi: Phòng Kinh tế xã Suối Đá" in words
    assert "1 nhiệm vụ, báo cáo quá hạn" in words
    assert "chủ trì hoặc thực hiện và chế độ báo cáo của đơn vị; nhiệm vụ chỉ phối hợp" in words
    assert words.count("./.") == 1
    names, work, end = document.tables
    assert "V/v đôn đốc" in names.cell(0, 0).text
    assert "Suối Đá, ngày 26 tháng 11 năm 2026" in names.cell(0, 1).text
    assert [row.cells[0].text for row in work.rows] == [
        "STT",
        "I. Quá hạn (1)",
        "1",
        "II. Đến hạn trong 30 ngày tới (1)",
        "2",
    ]
    assert "Nơi nhận" in end.cell(0, 0).text


_SEPTEMBER, _OCTOBER = date(2026, 9, 30), date(2026, 10, 30)
_TIMES = tuple((f"occ_{due:%m}", due) for due in (date(2026, 8, 31), _SEPTEMBER, _OCTOBER))


@pytest.mark.parametrize(
    ("deadline", "late", "said", "row"),
    [
        (
            _OCTOBER,
            _TIMES,
            "3 lần quá hạn, từ 31/8/2026, gần nhất 30/10/2026: quá hạn 27 ngày.",
            ["từ 31/8/2026, gần nhất 30/10/2026", "3 lần quá hạn"],
        ),
        (
            _SEPTEMBER,
            _TIMES[1:],
            "2 lần quá hạn, từ 30/9/2026, gần nhất 30/10/2026: quá hạn 27 ngày.",
            ["từ 30/9/2026, gần nhất 30/10/2026", "2 lần quá hạn"],
        ),
        (
            _SEPTEMBER,
            _TIMES[2:],
            "Hạn 30/9/2026: quá hạn 57 ngày; 1 lần quá hạn, hạn 30/10/2026: quá hạn 27 ngày.",
            ["30/9/2026; hạn 30/10/2026", "quá hạn 57 ngày; 1 lần quá hạn"],
        ),
        (
            _OCTOBER,
            _TIMES[2:],
            "Hạn 30/10/2026: quá hạn 27 ngày.",
            ["30/10/2026", "quá hạn 27 ngày"],
        ),
    ],
)
def test_recurring_work_tells_its_last_overdue_time_beside_its_own_deadline(
    deadline: date, late: tuple[tuple[str, date], ...], said: str, row: list[str]
) -> None:
    item = replace(LATE, deadline=deadline, late=late)
    assert f". {said} Văn bản:" in line_words(Line(item, 7, Told.DOER), DAY)
    letter = docx.Document(BytesIO(letter_docx(UNIT, [item], DAY, Letterhead("UBND xã"))))
    assert [cell.text for cell in letter.tables[1].rows[2].cells][-2:] == row
