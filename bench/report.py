"""What was measured as one page of Markdown: the machine, the ratios, the figures under them."""

import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from bench.loading import Loading
from bench.questions import QUESTIONS
from bench.servers import ROOT
from bench.timing import Figures
from tests.engines import NEO4J

_PACKAGES = ("strawberry-graphql", "graphql-core", "neo4j", "uvicorn", "arcadedb-embedded")
_FLOOR_BAR = 0.8
_EMBEDDED_BAR = 1.3
_NATURAL_BAR = 20.0

Measured = Mapping[tuple[str, int], Mapping[str, Figures]]
"""Question and connections to server to figures."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the bench."""

    tasks: int
    rounds: int
    seconds: int
    connections: Sequence[int]
    load_before: float
    loads: Mapping[str, Loading]
    compared: Mapping[str, int]
    measured: Measured = field(default_factory=dict)


def page(run: Run) -> str:
    """The whole page."""
    parts = (_facts(run), _ratios(run), _latencies(run), _figures(run), _loads(run))
    return "\n\n".join(parts) + "\n"


def put_into(document: Path, run: Run) -> None:
    """Put the page in the place of the former one of this size, between its two marks."""
    begin, end = f"<!-- bench {run.tasks} -->", f"<!-- end of bench {run.tasks} -->"
    text = document.read_text(encoding="utf-8")
    if begin not in text:
        text += f"\n## {run.tasks:,} nhiệm vụ / tasks\n\n{begin}\n{end}\n"
    before, _, rest = text.partition(begin)
    after = rest.partition(end)[2]
    document.write_text(f"{before}{begin}\n{page(run)}{end}{after}", encoding="utf-8")


def _facts(run: Run) -> str:
    rows = [
        ("tasks", f"{run.tasks:,}"),
        ("machine", f"{os.cpu_count()} cores ({_processor()}), {_memory()} GB, {_system()}"),
        ("load when the run began", f"{run.load_before:.2f}"),
        ("rounds", f"{run.rounds} of {run.seconds} s, servers in turn, medians"),
        ("answers compared before", f"{sum(run.compared.values())}, all equal in content"),
        ("this service", f"{_commit()}, Python {platform.python_version()}, {_versions()}"),
        ("peer", f"{_peer()}, Node {_node()}, Neo4j {NEO4J}"),
    ]
    lines = [f"| {name} | {value} |" for name, value in rows]
    return "\n".join(["| | |", "|---|---|", *lines])


def _ratios(run: Run) -> str:
    bare = [f"c={connections}" for connections in run.connections]
    head = " / ".join(bare)
    lines = [
        f"Answers a second of this service divided by those of another ({head}); in bold where "
        "the bar is missed.",
        "",
        "| question | peer's best | bar | peer's filters | floor by hand (bar 0.8) | "
        "embedded here, peer on Neo4j (bar 1.3) |",
        "|---|---|---|---|---|---|",
    ]
    for question in QUESTIONS:
        cells = (
            _ratio(run, question.name, "ours", "peer", question.bar),
            f"{question.bar:g}",
            _ratio(run, question.name, "ours", "natural", _natural_bar(run)),
            _ratio(run, question.name, "ours", "floor", _FLOOR_BAR),
            _ratio(run, question.name, "embedded", "peer", _EMBEDDED_BAR),
        )
        lines.append(f"| {question.words} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _natural_bar(run: Run) -> float:
    """The bar against natural filters is set at 100,000 tasks."""
    return _NATURAL_BAR if run.tasks >= 100_000 else 0.0


def _ratio(run: Run, question: str, one: str, other: str, bar: float) -> str:
    cells = []
    for connections in run.connections:
        found = run.measured.get((question, connections), {})
        if one not in found or other not in found:
            continue
        ratio = found[one].rate / max(found[other].rate, 1e-9)
        cells.append(f"{ratio:.2f}" if ratio >= bar else f"**{ratio:.2f}**")
    return " / ".join(cells) or "–"


def _latencies(run: Run) -> str:
    lines = [
        "Latency of this service divided by that of the peer's best form; in bold above 1.",
        "",
        "| question | p50 | p99 | embedded p50 | embedded p99 |",
        "|---|---|---|---|---|",
    ]
    for question in QUESTIONS:
        cells = (
            _latency(run, question.name, one, percentile)
            for one in ("ours", "embedded")
            for percentile in ("p50", "p99")
        )
        lines.append(f"| {question.name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _latency(run: Run, question: str, one: str, percentile: str) -> str:
    cells = []
    for connections in run.connections:
        found = run.measured.get((question, connections), {})
        if one not in found or "peer" not in found:
            continue
        both = (getattr(found[one], percentile), getattr(found["peer"], percentile))
        ratio = both[0] / max(both[1], 1e-9)
        cells.append(f"{ratio:.2f}" if ratio <= 1 else f"**{ratio:.2f}**")
    return " / ".join(cells) or "–"


def _figures(run: Run) -> str:
    lines = [
        "| question | c | server | answers/s | p50 ms | p99 ms | its CPU ms | kB | errors |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for (question, connections), found in run.measured.items():
        for server, f in found.items():
            lines.append(
                f"| {question} | {connections} | {server} | {f.rate:.0f} | {f.p50:.2f} | "
                f"{f.p99:.2f} | {f.cpu:.2f} | {f.kilobytes:.1f} | {f.errors} |"
            )
    return "\n".join(lines)


def _loads(run: Run) -> str:
    lines = [
        "| loaded into | documents | rows | seconds | rows/s | most memory |",
        "|---|---|---|---|---|---|",
    ]
    for engine, done in run.loads.items():
        lines.append(
            f"| {engine} | {done.documents:,} | {done.rows:,} | {done.seconds:g} | "
            f"{done.rate:,.0f} | {done.megabytes} MB |"
        )
    return "\n".join(lines)


def _processor() -> str:
    for line in _lines(Path("/proc/cpuinfo")):
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> str:
    for line in _lines(Path("/proc/meminfo")):
        if line.startswith("MemTotal"):
            return f"{int(line.split()[1]) / 1024**2:.0f}"
    return "?"


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def _system() -> str:
    return f"{platform.system()} {platform.release().partition('-')[0]}"


def _versions() -> str:
    return ", ".join(f"{name} {version(name)}" for name in _PACKAGES)


def _peer() -> str:
    package = json.loads((ROOT / "bench" / "peer" / "package.json").read_text(encoding="utf-8"))
    return ", ".join(f"{name} {number}" for name, number in package["dependencies"].items())


def _commit() -> str:
    return _said("git", "rev-parse", "--short", "HEAD")


def _node() -> str:
    return _said("node", "--version").lstrip("v")


def _said(*words: str) -> str:
    return subprocess.run(
        words, cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()
