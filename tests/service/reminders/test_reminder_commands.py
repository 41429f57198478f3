"""``daumoi contact``, ``daumoi remind`` and ``daumoi letter``: what an office types, end to end."""

import io
import re
from pathlib import Path

import docx
import pytest

from tests.service.command import SAMPLES, Said, daumoi
from tests.service.reminders.mail_servers import SENDER, Post, mail_server

UNIT, TO = "Phòng Kinh tế", "kinhte@dongmay.test"
_REMINDER = re.compile(r"reminder_\w+")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a plan, and the address of one of its units."""
    made = tmp_path_factory.mktemp("reminders")
    assert daumoi("load", SAMPLES / "kh-27-dong-may.txt", folder=made).code == 0
    said = daumoi("contact", "set", UNIT, TO, folder=made)
    assert (said.code, said.out) == (
        0,
        "Đã ghi địa chỉ k…@dongmay.test của Phòng Kinh tế xã Đồng Mây.\n",
    )
    return made


def _remind(folder: Path, *words: str, port: int | None = None) -> Said:
    mail = {"DAUMOI_SMTP_SECURITY": "none", "DAUMOI_SMTP_FROM": SENDER}
    if port is not None:
        mail |= {"DAUMOI_SMTP_HOST": "127.0.0.1", "DAUMOI_SMTP_PORT": str(port)}
    return daumoi("remind", *words, folder=folder, **mail)


def test_a_dry_run_prints_the_letters_of_a_day_and_sends_none(folder: Path) -> None:
    said = _remind(folder, "--dry-run", "--full", "--as-of", "2026-12-31", "--unit", UNIT)
    assert said.code == 0, said.err
    assert f"To: {TO}" in said.out
    assert f"From: {SENDER}" in said.out
    assert "Subject: [Đầu Mối] Nhắc việc ngày 31/12/2026: " in said.out
    assert "Ngày 2026-12-31: 1 thư nhắc sẽ gửi." in said.out


def test_what_was_previewed_goes_out_once(folder: Path) -> None:
    preview = _remind(folder, "--dry-run", "--unit", UNIT)
    post = Post()
    with mail_server(post) as server:
        first, again = (_remind(folder, "--unit", UNIT, port=server.port) for _ in range(2))
    assert (first.code, again.code) == (0, 0), first.err + again.err
    assert [recipients for recipients, _ in post.taken] == [(TO,)]
    assert _REMINDER.findall(preview.out) == _REMINDER.findall(str(post.taken[0][1]["Message-ID"]))
    assert "Đã gửi 1, hỏng 0, không rõ 0, chưa có địa chỉ 0." in first.out
    assert "Đã gửi 0, hỏng 0, không rõ 0, chưa có địa chỉ 0." in again.out


def test_without_a_mail_server_or_for_another_day_nothing_is_sent(folder: Path) -> None:
    nowhere, other = _remind(folder), _remind(folder, "--as-of", "2026-12-31", port=1)
    assert (nowhere.code, other.code) == (2, 2)
    assert "DAUMOI_SMTP_HOST" in nowhere.err
    assert "hãy thêm --dry-run" in other.err


def test_the_letter_to_a_unit_lists_what_is_overdue(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "cv.docx"
    words = ("letter", "unit", UNIT, "--as-of", "2026-12-31", "--output", target)
    said = daumoi(*words, folder=folder)
    assert said.code == 0, said.err
    document = docx.Document(io.BytesIO(target.read_bytes()))
    assert any("Kính gửi: Phòng Kinh tế" in one.text for one in document.paragraphs)
    assert any("I. Quá hạn" in row.cells[0].text for table in document.tables for row in table.rows)
    assert daumoi(*words, folder=folder).code == 2, "a file that is there is not written over"


def test_the_address_book_is_listed_and_what_is_removed_is_gone(folder: Path) -> None:
    other = "ubnd@dongmay.test"  # the other tests need the unit's own address, in any order
    assert daumoi("contact", "set", "UBND xã Đồng Mây", other, folder=folder).code == 0
    listed = daumoi("contact", "list", folder=folder)
    removed = daumoi("contact", "remove", "UBND xã Đồng Mây", other.upper(), folder=folder)
    left = daumoi("contact", "list", folder=folder)
    assert f"{other}\tunit_" in listed.out
    assert f"{TO}\tunit_" in listed.out
    assert removed.out == "Đã xóa 1 địa chỉ.\n"
    assert other not in left.out
    assert "Tổng cộng: 1 địa chỉ.\n" in left.out
