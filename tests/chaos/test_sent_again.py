"""The service dies between the commit and the answer: sent again under its key, it changes nothing.

Nobody who got no answer can know what became of a change; sending it again is always right.
"""

import base64
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx2 as httpx
import pytest

from tests.chaos.rounds import rounds
from tests.service.command import (
    clean_environment,
    daumoi,
    free_port,
    wait_until_ready,
)
from tests.service.correcting import PLAN

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

_TOKEN = "a-token-of-this-test"
_TASK = """{ tasks(where: {text: "điểm tập kết"}, first: 1) { nodes { id } } }"""
_STATE = """query($task: ID!) { changes { totalCount } documents { totalCount }
  task(id: $task) { progress { percent } corrections { id } } }"""


@dataclass(frozen=True, slots=True)
class Sent:
    """A change: its types, its words but the key and the node, and what it adds."""

    input: str
    result: str
    given: Mapping[str, object]
    grown: Mapping[str, int]


_SENT = {
    "reportProgress": Sent(
        "ReportProgressInput",
        "ProgressReported",
        {"percent": 40, "on": "2026-09-01"},
        {"changes": 1, "progress": 1},
    ),
    "assign": Sent(
        "AssignInput",
        "Corrected",
        {"role": "SUPPORT", "author": "Bà Tư", "reason": "Họp giao ban", "unknown": True},
        {"changes": 1, "corrections": 1},
    ),
    "loadDocument": Sent(
        "LoadDocumentInput",
        "DocumentRead",
        {"name": "ke-hoach.txt"},
        {"changes": 1, "documents": 1},
    ),
}
_NODES = {"reportProgress": "task", "assign": "node"}


@contextmanager
def _serving(folder: Path) -> Iterator[tuple[httpx.Client, "subprocess.Popen[bytes]"]]:
    port, err = free_port(), folder / "err"
    words = ("serve", str(PLAN), "--port", str(port))
    with err.open("ab") as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.cut_short", str(folder / "armed"), *words],
            cwd=folder,
            env=clean_environment(DAUMOI_WRITE_TOKEN=_TOKEN),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=told,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(process, address, err)
        headers = {"Authorization": f"Bearer {_TOKEN}"}
        with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
            yield client, process
    finally:
        process.kill()
        process.wait()


def _ask(client: httpx.Client, text: str, **variables: object) -> dict[str, object]:
    answer = client.post("/graphql", json={"query": text, "variables": variables}).json()
    assert "errors" not in answer, answer
    data: dict[str, object] = answer["data"]
    return data


def _send(client: httpx.Client, name: str, task: str, key: str) -> dict[str, object]:
    """One change under a key, the same every time."""
    sent = _SENT[name]
    given = {**sent.given, "idempotencyKey": key}
    if name in _NODES:
        given[_NODES[name]] = task
    else:
        content = PLAN.read_text("utf-8").replace("27/KH-UBND", f"{key[5:]}99/KH-UBND")
        given["contentBase64"] = base64.b64encode(content.encode()).decode()
    if name == "assign":
        given["who"] = f"Tổ {key}"
    text = f"""mutation($input: {sent.input}!) {{ {name}(input: $input) {{ __typename
      ... on {sent.result} {{ repeated }} ... on Refused {{ code message }} }} }}"""
    found = _ask(client, text, input=given)[name]
    assert isinstance(found, dict)
    return found


def test_what_is_sent_again_after_a_death_before_the_answer_is_done_once(tmp_path: Path) -> None:
    cuts = [("reportProgress", "before"), *((name, "after") for name in _SENT)] * rounds(1)
    armed, task = tmp_path / "armed", ""
    cut: Callable[[httpx.Client], None] = _nothing_yet
    for number, (name, moment) in enumerate(cuts, 1):
        with _serving(tmp_path) as (client, process):
            cut(client)
            task = task or str(_ask(client, _TASK)["tasks"]["nodes"][0]["id"])  # type: ignore[index]
            cut = partial(
                _check_sent_again,
                name=name,
                task=task,
                key=f"khoa-{number}",
                done=moment == "after",
                before=_ask(client, _STATE, task=task),
            )
            armed.write_text(moment)
            with pytest.raises(httpx.TransportError):
                _send(client, name, task, f"khoa-{number}")
            assert process.wait(10) == -signal.SIGKILL
        armed.unlink()
    with _serving(tmp_path) as (client, _):
        cut(client)
    assert daumoi("audit", folder=tmp_path).code == 0


def _nothing_yet(_: httpx.Client) -> None:
    """Before the first cut there is nothing to be sent again."""


def _check_sent_again(
    client: httpx.Client,
    name: str,
    task: str,
    key: str,
    done: bool,
    before: dict[str, object],
) -> None:
    """One change more than before the cut, however often it is sent."""
    sent, again = (_send(client, name, task, key) for _ in range(2))
    assert (sent.get("repeated"), again.get("repeated")) == (done, True), sent
    assert _grown(before, _ask(client, _STATE, task=task)) == _SENT[name].grown, (name, done)


def _grown(before: dict[str, object], after: dict[str, object]) -> dict[str, int]:
    """By how much each part of the state has grown."""

    def counts(state: dict[str, object]) -> dict[str, int]:
        task = state.pop("task")
        assert isinstance(task, dict)
        found = {name: len(part) for name, part in task.items()}
        return found | {name: part["totalCount"] for name, part in state.items()}  # type: ignore[index]

    old, new = counts(before), counts(after)
    return {name: new[name] - old[name] for name in new if new[name] != old[name]}
