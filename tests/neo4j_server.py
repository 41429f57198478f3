"""A real Neo4j for the tests, as a child process: without Docker, on the Java of the embedded one.

Arguments: folder of jars, libjvm, home, Bolt port, and for a store that is kept (the bench's) its
heap and page cache. Prints "up", and ends when its parent does: the parent holds the pipe that is
this program's standard input.
"""

import os
import sys
from pathlib import Path

import jpype

CONFIGURATION = """\
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
server.memory.pagecache.size={pages}
dbms.usage_report.enabled=false
"""
JVM = (
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
)


def main(
    jars: str, libjvm: str, home: str, port: str, heap: str | None = None, pages: str = "256m"
) -> None:
    size = (f"-Xmx{heap}",) if heap else ("-Xmx768m", "-XX:+UseSerialGC")
    jpype.startJVM(libjvm, *size, *JVM, classpath=[f"{jars}/*"])
    builder = jpype.JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")
    path = jpype.JClass("java.nio.file.Path")
    configuration = Path(home) / "neo4j.conf"
    configuration.write_text(CONFIGURATION.format(port=port, pages=pages), encoding="utf-8")
    service = builder(path.of(home)).loadPropertiesFromFile(path.of(str(configuration))).build()
    print("up", flush=True)
    sys.stdin.read()
    if heap is not None:
        service.shutdown()
    del service  # kept until here: the databases live as long as it does
    os._exit(0)  # a store that is thrown away needs no closing


if __name__ == "__main__":
    main(*sys.argv[1:])
