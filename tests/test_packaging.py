"""The service beside a real Neo4j: what docker-compose.yml says is what runs."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel, ConfigDict

from tests.engines import Engines, make_empty
from tests.house import ROOT
from tests.over_http import ask
from tests.service.command import SAMPLES, free_port, wait_until_ready

COMPOSE_FILE = ROOT / "docker-compose.yml"


class Healthcheck(BaseModel):
    """When a container counts as well."""

    test: list[str]


class Service(BaseModel):
    """One container, as far as these tests look at it."""

    model_config = ConfigDict(extra="ignore")

    image: str
    user: str | None = None
    command: list[str] = []
    environment: dict[str, str] = {}
    secrets: list[str] = []
    ports: list[str] = []
    volumes: list[str] = []
    cap_drop: list[str] = []
    security_opt: list[str] = []
    read_only: bool = False
    healthcheck: Healthcheck


class Secret(BaseModel):
    """A secret that comes from a file."""

    file: str


class Compose(BaseModel):
    """The whole file."""

    services: dict[str, Service]
    secrets: dict[str, Secret]
    volumes: dict[str, None]


@pytest.fixture(scope="module")
def compose() -> Compose:
    return Compose.model_validate(yaml.safe_load(COMPOSE_FILE.read_text(encoding="utf-8")))


def _compose_command() -> tuple[str, ...] | None:
    """The plugin of the docker client, or the older program of its own."""
    docker = shutil.which("docker")
    if docker is not None:
        plugin = (docker, "compose")
        if subprocess.run((*plugin, "version"), capture_output=True, check=False).returncode == 0:
            return plugin
    alone = shutil.which("docker-compose")
    return (alone,) if alone is not None else None


def test_docker_compose_takes_the_file(tmp_path: Path) -> None:
    command = _compose_command()
    if command is None:
        assert os.environ.get("CI") != "true", "CI must have docker compose"
        pytest.skip("docker compose is not installed")
    done = subprocess.run(
        (*command, "--file", str(COMPOSE_FILE), "config"),
        capture_output=True,
        check=False,
        text=True,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert set(yaml.safe_load(done.stdout)["services"]) == {"neo4j", "daumoi"}


def test_only_this_machine_reaches_the_service(compose: Compose) -> None:
    assert {name: service.ports for name, service in compose.services.items()} == {
        "neo4j": [],
        "daumoi": ["127.0.0.1:8000:8000"],
    }


def test_no_container_runs_with_rights_that_it_does_not_need(compose: Compose) -> None:
    for name, service in compose.services.items():
        assert service.cap_drop == ["ALL"], name
        assert service.security_opt == ["no-new-privileges:true"], name
    assert compose.services["neo4j"].user == "7474:7474"
    assert compose.services["daumoi"].read_only
    assert "\nUSER 10001:10001\n" in (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_passwords_come_from_files_that_git_does_not_see(compose: Compose) -> None:
    for service in compose.services.values():
        named = [key for key in service.environment if "PASSWORD" in key or "AUTH" in key]
        assert all(key.endswith("_FILE") for key in named)
    for secret in compose.secrets.values():
        ignored = subprocess.run(
            ("git", "check-ignore", "--quiet", secret.file), cwd=ROOT, check=False
        )
        assert ignored.returncode == 0, secret.file


def test_make_secrets_writes_one_password_for_both_sides(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    environment: Mapping[str, str] = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    for _ in range(2):
        subprocess.run(
            ("make", "--silent", "secrets"),
            cwd=tmp_path,
            env=environment,
            check=True,
            capture_output=True,
        )
        password = (tmp_path / "secrets/database_password").read_text(encoding="utf-8")
        assert len(password) >= 24
        assert len((tmp_path / "secrets/signing_secret").read_text(encoding="utf-8")) >= 32
        assert (tmp_path / "secrets/neo4j_auth").read_text(encoding="utf-8") == f"neo4j/{password}"


def test_the_image_copies_every_package_of_the_project() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for package in ("graph_schema", "loaders", "queries", "service"):
        assert f"\nCOPY {package} {package}\n" in dockerfile
        assert f"!{package}" in ignored
    assert "--require-hashes -r requirements-run.txt" in dockerfile


def _as_run_here(service: Service, places: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
    """The container's command and environment, only its addresses and paths put in their place."""
    unused = set(places)

    def here(word: str) -> str:
        unused.discard(word)
        return places.get(word, word)

    command = [here(word) for word in service.command]
    environment = {name: here(value) for name, value in service.environment.items()}
    assert unused == set()
    return command, environment


def _mounted(service: Service, target: str) -> Path:
    """The folder of this machine that a container sees as ``target``, when nothing is set."""
    (volume,) = (volume for volume in service.volumes if f":{target}:" in volume)
    source = re.sub(r"\$\{\w+:-(.+?)\}", r"\1", volume).split(f":{target}:")[0]
    return (ROOT / source).resolve()


async def test_what_the_compose_file_runs_serves_the_samples_from_neo4j(
    compose: Compose, engines: Engines, tmp_path: Path
) -> None:
    store = await engines.store("neo4j")
    await make_empty(store)
    service, port, root = compose.services["daumoi"], free_port(), tmp_path / "root"
    password = tmp_path / "database_password"
    password.write_text(os.environ.get("NEO4J_PASSWORD", "canary-of-the-test"), encoding="utf-8")
    secret = tmp_path / "signing_secret"
    secret.write_text("a-secret-of-sixteen", encoding="utf-8")
    command, environment = _as_run_here(
        service,
        {
            "bolt://neo4j:7687": store.uri,
            "/run/secrets/database_password": str(password),
            "/run/secrets/signing_secret": str(secret),
            "/documents": str(_mounted(service, "/documents")),
            "/data": str(tmp_path / "data"),
            "0.0.0.0": "127.0.0.1",
            "8000": str(port),
        },
    )
    root.mkdir()
    address = f"http://127.0.0.1:{port}"
    with (tmp_path / "said").open("wb") as said:
        process = subprocess.Popen(
            [Path(sys.executable).parent / "daumoi", *command],
            env={"PATH": os.environ["PATH"], **environment},
            cwd=root,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            await asyncio.to_thread(wait_until_ready, process, address, tmp_path / "said")
            answer = await asyncio.to_thread(ask, address, "{ plans { totalCount } }")
            process.terminate()
            assert await asyncio.to_thread(process.wait, 15) == 0
        finally:
            process.kill()
    assert answer == {"data": {"plans": {"totalCount": len(list(SAMPLES.iterdir()))}}}
    assert list(root.iterdir()) == []  # the container's own file system is read-only
    assert "canary-of-the-test" not in (tmp_path / "said").read_text(encoding="utf-8")
