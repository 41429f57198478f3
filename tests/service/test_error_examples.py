"""Every error of the docs comes about as its example there says, and answers what is printed."""

import json
import os

import httpx2 as httpx
import pytest

from service.__main__ import EXIT_REFUSED, run_command
from service.error_codes import ERROR_CODES
from service.settings import PREFIX
from service.store import Store
from tests.engines import Engines, make_empty
from tests.error_page import SECTIONS, Message, command_of, message_of
from tests.service.answering import GRAPHQL_JSON
from tests.service.correcting import load_file
from tests.service.erring import FILES, READER_TOKEN, SCENES, Scene, local, stalled
from tests.service.served import SignIn

OVER_HTTP = [code for code, blocks in SECTIONS.items() if blocks and blocks[0][0] == "http"]


@pytest.fixture(scope="module")
async def store_of_one_plan(engines: Engines) -> Store:
    """What goes wrong is the service's and not the engine's: one of them will do."""
    store = await engines.store("embedded")
    await make_empty(store)
    await load_file(store)
    return store


@pytest.fixture
def scene(store_of_one_plan: Store, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """What is altered is put back; the two examples that write do so on a task of their own."""
    return Scene(store_of_one_plan, monkeypatch, SignIn())


async def _send(client: httpx.AsyncClient, wanted: Message, scene: Scene) -> httpx.Response:
    method, path = wanted.first.split(" ", 1)
    usual = {"Accept": GRAPHQL_JSON, "Content-Type": "application/json"}
    headers = {name.lower(): value for name, value in (usual | dict(wanted.headers)).items()}
    if headers.get("authorization", "").endswith(READER_TOKEN):
        headers["authorization"] = f"Bearer {scene.sign_in.token('reader')}"
    body = wanted.body.encode()
    if body.startswith(b"@"):
        body = FILES[wanted.body[1:]]()
    content = body if int(headers.get("content-length", 0)) != 1000 else stalled(body)
    request = client.build_request(method, path, content=content, headers=headers)
    return await client.send(request)


def shown(answer: httpx.Response) -> object:
    """What came, with the id of its request as the page writes it; of a stream its events."""
    text = answer.text.replace(answer.headers.get("x-request-id", "\0"), "<requestId>")
    if not answer.headers["content-type"].startswith("text/event-stream"):
        return json.loads(text)
    return [line.strip() for line in text.splitlines() if line and not line.startswith(":")]


def _printed(body: str) -> object:
    return json.loads(body) if body.startswith("{") else [line for line in body.split("\n") if line]


def test_the_page_has_an_example_of_every_code() -> None:
    assert list(SECTIONS) == [row.code for row in ERROR_CODES]
    statuses = {row.code: row.status.split(", ") for row in ERROR_CODES}
    for code in OVER_HTTP:
        (_, _), (_, answer) = SECTIONS[code]
        status = message_of(answer).first.split()[1]
        assert status in statuses[code], code
    assert set(SCENES) <= set(OVER_HTTP)


@pytest.mark.parametrize("code", OVER_HTTP)
async def test_the_request_of_an_example_gets_the_answer_printed_below_it(
    code: str, scene: Scene
) -> None:
    request, printed = (message_of(text) for _, text in SECTIONS[code])
    async with SCENES.get(code, local)(scene) as client:
        answer = await _send(client, request, scene)
    assert answer.status_code == int(printed.first.split()[1]), answer.text
    for name, value in printed.headers.items():
        assert answer.headers[name].partition(";")[0] == value, name
    assert shown(answer) == _printed(printed.body)
    assert f'"{code}"' in printed.body


def test_a_setting_that_cannot_be_used_is_told_as_the_page_prints_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked, told = command_of("BAD_SETTING")
    setting, name, *words = asked.split()
    assert name == "daumoi"
    for other in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(other)
    monkeypatch.setenv(*setting.split("=", 1))
    assert run_command(words) == EXIT_REFUSED
    assert capsys.readouterr().err.strip() == told
