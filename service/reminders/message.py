"""A digest as a letter: subject, plain text, HTML; the same digest gives the same words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from html import escape

from graph_schema.errors import BadSetting
from graph_schema.working_days import holiday_name, is_working_day, next_working_day
from service.reminders.stages import Digest, Item, Kind, Line, Told, counts_of, overdue_of
from service.reports.told import short
from service.reports.words import day_words, whole

_SHOWN = 100
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_LONGEST_ADDRESS = 254
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_HEADS = (
    ("QUÁ HẠN", Told.DOER, True),
    ("SẮP ĐẾN HẠN", Told.DOER, False),
    ("ĐÃ NHẮC BA LẦN SAU HẠN MÀ CHƯA CÓ BÁO CÁO, KÍNH ĐỀ NGHỊ CHỈ ĐẠO", Told.OVERSEER, True),
)


_COUNTED = (
    "Thư chỉ kể việc vừa đến một mốc nhắc (trước hạn 30, 7, 1 ngày; sau hạn 1, 7, 30 ngày, rồi cứ "
    "30 ngày) mà nơi nhận chủ trì, thực hiện hoặc chỉ đạo, kể cả kỳ báo cáo."
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a recipient reads."""

    subject: str
    text: str
    html: str


def letter_of(digest: Digest) -> Letter:
    """The letter of a digest."""
    parts = [
        (head, [line for line in digest.lines if line.told is told and _late(line, digest) is late])
        for head, told, late in _HEADS
    ]
    parts = [(head, lines) for head, lines in parts if lines]
    said, before = _figures(digest), _before(digest)
    subject = f"[Đầu Mối] Nhắc việc ngày {day_words(digest.day)}: {said}"
    opening = (
        f"Kính gửi: {digest.recipient.words}\n\n"
        f"Tính đến hết ngày {day_words(digest.day)}, {said}. {_COUNTED}"
    )
    if before:
        subject += f"; còn {before}"
        opening += f"\n\nNgoài ra còn {before}: quá hạn cả thảy {whole(overdue_of(digest))} việc."
    if digest.again:
        opening += f"\n\n{late_words(digest.again)}"
    return Letter(one_line(subject), _text(opening, parts, digest), _html(opening, parts, digest))


def one_line(words: str) -> str:
    """Words that can stand in a header: no line of their own, so no header of their own."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def due_words(day: date) -> str:
    """A deadline as it is written; when it is a day of rest, the next working day beside it."""
    if is_working_day(day):
        return day_words(day)
    name = holiday_name(day) or _WEEKDAYS[day.weekday()]
    return f"{day_words(day)} ({name}; ngày làm việc tiếp theo {day_words(next_working_day(day))})"


def when_words(day: date, deadline: date) -> str:
    """How far a deadline is."""
    gone = (day - deadline).days
    if gone > 0:
        return f"quá hạn {whole(gone)} ngày"
    return f"còn {-gone} ngày" if gone else "hạn là hôm nay"


def message_of(
    letter: Letter, sender: str, recipients: tuple[str, ...], identity: str, now: datetime
) -> EmailMessage:
    """The letter as it is handed to a mail server; its Message-ID is the reminder's own."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = ", ".join(recipients)
    message["Subject"] = one_line(letter.subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id(identity, sender)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["Content-Language"] = "vi"
    message.set_content(letter.text, cte="base64")
    message.add_alternative(letter.html, subtype="html", cte="base64")
    return message


def message_id(identity: str, sender: str) -> str:
    """The same for the same reminder, so that a letter sent again is known as the same one."""
    return f"<{identity}@{parseaddr(sender)[1].rpartition('@')[2] or 'daumoi.invalid'}>"


def check_address(words: str) -> str:
    """An e-mail address that no header can be slipped in with."""
    address = words.strip()
    if len(address) > _LONGEST_ADDRESS or _ADDRESS.fullmatch(address) is None or ".." in address:
        raise BadSetting(
            "Địa chỉ thư không đúng dạng ten@co-quan.gov.vn (chỉ chữ không dấu, không khoảng "
            "trắng, không xuống dòng)."
        )
    return address


def masked(address: str) -> str:
    """An address that may stand in a log: "v…@kienan.gov.vn"."""
    name, _, domain = address.rpartition("@")
    return f"{name[:1]}…@{domain}"


def _late(line: Line, digest: Digest) -> bool:
    return line.item.deadline < digest.day


def _figures(digest: Digest) -> str:
    counts = counts_of(digest)
    return ", ".join(f"{whole(count)} việc {words}" for words, count in counts.items() if count)


def _before(digest: Digest) -> str:
    return f"{whole(digest.known)} việc quá hạn đã nhắc trước đây" if digest.known else ""


def line_words(line: Line, day: date) -> str:
    """One item of a digest in a sentence or two."""
    item = line.item
    kind = "Báo cáo: " if item.kind is Kind.REPORT else ""
    who = ""
    if line.told is Told.OVERSEER:
        who = f" Đơn vị: {'; '.join(party.words for party in item.doers)}."
    own, late = days_told(item)
    due = [f"Hạn {due_words(item.deadline)}: {when_words(day, item.deadline)}"] if own else []
    if late:
        due.append(
            f"{whole(len(late))} lần quá hạn, {span_words(late)}: {when_words(day, late[-1])}"
        )
    return f"{kind}{short(item.words)}. {'; '.join(due)}. Văn bản: {item.origin}.{who}"


def days_told(item: Item) -> tuple[bool, tuple[date, ...]]:
    """Whether the deadline is told by itself; the times overdue that are told beside it."""
    late = tuple(due for _, due in item.late)
    if late == (item.deadline,):
        return True, ()
    return item.deadline not in late, late


def span_words(late: Sequence[date]) -> str:
    """Since when times are overdue, and the latest; the day of a single one."""
    if len(late) == 1:
        return f"hạn {due_words(late[0])}"
    return f"từ {day_words(late[0])}, gần nhất {due_words(late[-1])}"


def late_words(items: Sequence[Item]) -> str:
    """How many times of recurring work are overdue; the tasks' as reports count them."""
    told = []
    for kind, name in ((Kind.TASK, "Việc định kỳ"), (Kind.REPORT, "Chế độ báo cáo")):
        of_kind = [len(item.late) for item in items if item.late and item.kind is kind]
        what = "nhiệm vụ" if kind is Kind.TASK else "chế độ"
        if of_kind:
            told.append(
                f"{name}: {whole(sum(of_kind))} lần quá hạn ở {whole(len(of_kind))} {what}."
            )
    return " ".join(told)


def _rest(lines: list[Line]) -> str:
    return f"… và {whole(len(lines) - _SHOWN)} việc khác." if len(lines) > _SHOWN else ""


def _ending() -> list[str]:
    return [
        "Đề nghị cập nhật kết quả thực hiện hoặc báo cáo khó khăn, vướng mắc. "
        "Thư này do hệ thống Đầu Mối tự động gửi, mỗi ngày nhiều nhất một thư.",
    ]


def _text(opening: str, parts: list[tuple[str, list[Line]]], digest: Digest) -> str:
    said = [opening, ""]
    for head, lines in parts:
        said.append(f"{head} ({whole(len(lines))})")
        said += [f"{n}. {line_words(line, digest.day)}" for n, line in enumerate(lines[:_SHOWN], 1)]
        said += [_rest(lines), ""] if _rest(lines) else [""]
    return "\n".join([*said, *_ending()]) + "\n"


def _html(opening: str, parts: list[tuple[str, list[Line]]], digest: Digest) -> str:
    said = ['<!doctype html><html lang="vi"><meta charset="utf-8"><body>']
    said += [f"<p>{escape(words)}</p>" for words in opening.split("\n\n")]
    for head, lines in parts:
        said.append(f"<h3>{escape(head)} ({whole(len(lines))})</h3><ol>")
        said += [f"<li>{escape(line_words(line, digest.day))}</li>" for line in lines[:_SHOWN]]
        said.append(f"</ol>{escape(_rest(lines))}")
    said += [f"<p>{escape(words)}</p>" for words in _ending()]
    return "\n".join([*said, "</body></html>"]) + "\n"
