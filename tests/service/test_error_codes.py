"""Every code that the program says stands in the one table, and in the page of the docs."""

import ast
import re
from collections.abc import Iterator

from service.error_codes import ERROR_CODES
from tests.house import ROOT, modules

CODES = {row.code for row in ERROR_CODES}
_CODE = re.compile(r"[A-Z]{3,}(?:_[A-Z]+)*")
_CALLS = {"BadRequest": 1, "refusal": 0, "refused": 0}


def _said(tree: ast.AST) -> Iterator[str]:
    """Constants that stand where a code is said."""
    for node in ast.walk(tree):
        places: list[ast.expr | None] = []
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in _CALLS and len(node.args) > _CALLS[name]:
                places.append(node.args[_CALLS[name]])
            places += [word.value for word in node.keywords if word.arg == "code"]
        elif isinstance(node, ast.Assign):
            if any(getattr(target, "id", "") == "code" for target in node.targets):
                places.append(node.value)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "code":
                    places.append(value)
        elif isinstance(node, ast.FunctionDef) and node.name == "_code":
            places += [r.value for r in ast.walk(node) if isinstance(r, ast.Return)]
        for place in places:
            if isinstance(place, ast.Constant) and isinstance(place.value, str):
                yield place.value


def test_every_code_in_the_sources_stands_in_the_table() -> None:
    said = {
        code
        for module in modules()
        if module.ours and not module.path.startswith("loaders/")
        for code in _said(module.tree)
        if _CODE.fullmatch(code)
    }
    assert len(said) > 20
    assert said - CODES == set()


def test_every_code_of_the_table_is_said_somewhere() -> None:
    text = "\n".join(m.text for m in modules() if m.ours and "error_codes" not in m.path)
    assert {code for code in CODES if f'"{code}"' not in text} == set()
    assert len(CODES) == len(ERROR_CODES)


def test_the_page_of_the_docs_lists_each_code_as_the_table_has_it() -> None:
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.+?) \| (.+?) \|$", page, re.MULTILINE)
    assert rows == [
        (row.code, row.status, f"{row.vietnamese} / {row.english}") for row in ERROR_CODES
    ]
