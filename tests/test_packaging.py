"""The service beside a real Neo4j: what docker-compose.yml says is what runs."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel, ConfigDict

from tests.house import ROOT

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
        assert (tmp_path / "secrets/neo4j_auth").read_text(encoding="utf-8") == f"neo4j/{password}"


def test_the_image_copies_every_package_of_the_project() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for package in ("graph_schema", "loaders", "queries", "service"):
        assert f"\nCOPY {package} {package}\n" in dockerfile
        assert f"!{package}" in ignored
    assert "--require-hashes -r requirements-run.txt" in dockerfile
