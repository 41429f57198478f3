"""What the embedded engine is started with: its program, folder, password, ports and settings."""

import importlib.util
import os
import secrets
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from graph_schema.errors import BadSetting

USER = "root"  # the engine's own name for its only user
DATABASE = "plans"
HOST = "127.0.0.1"
PASSWORD_FILE = "password"  # noqa: S105 - the name of a file, not a password
LOG_FILE = "engine.log"
KEEPER = Path(__file__).with_name("engine_keeper.py")

# A statement's time in the engine; below the 5 s that a reader waits, so that the engine's own
# "too long" arrives first and the connection stays good.
STATEMENT_MILLISECONDS = 4000
# Below the kernel's range for outgoing connections: nothing takes the port while Java restarts.
_PORTS = range(20000, 32000)

_JVM = (
    "-Xmx1g",  # taken only as far as it is needed: about 140 MB when the store is empty
    "-XX:+ExitOnOutOfMemoryError",  # the keeper's end starts a new one; a half-dead one would stay
    "-XX:-UsePerfData",
    "--add-modules=jdk.incubator.vector",
    "--enable-native-access=ALL-UNNAMED",
)
# A command that asks a few questions is over before Java has optimised anything: on two cores the
# optimiser only takes the processor from the answers (half of all that such a command uses).
_BRIEF = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
# ArcadeDB 26.10.2 always opens its HTTP port: loopback alone, behind the same password.
_ENGINE = {
    "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
    "server.defaultDatabases": f"{DATABASE}[{USER}]",
    "bolt.host": HOST,
    "server.httpIncomingHost": HOST,
    "txWalFlush": "2",  # every commit is synced before it is acknowledged
    "command.timeout": str(STATEMENT_MILLISECONDS),
    "opencypher.loadCsv.allowFileUrls": "false",
    "opencypher.loadCsv.allowRemoteUrls": "false",
    "polyglotEngineEnabled": "false",
    "serverMetrics": "false",
}
_LOGGING = """\
handlers = java.util.logging.FileHandler
.level = WARNING
com.arcadedb.level = INFO
java.util.logging.FileHandler.pattern = ./log/arcadedb.log
java.util.logging.FileHandler.formatter = com.arcadedb.log.LogFormatter
java.util.logging.FileHandler.limit = 5000000
java.util.logging.FileHandler.count = 4
java.util.logging.FileHandler.append = true
"""


@dataclass(frozen=True, slots=True)
class EnginePorts:
    """The two loopback ports of one engine; a restart takes the same ones."""

    bolt: int
    http: int


def find_java() -> Path:
    """The Java that the engine's wheel carries; a machine without the wheel is told what to do."""
    spec = importlib.util.find_spec("arcadedb_embedded")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        java = Path(folder) / "jre" / "bin" / ("java.exe" if sys.platform == "win32" else "java")
        if java.is_file():
            return java
    raise BadSetting(
        "Máy này không có cơ sở dữ liệu kèm theo (gói arcadedb-embedded cần Linux với glibc 2.34 "
        "trở lên, macOS arm64 hoặc Windows x64): hãy đặt DAUMOI_DATABASE_URI tới một máy chủ Neo4j."
    )


def prepare_folder(folder: Path) -> Path:
    """The engine's own folder, for this user alone; one that cannot be written is refused."""
    engine = folder / "engine"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        engine.mkdir(mode=0o700, exist_ok=True)
        (engine / "log").mkdir(mode=0o700, exist_ok=True)
        (engine / "logging.properties").write_text(_LOGGING, encoding="ascii")
    except OSError as error:
        raise folder_refused(folder, error) from error
    return engine


def folder_refused(folder: Path, error: OSError) -> BadSetting:
    """The one sentence for a data folder that cannot be used."""
    return BadSetting(
        f"Không ghi được vào thư mục dữ liệu {str(folder)!r} ({error.strerror}): "
        "hãy cấp quyền ghi, hoặc đặt DAUMOI_DATA_FOLDER sang thư mục khác."
    )


def settle_password(engine: Path, known: str = "") -> str:
    """The store's random password, made once, kept in a file that this user alone can read.

    A password that is ``known`` already (of an engine that is started again) is kept. The engine's
    own copy (a salted hash) is dropped and made anew from the file at each start: the two cannot
    fall apart, whatever was lost or killed in between.
    """
    path = engine / PASSWORD_FILE
    password = path.read_text(encoding="ascii").strip() if path.exists() else ""
    if not password or password != (known or password):
        password = known or secrets.token_urlsafe(32)
        fresh = engine / f"{PASSWORD_FILE}.{os.getpid()}"
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(password)
        fresh.replace(path)
    path.chmod(0o600)
    (engine / "config" / "server-users.jsonl").unlink(missing_ok=True)
    return password


def free_ports() -> EnginePorts:
    """Two loopback ports that nothing listens on now."""
    bolt = _free_port()
    http = _free_port()
    while http == bolt:
        http = _free_port()
    return EnginePorts(bolt, http)


def _free_port() -> int:
    while True:
        port = secrets.choice(_PORTS)
        with socket.socket() as candidate:
            try:
                candidate.bind((HOST, port))
            except OSError:
                continue
            return port


def keeper_command(
    java: Path, engine: Path, ports: EnginePorts, *, brief: bool = False
) -> list[str]:
    """The keeper and, as its arguments, Java's whole command line; no secret stands in it.

    ``brief``: for one command that asks and ends, no service.
    """
    settings = _ENGINE | {
        "server.rootPath": str(engine),
        "server.databaseDirectory": str(engine / "databases"),
        "server.rootPasswordPath": str(engine / PASSWORD_FILE),
        "bolt.port": str(ports.bolt),
        "server.httpIncomingPort": str(ports.http),
    }
    return [
        *(sys.executable, "-I", "-S", str(KEEPER)),
        *(str(java), *_JVM, *(_BRIEF if brief else ())),
        f"-Djava.util.logging.config.file={engine / 'logging.properties'}",
        *(f"-Darcadedb.{name}={value}" for name, value in settings.items()),
        *("-cp", str(java.parents[2] / "jars" / "*")),
        "com.arcadedb.server.ArcadeDBServer",
    ]


def clean_environment() -> dict[str, str]:
    """What Java needs of the environment: no option of another's, no secret of ours."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "SYSTEMROOT")
        if name in os.environ
    }
    # Java reads names of folders in the locale's letters: "dữ liệu" needs UTF-8.
    return kept | {"LC_ALL": "C.UTF-8"}
