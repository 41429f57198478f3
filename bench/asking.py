"""What is sent: variables drawn from the store, bodies for each server, answers to compare."""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from neo4j import GraphDatabase

from bench.answers import Json, difference, found, plain
from bench.questions import Question, Variables
from bench.timing import Target

DRAWN = 40
"""Sets of variables of one question."""
_COMPARED = 12
_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Server:
    """A server under measurement and the form in which it is asked."""

    name: str
    form: str
    address: str
    path: str
    pid: int


def draw(uri: str, questions: Sequence[Question], seed: int) -> Mapping[str, list[Variables]]:
    """Variables of every question: one in four of those with most work, the others of any."""
    drawn: dict[str, list[Variables]] = {}
    with GraphDatabase.driver(uri) as driver, driver.session() as session:
        for question in questions:
            dice = Random(f"{seed}/{question.name}")
            pool = [dict(row[0]) for row in session.run(question.pool)]
            drawn[question.name] = drawn_from(pool, question, dice)
    return drawn


def drawn_from(pool: Sequence[Variables], question: Question, dice: Random) -> list[Variables]:
    """Some of a pool that begins with those that have most work."""
    most = max(1, len(pool) // 30)
    busy = (pool[dice.randrange(most)] for _ in range(DRAWN))
    any_one = (dice.choice(pool) for _ in range(DRAWN))
    return [
        {**question.fixed, **(one if question.hubs or turn % 4 == 0 else other)}
        for turn, (one, other) in enumerate(zip(busy, any_one, strict=True))
    ]


def body(question: Question, form: str, variables: Variables) -> bytes:
    """One request, with the variables that the text declares."""
    text = question.text(form) or ""
    asked: dict[str, object] = {"operationName": question.name, "variables": variables}
    if form != "floor":
        name = text.split("(")[0].split()[-1]
        declared = {key: value for key, value in variables.items() if f"${key}:" in text}
        asked = {"query": text, "operationName": name, "variables": declared}
    return json.dumps(asked, ensure_ascii=False).encode()


def target(
    server: Server, question: Question, pool: Sequence[Variables], folder: Path
) -> Target | None:
    """What wrk sends to this server; None where the question has no such form."""
    if question.text(server.form) is None:
        return None
    file = folder / f"{question.name}.{server.name}.jsonl"
    file.write_bytes(b"\n".join(body(question, server.form, drawn) for drawn in pool) + b"\n")
    return Target(server.name, server.address, server.path, file, server.pid)


def compare(
    question: Question, servers: Sequence[Server], pool: Sequence[Variables]
) -> tuple[int, list[str]]:
    """How many answers that hold something agreed with the first server's; each difference."""
    agreed, told = 0, []
    for variables in pool[:_COMPARED]:
        first: Json = None
        for place, server in enumerate(servers):
            answer = _answer(server, question, variables)
            if place == 0:
                first = answer
            elif (apart := difference(first, answer)) is not None:
                told.append(f"{question.name}: {servers[0].name} and {server.name}: {apart}")
            elif answer:
                agreed += 1
    return agreed, told


def _answer(server: Server, question: Question, variables: Variables) -> Json:
    request = urllib.request.Request(
        server.address + server.path,
        body(question, server.form, variables),
        {"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as said:
            answer = json.load(said)
    except urllib.error.HTTPError as error:
        raise RuntimeError(f"{question.name} at {server.name}: {error.read()[:500]!r}") from error
    if answer.get("errors"):
        raise RuntimeError(f"{question.name} at {server.name}: {answer['errors']}")
    return plain(found(answer["data"], question.paths[server.form]))
