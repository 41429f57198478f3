"""Score the reader against the hand-made readings: ``python -m tests.score [NAME ...] [--miss]``.

Prints a table of documents and kinds of facts; it needs ``shared`` beside the repository. The
documents kept back for a last measurement are scored only with ``--held-out``, so that nobody
tunes a rule to them.
"""

import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from loaders import read_plan
from loaders.record_json import to_json

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = SHARED / "gold"
_ROW = re.compile(
    r"(?P<kind>[\w-]+) +P (?P<p>[\d.]+)  R (?P<r>[\d.]+)  F1 (?P<f>[\d.]+)  "
    r"(?P<hit>\d+)/(?P<gold>\d+) gold, (?P<read>\d+) read"
)


HELD_OUT = frozenset({"ubbc-pho-bang-kh-tieu-ban-tuyen-truyen-2025", "ubnd-sonla-qd-254-bmnn-2023"})
needs_shared = pytest.mark.skipif(not GOLD.is_dir(), reason="shared/gold is not here")


@dataclass(slots=True)
class Score:
    """What ``score.py`` says of one document."""

    micro: float
    kinds: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    """Hits, facts of the gold, facts read."""
    misses: list[str] = field(default_factory=list)

    def precision(self, kind: str) -> float:
        """The share of what was read that is right."""
        hit, _, read = self.kinds.get(kind, (0, 0, 0))
        return hit / read if read else 1.0


def golds(held_out: bool = False) -> list[Path]:
    """The hand-made readings: the open ones, or those that are kept back."""
    return sorted(path for path in GOLD.glob("*.json") if (path.stem in HELD_OUT) is held_out)


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
        found["kind"]: (int(found["hit"]), int(found["gold"]), int(found["read"]))
        for found in map(_ROW.match, run.stdout.splitlines())
        if found
    }
    last = run.stdout.strip().splitlines()[-1]
    misses = [line for line in run.stdout.splitlines() if line.startswith(("+ ", "- "))]
    return Score(float(last.split()[-1]), kinds, misses)


def main(arguments: list[str]) -> int:
    """Print the table; names restrict it to the documents that contain them."""
    names = [name for name in arguments if not name.startswith("--")]
    if not GOLD.is_dir():
        print(f"Không có thư mục {GOLD}. (The hand-made readings are not here.)", file=sys.stderr)
        return 2
    for gold in golds("--held-out" in arguments):
        if names and not any(name in gold.stem for name in names):
            continue
        result = score(gold, miss="--miss" in arguments)
        print(f"{gold.stem:48} micro-F1 {result.micro:.3f}")
        for kind, (hit, of, read) in result.kinds.items():
            if of or read:
                print(f"    {kind:14} {hit:4}/{of:<4} gold {read:4} read")
        for line in result.misses:
            print(f"    {line}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
