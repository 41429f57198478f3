"""One command for a person: ``python -m tests.check`` runs all that a change must pass."""

import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parent.parent

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("định dạng / format", (str(BIN / "ruff"), "format", "--check", ".")),
    ("lỗi viết / lint", (str(BIN / "ruff"), "check", ".")),
    ("kiểu / types", (str(BIN / "mypy"),)),
    ("hướng nhập / imports", (str(BIN / "lint-imports"),)),
    ("kiểm thử / tests", ("make", "--no-print-directory", "test")),
)


def main() -> int:
    """Run every step, even after one failed, and say at the end which did not pass."""
    failed = []
    for name, command in STEPS:
        print(f"\n== {name}: {Path(command[0]).name} {' '.join(command[1:])}", flush=True)
        started = time.monotonic()
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        print(
            f"== {'đạt' if code == 0 else 'HỎNG'}, {time.monotonic() - started:.0f} s", flush=True
        )
        if code != 0:
            failed.append(name)
    print(f"\nKhông đạt: {', '.join(failed)}" if failed else "\nTất cả đều đạt.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
