"""``python -m bench``: load the country, start every server, compare their answers, time them.

What is made is kept in ``.cache/bench``: stores by size, the peer's packages, the last page.
"""

import argparse
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.asking import Server, compare, draw, target
from bench.loading import Loading, fresh, home_of, load_country, loaded
from bench.questions import QUESTIONS, Question
from bench.report import Run, page, put_into
from bench.servers import CACHE, floor, neo4j, our_service, peer
from bench.timing import Figures, in_rounds, need_wrk
from service.settings import load_settings

_WARM_SECONDS = 4
_NAMES = ("peer", "ours", "floor", "embedded", "natural")


@dataclass(frozen=True, slots=True)
class _Wanted:
    tasks: int
    seed: int
    rounds: int
    seconds: int
    connections: tuple[int, ...]
    questions: tuple[Question, ...]
    servers: tuple[str, ...]
    write: Path | None


def main() -> None:
    """Run the bench of one size and print its page."""
    wanted = _wanted()
    need_wrk()
    load_before = os.getloadavg()[0]
    with ExitStack() as stack:
        uri, loads = stack.enter_context(_stores(wanted))
        servers = [s for s in _servers(stack, wanted, uri) if s.name in wanted.servers]
        pools = draw(uri, wanted.questions, wanted.seed)
        compared: dict[str, int] = {}
        for question in wanted.questions:
            asked = [server for server in servers if question.text(server.form)]
            agreed, told = compare(question, asked, pools[question.name])
            if told or not agreed:
                raise SystemExit("\n".join(told) or f"{question.name}: every answer is empty")
            compared[question.name] = agreed
            print(f"{question.name}: {agreed} answers agree", flush=True)
        measured: dict[tuple[str, int], Mapping[str, Figures]] = {}
        for question in wanted.questions:
            found = (target(s, question, pools[question.name], CACHE) for s in servers)
            targets = [one for one in found if one is not None]
            in_rounds(targets, 4, 1, _WARM_SECONDS)
            for connections in wanted.connections:
                figures = in_rounds(targets, connections, wanted.rounds, wanted.seconds)
                measured[question.name, connections] = figures
                _say(question, connections, figures)
    run = Run(
        wanted.tasks,
        wanted.rounds,
        wanted.seconds,
        wanted.connections,
        load_before,
        loads,
        compared,
        measured,
    )
    (CACHE / f"{wanted.tasks}.md").write_text(page(run), encoding="utf-8")
    if wanted.write is not None:
        put_into(wanted.write, run)
    print(page(run))


def _wanted() -> _Wanted:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--tasks", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--connections", default="1,16")
    names = [question.name for question in QUESTIONS]
    parser.add_argument("--questions", default=",".join(names))
    parser.add_argument("--servers", default=",".join(_NAMES))
    parser.add_argument("--write", type=Path, help="put the page into this document")
    given = parser.parse_args()
    chosen = given.questions.split(",")
    return _Wanted(
        given.tasks,
        given.seed,
        given.rounds,
        given.seconds,
        tuple(int(number) for number in given.connections.split(",")),
        tuple(question for question in QUESTIONS if question.name in chosen),
        tuple(given.servers.split(",")),
        given.write,
    )


@contextmanager
def _stores(wanted: _Wanted) -> Iterator[tuple[str, dict[str, Loading]]]:
    """Both engines with the country in them; Neo4j stays open."""
    loads: dict[str, Loading] = {}
    home = home_of("neo4j", wanted.tasks, wanted.seed)
    known = loaded(home)
    if known is None:
        fresh(home)
    with neo4j(home) as uri:
        settings = load_settings(database_uri=uri)
        loads["Neo4j"] = known or load_country(home, settings, wanted.tasks, wanted.seed)
        if "embedded" in wanted.servers:
            folder = _embedded(wanted)
            known = loaded(folder)
            if known is None:
                fresh(folder)
                settings = load_settings(data_folder=folder)
                known = load_country(folder, settings, wanted.tasks, wanted.seed)
            loads["embedded"] = known
        yield uri, loads


def _embedded(wanted: _Wanted) -> Path:
    return home_of("embedded", wanted.tasks, wanted.seed)


def _servers(stack: ExitStack, wanted: _Wanted, uri: str) -> Sequence[Server]:
    """Every server, started; the peer's two forms go to one."""
    theirs = stack.enter_context(peer(CACHE / "peer.log", uri))
    store = {"DAUMOI_DATABASE_URI": uri}
    ours = stack.enter_context(our_service(CACHE / "ours.log", store))
    by_hand = stack.enter_context(floor(CACHE / "floor.log", uri))
    servers = [
        Server("peer", "peer", theirs.address, "/", theirs.pid),
        Server("ours", "ours", ours.address, "/graphql", ours.pid),
        Server("floor", "floor", by_hand.address, "/", by_hand.pid),
        Server("natural", "natural", theirs.address, "/", theirs.pid),
    ]
    if "embedded" in wanted.servers:
        store = {"DAUMOI_DATA_FOLDER": str(_embedded(wanted))}
        own = stack.enter_context(our_service(CACHE / "embedded.log", store))
        servers.insert(3, Server("embedded", "ours", own.address, "/graphql", own.pid))
    return servers


def _say(question: Question, connections: int, figures: Mapping[str, Figures]) -> None:
    for name, f in figures.items():
        print(
            f"{question.name} c={connections} {name}: {f.rate:.0f}/s, p50 {f.p50:.2f} ms, "
            f"p99 {f.p99:.2f} ms, its CPU {f.cpu:.2f} ms, {f.errors} errors",
            flush=True,
        )


if __name__ == "__main__":
    main()
