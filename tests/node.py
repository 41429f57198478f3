"""What the tests run on Node: packages at the versions of their lock file, installed once."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.house import ROOT
from tests.once import one_at_a_time

_WANTED = Path(__file__).parent / "npm"
_INSTALLED = ROOT / ".cache" / "npm-tests"
_SECONDS = 300.0


def node_packages() -> Path:
    """The folder of the packages; without npm the test is skipped by name, or fails it in CI."""
    with one_at_a_time(_INSTALLED.with_suffix(".lock")):
        return _installed()


def _installed() -> Path:
    lock = "package-lock.json"
    text = (_WANTED / lock).read_bytes()
    marker = _INSTALLED / "installed.json"
    if marker.is_file() and marker.read_bytes() == text:
        return _INSTALLED
    if shutil.which("npm") is None or shutil.which("node") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Node and npm are not on this machine")
        pytest.skip("needs Node and npm")
    _INSTALLED.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", lock):
        shutil.copy(_WANTED / name, _INSTALLED / name)
    words = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    subprocess.run(words, cwd=_INSTALLED, check=True, capture_output=True, timeout=_SECONDS)
    marker.write_bytes(text)
    return _INSTALLED


def run_node(words: Sequence[str | Path], folder: Path | None = None) -> str:
    """What a program on Node prints; its packages are those of the tests."""
    packages = node_packages()
    done = subprocess.run(
        ["node", *map(str, words)],
        cwd=folder or packages,
        env={**os.environ, "NODE_PATH": str(packages / "node_modules")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
