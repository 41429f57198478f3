"""``daumoi serve --workers``: several processes on one port, which come back and end together."""

import json
import os
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from service.tokens import SECRET_FILE, TOKEN_FILE
from tests.over_http import ask
from tests.processes import is_running, patience, words_of
from tests.service.command import (
    SAMPLES,
    Service,
    all_end_within,
    children_of,
    daumoi,
    free_port,
    serving,
)

END = 5.0
COUNT = "{ plans { totalCount } }"
PLANS = len(list(SAMPLES.iterdir()))
SECRET_FILES = (TOKEN_FILE, SECRET_FILE, "engine/password")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("workers"), SAMPLES, "--workers", "2") as running:
        yield running
        processes = [*two_workers(running), *running.engine_processes()]
        assert len(processes) >= 4
        os.killpg(running.process.pid, signal.SIGINT)
        assert running.process.wait(patience(END)) == 0
        assert all_end_within(processes, 0.5), "workers and engine end with their supervisor"
        assert "Traceback" not in running.words


def workers_of(service: Service) -> set[int]:
    return {pid for pid in children_of(service.process.pid) if _is_worker(pid)}


def _is_worker(pid: int) -> bool:
    try:
        command = Path(f"/proc/{pid}/cmdline").read_text("utf-8")
    except (FileNotFoundError, ProcessLookupError):  # it ends just now
        return False
    return is_running(pid) and "service.worker_process" in command


def two_workers(service: Service, without: int = 0) -> set[int]:
    deadline = time.monotonic() + patience(15)
    while len(found := workers_of(service) - {without}) < 2:
        assert time.monotonic() < deadline, found
        time.sleep(0.1)
    return found


def test_the_documents_are_loaded_once_and_the_page_is_announced_once(service: Service) -> None:
    assert ask(service.address, COUNT) == {"data": {"plans": {"totalCount": PLANS}}}
    deadline = time.monotonic() + patience(15)
    while "sẵn sàng" not in service.words and time.monotonic() < deadline:
        time.sleep(0.1)
    assert service.words.count("Dịch vụ đã sẵn sàng") == 1
    assert f"{PLANS} mới" in service.words
    assert len(two_workers(service)) == 2


def test_no_secret_stands_where_others_could_see_it(service: Service) -> None:
    data = service.out.parent / ".data"
    secrets = [(data / name).read_text("utf-8").strip() for name in SECRET_FILES]
    assert all(len(secret) >= 16 for secret in secrets)
    for pid in two_workers(service):
        assert not [secret for secret in secrets if secret in words_of(pid)]


def test_the_write_token_is_the_same_in_all(service: Service) -> None:
    token = (service.out.parent / ".data" / TOKEN_FILE).read_text("utf-8").strip()
    change = (
        'mutation { correct(input: {node: "task_none", kind: DROP, author: "Người thử", '
        'reason: "thử"}) { ... on Refused { code } } }'
    )
    for _ in range(12):  # each on a connection of its own: either worker may take it
        request = urllib.request.Request(
            f"{service.address}/graphql",
            json.dumps({"query": change}).encode(),
            {"Content-Type": "application/json", "Authorization": f"Bearer {token}"},
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            assert json.load(response)["data"]["correct"]["code"]


@dataclass
class Asking:
    """Clients that ask without pause, each on a new connection."""

    address: str
    answered: Counter[str] = field(default_factory=Counter)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> "Asking":
        self._threads = [threading.Thread(target=self._ask) for _ in range(CLIENTS)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _ask(self) -> None:
        while not self._stop.is_set():
            try:
                answer = ask(self.address, COUNT)
                right = answer == {"data": {"plans": {"totalCount": PLANS}}}
                self.answered["right" if right else "wrong"] += 1
            except (urllib.error.URLError, ConnectionError, TimeoutError, OSError):
                self.answered["lost"] += 1


CLIENTS = 4


def test_a_worker_that_is_killed_under_load_costs_what_was_in_flight_and_comes_back(
    service: Service,
) -> None:
    victim = two_workers(service).pop()
    with Asking(service.address) as asking:
        time.sleep(0.5)
        os.kill(victim, signal.SIGKILL)
        followers = two_workers(service, without=victim)
        time.sleep(0.5)
    assert victim not in followers
    assert asking.answered["wrong"] == 0
    assert asking.answered["lost"] <= CLIENTS, asking.answered
    assert asking.answered["right"] > 10 * CLIENTS, asking.answered


def test_no_worker_outlives_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    with serving(tmp_path, "--workers", "2") as killed:
        processes = [*two_workers(killed), *killed.engine_processes()]
        assert killed.stop(signal.SIGKILL) == -signal.SIGKILL
        assert all_end_within(processes, 4)


@pytest.mark.parametrize("count", ["0", "65", "hai"])
def test_a_number_of_workers_that_is_none_is_refused(tmp_path: Path, count: str) -> None:
    said = daumoi("serve", "--workers", count, folder=tmp_path)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "--workers" in said.err


def test_a_worker_that_cannot_start_ends_the_service_with_one_sentence(tmp_path: Path) -> None:
    hook = tmp_path / "hook"
    hook.mkdir()
    words = "import os, sys\nif 'service.worker_process' in sys.orig_argv: os._exit(9)\n"
    (hook / "sitecustomize.py").write_text(words, encoding="utf-8")
    path = os.pathsep.join((str(hook), os.environ.get("PYTHONPATH", ""), str(SAMPLES.parent)))
    port = str(free_port())
    said = daumoi("serve", "--port", port, "--workers", "2", folder=tmp_path, PYTHONPATH=path)
    assert said.code == 2, said
    assert "daumoi-" in said.err
    assert "Traceback" not in said.err
    left = subprocess.run(["pgrep", "-f", str(tmp_path)], capture_output=True, check=False).stdout
    assert left == b""
