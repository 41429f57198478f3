"""The project's own files, as the rules of the house look at them."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("graph_schema", "loaders", "queries", "service")


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: its path from the root, its text and its tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def ours(self) -> bool:
        """Part of the product, not of its tests."""
        return self.path.startswith(tuple(f"{package}/" for package in PACKAGES))


@cache
def committed_files() -> tuple[Path, ...]:
    """What is or would be committed: git's own list, ignored files left out."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    names = sorted({name for name in listing.split("\0") if name})
    return tuple(ROOT / name for name in names if (ROOT / name).is_file())


@cache
def committed_texts() -> tuple[tuple[str, str], ...]:
    """Path and text of every committed file that is text."""
    texts = []
    for path in committed_files():
        content = path.read_bytes()
        if b"\0" in content:
            continue
        texts.append((str(path.relative_to(ROOT)), content.decode("utf-8", errors="replace")))
    return tuple(texts)


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of the project."""
    return tuple(
        Module(path, text, ast.parse(text, path))
        for path, text in committed_texts()
        if path.endswith(".py")
    )


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, inner ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def size(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, its decorators left out."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def docstring_nodes(tree: ast.AST) -> set[int]:
    """Ids of the constants that are documentation and not text of the program."""
    found: set[int] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if not isinstance(body, list):
            continue
        found.update(
            id(statement.value)
            for statement in body
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        )
    return found
