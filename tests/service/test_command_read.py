"""``daumoi read`` and the words of the command line: no database, one sentence for each mistake."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.service.command import (
    ROOT,
    SAMPLES,
    as_nobody_special,
    clean_environment,
    command,
    daumoi,
)

PLAN = SAMPLES / "kh-27-dong-may.txt"


def test_json_is_the_record_and_the_same_each_time(tmp_path: Path) -> None:
    first = daumoi("read", PLAN, "--json", folder=tmp_path)
    record = json.loads(first.out)
    assert (first.code, first.err) == (0, "")
    assert record["document"]["number"] == 27
    assert record["document"]["symbol"] == "KH-UBND"
    assert len(record["tasks"]) > 5
    assert daumoi("read", PLAN, "--json", folder=tmp_path).out == first.out


@pytest.mark.parametrize("command", ["read", "load"])
def test_a_printed_record_is_no_document_and_the_sentence_says_what_is(
    command: str, tmp_path: Path
) -> None:
    printed = tmp_path / "bản-đọc.json"
    printed.write_text(daumoi("read", PLAN, "--json", folder=tmp_path).out, encoding="utf-8")
    said = daumoi(command, printed, folder=tmp_path)
    assert said.code == 2
    assert "JSON" in said.out + said.err
    assert "hãy đưa văn bản gốc" in said.out + said.err


def test_a_page_is_the_same_on_stdout_and_in_a_file_and_stands_alone(tmp_path: Path) -> None:
    page = tmp_path / "trang.html"
    printed = daumoi("read", PLAN, "--html", folder=tmp_path)
    written = daumoi("read", PLAN, "--html", "--output", page, folder=tmp_path)
    assert (printed.code, printed.err) == (0, "")
    assert (written.code, written.out, written.err) == (0, "", "")
    assert page.read_text("utf-8") == printed.out
    assert printed.out.startswith("<!doctype html>")
    assert not re.search(r"""(?:src|href)=["'](?!#)|url\(|@import""", printed.out)
    assert "default-src 'none'" in printed.out


UNREAD = """ỦY BAN NHÂN DÂN XÃ ĐỒNG MỚI

Số: 5/KH-UBND

# KẾ HOẠCH

Vệ sinh môi trường năm 2026

## I. NHIỆM VỤ

1. Phòng Kinh tế chủ trì thu gom rác hằng tuần.

2. Cây xanh các loại
"""


def test_unread_lines_alone_are_counted_with_place_reason_and_share(tmp_path: Path) -> None:
    one, none = tmp_path / "một.md", tmp_path / "hai.txt"
    one.write_text(UNREAD, encoding="utf-8")
    shutil.copy(PLAN, none)
    record = json.loads(daumoi("read", one, "--json", folder=tmp_path).out)
    said = daumoi("read", "--unread", one, none, folder=tmp_path)
    lines = said.out.splitlines()
    assert (said.code, said.err) == (0, "")
    assert len(record["unread"]) == 1
    assert lines[0] == f"{one}: 1 trên 3 dòng của phần nhiệm vụ chưa đọc được (33,3 %)"
    assert lines[1] == "  dòng 7\tkhông quy tắc nào nhận\tCây xanh các loại"
    assert lines[2].startswith(f"{none}: 0 trên ")
    assert lines[3].startswith("Tổng cộng 2 tệp: 1 trên ")
    assert len(lines) == 4


def test_one_bad_file_does_not_hide_the_unread_lines_of_the_others(tmp_path: Path) -> None:
    good, bad = tmp_path / "tốt.md", tmp_path / "trống.txt"
    good.write_text(UNREAD, encoding="utf-8")
    bad.write_bytes(b"")
    some = daumoi("read", "--unread", tmp_path, folder=tmp_path)
    assert some.code == 3
    assert "1 trên 3" in some.out
    assert "trống.txt: Tệp rỗng" in some.err
    assert daumoi("read", "--unread", bad, folder=tmp_path).code == 2


def test_reading_touches_no_database_and_leaves_no_trace(tmp_path: Path) -> None:
    assert daumoi("read", PLAN, folder=tmp_path).code == 0
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_gets_every_word_and_no_colours(tmp_path: Path) -> None:
    table = daumoi("read", PLAN, folder=tmp_path, COLUMNS="40")
    record = json.loads(daumoi("read", PLAN, "--json", folder=tmp_path).out)
    assert (table.code, table.err) == (0, "")
    assert "\x1b" not in table.out
    lines = table.out.splitlines()
    for task in record["tasks"]:
        assert any(" ".join(task["text"].split()) in line for line in lines), task["ref"]
        for unit in task["lead"]:
            assert unit in table.out


def test_a_narrow_terminal_wraps_and_cuts_nothing(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    shown = bytearray()
    with subprocess.Popen(
        command("read", PLAN),
        cwd=tmp_path,
        env=clean_environment(COLUMNS="44", TERM="xterm-256color"),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        while True:
            try:
                chunk = os.read(ours, 65536)
            except OSError:  # the terminal's other end is closed: Linux says so by an error
                break
            if not chunk:
                break
            shown += chunk
    os.close(ours)
    text = shown.decode("utf-8")
    assert process.returncode == 0
    assert "\x1b[" in text
    assert "…" not in text
    record = json.loads(daumoi("read", PLAN, "--json", folder=tmp_path).out)
    words = set(_letters(text).split())
    for task in record["tasks"]:
        assert set(_letters(task["text"]).split()) <= words, task["ref"]


def _letters(text: str) -> str:
    return "".join(c if c.isalnum() else " " for c in text)


def test_a_pipe_that_closes_early_is_told_to_nobody(tmp_path: Path) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        command("read", PLAN, "--json"),
        cwd=tmp_path,
        env=clean_environment(),
        stdout=theirs,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(theirs)
    assert (done.returncode, done.stderr) == (-signal.SIGPIPE, b"")


@pytest.mark.parametrize("words", [("read", str(PLAN)), ("schema",)])
def test_a_full_disk_is_told_in_a_sentence(words: tuple[str, ...], tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command(*words),
            cwd=tmp_path,
            env=clean_environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode("utf-8").startswith("Lỗi: Không ghi được kết quả")
    assert done.stderr.count(b"\n") == 1


def _missing(_: Path) -> list[str]:
    return ["read", "không-có.txt"]


def _folder(folder: Path) -> list[str]:
    return ["read", str(folder)]


def _empty(folder: Path) -> list[str]:
    (folder / "trống.txt").write_bytes(b"")
    return ["read", "trống.txt"]


def _image(folder: Path) -> list[str]:
    (folder / "ảnh.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return ["read", "ảnh.png"]


def _note(folder: Path) -> list[str]:
    (folder / "ghi chú.txt").write_text("Chỉ là ghi chú.", encoding="utf-8")
    return ["read", "ghi chú.txt"]


def _loop(folder: Path) -> list[str]:
    (folder / "vòng").symlink_to("vòng")
    return ["read", "vòng"]


def _pipe(folder: Path) -> list[str]:
    os.mkfifo(folder / "ống")
    return ["read", "ống"]


MISTAKES: tuple[tuple[Callable[[Path], list[str]], str], ...] = (
    (_missing, "không-có.txt"),
    (_folder, "là thư mục"),
    (_empty, "trống.txt: Tệp rỗng"),
    (_image, "ảnh.png"),
    (_note, "ghi chú.txt: Không phải kế hoạch"),
    (_loop, "Không xem được vòng: các liên kết dẫn vòng quanh"),
    (_pipe, "ống không phải tệp hay thư mục"),
    (lambda _: ["read", "/dev/null"], "/dev/null không phải tệp hay thư mục"),
    (lambda _: ["read", "a" * 300], "tên quá dài"),
    (lambda _: ["read", *"abcdefgh"], "Thừa b và 6 tệp nữa"),
    (
        lambda _: ["read", str(PLAN), "--json", "--output", "không/có.json"],
        "Không ghi được --output không/có.json: không có thư mục này",
    ),
    (lambda _: ["read"], "Thiếu TỆP"),
    (lambda _: ["reed", "x"], "Không có lệnh reed"),
    (lambda _: ["read", "--jso", "x"], "Không có tùy chọn --jso; có phải là --json?"),
    (lambda _: ["read", "a", "b"], "Thừa b"),
    (lambda _: ["read", "--html", "--json", "a"], "Chỉ chọn được một trong --json, --html"),
    (lambda _: ["read", "--output", "b", "a"], "--output chỉ đi với --html hoặc --json"),
    (lambda _: ["read", "--html", str(PLAN), "--output", str(PLAN)], "chính là văn bản"),
    (lambda _: ["read", "--html", str(PLAN), "--output", "x/y"], "Không ghi được --output x/y"),
    (lambda _: ["load", "--data-folder"], "Tùy chọn --data-folder thiếu giá trị"),
    (lambda _: ["load", "."], "Không có tệp nào để nạp"),
    (lambda _: ["serve", "không-có"], "không-có"),
    (lambda _: ["serve", "--port", "tám"], "--port = 'tám' không dùng được"),
    (lambda _: ["serve", "--host", "no.such.host.invalid"], "no.such.host.invalid"),
    (lambda _: ["serve", "--database-uri", "http://x"], "--database-uri"),
    (lambda _: ["serve", "--database-password-file", "không-có"], "không-có"),
)


@pytest.mark.parametrize(("prepare", "words"), MISTAKES)
def test_a_mistake_is_one_sentence_on_stderr_and_exit_code_2(
    prepare: Callable[[Path], list[str]], words: str, tmp_path: Path
) -> None:
    arguments = prepare(tmp_path)
    before = sorted(tmp_path.iterdir())
    said = daumoi(*arguments, folder=tmp_path)
    assert (said.code, said.out) == (2, "")
    assert words in said.err
    assert said.err.count("\n") == 1
    assert said.err.startswith("Lỗi: ")
    assert sorted(tmp_path.iterdir()) == before, "nothing was started"


@pytest.mark.parametrize("words", [("read", "tệp"), ("load", "thư mục"), ("serve", "thư mục")])
def test_what_may_not_be_read_is_refused_before_anything_starts(
    words: tuple[str, str], tmp_path: Path
) -> None:
    command_name, kind = words
    secret = tmp_path / "kín"
    if kind == "tệp":
        shutil.copy(PLAN, secret)
    else:
        secret.mkdir()
    secret.chmod(0)
    said = daumoi(command_name, secret, folder=tmp_path, through=as_nobody_special())
    secret.chmod(0o700)
    assert (said.code, said.out) == (2, "")
    sentence = f"Lỗi: Không có quyền đọc {kind} {secret}; hãy cấp quyền đọc rồi chạy lại.\n"
    assert said.err == sentence
    assert list(tmp_path.iterdir()) == [secret]


LOADED = """
import sys
from service.__main__ import run_command
code = run_command(sys.argv[1:])
print(code, *sorted({"neo4j", "strawberry", "xlsxwriter"} & set(sys.modules)), file=sys.stderr)
"""


def test_reading_a_file_does_not_wait_for_the_libraries_of_the_database_and_of_the_api() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, "read", str(SAMPLES / "kh-27-dong-may.txt")],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == "0\n"


BROKEN = """
from service import __main__ as program, read_line
read_line.read_path = lambda *_, **__: 1 / 0
program.main()
"""


def test_a_fault_of_ours_is_an_id_whose_details_stand_in_the_log(tmp_path: Path) -> None:
    folder = tmp_path / "dữ liệu"
    done = subprocess.run(
        [sys.executable, "-c", BROKEN, "read", "x"],
        cwd=tmp_path,
        env=clean_environment(DAUMOI_DATA_FOLDER=str(folder)),
        capture_output=True,
        text=True,
        check=False,
    )
    log = (folder / "daumoi.log").read_text("utf-8")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "division" not in done.stderr
    assert str(folder / "daumoi.log") in done.stderr
    assert f"fault {done.stderr.partition('mã ')[2][:8]}\n" in log
    assert "ZeroDivisionError: division by zero" in log


def test_a_log_outside_the_data_folder_has_a_name_nobody_foresees_and_is_its_owners_alone(
    tmp_path: Path,
) -> None:
    shared = tmp_path / "chung"
    shared.mkdir()
    taken = tmp_path / "không phải thư mục"
    taken.write_text("", encoding="utf-8")
    (shared / "daumoi.log").symlink_to("bẫy")
    laid = "import os; os.symlink('bẫy', f'{os.environ[\"TMPDIR\"]}/daumoi-{os.getpid()}.log')\n"
    for setting in ({"DAUMOI_DATA_FOLDER": str(taken)}, {"DAUMOI_PORT": "sai"}):
        done = subprocess.run(
            [sys.executable, "-c", laid + BROKEN, "read", "x"],
            cwd=tmp_path,
            env=clean_environment(TMPDIR=str(shared), **setting),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
    assert not (shared / "bẫy").exists()
    logs = [path for path in shared.iterdir() if not path.is_symlink()]
    assert len(logs) == 2
    assert all(len(path.name) == len("daumoi-12345678.log") for path in logs)
    for log in logs:
        assert "ZeroDivisionError" in log.read_text("utf-8")
        assert log.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("words", [["version"], ["--version"]])
def test_the_version_is_told(words: list[str], tmp_path: Path) -> None:
    said = daumoi(*words, folder=tmp_path)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("daumoi ")


def test_the_schema_is_printed_in_its_own_language(tmp_path: Path) -> None:
    said = daumoi("schema", folder=tmp_path)
    assert (said.code, said.err) == (0, "")
    assert "\ntype Query {" in said.out


@pytest.mark.parametrize(
    "words", [[], ["-h"], ["serve", "--help"], ["read", "-h"], ["review", "drop", "-h"]]
)
def test_help_is_vietnamese_first_and_english_too(words: list[str], tmp_path: Path) -> None:
    said = daumoi(*words, folder=tmp_path)
    assert (said.code, said.err) == (0, "")
    unwrapped = re.sub(r"[\s│]+", " ", said.out)
    assert "Hiện trợ giúp này. Show this help." in unwrapped
    assert "Tùy chọn (options)" in said.out


@pytest.mark.parametrize(
    "words",
    [["read", ""], ["load", " "], ["serve", "--data-folder", ""], ["read", PLAN, "--output", ""]],
)
def test_an_empty_path_is_not_taken_for_this_folder(
    words: list[str | Path], tmp_path: Path
) -> None:
    said = daumoi(*words, folder=tmp_path)
    assert (said.code, said.out) == (2, "")
    assert said.err == "Lỗi: Có một đường dẫn để trống; hãy đưa tên tệp hoặc thư mục.\n"
