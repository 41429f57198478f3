"""Timing: wrk against one server at a time, in rounds that visit every server."""

import json
import os
import shutil
import statistics
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_SCRIPT = Path(__file__).parent / "wrk.lua"
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Target:
    """One server's form of a question, with a file of bodies to send."""

    name: str
    address: str
    path: str
    bodies: Path
    pid: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured: answers a second, milliseconds, kilobytes of an answer."""

    rate: float
    p50: float
    p99: float
    kilobytes: float
    errors: int
    cpu: float
    """Milliseconds of processor that the server's own process took for one answer."""


def need_wrk() -> None:
    """Say how to come by the load generator where it is not there."""
    if shutil.which("wrk") is None:
        raise SystemExit("Cần wrk để đo (wrk is needed): apt-get install wrk")


def once(target: Target, connections: int, seconds: int) -> Figures:
    """One run; a server too slow for one answer within it is given longer."""
    words = ("wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s")
    script = ("-s", str(_SCRIPT), target.address, "--", str(target.bodies), target.path)
    before = _processor_seconds(target.pid)
    done = subprocess.run([*words, *script], capture_output=True, text=True, check=True)
    said: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    if not said["answers"] and seconds < _LONGEST:
        return once(target, connections, min(seconds * 6, _LONGEST))
    answers = max(1, said["answers"])
    return Figures(
        said["answers"] / said["microseconds"] * 1e6,
        said["p50"] / 1e3,
        said["p99"] / 1e3,
        said["bytes"] / answers / 1e3,
        int(said["errors"]),
        (_processor_seconds(target.pid) - before) * 1e3 / answers,
    )


def _processor_seconds(pid: int) -> float:
    """What a process has taken so far; nothing where the kernel does not say."""
    status = Path(f"/proc/{pid}/stat")
    if not status.is_file():
        return 0.0
    fields = status.read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def in_rounds(
    targets: Sequence[Target], connections: int, rounds: int, seconds: int
) -> Mapping[str, Figures]:
    """Every server in every round, each round beginning with another; medians over the rounds."""
    runs: dict[str, list[Figures]] = {target.name: [] for target in targets}
    for turn in range(rounds):
        for place in range(len(targets)):
            target = targets[(place + turn) % len(targets)]
            runs[target.name].append(once(target, connections, seconds))
    return {name: _median(found) for name, found in runs.items()}


def _median(runs: Sequence[Figures]) -> Figures:
    def middle(value: Callable[[Figures], float]) -> float:
        return statistics.median(value(run) for run in runs)

    return Figures(
        middle(lambda run: run.rate),
        middle(lambda run: run.p50),
        middle(lambda run: run.p99),
        middle(lambda run: run.kilobytes),
        sum(run.errors for run in runs),
        middle(lambda run: run.cpu),
    )
