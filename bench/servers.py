"""The servers of the bench as child processes, each ended when its block is left."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.engines import libjvm, neo4j_jars

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "bench"
_PEER = Path(__file__).parent / "peer"
_SECONDS = 180.0
_HEAP, _PAGES = "2g", "1g"


@contextmanager
def neo4j(home: Path) -> Iterator[str]:
    """A Neo4j over this folder; its Bolt address."""
    home.mkdir(parents=True, exist_ok=True)
    port = free_port()
    program = str(ROOT / "tests" / "neo4j_server.py")
    words = (program, str(neo4j_jars()), str(libjvm()), str(home), str(port), _HEAP, _PAGES)
    with (home.parent / "neo4j.log").open("wb") as log:
        child = subprocess.Popen(
            (sys.executable, *words), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
        )
        try:
            if child.stdout is None or child.stdout.readline().strip() != b"up":
                raise RuntimeError(f"Neo4j did not start: see {log.name}")
            yield f"bolt://127.0.0.1:{port}"
        finally:
            child.communicate(timeout=_SECONDS)  # its standard input closes: it shuts down


@dataclass(frozen=True, slots=True)
class Child:
    """A server that was started."""

    address: str
    pid: int


@contextmanager
def our_service(log: Path, store: Mapping[str, str]) -> Iterator[Child]:
    """The whole service as a user starts it; ``store`` are its settings of a store."""
    port = free_port()
    words = (sys.executable, "-m", "service", "serve", "--port", str(port))
    with running(words, store, log, "/readyz", port) as child:
        yield child


@contextmanager
def peer(log: Path, uri: str) -> Iterator[Child]:
    """@neo4j/graphql in production mode, at the versions of its lock file."""
    port = free_port()
    more = {
        "PEER_MODULES": str(_peer_modules()),
        "NODE_ENV": "production",
        "NEO4J_URI": uri,
        "PORT": str(port),
    }
    with running(("node", str(_PEER / "server.mjs")), more, log, None, port) as child:
        yield child


@contextmanager
def floor(log: Path, uri: str) -> Iterator[Child]:
    """The statements by hand."""
    port = free_port()
    more = {"NEO4J_URI": uri, "PORT": str(port)}
    with running((sys.executable, "-m", "bench.floor"), more, log, None, port) as child:
        yield child


@contextmanager
def running(
    words: Sequence[str], more: Mapping[str, str], log: Path, ready: str | None, port: int
) -> Iterator[Child]:
    """A program, from its first answer to the end of the block."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DAUMOI_")}
    with log.open("wb") as told:
        child = subprocess.Popen(
            words,
            cwd=ROOT,
            env={**environment, "PYTHONPATH": str(ROOT), **more},
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=told,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(child, address + ready if ready else None, port, log)
            yield Child(address, child.pid)
        finally:
            child.terminate()
            try:
                child.wait(_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _wait(child: "subprocess.Popen[bytes]", ready: str | None, port: int, log: Path) -> None:
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline:
        if child.poll() is not None:
            raise RuntimeError(f"a server ended at once: {log.read_text('utf-8')[-2000:]}")
        try:
            if ready is None:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
            else:
                urllib.request.urlopen(ready, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"a server does not answer: {log.read_text('utf-8')[-2000:]}")


def _peer_modules() -> Path:
    """The peer's packages, installed once for each lock file."""
    folder, lock = CACHE / "peer", "package-lock.json"
    text = (_PEER / lock).read_bytes()
    if (folder / "installed.json").is_file() and (folder / "installed.json").read_bytes() == text:
        return folder
    if shutil.which("npm") is None:
        raise SystemExit("Cần Node và npm để chạy đối thủ (Node and npm are needed for the peer)")
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", lock):
        shutil.copy(_PEER / name, folder / name)
    words = ("npm", "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund")
    subprocess.run(words, cwd=folder, check=True, capture_output=True)
    (folder / "installed.json").write_bytes(text)
    return folder


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
