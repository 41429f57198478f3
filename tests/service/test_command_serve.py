"""``daumoi serve``: up quickly with its documents, down in order, alone on its port and folder."""

import json
import os
import re
import shutil
import signal
import socket
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import patience
from tests.service.command import ROOT, SAMPLES, Service, all_end_within, daumoi, serving

FIRST_START, NEXT_START, END = 20.0, 8.0, 5.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("service")


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[Service]:
    with serving(folder, SAMPLES) as running:
        assert running.seconds < patience(FIRST_START)
        yield running
        processes = running.engine_processes()
        assert len(processes) >= 2, "keeper and Java"
        os.killpg(running.process.pid, signal.SIGINT)
        assert running.process.wait(patience(END)) == 0
        assert all_end_within(processes, 0.5)
        assert "Traceback" not in running.words


def test_its_words_name_the_page_and_a_question_that_has_an_answer(service: Service) -> None:
    words = service.out.read_text("utf-8")
    assert f"{service.address}/graphiql\n" in words
    ask = re.search(r"curl -s (\S+) -H '(\S+): (\S+)' -d '(.+)'\n", words)
    assert ask is not None
    address, header, value, body = ask.groups()
    request = urllib.request.Request(address, body.encode(), {header: value})
    with urllib.request.urlopen(request, timeout=30) as response:
        answer = json.load(response)
    assert "errors" not in answer
    assert answer["data"]["tasks"]["totalCount"] >= 1
    assert answer["data"]["tasks"]["nodes"][0]["overseers"]


def test_the_link_opens_the_question_that_its_words_promise(service: Service) -> None:
    promised = re.search(r"“(.+)”: mở \S+/graphiql\?q=(\d+)", service.out.read_text("utf-8"))
    assert promised is not None
    questions = (ROOT / "service/web/questions.js").read_text("utf-8")
    titles = re.findall(r'^    title: "(.+)",$', questions, re.MULTILINE)
    assert titles[int(promised[2])] == promised[1]


def test_its_words_say_what_was_loaded_and_show_no_colours_to_a_file(service: Service) -> None:
    count = len([path for path in SAMPLES.iterdir() if path.is_file()])
    assert f"{count} mới, 0 thay đổi, 0 không đổi, 0 bị từ chối" in service.words
    assert "\x1b" not in service.words


def test_the_schema_it_prints_is_the_schema_it_serves(service: Service, tmp_path: Path) -> None:
    body = json.dumps({"query": "{ __schema { queryType { fields { name } } } }"}).encode()
    request = urllib.request.Request(
        f"{service.address}/graphql", body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        fields = json.load(response)["data"]["__schema"]["queryType"]["fields"]
    printed = daumoi("schema", folder=tmp_path).out
    assert fields
    assert all(f"  {field['name']}" in printed for field in fields)


def test_a_taken_port_is_refused_before_anything_starts(service: Service, tmp_path: Path) -> None:
    port = urllib.parse.urlsplit(service.address).port
    said = daumoi("serve", "--port", str(port), folder=tmp_path)
    assert said.code == 2
    assert f"Cổng {port} trên 127.0.0.1 đang có chương trình khác dùng" in said.err
    assert said.err.count("\n") == 1
    assert list((tmp_path / ".data").glob("engine*")) == []


def test_a_second_service_on_the_folder_is_refused(service: Service, folder: Path) -> None:
    said = daumoi("serve", "--port", "0", folder=folder)
    assert said.code == 2
    assert f"pid {service.process.pid}" in said.err
    assert said.err.count("\n") == 1


def test_a_load_beside_a_running_service_is_answered_by_it(service: Service, folder: Path) -> None:
    plan = folder / "kh-31.txt"
    shutil.copy(ROOT / "tests/documents/kh-31-bao-ve-bo-song.txt", plan)
    said = daumoi("load", plan, folder=folder)
    assert said.code == 0, said.err
    question = '{ search(text: "điểm sạt lở", first: 1) { totalCount } }'
    request = urllib.request.Request(
        f"{service.address}/graphql",
        json.dumps({"query": question}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        assert json.load(response)["data"]["search"]["totalCount"] >= 1
    assert "1 không đổi" in daumoi("load", plan, folder=folder).out


def test_a_killed_service_leaves_nothing_behind_and_the_next_is_up_at_once(
    tmp_path: Path,
) -> None:
    documents = tmp_path / "văn bản"
    shutil.copytree(SAMPLES, documents)
    with serving(tmp_path, documents) as killed:
        processes = killed.engine_processes()
        assert killed.stop(signal.SIGKILL) == -signal.SIGKILL
        assert all_end_within(processes, 2)
    with serving(tmp_path, documents) as following, stalled(following):
        assert following.seconds < patience(NEXT_START)
        assert f"{len(list(documents.iterdir()))} không đổi" in following.words
        processes = following.engine_processes()
        os.kill(following.process.pid, signal.SIGTERM)
        assert following.process.wait(patience(END)) == 0
        assert all_end_within(processes, 0.5)


class stalled:
    """A client that began a request and sends no more: it must hold nobody's end up."""

    def __init__(self, service: Service) -> None:
        address = urllib.parse.urlsplit(service.address)
        assert address.port is not None
        self._socket = socket.create_connection(("127.0.0.1", address.port))
        self._socket.sendall(
            b"POST /graphql HTTP/1.1\r\nHost: [::1]\r\nContent-Length: 99\r\n\r\n{"
        )

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        self._socket.close()
