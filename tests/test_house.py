"""The rules of the house, so that the picture in CONTRIBUTING.md stays true."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

from tests.house import (
    PACKAGES,
    ROOT,
    Module,
    committed_files,
    committed_texts,
    docstring_nodes,
    functions,
    modules,
    size,
)

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 50
MAX_FILE_BYTES = 3_000_000

# Where Cypher stands, and where its text may be put together (from our own words alone).
CYPHER_HOMES = re.compile(r"queries/|graph_schema/(merge(_[a-z]+)?|constraints|migrations)\.py$")
CYPHER_BUILDERS = (
    *("graph_schema/merge.py", "graph_schema/merge_rows.py", "graph_schema/merge_work.py"),
    *("graph_schema/merge_audit.py", "graph_schema/merge_records.py"),
    *("graph_schema/merge_secrecy.py", "graph_schema/migrations.py", "graph_schema/constraints.py"),
    *("queries/compile.py", "queries/hidden.py"),
)
CYPHER = re.compile(
    r"\b(?:MATCH|MERGE)\s+(?:\w+\s*=\s*)?\(|\bCREATE\s+(?:\(|CONSTRAINT\b|INDEX\b)"
    r"|\bUNWIND\s+\$|\bDETACH\s+DELETE\b|\bON\s+CREATE\s+SET\b"
)


def _where(module: Module, node: ast.AST) -> str:
    return f"{module.path}:{getattr(node, 'lineno', 1)}"


def _product() -> Iterator[Module]:
    return (module for module in modules() if module.ours)


def test_there_is_something_to_look_at() -> None:
    assert {module.path.split("/")[0] for module in _product()} == set(PACKAGES)


def test_no_python_file_is_longer_than_four_hundred_lines() -> None:
    counts = ((module.path, module.text.count("\n")) for module in modules())
    assert [(path, lines) for path, lines in counts if lines > MAX_FILE_LINES] == []


def test_no_function_is_longer_than_fifty_lines() -> None:
    long = [
        (_where(module, function), function.name, size(function))
        for module in modules()
        for function in functions(module.tree)
        if size(function) > MAX_FUNCTION_LINES
    ]
    assert long == []


def _undocumented(module: Module) -> Iterator[str]:
    if ast.get_docstring(module.tree) is None and module.text.strip():
        yield module.path
    stack: list[ast.Module | ast.ClassDef] = [module.tree]
    while stack:
        for node in stack.pop().body:
            if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if not node.name.startswith("_") and ast.get_docstring(node) is None:
                yield f"{_where(module, node)} {node.name}"
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                stack.append(node)


def test_every_public_thing_says_why_it_is_there() -> None:
    assert [name for module in _product() for name in _undocumented(module)] == []


def test_imports_go_one_way_between_the_packages() -> None:
    # In a process of its own: the linter switches off every logger that it finds.
    linter = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    run = subprocess.run(linter, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    looping = [name for name in graph.modules if name in graph.find_upstream_modules(name)]
    assert sorted(looping) == []


def test_no_import_hides_inside_a_function() -> None:
    hidden = [
        _where(module, node)
        for module in modules()
        for function in functions(module.tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def _texts(module: Module) -> Iterator[tuple[ast.AST, str]]:
    documentation = docstring_nodes(module.tree)
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Constant) or id(node) in documentation:
            continue
        if isinstance(node.value, str):
            yield node, node.value


def test_cypher_stands_only_where_the_graph_is_read_or_written() -> None:
    strays = [
        _where(module, node)
        for module in _product()
        if not CYPHER_HOMES.match(module.path)
        for node, text in _texts(module)
        if CYPHER.search(text)
    ]
    assert strays == []


def _built(node: ast.AST) -> bool:
    """Text put together while running: an f-string, a sum, ``%``, ``format``, ``join``."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add | ast.Mod)
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"format", "join", "replace"}
    )


def test_cypher_is_put_together_only_by_the_two_builders() -> None:
    built = {
        _where(module, node)
        for module in _product()
        if module.path not in CYPHER_BUILDERS
        for node in ast.walk(module.tree)
        if _built(node)
        for part in ast.walk(node)
        if isinstance(part, ast.Constant)
        if isinstance(part.value, str) and CYPHER.search(part.value)
    }
    assert sorted(built) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MATCH (t:Task) RETURN t", True),
        ("\nUNWIND $rows AS row MERGE (n {id: row.id})", True),
        ("MATCH p = (a)-[*]->(b)", True),
        ("CREATE INDEX x IF NOT EXISTS", True),
        ("one merged pattern (see the notes) instead of a match", False),
        ("CREATE a plan; MATCH the units", False),
    ],
)
def test_cypher_is_told_from_prose(text: str, expected: bool) -> None:
    assert bool(CYPHER.search(text)) is expected


def test_no_exception_is_swallowed() -> None:
    silent = [
        _where(module, handler)
        for module in modules()
        for handler in ast.walk(module.tree)
        if isinstance(handler, ast.ExceptHandler)
        if handler.type is None
        or (getattr(handler.type, "id", "") in {"Exception", "BaseException"} and _idle(handler))
    ]
    assert silent == []


def _idle(handler: ast.ExceptHandler) -> bool:
    return all(isinstance(statement, ast.Pass | ast.Continue) for statement in handler.body)


def test_nothing_is_left_for_later() -> None:
    marks = re.compile(r"#\s*(?:TO" r"DO|FIX" r"ME|X" r"XX)\b|raise NotImplemented" r"Error")
    left = [
        f"{path}:{number}"
        for path, text in committed_texts()
        if path.endswith((".py", ".js", ".css", ".yml", ".toml", "Makefile"))
        if "/vendor/" not in path
        for number, line in enumerate(text.splitlines(), 1)
        if marks.search(line)
    ]
    assert left == []


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def _checks(node: ast.AST, helpers: set[str]) -> bool:
    """An assertion, an expected error, or a helper that checks."""
    if isinstance(node, ast.Assert):
        return True
    if not isinstance(node, ast.Call):
        return False
    name = _called(node)
    return name == "raises" or name in helpers or name.startswith(("assert_", "check_"))


def _idle_tests(module: Module) -> Iterator[str]:
    known = list(functions(module.tree))
    helpers = {
        function.name for function in known if any(_checks(n, set()) for n in ast.walk(function))
    }
    for function in known:
        if not function.name.startswith("test_"):
            continue
        if not any(_checks(node, helpers) for node in ast.walk(function)):
            yield _where(module, function)


def test_every_test_can_fail() -> None:
    tests = (module for module in modules() if module.path.startswith("tests/"))
    assert [where for module in tests for where in _idle_tests(module)] == []


# Written in halves, so that this file does not name what it looks for.
REGISTRIES = re.compile(
    "|".join(
        (
            r"pi" r"\.org",
            r"python" r"hosted",
            r"registry" r"\.npm",
            r"repo1?" r"\.maven",
            r"deb" r"\.debian",
            r"crates" r"\.io",
        )
    )
)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:work|root|home|farm|Users)" r"/")


@pytest.mark.parametrize("pattern", [REGISTRIES, MACHINE_PATHS], ids=["registry", "path"])
def test_no_file_names_a_package_index_or_a_place_of_one_machine(pattern: re.Pattern[str]) -> None:
    found = [
        f"{path}: {match.group()}"
        for path, text in committed_texts()
        if "/vendor/" not in path
        if (match := pattern.search(text))
    ]
    assert found == []


def test_no_committed_file_is_heavy() -> None:
    heavy = [
        str(path.relative_to(ROOT))
        for path in committed_files()
        if path.stat().st_size > MAX_FILE_BYTES
    ]
    assert heavy == []


LOCKS = ("requirements.txt", "requirements-run.txt")


def _locked(name: str) -> dict[str, str]:
    """Each requirement of a lock file: its name, and its version with all that follows it."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    rows = (line.split("==", 1) for line in text.splitlines() if line.strip())
    return {row[0].strip(): row[1] if len(row) == 2 else "" for row in rows}


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_by_version_and_hash(name: str) -> None:
    locked = _locked(name)
    loose = [
        package
        for package, rest in locked.items()
        if not re.fullmatch(r"[A-Za-z0-9._-]+", package)
        or not re.match(r"[0-9]", rest)
        or not re.search(r"--hash=sha256:[0-9a-f]{64}", rest)
    ]
    assert locked
    assert loose == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_placeholder_stands_among_the_requirements(name: str) -> None:
    # On the index these two names are empty packages of strangers (safety.md, R60).
    assert not {"graphql-cop", "graphw00f"} & set(_locked(name))


def test_the_image_runs_the_very_versions_that_were_tested() -> None:
    tested, shipped = (_locked(name) for name in LOCKS)
    assert {name: rest.split()[0] for name, rest in shipped.items()}.items() <= {
        name: rest.split()[0] for name, rest in tested.items()
    }.items()


def test_every_declared_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[\s<>=~!;\[]", line)[0].lower() for line in declared}
    assert names - set(_locked("requirements.txt")) == set()


def _imported(module: Module) -> set[str]:
    return {
        f"{node.module.replace('.', '/')}.py"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module is not None
    }


def test_a_test_that_needs_the_shared_folder_skips_by_name_without_it() -> None:
    tests = [module for module in modules() if module.path.startswith("tests/")]
    reach = {m.path for m in tests if any(text == "shared" for _, text in _texts(m))}
    silent = [
        module.path
        for module in tests
        if "/test_" in module.path and module.path != "tests/test_house.py"
        if module.path in reach or reach & _imported(module)
        if not re.search(r"skip(?:if)?\(", module.text)
    ]
    assert reach
    assert silent == []
