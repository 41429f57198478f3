"""Writes what the clients take from the schema: types, operations, and a manifest to trust.

Run by ``make clients``; a test holds what is committed against what this writes.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from graphql import build_schema

from clients.model import Kind, Operation, enums_of, read_operations

FOLDER = Path(__file__).resolve().parent
_SCHEMA = FOLDER.parent / "schema.graphql"
_MADE = "Made by clients/generate.py from schema.graphql and clients/operations: do not edit."
_PYTHON = {"Int": "int", "Float": "float", "Boolean": "bool"}
_SCRIPT = {"Int": "number", "Float": "number", "Boolean": "boolean"}
_WORDS = {"String", "ID", "Date"}


def files() -> dict[str, str]:
    """Every file that is made, by its path below ``clients``."""
    schema = build_schema(_SCHEMA.read_text(encoding="utf-8"))
    operations = read_operations(schema, FOLDER / "operations")
    enums = enums_of(schema, operations)
    return {
        "python/daumoi_client/operations.py": "\n".join(_python(operations, enums)) + "\n",
        "typescript/src/operations.ts": "\n".join(_script(operations, enums)) + "\n",
        "operations/manifest.json": _manifest(operations),
    }


def _manifest(operations: list[Operation]) -> str:
    named = {hashlib.sha256(o.text.encode()).hexdigest(): o.text for o in operations}
    return json.dumps(named, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _python(operations: list[Operation], enums: Mapping[str, list[str]]) -> Iterator[str]:
    yield f'"""{_MADE}"""\n'
    yield "from typing import Literal, NotRequired, TypedDict, cast\n"
    yield "from daumoi_client.client import Client\n"
    for name, values in enums.items():
        yield f"{name} = Literal[{', '.join(map(_quoted, values))}]"
    for operation in operations:
        for shape in operation.shapes:
            rows = (
                f"    {_quoted(key)}: {f'NotRequired[{_py(kind)}]' if absent else _py(kind)},"
                for key, (kind, absent) in shape.fields.items()
            )
            yield "\n".join((f"{shape.name} = TypedDict({_quoted(shape.name)}, {{", *rows, "})"))
        yield from _python_call(operation)


def _python_call(operation: Operation) -> Iterator[str]:
    constant = _snake(operation.name).upper()
    yield f'{constant} = """{operation.text}"""\n\n'
    ordered = sorted(operation.variables, key=lambda variable: not variable.needed)
    given = "".join(
        f", {_snake(v.name)}: {_py(v.kind) if v.needed else _py(v.kind, null=True) + ' = None'}"
        for v in ordered
    )
    named = ", ".join(f"{_quoted(v.name)}: {_snake(v.name)}" for v in operation.variables)
    yield f"def {_snake(operation.name)}(client: Client, *{given}) -> {operation.name}:"
    yield f"    return cast({operation.name}, client.ask({constant}, {{{named}}}))\n\n"


def _py(kind: Kind, *, null: bool = False) -> str:
    if kind.of is not None:
        name = f"list[{_py(kind.of)}]"
    elif kind.name in _WORDS:
        name = "str"
    else:
        name = _PYTHON.get(kind.name, kind.name)
    return f"{name} | None" if kind.null or null else name


def _script(operations: list[Operation], enums: Mapping[str, list[str]]) -> Iterator[str]:
    yield f"// {_MADE}\n"
    yield 'import type { Client } from "./client.js";\n'
    for name, values in enums.items():
        yield f"export type {name} = {' | '.join(map(_quoted, values))};"
    for operation in operations:
        for shape in operation.shapes:
            rows = (
                f"  {key}{'?' if absent else ''}: {_ts(kind)};"
                for key, (kind, absent) in shape.fields.items()
            )
            yield "\n".join((f"export interface {shape.name} {{", *rows, "}"))
        rows = (f"  {v.name}{'' if v.needed else '?'}: {_ts(v.kind)};" for v in operation.variables)
        yield "\n".join((f"export interface {operation.name}Variables {{", *rows, "}"))
        name = operation.name[:1].lower() + operation.name[1:]
        text = f"`{operation.text}`"
        yield f"export const {name}Document = {text};"
        yield (
            f"export const {name} = (client: Client, variables: {operation.name}Variables): "
            f"Promise<{operation.name}> =>\n  client.ask<{operation.name}>({name}Document, "
            "{ ...variables });"
        )


def _ts(kind: Kind) -> str:
    if kind.of is not None:
        name = f"Array<{_ts(kind.of)}>"
    elif kind.name in _WORDS:
        name = "string"
    else:
        name = _SCRIPT.get(kind.name, kind.name)
    return f"{name} | null" if kind.null else name


def _quoted(word: str) -> str:
    return json.dumps(word)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


if __name__ == "__main__":
    for path, text in files().items():
        (FOLDER / path).write_text(text, encoding="utf-8")
