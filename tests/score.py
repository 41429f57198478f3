"""Score the reader against the hand-made readings: ``python -m tests.score [NAME ...] [--miss]``.

Prints a table of each document, kind by kind, and one of all; the exit code is 1 when a document
is under its floor. It needs ``shared`` beside the repository.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from loaders import read_plan
from loaders.record_json import to_json

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = SHARED / "gold"
needs_shared = pytest.mark.skipif(not GOLD.is_dir(), reason="shared/gold is not here")
_ROW = re.compile(
    r"(?P<kind>[\w-]+) +P (?P<p>[\d.]+)  R (?P<r>[\d.]+)  F1 (?P<f>[\d.]+)  "
    r"(?P<hit>\d+)/(?P<gold>\d+) gold, (?P<read>\d+) read"
)


@dataclass(frozen=True, slots=True)
class Floor:
    """What the reading of a document may not fall under: micro-F1, precision of two kinds."""

    micro: float
    role: float = 0.99
    overseer: float = 0.99


FLOORS = {
    "002": Floor(0.99),
    "004": Floor(0.99),
    "bcdqg1237-kh-252-2013": Floor(0.97),
    "mttq-luongminh-kh-bau-cu-2025": Floor(0.97),
    "sct-laocai-kh-de-an-08-2026": Floor(0.97),
    "ubbc-pho-bang-kh-tieu-ban-tuyen-truyen-2025": Floor(0.95),
    "ubnd-laocai-kh-chi-thi-11-khoang-san-2026": Floor(0.97),
    "ubnd-sonla-qd-254-bmnn-2023": Floor(0.95),
}
"""Floors may rise and never fall."""


@dataclass(frozen=True, slots=True)
class Count:
    """Facts of one kind: found in both readings, in the hand-made one, in ours."""

    hit: int = 0
    gold: int = 0
    read: int = 0

    def __add__(self, other: "Count") -> "Count":
        """Both together."""
        return Count(self.hit + other.hit, self.gold + other.gold, self.read + other.read)

    @property
    def precision(self) -> float:
        """The share of what was read that is right."""
        return self.hit / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        """The share of what there is that was read."""
        return self.hit / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.hit / (self.gold + self.read) if self.gold + self.read else 1.0


@dataclass(slots=True)
class Score:
    """What ``score.py`` says of one document."""

    micro: float
    kinds: dict[str, Count] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def faults(self, floor: Floor) -> list[str]:
        """Where it is under its floor."""
        measured = (
            ("micro-F1", self.micro, floor.micro),
            ("P role", self.kinds.get("role", Count()).precision, floor.role),
            ("P overseer", self.kinds.get("overseer", Count()).precision, floor.overseer),
        )
        return [f"{name} {is_:.3f} < {least:g}" for name, is_, least in measured if is_ < least]


def golds() -> list[Path]:
    """The hand-made readings."""
    return sorted(GOLD.glob("*.json"))


def document_of(gold: Path) -> Path:
    """The document that a reading is of."""
    for folder in (SHARED / "plans", SHARED / "plans" / "more"):
        for path in sorted(folder.glob(f"{gold.stem}.*")):
            return path
    raise FileNotFoundError(f"Không có văn bản nào cho {gold.name} trong {SHARED / 'plans'}.")


def score(gold: Path, miss: bool = False) -> Score:
    """Read the document of a gold and compare, fact by fact."""
    document = document_of(gold)
    record = to_json(read_plan(document.read_bytes(), document.name))
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(record, file, ensure_ascii=False)
        file.flush()
        command = [sys.executable, str(GOLD / "score.py"), str(gold), file.name]
        run = subprocess.run(
            [*command, "--miss"] if miss else command, capture_output=True, text=True, check=True
        )
    kinds = {
        found["kind"]: Count(int(found["hit"]), int(found["gold"]), int(found["read"]))
        for found in map(_ROW.match, run.stdout.splitlines())
        if found
    }
    last = run.stdout.strip().splitlines()[-1]
    misses = [line for line in run.stdout.splitlines() if line.startswith(("+ ", "- "))]
    return Score(float(last.split()[-1]), kinds, misses)


_LEGEND = """\
Đối chiếu bản đọc của máy với bản đọc tay: số điều đúng, số điều trong bản tay, số điều máy đọc ra;
P độ chính xác, R độ đầy đủ. (Our reading against the hand-made ones: facts found in both, in the
hand-made one, in ours; precision and recall.)
"""
_HEADER = f"  {'':14} {'đúng':>6} {'bản tay':>8} {'đã đọc':>7} {'P':>7} {'R':>7} {'F1':>7}"


def _rows(kinds: dict[str, Count]) -> Iterator[str]:
    yield _HEADER
    for kind, count in kinds.items():
        if count.gold or count.read:
            precision = f"{count.precision:7.3f}" if count.read else f"{'–':>7}"
            recall = f"{count.recall:7.3f}" if count.gold else f"{'–':>7}"
            numbers = f"{count.hit:6} {count.gold:8} {count.read:7}"
            yield f"  {kind:14} {numbers} {precision} {recall} {count.f1:7.3f}"


def _table(name: str, result: Score) -> Iterator[str]:
    yield f"{name}: micro-F1 {result.micro:.3f}"
    yield from _rows(result.kinds)
    yield from (f"  {line}" for line in result.misses)
    yield ""


def _summary(results: dict[str, Score]) -> Iterator[str]:
    totals: dict[str, Count] = {}
    for result in results.values():
        for kind, count in result.kinds.items():
            totals[kind] = totals.get(kind, Count()) + count
    yield f"Tất cả {len(results)} văn bản: micro-F1 {sum(totals.values(), Count()).f1:.3f}"
    yield from _rows(totals)
    yield ""
    yield f"{'Văn bản':46} {'micro-F1':>9} {'sàn':>6}"
    for name, result in results.items():
        floor = FLOORS.get(name, Floor(0.0, 0.0, 0.0))
        faults = "; ".join(result.faults(floor))
        below = f"  DƯỚI SÀN: {faults}" if faults else ""
        yield f"{name:46} {result.micro:9.3f} {floor.micro:6.2f}{below}"


def main(arguments: list[str]) -> int:
    """Print the tables; names restrict them to the documents that contain them."""
    names = [name for name in arguments if not name.startswith("--")]
    if not GOLD.is_dir():
        print(
            f"Không có thư mục {GOLD}: các bản đọc tay không đi cùng mã nguồn. "
            "(The hand-made readings are not here.)",
            file=sys.stderr,
        )
        return 2
    chosen = [gold for gold in golds() if not names or any(name in gold.stem for name in names)]
    if not chosen:
        print(f"Không có bản đọc tay nào tên {', '.join(names)} trong {GOLD}.", file=sys.stderr)
        return 2
    results = {gold.stem: score(gold, miss="--miss" in arguments) for gold in chosen}
    print(_LEGEND)
    for name, result in results.items():
        print("\n".join(_table(name, result)))
    print("\n".join(_summary(results)))
    return int(any(results[name].faults(FLOORS[name]) for name in results if name in FLOORS))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
